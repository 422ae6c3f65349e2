"""Children's records for the checks, loaded in sets. Nothing here says who may see what: that is for the page."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sightline.cases.changes import KEPT_KINDS
from sightline.cases.models import RecordCoverage
from sightline.checks import prepared
from sightline.checks.gather import CHUNK, Piece, chunks, gather
from sightline.domain.checks.history import FactVersion, History
from sightline.domain.checks.record import ChildRecord, Coverage, Keeping
from sightline.domain.checks.sets import not_collecting
from sightline.domain.dates import england
from sightline.people.facts import LONDON, end_of_day

EVERY_KIND = "*"
Declared = tuple[date, Coverage]


def records(child_ids: Iterable[int], as_of: datetime | date) -> dict[int, ChildRecord]:
    """The record of each child (by primary key) as it was known at an instant, or by the end of a day.

    A child nobody had written down by then is left out.
    """
    with not_collecting():
        return _records(child_ids, *moment_and_day(as_of))


def _records(child_ids: Iterable[int], instant: datetime, day: date) -> dict[int, ChildRecord]:
    found = gather(child_ids, instant)
    kept = kept_by(sorted(found), instant)
    calendar = england()
    return {
        pk: ChildRecord.build(
            child=gathered.key,
            as_of=day,
            facts=[piece.fact for piece in gathered.pieces],
            coverage=kept[pk].coverage,
            calendar=calendar,
            keeping=kept[pk].keeping,
        )
        for pk, gathered in found.items()
    }


def moment_and_day(as_of: datetime | date) -> tuple[datetime, date]:
    """The instant up to which things were known, and the day it falls on in local time."""
    if isinstance(as_of, datetime):
        return as_of, as_of.astimezone(LONDON).date()
    return end_of_day(as_of), as_of


class DatedHistory(History):
    """A history that also knows since when it has been said what is kept here: nobody knew it before."""

    def __init__(self, child: str, versions: Iterable[FactVersion], declared: Sequence[Declared]) -> None:
        super().__init__(child, versions, (), england())
        self.declared = sorted(declared, key=lambda each: each[0])
        self._declared_on = [on for on, _ in self.declared]
        self._coverage: dict[int, tuple[Coverage, ...]] = {}
        self.begins = min(
            (version.recorded_from for version in self._versions if version.fact.id == child), default=None
        )

    def coverage_on(self, day: date) -> tuple[Coverage, ...]:
        """The coverage as it was declared by a day: one and the same between two declarations."""
        number = bisect_right(self._declared_on, day)
        if number not in self._coverage:
            self._coverage[number] = tuple(own for _, own in self.declared[:number])
        return self._coverage[number]

    def next_coverage(self, day: date) -> date | None:
        """The first day after `day` on which coverage was declared."""
        number = bisect_right(self._declared_on, day)
        return self._declared_on[number] if number < len(self._declared_on) else None

    def next_change(self, day: date) -> date | None:
        """The first day after `day` on which a fact was written or amended, or coverage declared."""
        coming = (super().next_change(day), self.next_coverage(day))
        return min([found for found in coming if found], default=None)


def histories(child_ids: Iterable[int]) -> dict[int, DatedHistory]:
    """The whole history of each child (by primary key). `begins` is the first day the child was on record."""
    with not_collecting():
        found = gather(child_ids, None)
        declared = declarations(sorted(found))
        return {
            pk: DatedHistory(gathered.key, [v for v in map(_version, gathered.pieces) if v], declared.get(pk, ()))
            for pk, gathered in found.items()
        }


def _version(piece: Piece) -> FactVersion | None:
    """One version between days; None for one that was replaced before its day was over."""
    since, until = (moment.astimezone(LONDON).date() if moment else None for moment in piece.span)
    if since is None or since == until:
        return None
    return FactVersion(piece.fact, since, until)


def declarations(child_ids: Sequence[int]) -> dict[int, tuple[Declared, ...]]:
    """What is kept here of each child, and on which day that was declared. No entry means that nothing is kept."""
    found: dict[int, list[Declared]] = defaultdict(list)
    for chunk in chunks(child_ids, CHUNK):
        for pk, *declared, recorded in prepared.rows("RecordCoverage", _declared, list(chunk), None):
            on = recorded.astimezone(LONDON).date()
            found[pk] += [(on, own) for own in _spans(*declared)]
    return {pk: tuple(rows) for pk, rows in found.items()}


class Kept(NamedTuple):
    """What is kept here of a child, and what follows from it."""

    coverage: tuple[Coverage, ...]
    keeping: Keeping


def kept_by(child_ids: Sequence[int], at: datetime) -> dict[int, Kept]:
    """What is kept here of each child, as it was declared by `at`."""
    found = dict.fromkeys(child_ids, _kept(()))
    for chunk in chunks(child_ids, CHUNK):
        rows = prepared.rows("RecordCoverage", _declared, list(chunk), at)
        for pk, own in groupby(rows, itemgetter(0)):
            found[pk] = _kept(tuple(tuple(row[1:]) for row in own))
    return found


@lru_cache(maxsize=1_000)
def _kept(declared: tuple[tuple[Any, ...], ...]) -> Kept:
    """Most children have the same: worked out once for all of them."""
    spans = tuple(own for row in declared for own in _spans(*row))
    return Kept(spans, Keeping(spans))


def _spans(kind: str, source: str, start: date | None, end: date | None) -> list[Coverage]:
    return [_span(each, source, start, end) for each in (KEPT_KINDS if kind == EVERY_KIND else (kind,))]


@lru_cache(maxsize=10_000)
def _span(kind: str, source: str, start: date | None, end: date | None) -> Coverage:
    return Coverage(kind=kind, source=source, start=start, end=end)


def _declared(ids: Sequence[int], at: datetime | None) -> QuerySet[Any, Any]:
    rows = RecordCoverage.objects.filter(child_id__in=ids)
    rows = rows if at is None else rows.filter(recorded_at__lte=at)
    when = ("recorded_at",) if at is None else ()
    return rows.order_by("child_id", "pk").values_list("child_id", "kind", "source", "starts_on", "ends_on", *when)
