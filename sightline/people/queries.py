"""Scoped reads of persons: the children a worker may see, who lives with whom, who is whose parent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.access.policy import scope
from sightline.people.hiding import answered, hidden_from, hidden_ids
from sightline.people.knowing import AmongThose
from sightline.people.knowing import search as sounding
from sightline.people.models import FamilyLayout, HouseholdMembership, Parentage, Person
from sightline.people.reading import fetch_for

if TYPE_CHECKING:
    from sightline.access.models import Worker

CHILDREN = Person.objects.filter(is_child=True)


def children_open_to(worker: Worker, action: str = "record.view") -> QuerySet[Person]:
    """The children of whom `worker` may do `action`, by family name."""
    return scope(worker, action, CHILDREN.all()).order_by("family_name", "given_name", "pk")


def not_mine(worker: Worker) -> QuerySet[Person]:
    """Children open to the worker who are not among their own: nobody works with them yet."""
    return children_open_to(worker).exclude(pk__in=children_open_to(worker, "record.mine").order_by().values("pk"))


def find_child(worker: Worker, key: str, action: str = "record.view") -> Person | None:
    """The child with this key, if the worker may do `action` there; None otherwise, whatever the reason."""
    found = fetch_for(f"child, {action}", partial(_child, action), worker, key=key)
    return found[0] if found else None


def _child(action: str, worker: Worker, key: str) -> QuerySet[Person]:
    return children_open_to(worker, action).filter(key=key)


def find_known(worker: Worker, key: str, action: str = "record.find") -> Person | None:
    """The child with this key, if the worker may know that there is one; None otherwise, whatever the reason."""
    return scope(worker, action, CHILDREN.all()).filter(key=key).first()


def exists(key: str) -> bool:
    """Whether there is such a child at all: for the security log alone, never told to the worker."""
    return CHILDREN.filter(key=key).exists()


def search(worker: Worker, words: str, newest: int = 50) -> list[Person]:
    """Children open to the worker whose name or reference begins with every word typed, then those that sound like it.

    Nothing else is looked at.
    """
    with answered(None):  # the condition in full: PostgreSQL, which reads all children for it, then takes half as long
        found = children_open_to(worker)
    for word in words.split():
        found = found.filter(
            Q(given_name__istartswith=word)
            | Q(family_name__istartswith=word)
            | Q(family_name__icontains=f" {word}")
            | Q(family_name__icontains=f"-{word}")
            | Q(reference__icontains=word)
        )
    if not words.split():
        return []
    rows = list(found[:newest])
    have = {row.pk for row in rows}
    mine = AmongThose("open children", children_open_to, worker)
    return rows + [row for row in sounding(words, mine, newest) if row.pk not in have]


def known_elsewhere(worker: Worker, words: str, newest: int = 10) -> list[Person]:
    """Children who are known here, exist for the worker and are not open to them: by sound, or by reference."""
    return sounding(words, AmongThose("children elsewhere", _elsewhere, worker), newest)


def _elsewhere(worker: Worker) -> QuerySet[Person]:
    # Asked of the few who sound like it, not of all whose record is open.
    here = children_open_to(worker).order_by().filter(pk=OuterRef("pk"))
    return scope(worker, "record.find", CHILDREN.all()).exclude(Exists(here))


def _holds(on: date) -> Q:
    """Spells that hold on a day, as far as their dates are known."""
    return (Q(starts_on=None) | Q(starts_on__lte=on)) & (Q(ends_on=None) | Q(ends_on__gte=on))


@dataclass(frozen=True)
class Home:
    """A household of the child, with everybody known to live or often be there."""

    own: HouseholdMembership
    others: tuple[HouseholdMembership, ...]
    now: bool


def homes(child: Person, on: date, viewer: Worker) -> tuple[Home, ...]:
    """Every household the child has been part of, the present ones first, with the people in each. One query.

    Whoever does not exist for the `viewer` is left out; each row says in `is_open` whether that person's own record is
    open to them.
    """
    found = fetch_for("homes", _living, viewer, child=child.pk)
    mine = [row for row in reversed(found) if row.person_id == child.pk]
    others = [row for row in found if row.person_id != child.pk]
    made = [Home(row, tuple(o for o in others if o.household_id == row.household_id), _now(row, on)) for row in mine]
    return tuple(sorted(made, key=lambda home: not home.now))


def _living(viewer: Worker, child: int) -> QuerySet[Any]:
    own = HouseholdMembership.objects.current().filter(person=child).values("household")
    rows: QuerySet[Any] = HouseholdMembership.objects.current().filter(household__in=own)
    rows = rows.exclude(person__in=hidden_ids(viewer))
    rows = rows.annotate(is_open=Exists(children_open_to(viewer).filter(pk=OuterRef("person"))))
    return rows.select_related("person", "recorded_by", "household").order_by("starts_on", "pk")


def open_here(living: Iterable[Home]) -> frozenset[str]:
    """The keys of children in these homes whose record the viewer may open: a link only where it leads somewhere."""
    return frozenset(row.person.key for home in living for row in home.others if getattr(row, "is_open", False))


def _now(row: HouseholdMembership, on: date) -> bool:
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_on is None or row.ends_on >= on)


def parentages(child: Person, viewer: Worker) -> list[Parentage]:
    """Who is recorded as the child's parent, and what was asked and is not known."""
    return fetch_for("parentages", _parentages, viewer, child=child.pk)


def _parentages(viewer: Worker, child: int) -> QuerySet[Any]:
    rows = Parentage.objects.current().filter(child=child)
    rows = rows.filter(Q(parent=None) | ~Q(parent__in=hidden_ids(viewer)))
    return rows.select_related("parent").order_by("label", "pk")


def siblings_at_home(worker: Worker, child: Person, on: date) -> list[Person]:
    """Other children of the same household today on whose record the worker may write."""
    return fetch_for("siblings at home", _siblings, worker, child=child.pk, on=on)


def _siblings(worker: Worker, child: int, on: date) -> QuerySet[Person]:
    here = HouseholdMembership.objects.current().filter(_holds(on), person=child, role="member").values("household")
    there = HouseholdMembership.objects.current().filter(_holds(on), household__in=here, role="member").values("person")
    found = children_open_to(worker, "record.change").filter(pk__in=there).exclude(pk=child)
    return found.order_by("dob", "pk")


def people_around(child: Person, viewer: Worker) -> list[Person]:
    """The child's parents and everybody of the child's households: whom an entry can be about. One query."""
    return fetch_for("people around", _around, viewer, child=child.pk)


def _around(viewer: Worker, child: int) -> QuerySet[Person]:
    homes_of = HouseholdMembership.objects.current().filter(person=child).values("household")
    living = HouseholdMembership.objects.current().filter(household__in=homes_of).values("person")
    parents = Parentage.objects.current().filter(child=child).exclude(parent=None).values("parent")
    # One list of ids and no OR: for an OR of two, PostgreSQL reads every person there is.
    found = Person.objects.filter(pk__in=living.union(parents)).exclude(pk=child)
    return found.exclude(hidden_from(viewer)).order_by("is_child", "dob", "pk")


def layout_of(child: Person, worker: Worker) -> dict[str, Any] | None:
    """Where this worker last saw everybody of a child's family stand, as `sightline-layout/1`."""
    found: dict[str, Any] | None = (
        FamilyLayout.objects.filter(child=child, worker=worker).values_list("layout", flat=True).first()
    )
    return found
