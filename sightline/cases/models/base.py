"""What every fact on a child's record shares."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from sightline.people.facts import KEPT_HERE, DatedFact, VersionedFact


class ChildFact(VersionedFact):
    """A fact on one child's record. A thing about several children is one row on each, joined by `occasion`."""

    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta(VersionedFact.Meta):
        abstract = True
        indexes = [models.Index(fields=["child", "superseded_at"])]


class DatedChildFact(DatedFact, ChildFact):
    """A fact on one child's record that happened at a time."""

    class Meta(ChildFact.Meta):
        abstract = True


class RecordCoverage(models.Model):
    """Which kinds of record are kept here for a child, from which source, from when to when.

    No row for a kind means: not kept here, so nothing may be concluded from silence.
    `kind` is a kind of the record format ("Visit"), "*" for every kind kept in these tables.
    """

    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="coverages")
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=60, default=KEPT_HERE)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "kind", "source", "starts_on"], name="cases_coverage_once", nulls_distinct=False
            )
        ]
