"""Queries whose SQL is worked out once a connection and then only filled in.

Loading one child asks some twenty tables. Django spends four fifths of that time turning the same querysets into the
same SQL; here that is done once for a number of ids and kept with the connection. Rows come back exactly as the
queryset would give them, through its own converters, on every database.

    rows("Visit", lambda ids, at: Visit.objects.filter(child__in=ids)….values_list(…), [7], now)

Ids are filled up to the next of a few sizes by repeating the first, so that there are few different statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

SIZES = (1, 4, 16, 64, 250, 1_000)
MOMENT = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)  # stands for `at` while the SQL is worked out
Make = Callable[[Sequence[Any], datetime | None], QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL with its parameters, of which some stand for ids (by place) and some for the moment."""

    sql: str
    params: tuple[Any, ...]
    ids: dict[Any, int]
    moment: Any
    compiler: Any
    converters: Any

    def filled(self, ids: Sequence[Any], at: Any) -> list[Any]:
        return [ids[self.ids[p]] if p in self.ids else at if p == self.moment else p for p in self.params]


def rows(name: str, make: Make, ids: Sequence[Any], at: datetime | None) -> Iterator[Sequence[Any]]:
    """The rows of `make(ids, at)`, a `values_list` of columns, for at least one id.

    `name` and whether there is an `at` tell one statement from another, so `make` may not depend on anything else.
    """
    size = next((size for size in SIZES if size >= len(ids)), 0)
    if not size:
        yield from make(ids, at)
        return
    statement = _statement(name, make, size, ids[0], at is not None)
    filled = [*ids, *[ids[0]] * (size - len(ids))]
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.filled(filled, _adapted(at)))
        found = cursor.fetchall()
    yield from statement.compiler.apply_converters(found, statement.converters) if statement.converters else found


def _statement(name: str, make: Make, size: int, example: Any, dated: bool) -> _Statement:
    kept: dict[Any, _Statement] = connection.__dict__.setdefault("_sightline_statements", {})
    key = (name, size, type(example), dated)
    if key not in kept:
        kept[key] = _worked_out(make, size, example, dated)
    return kept[key]


def _worked_out(make: Make, size: int, example: Any, dated: bool) -> _Statement:
    stand_ins = [f"~stand-in {n}" if isinstance(example, str) else -9_000_000 - n for n in range(size)]
    query = make(stand_ins, MOMENT if dated else None).query
    compiler = query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([expression for expression, *_ in compiler.select])
    places = {value: place for place, value in enumerate(stand_ins)}
    return _Statement(sql, tuple(params), places, _adapted(MOMENT), compiler, converters)


def _adapted(at: datetime | None) -> Any:
    return None if at is None else connection.ops.adapt_datetimefield_value(at)
