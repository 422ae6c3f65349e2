"""Ties of the eco-map: how somebody around the family stands with them, as one person saw it on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sightline.cases.entries.declare import Ask, Entry
from sightline.domain.drawing.ecomap import DOMAINS
from sightline.domain.drawing.ecomap.words import FLOW
from sightline.kit.words import first_capital, first_small

STRESS = {"yes": "stressful", "no": "not stressful"}
STATE = {"ended": "it has ended", "wanted": "it is not there but wished for"}


def in_a_line(body: Mapping[str, Any], names: Callable[[str], str]) -> str:
    """ "As Kerry sees it, for the household; health; not stressful." What was left empty is not said."""
    whose = names(str(body.get("person") or "")) or ("somebody else" if body.get("person") else "the household")
    parts = [
        f"for {whose}",
        DOMAINS.get(str(body.get("domain")), ""),
        STRESS.get(str(body.get("stress")), ""),
        f"it {FLOW[body['flow']]}" if body.get("flow") in FLOW else "",
        STATE.get(str(body.get("state")), ""),
    ]
    said = "; ".join(first_small(part) for part in parts if part)
    rater = f"As {body['rater']} sees it, " if body.get("rater") else ""
    note = f" {body['note']}" if body.get("note") else ""
    return first_capital(f"{rater}{said}.{note}")


TIE = Entry(
    "Tie",
    "Somebody around the family, and how the tie is",
    "One person’s view of one tie, for the eco-map: how strong, whether it is stressful, who gives to whom.",
    "child-family",
    when="When was it seen like this?",
    heading=("system", "strength"),
    in_a_line=in_a_line,
    own_page="child-eco-map",
    asks=(
        Ask(
            "system",
            "Who or what is it?",
            "A person, a school, a service, a club. The same words as before make it the same one on the map.",
            rows=0,
            required="Write who or what it is.",
        ),
        Ask("domain", "Which part of life does it belong to?", words=DOMAINS, required="Choose a part of life."),
        Ask("person", "Whose tie is it?", "Leave it empty for the whole household."),
        Ask(
            "strength",
            "How strong is the tie?",
            words={"strong": "Strong", "ordinary": "Ordinary", "weak": "Weak", "none": "There is no tie"},
        ),
        Ask("stress", "Is it stressful?", "A strong tie can be stressful too."),
        Ask(
            "flow",
            "Who gives to whom?",
            words={
                "in": "It gives to the family",
                "out": "It takes from the family",
                "both": "Both",
                "none": "Neither",
            },
        ),
        Ask(
            "state",
            "Is it there now?",
            words={"current": "Yes", "ended": "It has ended", "wanted": "No, it is wished for"},
        ),
        Ask(
            "rater",
            "Who sees it like this?",
            "For example the child, the mother, or you. Two people’s views are drawn together.",
            rows=0,
            required="Write who sees it like this.",
        ),
        Ask("note", "Anything to add?"),
    ),
)
EVERY = (TIE,)
