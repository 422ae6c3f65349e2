"""Rows waiting to be written together, each with its line in the trail: the demonstration is written in bulk.

Everything comes from a seeded source of chance, so the same seed and day give the same partnership, ids included.
"""

from __future__ import annotations

import copy
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Model

from sightline import trail
from sightline.access.models import Worker
from sightline.people.facts import LONDON, VersionedFact
from sightline.people.models import ALPHABET, Person

F = TypeVar("F", bound=VersionedFact)
CHUNK = 2_000


@dataclass
class Book:
    """Collects rows and trail lines; `now` is the last instant anything may have been recorded at."""

    now: datetime
    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    lines: list[trail.Row] = field(default_factory=list)

    def add(self, row: Model) -> None:
        self.rows.setdefault(type(row), []).append(row)

    def write(self, row: F, *, rng: random.Random, by: Worker, on: date, child: Person, verb: str, late: int = 0) -> F:
        """A fact's first version, recorded on a working hour of `on` plus `late` days, never after `now`."""
        row.fact = seeded_uuid(rng)
        at = max(working_hour(rng, on + timedelta(days=late)), child.recorded_at + timedelta(minutes=10))
        happened = _happened(row)
        if happened is not None and happened.date() == on and at < happened:
            at = happened + timedelta(minutes=rng.randint(20, 120))  # nothing is written down before it happened
        row.first_recorded_at = row.recorded_at = min(at, self.now)
        row.recorded_by, row.agency = by, by.agency
        self.add(row)
        self._line(row, by, child, verb)
        return row

    def amend(
        self, row: F, *, rng: random.Random, by: Worker | None, on: date, child: Person, verb: str, **changes: Any
    ) -> F:
        """The fact's next version; nothing happens when that would lie in the future."""
        at = max(working_hour(rng, on), row.recorded_at + timedelta(minutes=5))
        if at > self.now:
            return row
        row.superseded_at = at
        newer = copy.copy(row)
        newer.version, newer.recorded_at, newer.superseded_at, newer.recorded_by = row.version + 1, at, None, by
        for name, value in changes.items():
            setattr(newer, name, value)
        self.add(newer)
        self._line(newer, by, child, verb)
        return newer

    def _line(self, row: VersionedFact, by: Worker | None, child: Person, verb: str) -> None:
        thing = (type(row).__name__, str(row.fact))
        self.lines.append(
            trail.Row(verb, by=by, child=child.key, thing=thing, content=row.content(), at=row.recorded_at)
        )

    def looked(self, *, by: Worker, child: Person, part: str, at: datetime) -> None:
        """A worker opened a part of a child's record."""
        if at <= self.now:
            self.lines.append(trail.Row("view", by=by, child=child.key, kind="view", part=part, at=at))

    def flush(self) -> None:
        """Write every row collected so far."""
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=CHUNK)
        self.rows.clear()

    def close(self) -> int:
        """Write the trail in the order things were recorded; returns how many lines."""
        self.lines.sort(key=lambda line: (line.at or self.now, line.verb, line.child))
        for start in range(0, len(self.lines), 20_000):
            trail.record_many(self.lines[start : start + 20_000])
        return len(self.lines)


def _happened(row: VersionedFact) -> datetime | None:
    day, hour = getattr(row, "at_date", None), getattr(row, "at_time", None)
    return datetime.combine(day, hour, LONDON) if day and hour else None


def seeded_uuid(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def seeded_key(rng: random.Random) -> str:
    return "".join(rng.choice(ALPHABET) for _ in range(12))


def as_if_written(rng: random.Random, on: date, late: int = 0) -> None:
    """Draw what a row that is left out would have drawn, so that everything else of the family stays as it is."""
    seeded_uuid(rng)
    working_hour(rng, on + timedelta(days=late))


def working_hour(rng: random.Random, day: date) -> datetime:
    """A moment of a working day on `day`, in local time."""
    return datetime.combine(day, time(rng.randint(8, 17), rng.randint(0, 59), rng.randint(0, 59)), LONDON)


def weekday(day: date) -> date:
    """The day, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
