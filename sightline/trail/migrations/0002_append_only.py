"""The database itself refuses to change or remove a row of the trail.

This stops accidents and careless scripts; whoever owns the database can drop a trigger, which is what the
chain is for. `trail_seam` is the one documented way through, used when tests tamper or empty a test database.
"""

from typing import Any

from django.db import migrations

SEAM = "CREATE TABLE trail_seam (opened integer NOT NULL)"
SHUT = "(SELECT count(*) FROM trail_seam) = 0"
WORDS = "The trail is only ever added to."

SQLITE = [
    SEAM,
    *(
        f"CREATE TRIGGER trail_entry_no_{deed} BEFORE {deed} ON trail_entry WHEN {SHUT} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for deed in ("update", "delete")
    ),
]
POSTGRESQL = [
    SEAM,
    "CREATE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF {SHUT} THEN RAISE EXCEPTION '{WORDS}'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER trail_entry_no_change BEFORE UPDATE OR DELETE ON trail_entry "
    "FOR EACH ROW EXECUTE FUNCTION trail_append_only()",
    "CREATE TRIGGER trail_entry_no_truncate BEFORE TRUNCATE ON trail_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION trail_append_only()",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER trail_entry_no_update",
        "DROP TRIGGER trail_entry_no_delete",
        "DROP TABLE trail_seam",
    ],
    "postgresql": [
        "DROP TRIGGER trail_entry_no_change ON trail_entry",
        "DROP TRIGGER trail_entry_no_truncate ON trail_entry",
        "DROP FUNCTION trail_append_only()",
        "DROP TABLE trail_seam",
    ],
}


def forbid(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps: Any, schema_editor: Any) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
