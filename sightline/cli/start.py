"""Getting ready: settings read, data folder checked, database made and brought up to date."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING

from sightline.cli.trouble import Refused
from sightline.config import env, folder

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor


def settings() -> env.Values:
    """The settings in force. Raises Refused with one line per problem."""
    try:
        return env.load(os.environ)
    except env.SettingsError as error:
        raise Refused(*error.problems) from None


def django_ready() -> env.Values:
    """Set Django up on a data folder that can be used. Raises Refused."""
    values = settings()
    try:
        folder.prepare(values.data)
    except folder.FolderError as error:
        raise Refused(str(error)) from None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused(str(error)) from None
    return values


def trail_ready() -> None:
    """See that the trail can be written to, without which no page is shown and nothing is saved. Raises Refused."""
    from sightline.trail.keys import TrailKeyError, trail_key

    try:
        trail_key()
    except TrailKeyError as error:
        raise Refused(str(error)) from None


def database_ready() -> env.Values:
    """Set Django up, and make and migrate the database first, saying so on standard error. Raises Refused.

    From then on until this process ends, or `let_go`, nothing is restored into this folder.
    """
    values = django_ready()
    _at_work(values)
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        if connection.vendor == "sqlite":
            raise
        raise Refused(
            f"The PostgreSQL database did not answer ({str(error).strip().splitlines()[0]}). "
            "Check SIGHTLINE_DATABASE_URL and that the server runs."
        ) from None
    _refuse_newer(executor)
    if plan:
        new = not executor.loader.applied_migrations
        where = values.data if connection.vendor == "sqlite" else "PostgreSQL"
        say(f"{'Making the database' if new else 'Bringing the database up to date'} in {where} …")
        _migrate()
    return values


MIGRATING = 0x51647  # a number for PostgreSQL's advisory lock: two servers that start at once migrate once


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0, interactive=False)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def _refuse_newer(executor: MigrationExecutor) -> None:
    """An older Sightline on a newer database would write what the newer one cannot read. Raises Refused."""
    from django.apps import apps

    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("sightline.")}
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    found = sorted(f"{app}.{name}" for app, name in unknown if app in ours)
    if found:
        raise Refused(
            f"The database was brought up to date by a newer Sightline ({found[0]}). Install that version again, or "
            "restore a backup made before it."
        )


_working: list[IO[bytes]] = []  # the lock that this process holds while it is at work on the data folder


def let_go() -> None:
    """This process is no longer at work on its data folder."""
    while _working:
        _working.pop().close()


def _at_work(values: env.Values) -> None:
    """Hold the lock by which a restore, or a move, knows that somebody is at work; what one that was cut off left is
    settled first, by one process alone. Raises Refused while one is under way: its moves are not to be undone.
    """
    from sightline.upkeep.backup.swap import JOURNAL
    from sightline.upkeep.locking import SERVING, Held, held, hold

    let_go()
    try:
        if (values.data / JOURNAL).exists():
            with held(values.data / SERVING):
                _settle_restore(values)
        if sys.platform != "win32":  # no shared locks there: a command could not run beside the server
            _working.append(hold(values.data / SERVING, shared=True))
    except Held:
        raise Refused(
            "A backup is being restored into this folder, or its database is being moved. Try again when that is done."
        ) from None


def _settle_restore(values: env.Values) -> None:
    from sightline.upkeep.backup import postgres, swap

    said = swap.settle(values.data, lambda schema: postgres.schema_exists(values.database_url, schema))
    if said:
        say(said)


def say(line: str) -> None:
    """A line for the person watching; standard output is kept for what was asked for."""
    print(line, file=sys.stderr, flush=True)
