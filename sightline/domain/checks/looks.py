"""When to look again, and whether a row counts on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sightline.domain.dates import UncertainDate

from .fact import AFTER_ALL, BEFORE_ALL, LAST_MOMENT, Fact

ONE_DAY = timedelta(days=1)


class Looks:
    """Collects the days on which something could change by itself; `first` is the next look."""

    __slots__ = ("as_of", "first")

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.first: date | None = None

    def add(self, day: date | None, other: date | None = None) -> None:
        """Note a day or two; those not after `as_of` are of no interest."""
        if day is not None and day > self.as_of and (self.first is None or day < self.first):
            self.first = day
        if other is not None:
            self.add(other)

    def add_all(self, days: Iterable[date]) -> None:
        """Note many days."""
        for day in days:
            self.add(day)


def when_of(fact: Fact) -> UncertainDate:
    """When a row happened. Not filled, or not known: no later than the day it was recorded."""
    found: UncertainDate | None = fact.memory.get("when it happened")
    if found is None:
        found = fact.memory["when it happened"] = _when_of(fact)
    return found


def _when_of(fact: Fact) -> UncertainDate:
    when = fact.when(fact.happens_on) if fact.happens_on else None
    if when is None or when.precision == "unknown":
        return UncertainDate.between(None, fact.recorded_on)
    if when.latest is None:
        return UncertainDate.between(
            when.earliest, fact.recorded_on and max(fact.recorded_on, when.earliest or date.min)
        )
    return when


def is_ahead(fact: Fact, looks: Looks) -> bool:
    """Whether a row is still ahead on `as_of`: its date is later, or it is marked as planned and its day is not past.

    `planned: yes` on a visit says that the family was told, not that it is still to come.
    """
    when = when_of(fact)
    earliest, latest = when.earliest, when.latest
    if earliest is not None and earliest > looks.as_of:
        looks.add(earliest)
        return True
    if not fact.fields.get("planned") or not is_marked_planned(fact):
        return False
    if earliest is None or latest is None:
        return True
    looks.add(latest + ONE_DAY)
    return latest >= looks.as_of


def is_marked_planned(fact: Fact) -> bool:
    """Whether the row carries the mark for what is arranged and still to come."""
    mark = fact.get("planned")
    return mark is True or (isinstance(mark, str) and mark.strip().lower() == "true")


def first_moment(fact: Fact) -> datetime:
    """The first moment a row can have happened; the beginning of time when that is not known."""
    found = fact.moments(fact.happens_on)[0] if fact.happens_on else None
    return found or BEFORE_ALL


def last_moment(fact: Fact) -> datetime:
    """The last moment a row can have happened; the end of the day it was recorded when that is not known."""
    found: datetime | None = fact.memory.get("last moment")
    if found is None:
        found = fact.memory["last moment"] = _last_moment(fact)
    return found


def _last_moment(fact: Fact) -> datetime:
    found = fact.moments(fact.happens_on)[1] if fact.happens_on else None
    if found is not None:
        return found
    latest = when_of(fact).latest
    return datetime.combine(latest, LAST_MOMENT) if latest else AFTER_ALL
