"""Confidence surveys: what is asked when, and answers that belong to nobody.

A response holds no name, account, address of a machine, nor the time of day: only the day, an agency and a kind of work
if the person chose one, and their answers. `code` is a keyed hash of a code they made themselves; its key is not in the
database.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from sightline.domain.measures.instrument import VERSION, WAVE_NAMES, WAVES
from sightline.people.models import opaque_key

SOURCE_HERE = "here"


class Survey(models.Model):
    """A survey about one piece of learning. `point`: which, if it is in the library; `event_on`: the learning event."""

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    title = models.CharField(max_length=160)
    point = models.ForeignKey("learning.LearningPoint", null=True, on_delete=models.PROTECT, related_name="+")
    event_on = models.DateField()
    instrument = models.CharField(max_length=24, default=VERSION)
    agencies = models.JSONField(default=list)
    kinds_of_work = models.JSONField(default=list)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title


class Wave(models.Model):
    """One time of asking. It is open from the moment it is opened until it is closed; results exist only after that.

    `token` is in the link that people are given; `invited`: how many were asked, as told by whoever asked them.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="waves")
    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    kind = models.CharField(max_length=2, choices=[(wave, WAVE_NAMES[wave]) for wave in WAVES])
    token = models.CharField(max_length=24, unique=True, default=opaque_key)
    invited = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "kind"], name="confidence_one_wave_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(opened_at__isnull=False),
                name="confidence_closed_only_after_it_was_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.kind}"

    @property
    def is_open(self) -> bool:
        """Whether it can be answered now."""
        return self.opened_at is not None and self.closed_at is None


class Response(models.Model):
    """Somebody's answers. `answers`: now, then, vignettes, counts, barriers, in the shape of `answering.py`."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="responses")
    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    code = models.CharField(max_length=64, null=True, blank=True)
    agency = models.CharField(max_length=120, blank=True)
    work = models.CharField(max_length=120, blank=True)
    answers = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    said_shown = models.BooleanField(default=False)
    on = models.DateField(default=timezone.localdate)
    source = models.CharField(max_length=64, default=SOURCE_HERE)


class BroughtIn(models.Model):
    """A survey file that was brought into a wave; the same file again changes nothing."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="files")
    digest = models.CharField(max_length=64)
    tool = models.CharField(max_length=24)
    responses = models.PositiveIntegerField()
    items = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "digest"], name="confidence_a_file_once_in_a_wave")]
