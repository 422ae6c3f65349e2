"""What a backup says of the database it holds: migrations, rows in each table, newest entry of the trail.

Asked by plain SQL of whatever cursor is given (SQLite's or psycopg's), because a copy is looked at without Django.
"""

from __future__ import annotations

from typing import Any

from sightline.trail.chain import START

ARCHIVE = "sightline-archive/1"
MANIFEST, COUNTS = "manifest.json", "counts.json"


def quoted(name: str) -> str:
    """A table or column name in SQL; the names are our own migrations'."""
    return '"' + name.replace('"', '""') + '"'


def migrations(cursor: Any) -> dict[str, list[str]]:
    """The migrations that were applied: app to names, in order."""
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    found: dict[str, list[str]] = {}
    for app, name in cursor.fetchall():
        found.setdefault(app, []).append(name)
    return found


def trail_head(cursor: Any) -> dict[str, Any]:
    """Number and hash of the newest entry of the trail; 0 when nothing was written yet."""
    cursor.execute("SELECT seq, hash FROM trail_head WHERE id = 1")
    row = cursor.fetchone()
    return {"seq": row[0], "hash": row[1]} if row else {"seq": 0, "hash": START}


def counts(cursor: Any, tables: list[str]) -> dict[str, int]:
    """How many rows each table has."""
    found = {}
    for table in tables:
        cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608  names from the database's own list
        found[table] = int(cursor.fetchone()[0])
    return found


def sqlite_tables(cursor: Any) -> list[str]:
    """The tables that hold rows, without the shadow tables that full-text search keeps for itself."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    rows = cursor.fetchall()
    virtual = [name for name, sql in rows if sql.upper().startswith("CREATE VIRTUAL")]
    return [name for name, _sql in rows if not any(name.startswith(f"{one}_") for one in virtual)]


def postgres_tables(cursor: Any) -> dict[str, list[str]]:
    """The tables of the schema in use, each with the columns that are written to (not those the database works out)."""
    cursor.execute(
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 "
        "AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY c.relname, a.attnum"
    )
    found: dict[str, list[str]] = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, []).append(column)
    return found
