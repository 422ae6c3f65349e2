"""Which appointments a child was not brought to, for the checks that look at one miss at a time (WNB-02, WNB-03).

WNB-01 weighs them together and reads them in its own way (`scheduled.py`); what an outcome means is the same.
"""

from __future__ import annotations

from ..fact import Fact
from ..look import Look
from ..looks import ONE_DAY, when_of
from ..maybe import NO, Maybe, all_of, known, open_
from .scheduled import OWN_ATTENDANCE, ROLES, WHOLE


def own_appointments(look: Look) -> tuple[tuple[Fact, Maybe], ...]:
    """The appointments so far that are, or may be, the child's own; worked out once a day."""
    return look.shared("own appointments", _own_appointments)


def _own_appointments(look: Look) -> tuple[tuple[Fact, Maybe], ...]:
    untold = "It is not recorded whose one of the appointments was."
    rows = ((row, look.is_about(row, "person", look.child, untold)) for row in look.rows("Appointment"))
    return tuple((row, is_own) for row, is_own in rows if not is_own.is_no)


def misses(look: Look) -> list[tuple[Fact, Maybe]]:
    """The appointments so far to which the child was not, or may not have been, brought."""
    rows = ((row, all_of(is_own, was_missed(look, row)).citing(row)) for row, is_own in own_appointments(look))
    return [(row, is_miss) for row, is_miss in rows if not is_miss.is_no]


def was_missed(look: Look, row: Fact) -> Maybe:
    """Whether an appointment of the child's was a miss: not brought, no access, or filed as the child's own."""
    outcome = row.code("outcome")
    if outcome in ROLES:
        return known(ROLES[outcome] in WHOLE, row)
    if outcome in OWN_ATTENDANCE:
        return look.is_under(look.number("self_attending_months"), on=when_of(row))
    return untold_outcome(look, row)


def was_attended(look: Look, row: Fact) -> Maybe:
    """Whether the child was there."""
    outcome = row.code("outcome")
    if outcome in ROLES or outcome in OWN_ATTENDANCE:
        return known(outcome == "attended", row)
    return untold_outcome(look, row)


def untold_outcome(look: Look, row: Fact) -> Maybe:
    """Open, but on the day itself, which is not over."""
    if when_of(row).earliest == look.as_of:
        look.looks.add(look.as_of + ONE_DAY)
        return NO
    return open_(f"It is not recorded what became of the appointment on {look.day(row)}.", row)


def in_sentences(look: Look, rows: list[Fact]) -> str:
    """What happened, a sentence for each way of not being seen."""
    no_access = [row for row in rows if row.code("outcome") == "no_access"]
    others = [row for row in rows if row not in no_access]
    sentences = [f"{look.name} was not brought on {look.days(others)}"] if others else []
    sentences += [f"there was no access to {look.name} on {look.days(no_access)}"] if no_access else []
    return ", and ".join(sentences)
