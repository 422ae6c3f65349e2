"""Writing down more of a person: other names, addresses, professionals. Reading an address, with its rule.

A protected address is masked wherever a person is shown, until somebody asks for it, which is in the trail. It is in no
list of what goes out: `may_go_out` leaves it out of anything made for, or shown to, the people it is kept from, and out
of every export and print.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sightline.people.changes import record_fact
from sightline.people.details import Address, LookedBefore, OtherName, Professional
from sightline.people.facts import VersionedFact
from sightline.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sightline.access.models import Worker

MASKED = "Protected address: not shown"


@transaction.atomic
def record_other_name(
    person: Person,
    *,
    by: Worker,
    child: Person,
    name: str,
    kind: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> OtherName:
    """Write a name the person also goes by; from now they are found by it."""
    row = OtherName(person=person, name=name, kind=kind, starts_on=starts_on, ends_on=ends_on)
    made = record_fact(row, by=by, verb="people.record_name", child=child)
    Person.objects.filter(pk=person.pk).update(names_indexed=False)
    return made


def record_address(person: Person, *, by: Worker, child: Person, text: str, **more: Any) -> Address:
    """Write where the person lives: `starts_on`, `ends_on`, `is_protected`, `kept_from` (keys of people)."""
    return record_fact(Address(person=person, text=text, **more), by=by, verb="people.record_address", child=child)


def record_professional(child: Person, *, by: Worker, **details: Any) -> Professional:
    """Write who else works with the child or somebody of the family."""
    return record_fact(Professional(child=child, **details), by=by, verb="people.record_professional", child=child)


def current(model: type[VersionedFact], **of: Any) -> list[Any]:
    """The rows that hold, in the order they were written."""
    return list(model._default_manager.current().filter(**of).order_by("first_recorded_at", "pk"))


def may_go_out(person: Person, recipients: Collection[Person] = ()) -> QuerySet[Address]:
    """Addresses that may stand in something that leaves, or is made for `recipients`: never a protected one.

    One that is kept from a recipient does not go to them either, protected or not.
    """
    rows: QuerySet[Address] = Address.objects.current().filter(person=person, is_protected=False)
    keys = {one.key for one in recipients}
    barred = [row.pk for row in rows if keys & set(row.kept_from)]
    return rows.exclude(pk__in=barred)


def read_looks(keeper: Worker, rows: QuerySet[LookedBefore]) -> int:
    """A keeper has spoken with those who looked for a record they keep."""
    from django.utils import timezone

    ids = list(rows.values_list("pk", flat=True))
    return LookedBefore.objects.filter(pk__in=ids, read_at=None).update(read_by=keeper, read_at=timezone.now())
