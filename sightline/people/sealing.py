"""Sealing an adopted child's earlier identity: nobody but its keepers knows that it exists, or what it is now.

    earlier person ──restricted to keepers, for good──┐
                                                      Sealing (the one row that joins the two)
    later person   ──new key, new name, new record────┘

For everybody else the earlier child is one who does not exist (`hiding.py`): no search, family, list, count, export or
page. The row itself is read here and nowhere else. A keeper who needs the earlier record opens it for a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sightline import trail
from sightline.access.drafts import drafts_about
from sightline.people import keeping
from sightline.people.barriers import NamedPerson, Restriction, Sealing
from sightline.people.keeping import NotPossible
from sightline.people.models import FamilyLayout, Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

SEALED = "An earlier identity, sealed at an adoption. Its keepers open it for a reason: access to birth records."


def sealed() -> QuerySet[Sealing]:
    """The sealings that hold."""
    return Sealing.objects.filter(undone_at=None)


def sealed_people() -> QuerySet[Sealing]:
    """Ids of the earlier identities: nobody works with them, not even a keeper."""
    return sealed().values("earlier")  # type: ignore[return-value]


def kept_by(worker: Worker) -> QuerySet[Sealing]:
    """What this worker is a keeper of, the newest first."""
    keeps = NamedPerson.objects.filter(worker=worker, is_keeper=True, ended_at=None, restriction__ended_at=None)
    rows = sealed().filter(earlier__in=keeps.values("restriction__person"))
    return rows.select_related("earlier", "later", "sealed_by").order_by("-sealed_at", "-pk")


def later_of(earlier: Collection[int]) -> frozenset[int]:
    """The ids under which these people are known now. One query, also for none."""
    return frozenset(sealed().filter(earlier__in=list(earlier)).values_list("later", flat=True))


@transaction.atomic
def seal(
    earlier: Person, later: Person, *, by: Worker, keepers: Iterable[Worker], because: str, ordered_on: date | None
) -> Sealing:
    """From this moment the earlier child does not exist for anybody but the keepers, of whom `by` is the first.

    Raises NotPossible when it is sealed already, or when somebody else keeps it.
    """
    if sealed().filter(earlier=earlier).exists():
        raise NotPossible("This record is sealed already.")
    # Held: whoever ends the restriction at this moment finds it sealed, or has ended it and a new one is made.
    row = Restriction.objects.select_for_update(no_key=True).filter(person=earlier, ended_at=None).first()
    if row is None:
        keeping.restrict(earlier, by=by, reason=SEALED, keepers=keepers)
    else:
        keeping.rename(row, by=by, named=(), keepers=keepers)
    made = Sealing.objects.create(earlier=earlier, later=later, ordered_on=ordered_on, because=because, sealed_by=by)
    FamilyLayout.objects.filter(child=earlier).delete()
    # Of the earlier one only: the later record says nothing of another.
    trail.record(
        verb="people.seal_identity", by=by, child=earlier.key, thing=("Sealing", str(made.pk)), kind="access",
        content={"later": later.key, "because": because, "ordered_on": str(ordered_on)},
    )  # fmt: skip
    return made


@transaction.atomic
def take_back(row: Sealing, *, by: Worker, because: str) -> None:
    """A sealing that was recorded by mistake is no more: the earlier record is open to those who work with the child.

    The later record stays; the two can be joined like any person who is recorded twice. Raises NotPossible.
    """
    row = Sealing.objects.select_for_update().get(pk=row.pk)
    if row.undone_at is not None:
        raise NotPossible("It was taken back already.")
    row.undone_at, row.undone_by, row.undone_because = timezone.now(), by, because
    row.save(update_fields=["undone_at", "undone_by", "undone_because"])
    restriction = Restriction.objects.get(person=row.earlier, ended_at=None)
    keeping.end_restriction(restriction, by=by, because=because)
    trail.record(
        verb="people.take_back_sealing", by=by, child=row.earlier.key, thing=("Sealing", str(row.pk)), kind="access",
        content={"because": because},
    )  # fmt: skip


def unsaved_about(person: Person) -> int:
    """How many drafts of this record somebody has typed and not saved."""
    return drafts_about(person.key)
