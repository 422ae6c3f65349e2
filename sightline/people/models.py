"""Persons, who lives with whom, and who is whose parent."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sightline.people.facts import KEPT_HERE, NotThisWay, Precision, VersionedFact, looking_back_to
from sightline.people.ties import BornTogether, Certainty, FamilyLayout, Partnership, Tie

__all__ = [
    "BornTogether", "Certainty", "FamilyLayout", "Household", "HouseholdKind", "HouseholdMembership", "Identifier",
    "Loss", "MembershipRole", "Parentage", "ParentageKind", "Partnership", "Person", "PersonFields", "PersonVersion",
    "Sex", "Tie", "opaque_key",
]  # fmt: skip

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else


def opaque_key() -> str:
    """An id that says nothing about anybody, for addresses, files and the trail."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


class Sex(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Not recorded, or not yet born"


class Loss(models.TextChoices):
    """A pregnancy that did not end with a living child. Drawn in its place among the children, and named."""

    STILLBIRTH = "stillbirth", "Stillborn"
    MISCARRIAGE = "miscarriage", "Miscarriage"
    TERMINATION = "termination", "Termination"


class PersonFields(models.Model):
    """What is recorded of a person. Null = never recorded; an empty list = recorded as none."""

    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    dob = models.DateField(null=True, blank=True)
    dob_precision = models.CharField(max_length=14, choices=Precision, default=Precision.EXACT)
    dob_earliest = models.DateField(null=True, blank=True)
    dob_latest = models.DateField(null=True, blank=True)
    dob_basis = models.CharField(max_length=120, blank=True)
    expected_dob = models.DateField(null=True, blank=True)
    expected_precision = models.CharField(max_length=14, choices=Precision, default=Precision.EXACT)
    expected_earliest = models.DateField(null=True, blank=True)
    expected_latest = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    gestation_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    loss = models.CharField(max_length=12, choices=Loss, blank=True)
    disability = models.JSONField(null=True, blank=True)
    delay = models.CharField(max_length=3, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    languages = models.JSONField(null=True, blank=True)
    reads = models.JSONField(null=True, blank=True)
    communication = models.TextField(blank=True)
    interpreter_need = models.CharField(max_length=16, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


# Details of people as they stood at the instant that is being looked back to (`looking_back.py`), by primary key.
DETAILS_THEN: ContextVar[Mapping[int, PersonFields] | None] = ContextVar("details_then", default=None)


class PersonQuerySet(models.QuerySet[Any]):
    def delete(self) -> Any:
        raise NotThisWay("A person is never deleted.")


class Person(PersonFields):
    """Anybody on a child's record: the child, family, others. Holds the current version; `PersonVersion` the past."""

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    is_child = models.BooleanField(default=False)
    first_recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=60, default=KEPT_HERE)
    reference = models.CharField(max_length=40, blank=True)
    names_indexed = models.BooleanField(default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dob=None) | Q(expected_dob=None), name="people_born_or_expected_not_both"
            )
        ]
        indexes = [
            models.Index(fields=["family_name", "given_name"]),
            models.Index(fields=["id"], condition=Q(names_indexed=False), name="people_names_to_index"),
        ]

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, within_change: bool = False, **kwargs: Any) -> None:
        if not within_change or looking_back_to() is not None:
            raise NotThisWay(
                "A person is written by people/changes.py, together with the trail, and never looking back."
            )
        self.names_indexed = False  # the name may be another now: its keys are made again at the next search
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise NotThisWay("A person is never deleted.")

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **more: Any) -> Self:
        return super().from_db(db, field_names, values, **more).as_described_then()

    def as_described_then(self) -> Self:
        """With the details of the instant that is being looked back to; unchanged when there is none."""
        found = (DETAILS_THEN.get() or {}).get(self.pk)
        if found is not None:
            for field in PersonFields._meta.fields:
                setattr(self, field.attname, getattr(found, field.attname))
        return self

    @property
    def name(self) -> str:
        """The name as people write it; empty when none is recorded (a census holds no names)."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def shown_name(self) -> str:
        """What a page calls this person when no name is kept."""
        return self.name or (f"Child {self.reference}" if self.reference and self.is_child else "Name not recorded")


class PersonVersion(PersonFields):
    """A superseded version of a person's details, kept so that a past record reads as it was known."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="past")
    superseded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="people_version_once")]


class Identifier(models.Model):
    """A number another system knows a person by, e.g. a local authority's child id."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="people_identifier_once")]


class HouseholdKind(models.TextChoices):
    HOME = "home", "A family’s home"
    FOSTER = "foster", "A foster home"


class Household(models.Model):
    """People who live together. `label`: what people call this home, e.g. "Nan’s"."""

    key = models.CharField(max_length=24, unique=True, default=opaque_key)
    label = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=8, choices=HouseholdKind, default=HouseholdKind.HOME)


class MembershipRole(models.TextChoices):
    MEMBER = "member", "Lives here"
    REGULAR_CONTACT = "regular_contact", "Often here"


class HouseholdMembership(VersionedFact):
    """A person lives in, or is often at, a household."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=MembershipRole, default=MembershipRole.MEMBER)
    nights = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)


class ParentageKind(models.TextChoices):
    BIOLOGICAL = "biological", "Parent"
    ADOPTED = "adopted", "Adoptive parent"
    FOSTER = "foster", "Foster carer"
    STEP = "step", "Step-parent"
    SGO = "sgo", "Special guardian"
    UNKNOWN = "unknown", "Not known how"


class Parentage(VersionedFact):
    """Who is a child's parent. A parent who was asked about and is not known is a row with no `parent`."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parentages")
    parent = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="children_of")
    kind = models.CharField(max_length=12, choices=ParentageKind, default=ParentageKind.BIOLOGICAL)
    label = models.CharField(max_length=40, blank=True)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty, default=Certainty.RECORDED)
    asked_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=40, blank=True)


# Django looks for a room's models here.
from sightline.people.barriers import Conflict, NamedPerson, Restriction, Sealing  # noqa: E402, F401
from sightline.people.details import (  # noqa: E402, F401
    Address,
    LookedBefore,
    Merge,
    NameKey,
    OtherName,
    Professional,
)
