"""A child's record as it was known at an instant: facts, and how the people around the child were described then."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Q

from sightline.people.facts import as_known_at
from sightline.people.models import DETAILS_THEN, HouseholdMembership, Parentage, Person, PersonVersion


@contextmanager
def looking_back(child: Person, instant: datetime) -> Iterator[Person]:
    """Read this child's record as it was known at `instant`; yields the child as described then. One query to begin.

    Names and details of the child and of those who have lived with or are parents of the child are read as they stood;
    of anybody else who is named, as they stand now.
    """
    with as_known_at(instant):
        token = DETAILS_THEN.set(_details(child, instant))
        try:
            yield copy.copy(child).as_described_then()
        finally:
            DETAILS_THEN.reset(token)


def _details(child: Person, instant: datetime) -> dict[int, PersonVersion]:
    """The details that stood then, of those around the child whose details have changed since, by person."""
    homes = HouseholdMembership.objects.filter(person=child).values("household")
    living = HouseholdMembership.objects.filter(household__in=homes).values("person")
    parents = Parentage.objects.filter(child=child).exclude(parent=None).values("parent")
    around = Q(person=child) | Q(person__in=living) | Q(person__in=parents)
    rows = PersonVersion.objects.filter(around, recorded_at__lte=instant, superseded_at__gt=instant)
    return {row.person_id: row for row in rows}
