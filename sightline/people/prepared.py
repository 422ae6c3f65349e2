"""Queries whose SQL is worked out once a process and then only filled in.

A page of one record asks some twenty tables. Django spends four fifths of that time turning the same querysets into the
same SQL; here that is done once and kept for all threads of the process, on every database.

    fetch("visits", lambda child, on: Visit.objects.filter(child=child, at_date__lte=on), child=7, on=today)
              ──first time──> made with stand-ins for 7 and today ──> SQL, and where each stand-in went
              ──ever after──> the SQL with this child and this day ──> rows, exactly as the queryset gives them

`make` is told stand-ins, never the values, so what it builds cannot depend on them; `name` says everything else that
it depends on. It asks the day and the moment of `today` and `now` here: one that came from elsewhere would stand in
the SQL for as long as the process lives, and is refused (`Slipped`); so is a value that was changed on its way there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model, QuerySet
from django.utils import timezone

from sightline.people.planned import Place, planned

SIZES = (0, 1, 4, 16, 64, 250, 1_000, 2_000)
M = TypeVar("M", bound=Model)
Value = int | str | UUID | date | datetime
Make = Callable[..., QuerySet[Any, Any]]

_NUMBERS = -900_000_000  # stand-ins count down from here: no row has such an id
_TEXT = "~stand-in "
_MOMENT = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


_CLOCK: ContextVar[tuple[date, datetime] | None] = ContextVar("stand_ins_of_the_clock", default=None)
_TODAY, _NOW = "the day", "the moment"


def today() -> date:
    """Today, for a condition in SQL: what stands for it, while SQL is worked out."""
    clock = _CLOCK.get()
    return clock[0] if clock else timezone.localdate()


def now() -> datetime:
    """This moment, likewise."""
    clock = _CLOCK.get()
    return clock[1] if clock else timezone.now()


def known_only(model: type[M], **known: Any) -> M:
    """A row that stands for any other, of which only these columns are known: to ask for another raises DoesNotExist.

    So a condition that comes to read one more cannot see an empty column where a reader or a child has something in it.
    """
    names = [field.attname for field in model._meta.concrete_fields if field.attname in known]
    return model.from_db(connection.alias, names, [known[name] for name in names])


class Slipped(Exception):
    """The SQL holds a day, a moment or a changed value that would be the same for everybody ever after."""


_KEPT: dict[Hashable, Statement | None] = {}  # for every thread: nothing of a statement changes once it is made


def fetch(name: Hashable, make: Make, **given: Value | Sequence[Value]) -> list[Any]:
    """The rows of `make(**given)`: of any kind of queryset without prefetching.

    A sequence is filled up to the next of a few sizes by repeating its last, so that there are few different
    statements: use it where that changes nothing (`pk__in`). One that is longer than all of them is asked as it is.
    """
    filled = {key: _filled_up(value) for key, value in given.items()}
    if any(isinstance(value, tuple) and len(value) not in SIZES for value in filled.values()):
        return list(make(**given))
    filled |= {_TODAY: timezone.localdate(), _NOW: timezone.now()}
    found = _statement(name, make, filled)
    return found.rows(filled) if found else []


def _statement(name: Hashable, make: Make, given: Mapping[str, Any]) -> Statement | None:
    """The statement for values of these kinds and sizes; None where no row can be in it."""
    key = (name, *((one, _kind(value)) for one, value in given.items()))
    if key not in _KEPT:  # two threads may be here at once: each makes the same, and neither waits for the other
        _KEPT[key] = _worked_out(make, _stand_ins(given))
    return _KEPT[key]


def _worked_out(make: Make, stand_ins: dict[str, Any]) -> Statement | None:
    given = {name: value for name, value in stand_ins.items() if name not in (_TODAY, _NOW)}
    token = _CLOCK.set((stand_ins[_TODAY], stand_ins[_NOW]))
    try:
        return Statement(make(**given), stand_ins)
    except EmptyResultSet:
        return None
    finally:
        _CLOCK.reset(token)


class Statement:
    """The SQL of a queryset, with the places of what is filled in. Never changed: threads share it."""

    def __init__(self, rows: QuerySet[Any, Any], stand_ins: Mapping[str, Any]) -> None:
        """Raises EmptyResultSet when the queryset can have no rows, Slipped for what should have been given."""
        compiler: Any = rows.query.get_compiler(connection=connection)
        self.sql, self.params = compiler.as_sql()
        places = {_adapted(value): place for place, value in _each(stand_ins)}
        _refuse_what_slipped(self.params, places)
        self.places = [places.get(param) if _hashable(param) else None for param in self.params]
        self._iterable: Any = rows._iterable_class
        # What turns rows into objects goes on; the conditions, a thousand objects of a page's, are in the SQL by now.
        self._compiler = _like(compiler, query=None, where=None, having=None, qualify=None)
        self._query = _like(rows.query, where=None)
        self._queryset = _like(rows, _query=None)
        self._planned = None if compiler.has_extra_select else planned(self.sql, self.params, self.places)

    def rows(self, given: Mapping[str, Any]) -> list[Any]:
        """The rows for these values. One query."""
        values = {place: _adapted(value) for place, value in _each(given)}
        pairs = zip(self.params, self.places, strict=True)
        filled = tuple(values[place] if place else param for param, place in pairs)
        # The queryset goes on by itself from here, but for the SQL, which is there already.
        own = connections[DEFAULT_DB_ALIAS]  # this thread's; `connection` would look it up for every column
        compiler = _like(self._compiler, connection=own, as_sql=lambda *_args, **_more: (self.sql, filled))
        if kept := self._planned:
            compiler.execute_sql = lambda *_args, **_more: [kept.rows(self.sql, filled, values)]
        query = _like(self._query, get_compiler=lambda *_args, **_more: compiler)
        return list(self._iterable(_like(self._queryset, _query=query)))


def _like(thing: Any, **different: Any) -> Any:
    """Another of the kind with the same attributes, but for these."""
    made = object.__new__(type(thing))
    made.__dict__.update(thing.__dict__, **different)
    return made


def _each(given: Mapping[str, Any]) -> Iterator[tuple[Place, Value]]:
    for name, value in given.items():
        for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
            yield (name, number), one


def _filled_up(value: Value | Sequence[Value]) -> Value | tuple[Value, ...]:
    if isinstance(value, int | str | UUID | date):
        return value
    size = next((size for size in SIZES if size >= len(value)), len(value))
    return (*value, *[value[-1]] * (size - len(value))) if value else ()


def _kind(value: Any) -> Hashable:
    many = value if isinstance(value, tuple) else (value,)
    return isinstance(value, tuple), len(many), *(type(one).__name__ for one in many[:1])


def _stand_ins(given: Mapping[str, Any]) -> dict[str, Any]:
    """The like of these values, no two the same."""
    made: dict[str, Any] = {name: [] if isinstance(value, tuple) else None for name, value in given.items()}
    for number, ((name, _), value) in enumerate(_each(given)):
        one = _stand_in(value, number)
        made[name] = [*made[name], one] if isinstance(given[name], tuple) else one
    return {name: tuple(value) if isinstance(value, list) else value for name, value in made.items()}


def _stand_in(value: Value, number: int) -> Value:
    if isinstance(value, int):
        return _NUMBERS - number
    if isinstance(value, str):
        return f"{_TEXT}{number}"
    if isinstance(value, UUID):
        return UUID(int=(1901 << 96) + number)
    return _MOMENT + timedelta(days=number) if isinstance(value, datetime) else _MOMENT.date() + timedelta(days=number)


def _adapted(value: Value) -> Any:
    """As it is sent to the database."""
    if isinstance(value, int | str):
        return value
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _refuse_what_slipped(params: Sequence[Any], places: Mapping[Any, Place]) -> None:
    for param in params:
        if _hashable(param) and param in places:
            continue
        is_day = isinstance(param, date) or (isinstance(param, str) and _A_DAY.match(param))
        changed = isinstance(param, str) and _TEXT.strip() in param
        near = isinstance(param, int) and abs(param - _NUMBERS) < 100_000
        if is_day or changed or near:
            raise Slipped(f"Not given, or not as it was given: {param!r}")


def _hashable(value: Any) -> bool:
    return isinstance(value, Hashable)
