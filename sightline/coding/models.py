"""Texts of a review, passages of them coded to themes, and two people coding one text without seeing each other."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sightline.people.models import opaque_key
from sightline.reviews.models import CaseReview, Finding, Polarity

STAFF: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class LocalCode(models.Model):
    """A code of the partnership's own, or one of the catalogue's additions switched on; from a day, until a day.

    `parent`: the theme it is counted under too. Empty for the catalogue's additions, which stand for themselves.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    counts = models.TextField(blank=True)
    elsewhere = models.TextField(blank=True)
    parent = models.CharField(max_length=24, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    because = models.TextField(blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **STAFF)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="coding_local_until_after_from"
            )
        ]

    def __str__(self) -> str:
        return self.code


class CodedText(models.Model):
    """A text that can be coded, just as it was on a day. It never changes: another wording is another text.

    `digest` tells wordings apart. `finding` or `row` say what it is the text of; `guid` is its id in files.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "Report"
        FINDING = "finding", "Finding"
        NOTE = "note", "Note"
        EVENT = "event", "Chronology"
        FILE = "file", "From a coding tool"

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    review = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=160)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    finding = models.ForeignKey(Finding, null=True, on_delete=models.PROTECT, related_name="texts")
    row = models.CharField(max_length=64, blank=True)
    guid = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **STAFF)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "kind", "row", "digest"], name="coding_text_once", condition=~Q(row="")
            ),
            models.UniqueConstraint(
                fields=["finding", "digest"], name="coding_finding_text_once", condition=Q(finding__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Coding(models.Model):
    """A passage of a text coded to one code, by one person, as a concern or a strength. Append-only.

    To amend is to withdraw it and write another that `replaces` it. Positions are code points of `text.text`.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    text = models.ForeignKey(CodedText, on_delete=models.PROTECT, related_name="codings")
    code = models.CharField(max_length=32)
    polarity = models.CharField(max_length=1, choices=Polarity)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **STAFF)
    coder_name = models.CharField(max_length=120, blank=True)
    guid = models.CharField(max_length=64, blank=True)
    suggested_by = models.CharField(max_length=12, blank=True)
    coded_at = models.DateTimeField(default=timezone.now)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **STAFF)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["start", "end", "code", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="coding_passage_holds_something"),
            models.UniqueConstraint(
                fields=["text", "coder", "code", "polarity", "start", "end"],
                condition=Q(withdrawn_at=None, coder__isnull=False),
                name="coding_not_twice",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def by(self) -> str:
        """Who coded it, in words."""
        return str(self.coder) if self.coder else self.coder_name or "Somebody"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("A coding is withdrawn, not deleted.")


class DoubleCoding(models.Model):
    """Two people code one text, neither seeing the other's work until both have said that they are done."""

    text = models.OneToOneField(CodedText, on_delete=models.PROTECT, related_name="double")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, **STAFF)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, **STAFF)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **STAFF)
    begun_at = models.DateTimeField(default=timezone.now)
    first_done_at = models.DateTimeField(null=True, blank=True)
    second_done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(first=F("second")), name="coding_two_coders_are_two")]

    @property
    def open(self) -> bool:
        """Whether somebody is still coding, so that nobody may see anybody else's."""
        return self.first_done_at is None or self.second_done_at is None

    def coders(self) -> tuple[int, int]:
        """The primary keys of the two."""
        return self.first_id, self.second_id

    def done_at(self, worker: int) -> Any:
        """When this coder said that they were done; None when not, or not one of the two."""
        return {self.first_id: self.first_done_at, self.second_id: self.second_done_at}.get(worker)


class Settled(models.Model):
    """What became of a difference between two coders, and why. A later one about the same passage and code counts."""

    class Outcome(models.TextChoices):
        FIRST = "first", "As the first coder has it"
        SECOND = "second", "As the second coder has it"
        BOTH = "both", "Both stand"
        NEITHER = "neither", "Neither stands"

    double = models.ForeignKey(DoubleCoding, on_delete=models.PROTECT, related_name="settled")
    code = models.CharField(max_length=32)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **STAFF)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]


class Opening(models.Model):
    """Somebody saw another's codings of a text: they can no longer be its blind second coder."""

    text = models.ForeignKey(CodedText, on_delete=models.PROTECT, related_name="openings")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, **STAFF)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "worker"], name="coding_opened_once")]


class ProjectFile(models.Model):
    """A file of another tool as it came, so that what we have no use for goes back with the next export."""

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    review = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="project_files")
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **STAFF)
    brought_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-brought_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["review", "digest"], name="coding_file_once")]
