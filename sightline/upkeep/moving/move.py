"""Moving a partnership from SQLite to PostgreSQL: all of it, proved, or nothing.

    1  nobody serves; SQLite is read in one transaction, so that it stands still
    2  a schema of its own in the new database: tables made, rows copied, sequences set
    3  every row of every table read from both and compared; then the trail, in a process of its own
    4  the schema put in place in one step; the setting written; the SQLite file kept aside

Until step 4 nothing that is in use is touched, and what was made in the new database is removed again.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sightline import __version__
from sightline.upkeep.backup import facts, postgres
from sightline.upkeep.backup.prove import prove_apart
from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.locking import SERVING, Held, hold
from sightline.upkeep.moving import copying

FILES: Final = ("sightline.sqlite3", "sightline.sqlite3-wal", "sightline.sqlite3-shm")
Say = Callable[[str], None]
Keep = Callable[[Mapping[str, str]], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved. `aside`: the folder in which the SQLite file is kept; "" when it was a rehearsal."""

    tables: int
    rows: int
    entries: int
    seconds: float
    aside: str


def move(data: Path, url: str, *, keep: Keep, say: Say, rehearse: bool = False) -> Moved:
    """Move the SQLite database in `data` to the PostgreSQL database at `url`, which must be empty.

    `keep`: writes settings where every command finds them; `rehearse`: do all but the last step. Raises BackupError,
    having changed nothing.
    """
    started, stamp = time.monotonic(), f"{datetime.now(UTC):%Y%m%dt%H%M%S}"
    with ExitStack() as stack:
        stack.enter_context(_nobody_serving(data))
        place = _place(url, stamp)
        stack.callback(place.drop)
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=".move-", dir=data)))
        source = stack.enter_context(closing(_standing_still(data)))
        manifest = _manifest(source)
        say("Making the tables …")
        prove_apart("prepare", {"manifest.json": manifest}, scratch, data=data, url=place.inside)
        counts = _copied(source, place, say)
        say("Verifying the trail …")
        proved = prove_apart(
            "finish", {"manifest.json": manifest, "counts.json": counts}, scratch, data=data, url=place.inside
        )
        source.close()
        aside = "" if rehearse else _put_in_place(data, place, keep, stamp)
        return Moved(len(counts), sum(counts.values()), int(proved["entries"]), time.monotonic() - started, aside)


def _nobody_serving(data: Path) -> Any:
    try:
        return hold(data / SERVING)
    except Held:
        raise BackupError(
            "Sightline is running on this folder, or a command is at work on it. Stop it first (systemctl stop "
            "sightline, or Ctrl-C), or wait for it, then move."
        ) from None


def _place(url: str, stamp: str) -> postgres.Place:
    """A schema of our own in the new database. Raises BackupError unless that is empty and may be used."""
    psycopg = postgres.driver()
    try:
        with postgres.connected(url) as connection:
            encoding = connection.execute("SHOW server_encoding").fetchone()[0]
            schema = connection.execute("SELECT current_schema()").fetchone()[0]
            tables = connection.execute(
                "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') "
                "AND relnamespace = current_schema()::regnamespace"
            ).fetchone()[0]
        if encoding != "UTF8":
            raise BackupError(f"The PostgreSQL database is in {encoding}; make one in UTF8 (createdb --encoding UTF8).")
        if schema is None:
            raise BackupError("The PostgreSQL role may use no schema of that database. Make the role its owner.")
        if tables:
            raise BackupError(
                f"The PostgreSQL database is not empty: there are {tables} tables or views in its schema {schema}. "
                "Make a new one."
            )
        return postgres.Place(url, stamp, deed="move")
    except psycopg.Error as error:
        raise BackupError(f"The PostgreSQL database cannot be used ({str(error).strip().splitlines()[0]}).") from None


def _standing_still(data: Path) -> sqlite3.Connection:
    """The SQLite database for reading, held so that nobody writes to it meanwhile."""
    connection = sqlite3.connect(data / FILES[0], timeout=5, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        connection.close()
        raise BackupError("Something is writing to the database: another command, perhaps. Try again later.") from None
    return connection


def _manifest(source: sqlite3.Connection) -> dict[str, Any]:
    cursor = source.cursor()
    return {
        "version": __version__, "migrations": facts.migrations(cursor), "head": facts.trail_head(cursor), "tables": {},
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "deed": "upkeep.move_database",
    }  # fmt: skip


def _copied(source: sqlite3.Connection, place: postgres.Place, say: Say) -> Mapping[str, int]:
    """Copy and compare every table in one transaction; returns the rows of each."""
    import psycopg

    with postgres.connected(place.url, place.schema) as target:
        target.execute("SET TIME ZONE 'UTC'")
        target.execute("SET CONSTRAINTS ALL DEFERRED")
        tables = copying.shapes(source, target)
        say("Copying …")
        counts = {shape.name: copying.copy_table(source, target, shape) for shape in tables}
        counts |= copying.copy_search(source, target)
        copying.set_sequences(source, target)
        say("Comparing every row …")
        for shape in tables:
            copying.compare(source, target, shape)
        try:
            target.commit()
        except psycopg.Error as error:
            raise BackupError(f"The rows do not fit together ({str(error).strip().splitlines()[0]}).") from None
    return counts


def _put_in_place(data: Path, place: postgres.Place, keep: Keep, stamp: str) -> str:
    """The schema becomes the one in use, the setting says so, and the SQLite file goes aside."""
    place.swap()
    place.forget_empty()
    keep({"SIGHTLINE_DATABASE_URL": place.url})
    aside = data / f"before-move-{stamp}"
    aside.mkdir(mode=0o700)
    for name in FILES:
        if (data / name).exists():
            os.replace(data / name, aside / name)
    return str(aside)
