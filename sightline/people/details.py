"""More that is known of a person: other names, keys to find names by, addresses, and who else works with a child."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sightline.people.facts import VersionedFact


class OtherName(VersionedFact):
    """A name somebody goes or went by, from a day to a day as far as they are known."""

    class Kind(models.TextChoices):
        ALIAS = "alias", "Also known as"
        BIRTH = "birth", "Name at birth"
        EARLIER = "earlier", "Earlier name"
        NICKNAME = "nickname", "Called at home"
        SPELLING = "spelling", "Another spelling"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="other_names")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta(VersionedFact.Meta):
        indexes = [models.Index(fields=["person", "superseded_at"])]


class NameKey(models.Model):
    """A key by sound of one word of a name of one person, to find it by (`domain.names`). Made again at any time."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="people_name_key_once")]

    def __str__(self) -> str:
        return f"name key {self.pk}"


class Address(VersionedFact):
    """Where somebody lives or lived. `kept_from`: keys of the people who must not learn a protected one."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="addresses")
    text = models.TextField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_protected = models.BooleanField(default=False)
    kept_from = models.JSONField(default=list)

    class Meta(VersionedFact.Meta):
        indexes = [models.Index(fields=["person", "superseded_at"])]
        verbose_name_plural = "addresses"


class Professional(VersionedFact):
    """Somebody who works with a child or the family and may never sign in: the GP, a teacher, an adult's worker."""

    child = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=80)
    organisation = models.CharField(max_length=160, blank=True)
    reached_by = models.CharField(max_length=160, blank=True)
    works_with = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta(VersionedFact.Meta):
        indexes = [models.Index(fields=["child", "superseded_at"])]


class LookedBefore(models.Model):
    """Somebody looked whether a person is known before writing them down. One row each time, whatever was found.

    `restricted`: the record that matched strongly and that they may not see; its keepers are told.
    """

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    restricted = models.ForeignKey(
        "people.Restriction", null=True, blank=True, on_delete=models.PROTECT, related_name="looks"
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["restricted"], condition=Q(restricted__isnull=False, read_at=None), name="people_looks_unread"
            )
        ]

    def __str__(self) -> str:
        return f"look {self.pk}"


class Merge(models.Model):
    """Two records found to be of one person: `away` is joined to `kept`. Nothing is copied or changed in place.

    `moved` names every row that was turned to `kept`, by table and number, with the column that held `away`: undoing
    turns exactly these back. `before` are the two persons' details as they stood.
    """

    kept = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="merged_in")
    away = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="merged_away")
    because = models.TextField()
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_because = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["away"], condition=Q(undone_at=None), name="people_merged_once")]

    def __str__(self) -> str:
        return f"merge {self.pk}"
