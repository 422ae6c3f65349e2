"""What everything that is typed about a review has: its writer, its version, and the wordings it had before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from sightline.people.models import opaque_key


class Written(models.Model):
    """Something written about a review. Amended by `changes.work.amend_item`, which keeps the earlier wording."""

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    review = models.ForeignKey("reviews.CaseReview", on_delete=models.PROTECT, related_name="%(class)s_rows")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("What was written about a review is amended, not deleted.")


class Past(models.Model):
    """An earlier wording of something written: `content` holds its fields as they stood; append-only."""

    kind = models.CharField(max_length=20)
    thing = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    superseded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "thing", "version"], name="reviews_past_once")]
