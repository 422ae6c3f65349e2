"""Beginning a child's record, and putting an adult onto it, each as one change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline.cases import changes as cases
from sightline.people import changes as people
from sightline.people.models import Household, HouseholdMembership, ParentageKind, Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

LIVES_HERE, OFTEN_HERE = "member", "regular_contact"
TIES = (
    *((kind.value, kind.label) for kind in ParentageKind),
    (LIVES_HERE, "Lives with the child"), (OFTEN_HERE, "Is often at the child’s home"),
)  # fmt: skip


@transaction.atomic
def begin_record(*, by: Worker, details: dict[str, Any]) -> Person:
    """Write down a child and begin the record; whoever writes it works with the child until others are allocated."""
    child = people.add_person(by=by, is_child=True, **details)
    cases.open_record(by=by, child=child, starts_on=timezone.localdate())
    cases.allocate(by=by, child=child, worker=by, role="lead", starts_on=timezone.localdate())
    return child


@transaction.atomic
def join_adult(
    child: Person, *, by: Worker, adult: Person | None, details: dict[str, Any], tie: str, on: date
) -> Person:
    """Put an adult onto a child's record: somebody known (`adult`), else written down from `details`."""
    found = adult or people.add_person(by=by, **details)
    if tie in (LIVES_HERE, OFTEN_HERE):
        people.join_household(
            by=by, person=found, household=_home_of(child, by=by), child=child, starts_on=on, role=tie
        )
    else:
        people.record_parent(by=by, child=child, parent=found, kind=tie)
    return found


def _home_of(child: Person, *, by: Worker) -> Household:
    row = HouseholdMembership.objects.current().filter(person=child, ends_on=None, role=LIVES_HERE).first()
    if row is not None:
        return row.household  # type: ignore[no-any-return]
    home = Household.objects.create()
    people.join_household(by=by, person=child, household=home, child=child, starts_on=None)
    return home
