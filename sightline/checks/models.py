"""Practice checks in use: numbers in force, settings, citations, outcomes, answers, and the replay behind charts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sightline.people.models import opaque_key


class Standard(models.Model):
    """A number a partnership set or confirmed, from a day on. Never changed, only followed by a newer one.

    Without a check: what only the partnership can supply (`supplied.py`). Two rows may count from the same day, for a
    slip of the pen: the one written last stands.
    """

    check_id = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=40)
    value = models.JSONField()
    number_class = models.CharField(max_length=12)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    approved_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["check_id", "name", "valid_from"], name="checks_standard_by_name")]


class Setting(models.Model):
    """Whether a check is off, watching, or on: for the partnership, or for one team in place of that."""

    class State(models.TextChoices):
        OFF = "off", "Off"
        WATCH = "watch", "Watch: counted, not shown"
        ON = "on", "On"

    check_id = models.CharField(max_length=8)
    team = models.ForeignKey("access.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=5, choices=State, default=State.ON)
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # From that day it is off for everybody, whatever teams have set; why stands in the standards table.
    retires_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_id", "team"], name="checks_setting_once"),
            models.UniqueConstraint(
                fields=["check_id"], condition=models.Q(team=None), name="checks_setting_once_for_the_partnership"
            ),
        ]


class Citation(models.Model):
    """A check cites a learning point: why it asks."""

    check_id = models.CharField(max_length=8)
    point = models.ForeignKey("learning.LearningPoint", on_delete=models.PROTECT, related_name="citations")
    cited_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_id", "point"], name="checks_citation_once")]


class Outcome(models.Model):
    """What a check made of a child's record, from an instant until it made something else of it.

    Written on change only. `content_key` is a digest of result, severity, evidence, parameters and versions: the
    same key again means nothing changed, and only `looked_at` and `next_look` move on.

    `facts`: the evidence as it read when looked at, a list of {id, kind, words, digest}; the digest tells whether a
    row was amended since. `asks_since`: when this prompt began to ask, through every interval since.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="outcomes")
    check_id = models.CharField(max_length=8)
    check_version = models.CharField(max_length=12)
    result = models.CharField(max_length=7)
    severity = models.CharField(max_length=7, null=True, blank=True)
    prompt = models.TextField(blank=True)
    shows = models.JSONField(default=list)
    unknown_because = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    facts = models.JSONField(default=list)
    asks_since = models.DateTimeField(null=True, blank=True)
    parameters = models.JSONField(default=dict)
    content_key = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField()
    next_look = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "check_id"], condition=Q(ends_at=None), name="checks_one_current_outcome"
            )
        ]
        indexes = [
            models.Index(fields=["check_id", "result", "ends_at"]),
            models.Index(fields=["next_look"], condition=Q(ends_at=None), name="checks_next_look"),
        ]


class AnswerKind(models.TextChoices):
    RECORDED_NOW = "recorded_now", "Recorded now"
    WILL_DO = "will_do", "Will do by"
    NOT_NEEDED = "not_needed", "Not needed because"
    DISAGREE = "disagree", "Disagree because"
    DATA_WRONG = "data_wrong", "The data is wrong"


class Answer(models.Model):
    """A practitioner's answer to a prompt. An answer is complete in itself; it lapses, it is never overruled."""

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="answers")
    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="answers")
    check_id = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=AnswerKind)
    reason = models.TextField(blank=True)
    due = models.DateField(null=True, blank=True)
    who = models.CharField(max_length=120, blank=True)
    recorded_fact = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    holds_until = models.DateField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    lapsed_because = models.CharField(max_length=120, blank=True)
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    second_read_at = models.DateTimeField(null=True, blank=True)
    passed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who took over what was promised when the one who promised it left",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_reader=None, second_read_at=None)
                | Q(second_reader__isnull=False, second_read_at__isnull=False),
                name="checks_second_reader_and_time_together",
            )
        ]


class NightlyRun(models.Model):
    """The night's looking. None for 36 hours: a banner for everyone."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    children = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)


class ReplaySpan(models.Model):
    """From a day to a day, one version of one check, with one set of numbers, would have said this of this child.

    Kept because a replay of a past day never changes: later rows cannot reach it. Charts are counted from these.
    """

    check_id = models.CharField(max_length=8)
    check_version = models.CharField(max_length=12)
    parameters_key = models.CharField(max_length=64)
    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    result = models.CharField(max_length=7)
    severity = models.CharField(max_length=7, null=True, blank=True)
    next_look = models.DateField(
        null=True, blank=True, help_text="The first day on which it may say something else of an unchanged record"
    )

    class Meta:
        indexes = [models.Index(fields=["check_id", "check_version", "parameters_key", "ends_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["check_id", "check_version", "parameters_key", "child", "starts_on"],
                name="checks_replay_span_once",
            )
        ]


class ReplayMark(models.Model):
    """How far the replay behind the charts has got: every day from `starts_on` up to and including `done_to`."""

    check_id = models.CharField(max_length=8)
    check_version = models.CharField(max_length=12)
    parameters_key = models.CharField(max_length=64)
    starts_on = models.DateField()
    done_to = models.DateField()
    trail_seq = models.BigIntegerField(
        null=True, blank=True, help_text="Entries of the trail up to this one are in it; later ones are new to it"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_id", "check_version", "parameters_key"], name="checks_replay_mark_once"
            )
        ]
