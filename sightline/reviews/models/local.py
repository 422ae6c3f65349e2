"""How a partnership runs its reviews: which steps it uses and how long its own limits are, each from a day on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class LocalRule(models.Model):
    """What a partnership set of one step or one limit of a regime; append-only, the newest day counts.

    Of a step: whether it is `used`, and what it is called. Of a limit: its `amount`, and the `trigger` it counts from.
    """

    class What(models.TextChoices):
        STEP = "step", "Step"
        LIMIT = "limit", "Time limit"

    regime = models.CharField(max_length=12)
    what = models.CharField(max_length=5, choices=What)
    code = models.CharField(max_length=24)
    used = models.BooleanField(default=True)
    name = models.CharField(max_length=80, blank=True)
    amount = models.PositiveSmallIntegerField(null=True, blank=True)
    trigger = models.CharField(max_length=12, blank=True)
    starts_on = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
