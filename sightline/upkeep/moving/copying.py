"""The rows of every table out of one SQLite file into one schema of PostgreSQL, and the same rows compared again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sightline.learning.search import TABLES as SEARCHED
from sightline.learning.search import put_sql
from sightline.upkeep.backup import facts
from sightline.upkeep.backup.facts import quoted
from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.moving.values import SEEN, for_copy, together

AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns with their types in PostgreSQL, in its order."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def select(self) -> str:
        return f"SELECT {', '.join(map(quoted, self.columns))} FROM {quoted(self.name)}"  # noqa: S608  our own names


def shapes(source: sqlite3.Connection, target: Any) -> list[Shape]:
    """The tables of both, the same on either side. Raises BackupError where they are not."""
    here = set(facts.sqlite_tables(source.cursor()))
    columns = facts.postgres_tables(target.cursor())
    if here != set(columns):
        odd = sorted(here ^ set(columns))
        raise BackupError(f"The two databases do not have the same tables: {', '.join(odd[:3])}.")
    found = []
    for table in sorted(here - set(SEARCHED)):
        kinds = _kinds(target, table)
        theirs = {row[1] for row in source.execute(f"PRAGMA table_info({quoted(table)})")}
        if theirs != set(columns[table]):
            raise BackupError(f"The table {table} does not have the same columns in both databases.")
        unknown = sorted({kinds[name] for name in columns[table]} - SEEN)
        if unknown:
            raise BackupError(f"The table {table} has a column of a kind that cannot be moved ({unknown[0]}).")
        found.append(Shape(table, tuple(columns[table]), tuple(kinds[name] for name in columns[table])))
    return found


def _kinds(target: Any, table: str) -> dict[str, str]:
    rows = target.execute(
        "SELECT column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = %s",
        [table],
    )
    return dict(rows.fetchall())


def copy_table(source: sqlite3.Connection, target: Any, shape: Shape) -> int:
    """Copy a table's rows; returns how many. Raises BackupError with what PostgreSQL says of one it cannot keep."""
    import psycopg

    names, count = ", ".join(map(quoted, shape.columns)), 0
    try:
        with target.cursor() as cursor, cursor.copy(f"COPY {quoted(shape.name)} ({names}) FROM STDIN") as rows:
            for row in source.execute(shape.select):
                rows.write_row([for_copy(value, kind) for value, kind in zip(row, shape.kinds, strict=True)])
                count += 1
    except psycopg.Error as error:
        raise BackupError(f"A row of {shape.name} cannot be kept by PostgreSQL ({_first_line(error)}).") from None
    return count


def copy_search(source: sqlite3.Connection, target: Any) -> dict[str, int]:
    """The library's search index is of another kind in each: the same texts are put into PostgreSQL's."""
    counts = {}
    for table in SEARCHED:
        rows = source.execute(f"SELECT rowid, title, body FROM {quoted(table)} ORDER BY rowid").fetchall()  # noqa: S608
        with target.cursor() as cursor:
            cursor.executemany(put_sql(table, "postgresql"), rows)
        counts[table] = len(rows)
    return counts


def set_sequences(source: sqlite3.Connection, target: Any) -> None:
    """A number that was given once is not given again: each goes on where SQLite's would have."""
    used: dict[str, int] = dict(source.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    found = target.execute(
        "SELECT table_name, column_name, pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name)"
        " FROM information_schema.columns WHERE table_schema = current_schema()"
    ).fetchall()
    for table, column, sequence in found:
        if sequence:
            newest = target.execute(f"SELECT max({quoted(column)}) FROM {quoted(table)}").fetchone()[0]  # noqa: S608
            target.execute(
                "SELECT setval(%s::regclass, %s, false)", [sequence, max(newest or 0, used.get(table, 0)) + 1]
            )


def compare(source: sqlite3.Connection, target: Any, shape: Shape) -> None:
    """Read a table's rows from both and compare them. Raises BackupError when one is not as it was."""
    before = together(source.execute(shape.select), shape.kinds)
    after = together(_read(target, shape), shape.kinds)
    if before[0] != after[0]:
        raise BackupError(f"{shape.name} should have {before[0]:,} rows and has {after[0]:,}.")
    if before[1] != after[1]:
        raise BackupError(f"A row of {shape.name} is not as it was.")


def _read(target: Any, shape: Shape) -> Iterator[Sequence[Any]]:
    """A table's rows, some thousands at a time, however many there are."""
    with target.cursor(name="sightline_move") as cursor:
        cursor.execute(shape.select)
        while part := list(islice(cursor, AT_ONCE)):
            yield from part


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
