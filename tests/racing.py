"""Two writers at once, played statement by statement: what one of them does, the other one does just before it.

with meanwhile(lambda: amend(other), before="SELECT … FOR UPDATE"):
    amend(mine)

The other has a connection of its own, so on PostgreSQL it sees what is committed and no more. It goes on until it has
finished, or waits for a lock that this one holds; then this one goes on, and the other is waited for at the end.
For tests marked `postgres` with `django_db(transaction=True)`: SQLite lets one writer in at a time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import psycopg
from django.db import connection

PATIENCE = 30  # seconds; never waited for while all is well


@dataclass
class Other:
    """What became of the other writer: what it gave, or the error it met, and whether it had to wait for this one."""

    deed: Callable[[], Any]
    gave: Any = None
    error: Exception | None = None
    waited: bool = False
    thread: Thread | None = None
    asked: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Do it, on a connection of its own."""
        try:
            self.gave = self.deed()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def begin(self) -> None:
        """Let it go as far as it can."""
        self.thread = Thread(target=self.run)
        self.thread.start()
        with psycopg.connect(**_address(), autocommit=True) as watcher:
            until = time.monotonic() + PATIENCE
            while self.thread.is_alive() and not _somebody_waits(watcher):
                assert time.monotonic() < until, "the other writer neither finished nor waits"
                self.thread.join(0.01)
            self.waited = self.thread.is_alive()

    def end(self) -> None:
        """Wait until it has finished."""
        assert self.thread is not None, f"never asked:\n{chr(10).join(self.asked)}"
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


def _address() -> dict[str, Any]:
    return {name: value for name, value in connection.get_connection_params().items() if name in _OF_ADDRESS}


_OF_ADDRESS = {"dbname", "user", "password", "host", "port"}
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
)


def _somebody_waits(watcher: psycopg.Connection[Any]) -> bool:
    return bool(watcher.execute(_WAITING).fetchone()[0])  # type: ignore[index]


@contextmanager
def meanwhile(deed: Callable[[], Any], *, before: str, table: Any = None, nth: int = 1) -> Iterator[Other]:
    """Just before this connection's `nth` statement that begins with `before` (and names the table of `table`), the
    other writer begins; it has finished when the block ends."""
    other, found = Other(deed), []

    def played(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        other.asked.append(sql[:160])
        if sql.startswith(before) and (table is None or f'"{table._meta.db_table}"' in sql):
            found.append(sql)
            if len(found) == nth:
                other.begin()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(played):
        try:
            yield other
        finally:
            if other.thread is not None:
                other.thread.join(PATIENCE)
    other.end()
