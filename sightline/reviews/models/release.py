"""What left the review, and who holds it: the recall list of a release (gate rule G15)."""

from __future__ import annotations

from django.db import models

from sightline.reviews.models.written import Written


class Copy(Written):
    """A copy that somebody outside the review holds, and that they were told when it was taken back.

    `told_on` and `told_by`: the latest telling that it is withdrawn, by whom in their part. Earlier ones stay readable
    as earlier versions.
    """

    class What(models.TextChoices):
        REPORT = "report", "The report, or part of it"
        IMPROVEMENTS = "improvements", "The improvements statement"
        BRIEFING = "briefing", "A briefing or slides"
        DETAILS = "details", "Details of the case beside learning"
        OTHER = "other", "Something else"

    class Became(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        RETURNED = "returned", "Given back"
        DESTROYED = "destroyed", "Destroyed"
        KEEPS = "keeps", "They keep it"

    what = models.CharField(max_length=12, choices=What)
    holder = models.CharField(max_length=200)
    given_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=200, blank=True)
    became = models.CharField(max_length=9, choices=Became, default=Became.UNKNOWN)
    became_note = models.TextField(blank=True)
