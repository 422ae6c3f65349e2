"""Django's `migrate`; quicker on a database that is still empty: see `sightline.upkeep.migrating`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from sightline.upkeep import migrating


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> Any:
        """A database that holds something goes Django's own way, a step at a time."""
        holds_something = MigrationRecorder(connections[options["database"]]).has_table()
        with nullcontext() if holds_something else migrating.quick():
            return super().handle(*args, **options)
