"""One scheduled appointment of a child, and what it can be in a pattern of misses.

An empty outcome, person or date leaves an appointment open. It is then read three ways: as if nothing had happened,
as kept, and as missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from sightline.domain.dates import UncertainDate, add_months, could_be_under, leaves_window

from ..fact import Fact
from ..looks import Looks, first_moment, last_moment, when_of
from ..record import ChildRecord
from ..vocabulary import Values

ONE_DAY = timedelta(days=1)
ADULT_MONTHS = 18 * 12  # a child is under 18: Children Act 1989, s.105


class Role(Enum):
    """What one appointment is in the pattern."""

    ABSENT = "not there"
    NEITHER = "neither breaks nor extends a run"
    KEPT = "kept"
    HALF = "cancelled by the family"
    NO_ACCESS = "no access"
    MISSED = "was not brought"


WHOLE = (Role.MISSED, Role.NO_ACCESS)
NOT_KEPT = (*WHOLE, Role.HALF)
ROLES = {
    "attended": Role.KEPT,
    "was_not_brought": Role.MISSED,
    "no_access": Role.NO_ACCESS,
    "cancelled_by_family": Role.HALF,
    "cancelled_by_service": Role.NEITHER,
    "rearranged": Role.NEITHER,
}
# The numbers by which appointments are read.
NUMBERS = ("window_months", "under_age_months", "self_attending_years")
# How some systems file a child's miss. From 16, by oneself, it is not one.
OWN_ATTENDANCE = ("self_attending_dna", "did_not_attend", "dna")


class Readings(NamedTuple):
    """The role of one appointment in the three readings."""

    nothing: Role
    kept: Role
    missed: Role

    @classmethod
    def of(cls, lightest: Role, gravest: Role) -> Readings:
        """An appointment that is surely there."""
        return cls(lightest, lightest, gravest)

    @classmethod
    def perhaps(cls, lightest: Role, gravest: Role) -> Readings:
        """An appointment that may not belong here: whose it was, or when, is not recorded."""
        kept = Role.ABSENT if lightest in NOT_KEPT else lightest
        return cls(Role.ABSENT, kept, Role.ABSENT if gravest is Role.KEPT else gravest)


NOWHERE = Readings(Role.ABSENT, Role.ABSENT, Role.ABSENT)


class Scheduled(NamedTuple):
    """An appointment that lies, or may lie, in the window. `enough_*`: one such miss is enough for its own sake."""

    fact: Fact
    when: UncertainDate
    readings: Readings
    enough_surely: bool
    enough_possibly: bool

    def doubts(self, name: str) -> Iterator[str]:
        """What is not recorded about it, in sentences."""
        service = self.fact.text("service").replace("_", " ")
        label = f"the {service} appointment" if service else "an appointment"
        on = f" on {self.when.approximately()}" if self.when.has_bounds else ""
        if not self.fact.text("person"):
            yield f"It is not recorded whose {label.removeprefix('the ').removeprefix('an ')}{on} was."
        if not self.when.has_bounds:
            yield f"It is not recorded when {label} was."
        if self.fact.code("outcome") not in (*ROLES, *OWN_ATTENDANCE):
            yield f"It is not recorded whether {name} was brought to {label}{on}."
        elif self.readings.missed in WHOLE and not self.enough_surely and self.enough_possibly:
            yield f"How much it matters to miss {label}{on}, or {name}'s age then, is not recorded."


def in_window(record: ChildRecord, params: Values, looks: Looks) -> tuple[Scheduled, ...]:
    """The child's own appointments that could lie in the window and whose day has come; worked out once a day."""
    key = ("in the window", *(params[name] for name in NUMBERS))
    if key not in record.today:
        own = Looks(record.as_of)
        record.today[key] = (_in_window(record, params, own), own.first)
    found: tuple[tuple[Scheduled, ...], date | None] = record.today[key]
    looks.add(found[1])
    return found[0]


def _in_window(record: ChildRecord, params: Values, looks: Looks) -> tuple[Scheduled, ...]:
    opens = add_months(record.as_of, -int(params["window_months"]))
    born = record.subject.when("dob") or record.subject.when("expected_dob")
    found = []
    for fact in record.happened("Appointment", looks):
        when = when_of(fact)
        if when.is_certainly_before(opens):
            continue
        readings = _readings(fact, when, born, record, params, looks)
        if readings != NOWHERE:
            surely, possibly = _enough(fact, when, born, int(params["under_age_months"]))
            found.append(Scheduled(fact, when, readings, surely, possibly))
    return tuple(found)


def note_leaving(items: tuple[Scheduled, ...], months: int, looks: Looks) -> None:
    """Note when appointments slide out of the window, where that can change anything.

    A kept one matters while it is the last to go, or when its day is not exact and it may break a run.
    """
    leaving = [(item, leaves_window(item.when.latest, months)) for item in items if item.when.latest]
    for item, day in leaving:
        if item.readings.missed in NOT_KEPT or not item.when.is_exact:
            looks.add(day)
    looks.add(max((day for _, day in leaving), default=None))


def splits(kept: Fact, run: list[Fact]) -> bool:
    """Whether a kept contact surely lies between two of a run, on every reading of their dates."""
    some_before = any(last_moment(fact) < first_moment(kept) for fact in run)
    return some_before and any(first_moment(fact) > last_moment(kept) for fact in run)


def _readings(
    fact: Fact, when: UncertainDate, born: UncertainDate | None, record: ChildRecord, params: Values, looks: Looks
) -> Readings:
    person = fact.text("person")
    if person not in ("", record.child) or _is_adults(born, when):
        return NOWHERE
    outcome = fact.code("outcome")
    if outcome in ROLES:
        lightest = gravest = ROLES[outcome]
    elif outcome in OWN_ATTENDANCE:
        lightest, gravest = _own_attendance(born, when, int(params["self_attending_years"]) * 12)
    elif when.earliest == record.as_of:  # its day is not over yet
        looks.add(record.as_of + ONE_DAY)
        return NOWHERE
    else:
        lightest, gravest = Role.KEPT, Role.MISSED
    return Readings.of(lightest, gravest) if person and when.has_bounds else Readings.perhaps(lightest, gravest)


def _own_attendance(born: UncertainDate | None, when: UncertainDate, months: int) -> tuple[Role, Role]:
    under = could_be_under(born, when, months=months) if born else None
    if under is None:
        return Role.NEITHER, Role.MISSED
    return (Role.MISSED, Role.MISSED) if under else (Role.NEITHER, Role.NEITHER)


def _is_adults(born: UncertainDate | None, when: UncertainDate) -> bool:
    return born is not None and could_be_under(born, when, months=ADULT_MONTHS) is False


def _enough(fact: Fact, when: UncertainDate, born: UncertainDate | None, months: int) -> tuple[bool, bool]:
    """Whether one such miss is enough by itself, surely and possibly: harm if missed, or the age at the appointment."""
    importance = fact.code("importance")
    young = could_be_under(born, when, months=months) if born else None
    surely = importance == "harm_if_missed" or young is True
    return surely, surely or young is None or importance not in ("routine", "important")
