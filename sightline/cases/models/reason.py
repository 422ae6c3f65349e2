"""A record opened for a stated reason by somebody who does not work with the child."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class OpenedForReason(models.Model):
    """Break glass: who opened which child's record, why, until when; and what a manager made of it."""

    class Verdict(models.TextChoices):
        RIGHT = "right", "It was right to open it"
        FOLLOW_UP = "follow_up", "I am following it up"

    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="openings")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="openings")
    reason = models.TextField()
    opened_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    verdict_words = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "ends_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("opened_at")), name="cases_opening_in_order"),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="cases_opening_read_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"
