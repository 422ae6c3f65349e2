"""The story a page at a time: a record of 5,000 entries opens as fast as one of 50.

First one query for the day of every entry this worker may read, which is all that order, number and gaps rest on; then
the rows of one page alone. `chronology.story` gives all of it, for paper.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import CharField, DateField, F, QuerySet, TimeField, Value
from django.db.models.functions import Cast

from sightline.cases import models
from sightline.cases.attached import documents_on
from sightline.cases.audience import readable, without_detail
from sightline.cases.models import DocumentState
from sightline.cases.noting import about_hidden
from sightline.cases.queries import HAPPENED
from sightline.cases.reading import fetch
from sightline.desk import chronology, saying
from sightline.desk.chronology import Entry
from sightline.kit.words import count
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

REMOVED, ATTACHED = "Removed", "Attached"
_APART = (REMOVED, ATTACHED)  # rows that only say that there are some
PAGE = 50  # entries a page (our default)
_MODELS: dict[str, Any] = {model.__name__: model for model in chronology.KEPT}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one entry stands: its table and row, or the entry itself where it is made from something else."""

    day: date | None
    time: str
    kind: str = ""
    pk: int = 0
    entry: Entry | None = None


@dataclass(frozen=True)
class Part:
    """One page of the story. `over`: every spell of help and move, whichever page has it.

    `days`: those of all entries; `first`, `last`: numbers of the entries shown, from 1.
    """

    entries: tuple[Entry, ...]
    days: tuple[date | None, ...]
    number: int
    pages: int
    over: tuple[Entry, ...] = ()

    @property
    def count(self) -> int:
        return len(self.days)

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1


def story_part(child: Person, today: date, worker: Worker, number: int) -> Part:
    """A page of the story, the newest first; a number that is none is the nearest that is. At most 22 queries."""
    kept = _kept(child, worker)
    made_up = chronology.spells_and_moves(child, today, worker)
    if any(place.kind == REMOVED for place in kept):
        made_up += chronology.removals(child, worker)
    places = [*(place for place in kept if place.kind not in _APART), *(_place(entry) for entry in made_up)]
    places.sort(key=lambda place: (place.day is not None, place.day or date.min, place.time, place.pk), reverse=True)
    pages = max(1, -(-len(places) // PAGE))
    number = min(max(1, number), pages)
    shown = places[(number - 1) * PAGE : number * PAGE]
    entries = _entries(shown, child, today, worker)
    if any(place.kind == ATTACHED for place in kept):
        entries = _with_documents(entries, child, worker)
    return Part(entries, tuple(place.day for place in places), number, pages, tuple(made_up))


def _place(entry: Entry) -> _Place:
    return _Place(entry.day, saying.clock(entry.time) if entry.time else "", entry=entry)


def _kept(child: Person, worker: Worker) -> list[_Place]:
    """The place of every entry of every table. One query."""
    rows: list[tuple[str, int, date | None, time | None]] = fetch("story", _places, child, worker)
    closed = about_hidden(child, worker)
    return [
        _Place(day, saying.clock(at) if at else "", kind, pk)
        for kind, pk, day, at in rows
        if kind != "Noted" or pk not in closed
    ]


def _places(child: Person, worker: Worker) -> QuerySet[Any, Any]:
    first, *others = (_days(name, child, worker) for name in _MODELS)
    return first.union(*others, *_some(child), all=True)


def _some(child: Person) -> Iterator[QuerySet[Any, Any]]:
    """Whether anything was removed from this record, or is attached to an entry: asked along with the others, so that
    it costs nothing if not."""
    removed = models.MovedEntry.objects.filter(from_child=child)
    for name, rows in ((REMOVED, removed), (ATTACHED, models.AttachedDocument.objects.current().filter(child=child))):
        yield (
            rows.annotate(
                kind_of=Value(name, CharField()), row=F("pk"), happened=Cast(Value(None), DateField()),
                no_time=Cast(Value(None), TimeField()),
            ).order_by().values_list("kind_of", "row", "happened", "no_time")
        )  # fmt: skip


def _days(name: str, child: Person, worker: Worker) -> QuerySet[Any, Any]:
    rows = readable(_MODELS[name]._default_manager.current(), worker, child)
    rows = rows.annotate(kind_of=Value(name, CharField()), row=F("pk"), happened=HAPPENED).order_by()
    found: QuerySet[Any, Any] = rows.values_list("kind_of", "row", "happened", "at_time")
    return found


def _entries(shown: Sequence[_Place], child: Person, today: date, worker: Worker) -> tuple[Entry, ...]:
    """The entries of one page, in its order. A query for each table that has one there."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for place in shown:
        if place.entry is None:
            wanted[place.kind].append(place.pk)
    made = {
        (name, pk): entry
        for name, pks in wanted.items()
        for pk, entry in _made(name, pks, child, today, worker).items()
    }
    found = (place.entry or made.get((place.kind, place.pk)) for place in shown)
    return tuple(entry for entry in found if entry is not None)


def _with_documents(entries: Sequence[Entry], child: Person, worker: Worker) -> tuple[Entry, ...]:
    """The entries, each saying how many documents are attached to it. Four queries at most."""
    shown = (DocumentState.OPEN, DocumentState.HELD)
    hang: Counter[UUID | None] = Counter(row.of for row in documents_on(child, worker) if row.state in shown)
    return tuple(
        replace(entry, tags=(*entry.tags, count(hang[entry.fact], "document"))) if hang[entry.fact] else entry
        for entry in entries
    )


def _made(name: str, pks: Sequence[int], child: Person, today: date, worker: Worker) -> dict[int, Entry]:
    rows = fetch(f"story, {name}", partial(_rows, name), child, worker, pks=pks)
    rows = list(without_detail(rows))
    entries = chronology.entries_of(_MODELS[name], rows, child, today, worker)
    return {row.pk: entry for row, entry in zip(rows, entries, strict=True)}


def _rows(name: str, child: Person, worker: Worker, pks: Sequence[int]) -> QuerySet[Any, Any]:
    rows = _MODELS[name]._default_manager.filter(pk__in=pks).select_related(*chronology.JOINS[name])
    return readable(rows.order_by("pk"), worker, child)
