"""Who is kept from whom: restricted records, and conflicts of interest. Rows are ended, never changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from sightline.access.models import Worker


class Ends(models.Model):
    """A barrier that holds until somebody ends it, and says why."""

    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_because = models.TextField(blank=True)

    class Meta:
        abstract = True

    def end(self, *, by: Worker, because: str) -> None:
        """It holds no longer. For `people/keeping.py`, which writes the trail beside it."""
        self.ended_at, self.ended_by, self.ended_because = timezone.now(), by, because
        self.save(update_fields=["ended_at", "ended_by", "ended_because"])


class Restriction(Ends):
    """A person's record is open to named people only; for everybody else there is no such person."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="restrictions")
    reason = models.TextField()
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="people_restricted_once")
        ]

    def __str__(self) -> str:
        return f"restriction {self.pk}"


class NamedPerson(models.Model):
    """Somebody to whom a restricted record is open. A keeper names others, and hears when it may be made twice."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="named")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_keeper = models.BooleanField(default=False)
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "worker"], condition=Q(ended_at=None), name="people_named_once"
            )
        ]
        indexes = [models.Index(fields=["worker"], condition=Q(ended_at=None), name="people_named_open")]

    def __str__(self) -> str:
        return f"named person {self.pk}"


class Conflict(Ends):
    """A worker knows a person or is related to them, so the record is closed to the worker, whatever the role.

    `whole_family`: also the records of those who live with the person, of their parents, children and siblings.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="conflicts")
    whole_family = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "person"], condition=Q(ended_at=None), name="people_conflict_once"
            )
        ]

    def __str__(self) -> str:
        return f"conflict {self.pk}"


class Sealing(models.Model):
    """An adopted child's earlier identity, sealed: only its keepers know that there is one, and what it is now.

    The one place where the two are joined. `earlier` is restricted for good, to keepers alone (`people/sealing.py`).
    """

    earlier = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="sealed_as_earlier")
    later = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="sealed_as_later")
    ordered_on = models.DateField(null=True, blank=True)
    because = models.TextField()
    sealed_at = models.DateTimeField(default=timezone.now)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier"], condition=Q(undone_at=None), name="people_sealed_once"),
            models.UniqueConstraint(fields=["later"], condition=Q(undone_at=None), name="people_sealed_later_once"),
            models.CheckConstraint(condition=~Q(earlier=models.F("later")), name="people_sealing_of_two"),
        ]

    def __str__(self) -> str:
        return f"sealing {self.pk}"
