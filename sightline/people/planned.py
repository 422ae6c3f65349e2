"""SQL that PostgreSQL reads and plans once a connection, and then is only told the values.

A page's conditions make statements of tens of thousands of letters. Sent anew each time, they cost more in being put
together here and read and planned there than in finding their rows. Here a statement is sent once, with numbers for
its values, and kept by the server as long as the connection:

    … child_id = %s AND day <= %s …, (7, a day)   ──Planned──>   … child_id = $1 AND day <= DATE …, (Int8(7),)

What is the same at every asking stands in the SQL as it is, so that the server plans for it; what is filled in is a
parameter, one for each value however often it stands there, and one for all the ids that something is IN.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection

Place = tuple[str, int]  # the name of a value, and which of a tuple of them

AT_MOST = 16  # values, lists counted once: the server has to keep what it plans
LONG = 250  # a list longer than this is looked through by hand in a plan for any list: there the server plans each time
KEPT = 500  # statements a connection; the longest unused goes first
_VALUES = re.compile(r"%%|(?<!NOT )IN \(%s(?:, %s)*\)|%s")


class Planned:
    """A statement for the server to keep: what is sent once, and what is sent with each asking."""

    def __init__(self, sql: str, params: Sequence[Any], places: Sequence[Place | None]) -> None:
        """`sql` and `params` as a queryset's compiler gives them; of each parameter its place, None if it is fixed."""
        connection.ensure_connection()
        self._given = list(zip(params, places, strict=True))
        self._numbers: dict[tuple[Place, ...], int] = {}
        self._next = 0
        self.sql = _VALUES.sub(self._written, sql).encode()
        self.sent = tuple(self._numbers)

    @property
    def is_kept(self) -> bool:
        """Whether the server keeps it; otherwise each asking is planned for its values, and still put together once."""
        return len(self.sent) <= AT_MOST and all(len(each) <= LONG for each in self.sent)

    def _written(self, found: re.Match[str]) -> str:
        """What stands in the SQL for these values."""
        if found[0] == "%%":
            return "%"
        count = found[0].count("%s")
        given = self._given[self._next : self._next + count]
        self._next += count
        if count > 1 and _is_whole_list([place for _, place in given]):
            return f"= ANY({self._number(given)})"
        written = [self._number([one]) if one[1] else _literal(one[0]) for one in given]
        return f"IN ({', '.join(written)})" if found[0] != "%s" else written[0]

    def _number(self, given: Sequence[tuple[Any, Place | None]]) -> str:
        places = tuple(place for _, place in given if place)
        number = self._numbers.setdefault(places, len(self._numbers) + 1)
        text = "::text" if isinstance(given[0][0], str) else ""
        return f"${number}{text}{'[]' if text and len(given) > 1 else ''}"

    def rows(self, sql: str, params: Sequence[Any], values: Mapping[Place, Any]) -> list[tuple[Any, ...]]:
        """The rows for these values by place. One query. `sql` and `params` say the same in full, for who listens."""
        connection.ensure_connection()
        sent = [_sent([values[place] for place in places]) for places in self.sent]
        django: Any = connection  # wraps a cursor of ours as its own: its errors, and whoever listens to queries
        with django.wrap_database_errors:
            cursor = _cursors()(connection.connection, self.sql, sent, self.is_kept)
        with django._prepare_cursor(cursor) as listened_to:
            listened_to.execute(sql, params)
            found: list[tuple[Any, ...]] = listened_to.fetchall()
        return found


def planned(sql: str, params: Sequence[Any], places: Sequence[Place | None]) -> Planned | None:
    """A statement for the server to keep, from what `Planned` is made of; None where there is no server."""
    return Planned(sql, params, places) if connection.vendor == "postgresql" else None


def _is_whole_list(places: Sequence[Place | None]) -> bool:
    return places[0] is not None and [*places] == [(places[0][0], number) for number in range(len(places))]


def _literal(value: Any) -> str:
    from psycopg import sql

    return sql.Literal(value).as_string(connection.connection)


def _sent(values: Sequence[Any]) -> Any:
    """A value, or a list of them, each once."""
    return _typed(values[0]) if len(values) == 1 else [_typed(one) for one in dict.fromkeys(values)]


def _typed(value: Any) -> Any:
    """A whole number goes as one of eight bytes, whatever its size: the server keeps a statement for each type."""
    from psycopg.types.numeric import Int8

    return Int8(value) if isinstance(value, int) else value


@cache
def _cursors() -> Any:
    """The kind of cursor that sends a statement of ours. Made once, and not before PostgreSQL is spoken to."""
    from psycopg import RawCursor

    class Cursor(RawCursor[Any]):
        """Sends what was written here, whatever it is told to execute; what it was told is what it says it asked."""

        def __init__(self, asked: Any, written: bytes, sent: Sequence[Any], is_kept: bool) -> None:
            super().__init__(asked)
            self._written, self._sent, self._is_kept = written, sent, is_kept

        def execute(self, query: Any, params: Any = None, **_more: Any) -> Any:
            asked = self.connection
            asked.prepare_threshold, asked.prepared_max = (0 if self._is_kept else None), KEPT
            try:
                return super().execute(self._written, self._sent, prepare=self._is_kept)
            finally:
                asked.prepare_threshold = None  # every other statement goes as it always has
                self._query: Any = _InFull(asked, query, params)

    return Cursor


class _InFull:
    """A statement with its values, put together when somebody asks what was asked, as tests and logs of queries do."""

    def __init__(self, asked: Any, sql: str, params: Any) -> None:
        self._asked, self._sql, self._params = asked, sql, params

    @property
    def query(self) -> bytes:
        """As the driver keeps it."""
        from psycopg import ClientCursor

        return ClientCursor(self._asked).mogrify(self._sql, self._params).encode()
