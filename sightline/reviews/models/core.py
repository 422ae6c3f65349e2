"""Case reviews: what happened to a child, looked at so that others may learn; and what was found."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from sightline.domain.disclosure.levels import PUBLISHED
from sightline.people.models import opaque_key


class CaseReview(models.Model):
    """One case review. Its three states move apart: the review itself, its publication, the sharing of its learning.

    Regimes, states and moves are data in `domain/reviews`; the columns here hold their codes. `facts_wait` and
    `learning_waits` follow from what runs beside it (`work`), and are kept here because every list asks for them.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=160)
    regime = models.CharField(max_length=12)
    method = models.CharField(max_length=12, blank=True)
    review_state = models.CharField(max_length=24, default="NOTIFIED")
    publication_state = models.CharField(max_length=24, default="NOT_DECIDED")
    learning_state = models.CharField(max_length=24, default="NOT_SHARED")
    decision = models.CharField(max_length=8, blank=True)
    aware_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    publishing_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    facts_wait = models.BooleanField(default=False)
    learning_waits = models.BooleanField(default=False)
    summary = models.TextField(blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.reference

    @property
    def published_now(self) -> bool:
        """Whether its report is out: published, and nothing that runs beside it holds it back."""
        return self.publication_state == PUBLISHED and not self.facts_wait

    @property
    def gate_state(self) -> str:
        """Its publication as the gate reads it: what waits counts as held, whatever was decided before."""
        return "HELD" if self.publication_state == PUBLISHED and self.facts_wait else self.publication_state


class StateMove(models.Model):
    """One move of one of the three states; append-only. `until`: the day that goes with it, e.g. to look again."""

    review = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="moves")
    field = models.CharField(max_length=20)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    reason = models.TextField(blank=True)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)


class ClockMark(models.Model):
    """Something said about a time limit of a review: done, paused, running again, or explained; append-only."""

    class Kind(models.TextChoices):
        DONE = "done", "Done"
        PAUSED = "paused", "Paused"
        RESUMED = "resumed", "Running again"
        EXPLAINED = "explained", "Explained"

    review = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="clock_marks")
    clock = models.CharField(max_length=12)
    kind = models.CharField(max_length=9, choices=Kind)
    reason = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)


class Subject(models.Model):
    """A child or adult a review is about, by code; joined to a person only so that the gate can protect them.

    `person` empty and `no_record_here` false: nobody has said whose record this is, so learning from this review is
    kept off every child's record while it is unpublished. `no_record_here`: somebody looked, and there is none.
    """

    review = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="subjects")
    code = models.CharField(max_length=40)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="review_subjects"
    )
    no_record_here = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "code"], name="reviews_subject_once"),
            models.CheckConstraint(
                condition=models.Q(person=None) | models.Q(no_record_here=False), name="reviews_subject_here_or_not"
            ),
        ]


class ReviewMember(models.Model):
    """A worker named on a review (gate level 0) or on its panel or as agency author (level 1)."""

    review = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="members")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_memberships")
    level = models.PositiveSmallIntegerField(default=1)
    role = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "worker"], name="reviews_member_once")]


class Polarity(models.TextChoices):
    CONCERN = "-", "Concern"
    STRENGTH = "+", "Strength"


class Finding(models.Model):
    """What a review found."""

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    review = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    polarity = models.CharField(max_length=1, choices=Polarity, default=Polarity.CONCERN)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="reviews_finding_number_once")]
        ordering = ["review_id", "number"]

    def __str__(self) -> str:
        return f"{self.review_id}.{self.number}"


class FindingPast(models.Model):
    """An earlier wording of a finding: amendments stay visible."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="past")
    version = models.PositiveIntegerField()
    text = models.TextField()
    polarity = models.CharField(max_length=1)
    themes = models.JSONField(default=list)
    superseded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")


class FindingTheme(models.Model):
    """A finding coded to a theme of `domain/themes`."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="themes")
    code = models.CharField(max_length=24)
    polarity = models.CharField(max_length=1, choices=Polarity)
    coded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    coded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "code"], condition=models.Q(withdrawn_at=None), name="reviews_theme_once"
            )
        ]

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("A coding is withdrawn, not deleted.")
