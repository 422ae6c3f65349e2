"""The full-text index of the library: what everyone may read, and apart from it what only the inner circle may.

Two tables, not two columns: how often a word stands in the one must not move the order of hits in the other.
"""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE learning_search_open USING fts5("
    "title, body, tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE learning_search_inside USING fts5("
    "title, body, tokenize='porter unicode61 remove_diacritics 2')",
)
POSTGRES = tuple(
    sentence
    for table in ("learning_search_open", "learning_search_inside")
    for sentence in (
        f"CREATE TABLE {table} (rowid bigint PRIMARY KEY, document tsvector NOT NULL)",
        f"CREATE INDEX {table}_words ON {table} USING gin (document)",
    )
)


def make(apps: Any, schema_editor: Any) -> None:
    for sentence in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(sentence)


def drop(apps: Any, schema_editor: Any) -> None:
    for table in ("learning_search_open", "learning_search_inside"):
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_release_and_questions")]

    operations = [migrations.RunPython(make, drop)]
