"""The database as it is at one instant, while others write on: SQLite by its online copy, PostgreSQL by one snapshot.

Each gives the facts for the backup's manifest, and then its members: name and bytes.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sightline.upkeep.backup import facts

SQLITE_NAME = "database/sightline.sqlite3"
ROWS = "rows"  # of PostgreSQL: rows/<table>/<number>, as COPY writes them
AT_ONCE = 8 << 20  # bytes of rows in one member


class Snapshot(Protocol):
    """One instant of one database."""

    vendor: str

    def facts(self) -> dict[str, Any]: ...
    def members(self) -> Iterator[tuple[str, int, BinaryIO]]: ...
    def counts(self) -> dict[str, int]: ...


class SQLiteSnapshot:
    """A copy made by SQLite itself: readers and writers go on, and what they write meanwhile isn't in it."""

    vendor = "sqlite"

    def __init__(self, database: Path, scratch: Path) -> None:
        self.copy = scratch / "sightline.sqlite3"
        source = sqlite3.connect(f"file:{database.as_posix()}?mode=ro", uri=True, timeout=60)
        target = sqlite3.connect(self.copy)
        try:
            # A copy that is thrown away needs no journal of its own and need not reach the disk.
            target.execute("PRAGMA journal_mode=OFF")
            target.execute("PRAGMA synchronous=OFF")
            source.backup(target)
            target.commit()
            cursor = target.cursor()
            self._facts = {"migrations": facts.migrations(cursor), "head": facts.trail_head(cursor)}
            self._counts = facts.counts(cursor, facts.sqlite_tables(cursor))
        finally:
            source.close()
            target.close()

    def facts(self) -> dict[str, Any]:
        return self._facts

    def members(self) -> Iterator[tuple[str, int, BinaryIO]]:
        with self.copy.open("rb") as file:
            yield SQLITE_NAME, self.copy.stat().st_size, file

    def counts(self) -> dict[str, int]:
        return self._counts


class PostgresSnapshot:
    """Every table as one transaction sees it (REPEATABLE READ), in the form COPY writes; no client programs needed."""

    vendor = "postgresql"

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        with connection.cursor() as cursor:
            self.tables = facts.postgres_tables(cursor)
            self._facts = {
                "migrations": facts.migrations(cursor), "head": facts.trail_head(cursor), "tables": self.tables,
            }  # fmt: skip
        self._counts: dict[str, int] = {}

    def facts(self) -> dict[str, Any]:
        return self._facts

    def members(self) -> Iterator[tuple[str, int, BinaryIO]]:
        for table, columns in self.tables.items():
            for number, part in enumerate(self._parts(table, columns), start=1):
                yield f"{ROWS}/{table}/{number:08}", len(part), io.BytesIO(part)

    def _parts(self, table: str, columns: list[str]) -> Iterator[bytes]:
        names = ", ".join(map(facts.quoted, columns))
        kept = bytearray()
        with self._connection.cursor() as cursor:
            with cursor.copy(f"COPY {facts.quoted(table)} ({names}) TO STDOUT") as rows:
                for row in rows:
                    kept += row
                    if len(kept) >= AT_ONCE:
                        yield bytes(kept)
                        kept.clear()
            self._counts[table] = cursor.rowcount
        if kept:
            yield bytes(kept)

    def counts(self) -> dict[str, int]:
        return self._counts


@contextmanager
def taken(scratch: Path) -> Iterator[Snapshot]:
    """A snapshot of the database in use; the connection it needs is its own, so that nobody waits for it."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        yield SQLiteSnapshot(Path(str(settings.DATABASES["default"]["NAME"])), scratch)
        return
    database: Any = connection
    own = database.Database.connect(**database.get_connection_params())
    try:
        own.read_only = True
        own.isolation_level = 3  # psycopg's REPEATABLE_READ: every table as of the first question
        yield PostgresSnapshot(own)
    finally:
        own.close()
