"""A SQLite database whose file is held still while others write on: what stands in the file is then one instant.

In WAL mode a commit goes into the log beside the file. Only a checkpoint writes to the file itself, and never past what
the oldest open reader sees (https://www.sqlite.org/walformat.html). So a reader that opened while the whole log was in
the file keeps the file as it is: the file can be read at the disk's speed, instead of a copy made page by page and read
again.

    writers      ...commit  commit |wait| commit  commit  commit ...     into the log
    checkpoint                     |all |  (nothing, while the reader is there)
    the file     ~~~~~~~~~~~~~~~~~~|------------- one instant ----------------|~~~
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import BinaryIO, cast

from sightline.upkeep.backup import pour

PATIENCE = 10.0  # seconds: until those are done who still read an older state
PAUSE = 0.2
TURNS, TURN = 100, 0.01  # for another's checkpoint: a second in all, in which nobody can save
AT_ONCE = 1 << 20  # bytes between the process that reads and the one that encrypts


@contextmanager
def held_still(database: Path, *, patience: float = PATIENCE) -> Iterator[sqlite3.Connection | None]:
    """A connection that sees exactly what the file holds, until the end of the block.

    None when that can't be had: no log (another journal mode), no right to write, or somebody reads an older state on
    and on. Those who write wait only while the last few pages of the log are brought home.
    """
    until = time.monotonic() + patience
    with closing(connected(database, "rw")) as reader, closing(connected(database, "rw")) as writer:
        while not (held := _all_at_home(reader, writer)) and time.monotonic() < until:
            time.sleep(PAUSE)
        yield reader if held else None


def connected(database: Path, mode: str) -> sqlite3.Connection:
    """A connection of our own to a database that is there: mode `ro` or `rw`, whatever signs its path has in it."""
    return sqlite3.connect(
        f"{database.absolute().as_uri()}?mode={mode}", uri=True, timeout=60, isolation_level=None
    )  # fmt: skip


def _all_at_home(reader: sqlite3.Connection, writer: sqlite3.Connection) -> bool:
    """Whether the reader's transaction began while the whole log was in the file; else it has none."""
    try:
        reader.execute("PRAGMA wal_checkpoint(PASSIVE)")  # most of it, while others write
        writer.execute("BEGIN IMMEDIATE")  # now nobody adds to the log
        try:
            if not _brought_home(reader):
                return False
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a transaction begins with its first look
            return True
        finally:
            writer.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False


def _brought_home(connection: sqlite3.Connection) -> bool:
    """Whether nothing of the log is missing in the file, now that nobody adds to it.

    Somebody else may be bringing it home at this moment: that is waited for. One who reads an older state is not.
    """
    for _ in range(TURNS):
        busy, logged, home = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if not busy:
            return bool(0 <= logged == home)
        time.sleep(TURN)
    return False


@contextmanager
def poured(file: Path, size: int) -> Iterator[BinaryIO]:
    """The first `size` bytes of the file, as a stream.

    Another process opens it: to close a file that this process also has open as a database would let go of SQLite's
    locks on it (https://www.sqlite.org/howtocorrupt.html, section 2.2), and a server's last commits could be lost.
    """
    command = [sys.executable, "-I", "-S", pour.__file__, str(file), str(size)]
    with Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, bufsize=0) as other:  # noqa: S603  our own
        try:
            stream = cast(BinaryIO, other.stdout)
            _widen(stream)
            yield stream
        finally:
            other.kill()


def _widen(pipe: BinaryIO) -> None:
    """Linux's pipes hold 64 KiB by themselves: sixteen times as many turns as needed."""
    if sys.platform == "linux":
        import fcntl

        try:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, AT_ONCE)
        except OSError:  # more than this machine allows: slower, no worse
            return
