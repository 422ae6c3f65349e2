"""The database as it is at one instant, while others write on: SQLite by its file, held still, or if that can't be by
its online copy; PostgreSQL by one snapshot.

Each gives the facts for the backup's manifest, and then its members: name and bytes.
"""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sightline.upkeep.backup import facts, still
from sightline.upkeep.backup.trouble import BackupError

SQLITE_NAME = "database/sightline.sqlite3"
ROWS = "rows"  # of PostgreSQL: rows/<table>/<number>, as COPY writes them
AT_ONCE = 8 << 20  # bytes of rows in one member


class Snapshot(Protocol):
    """One instant of one database."""

    vendor: str

    def facts(self) -> dict[str, Any]: ...
    def members(self) -> Iterator[tuple[str, int, BinaryIO]]: ...
    def counts(self) -> dict[str, int]: ...


class SQLiteFile:
    """The database's own file while it is held still (`still.py`): each byte is read once, and written once."""

    vendor = "sqlite"

    def __init__(self, database: Path, held: sqlite3.Connection) -> None:
        self.database = database
        cursor = held.cursor()
        [[pages]], [[page]] = held.execute("PRAGMA page_count"), held.execute("PRAGMA page_size")
        self._size: int = pages * page
        self._facts = {"migrations": facts.migrations(cursor), "head": facts.trail_head(cursor)}
        self._counts = facts.counts(cursor, facts.sqlite_tables(cursor))

    def facts(self) -> dict[str, Any]:
        return self._facts

    def members(self) -> Iterator[tuple[str, int, BinaryIO]]:
        before = self._written_to()
        with still.poured(self.database, self._size) as stream:
            yield SQLITE_NAME, self._size, stream
        if self._written_to() != before:
            raise BackupError("The database's file was written to by something else than Sightline. Try again.")

    def _written_to(self) -> tuple[int, int]:
        found = self.database.stat()
        # Windows writes the time of an earlier write down whenever it likes: there it says nothing.
        return found.st_size, 0 if os.name == "nt" else found.st_mtime_ns

    def counts(self) -> dict[str, int]:
        return self._counts


class SQLiteCopy:
    """A copy made by SQLite itself: readers and writers go on, and what they write meanwhile isn't in it."""

    vendor = "sqlite"

    def __init__(self, database: Path, scratch: Path) -> None:
        self.copy = scratch / "sightline.sqlite3"
        source = still.connected(database, "ro")
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
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        with still.held_still(database) as held:
            yield SQLiteFile(database, held) if held else SQLiteCopy(database, scratch)
        return
    backend: Any = connection
    own = backend.Database.connect(**backend.get_connection_params())
    try:
        own.read_only = True
        own.isolation_level = 3  # psycopg's REPEATABLE_READ: every table as of the first question
        yield PostgresSnapshot(own)
    finally:
        own.close()
