"""An entry was written on the wrong child's record and has been moved to another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class MovedEntry(models.Model):
    """One move of one entry, with all its versions. Never changed: moving back is another row.

    `turned`: where the entry named the one child and now names the other. `because` is for the record it went to.
    """

    kind = models.CharField(max_length=40)
    fact = models.UUIDField()
    from_child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="entries_moved_away")
    to_child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="entries_moved_here")
    moved_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    turned = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["fact", "moved_at"]), models.Index(fields=["from_child", "moved_at"])]
