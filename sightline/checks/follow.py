"""Which children a change touches: the one whose record it is on, and those whose record shows the same people."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from sightline import trail
from sightline.cases import moving
from sightline.cases.models import Event, Noted, Statement
from sightline.checks import forget, mapping, run
from sightline.checks.gather import chunks
from sightline.people.models import HouseholdMembership, Parentage, Person
from sightline.trail.followers import Change
from sightline.trail.models import Entry

# Changes to a person, a household or a parent reach every record that person is on; so do two records that are joined.
SHARED = frozenset({"person", "householdmembership", "parentage", "merge"})
# Of no interest to a check: who works with the child, and answers to prompts.
NOT_A_RECORD = frozenset({"Allocation", "Answer", "cases.allocation", "checks.answer"})
IN_ONE_GO = 500  # people in a statement
FEW = 5  # keys the database looks for in texts; more are looked for here, in one pass
KEY = "__key"
_LIKE_A_KEY = re.compile(r"[a-zA-Z0-9_-]{6,24}")


def on_change(change: Change) -> None:
    """Called by the trail for every change, in its transaction: the children it touches are looked at again."""
    if change.kind != "change" or not change.child or change.thing_kind in NOT_A_RECORD:
        return
    if change.verb == moving.AWAY:
        forget.entry(change.child, change.thing_id)
    if _is_shared(change.thing_kind):
        run.look_at(touched([change.child], shared=True))
    else:
        run.look_at_own(change.child)


def changed_after(seq: int) -> set[int]:
    """The children touched by any change that was written down after an entry of the trail."""
    changes = Entry.objects.filter(seq__gt=seq, kind=Entry.Kind.CHANGE).exclude(child="")
    rows = set(changes.exclude(thing_kind__in=NOT_A_RECORD).order_by().values_list("child", "thing_kind").distinct())
    shared = {child for child, kind in rows if _is_shared(kind)}
    return touched(shared, shared=True) | touched({child for child, _ in rows} - shared, shared=False)


def touched(keys: Collection[str], *, shared: bool) -> set[int]:
    """The children on whose record a change to the record of one of these people shows."""
    found: set[int] = set()
    for some in chunks(sorted(keys), IN_ONE_GO):
        people = dict(Person.objects.filter(key__in=some).order_by("pk").values_list("pk", "key"))
        found |= people.keys()
        if shared and people:
            found |= _relatives(list(people)) | _pointing_at(list(people))
    if shared:
        found |= _naming(keys)
    children: set[int] = set()
    for ids in chunks(sorted(found), IN_ONE_GO):
        children.update(Person.objects.filter(pk__in=ids, is_child=True).order_by().values_list("pk", flat=True))
    return children


def _is_shared(thing_kind: str) -> bool:
    return thing_kind.rpartition(".")[2].lower() in SHARED


def _relatives(ids: Collection[int]) -> set[int]:
    """Everybody who has shared a home with one of them, or a parent, or is their parent or child."""
    households = HouseholdMembership.objects.filter(person_id__in=ids).values("household_id")
    homes = HouseholdMembership.objects.filter(household_id__in=households).order_by()
    found = set(homes.values_list("person_id", flat=True))
    parents = Parentage.objects.filter(child_id__in=ids, parent__isnull=False).values("parent_id")
    rows = Parentage.objects.filter(Q(child_id__in=ids) | Q(parent_id__in=ids) | Q(parent_id__in=parents)).order_by()
    for child, parent in rows.values_list("child_id", "parent_id"):
        found |= {child, parent} - {None}
    return found


def _pointing_at(ids: Collection[int]) -> set[int]:
    """Everybody on whose record an entry points at one of them, whoever they are to each other."""
    found: set[int] = set()
    for model, columns in _columns_pointing():
        named = reduce(or_, (Q(**{f"{name}__in": ids}) for name in columns))
        found.update(model._default_manager.filter(named).order_by().values_list("child_id", flat=True).distinct())
    return found


def _naming(keys: Collection[str]) -> set[int]:
    """Everybody on whose record an entry holds one of these keys in a text or a list."""
    found: set[int] = set()
    wanted = set(keys)
    for model, column in ((Noted, "body"), (Event, "persons"), (Statement, "informant")):
        rows = model._default_manager.annotate(said=Cast(column, TextField())).order_by()
        if len(wanted) <= FEW:
            rows = rows.filter(reduce(or_, (Q(said__contains=key) for key in sorted(wanted)), Q(pk=None)))
        for child, said in rows.values_list("child_id", "said").iterator(chunk_size=2_000):
            if said and not wanted.isdisjoint(_LIKE_A_KEY.findall(said)):
                found.add(child)
    return found


@cache
def _columns_pointing() -> tuple[tuple[Any, tuple[str, ...]], ...]:
    """The tables of a case with columns that point at a person, other than whose record it is."""
    found = []
    for table in mapping.CASE_TABLES:
        columns = {column for field in table.fields.values() for column in field.columns if column.endswith(KEY)}
        names = tuple(sorted(column.removesuffix(KEY) for column in columns - {f"child{KEY}"}))
        if names:
            found.append((table.model, names))
    return tuple(found)


def register() -> None:
    """Have the trail call `on_change`. Called once, when the app is ready."""
    trail.register_follower(on_change)
