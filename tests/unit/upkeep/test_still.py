"""What a backup reads of SQLite is one instant, though others write on: the file held still, or else SQLite's copy."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from sightline.upkeep.backup import still
from sightline.upkeep.backup.snapshot import SQLiteCopy, SQLiteFile

TABLES = """
PRAGMA journal_mode=WAL;
CREATE TABLE django_migrations (app TEXT, name TEXT);
CREATE TABLE trail_head (id INTEGER PRIMARY KEY, seq INTEGER, hash TEXT);
INSERT INTO trail_head VALUES (1, 0, 'start');
CREATE TABLE two_halves (seq INTEGER, half TEXT, filling BLOB);
"""


@pytest.fixture
def database(tmp_path) -> Path:
    path = tmp_path / "with space # and % sign.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    return path


def write(connection: sqlite3.Connection, number: int) -> None:
    """One save: its two halves, each on pages of its own, and the head that counts them."""
    with connection:
        for half in ("first", "second"):
            connection.execute("INSERT INTO two_halves VALUES (?, ?, zeroblob(9000))", (number, half))
        connection.execute("UPDATE trail_head SET seq = ?", (number,))


def saves(path: Path) -> tuple[int, int, list[tuple[str]]]:
    with closing(sqlite3.connect(path)) as copy:
        [seq] = copy.execute("SELECT seq FROM trail_head").fetchone()
        [rows] = copy.execute("SELECT count(*) FROM two_halves").fetchone()
        return seq, rows, copy.execute("PRAGMA integrity_check").fetchall()


def kept(snapshot: SQLiteFile | SQLiteCopy, to: Path) -> Path:
    [(_name, size, stream)] = [_written(to, *member) for member in snapshot.members()]
    assert to.stat().st_size == size
    return to


def _written(to: Path, name: str, size: int, stream) -> tuple:
    with to.open("wb") as file:
        shutil.copyfileobj(stream, file)
    return name, size, stream


def test_saves_that_go_on_are_in_it_whole_or_not_at_all(database, tmp_path):
    done, stop = [0], threading.Event()

    def others() -> None:
        with closing(sqlite3.connect(database, timeout=20)) as connection:
            connection.execute("PRAGMA wal_autocheckpoint=20")  # to the file as often as can be
            connection.execute("PRAGMA synchronous=OFF")
            while not stop.is_set():
                write(connection, done[0] + 1)
                done[0] += 1

    busy = threading.Thread(target=others)
    busy.start()
    try:
        for number in range(2):
            with still.held_still(database) as held:
                assert held is not None
                taken = SQLiteFile(database, held)
                before = done[0]
                while done[0] < before + 20:  # the log grows far past where it is brought home
                    stop.wait(0.001)
                copy = kept(taken, tmp_path / f"{number}.sqlite3")
            seq = taken.facts()["head"]["seq"]
            assert seq <= before + 1
            assert saves(copy) == (seq, 2 * seq, [("ok",)])
            assert taken.counts()["two_halves"] == 2 * seq
    finally:
        stop.set()
        busy.join()
    assert saves(database) == (done[0], 2 * done[0], [("ok",)])


def test_somebody_who_reads_an_older_state_keeps_it_from_being_held(database, tmp_path):
    with closing(sqlite3.connect(database, isolation_level=None)) as old, closing(sqlite3.connect(database)) as new:
        old.execute("BEGIN")
        old.execute("SELECT * FROM two_halves").fetchall()
        write(new, 1)
        with still.held_still(database, patience=0) as held:
            assert held is None
        copied = SQLiteCopy(database, tmp_path)  # and so SQLite copies it
        assert saves(kept(copied, tmp_path / "copied.sqlite3")) == (1, 2, [("ok",)])
        assert (copied.facts()["head"]["seq"], copied.counts()["two_halves"]) == (1, 2)
        old.execute("ROLLBACK")
        with still.held_still(database, patience=0) as held:
            assert held is not None
            write(new, 2)  # nobody waits for it


def test_a_database_without_a_log_is_not_held(database):
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with still.held_still(database, patience=0) as held:
        assert held is None


def test_a_file_that_is_too_short_ends_early(tmp_path):
    (tmp_path / "short").write_bytes(b"abc")
    with still.poured(tmp_path / "short", 5) as stream:
        assert stream.read() == b"abc"
    with still.poured(tmp_path / "none", 5) as stream:
        assert stream.read() == b""
