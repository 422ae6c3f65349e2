"""What agencies sent about a review, row by row, and what a reviewer makes of it.

An agency's words are never changed here. A row keeps its key when the agency sends its return again, so that notes,
marks, codings and decisions stay with it; what it said before is kept as a past wording.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from sightline.people.models import opaque_key


class Standing(models.TextChoices):
    """What became of a file an agency sent."""

    WAITING = "waiting", "Read, not taken in yet"
    IN = "in", "Taken in"
    REPLACED = "replaced", "Replaced by a later return"
    UNDONE = "undone", "Taken back"
    LEFT = "left", "Left out"


class ReturnFile(models.Model):
    """One file, or pasted table, as an agency sent it. `reading`: its rows as read; the file itself is not kept.

    `asked`: what the agency was asked for, where somebody wrote that down (`asked.py`).

    `refused`, `headings`, `notices`, `comments`: what came of the reading, in words. `undo`: what taking it in changed
    besides the wording of rows, so that it can be taken back exactly.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    review = models.ForeignKey("reviews.CaseReview", on_delete=models.PROTECT, related_name="return_files")
    agency = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    pasted = models.BooleanField(default=False)
    received_on = models.DateField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(
        "reviews.AgencyReturn", null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reading = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    headings = models.JSONField(default=dict)
    tables = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    comments = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "agency"],
                condition=models.Q(standing=Standing.IN),
                name="chronologies_one_return_stands",
            )
        ]

    def __str__(self) -> str:
        return self.key


class ChronologyRow(models.Model):
    """One row of a review's chronology: section 2's fields by name, how its date was read, where it came from.

    Texts are as the agency wrote them. `position`: its place in the order of the composite, from 1. `removed_by`: the
    return that no longer has it, or whose taking back removed it; such a row stands nowhere.

    Worked out from the words with version `coded_with` of the glossary: `coded`, the columns that read differently with
    codes; `words`, `coded_words`, what is searched; `people`, codes of who is in it; `residue`, places that may still
    tell who somebody is.
    """

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    review = models.ForeignKey("reviews.CaseReview", on_delete=models.PROTECT, related_name="chronology_rows")
    file = models.ForeignKey(ReturnFile, on_delete=models.PROTECT, related_name="rows")
    added_by = models.ForeignKey(ReturnFile, on_delete=models.PROTECT, related_name="+")
    removed_by = models.ForeignKey(ReturnFile, null=True, blank=True, on_delete=models.PROTECT, related_name="removed")
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField(default=0)

    agency = models.CharField(max_length=120)
    ref = models.TextField(blank=True)
    date_raw = models.TextField(blank=True)
    time_raw = models.TextField(blank=True)
    edtf = models.CharField(max_length=120, null=True, blank=True)
    start_date = models.CharField(max_length=120, null=True, blank=True)
    start_time = models.CharField(max_length=40, null=True, blank=True)
    end_date = models.CharField(max_length=120, null=True, blank=True)
    end_time = models.CharField(max_length=40, null=True, blank=True)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    first_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    last_minute = models.PositiveSmallIntegerField(null=True, blank=True)
    flags = models.JSONField(default=list)
    sequence = models.IntegerField(null=True, blank=True)
    source = models.TextField(blank=True)
    practitioner = models.TextField(blank=True)
    who_involved = models.TextField(blank=True)
    child_seen = models.CharField(max_length=20, null=True, blank=True)
    child_voice = models.TextField(blank=True)
    event = models.TextField(blank=True)
    response = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    significance = models.CharField(max_length=3, null=True, blank=True)
    themes = models.JSONField(default=list)
    row_type = models.CharField(max_length=7)
    source_file = models.CharField(max_length=200)
    source_place = models.TextField(blank=True)
    source_row = models.PositiveIntegerField()
    extras = models.JSONField(default=dict)
    problems = models.JSONField(default=list)

    coded = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    coded_words = models.TextField(blank=True)
    people = models.TextField(blank=True)
    residue = models.JSONField(default=list)
    coded_with = models.PositiveIntegerField(default=0)
    reviewer_significance = models.CharField(max_length=3, blank=True)
    first_seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["review", "position"], name="chronologies_row_in_order")]

    def __str__(self) -> str:
        return self.key

    @property
    def significant(self) -> str:
        """Whether it is a key practice episode: what the reviewer said, else what the agency did; "" unsaid."""
        return self.reviewer_significance or self.significance or ""


class RowPast(models.Model):
    """What a row said before an agency sent its return again. `content`: the fields of the row as they were."""

    row = models.ForeignKey(ChronologyRow, on_delete=models.PROTECT, related_name="past")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    superseded_by = models.ForeignKey(ReturnFile, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "version"], name="chronologies_past_once")]


class LinkDecision(models.TextChoices):
    """What the reviewer says of a link. Whatever it is, no row is merged or taken away."""

    ACCEPTED = "accepted", "Belongs together"
    REJECTED = "rejected", "Does not"


class RowLink(models.Model):
    """Rows that seem to belong together (D1 to D4), or an agency told without a row of its own (D5).

    `identity`: kind and rows, by which a link is known again. `stands`: found when it was last looked for.
    `decided_versions`: the versions of its rows when the reviewer decided, to say when they have changed since.
    """

    review = models.ForeignKey("reviews.CaseReview", on_delete=models.PROTECT, related_name="row_links")
    kind = models.CharField(max_length=2)
    identity = models.CharField(max_length=64)
    rows = models.ManyToManyField(ChronologyRow, related_name="links")
    why = models.TextField()
    similarity = models.FloatField(null=True, blank=True)
    differs = models.JSONField(default=list)
    told_agency = models.CharField(max_length=120, blank=True)
    stands = models.BooleanField(default=True)
    decision = models.CharField(max_length=8, choices=LinkDecision, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_versions = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "identity"], name="chronologies_link_once")]


class LinkPast(models.Model):
    """An earlier decision about a link; append-only."""

    link = models.ForeignKey(RowLink, on_delete=models.PROTECT, related_name="past")
    decision = models.CharField(max_length=8, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)


class RowNote(models.Model):
    """What somebody inside the review noted beside a row. Withdrawn, never removed."""

    row = models.ForeignKey(ChronologyRow, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")


class RowMark(models.Model):
    """What a row shows, as the reviewer reads it (seen, injury, was not brought …), so that it can be replayed.

    `what`: a code of `domain/chronology/shown.py`; `details`: its further fields. Withdrawn, never removed.
    """

    row = models.ForeignKey(ChronologyRow, on_delete=models.PROTECT, related_name="marks")
    what = models.CharField(max_length=24)
    details = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row", "what"], condition=models.Q(withdrawn_at=None), name="chronologies_mark_once"
            )
        ]


class GlossaryVersion(models.Model):
    """The glossary of a review as it stood: who is behind which code, as CSV text. A change is a new version."""

    review = models.ForeignKey("reviews.CaseReview", on_delete=models.PROTECT, related_name="glossaries")
    version = models.PositiveIntegerField()
    text = models.TextField()
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "version"], name="chronologies_glossary_once")]


class Disguise(models.Model):
    """What was changed to disguise when a public view was made. Private: kept so that nobody later “corrects” it."""

    review = models.ForeignKey("reviews.CaseReview", on_delete=models.PROTECT, related_name="disguises")
    digest = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "digest"], name="chronologies_disguise_once")]
