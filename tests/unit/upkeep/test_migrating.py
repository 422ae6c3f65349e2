"""What the migrations make, quickly, is what the models say: every table, column, key, rule and index."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.state import ProjectState

from sightline.upkeep import migrating

pytestmark = pytest.mark.django_db
SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index') ORDER BY name"
# Made by hand in a migration, as no model stands behind them: the trail's seam, the full-text index.
BY_HAND = re.compile(r"^(trail_seam|learning_search_.*|django_migrations|sqlite_.*)$")


def test_the_schema_is_that_of_the_models() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("needs SQLite")
    with connection.cursor() as cursor:
        migrated = _parts(cursor.execute(SCHEMA).fetchall())
    declared = _parts(_from_models())
    assert set(migrated) == set(declared)
    for name, parts in declared.items():
        assert migrated[name] == parts, name


def test_it_is_our_migrate_that_runs_and_django_is_left_as_it_was() -> None:
    before = ProjectState._find_reload_model
    with migrating.quick():
        assert ProjectState._find_reload_model is not before
    assert ProjectState._find_reload_model is before
    assert get_commands()["migrate"] == "sightline.upkeep"


def test_a_database_that_holds_something_goes_the_way_of_django(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "quick", lambda: pytest.fail("It holds something."))
    call_command("migrate", verbosity=0)


def _from_models() -> list[tuple[str, str]]:
    """The schema as Django makes it from the models alone, in a database of its own."""
    settings = {**connection.settings_dict, "NAME": ":memory:", "OPTIONS": {}}
    beside = DatabaseWrapper(settings, alias="beside")
    try:
        with beside.schema_editor(atomic=False) as editor:
            for model in apps.get_models():
                if model._meta.managed and not model._meta.proxy:
                    editor.create_model(model)
        with beside.cursor() as cursor:
            found: list[tuple[str, str]] = cursor.execute(SCHEMA).fetchall()
            return found
    finally:
        beside.connection.close()


def _parts(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Each table or index, cut at its outermost commas: the order of columns doesn't matter."""
    return {name: sorted(_cut(sql)) for name, sql in rows if not BY_HAND.match(name)}


def _cut(sql: str) -> Iterator[str]:
    depth, part = 0, ""
    for letter in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += letter
    yield part.strip()
