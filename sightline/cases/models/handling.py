"""How one entry is to be handled: to whom it may go, and who of those involved with the child may read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sightline.cases.models.base import ChildFact


class MayGoTo(models.TextChoices):
    """The mark every entry can carry (security, T2). No mark is read as professionals only."""

    FAMILY = "family", "May be shared with the family"
    PROFESSIONALS = "professionals", "Professionals only"
    POLICE = "police", "Police: not for disclosure"


class Audience(models.TextChoices):
    """Who may read an entry, beside the rule for its kind."""

    USUAL = "", "As usual for this kind of entry"
    OWN_AGENCY = "own_agency", "Only the agency that wrote it"
    HEALTH_AND_CARE = "health_and_care", "Health and social care"
    NAMED = "named", "Named people only"


class Handling(ChildFact):
    """The mark of one entry, `of` being the entry's fact and `entry_kind` its kind. Versioned like the entry itself."""

    of = models.UUIDField()
    entry_kind = models.CharField(max_length=40)
    may_go_to = models.CharField(max_length=14, choices=MayGoTo)
    audience = models.CharField(max_length=16, choices=Audience, blank=True)

    class Meta(ChildFact.Meta):
        constraints = [
            *ChildFact.Meta.constraints,
            models.UniqueConstraint(fields=["of"], condition=Q(superseded_at=None), name="cases_handling_once"),
        ]


class EntryReader(models.Model):
    """Somebody named to read an entry that is for named people only. Whoever wrote it reads it in any case."""

    of = models.UUIDField()
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "worker"], condition=Q(ended_at=None), name="cases_reader_once")
        ]

    def __str__(self) -> str:
        return f"reader {self.pk}"
