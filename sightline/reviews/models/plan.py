"""From finding to impact: recommendations, actions, what moved, and evidence on its ladder."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sightline.reviews.models.core import Finding
from sightline.reviews.models.written import Written


class Recommendation(Written):
    """What the review recommends, to whom, and what they answered."""

    class Response(models.TextChoices):
        AWAITED = "awaited", "No response yet"
        ACCEPTED = "accepted", "Accepted"
        PART = "part", "Accepted in part"
        NOT = "not", "Not accepted"

    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    addressed_to = models.CharField(max_length=200)
    response = models.CharField(max_length=8, choices=Response, default=Response.AWAITED)
    response_reason = models.TextField(blank=True)
    made_on = models.DateField()
    response_due_on = models.DateField()
    responded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="reviews_recommendation_once")]


class Action(Written):
    """One step towards a recommendation, with one owner. Its colour is worked out, never typed."""

    class Kind(models.TextChoices):
        INFORMATION = "information", "It informs people"
        PRACTICE = "practice", "It changes what people do"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    outcome = models.TextField()
    step = models.TextField()
    owner = models.CharField(max_length=200)
    owner_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_actions"
    )
    agency = models.CharField(max_length=200)
    due_on = models.DateField()
    measure = models.TextField()
    baseline = models.TextField(blank=True)
    data_source = models.CharField(max_length=300, blank=True)
    impact_review_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="reviews_action_number_once")]


class Progress(Written):
    """Something that moved an action, stopped it, or set it free again."""

    class Kind(models.TextChoices):
        MOVED = "moved", "Something moved"
        BLOCKED = "blocked", "It is blocked"
        FREED = "freed", "It is no longer blocked"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    text = models.TextField()


class Evidence(Written):
    """Evidence for an action on a rung of the ladder; it counts once somebody other than the owner accepted it."""

    class Result(models.TextChoices):
        NOT_ASKED = "", "Does not apply on this rung"
        BETTER = "better", "It shows a change for the better"
        NONE = "none", "No change"
        WORSE = "worse", "Worse"

    class Decision(models.TextChoices):
        WAITING = "waiting", "Waiting to be judged"
        ACCEPTED = "accepted", "Accepted"
        NOT_ACCEPTED = "not", "Not accepted"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    level = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=6, choices=Result, blank=True)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__gte=0, level__lte=5), name="reviews_evidence_level"),
            models.CheckConstraint(
                condition=models.Q(decision="waiting", decided_at=None)
                | (~models.Q(decision="waiting") & models.Q(decided_at__isnull=False)),
                name="reviews_evidence_decided",
            ),
        ]
