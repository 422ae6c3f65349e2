"""Partners, how people get on, who was born together: what a family tree shows beside parents and homes.

A tie belongs to two people, not to one child's record: it stands on the record of every child of whose family both are.
`starts` and `ends` are days as the family file has them, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: never an invented day.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sightline.people.facts import VersionedFact


class Certainty(models.TextChoices):
    RECORDED = "recorded", "Sure"
    REPORTED = "reported", "Somebody says so; not verified"
    DISPUTED = "disputed", "Disputed"


class PartnershipKind(models.TextChoices):
    """Kinds of the family file but "none", which is what two parents without a partnership are."""

    MARRIED = "married", "Married or in a civil partnership"
    COHABITING = "cohabiting", "Living together"
    CASUAL = "casual", "A brief relationship"
    SEPARATED = "separated", "Separated"
    DIVORCED = "divorced", "Divorced"
    ANNULLED = "annulled", "Marriage annulled"
    UNKNOWN = "unknown", "Partners, not known how"


class TieKind(models.TextChoices):
    CLOSE = "close", "Close"
    VERY_CLOSE = "very-close", "Very close"
    DISTANT = "distant", "Distant"
    CONFLICT = "conflict", "Conflict"
    HOSTILE = "hostile", "Hostile"
    CLOSE_HOSTILE = "close-hostile", "Close and hostile"
    VIOLENCE = "violence", "Violence"
    ABUSE = "abuse", "Abuse"
    ABUSE_SUSPECTED = "abuse-suspected", "Suspected abuse"
    CUTOFF = "cutoff", "Cut off"
    REPAIRED = "repaired", "Cut off, and repaired"


class Partnership(VersionedFact):
    """Two people who are or were partners."""

    one = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="partnerships_as_one")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="partnerships_as_other")
    kind = models.CharField(max_length=12, choices=PartnershipKind, default=PartnershipKind.UNKNOWN)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty, default=Certainty.RECORDED)

    class Meta:
        constraints = [
            *VersionedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(one=F("other")), name="people_partnership_of_two"),
        ]


class Tie(VersionedFact):
    """How one person is towards another, as somebody saw it: a view, with whose it is and since when."""

    of = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="ties")
    towards = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="ties_towards")
    kind = models.CharField(max_length=16, choices=TieKind)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    rater = models.CharField(max_length=120, blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty, default=Certainty.RECORDED)

    class Meta:
        constraints = [
            *VersionedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(of=F("towards")), name="people_tie_of_two"),
        ]


class BornTogether(VersionedFact):
    """Two children of one birth; three are two rows."""

    one = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=8,
        choices=(("mz", "Identical"), ("dz", "Not identical"), ("unknown", "Not known which")),
        default="unknown",
    )


class FamilyLayout(models.Model):
    """Where everybody stood when this worker last saw a child's family drawn, so that the next drawing does not jump.

    No fact about anybody: it is one worker's view, holds places of people that worker saw, and may be thrown away.
    """

    child = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    layout = models.JSONField(default=dict)
    drawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "worker"], name="people_layout_once")]
