"""Queries whose SQL is worked out once a process and then only filled in.

Loading one child asks some twenty tables. Django spends four fifths of that time turning the same querysets into the
same SQL; here that is done once for a number of ids and kept for all threads. Rows come back exactly as the
queryset would give them, through its own converters, on every database. PostgreSQL keeps what it has planned as well.

    rows("Visit", lambda ids, at: Visit.objects.filter(child__in=ids)….values_list(…), [7], now)

Ids are filled up to the next of a few sizes by repeating the first, so that there are few different statements.

Pages have the same in `people.prepared`, whose rows go through Django; here a million rows go through few converters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from sightline.people.planned import LONG, Place, Planned, planned

SIZES = (1, 4, 16, 64, 250, 1_000)
MOMENT = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)  # stands for `at` while the SQL is worked out
IDS = "ids"
THEN: Place = ("at", 0)
Convert = Callable[[Any], Any]
Converters = Sequence[tuple[int, Convert]]
Make = Callable[[Sequence[Any], datetime | None], QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL with its parameters, of which some stand for ids (by place) and some for the moment."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[Place | None, ...]
    converters: Converters
    kept: Planned | None

    def rows(self, ids: Sequence[Any], at: Any) -> Sequence[Sequence[Any]]:
        """As the driver gives them. One query."""
        values: dict[Place, Any] = {(IDS, number): one for number, one in enumerate(ids)}
        values[THEN] = at
        filled = [values[place] if place else param for param, place in zip(self.params, self.places, strict=True)]
        if self.kept:
            return self.kept.rows(self.sql, filled, values)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found: Sequence[Sequence[Any]] = cursor.fetchall()
        return found


def rows(name: str, make: Make, ids: Sequence[Any], at: datetime | None) -> Iterator[Sequence[Any]]:
    """The rows of `make(ids, at)`, a `values_list` of columns, for at least one id.

    `name` and whether there is an `at` tell one statement from another, so `make` may not depend on anything else.
    """
    size = next((size for size in SIZES if size >= len(ids)), 0)
    if not size:
        yield from make(ids, at)
        return
    statement = _statement(name, make, size, ids[0], at is not None)
    yield from _converted(statement.rows([*ids, *[ids[0]] * (size - len(ids))], _adapted(at)), statement.converters)


def _converted(found: Sequence[Sequence[Any]], converters: Converters) -> Iterator[Sequence[Any]]:
    """Rows with their values as the queryset would give them (an id of a fact: as text)."""
    if not converters:
        yield from found
        return
    for row in map(list, found):
        for place, convert in converters:
            if (value := row[place]) is not None:
                row[place] = convert(value)
        yield row


_KEPT: dict[Any, _Statement] = {}  # for every thread


def _statement(name: str, make: Make, size: int, example: Any, dated: bool) -> _Statement:
    key = (name, size, type(example), dated)
    if key not in _KEPT:  # two threads may be here at once: each makes the same, and neither waits for the other
        _KEPT[key] = _worked_out(make, size, example, dated)
    return _KEPT[key]


def _worked_out(make: Make, size: int, example: Any, dated: bool) -> _Statement:
    stand_ins = [f"~stand-in {n}" if isinstance(example, str) else -9_000_000 - n for n in range(size)]
    query = make(stand_ins, MOMENT if dated else None).query
    compiler = query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    found: dict[Any, Place] = {value: (IDS, number) for number, value in enumerate(stand_ins)}
    found[_adapted(MOMENT)] = THEN
    places = tuple(found.get(param) for param in params)
    # A plan for any list looks through a long one by hand: those are sent as they are.
    kept = planned(sql, params, places) if size <= LONG else None
    return _Statement(sql, tuple(params), places, tuple(_converters(compiler)), kept)


def _converters(compiler: Any) -> Iterator[tuple[int, Convert]]:
    """What is done to which column; over a million rows Django's own way is dear for a time that is UTC, or an id."""
    expressions = [expression for expression, *_ in compiler.select]
    keeps_text = not connection.features.has_native_uuid_field  # ids and times come as text, and the driver reads days
    for place, (chain, expression) in compiler.get_converters(expressions).items():
        kind = expression.output_field.get_internal_type()
        if keeps_text and kind == "UUIDField":
            yield place, _uuid_text
        elif keeps_text and kind == "DateTimeField" and connection.timezone is UTC:
            yield place, _in_utc
        elif not (keeps_text and kind in ("DateField", "TimeField", "BooleanField")):
            yield place, partial(_through, chain, expression)


def _through(chain: Sequence[Any], expression: Any, value: Any) -> Any:
    for convert in chain:
        value = convert(value, expression, connection)
    return value


def _uuid_text(value: str) -> str:
    """Thirty-two letters as SQLite keeps them, with the dashes of `str(UUID)`."""
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def _in_utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC)


def _adapted(at: datetime | None) -> Any:
    return None if at is None else connection.ops.adapt_datetimefield_value(at)
