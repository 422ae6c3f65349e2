"""Django's `migrate`, quicker: see `sightline.upkeep.migrating`."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from sightline.upkeep import migrating


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> Any:
        with migrating.quick():
            return super().handle(*args, **options)
