"""Interim safety plans after an injury: which are open, and which injuries call for one."""

from __future__ import annotations

from datetime import timedelta

from ..fact import Fact
from ..look import Look
from ..maybe import NO, Maybe, any_in, any_of, known, not_, open_, yes
from .mobility import independently_mobile

INFLICTED, CANNOT_SAY = "suggests_inflicted", "cannot_say"


def open_plans(look: Look) -> list[Fact]:
    """The safety plans made by now that have not ended; the last day still counts."""
    return [plan for plan in look.rows("SafetyPlan") if not _has_ended(look, plan)]


def _has_ended(look: Look, plan: Fact) -> bool:
    end = plan.when("ends_when")
    if end is None or end.latest is None:
        return False
    look.looks.add(end.latest + timedelta(days=1))
    return end.latest < look.as_of


def is_replaced(look: Look, plan: Fact) -> bool:
    """Whether a later plan took its place: for the same injury, or one of the two names none."""
    mine = plan.text("trigger_injury")
    return any(
        other.order > plan.order and (not mine or other.text("trigger_injury") in ("", mine))
        for other in look.rows("SafetyPlan")
    )


def is_suspected(look: Look, injury: Fact) -> Maybe:
    """Whether it may not have been an accident: marked so, or by what the examiner says.

    "Suggests inflicted" counts for any child, "cannot say" for one who could not, or may not, move about then. A
    documented birthmark is no answer of its own: somebody may suspect it all the same.
    """
    flag = injury.yes("nai_suspected")
    marked = open_("It is not recorded whether an injury may not have been an accident.", injury)
    return any_of(marked if flag is None else known(flag, injury), _by_opinion(look, injury)).citing(injury)


def _by_opinion(look: Look, injury: Fact) -> Maybe:
    opinions = {part.code("opinion") for part in look.parts(injury, "examination")}
    if INFLICTED in opinions:
        return yes(injury)
    if CANNOT_SAY in opinions:
        return not_(known(independently_mobile(look, look.when(injury), rolling_counts=False).is_yes)).citing(injury)
    return NO


def is_for_an_injury(look: Look, plan: Fact) -> Maybe:
    """Whether a safety plan follows a suspected injury: as it says, else when there is such an injury on record."""
    if plan.is_filled("trigger_injury"):
        return yes(plan)
    return any_in(is_suspected(look, injury) for injury in look.rows("Injury"))
