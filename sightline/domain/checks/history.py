"""A child's record through time: every version of every fact, cheap to look at as of any day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.dates import Calendar, england

from .fact import Fact
from .record import ChildRecord, Coverage, Index, Keeping, keeping


@dataclass(frozen=True, slots=True)
class FactVersion:
    """A fact as it stood from one day until the day before another; `recorded_to` None: it still stands."""

    fact: Fact
    recorded_from: date
    recorded_to: date | None = None

    def stood_on(self, day: date) -> bool:
        """Whether this was the version on a day."""
        return self.recorded_from <= day and (self.recorded_to is None or day < self.recorded_to)


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
        self._by_kind: dict[str, list[FactVersion]] = {}
        for version in self._versions:
            self._by_kind.setdefault(version.fact.type, []).append(version)
        changes = {version.recorded_from for version in self._versions}
        changes |= {version.recorded_to for version in self._versions if version.recorded_to}
        self._changes = sorted(changes)
        self._keeping: tuple[tuple[Coverage, ...], Keeping] | None = None
        self._seen: dict[int, tuple[Index, dict[Any, Any]]] = {}

    def as_of(self, day: date) -> ChildRecord:
        """The record as it was known on a day. Days between two changes share their facts."""
        number = bisect_right(self._changes, day)
        if number not in self._seen:
            self._seen[number] = (self._index(day, number), {})
        index, memory = self._seen[number]
        return ChildRecord(self.child, day, index, self.coverage, self.calendar, memory, self._kept())

    def _kept(self) -> Keeping | None:
        """What follows from the coverage, worked out once while it is the same."""
        if self.coverage is None:
            return None
        if self._keeping is None or self._keeping[0] is not self.coverage:
            self._keeping = (self.coverage, keeping(self.coverage))
        return self._keeping[1]

    def next_change(self, day: date) -> date | None:
        """The first day after `day` on which a fact was written or amended."""
        number = bisect_right(self._changes, day)
        return self._changes[number] if number < len(self._changes) else None

    def _index(self, day: date, number: int) -> Index:
        """The facts by kind. Kinds that the last change left alone are those of the step before, as they are."""
        before = self._seen.get(number - 1)
        found = dict(before[0]) if before else {}
        turned = self._changes[number - 1] if before else None
        for kind, versions in self._by_kind.items():
            if turned is None or any(turned in (one.recorded_from, one.recorded_to) for one in versions):
                facts = tuple(one.fact for one in versions if one.stood_on(day))
                found.pop(kind, None)
                if facts:
                    found[kind] = facts
        return found
