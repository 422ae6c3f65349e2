"""PostgreSQL's side of a restore: a schema beside the one in use, filled, proved, and put in its place in one step.

No right to make databases is needed, and no client programs. What was there stays, under another name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import quote

from sightline.upkeep.backup import facts
from sightline.upkeep.backup.trouble import NO_POSTGRES, BackupError

NAMED = "sightline"  # the application_name of every connection of ours


def url_in(url: str, schema: str) -> str:
    """The same database, seen through one schema alone."""
    return f"{url}{'&' if '?' in url else '?'}options={quote(f'-csearch_path={schema}')}"


def driver() -> Any:
    """The package that speaks to PostgreSQL. Raises BackupError where it is not installed."""
    try:
        import psycopg
    except ImportError:
        raise BackupError(NO_POSTGRES) from None
    return psycopg


@contextmanager
def connected(url: str, schema: str | None = None) -> Iterator[Any]:
    """A connection of our own. Raises BackupError when the server does not answer."""
    psycopg = driver()
    options: dict[str, Any] = {"options": f"-csearch_path={schema}"} if schema else {}
    try:
        connection = psycopg.connect(url, connect_timeout=5, application_name="sightline-restore", **options)
    except psycopg.OperationalError as error:
        raise BackupError(f"The PostgreSQL database did not answer ({str(error).strip().splitlines()[0]}).") from None
    try:
        yield connection
    finally:
        connection.close()


class Place:
    """A schema made for one restore (or move), in the database in use."""

    def __init__(self, url: str, stamp: str, *, deed: str = "restore") -> None:
        self.url, self.schema, self.aside = url, f"sightline_{deed}_{stamp}", f"sightline_before_{stamp}"
        with connected(url) as connection:
            self.in_use: str = connection.execute("SELECT current_schema()").fetchone()[0]
            self.has_tables = bool(connection.execute("SELECT to_regclass('django_migrations')").fetchone()[0])
            connection.execute(f"CREATE SCHEMA {facts.quoted(self.schema)}")
            connection.commit()

    @property
    def inside(self) -> str:
        """The address of the database as seen through this schema."""
        return url_in(self.url, self.schema)

    def load(self, connection: Any, manifest: dict[str, Any], table: str, content: IO[bytes]) -> None:
        """Take in one part of a table's rows."""
        columns = ", ".join(map(facts.quoted, manifest["tables"][table]))
        with connection.cursor() as cursor, cursor.copy(f"COPY {facts.quoted(table)} ({columns}) FROM STDIN") as rows:
            while part := content.read(1 << 20):
                rows.write(part)

    def set_sequences(self, connection: Any) -> None:
        """New rows are numbered after those that were loaded."""
        found = connection.execute(
            "SELECT c.relname, a.attname,"
            " pg_get_serial_sequence(format('%I.%I', current_schema(), c.relname), a.attname)"
            " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind = 'r' AND a.attnum > 0"
            " AND NOT a.attisdropped AND c.relnamespace = current_schema()::regnamespace"
        ).fetchall()
        for table, column, sequence in found:
            if sequence:
                newest = f"SELECT max({facts.quoted(column)}) FROM {facts.quoted(table)}"  # noqa: S608  our own names
                connection.execute(
                    f"SELECT setval(%s::regclass, coalesce(({newest}), 0) + 1, false)", [sequence]
                )  # fmt: skip

    def others(self) -> int:
        """How many connections of a running Sightline there are."""
        with connected(self.url) as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s",
                [NAMED],
            ).fetchone()
            return int(row[0])

    def swap(self) -> None:
        """Put the new schema in the place of the one in use, which stays under another name. One transaction."""
        import psycopg

        with connected(self.url) as connection:
            try:
                connection.execute(f"ALTER SCHEMA {facts.quoted(self.in_use)} RENAME TO {facts.quoted(self.aside)}")
                connection.execute(f"ALTER SCHEMA {facts.quoted(self.schema)} RENAME TO {facts.quoted(self.in_use)}")
                connection.commit()
            except psycopg.errors.InsufficientPrivilege:
                raise BackupError(
                    f"The role that Sightline connects as does not own the schema {self.in_use}, so it cannot put "
                    f"another in its place. PostgreSQL's administrator can say: ALTER SCHEMA {self.in_use} OWNER TO …"
                ) from None

    def forget_empty(self) -> None:
        """Remove the schema that was swapped out, if nothing is in it."""
        import psycopg

        with connected(self.url) as connection:
            try:
                connection.execute(f"DROP SCHEMA IF EXISTS {facts.quoted(self.aside)}")
                connection.commit()
            except psycopg.Error:
                connection.rollback()

    def drop(self) -> None:
        """Remove what was made for the restore, if it was not put in place."""
        with connected(self.url) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {facts.quoted(self.schema)} CASCADE")
            connection.commit()


def schema_exists(url: str, schema: str) -> bool:
    """Whether there is a schema of this name."""
    with connected(url) as connection:
        return connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema]).fetchone() is not None


def present_head(url: str) -> dict[str, Any] | None:
    """The newest entry of the trail in the schema in use; None when there is no Sightline in it yet."""
    with connected(url) as connection:
        if not connection.execute("SELECT to_regclass('trail_head')").fetchone()[0]:
            return None
        cursor = connection.cursor()
        return facts.trail_head(cursor)
