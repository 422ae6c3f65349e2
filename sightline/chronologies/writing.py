"""Saving many rows at once: one prepared statement for all of them.

Django's bulk_update writes a CASE with a branch for every row and column; putting that together takes far longer than
the database takes to run it (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models, router


def save_columns(rows: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write these fields of rows that are in the database, as they stand on the objects. Inside a transaction."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    quoted = connection.ops.quote_name
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    key: Any = model._meta.pk
    statement = f"UPDATE {quoted(model._meta.db_table)} SET {columns} WHERE {quoted(key.column)} = %s"  # noqa: S608
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
