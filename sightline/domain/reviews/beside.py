"""What runs beside a review, and what may not leave the review because of it (gate rules G2 to G4).

    running or not known          case facts, report (classes D, E)        lesson and theme (A, B)
    criminal                      wait, whatever was answered (G2)         go once the contact was asked about them
    inquest, family, adoption …   wait until the owner answered (G3)       go once the owner was asked about them
    anything with a hold on it    wait while it holds publication back     wait while it holds learning back
    ended                         wait for nothing

Not known waits as running does: nobody may read "not known" as "over". Inside the review (levels 0 to 2) nothing waits:
reviews go on, only release does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

CRIMINAL: Final = "criminal"
ASK_THE_OWNER: Final = frozenset({"inquest", "family", "adoption", "disciplinary", "regulator", "inquiry", "review"})
"""The kinds of rule G3, whose owner is asked. A child death review is a link only; anything else, as its holds say."""

ENDED: Final = "ended"


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing beside a review. `name` in words; `holds`: codes of what it was said to hold back."""

    kind: str
    name: str
    standing: str
    holds: frozenset[str]
    consulted_on: date | None
    answered: bool

    @property
    def runs(self) -> bool:
        """Whether it runs, or nobody knows that it does not."""
        return self.standing != ENDED

    @property
    def stands(self) -> str:
        """How it stands, in words that finish a sentence."""
        return "is running" if self.standing == "live" else "may be running: how it stands is not known"


def why_facts_wait(beside: Iterable[Beside]) -> tuple[str, ...]:
    """Why case facts and the report may not leave the review now, a sentence for each; none when they may."""
    return tuple(filter(None, map(_why_facts, beside)))


def why_learning_waits(beside: Iterable[Beside], worded_on: date | None = None) -> tuple[str, ...]:
    """Why a lesson may not leave either. `worded_on`: the day of its present wording; whoever is to be asked must have
    been asked about this one, not about an earlier. Without it only what was said to be held back counts."""
    return tuple(filter(None, (_why_learning(one, worded_on) for one in beside)))


def _why_facts(one: Beside) -> str:
    if not one.runs:
        return ""
    if one.kind == CRIMINAL:
        return f"{one.name} {one.stands}, so case facts and the report stay inside the review until it has ended."
    if "publication" in one.holds:
        return f"{one.name} {one.stands}, and holds publication back."
    if one.kind in ASK_THE_OWNER and not (one.consulted_on and one.answered):
        return f"{one.name} {one.stands}, and nobody has written down what its owner answered about publication."
    return ""


def _why_learning(one: Beside, worded_on: date | None) -> str:
    if not one.runs:
        return ""
    if "learning" in one.holds:
        return f"{one.name} {one.stands}, and holds the sharing of learning back."
    if worded_on is None or not (one.kind == CRIMINAL or one.kind in ASK_THE_OWNER):
        return ""
    if one.consulted_on is None:
        return f"{one.name} {one.stands}: its contact has to be asked first, and nobody wrote down that they were."
    if one.consulted_on < worded_on:
        return f"{one.name} {one.stands}: its contact was asked before this was worded as it is now. Ask them again."
    return ""
