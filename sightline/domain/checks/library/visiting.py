"""Visits to a child, and how often the plan says there should be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sightline.domain.dates import UncertainDate

from ..case import AS_CHILD_PROTECTION, is_current
from ..fact import LAST_MOMENT, Fact
from ..looks import Looks, is_ahead, when_of
from ..record import ChildRecord

HOME = ("home", "at_home", "family_home")


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that has taken place. `seen` and `home` are None when not recorded."""

    fact: Fact
    when: UncertainDate
    seen: bool | None
    home: bool | None

    def was_seen(self, is_gravest: bool) -> bool:
        """Whether the child was seen, in one reading. A visit nobody can date is no help in the gravest."""
        return (self.seen is True and not (is_gravest and not self.when.has_bounds)) or (
            self.seen is None and not is_gravest
        )

    def was_not_seen(self, is_gravest: bool) -> bool:
        """Whether the child was not seen, in one reading. A visit nobody can date counts only in the gravest."""
        return (self.seen is False and (is_gravest or self.when.has_bounds)) or (self.seen is None and is_gravest)

    def was_home(self, if_unknown: bool) -> bool:
        """Whether it was at home."""
        return if_unknown if self.home is None else self.home

    def seen_day(self, is_gravest: bool) -> date:
        """The day from which time runs: the first it can have been."""
        if self.when.earliest is not None:
            return self.when.earliest
        return date.min if is_gravest else self.when.latest or date.min

    def seen_moment(self, is_gravest: bool) -> datetime:
        """The moment the child was seen; on a day without a time, the end of that day."""
        first, last = self.fact.moments("at")
        if first is not None and first == last:
            return first
        return datetime.combine(self.seen_day(is_gravest), LAST_MOMENT)

    @property
    def unseen_moment(self) -> datetime:
        """The moment the child was not seen: the last it can have been; without a time, the start of that day."""
        first, last = self.fact.moments("at")
        if first is not None and first == last:
            return first
        return datetime.combine(self._last_day(), time.min)

    def _last_day(self) -> date:
        """A visit written up with its outcome cannot be later than the day it was written."""
        latest, recorded = self.when.latest, self.fact.recorded_on
        if latest is None or recorded is None or (self.when.earliest and recorded < self.when.earliest):
            return latest or recorded or date.max
        return min(latest, recorded)

    def doubts(self, name: str) -> Iterator[str]:
        """What is not recorded about it, in sentences."""
        if not self.when.has_bounds:
            yield "It is not recorded when a visit was."
        elif self.seen is None:
            yield f"It is not recorded whether {name} was seen on {self.when.in_words()}."
        elif self.home is None and not self.seen:
            yield f"It is not recorded where the visit on {self.when.in_words()} was."


def visits_of(record: ChildRecord, looks: Looks) -> tuple[Visit, ...]:
    """The visits that have taken place, oldest first."""
    return tuple(_visit(fact) for fact in record.of("Visit") if not is_ahead(fact, looks))


def _visit(fact: Fact) -> Visit:
    where = fact.code("where")
    return Visit(fact, when_of(fact), fact.yes("seen"), where in HOME if where else None)


@dataclass(frozen=True, slots=True)
class Intervals:
    """How many working days may pass at a level, and the open plans of that level: ids, and when they began."""

    working_days: int
    plans: tuple[str, ...]
    began: tuple[UncertainDate, ...]


def intervals_of(record: ChildRecord, level: str, default: int, is_gravest: bool, looks: Looks) -> Intervals:
    """The plan's own interval, else the number for the level.

    An interval of a plan whose kind is not recorded is read the lighter or the graver way.
    """
    plans = [fact for fact in record.of("Plan") if is_current(fact, looks)]
    matching = [fact for fact in plans if fact.code("kind") == ("cp" if level in AS_CHILD_PROTECTION else "cin")]
    own = [days for days in map(_own_interval, matching) if days]
    days = min(own) if own else default
    shorter = [_own_interval(fact) for fact in plans if fact.code("kind") in _may_shorten(level)]
    days = min([days, *(found for found in shorter if found)])
    unnamed = [found for found in (_own_interval(fact) for fact in plans if not fact.code("kind")) if found]
    if unnamed:
        days = min(days, *unnamed) if is_gravest else max(days, *unnamed)
    return Intervals(days, tuple(fact.id for fact in matching), tuple(when_of(fact) for fact in matching))


def _may_shorten(level: str) -> tuple[str, ...]:
    """Plans of other kinds whose interval counts where it is shorter."""
    return ("safety", "cin") if level in ("S47", "CLA") else ("safety",)


def _own_interval(fact: Fact) -> int | None:
    value = fact.get("visit_interval_wd")
    if isinstance(value, str) and value.strip().isdigit():
        value = int(value)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 1 else None
