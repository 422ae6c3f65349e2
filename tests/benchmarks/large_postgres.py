"""The large partnership of `large.py` on PostgreSQL: a server of its own, filled from the SQLite file.

    python -m tests.benchmarks.large_postgres FOLDER        prints the address and keeps the server until it is stopped

The server is as it comes (nothing thrown away for speed), so that a save waits for the disk as a real one does.
"""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.postgres_server import Server

LEFT_OUT = ("django_migrations",)


def fill(folder: Path, url: str) -> None:
    """Make the tables, and copy every row of the SQLite file into them."""
    import psycopg

    environ = os.environ | {
        "SIGHTLINE_DATA": str(folder), "SIGHTLINE_MODE": "demo", "SIGHTLINE_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=environ, check=True)
    source = sqlite3.connect(folder / "demo" / "sightline.sqlite3")
    with psycopg.connect(url, autocommit=True) as target:
        target.execute("SET session_replication_role = replica")  # no keys checked, nothing set off: it was all checked
        target.execute("SET TimeZone = 'UTC'")
        tables = list(_tables(target))
        target.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in tables))
        again = list(_without_indexes(target))
        there = {row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in tables:
            if name in there:
                _copy(source, target, name)
        target.execute("SET maintenance_work_mem = '256MB'")
        for statement in (*again, *_counters(target)):
            target.execute(statement)
        target.execute("ANALYZE")


def _tables(target: Any) -> Iterator[str]:
    found = target.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        " ORDER BY 1"
    )
    return (name for (name,) in found.fetchall() if name not in LEFT_OUT)


def _without_indexes(target: Any) -> Iterator[str]:
    """Drop every index that is no constraint, and give what makes it again: rows come in sooner."""
    found = target.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' "
        "WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1"
    ).fetchall()
    for name, definition in found:
        target.execute(f"DROP INDEX {name}")
        yield definition


def _copy(source: sqlite3.Connection, target: Any, table: str) -> None:
    ours = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
    columns = target.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND "
        "table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    ).fetchall()
    kept = [(name, kind) for name, kind in columns if name in ours]
    if not kept:  # an index of words, which each database keeps in its own way
        return
    names = ", ".join(f'"{name}"' for name, _ in kept)
    yes_no = [at for at, (_, kind) in enumerate(kept) if kind == "boolean"]
    with target.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as rows:
        for row in _read(source.execute(f'SELECT {names} FROM "{table}"'), yes_no):
            rows.write_row(row)


def _read(rows: Iterable[tuple[Any, ...]], yes_no: list[int]) -> Iterator[Any]:
    """SQLite's rows as PostgreSQL takes them: 0 and 1 are no and yes."""
    if not yes_no:
        yield from rows
        return
    for row in rows:
        made = list(row)
        for at in yes_no:
            made[at] = None if made[at] is None else bool(made[at])
        yield made


def _counters(target: Any) -> list[str]:
    """New rows are numbered after those that are there."""
    found = target.execute(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND is_identity = 'YES'"
    ).fetchall()
    return [
        f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), "
        f'coalesce((SELECT max("{column}") FROM "{table}"), 1))'
        for table, column in found
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    server = Server(thrown_away=False)
    try:
        url = server.start()
        began = time.perf_counter()
        fill(chosen.folder, url)
        print(f"filled in {time.perf_counter() - began:.0f} s\n{url}", flush=True)
        signal.sigwait([signal.SIGINT, signal.SIGTERM])
    finally:
        server.stop()


if __name__ == "__main__":
    main()
