"""Which children a change touches: the one whose record it is on, and those whose record shows the same people."""

from __future__ import annotations

from django.db.models import Q

from sightline import trail
from sightline.cases import moving
from sightline.checks import forget, run
from sightline.people.models import HouseholdMembership, Parentage, Person
from sightline.trail.followers import Change

# Changes to a person, a household or a parent reach every record that person is on; so do two records that are joined.
SHARED = frozenset({"Person", "HouseholdMembership", "Parentage", "Merge"})
# Of no interest to a check: who works with the child, and answers to prompts.
NOT_A_RECORD = frozenset({"Allocation", "Answer", "cases.allocation", "checks.answer"})


def on_change(change: Change) -> None:
    """Called by the trail for every change, in its transaction: the children it touches are looked at again."""
    if change.kind != "change" or not change.child or change.thing_kind in NOT_A_RECORD:
        return
    if change.verb == moving.AWAY:
        forget.entry(change.child, change.thing_id)
    kind = change.thing_kind.rpartition(".")[2]
    shared = kind.lower() in {name.lower() for name in SHARED}
    run.look_at(touched(change.child, shared=shared))


def touched(key: str, *, shared: bool) -> list[int]:
    """The children on whose record a change to this person's record shows."""
    person = Person.objects.filter(key=key).values_list("pk", "is_child").first()
    if person is None:
        return []
    pk, is_child = person
    if not shared:
        return [pk] if is_child else []
    return list(Person.objects.filter(Q(pk=pk) | Q(pk__in=_relatives(pk)), is_child=True).values_list("pk", flat=True))


def _relatives(pk: int) -> set[int]:
    households = HouseholdMembership.objects.filter(person_id=pk).values("household_id")
    found = set(HouseholdMembership.objects.filter(household_id__in=households).values_list("person_id", flat=True))
    parents = Parentage.objects.filter(child_id=pk, parent__isnull=False).values("parent_id")
    rows = Parentage.objects.filter(Q(child_id=pk) | Q(parent_id=pk) | Q(parent_id__in=parents))
    for child, parent in rows.values_list("child_id", "parent_id"):
        found |= {child, parent} - {None}
    return found


def register() -> None:
    """Have the trail call `on_change`. Called once, when the app is ready."""
    trail.register_follower(on_change)
