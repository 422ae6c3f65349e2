"""A record of the format put into the tables, and the same record as a file: for tests and measurements alike.

    kept = Kept.of(record, number)      what the tables can hold of it, with ids of its own
    keep([kept, …])                     into the database, in a few statements
    kept.as_file()                      the same as `sightline-record/1`, made without a database

Values go through the columns of `checks/mapping.py` both times. What a table has no column for is left out of both; so
is what a child's record does not hold: people nobody names, homes the child does not live in, strangers' parents.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models

from sightline.cases.models import Noted, RecordCoverage
from sightline.checks import gather, mapping
from sightline.checks.gather import Piece
from sightline.checks.mapping import CASE_TABLES, MEMBERSHIP, PARENTAGE, PERSON, Field, Table
from sightline.domain.checks import ChildRecord, Coverage, Fact
from sightline.domain.checks.kinds import KINDS
from sightline.domain.dates import DateError, UncertainDate
from sightline.people.facts import LONDON
from sightline.people.models import Household, Person

TABLES = {table.kind: table for table in (*CASE_TABLES, MEMBERSHIP, PARENTAGE)}
NOON = time(12)
LONG_AGO = date(2020, 1, 1)
BEFORE = datetime.combine(LONG_AGO, NOON, LONDON)


@dataclass(frozen=True, slots=True)
class Row:
    """One fact as columns: `people` names persons by key, `home` a household."""

    kind: str
    fact: uuid.UUID
    recorded: datetime
    columns: Mapping[str, Any]
    people: Mapping[str, str | None]
    home: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One child's record as rows."""

    child: str
    as_of: date
    people: Mapping[str, Mapping[str, Any]]
    rows: tuple[Row, ...]
    coverage: tuple[Coverage, ...]

    @classmethod
    def of(cls, record: ChildRecord, number: int) -> Kept:
        """What the tables can hold of a record; ids are made from `number`, so that no two children share any."""
        people = {fact.id: f"c{number:06d}{fact.id.lower()}" for fact in record.of("Person")}
        facts = [fact for fact in record.facts if fact.type != "Person"]
        names = people | {fact.id: str(uuid.uuid5(uuid.NAMESPACE_OID, f"{number} {fact.id}")) for fact in facts}
        child = people[record.child]
        moved = [Fact(fact.type, names[fact.id], _renamed(fact.fields, names)) for fact in facts]
        keys = set(people.values())
        rows = tuple(row for fact in moved if (row := _row(fact, child, keys)))
        told = record.coverage
        spans = tuple(Coverage(kind, "kept here") for kind in KINDS) if told is None else told
        persons = {people[fact.id]: _person_columns(fact) for fact in record.of("Person")}
        once = {(span.kind, span.source, span.start): span for span in spans}
        return cls(child, record.as_of, persons, rows, tuple(once.values()))

    def as_file(self) -> dict[str, Any]:
        """The same record in the exchange format, read by the same columns but through no database."""
        pieces = [_piece(row) for row in self.rows if row.recorded.date() <= self.as_of]
        pieces = [piece for piece in pieces if self._is_ours(piece, pieces)]
        named = {self.child, *gather._named(pieces)}
        facts = [piece.fact for piece in pieces]
        for key in sorted(named & set(self.people)):
            columns = self.people[key]
            values = [columns[column] for field in PERSON.values() for column in field.columns]
            piece = gather._person(key, _noon(LONG_AGO), (_noon(LONG_AGO), None), values)
            facts.append((gather._as_subject(piece) if key == self.child else piece).fact)
        record = ChildRecord.build(child=self.child, as_of=self.as_of, facts=facts, coverage=self.coverage)
        return record.to_json()

    def _is_ours(self, piece: Piece, others: Sequence[Piece]) -> bool:
        kind, fields = piece.fact.type, piece.fact.fields
        alike = [one.fact.fields for one in others if one.fact.type == kind]
        if kind == MEMBERSHIP.kind:
            return fields["household"] in {one["household"] for one in alike if one["person"] == self.child}
        if kind != PARENTAGE.kind or self.child in (fields["child"], fields["parent"]):
            return True
        return fields["parent"] in {one["parent"] for one in alike if one["child"] == self.child} - {None}


def keep(records: Iterable[Kept], batch: int = 2_000) -> dict[str, int]:
    """Put records into the database. Children by key, with their primary keys."""
    records = list(records)
    persons = [
        Person(key=key, is_child=key == kept.child, first_recorded_at=BEFORE, recorded_at=BEFORE, **columns)
        for kept in records
        for key, columns in kept.people.items()
    ]
    Person.objects.bulk_create(persons, batch_size=batch)
    people = {person.key: person.pk for person in persons}
    homes = {
        f"{kept.child} {row.home}": Household(key=_home_key(kept.child, row.home))
        for kept in records
        for row in kept.rows
        if row.home
    }
    Household.objects.bulk_create(homes.values(), batch_size=batch)
    made: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for kept in records:
        for row in kept.rows:
            made[_model(row.kind)].append(_instance(row, kept.child, people, homes))
        for span in kept.coverage:
            made[RecordCoverage].append(
                RecordCoverage(
                    child_id=people[kept.child],
                    kind=span.kind,
                    source=span.source,
                    starts_on=span.start,
                    ends_on=span.end,
                    recorded_at=_noon(LONG_AGO),
                )
            )
    for model, rows in made.items():
        model._default_manager.bulk_create(rows, batch_size=batch)
    return {kept.child: people[kept.child] for kept in records}


def _instance(row: Row, child: str, people: Mapping[str, int], homes: Mapping[str, Household]) -> models.Model:
    columns = dict(row.columns) | {f"{name}_id": people.get(key or "") for name, key in row.people.items()}
    if row.home:
        columns["household_id"] = homes[f"{child} {row.home}"].pk
    elif row.kind != PARENTAGE.kind:
        columns["child_id"] = people[child]
    at = {"first_recorded_at": row.recorded, "recorded_at": row.recorded}
    return _model(row.kind)(fact=row.fact, **at, **columns)


def _model(kind: str) -> type[models.Model]:
    return TABLES[kind].model if kind in TABLES else Noted


def _home_key(child: str, home: str) -> str:
    return f"{child[:7]}-{home}"[:24]


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, LONDON)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same with every id put in place of the one it had."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {key: _renamed(part, names) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(part, names) for part in value]
    return value


def _row(fact: Fact, child: str, keys: set[str]) -> Row | None:
    """One fact as columns; None where the table cannot hold it (somebody who must be named is not)."""
    table = TABLES.get(fact.type)
    recorded = _noon(fact.recorded_on or LONG_AGO)
    identity = uuid.UUID(fact.id)
    if table is None:
        return Row(fact.type, identity, recorded, _noted(fact), {}, "")
    columns: dict[str, Any] = {}
    people: dict[str, str | None] = {}
    home = ""
    for name, field in table.fields.items():
        value = fact.get(name)
        if field is mapping.WHEN:
            columns |= dict(zip(field.columns, _when(value), strict=True))
        elif field.columns == ("household__key",):
            home = str(value or "")
        else:
            people |= {column[:-5]: _known(value, keys) for column in field.columns if column.endswith("__key")}
            columns |= _plain_columns(table, field, value)
    if table is MEMBERSHIP and not (home and people["person"]):
        return None
    if table is PARENTAGE:
        people["child"] = people["child"] or child
    if "person" in people and not table.model._meta.get_field("person").null:
        people["person"] = people["person"] or child
    elif "child" in people:
        people["child"] = child  # a child's own words: on the record of that child
    return Row(fact.type, identity, recorded, columns, people, home)


def _known(value: Any, keys: set[str]) -> str | None:
    return value if isinstance(value, str) and value in keys else None


def _plain_columns(table: Table, field: Field, value: Any) -> dict[str, Any]:
    """Columns that hold no person: the value as the column can hold it."""
    found: dict[str, Any] = {}
    for column in field.columns:
        if column.endswith("__key") or column == "source":
            continue
        found[column] = _held(table.model._meta.get_field(column), value)
    return found


def _held(column: Any, value: Any) -> Any:
    if isinstance(column, models.JSONField):
        return value
    if isinstance(column, models.UUIDField):
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return None
    if isinstance(column, models.DateField):
        when = _uncertain(value)
        day = when.value if when and when.is_exact else None
        return _noon(day) if day and isinstance(column, models.DateTimeField) else day
    if isinstance(column, models.TimeField):
        return _time(value)
    if isinstance(column, models.IntegerField):
        return int(value) if str(value).isdigit() else None
    if value is None:
        return None if column.null else ""
    return str(value)[: column.max_length] if column.max_length else str(value)


def _uncertain(value: Any) -> UncertainDate | None:
    try:
        return UncertainDate.from_json(value)
    except DateError:
        return None


def _when(value: Any) -> tuple[Any, ...]:
    """The `at_*` columns."""
    found = _uncertain(value)
    if found is None:
        return None, None, "exact", None, None, ""
    if found.is_exact:
        return found.value, _time(value), "exact", None, None, ""
    return found.value, None, str(found.precision), found.earliest, found.latest, ""


def _time(value: Any) -> time | None:
    """The time of a day that is known to the minute."""
    found = _uncertain(value)
    exact = isinstance(value, str) and len(value) > 10 and found is not None and found.is_exact
    return datetime.fromisoformat(value).time() if exact else None


def _noted(fact: Fact) -> dict[str, Any]:
    """An entry without a table of its own: the filled fields as JSON, its day in columns."""
    happens_on = KINDS[fact.type].happens_on
    body = {
        name: _as_json(value)
        for name, value in fact.fields.items()
        if value is not None and name not in ("recorded_at", happens_on)
    }
    at = dict(zip(mapping.WHEN.columns, _when(fact.get(happens_on) if happens_on else None), strict=True))
    return {"kind": fact.type, "body": body, **at}


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _person_columns(fact: Fact) -> dict[str, Any]:
    born = _uncertain(fact.get("dob"))
    exact = born is None or born.is_exact
    return {
        "given_name": fact.text("name"),
        "family_name": "",
        "dob": born.value if born else None,
        "dob_precision": "exact" if exact else str(born.precision),
        "dob_earliest": None if exact else born.earliest,
        "dob_latest": None if exact else born.latest,
        "dob_basis": "",
        "expected_dob": None if born else _held(Person._meta.get_field("expected_dob"), fact.get("expected_dob")),
        "sex": fact.text("sex"),
        "gestation_weeks": fact.get("gestation_weeks"),
        "disability": fact.get("disability"),
        "delay": fact.text("delay"),
        "languages": fact.get("languages"),
        "interpreter_need": fact.text("interpreter_need"),
    }


def _piece(row: Row) -> Piece:
    """What the loader would make of a row, from its columns."""
    span = (row.recorded, None)
    if row.kind not in TABLES:
        moment = [row.columns[column] for column in mapping.WHEN.columns]
        fields = {**row.columns["body"], "recorded_at": mapping.local(row.recorded)}
        if happens_on := KINDS[row.kind].happens_on:
            fields[happens_on] = mapping.when(*moment)
        return Piece(Fact(row.kind, str(row.fact), fields), span)
    table = TABLES[row.kind]
    fields = table.reader()(list(_values(table, row)))
    return Piece(Fact(row.kind, str(row.fact), fields | {"recorded_at": mapping.local(row.recorded)}), span)


def _values(table: Table, row: Row) -> Iterator[Any]:
    for column in table.columns:
        if column == "household__key":
            yield row.home
        elif column == "source":
            yield "kept here"
        elif column.endswith("__key"):
            yield row.people.get(column[:-5])
        else:
            yield row.columns[column]
