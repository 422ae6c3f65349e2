"""Restoring a backup: unpacked and proved on a copy first; only then put in place, and what was there is kept aside.

    1  read to the last byte, authenticated, into a scratch folder (PostgreSQL: a schema of its own)
    2  proved there, in a process of its own: rows, migrations, trail and head as when it was made; then brought up to
       date
    3  put in place in one step; what was there stays beside it

Until step 3 nothing that is in use is touched, and step 3 undoes itself when anything goes wrong.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sightline.upkeep.backup import facts, postgres, still, swap
from sightline.upkeep.backup.keys import Lock
from sightline.upkeep.backup.prove import prove_apart
from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.backup.unpack import Unpacked, look, unpack
from sightline.upkeep.locking import BACKING_UP, SERVING, Held, held


@dataclass(frozen=True, slots=True)
class Proved:
    """A backup that proved itself: what it holds, and how it stands to what is there now.

    `later`: how many entries the present trail has beyond the backup's, None when there is no present one.
    """

    made_at: str
    version: str
    vendor: str
    partnership: str
    rows: int
    tables: int
    files: int
    entries: int
    migrated: tuple[str, ...]
    later: int | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where that which was there is kept ("" when nothing was there)."""

    proved: Proved
    files_aside: str
    schema_aside: str


Say = Callable[[str], None]
Agree = Callable[[Proved], bool]


def restore(
    path: Path, lock: Lock, *, data: Path, database_url: str, say: Say, agree: Agree | None
) -> Proved | Restored:
    """Prove a backup and put it in place of what `data` (and `database_url`, for PostgreSQL) hold.

    `agree(proved)` is asked before anything is touched; None: prove only. Raises BackupError, having changed nothing.
    """
    look(path)  # foreign or newer: said before any room is looked for
    _room(path, data)
    stamp = f"{datetime.now(UTC):%Y%m%dt%H%M%S}"
    with ExitStack() as stack:
        scratch = Path(tempfile.mkdtemp(prefix=".restore-", dir=data))
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        work = _Work(path, lock, scratch, database_url, stamp, stack)
        say("Reading the backup …")
        unpacked = work.unpacked()
        say("Proving it on a copy …")
        proved = work.proved(unpacked, _present(data, database_url))
        if agree is None or not agree(proved):
            return proved
        with _nobody_at_work(data, work.place):
            aside = swap.replace(
                data, work.data, stamp, schema_aside=work.place.aside if work.place else "", then=work.put_in_place
            )
        schema = work.place.aside if work.place and work.place.has_tables else ""
        return Restored(proved, str(aside) if aside else "", schema)


class _Work:
    """One restore under way: the scratch folder, and PostgreSQL's schema when there is one."""

    def __init__(self, path: Path, lock: Lock, scratch: Path, url: str, stamp: str, stack: ExitStack) -> None:
        self.path, self.lock, self.url, self.stamp, self.stack = path, lock, url, stamp, stack
        self.scratch, self.data = scratch, scratch / "data"
        self.place: postgres.Place | None = None
        self.connection: Any = None
        self.manifest: dict[str, Any] = {}
        self.data.mkdir(mode=0o700)

    def unpacked(self) -> Unpacked:
        found = unpack(self.path, self.lock, self.data, begin=self._begin, rows=self._rows)
        if self.connection is not None and self.place is not None:
            self.place.set_sequences(self.connection)
            self.connection.commit()
            self.connection.close()
        return found

    def _begin(self, manifest: dict[str, Any]) -> None:
        self.manifest = manifest
        here = "postgresql" if self.url else "sqlite"
        if manifest["vendor"] != here:
            names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
            raise BackupError(
                f"The backup is of a {names.get(manifest['vendor'], manifest['vendor'])} database and the one set here "
                f"is {names[here]}. Set SIGHTLINE_DATABASE_URL to match, or restore elsewhere: --into."
            )
        if here == "postgresql":
            self._make_schema()

    def _make_schema(self) -> None:
        self.place = postgres.Place(self.url, self.stamp)
        self.stack.callback(self.place.drop)
        self._prove("prepare", {"manifest.json": self.manifest})
        self.connection = self.stack.enter_context(postgres.connected(self.url, self.place.schema))
        self.connection.execute("SET CONSTRAINTS ALL DEFERRED")

    def _rows(self, table: str, content: IO[bytes]) -> None:
        import psycopg

        if self.place is None:
            raise BackupError("The backup mixes two kinds of database.")
        try:
            self.place.load(self.connection, self.manifest, table, content)
        except psycopg.Error as error:
            raise BackupError(f"The rows of {table} do not fit its table ({str(error).splitlines()[0]}).") from None

    def proved(self, unpacked: Unpacked, present: dict[str, Any] | None) -> Proved:
        found = self._prove("finish", {"manifest.json": self.manifest, "counts.json": unpacked.counts})
        manifest, then = self.manifest, int(self.manifest["head"]["seq"])
        return Proved(
            made_at=manifest["made_at"],
            version=manifest["version"],
            vendor=manifest["vendor"],
            partnership=manifest.get("partnership", ""),
            rows=sum(unpacked.counts.values()),
            tables=len(unpacked.counts),
            files=len(unpacked.files),
            entries=then,
            migrated=tuple(found["migrated"]),
            later=None if present is None else max(0, int(present["seq"]) - then),
        )

    def _prove(self, step: str, given: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Run one step of proving on the copy. Raises BackupError with what it found wrong."""
        # What set-up kept (another database, a certificate) is not for the copy; it comes back with the files.
        settings = self.data / "sightline.env"
        hidden = settings.rename(self.scratch / "sightline.env") if settings.exists() else None
        try:
            return prove_apart(step, given, self.scratch, data=self.data, url=self.place.inside if self.place else "")
        finally:
            if hidden is not None:
                hidden.rename(settings)

    def put_in_place(self) -> None:
        """PostgreSQL's part of the swap; SQLite's file has moved with the others."""
        if self.place is not None:
            self.place.swap()


def _room(path: Path, data: Path) -> None:
    needed, free = path.stat().st_size, shutil.disk_usage(data).free
    if free < needed * 1.2:
        raise BackupError(
            f"There is not enough room beside {data}: {needed * 1.2 / 1e9:.1f} GB are needed and {free / 1e9:.1f} GB "
            "are free. Nothing was changed."
        )


def _present(data: Path, database_url: str) -> dict[str, Any] | None:
    """The newest entry of the trail that is there now; None when nothing is there, or it cannot be read."""
    if database_url:
        return postgres.present_head(database_url)
    file = data / "sightline.sqlite3"
    if not file.exists():
        return None
    try:
        connection = still.connected(file, "ro")
        try:
            return facts.trail_head(connection.cursor())
        finally:
            connection.close()
    except sqlite3.Error:
        return None  # damaged: perhaps the very reason for restoring


@contextmanager
def _nobody_at_work(data: Path, place: postgres.Place | None) -> Iterator[None]:
    """Hold the lock that a server and every command hold, so that none runs or starts meanwhile; and that of backups,
    in which the old database and the new keys would otherwise come together. Raises BackupError.
    """
    with ExitStack() as locks:
        try:
            locks.enter_context(held(data / SERVING))
        except Held:
            raise BackupError(
                "Sightline is running on this folder, or a command is at work on it. Stop it first (systemctl stop "
                "sightline, or Ctrl-C), or wait for it, then restore."
            ) from None
        try:
            locks.enter_context(held(data / BACKING_UP))
        except Held:
            raise BackupError("A backup of this folder is being made. Wait for it, then restore.") from None
        if place is not None and (others := place.others()):
            raise BackupError(
                f"Sightline is connected to this database ({others} connections, perhaps from another machine). Stop "
                "it there first, then restore."
            )
        yield
