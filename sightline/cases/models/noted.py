"""Entries of the kinds that have no table of their own."""

from __future__ import annotations

from django.db import models

from sightline.cases.models.base import DatedChildFact


class Noted(DatedChildFact):
    """An entry of one kind of the record format: what `cases.entries` declares for that kind, as JSON.

    `body` holds the fields of the kind by their names in `sightline-record/1`, each only if it was filled; days are
    `YYYY-MM-DD` or the five parts of an uncertain one. The day it happened stands in the `at_*` columns, as
    everywhere. Kinds that are looked for in the database by their content have tables of their own.
    """

    kind = models.CharField(max_length=40)
    body = models.JSONField(default=dict)

    class Meta(DatedChildFact.Meta):
        verbose_name = "entry"
        indexes = [
            models.Index(fields=["child", "superseded_at"]),
            models.Index(fields=["child", "kind"], condition=models.Q(superseded_at=None), name="cases_noted_current"),
        ]
