"""What was done to keep Sightline running. Nothing here is about anybody."""

from __future__ import annotations

from django.db import models


class BackupRun(models.Model):
    """One backup that was tried: where it went and how large it is, or why there is none.

    `head`: number of the newest entry of the trail in it. `proved_at`: when it was restored to a copy and found whole.
    """

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    good = models.BooleanField()
    why_not = models.TextField(blank=True)
    path = models.CharField(max_length=500, blank=True)
    size = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    head = models.BigIntegerField(default=0)
    proved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-ended_at", "-pk")
        indexes = [models.Index(fields=["good", "-ended_at"], name="upkeep_last_good_backup")]

    def __str__(self) -> str:
        return f"backup of {self.started_at:%Y-%m-%d %H:%M}"
