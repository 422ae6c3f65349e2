"""A child's record as the checks see it (`sightline-record/1`): facts as they stood on a day, and what is kept here.

Pure and frozen. A fact recorded after `as_of` is not there; a fact recorded by then whose own date is later is still
ahead. Coverage says which kinds of record are kept here, from when to when; without it everything is covered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sightline.domain.dates import Calendar, UncertainDate, england

from .fact import Fact
from .looks import Looks
from .rows import NONE, Rows, Split

FORMAT = "sightline-record/1"
ONE_DAY = timedelta(days=1)
Index = Mapping[str, Rows]
Period = tuple[date, date]  # both days included
ALWAYS: tuple[Period, ...] = ((date.min, date.max),)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One kind of record is kept here or imported, between two days, both included (None = always, None = still)."""

    kind: str
    source: str
    start: date | None = None
    end: date | None = None


class RecordError(ValueError):
    """A record file could not be read. `problems` has one plain sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class ChildRecord:
    """Everything known about one child on one day. Make it with `build`, `from_json` or `History.as_of`."""

    __slots__ = (
        "_index", "_is_unborn", "_keeping", "_kept", "_name", "_subject", "_turns",
        "as_of", "calendar", "child", "coverage", "memory", "split", "today",
    )  # fmt: skip

    def __init__(
        self,
        child: str,
        as_of: date,
        index: Index,
        coverage: tuple[Coverage, ...] | None,
        calendar: Calendar,
        memory: dict[Any, Any] | None = None,
        keeping: Keeping | None = None,
    ) -> None:
        self.child = child
        self.as_of = as_of
        self.coverage = coverage
        # What follows from the coverage whatever the day; a history shares it between its records.
        self._keeping = keeping
        self.calendar = calendar
        self._index = index
        # What was worked out from these facts alone, whatever the day: views of the same facts share it.
        self.memory: dict[Any, Any] = {} if memory is None else memory
        # What was worked out from these facts as they are seen on this day.
        self.today: dict[Any, Any] = {}
        # By kind: the rows that have happened, the first day on which one more has, and those still ahead.
        self.split: dict[str, Split] = {}
        self._turns: dict[str, tuple[date, ...]] = {}
        self._kept: frozenset[str] | None = None
        self._subject: Fact | None = None
        self._name: str | None = None
        self._is_unborn: bool | None = None

    @classmethod
    def build(
        cls,
        *,
        child: str,
        as_of: date,
        facts: Iterable[Fact],
        coverage: Iterable[Coverage] | None = None,
        calendar: Calendar | None = None,
        keeping: Keeping | None = None,
    ) -> ChildRecord:
        """The record on `as_of`: facts recorded after that day are dropped, the others indexed by kind in order.

        `keeping`: what follows from the coverage, where it has been worked out before.
        """
        kept = [fact for fact in facts if (fact.recorded_on or as_of) <= as_of]
        periods = None if coverage is None else tuple(coverage)
        return cls(child, as_of, index_by_kind(kept), periods, calendar or england(), keeping=keeping)

    @classmethod
    def from_json(cls, obj: Any, *, as_of: date | None = None) -> ChildRecord:
        """Read the exchange format; `as_of` overrides the day in the file. Raises RecordError."""
        from .reading import read_record

        return read_record(obj, as_of=as_of)

    def to_json(self) -> dict[str, Any]:
        """The exchange format."""
        out: dict[str, Any] = {"format": FORMAT, "child": self.child, "as_of": self.as_of.isoformat()}
        if self.coverage is not None:
            out["coverage"] = [
                {"kind": c.kind, "source": c.source, "from": _iso(c.start), "to": _iso(c.end)} for c in self.coverage
            ]
        out["facts"] = [
            {"type": f.type, "id": f.id, "fields": {name: _plain(value) for name, value in f.fields.items()}}
            for f in self.facts
        ]
        return out

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, by kind and in order."""
        return tuple(fact for kind in sorted(self._index) for fact in self._index[kind])

    def of(self, kind: str) -> Rows:
        """The facts of one kind, oldest first."""
        return self._index.get(kind, NONE)

    def split_of(self, kind: str) -> Split:
        """The rows of a kind that have happened by `as_of`, the first day on which one more has, and those ahead."""
        found = self.split.get(kind)
        if found is None:
            found = self.split[kind] = self.of(kind).split(self.as_of)
        return found

    def happened(self, kind: str, looks: Looks) -> Rows:
        """The rows of a kind that have happened by `as_of`, oldest first; notes the day on which one more has."""
        found = self.split_of(kind)
        looks.add(found[1])
        return found[0]

    def has_any(self, kinds: Iterable[str]) -> bool:
        """Whether there is a row of one of these kinds."""
        return not self._index.keys().isdisjoint(kinds)

    def find(self, fact_id: str, *kinds: str) -> Fact | None:
        """The fact with that id, among some kinds or all."""
        for kind in kinds or self._index:
            rows = self._index.get(kind)
            found = rows.find(fact_id) if rows is not None else None
            if found is not None:
                return found
        return None

    def at(self, day: date) -> ChildRecord:
        """The same record seen on another day. Earlier days lose what was recorded after them; later days add nothing.

        Rows are taken as they stand here: a replay through amendments needs a `History`.
        """
        index, memory = self._index, self.memory
        if any((f.recorded_on or day) > day for kind in index.values() for f in kind):
            known = {kind: Rows(f for f in facts if (f.recorded_on or day) <= day) for kind, facts in index.items()}
            index = {kind: facts for kind, facts in known.items() if facts}
            memory = {}
        return ChildRecord(self.child, day, index, self.coverage, self.calendar, memory)

    @property
    def subject(self) -> Fact:
        """The child asked about; an empty Person when nothing about the child was on record yet."""
        if self._subject is None:
            found = self.find(self.child, "Person")
            self._subject = found or Fact("Person", self.child, {})
        return self._subject

    @property
    def is_unborn(self) -> bool:
        """Whether the child is not born yet, as far as is recorded."""
        if self._is_unborn is None:
            subject = self.subject
            self._is_unborn = subject.when("dob") is None and subject.when("expected_dob") is not None
        return self._is_unborn

    @property
    def name(self) -> str:
        """The child's name; without one "the baby" before birth, else "this child" (as on an imported record)."""
        if self._name is None:
            subject = self.subject
            is_expected = subject.is_filled("expected_dob") and not subject.is_filled("dob")
            self._name = subject.text("name") or ("the baby" if is_expected else "this child")
        return self._name

    def always_keeps(self, *kinds: str) -> bool:
        """Whether these kinds are kept here whatever the day, so that nothing of them can be missing.

        The quick first question about coverage: so it is with most kinds of most records.
        """
        return self.coverage is None or self._kept_here.always.issuperset(kinds)

    def covers(self, kind: str, since: date | None = None) -> bool:
        """Whether a kind is kept here without a gap from `since` (default: `as_of`) through `as_of`."""
        back_to = self.covered_back_to(kind)
        return back_to is not None and back_to <= (since or self.as_of)

    def covered_back_to(self, kind: str) -> date | None:
        """The first day of the unbroken coverage that reaches `as_of` (`date.min`: always); None when not covered."""
        if self.coverage is None:
            return date.min
        for start, end in self.covered_spans(kind):
            if start <= self.as_of <= end:
                return start
        return None

    def was_ever_covered(self, kind: str) -> bool:
        """Whether the kind has been kept here at any time up to `as_of`."""
        return self.coverage is None or kind in self.kept_kinds

    @property
    def kept_kinds(self) -> frozenset[str]:
        """The kinds that have been kept here at any time up to `as_of`, where coverage says so."""
        if self._kept is None:
            self._kept = self._kept_here.by(self.as_of)
        return self._kept

    def covered_spans(self, kind: str) -> tuple[Period, ...]:
        """When a kind is kept here, whatever the source, as periods that do not touch."""
        if self.coverage is None:
            return ALWAYS
        return self._kept_here.periods.get(kind, ())

    def coverage_changes(self, kind: str) -> tuple[date, ...]:
        """The days on which the coverage of a kind begins, or has ended."""
        if self.coverage is None:
            return ()
        found = self._turns.get(kind)
        if found is None:
            found = self._turns[kind] = tuple(_turns(self.covered_spans(kind)))
        return found

    @property
    def _kept_here(self) -> Keeping:
        if self._keeping is None:
            self._keeping = keeping(self.coverage or ())
        return self._keeping


_order = attrgetter("order")


def index_by_kind(facts: Iterable[Fact]) -> dict[str, Rows]:
    """Facts by kind, each kind in an order that does not depend on the order they came in."""
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.type, []).append(fact)
    return {kind: Rows(sorted(rows, key=_order)) for kind, rows in by_kind.items()}


class Keeping:
    """When each kind is kept here, worked out once for one declaration of coverage. Never changed once made."""

    __slots__ = ("_by", "_starts", "always", "periods")

    def __init__(self, coverage: Iterable[Coverage]) -> None:
        found: dict[str, list[Period]] = {}
        for own in coverage:
            found.setdefault(own.kind, []).append((own.start or date.min, own.end or date.max))
        self.periods = {kind: _merged(sorted(periods)) for kind, periods in found.items()}
        self.always = frozenset(kind for kind, spans in self.periods.items() if spans == ALWAYS)
        self._starts = sorted({spans[0][0] for spans in self.periods.values()})
        self._by: dict[int, frozenset[str]] = {}

    def by(self, day: date) -> frozenset[str]:
        """The kinds that have been kept here at any time up to a day."""
        number = bisect_right(self._starts, day)
        if number not in self._by:
            self._by[number] = frozenset(kind for kind, spans in self.periods.items() if spans[0][0] <= day)
        return self._by[number]


@lru_cache(maxsize=64)
def keeping(coverage: tuple[Coverage, ...]) -> Keeping:
    """What follows from a declaration; most children of a partnership have the same."""
    return Keeping(coverage)


def _turns(spans: tuple[Period, ...]) -> Iterator[date]:
    for start, end in spans:
        if start > date.min:
            yield start
        if end < date.max:
            yield end + ONE_DAY


def _merged(periods: list[Period]) -> tuple[Period, ...]:
    merged: list[Period] = []
    for start, end in periods:
        if merged and (merged[-1][1] == date.max or start <= merged[-1][1] + ONE_DAY):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: Any) -> Any:
    """A field value as JSON."""
    if isinstance(value, UncertainDate):
        return value.to_json()
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
