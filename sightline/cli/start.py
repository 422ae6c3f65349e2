"""Getting ready: settings read, data folder checked, database made and brought up to date."""

from __future__ import annotations

import os
import sys

from sightline.cli.trouble import Refused
from sightline.config import env, folder


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

    django.setup()
    return values


def database_ready() -> env.Values:
    """Set Django up and, on SQLite, make and migrate the database first, saying so on standard error."""
    values = django_ready()
    from django.core.management import call_command
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
    if not plan:
        return values
    if connection.vendor != "sqlite":
        raise Refused("The database is not up to date. Run `python -m django migrate` once, then try again.")
    new = not executor.loader.applied_migrations
    say(f"{'Making the database' if new else 'Bringing the database up to date'} in {values.data} …")
    call_command("migrate", verbosity=0, interactive=False)
    return values


def say(line: str) -> None:
    """A line for the person watching; standard output is kept for what was asked for."""
    print(line, file=sys.stderr, flush=True)
