"""Looking hard at a restored copy, in a process of its own whose data folder is that copy.

    python -m sightline.upkeep.backup.prove prepare MANIFEST     PostgreSQL: tables as they were when it was made
    python -m sightline.upkeep.backup.prove finish MANIFEST COUNTS
                          rows, migrations and trail as they should be; then brought up to date, and the trail again;
                          every document attached to an entry

Prints one JSON object: `problems` (a sentence each), `migrated`, `entries`, `head`. Only `sightline restore` calls it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sightline.upkeep import migrating
from sightline.upkeep.backup import facts
from sightline.upkeep.backup.trouble import BackupError

PROVING: Final = 4 * 3600  # seconds: a large trail takes a while; a hang must end
RESTORE: Final = "upkeep.restore"


def prepare(manifest: dict[str, Any]) -> dict[str, Any]:
    """Make the tables as they were, empty."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    problems = _newer(executor, manifest)
    if not problems:
        with migrating.quick():
            executor.migrate(_last_of(executor, manifest))
        with connection.cursor() as cursor:
            missing = set(manifest["tables"]) - set(facts.postgres_tables(cursor))
            for table in facts.postgres_tables(cursor):
                cursor.execute(f"DELETE FROM {facts.quoted(table)}")  # noqa: S608  what migrations put in comes again
        problems = [f"The backup has a table {table} that its migrations do not make." for table in sorted(missing)]
    return {"problems": problems}


def _last_of(executor: Any, manifest: dict[str, Any]) -> list[tuple[str, str]]:
    """Those of the backup's migrations that no other of them rests on: to go there is to have made them all."""
    wanted = {(app, name) for app, names in manifest["migrations"].items() for name in names}
    nodes = executor.loader.graph.node_map
    return sorted(one for one in wanted if not any(child.key in wanted for child in nodes[one].children))


def _newer(executor: Any, manifest: dict[str, Any]) -> list[str]:
    known = set(executor.loader.disk_migrations)
    new = [f"{app}.{name}" for app, names in manifest["migrations"].items() for name in names]
    unknown = [name for name in new if tuple(name.split(".", 1)) not in known]
    if not unknown:
        return []
    return [
        f"The backup was made by a newer Sightline ({manifest['version']}): its database has changes that this version "
        f"does not know ({', '.join(unknown[:3])}). Install that version first."
    ]


def finish(manifest: dict[str, Any], counted: dict[str, int]) -> dict[str, Any]:
    """Compare the copy with what was written down when the backup was made, bring it up to date, and compare again."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from sightline import trail

    executor = MigrationExecutor(connection)
    problems = _newer(executor, manifest) or _as_made(manifest, counted)
    if problems:
        return {"problems": problems}
    problems = trail.verify().problems
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    migrated = [f"{migration.app_label}.{migration.name}" for migration, _back in plan]
    if plan and not problems:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        problems = trail.verify().problems
    problems = problems or _documents()
    if not problems:
        _settle(manifest)
        problems = trail.verify().problems
    mark = trail.head()
    return {"problems": problems, "migrated": migrated, "entries": mark.seq, "head": mark.hash}


def _as_made(manifest: dict[str, Any], counted: dict[str, int]) -> list[str]:
    """Whether rows, migrations and head are those of the moment the backup was made."""
    from django.db import connection

    problems = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            if (said := cursor.fetchone()[0]) != "ok":
                return [f"The database in the backup is damaged ({said})."]
            tables = facts.sqlite_tables(cursor)
        else:
            tables = list(facts.postgres_tables(cursor))
        rows = facts.counts(cursor, sorted(set(tables) & set(counted)))
        for table, number in counted.items():
            if rows.get(table) != number:
                problems.append(f"{table} should have {number:,} rows and has {rows.get(table, 0):,}.")
        if facts.migrations(cursor) != manifest["migrations"]:
            problems.append("The migrations of the copy are not those that the backup names.")
        if facts.trail_head(cursor) != manifest["head"]:
            problems.append("The newest entry of the trail is not the one that the backup names.")
    return problems


def _documents() -> list[str]:
    """Whether every document attached to an entry came along, byte by byte. Asked of tables brought up to date."""
    from sightline.cases.attaching import troubles

    return troubles()


def _settle(manifest: dict[str, Any]) -> None:
    """The trail says what was done; after a restore everybody signs in anew."""
    from django.db import transaction

    from sightline import trail
    from sightline.access.models import Session

    deed = manifest.get("deed", RESTORE)
    with transaction.atomic():
        if deed == RESTORE:
            Session.objects.all().delete()
        trail.record(verb=deed, by="system", kind="system", content={"made_at": manifest["made_at"]})


def prove_apart(
    step: str, given: Mapping[str, Mapping[str, Any]], scratch: Path, *, data: Path, url: str = ""
) -> dict[str, Any]:
    """Run one step in a process of its own on the copy in `data` and `url`; `given`: its files by name, in order.

    Raises BackupError with what it found wrong.
    """
    for name, content in given.items():
        (scratch / name).write_text(json.dumps(content), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    environment |= {"SIGHTLINE_DATA": str(data), "PYTHONUTF8": "1"}
    if url:
        environment["SIGHTLINE_DATABASE_URL"] = url
    done = subprocess.run(  # noqa: S603  our own module, on files we made
        [sys.executable, "-m", "sightline.upkeep.backup.prove", step, *(str(scratch / name) for name in given)],
        env=environment, capture_output=True, text=True, timeout=PROVING, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    try:
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        said = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise BackupError(f"The copy could not be proved ({said[0]}). Nothing was changed.") from None
    if found["problems"]:
        raise BackupError(*found["problems"])
    return found


def main(words: list[str]) -> int:
    """Do one of the two and print what came of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    import django

    django.setup()
    read = [json.loads(Path(word).read_text(encoding="utf-8")) for word in words[1:]]
    try:
        found = prepare(*read) if words[0] == "prepare" else finish(*read)
    except Exception as error:
        found = {"problems": [f"The copy could not be used ({type(error).__name__}: {error})."]}
    from django.db import connections

    connections.close_all()  # SQLite: what is in the write-ahead log goes into the file
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
