"""What agencies are asked for and send, and the quality of each one's work at the episodes that mattered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from sightline.reviews.models.written import Written


class AgencyReturn(Written):
    """One thing one agency is asked for. Its states and moves are data (`domain/reviews`, machine `return`).

    `agency`: set where the agency is known here; `agency_name` always says who is meant, also without an account.
    """

    class Asked(models.TextChoices):
        SCOPING = "scoping", "Scoping return"
        CHRONOLOGY = "chronology", "Chronology"
        REPORT = "report", "Agency report"
        INFORMATION = "information", "Information for the rapid review"
        OTHER = "other", "Something else"

    agency = models.ForeignKey("access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency_name = models.CharField(max_length=200)
    asked_for = models.CharField(max_length=12, choices=Asked)
    what = models.TextField(blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    author = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=14, default="ASKED")
    signed_off_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "agency_name", "asked_for"], name="reviews_return_once")
        ]


class ReturnMove(models.Model):
    """One move of a return; append-only."""

    of = models.ForeignKey(AgencyReturn, on_delete=models.PROTECT, related_name="moves")
    from_state = models.CharField(max_length=14, blank=True)
    to_state = models.CharField(max_length=14)
    on = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)


class Reminder(Written):
    """That somebody reminded an agency, by hand: Sightline tells no one."""

    of = models.ForeignKey(AgencyReturn, on_delete=models.PROTECT, related_name="reminders")
    on = models.DateField()
    how = models.CharField(max_length=80)
    whom = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)


class Episode(Written):
    """A key practice episode: a time in the story when what agencies did, or did not do, mattered."""

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    happened = models.CharField(max_length=120, blank=True)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    story = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="reviews_episode_number_once")]


class EpisodePractice(Written):
    """One agency's work in one episode: what was expected, what was done, why, and how strong it was."""

    class Strength(models.TextChoices):
        STRONG = "strong", "Strong practice"
        EXPECTED = "expected", "As expected"
        BELOW = "below", "Below what was expected"
        UNCLEAR = "unclear", "Not clear from what was sent"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="practice")
    agency_name = models.CharField(max_length=200)
    expected = models.TextField()
    done = models.TextField()
    why = models.TextField(blank=True)
    strength = models.CharField(max_length=8, choices=Strength)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "agency_name"], name="reviews_practice_once")]
