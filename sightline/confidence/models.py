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
from sightline.domain.measures.own import KINDS, LONGEST_WORDS
from sightline.domain.measures.own import OwnQuestion as Asked
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


class OwnQuestion(models.Model):
    """One wording of a question of the partnership's own. `key`: the question; a change is a new row, `version` up.

    `waves`: in which it is to be asked. `removed_at` on the newest wording: not to be asked in what opens from then on.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="own_questions")
    key = models.CharField(max_length=24, default=opaque_key)
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=list(KINDS.items()))
    words = models.CharField(max_length=LONGEST_WORDS)
    options = models.JSONField(default=list)
    waves = models.JSONField(default=list)
    place = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "key", "version"], name="confidence_one_wording_a_version")
        ]

    def __str__(self) -> str:
        return self.words

    def asked(self) -> Asked:
        """The question without the database round it."""
        return Asked(self.key, self.version, self.kind, self.words, tuple(self.options))


class Wave(models.Model):
    """One time of asking. It is open from the moment it is opened until it is closed; results exist only after that.

    `token` is in the link that people are given; `invited`: how many were asked, as told by whoever asked them;
    `own`: the partnership's own questions as they were worded when it was opened.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="waves")
    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    kind = models.CharField(max_length=2, choices=[(wave, WAVE_NAMES[wave]) for wave in WAVES])
    token = models.CharField(max_length=24, unique=True, default=opaque_key)
    invited = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    own = models.ManyToManyField(OwnQuestion, related_name="asked_in")

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
    """Somebody's answers. `answers`: now, then, vignettes, counts, barriers, in the shape of `answering.py`.

    `own`: answers to the partnership's own questions, by key, as the wave asked them; words stand in `OwnWords`.
    """

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="responses")
    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    code = models.CharField(max_length=64, null=True, blank=True)
    agency = models.CharField(max_length=120, blank=True)
    work = models.CharField(max_length=120, blank=True)
    answers = models.JSONField(default=dict)
    own = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    said_shown = models.BooleanField(default=False)
    on = models.DateField(default=timezone.localdate)
    source = models.CharField(max_length=64, default=SOURCE_HERE)


class OwnWords(models.Model):
    """What somebody wrote in answer to a question of the partnership's own. `shown`: read, and released for quoting."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="own_words")
    question = models.ForeignKey(OwnQuestion, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    said = models.TextField()
    shown = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="confidence_words_once")]


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
