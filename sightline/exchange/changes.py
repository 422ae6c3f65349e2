"""Writing what a file says in sets: rows, their earlier versions and their lines in the trail, in one transaction.

    Incoming  what the file says of one fact     ─┐
                                                  ├─► created · changed (a new version) · unchanged
    the current row of the same source and key   ─┘

The same rules as `people/changes.py`, which writes one fact at a time: append-only versions, the trail beside them.
Nothing is ever removed, and a row that says the same as before is not touched.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connections, router
from django.db.models import CharField, DateField, ForeignKey, IntegerField, Model, TextField, TimeField
from django.utils import timezone

from sightline import trail
from sightline.exchange.models import ImportRun
from sightline.people.changes import DETAILS
from sightline.people.facts import ChangedMeanwhile, VersionedFact
from sightline.people.joined import refuse_joined_people
from sightline.people.models import Person, PersonVersion

if TYPE_CHECKING:
    from sightline.access.models import Worker

T = TypeVar("T")
CHUNK = 2_000  # rows a statement, as far as the database takes so many
IDS = 500  # ids in one `IN`


class Done(StrEnum):
    """What became of a fact that a file states."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # it differs, and what is on record was left as it is


@dataclass(frozen=True, slots=True)
class Link:
    """Stands for the identity of another fact of the same child, known by its key in the file."""

    model: type[VersionedFact]
    key: str


class _TheChild:
    """Stands for the child whose record it is."""


THE_CHILD = _TheChild()


@dataclass(frozen=True, slots=True)
class Incoming:
    """One fact as a file states it. `key`: stable within its source; `values`: columns, with `Link` and `THE_CHILD`."""

    model: type[VersionedFact]
    key: str
    values: Mapping[str, Any]


Current = dict[tuple[type[VersionedFact], str], Any]


class Batch:
    """Rows of one import, waiting to be written together with their trail. Used inside one transaction.

    `verb` is what the trail says was done; `at`, the moment at which all of it was recorded, is also that of the run.
    A row recorded at any other moment than an import's was amended by a person, and no file undoes that.
    """

    def __init__(self, *, source: str, verb: str, kind: str, by: Worker | None) -> None:
        self.source, self.verb, self.kind, self.by = source, verb, kind, by
        self._moments = set(ImportRun.objects.filter(kind=kind).values_list("at", flat=True))
        self.at = max([timezone.now(), *(moment + timedelta(microseconds=1) for moment in self._moments)])
        self.tally: dict[str, Counter[str]] = defaultdict(Counter)
        self.touched: set[int] = set()
        self._current: Current = {}
        self._new: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
        self._ended: dict[type[VersionedFact], list[int]] = defaultdict(list)
        self._written_here: dict[type[VersionedFact], list[tuple[int, int]]] = defaultdict(list)
        self._lines: list[trail.Row] = []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self._new or self._lines)

    def load(self, models: Iterable[type[VersionedFact]]) -> Current:
        """Read what this source said before: one query a table."""
        for model in models:
            for row in model._default_manager.filter(source=self.source, superseded_at=None).exclude(source_key=""):
                self._current[model, row.source_key] = row
        return self._current

    # Facts ------------------------------------------------------------------------------------------------------

    def bring(self, fact: Incoming, *, child: Person, keep: bool = False) -> Done:
        """Compare with what is on record and note what is to be written. `keep`: never amend, only add."""
        values = {name: self._resolved(value, child) for name, value in fact.values.items()}
        before = self._current.get((fact.model, fact.key))
        done = self._compare(fact, values, before, child, keep)
        self.tally[fact.model.__name__]["unchanged" if done is Done.KEPT else str(done)] += 1
        return done

    def _compare(self, fact: Incoming, values: dict[str, Any], before: Any, child: Person, keep: bool) -> Done:
        if before is None:
            self._add(self._first(fact, values, child), child)
            return Done.CREATED
        if all(getattr(before, name) == value for name, value in values.items()):
            return Done.UNCHANGED
        if keep or self.amended_here(before):
            return Done.KEPT
        self._ended[fact.model].append(before.pk)
        self._add(self._next(before, values), child)
        return Done.CHANGED

    def has(self, fact: Incoming) -> bool:
        """Whether this source said it before, in a row of its own."""
        return (fact.model, fact.key) in self._current

    def add_to(self, fact: Incoming, row: Any, *, child: Person, changes: Mapping[str, Any], because: str) -> Done:
        """Take `row`, which people wrote here, for what the file states of `fact`, and write `changes` to it.

        What refers to the file's row refers to it from now on. Nothing is written when there are no changes.
        """
        done = Done.CHANGED if changes else Done.UNCHANGED
        if changes:
            self._written_here[type(row)].append((row.pk, row.child_id))
            self._ended[type(row)].append(row.pk)
            row = self._next(row, dict(changes))
            row.amended_because = because
            self._add(row, child)
        self._current[fact.model, fact.key] = row
        self.tally[fact.model.__name__][str(done)] += 1
        return done

    def amended_here(self, row: Any) -> bool:
        """Whether a person has amended a fact, or a person's details, since it was brought in."""
        return row.version > 1 and row.recorded_at not in self._moments

    def _resolved(self, value: Any, child: Person) -> Any:
        if value is THE_CHILD:
            return child.pk
        if isinstance(value, Link):
            return self._current[value.model, value.key].fact
        return value

    def _first(self, fact: Incoming, values: dict[str, Any], child: Person) -> VersionedFact:
        make: Callable[..., VersionedFact] = fact.model
        return make(
            fact=uuid.uuid4(), child_id=child.pk, source=self.source, source_key=fact.key, first_recorded_at=self.at,
            recorded_at=self.at, recorded_by=self.by, agency=self.by.agency if self.by else None, **values,
        )  # fmt: skip

    def _next(self, before: Any, values: dict[str, Any]) -> VersionedFact:
        fields = {f.attname: getattr(before, f.attname) for f in before._meta.concrete_fields if f.name != "id"}
        fields |= values | {"version": before.version + 1, "recorded_at": self.at, "amended_because": ""}
        row: VersionedFact = type(before)(**fields)
        row.recorded_by = self.by
        return row

    def _add(self, row: VersionedFact, child: Person) -> None:
        self._new[type(row)].append(_columns_of(type(row))(row))
        self._current[type(row), row.source_key] = row
        self.line(child, (type(row).__name__, str(row.fact)), row.content())

    # Persons ----------------------------------------------------------------------------------------------------

    def add_persons(self, persons: Sequence[Person]) -> None:
        """Write persons met for the first time, at once: everything else refers to them. `said_of` follows."""
        for person in persons:
            person.first_recorded_at = person.recorded_at = self.at
            person.recorded_by = self.by
        insert(Person, map(_columns_of(Person), persons))
        new = Person.objects.filter(source=self.source, first_recorded_at=self.at).values_list("key", "pk")
        numbers = dict(new) if persons else {}
        for person in persons:
            person.pk = numbers[person.key]
            person._state.adding = False

    def amend_persons(self, changed: Sequence[tuple[Person, Mapping[str, Any]]]) -> None:
        """Write new details of persons, the earlier ones kept."""
        past = [self._past(person) for person, _ in changed]
        for person, changes in changed:
            for name, value in changes.items():
                setattr(person, name, value)
            person.version += 1
            person.recorded_at = self.at
            self.said_of(person, Done.CHANGED)
        PersonVersion.objects.bulk_create(past, batch_size=CHUNK)
        Person.objects.bulk_update(
            [person for person, _ in changed], [*DETAILS, "version", "recorded_at"], batch_size=IDS
        )

    def _past(self, person: Person) -> PersonVersion:
        details = {name: getattr(person, name) for name in DETAILS}
        return PersonVersion(
            person=person, superseded_at=self.at, version=person.version, recorded_at=person.recorded_at, **details
        )

    def said_of(self, person: Person, done: Done, more: Mapping[str, Any] | None = None) -> None:
        """Count a person and note the line of the trail; `more`: what else was written of the person."""
        self.tally["Person"][str(done)] += 1
        content: dict[str, Any] = {name: str(getattr(person, name)) for name in DETAILS}
        self.line(person, ("Person", person.key), {**content, "version": person.version, **(more or {})})

    # The trail, and writing it all ------------------------------------------------------------------------------

    def line(self, child: Person | None, thing: tuple[str, str], content: Mapping[str, Any]) -> None:
        """A line of the trail, written with the rest."""
        key = child.key if child else None
        if child is not None:
            self.touched.add(child.pk)
        self._lines.append(trail.Row(self.verb, by=self.by, child=key, thing=thing, content=content, at=self.at))

    def add(self, model: type[Model], **columns: Any) -> None:
        """A row that is no fact (coverage, an identifier), every column of it, written with the rest."""
        self._new[model].append(columns)

    def write(self, *, file_name: str, file_digest: str, counts: Mapping[str, Any]) -> ImportRun:
        """Write everything and the run itself. Earlier versions end first, so that no fact has two current ones.

        Raises IntegrityError, JoinedAway and ChangedMeanwhile when somebody was first who changed what had been read.
        """
        self._hold_what_people_wrote()
        for model, ids in self._ended.items():
            for chunk in _chunks(ids, IDS):
                model._default_manager.filter(pk__in=chunk).update(superseded_at=self.at)
        for rows_of, rows in self._new.items():
            insert(rows_of, rows)
        run = ImportRun.objects.create(
            kind=self.kind, file_name=file_name, file_digest=file_digest, at=self.at, by=self.by, counts=dict(counts)
        )
        self.line(None, ("ImportRun", str(run.pk)), {"kind": self.kind, "digest": file_digest, "counts": dict(counts)})
        trail.record_many(self._lines)
        refuse_joined_people(self.touched)
        return run

    def _hold_what_people_wrote(self) -> None:
        """Lock these rows: unlike those of a file, they can be moved to another record, which changes no version."""
        for model, seen in self._written_here.items():
            for pairs in _chunks(sorted(seen), IDS):
                rows = model._default_manager.select_for_update().filter(pk__in=dict(pairs), superseded_at=None)
                if set(rows.order_by("pk").values_list("pk", "child_id")) != set(pairs):
                    raise ChangedMeanwhile


def insert(model: type[Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, given by column, with one prepared statement; the database gives the primary keys.

    `bulk_create` builds a statement for some 50 rows at a time on SQLite, which takes three times as long.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"
    ways = [(field.attname, _way_in(field, connection)) for field in fields]

    def prepared(row: Mapping[str, Any]) -> list[Any]:
        values = [(row[name], way) for name, way in ways]
        return [value if value is None or way is None else way(value) for value, way in values]

    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(fields))})",  # noqa: S608
            map(prepared, rows),  # type: ignore[arg-type]  # an iterator will do, in both databases
        )


AS_IT_IS = (CharField, TextField, IntegerField, ForeignKey)  # foreign keys here are numbers
MANY_ALIKE = (DateField, TimeField)  # also date and time together: a census has few different ones


def _way_in(field: Any, connection: Any) -> Callable[[Any], Any] | None:
    """How a value of the column becomes what the database takes; None where it already is."""
    if isinstance(field, AS_IT_IS):
        return None
    way = partial(field.get_db_prep_save, connection=connection)
    return lru_cache(maxsize=10_000)(way) if isinstance(field, MANY_ALIKE) else way


@cache
def _columns_of(model: type[Model]) -> Callable[[Any], dict[str, Any]]:
    """Reads every column but the primary key from a row of the model."""
    names = tuple(field.attname for field in model._meta.concrete_fields if not field.primary_key)
    return lambda row: {name: getattr(row, name) for name in names}


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
