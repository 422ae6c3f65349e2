"""What a partnership has changed of who reads a kind of entry by default: dated rows, never changed once they count."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Usual(models.TextChoices):
    """Who reads an entry of a kind, unless the entry itself is marked for fewer."""

    INVOLVED = "involved", "Everybody whose work opens the record to them"
    HEALTH_AND_CARE = "health_and_care", "Health and social care"
    OWN_AGENCY = "own_agency", "Only the agency that wrote it"
    NAMED = "named", "Whoever wrote it, and whom they name"


class DefaultAudience(models.Model):
    """From `starts_at` until the next row's (`ends_at`), entries of a kind that are written then have this audience.

    `ends_at` is filled in when the next row follows; nothing else of a row ever changes.
    """

    kind = models.CharField(max_length=40)
    audience = models.CharField(max_length=16, choices=Usual)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=200)
    reason = models.TextField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(ends_at=None), name="cases_audience_one_open"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")), name="cases_audience_ends_after"
            ),
        ]
        indexes = [models.Index(fields=["kind", "starts_at"], name="cases_audience_kind")]

    def __str__(self) -> str:
        return f"audience of {self.kind} from {self.starts_at:%Y-%m-%d}"
