"""Visits to a child, and how often the plan says there should be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from sightline.domain.dates import UncertainDate

from ..boxes import is_known_code
from ..case import AS_CHILD_PROTECTION, is_current
from ..fact import BEFORE_ALL, LAST_MOMENT, Fact
from ..looks import Looks, when_of
from ..record import ChildRecord

HOME = ("home", "at_home", "family_home")


class Visit(NamedTuple):
    """A visit that has taken place. `seen` and `home` are None when not recorded.

    Two moments order visits. The child was seen at the end of a day without a time, and not seen at its start, so that
    of two visits on one day the one with the child comes last. A day that is not exact counts from its first day when
    the child was seen, and from its last when not.
    """

    fact: Fact
    when: UncertainDate
    seen: bool | None
    home: bool | None
    seen_moment: datetime
    unseen_moment: datetime

    @classmethod
    def of(cls, fact: Fact) -> Visit:
        """The visit a row records."""
        found: Visit | None = fact.memory.get("visit")
        if found is None:
            where, when = fact.code("where"), when_of(fact)
            home = where in HOME if where else None
            seen, unseen = _moments(fact, when)
            found = fact.memory["visit"] = cls(fact, when, fact.yes("seen"), home, seen, unseen)
        return found

    def read_as(self, seen: bool) -> Visit:
        """The same visit, as if it said whether the child was seen."""
        return Visit(self.fact, self.when, seen, self.home, self.seen_moment, self.unseen_moment)

    def was_seen(self, is_gravest: bool) -> bool:
        """Whether the child was seen, in one reading. A visit nobody can date is no help in the gravest."""
        if self.seen is None:
            return not is_gravest
        return self.seen and (self.when.has_bounds or not is_gravest)

    def was_not_seen(self, is_gravest: bool) -> bool:
        """Whether the child was not seen, in one reading. A visit nobody can date counts only in the gravest."""
        if self.seen is None:
            return is_gravest
        return not self.seen and (self.when.has_bounds or is_gravest)

    def was_home(self, if_unknown: bool) -> bool:
        """Whether it was at home."""
        return if_unknown if self.home is None else self.home

    @property
    def seen_day(self) -> date:
        """The day from which time runs: the first it can have been, else the day it was recorded."""
        return self.when.earliest or self.when.latest or date.min

    def doubts(self, name: str) -> Iterator[str]:
        """What is not recorded about it, in sentences."""
        if not self.when.has_bounds:
            yield "It is not recorded when a visit was."
        elif self.seen is None:
            yield f"It is not recorded whether {name} was seen on {self.when.approximately()}."
        elif self.home is None and not self.seen:
            yield f"It is not recorded where the visit on {self.when.approximately()} was."


def _moments(fact: Fact, when: UncertainDate) -> tuple[datetime, datetime]:
    """The moment the child was seen, if so, and the moment the child was not, if not."""
    first, last = fact.moments("at")
    if first is not None and last is not None and first.date() == last.date():
        return last, first
    seen_day = when.earliest or when.latest or date.min
    return datetime.combine(seen_day, LAST_MOMENT), datetime.combine(_last_day(fact, when), time.min)


def _last_day(fact: Fact, when: UncertainDate) -> date:
    """The last day it can have been: a visit written up with its outcome is no later than the day it was written."""
    recorded = fact.recorded_on
    if when.latest is None or recorded is None or (when.earliest and recorded < when.earliest):
        return when.latest or recorded or date.max
    return min(when.latest, recorded)


def visits_of(record: ChildRecord, looks: Looks) -> tuple[Visit, ...]:
    """The visits that have taken place, oldest first."""
    return tuple(map(Visit.of, record.happened("Visit", looks)))


class Reading(NamedTuple):
    """The visits in one reading: the last with the child, and those since without.

    `surely_seen` is the last that is dated and says so; `perhaps_seen` are those that may have been one.
    """

    last_seen: Visit | None
    surely_seen: Visit | None
    perhaps_seen: tuple[Visit, ...]
    unseen: tuple[Visit, ...]
    unseen_home: tuple[Visit, ...]
    has_visits: bool
    is_gravest: bool

    @classmethod
    def of(cls, visits: tuple[Visit, ...], is_gravest: bool) -> Reading:
        """Read the visits that have taken place."""
        seen = [visit for visit in visits if visit.was_seen(is_gravest)]
        last = max(seen, key=lambda visit: visit.seen_moment, default=None)
        since = last.seen_moment if last else BEFORE_ALL
        unseen = [visit for visit in visits if visit.was_not_seen(is_gravest)]
        after = tuple(visit for visit in unseen if visit.unseen_moment > since)
        home = _home_run(visits, unseen, is_gravest) if after else ()
        is_current = any(visit.unseen_moment > since for visit in home)
        perhaps = tuple(v for v in visits if v.seen is None or (v.seen and not v.when.has_bounds))
        return cls(last, last_surely_seen(visits), perhaps, after, home if is_current else (), bool(visits), is_gravest)

    def time_runs_from(self, began: date) -> date:
        """The day from which time runs: last seen, else `began`, the day the level or its plan did.

        A visit that may have shown the child can move it either way: later as the last sight, or earlier, when it
        would be the only one and lies before the level began.
        """
        days = [visit.seen_day for visit in self.perhaps_seen]
        if self.surely_seen:
            return max([self.surely_seen.seen_day, *([] if self.is_gravest else days)])
        if not self.is_gravest:
            return max([began, *days])
        return min([began, *(v.seen_day if v.when.has_bounds else date.min for v in self.perhaps_seen)])


def last_surely_seen(visits: tuple[Visit, ...]) -> Visit | None:
    """The last visit that is dated and says that the child was seen."""
    seen = (visit for visit in visits if visit.seen and visit.when.has_bounds)
    return max(seen, key=lambda visit: visit.seen_moment, default=None)


def _home_run(visits: tuple[Visit, ...], unseen: list[Visit], is_gravest: bool) -> tuple[Visit, ...]:
    """The home visits without the child since the last home visit with."""
    seen_home = [v.seen_moment for v in visits if v.was_seen(is_gravest) and v.was_home(not is_gravest)]
    since = max(seen_home, default=BEFORE_ALL)
    return tuple(v for v in unseen if v.was_home(is_gravest) and v.unseen_moment > since)


@dataclass(frozen=True, slots=True)
class Intervals:
    """How many working days may pass at a level, and the open plans of that level: ids, and when they began."""

    working_days: int
    plans: tuple[str, ...]
    began: tuple[UncertainDate, ...]


def intervals_of(record: ChildRecord, level: str, default: int, is_gravest: bool, looks: Looks) -> Intervals:
    """The plan's own interval, else the number for the level.

    A plan whose kind is not recorded may be the level's, with its own interval and a later beginning, or may not.
    """
    plans = [fact for fact in record.of("Plan") if is_current(fact, looks)]
    matching = [fact for fact in plans if fact.code("kind") == ("cp" if level in AS_CHILD_PROTECTION else "cin")]
    own = [days for days in map(_own_interval, matching) if days]
    days = min(own) if own else default
    shorter = [_own_interval(fact) for fact in plans if fact.code("kind") in _may_shorten(level)]
    days = min([days, *(found for found in shorter if found)])
    unnamed = [fact for fact in plans if is_of_no_kind(fact)]
    theirs = [found for found in map(_own_interval, unnamed) if found]
    if theirs and is_gravest:
        days = min(days, *theirs)
    elif theirs and not own:
        days = max(days, min(theirs))
    counted = matching if is_gravest else matching + unnamed
    return Intervals(days, tuple(fact.id for fact in counted), tuple(when_of(fact) for fact in counted))


def is_of_no_kind(plan: Fact) -> bool:
    """Whether nobody wrote down what kind of plan it is, or in a word that is not of the list."""
    kind = plan.code("kind")
    return not kind or not is_known_code("Plan", "kind", kind)


def _may_shorten(level: str) -> tuple[str, ...]:
    """Plans of other kinds whose interval counts where it is shorter."""
    return ("safety", "cin") if level in ("S47", "CLA") else ("safety",)


def _own_interval(fact: Fact) -> int | None:
    value = fact.get("visit_interval_wd")
    if isinstance(value, str) and value.strip().isdigit():
        value = int(value)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 1 else None
