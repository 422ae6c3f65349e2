"""A child's open involvement, and who works with the child."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from sightline.cases.models.base import ChildFact


class Level(models.TextChoices):
    """The levels of help at which checks run (practice-and-confidence, section 0)."""

    EARLY_HELP = "EH", "Early help"
    CHILD_IN_NEED = "CIN", "Child in need"
    CHILD_PROTECTION = "CP", "Child protection plan"
    SECTION_47 = "S47", "Section 47 enquiry"
    LOOKED_AFTER = "CLA", "Looked after"


class Involvement(ChildFact):
    """A spell of help at one level."""

    level = models.CharField(max_length=3, choices=Level)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    allocated_at = models.DateField(null=True, blank=True)


class AllocationRole(models.TextChoices):
    LEAD = "lead", "Lead practitioner"
    INVOLVED = "involved", "Works with the child"


class Allocation(models.Model):
    """A worker works with a child, from a day to a day. Access to the record follows from it and ends with it."""

    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allocations")
    role = models.CharField(max_length=8, choices=AllocationRole, default=AllocationRole.INVOLVED)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["worker", "ends_on"]), models.Index(fields=["child", "ends_on"])]
