"""A child's record through time: every version of every fact, cheap to look at as of any day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.dates import Calendar, england

from .fact import Fact
from .record import ChildRecord, Coverage, Index, Keeping, keeping
from .rows import Rows


@dataclass(frozen=True, slots=True)
class FactVersion:
    """A fact as it stood from one day until the day before another; `recorded_to` None: it still stands."""

    fact: Fact
    recorded_from: date
    recorded_to: date | None = None

    def stood_on(self, day: date) -> bool:
        """Whether this was the version on a day."""
        return self.recorded_from <= day and (self.recorded_to is None or day < self.recorded_to)


class _Kind:
    """The versions of one kind, in the order of their rows: rows between two changes of the kind are made once."""

    __slots__ = ("_seen", "changes", "versions")

    def __init__(self) -> None:
        self.versions: list[FactVersion] = []
        self.changes: list[date] = []
        self._seen: dict[int, Rows] = {}

    def on(self, day: date) -> Rows:
        number = bisect_right(self.changes, day)
        found = self._seen.get(number)
        if found is None:
            found = self._seen[number] = Rows(v.fact for v in self.versions if v.stood_on(day))
        return found


class History:
    """The versions of a child's facts, with coverage. `as_of` gives the record as it was known on a day."""

    def __init__(
        self,
        child: str,
        versions: Iterable[FactVersion],
        coverage: Iterable[Coverage] | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        self.child = child
        self.coverage = None if coverage is None else tuple(coverage)
        self.calendar = calendar or england()
        self._versions = sorted(versions, key=lambda version: (version.fact.type, version.fact.order))
        self._kinds: dict[str, _Kind] = {}
        for version in self._versions:
            self._kinds.setdefault(version.fact.type, _Kind()).versions.append(version)
        for kind in self._kinds.values():
            kind.changes = _changes(kind.versions)
        self._changes = _changes(self._versions)
        self._changes_of: dict[tuple[str, ...], list[date]] = {}
        self._keeping: tuple[tuple[Coverage, ...], Keeping] | None = None
        self._seen: dict[int, tuple[Index, dict[Any, Any]]] = {}

    def as_of(self, day: date) -> ChildRecord:
        """The record as it was known on a day. Days between two changes share their facts."""
        number = bisect_right(self._changes, day)
        if number not in self._seen:
            self._seen[number] = ({kind: rows for kind, found in self._kinds.items() if (rows := found.on(day))}, {})
        index, memory = self._seen[number]
        coverage = self.coverage_on(day)
        return ChildRecord(self.child, day, index, coverage, self.calendar, memory, self._kept(coverage))

    def _kept(self, coverage: tuple[Coverage, ...] | None) -> Keeping | None:
        """What follows from the coverage, worked out once while it is the same."""
        if coverage is None:
            return None
        if self._keeping is None or self._keeping[0] is not coverage:
            self._keeping = (coverage, keeping(coverage))
        return self._keeping[1]

    def coverage_on(self, day: date) -> tuple[Coverage, ...] | None:
        """What is kept here as it was said on a day."""
        return self.coverage

    def next_coverage(self, day: date) -> date | None:
        """The first day after `day` on which something else was said of what is kept here."""
        return None

    def next_change(self, day: date) -> date | None:
        """The first day after `day` on which a fact was written or amended."""
        return _after(self._changes, day)

    def next_change_of(self, kinds: tuple[str, ...], day: date) -> date | None:
        """The same for facts of some kinds."""
        found = self._changes_of.get(kinds)
        if found is None:
            of_each = (self._kinds[kind].changes for kind in kinds if kind in self._kinds)
            found = self._changes_of[kinds] = sorted(set().union(*of_each))
        return _after(found, day)


def _changes(versions: Iterable[FactVersion]) -> list[date]:
    """The days on which one of these was written, amended or taken away."""
    return sorted({day for version in versions for day in (version.recorded_from, version.recorded_to) if day})


def _after(days: Sequence[date], day: date) -> date | None:
    number = bisect_right(days, day)
    return days[number] if number < len(days) else None
