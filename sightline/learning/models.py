"""The library: learning points written from findings, and when they were shared."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from sightline.people.models import opaque_key


class PublishedSource(models.Model):
    """A published text that learning rests on: a national report, research, guidance, law, or practice material.

    `dated` is what the text says of itself ("September 2017"); `link` is for the reader's own browser, nothing here
    follows it. `seen`: its words were read for this library; otherwise what is said of it is general knowledge.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "National report"
        RESEARCH = "research", "Research"
        GUIDANCE = "guidance", "Guidance"
        LAW = "law", "Law"
        PRACTICE = "practice", "Practice material"

    key = models.CharField(max_length=40, unique=True, default=opaque_key)
    title = models.CharField(max_length=240)
    publisher = models.CharField(max_length=160)
    dated = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    link = models.URLField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    seen = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher}, {self.dated})"


class LearningPoint(models.Model):
    """What a finding teaches, in words a practitioner can use tomorrow.

    `lesson` carries no case facts (content class B): it is what everyone may read. `detail` may hold case facts
    (class D) and is shown as far as the gate allows for the strictest of its reviews. `released_to` is the widest
    circle the detail was approved for after every review behind it was published; publication alone relaxes nothing.
    `questions`: for a team to talk about, one on each line, without case facts. It rests on findings of reviews kept
    here, on published texts, or both. `starter_key`: which point of the starter library it began as.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    title = models.CharField(max_length=160)
    lesson = models.TextField()
    try_this = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    themes = models.JSONField(default=list)
    findings = models.ManyToManyField("reviews.Finding", related_name="learning_points", blank=True)
    published_sources = models.ManyToManyField(PublishedSource, related_name="learning_points", blank=True)
    starter_key = models.SlugField(max_length=60, null=True, blank=True, unique=True)
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
    """A learning point was shared with people on a day: a briefing, an edition, a learning event.

    `teams`: those it was shared with, who are asked on their home page what became of it.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)

    point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="sharings")
    on = models.DateField()
    how = models.CharField(max_length=60)
    audience = models.CharField(max_length=200, blank=True)
    teams = models.ManyToManyField("access.Team", related_name="+", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)


class Acknowledgement(models.Model):
    """A worker says what became of learning that was shared: read, discussed, applied. Three different things.

    Added, never changed; `agency` as on the day, since people move. An example says how it was applied, without a
    child's name.
    """

    class Kind(models.TextChoices):
        READ = "read", "Read"
        DISCUSSED = "discussed", "Discussed in the team"
        APPLIED = "applied", "Applied, with an example"

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="acknowledgements")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    example = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sharing", "worker", "kind"], name="learning_acknowledged_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="applied") | ~models.Q(example=""), name="learning_applied_has_example"
            ),
        ]


class Procedure(models.Model):
    """One edition of a procedure, as it stood from a day until the next edition: *procedures as on the day*.

    Editions of the same procedure share `series`. Nothing is overwritten: a newer edition begins another row. A first
    day that nobody knows stays empty.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    series = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=160)
    edition = models.CharField(max_length=80)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    link = models.URLField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    themes = models.JSONField(default=list)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("title", "-in_force_from")
        constraints = [
            models.UniqueConstraint(fields=["series", "edition"], name="learning_procedure_edition_once"),
            models.CheckConstraint(
                condition=models.Q(in_force_to=None)
                | models.Q(in_force_from=None)
                | models.Q(in_force_to__gte=models.F("in_force_from")),
                name="learning_procedure_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"


class Material(models.Model):
    """Something to use with a team that isn't ours: a film, a tool. A link, and a stand-in in our words to print."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    maker = models.CharField(max_length=160)
    link = models.URLField(max_length=400, blank=True)
    link_note = models.TextField(blank=True)
    stand_in = models.TextField()
    questions = models.TextField(blank=True)
    themes = models.JSONField(default=list)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
