"""A partnership outgrows its file: everything goes to PostgreSQL, each row as it was, or nothing changes."""

from __future__ import annotations

import json
import sqlite3
import uuid
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.locking import SERVING, hold
from sightline.upkeep.moving import copying, move
from sightline.upkeep.moving.values import together
from tests.outside import Place, a_place

postgres = pytest.mark.postgres

SMALL = """
import itertools
from importlib import import_module
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}  # a tenth of the time
call_command("migrate", verbosity=0, run_syncdb=True)
settings.MIGRATION_MODULES = {}
more = ("sightline.learning.migrations.0004_search_index", "sightline.trail.migrations.0002_append_only")
with connection.cursor() as cursor:
    for sentence in itertools.chain.from_iterable(import_module(name).SQLITE for name in more):
        cursor.execute(sentence)
recorder = MigrationRecorder(connection)
recorder.ensure_schema()
for app, name in sorted(MigrationLoader(None).graph.nodes):
    recorder.record_applied(app, name)
from django.contrib.sessions.models import Session
from django.utils import timezone
from sightline.access.models import Agency
from sightline.stories import demo, families
every = families.make
families.make = lambda *given, **more: itertools.islice(every(*given, **more), 8)
demo.make(say=lambda line: None)
Session.objects.create(session_key="kept", session_data="x", expire_date=timezone.now())
gone = Agency.objects.create(name="Gone", kind="police")
number = gone.pk
gone.delete()
print(number)
"""
THERE = """
from django.contrib.sessions.models import Session
from django.db import connection
from sightline.access.models import Agency
from sightline.learning.search import OPEN, _matches
print(connection.vendor, Session.objects.count(), len(_matches(OPEN, (("child",),))), sep="\\n")
print(Agency.objects.create(name="Next", kind="police").pk)
"""


def test_a_row_has_one_digest_on_either_side():
    kinds = (
        "bigint", "boolean", "timestamp with time zone", "date", "time without time zone", "uuid", "jsonb", "bytea",
        "double precision", "text",
    )  # fmt: skip
    key = uuid.UUID(int=7)
    kept = (
        3, 1, "2026-11-26 05:00:00.25", "2026-11-26", "05:00:00", key.hex, '{"b": 2.0, "a": [1]}', b"\x00\x01", 0.1,
        "x",
    )  # fmt: skip
    read = (
        3, True, datetime(2026, 11, 26, 5, 0, 0, 250000, UTC), date(2026, 11, 26), time(5), key, {"a": [1], "b": 2},
        memoryview(b"\x00\x01"), 0.1, "x",
    )  # fmt: skip
    nothing = (None,) * len(kinds)
    assert together([kept, nothing], kinds) == together([nothing, read], kinds)
    for place, other in ((0, 4), (1, 0), (2, "2026-11-26 05:00:00.250001"), (6, '{"a": [1], "b": 3}'), (9, "X")):
        changed = (*kept[:place], other, *kept[place + 1 :])
        assert together([changed, nothing], kinds)[1] != together([kept, nothing], kinds)[1]


@postgres
def test_everything_is_moved_and_compared(tmp_path):
    place = Place(tmp_path / "data")
    place.data.mkdir(mode=0o700)
    following = int(place.python(SMALL).splitlines()[-1]) + 1
    keys = {path.name: path.read_bytes() for path in (place.data / "keys").iterdir()}
    head = json.loads(place.does("trail", "head", "--json"))
    with a_place(tmp_path / "unused") as empty:
        secret = tmp_path / "address"
        secret.write_text(f"{empty.url}\n")
        refuses_before_anything(place, empty.url)
        done = json.loads(place.does("database", "move", "--to-file", str(secret), "--json"))
        assert done["moved"] is True
        assert done["rows"] > 5_000
        assert (Path(done["aside"]) / "sightline.sqlite3").exists()
        assert not (place.data / "sightline.sqlite3").exists()
        assert {path.name: path.read_bytes() for path in (place.data / "keys").iterdir()} == keys
        assert place.sightline("trail", "verify").returncode == 0
        assert json.loads(place.does("trail", "head", "--json"))["seq"] == head["seq"] + 1, "the move itself"
        found = place.python(THERE).splitlines()
        assert found[:2] == ["postgresql", "1"], "sessions stay"
        assert int(found[2]) > 0, "the library can be searched"
        assert int(found[3]) == following, "a number that was given once is not given again"
        again = place.sightline("database", "move", "--to", empty.url)
        assert (again.returncode, again.stderr.startswith("This partnership is on PostgreSQL already")) == (1, True)


def refuses_before_anything(place: Place, url: str) -> None:
    """What is seen before a table is made."""
    import psycopg

    assert "like postgresql://" in refused(place, "sqlite:///x")
    assert "did not answer" in refused(place, "postgresql://nobody@127.0.0.1:1/x")
    with hold(place.data / SERVING, shared=True):  # as a server, or another command, holds it
        assert "Sightline is running" in refused(place, url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE theirs (id int)")
        assert "is not empty: there are 1 tables" in refused(place, url)
        connection.execute("DROP TABLE theirs")


def refused(place: Place, url: str) -> str:
    done = place.sightline("database", "move", "--to", url)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (place.data / "sightline.sqlite3").exists()
    return done.stderr


AGENCY = copying.Shape(
    "access_agency", ("id", "name", "kind"), ("bigint", "character varying", "character varying")
)  # fmt: skip


@postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "after", "said"),
    [
        ("nul \0 in it", "", "A row of access_agency cannot be kept by PostgreSQL"),
        ("x" * 500, "", "A row of access_agency cannot be kept by PostgreSQL"),
        ("School", "UPDATE access_agency SET name = 'school'", "A row of access_agency is not as it was."),
        ("School", "DELETE FROM access_agency", "access_agency should have 1 rows and has 0."),
        ("School", "", ""),
    ],
)
def test_a_row_that_is_not_as_it_was_is_noticed(name, after, said):
    from django.db import connection

    connection.ensure_connection()
    source = sqlite3.connect(":memory:")
    source.execute("CREATE TABLE access_agency (id integer, name text, kind text)")
    source.execute("INSERT INTO access_agency VALUES (901, ?, 'police')", [name])
    target = connection.connection
    told = ""
    with connection.cursor() as cursor:
        try:
            copying.copy_table(source, target, AGENCY)
            if after:
                cursor.execute(after)
            copying.compare(source, target, AGENCY)
        except BackupError as error:
            told = str(error)
    source.close()
    assert told.startswith(said) if said else told == ""


@postgres
def test_a_rehearsal_leaves_nothing_behind(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    database = sqlite3.connect(tmp_path / "data" / "sightline.sqlite3")
    database.executescript(
        "CREATE TABLE django_migrations (app text, name text);"
        "CREATE TABLE trail_head (id integer, seq integer, hash text);"
    )
    database.close()
    monkeypatch.setattr(move, "prove_apart", lambda *given, **more: {"entries": 3})
    monkeypatch.setattr(move, "_copied", lambda *given: {"a": 1, "b": 2})
    kept: dict[str, str] = {}
    with a_place(tmp_path / "unused") as empty:
        done = move.move(tmp_path / "data", empty.url, keep=kept.update, say=lambda line: None, rehearse=True)
        assert (done.tables, done.rows, done.entries, done.aside) == (2, 3, 3, "")
        import psycopg

        with psycopg.connect(empty.url) as connection:
            schemas = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'sightline%'").fetchall()
    assert (schemas, kept) == ([], {})
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [SERVING, "sightline.sqlite3"]
