"""A marked chronology as a child's record through time (`sightline-record/1`), for a replay with hindsight.

A fact stands from the last day its row may fall on, so that nothing is known before it can have been. A kind of record
is covered only when a mark made one of its kind, from the first marked day, or between the days in which somebody
looked for it and there was none: whatever nobody marked stays unknown, and is never read as fine. It is the record that
all agencies together would have had, which none of them had.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sightline.domain.checks.fact import Fact
from sightline.domain.checks.history import FactVersion, History
from sightline.domain.checks.record import Coverage

from .becoming import CHILD, Fields, Marked, facts_of
from .row import Row

__all__ = ["CHILD", "LONGEST", "Marked", "Replayable", "replayable"]

LONGEST: Final = 31
"""Days a row's date may span to be replayed: wider, and it shows nothing about a week (our default)."""
SOURCE: Final = "marked in the chronology"
LOOKED: Final = "looked for in the chronology, and there was none"


@dataclass(frozen=True, slots=True)
class Replayable:
    """The record through time, its first and last day, and how many marked rows could not be placed in time."""

    history: History
    first: date
    last: date
    rows: int
    left_out: int


def replayable(marked: Iterable[Marked], *, born: date | None = None) -> Replayable | None:
    """The record through time that the marks make; None when no marked row can be placed in time."""
    whole = list(marked)
    placed = sorted(((day, one) for one in whole if (day := _day(one.row)) is not None), key=lambda pair: pair[0])
    if not placed:
        return None
    first, last = placed[0][0], max(day for day, _ in placed)
    facts = [FactVersion(_subject(first, born), first)]
    levels: list[tuple[date, Fact]] = []
    known: set[str] = set()
    for day, one in placed:
        for fact in _facts(one, day):
            if fact.type == "Involvement":
                levels.append((day, fact))
            elif fact.id not in known:
                known.add(fact.id)
                facts.append(FactVersion(fact, day))
    facts += _one_after_another(levels)
    covered = {version.fact.type for version in facts}
    coverage = [Coverage(kind, SOURCE, first, None) for kind in sorted(covered)]
    coverage += [span for one in whole for span in _looked_for(one)]
    return Replayable(History(CHILD, facts, coverage), first, last, len(placed), len(whole) - len(placed))


def _day(row: Row) -> date | None:
    """The day from which a row is taken to be known: the last it may fall on, where that is narrow enough."""
    first, last = row.when.earliest, row.when.latest
    return last if first and last and (last - first).days <= LONGEST else None


def _looked_for(one: Marked) -> Iterable[Coverage]:
    """The days in which somebody looked for kinds of record, and there was none. What came later is unknown as before.

    Days that end before they begin cover nothing.
    """
    given = one.of("looked") if "looked" in one.shows else {}
    since = date.fromisoformat(given["since"]) if given.get("since") else one.row.when.earliest
    until = date.fromisoformat(given["until"]) if given.get("until") else one.row.when.latest
    if since and until and since <= until:
        for kind in sorted(given.get("kinds", ())):
            yield Coverage(kind, LOOKED, since, until)


def _subject(first: date, born: date | None) -> Fact:
    fields: Fields = {"name": "the child", "subject": True, "recorded_at": first.isoformat()}
    return Fact("Person", CHILD, fields | ({"dob": born.isoformat()} if born else {}))


def _facts(one: Marked, day: date) -> Iterable[Fact]:
    number = 0
    for code in one.shows:
        for kind, fields in facts_of(one, code, _when(one.row, day)):
            number += 1
            known = fields.pop("_id", f"{one.key}-{number}")
            yield Fact(kind, known, fields | {"recorded_at": day.isoformat()})


def _when(row: Row, day: date) -> Any:
    """The day, or the span in which it lies: never a day nobody wrote."""
    first, last = row.when.earliest, row.when.latest
    if first == last or first is None or last is None:
        return day.isoformat()
    return {"value": None, "precision": "range", "earliest": first.isoformat(), "latest": last.isoformat()}


def _one_after_another(levels: Sequence[tuple[date, Fact]]) -> list[FactVersion]:
    """Each level ends where the next begins; it is known to have ended only then."""
    found: list[FactVersion] = []
    for at, (day, fact) in enumerate(levels):
        after = levels[at + 1][0] if at + 1 < len(levels) else None
        if after is None:
            found.append(FactVersion(fact, day))
            continue
        if after > day:
            found.append(FactVersion(fact, day, after))
        ended = Fact(fact.type, fact.id, {**fact.fields, "to": after.isoformat()})
        found.append(FactVersion(ended, after))
    return found
