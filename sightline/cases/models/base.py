"""What every fact on a child's record shares."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from sightline.cases.models.moved import MovedEntry
from sightline.people.facts import KEPT_HERE, DatedFact, FactQuerySet, VersionedFact


class ChildFactQuerySet(FactQuerySet):
    """Reads of facts that belong to one child's record, and may have been moved to it from another."""

    def known_at(self, instant: datetime) -> Self:
        """The versions that stood at `instant` on the record on which they stand now."""
        later = MovedEntry.objects.filter(fact=OuterRef("fact"), moved_at__gt=instant).order_by("moved_at", "pk")
        rows = super().known_at(instant).alias(was_on=Subquery(later.values("from_child")[:1]))
        return rows.filter(Q(was_on=None) | Q(was_on=F("child")))

    def put_on(self, child: Any, **turned: Any) -> int:
        """Put versions on another child's record: for `cases.moving`, which writes down that it did."""
        return models.QuerySet.update(self, child=child, **turned)


class ChildFact(VersionedFact):
    """A fact on one child's record. A thing about several children is one row on each, joined by `occasion`."""

    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="%(class)ss")

    objects = ChildFactQuerySet.as_manager()  # type: ignore[misc]

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
            models.UniqueConstraint(fields=["child", "kind", "source", "starts_on"], name="cases_coverage_once"),
            # Two rows without a beginning are the same too; no database but a newer PostgreSQL says so by itself.
            models.UniqueConstraint(
                fields=["child", "kind", "source"],
                condition=models.Q(starts_on=None),
                name="cases_coverage_once_from_the_start",
            ),
        ]
