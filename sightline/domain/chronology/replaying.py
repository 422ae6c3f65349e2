"""A marked chronology as a child's record through time (`sightline-record/1`), for a replay with hindsight.

A fact stands from the last day its row may fall on, so that nothing is known before it can have been. A kind of record
is covered only when a mark made one of its kind, from the first marked day: whatever nobody marked stays unknown, and
is never read as fine. It is the record that all agencies together would have had, which none of them had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sightline.domain.checks.fact import Fact
from sightline.domain.checks.history import FactVersion, History
from sightline.domain.checks.record import Coverage

from .row import Row

CHILD: Final = "child"
LONGEST: Final = 31
"""Days a row's date may span to be replayed: wider, and it shows nothing about a week (our default)."""
SOURCE: Final = "marked in the chronology"

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """A row with what it shows. `key`: by which it is known again."""

    key: str
    row: Row
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replayable:
    """The record through time, its first and last day, and how many marked rows could not be placed in time."""

    history: History
    first: date
    last: date
    rows: int
    left_out: int


def _visit(seen: str, alone: str | None = None) -> Callable[[Marked, str], list[tuple[str, Fields]]]:
    def made(one: Marked, day: str) -> list[tuple[str, Fields]]:
        fields: Fields = {"planned": "yes", "at": day, "seen": seen, "by": one.row.agency}
        return [("Visit", fields | ({"seen_alone": alone} if alone else {}))]

    return made


def _appointment(outcome: str) -> Callable[[Marked, str], list[tuple[str, Fields]]]:
    return lambda one, day: [
        ("Appointment", {"person": CHILD, "service": one.row.agency, "at": day, "outcome": outcome})
    ]


def _event(topic: str) -> Callable[[Marked, str], list[tuple[str, Fields]]]:
    return lambda one, day: [
        ("Event", {"when": day, "what": one.row.event, "topic": topic, "source": one.row.agency, "kind": "reported"})
    ]


def _left(verification: str) -> Callable[[Marked, str], list[tuple[str, Fields]]]:
    return lambda one, day: [
        ("Statement", {"about": CHILD, "role": "parent", "heard_by": one.row.agency, "at": day, "text": one.row.event,
                       "topic": "separation", "matters": "decision_relevant", "verification": verification})
    ]  # fmt: skip


def _meeting(kind: str) -> Callable[[Marked, str], list[tuple[str, Fields]]]:
    return lambda one, day: [("Meeting", {"kind": kind, "at": day})]


def _new_adult(one: Marked, day: str) -> list[tuple[str, Fields]]:
    who = f"{one.key}-adult"
    return [
        ("Person", {"_id": who, "name": "An adult new to the household"}),
        ("HouseholdMembership", {"_id": "child-home", "person": CHILD, "household": "home", "role": "member"}),
        ("HouseholdMembership", {"person": who, "household": "home", "from": day, "role": "member"}),
    ]


def _level(level: str) -> Callable[[Marked, str], list[tuple[str, Fields]]]:
    return lambda one, day: [("Involvement", {"level": level, "from": day})]


_BECOMES: Final[Mapping[str, Callable[[Marked, str], list[tuple[str, Fields]]]]] = {
    "seen": _visit("Y"),
    "seen_alone": _visit("Y", "Y"),
    "not_seen": _visit("N"),
    "voice": lambda one, day: [
        ("Voice", {"person": CHILD, "date": day, "mode": "said", "words": one.row.child_voice or one.row.event})
    ],
    "injury": lambda one, day: [("Injury", {"person": CHILD, "seen_at": day, "agency": one.row.agency})],
    "was_not_brought": _appointment("was_not_brought"),
    "attended": _appointment("attended"),
    "new_partner": _new_adult,
    "left_unchecked": _left("not_checked"),
    "left_checked": _left("supported"),
    "domestic_abuse": _event("domestic_abuse"),
    "moved": _event("move"),
    "pregnancy": _event("pregnancy"),
    "referral": lambda one, day: [("Referral", {"received_at": day, "referrer": one.row.agency})],
    "strategy": _meeting("strategy_discussion"),
    "conference": _meeting("icpc"),
    "core_group": _meeting("core_group"),
    "closed": lambda one, day: [("Decision", {"what": "closure", "at": day, "status": "made"})],
    **{f"level_{level}": _level(level) for level in ("EH", "CIN", "CP", "CLA")},
}


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
    return Replayable(History(CHILD, facts, coverage), first, last, len(placed), len(whole) - len(placed))


def _day(row: Row) -> date | None:
    """The day from which a row is taken to be known: the last it may fall on, where that is narrow enough."""
    first, last = row.when.earliest, row.when.latest
    return last if first and last and (last - first).days <= LONGEST else None


def _subject(first: date, born: date | None) -> Fact:
    fields: Fields = {"name": "the child", "subject": True, "recorded_at": first.isoformat()}
    return Fact("Person", CHILD, fields | ({"dob": born.isoformat()} if born else {}))


def _facts(one: Marked, day: date) -> Iterable[Fact]:
    number = 0
    for code in one.shows:
        for kind, fields in _BECOMES[code](one, _when(one.row, day)) if code in _BECOMES else ():
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
