"""A child's record through time: every version of every fact, cheap to look at as of any day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.dates import Calendar, england

from .fact import Fact
from .record import ChildRecord, Coverage, Index


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
        changes = {version.recorded_from for version in self._versions}
        changes |= {version.recorded_to for version in self._versions if version.recorded_to}
        self._changes = sorted(changes)
        self._seen: dict[int, tuple[Index, dict[Any, Any]]] = {}

    def as_of(self, day: date) -> ChildRecord:
        """The record as it was known on a day. Days between two changes share their facts."""
        number = bisect_right(self._changes, day)
        if number not in self._seen:
            self._seen[number] = (self._index(day), {})
        index, memory = self._seen[number]
        return ChildRecord(self.child, day, index, self.coverage, self.calendar, memory)

    def next_change(self, day: date) -> date | None:
        """The first day after `day` on which a fact was written or amended."""
        number = bisect_right(self._changes, day)
        return self._changes[number] if number < len(self._changes) else None

    def _index(self, day: date) -> Index:
        by_kind: dict[str, list[Fact]] = {}
        for version in self._versions:
            if version.stood_on(day):
                by_kind.setdefault(version.fact.type, []).append(version.fact)
        return {kind: tuple(facts) for kind, facts in by_kind.items()}
