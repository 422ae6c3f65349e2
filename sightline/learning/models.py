"""The library: learning points written from findings, and when they were shared."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from sightline.people.models import opaque_key


class LearningPoint(models.Model):
    """What a finding teaches, in words a practitioner can use tomorrow.

    `lesson` carries no case facts (content class B): it is what everyone may read. `detail` may hold case facts
    (class D) and is shown as far as the gate allows for the strictest of its reviews. `released_to` is the widest
    circle the detail was approved for after every review behind it was published; publication alone relaxes nothing.
    `questions`: for a team to talk about, one on each line, without case facts.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    title = models.CharField(max_length=160)
    lesson = models.TextField()
    try_this = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    themes = models.JSONField(default=list)
    findings = models.ManyToManyField("reviews.Finding", related_name="learning_points", blank=True)
    state = models.CharField(max_length=10, default="draft")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    released_to = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.key


class LearningPointPast(models.Model):
    """An earlier wording of a learning point: amendments stay visible."""

    point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="past")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    superseded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")


class Sharing(models.Model):
    """A learning point was shared with people on a day: a briefing, an edition, a learning event."""

    point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="sharings")
    on = models.DateField()
    how = models.CharField(max_length=60)
    audience = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
