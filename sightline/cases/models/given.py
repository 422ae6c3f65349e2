"""A document made for one member of a child's family: what was in it, what was left out, who made and checked it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sightline.people.models import opaque_key


class GivenDocument(models.Model):
    """One version of a document for one recipient, as it was confirmed. Never changed, only followed by a newer one.

    `blocks`: its content, so that it can be printed again exactly; `left_out`: what and why, for those who make it.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="documents_given")
    recipient = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="documents_received")
    version = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=200)
    large_print = models.BooleanField(default=False)
    blocks = models.JSONField()
    left_out = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "recipient", "version"], name="cases_given_version_once"),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None) | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="cases_given_checked_by_and_at",
            ),
        ]
