"""The one way a fact or a person is written: the row and its trail entry together, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.kit.at_once import again_if_undone
from sightline.people.facts import ChangedMeanwhile, VersionedFact
from sightline.people.joined import refuse_joined
from sightline.people.models import (
    FamilyLayout,
    Household,
    HouseholdMembership,
    Parentage,
    Person,
    PersonFields,
    PersonVersion,
)

if TYPE_CHECKING:
    from sightline.access.models import Worker

F = TypeVar("F", bound=VersionedFact)
DETAILS = tuple(f.name for f in PersonFields._meta.fields if f.name not in {"version", "recorded_at"})


def record_fact(row: F, *, by: Worker | None, verb: str, child: Person | None, at: datetime | None = None) -> F:
    """Write the first version of a fact with its trail entry.

    `row` is unsaved; who, when and the agency are filled in here. Raises JoinedAway, and whatever the database or the
    trail raises: then neither is written.
    """
    record_facts([First(row, verb, child)], by=by, at=at)
    return row


class First(NamedTuple):
    """The first version of a fact, unsaved; what the trail calls writing it; on whose record it is."""

    row: VersionedFact
    verb: str
    child: Person | None


@transaction.atomic
def record_facts(facts: Sequence[First], *, by: Worker | None, at: datetime | None = None) -> None:
    """Write the first versions of several facts, then their trail entries, all of them or none.

    The rows come first, so that others wait for the trail's head for as short a time as can be.
    """
    now = at or timezone.now()
    for row, _, _ in facts:
        row.version = 1
        row.first_recorded_at = row.recorded_at = now
        row.recorded_by = by
        row.agency = row.agency or (by.agency if by else None)
        row.save(within_change=True, force_insert=True)
    trail.record_all(_entry(row, by=by, verb=verb, child=child) for row, verb, child in facts)
    refuse_joined([row for row, _, _ in facts], on={child.pk for _, _, child in facts if child})


def amend_fact(
    row: F,
    *,
    by: Worker | None,
    verb: str,
    child: Person | None,
    changes: dict[str, Any],
    because: str = "",
    seen_version: int | None = None,
) -> F:
    """Write the next version of a fact; the earlier one stays readable.

    Raises ChangedMeanwhile when somebody amended it, or took it out, after `seen_version` (default: the version in
    `row`) was read.
    """
    return _next(row, by=by, verb=verb, child=child, changes=changes, because=because, seen_version=seen_version)


def take_out_fact(
    row: F, *, by: Worker | None, verb: str, child: Person | None, because: str, seen_version: int | None = None
) -> F:
    """Take out what was written by mistake: from now it does not hold, and what it said stays readable.

    The last version is one that never stood, superseded in the instant it was recorded: it says who took it out, and
    why. Raises ChangedMeanwhile like `amend_fact`.
    """
    return _next(
        row, by=by, verb=verb, child=child, changes={}, because=because, seen_version=seen_version, stands=False
    )


@transaction.atomic
def _next(
    row: F,
    *,
    by: Worker | None,
    verb: str,
    child: Person | None,
    changes: dict[str, Any],
    because: str,
    seen_version: int | None,
    stands: bool = True,
) -> F:
    model = type(row)
    current = model._default_manager.select_for_update().filter(fact=row.fact, superseded_at=None).first()
    if current is None or current.version != (row.version if seen_version is None else seen_version):
        raise ChangedMeanwhile
    if getattr(current, "child_id", None) != getattr(row, "child_id", None):  # moved to another record meanwhile
        raise ChangedMeanwhile
    now = max(timezone.now(), current.recorded_at)
    model._default_manager.filter(pk=current.pk).update(superseded_at=now)
    nxt: F = current
    nxt.pk = None
    nxt._state.adding = True
    nxt.version += 1
    nxt.recorded_at, nxt.superseded_at = now, None if stands else now
    nxt.recorded_by, nxt.amended_because = by, because
    for name, value in changes.items():
        setattr(nxt, name, value)
    nxt.save(within_change=True, force_insert=True)
    trail.record_all([_entry(nxt, by=by, verb=verb, child=child)])
    refuse_joined([nxt], on={child.pk} if child else ())
    return nxt


def _entry(row: VersionedFact, *, by: Worker | None, verb: str, child: Person | None) -> trail.Row:
    thing = (type(row).__name__, str(row.fact))
    return trail.Row(verb=verb, by=by, child=child.key if child else None, thing=thing, content=row.content())


@transaction.atomic
def add_person(*, by: Worker | None, is_child: bool = False, **details: Any) -> Person:
    """Write down a person. `details` are fields of `PersonFields`, and `source` and `reference`."""
    person = Person(is_child=is_child, recorded_by=by, **details)
    person.first_recorded_at = person.recorded_at = timezone.now()
    person.save(within_change=True, force_insert=True)
    _trail_person(person, by=by, verb="people.add_person")
    return person


@again_if_undone
@transaction.atomic
def amend_person(person: Person, *, by: Worker | None, changes: dict[str, Any]) -> Person:
    """Change a person's details; the earlier ones stay readable as of their time.

    Raises ChangedMeanwhile when somebody changed them since `person` was read.
    """
    trail.take_turn()
    # Not a full lock: an entry being written about this person holds a share of the row while it waits for the trail.
    current: Person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if current.version != person.version:
        raise ChangedMeanwhile
    now = max(timezone.now(), current.recorded_at)
    PersonVersion.objects.create(
        person=current,
        superseded_at=now,
        version=current.version,
        recorded_at=current.recorded_at,
        **{name: getattr(current, name) for name in DETAILS},
    )
    for name, value in changes.items():
        setattr(current, name, value)
    current.version += 1
    current.recorded_at = now
    current.save(within_change=True)
    _trail_person(current, by=by, verb="people.amend_person")
    return current


def _trail_person(person: Person, *, by: Worker | None, verb: str) -> None:
    content = {name: str(getattr(person, name)) for name in DETAILS} | {"version": person.version}
    trail.record(verb=verb, by=by, child=person.key, thing=("Person", person.key), content=content)


@transaction.atomic
def join_household(
    *,
    by: Worker | None,
    person: Person,
    household: Household,
    child: Person,
    starts_on: date | None,
    role: str = "member",
) -> HouseholdMembership:
    """Write that `person` lives in, or is often at, `household`; it appears on `child`'s record."""
    row = HouseholdMembership(person=person, household=household, starts_on=starts_on, role=role)
    return record_fact(row, by=by, verb="people.join_household", child=child)


@transaction.atomic
def leave_household(
    row: HouseholdMembership, *, by: Worker | None, child: Person, ends_on: date | None
) -> HouseholdMembership:
    """Write that somebody has left a home on a day."""
    return amend_fact(row, by=by, verb="people.leave_household", child=child, changes={"ends_on": ends_on})


def add_household(*, label: str, kind: str = "home") -> Household:
    """A home by what people call it. Who lives there is a fact of its own."""
    return Household.objects.create(label=label, kind=kind)


@transaction.atomic
def record_parent(
    *, by: Worker | None, child: Person, parent: Person | None, kind: str = "biological", label: str = "", **more: Any
) -> Parentage:
    """Write who a child's parent is, or that it was asked and is not known (`parent` None, `asked_on`, `answer`)."""
    row = Parentage(child=child, parent=parent, kind=kind, label=label, **more)
    return record_fact(row, by=by, verb="people.record_parent", child=child)


def keep_layout(child: Person, worker: Worker, layout: dict[str, Any], earlier: dict[str, Any] | None) -> None:
    """Keep where everybody stands in what this worker has just seen. No fact about anybody, so not in the trail."""
    rows = [{key: row[key] for key in ("id", "x", "y", "pinned") if key in row} for row in layout["persons"]]
    kept = {"format": layout["format"], "persons": rows}
    if kept != earlier:
        _keep(child, worker, kept)


def _keep(child: Person, worker: Worker, layout: dict[str, Any]) -> None:
    row = FamilyLayout(child=child, worker=worker, layout=layout, drawn_at=timezone.now())
    FamilyLayout.objects.bulk_create(  # one statement, whether it is there or not
        [row], update_conflicts=True, unique_fields=["child", "worker"], update_fields=["layout", "drawn_at"]
    )


@transaction.atomic
def pin(child: Person, worker: Worker, person: str, *, hold: bool) -> bool:
    """Hold somebody at their place in this worker's drawing of a child's family, or let them go.

    False for somebody who is not in it. No fact about anybody, so not in the trail.
    """
    row = FamilyLayout.objects.select_for_update().filter(child=child, worker=worker).first()
    found = [one for one in row.layout["persons"] if one["id"] == person] if row else []
    for one in found:
        one.pop("pinned", None)
        if hold:
            one["pinned"] = True
    if row and found:
        row.save(update_fields=["layout"])
    return bool(found)


def forget_layout(child: Person, worker: Worker) -> None:
    """The next drawing starts afresh; people who are pinned keep their order and their distances."""
    row = FamilyLayout.objects.filter(child=child, worker=worker).first()
    pinned = [one for one in row.layout["persons"] if one.get("pinned")] if row else []
    if row and pinned:
        _keep(child, worker, {"format": row.layout["format"], "persons": pinned, "afresh": True})
    elif row:
        row.delete()
