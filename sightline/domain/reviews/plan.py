"""From a recommendation to impact: how an action stands, by the colours of the domain file, each with its word.

not started ── on track ── at risk ── overdue or blocked          done, evidence accepted ── embedded
 Grey           Green       Amber      Red                         Blue                      Purple
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sightline.domain.dates import add_months, in_words

NEAR_DAYS: Final = 28
"""An action due in this many days or fewer is at risk when nothing moved for as many days."""
RETEST_MONTHS: Final = 6
MANY_RECOMMENDATIONS: Final = 10
RESPONSE_MONTHS: Final = 2
IMPACT_MONTHS: Final = 12
NEEDED: Final = {"information": 2, "practice": 4}
"""The rung of the ladder an action of each kind needs before it counts as done."""
EMBEDDED_LEVEL: Final = 4

LADDER: Final = (
    (0, "Nothing yet", "No evidence."),
    (1, "Output", "Something was made: a policy was issued, a form was changed."),
    (2, "Reach", "It is known who received it."),
    (3, "Confidence or knowledge changed", "People know more, or are surer, than before."),
    (4, "Practice changed", "Audits, practice checks or records show that people do it."),
    (5, "Better for children", "Children’s own words, or what became of them."),
)


class Colour(StrEnum):
    """The colour of an action. Never shown without its word."""

    GREY = "grey"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"


WORDS: Final = {
    Colour.GREY: "Not started",
    Colour.RED: "Overdue or blocked",
    Colour.AMBER: "At risk",
    Colour.GREEN: "On track",
    Colour.BLUE: "Done, evidence accepted",
    Colour.PURPLE: "Embedded",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence that was accepted: its rung 1 to 5, the day it was gathered, whether it shows a change for the better.

    `result`: "better", "none" (no change), "worse", or "" where the rung asks for none (1 and 2).
    """

    level: int
    on: date
    result: str

    @property
    def good(self) -> bool:
        """Whether it shows what the rung is for."""
        return self.level <= 2 or self.result == "better"


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What the colour of an action rests on. `progress`: the days on which somebody wrote that something moved."""

    kind: str
    due: date
    progress: tuple[date, ...] = ()
    blocked: str = ""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """Colour, its word, and why in one sentence. `retest_due`: from when a repeat could show it is embedded."""

    colour: Colour
    word: str
    why: str
    retest_due: date | None = None


def status(facts: ActionFacts, as_of: date) -> Status:
    """How an action stands on a day. Evidence and progress of later days are not known yet.

    A later measurement that shows no change, or worse, outweighs an earlier good one: the action is not done.
    """
    proofs = sorted((p for p in facts.proofs if p.on <= as_of), key=lambda p: (p.on, p.level))
    last_bad = max((p.on for p in proofs if not p.good), default=None)
    good = [p for p in proofs if p.good and p.level >= NEEDED[facts.kind]]
    standing = [p for p in good if last_bad is None or p.on > last_bad]
    return _done(standing) if standing else _open(facts, as_of, undone=bool(good))


def _done(good: Sequence[Proof]) -> Status:
    high = [p for p in good if p.level >= EMBEDDED_LEVEL]
    first = high[0] if high else good[0]
    from_day = add_months(first.on, RETEST_MONTHS)
    if high and high[-1].on >= from_day:
        why = f"Practice had changed on {in_words(first.on)}, and still on {in_words(high[-1].on)}."
        return Status(Colour.PURPLE, WORDS[Colour.PURPLE], why)
    why = f"Evidence of {in_words(good[-1].on)} was accepted. Test again from {in_words(from_day)} on."
    return Status(Colour.BLUE, WORDS[Colour.BLUE], why, from_day)


def _open(facts: ActionFacts, as_of: date, undone: bool) -> Status:
    moved = [day for day in facts.progress if day <= as_of]
    again = "A later test did not show the change: the question is open again. " if undone else ""
    if facts.blocked:
        return Status(Colour.RED, "Blocked", f"{again}{facts.blocked}")
    if as_of > facts.due:
        return Status(Colour.RED, "Overdue", f"{again}It was due {in_words(facts.due)}.")
    still = not moved or as_of - max(moved) >= timedelta(days=NEAR_DAYS)
    if facts.due - as_of <= timedelta(days=NEAR_DAYS) and still:
        last = f"nothing has moved since {in_words(max(moved))}" if moved else "nothing has begun"
        return Status(Colour.AMBER, WORDS[Colour.AMBER], f"{again}It is due {in_words(facts.due)}, and {last}.")
    if not moved:
        return Status(Colour.GREY, WORDS[Colour.GREY], f"{again}It is due {in_words(facts.due)}.")
    why = f"{again}It is due {in_words(facts.due)}; something moved on {in_words(max(moved))}."
    return Status(Colour.GREEN, WORDS[Colour.GREEN], why)


_EASY: Final = re.compile(
    r"\b(remind\w*|re-?issu\w*|re-?circulat\w*|circulat\w*|disseminat\w*|cascad\w*|re-?send\w*|e-?mail\w*"
    r"|train|trains|trained|training|brief(?:ed|ing|s)?|raise awareness|awareness)\b",
    re.I,
)
_CHANGES: Final = re.compile(
    r"\b(audit\w*|sampl\w*|check\w*|measur\w*|observ\w*|redesign\w*|chang\w*|replac\w*|remov\w*|build\w*|creat\w*"
    r"|test\w*|funds?|funded|appoint\w*|recruit\w*)\b",
    re.I,
)


def easy_step(step: str) -> str:
    """A warning when a step only reminds, reissues, circulates or trains; "" otherwise. It warns and never refuses."""
    found = _EASY.search(step)
    if found is None or _CHANGES.search(_EASY.sub(" ", step)):
        return ""
    return (
        f"This step seems only to tell or to train (“{found.group(0)}”). Such steps are easy to tick off and seldom "
        "change practice by themselves. What will be different for a child, and how will you see it?"
    )


def many_recommendations(number: int) -> str:
    """A warning when a review has more than ten recommendations; "" otherwise."""
    if number <= MANY_RECOMMENDATIONS:
        return ""
    return (
        f"This review has {number} recommendations. More than {MANY_RECOMMENDATIONS} tend to favour easy tasks over "
        "those that matter: which of them would change most for children?"
    )
