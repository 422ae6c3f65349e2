"""Whether the answers to a regime's test meet it. People decide; this only says what the answers come to.

answers           met when                        reads as
yes yes -         one group is all yes            met
no  no  -         every group holds a no          not met
yes ?   -         neither                         open: what is still to be answered
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sightline.domain.reviews.regimes import Regime

YES: Final = "Y"
NO: Final = "N"


class Reading(StrEnum):
    """What the answers come to."""

    MET = "met"
    NOT_MET = "not met"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The reading, a sentence for people, and the codes of questions that could still change it."""

    reading: Reading
    sentence: str
    open_questions: tuple[str, ...]


def read_test(regime: Regime, answers: Mapping[str, str]) -> Eligibility:
    """Read answers (question code: "Y", "N", anything else for not known) against the regime's test.

    A question nobody answered counts as not known, never as no.
    """
    met = [group for group in regime.met_when if all(answers.get(code) == YES for code in group)]
    if met:
        duty = "may" if all(group in regime.may_when for group in met) else regime.duty
        what = "must be held" if duty == "must" else "may be held"
        return Eligibility(Reading.MET, f"The answers meet the test: a {_name(regime)} {what}. People decide.", ())
    alive = [group for group in regime.met_when if not any(answers.get(code) == NO for code in group)]
    if not alive:
        return Eligibility(Reading.NOT_MET, "The answers do not meet the test. People decide, and say why.", ())
    wanted = frozenset().union(*alive)
    waiting = tuple(q.code for q in regime.questions if q.code in wanted and answers.get(q.code) not in (YES, NO))
    count = f"{len(waiting)} answer" + ("" if len(waiting) == 1 else "s")
    return Eligibility(
        Reading.OPEN, f"Open: the answers so far do not say yet. {count} could still settle it.", waiting
    )


def _name(regime: Regime) -> str:
    return regime.name[0].lower() + regime.name[1:]
