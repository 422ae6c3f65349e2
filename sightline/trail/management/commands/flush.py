"""Django's `flush`, which empties every table, made to pass the trail's triggers. Tests use it between transactions."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.flush import Command as Flush
from django.db import connections

from sightline.trail import seam


class Command(Flush):
    help = "Empties every table, the trail included. For test databases; the product has no such command."

    def handle(self, **options: Any) -> None:
        using = options["database"]
        if "trail_seam" not in connections[using].introspection.table_names():
            super().handle(**options)
            return
        with seam.opened(using):
            super().handle(**options)
