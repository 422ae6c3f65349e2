"""Writing about a family from its drawing. Each deed is one transaction; the same form sent twice is one deed.

The first fact a deed writes carries the name of the form's opening (`once.py`), so that a second sending finds it and
nobody is written down twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sightline.cases.kin_forms import (
    NEW,
    NOT_KNOWN,
    ChildForm,
    HomeForm,
    KinForm,
    ParentForm,
    PartnerForm,
    TieForm,
    TwinsForm,
)
from sightline.cases.once import AlreadySaved, fact_of
from sightline.people import amending
from sightline.people.ages import born, is_certainly_at_least
from sightline.people.changes import add_household, add_person, join_household, leave_household, record_fact
from sightline.people.facts import VersionedFact
from sightline.people.models import BornTogether, Household, HouseholdMembership, Parentage, Partnership, Person, Tie

if TYPE_CHECKING:
    from sightline.access.models import Worker

ADULT = 18
Names = Mapping[str, Person]
Homes = Mapping[str, Household]


def _once(model: type[VersionedFact], fact: UUID, **said: Any) -> VersionedFact | None:
    """What this opening of the form wrote before; None for nothing. Raises AlreadySaved when it said otherwise."""
    first: VersionedFact | None = model._default_manager.filter(fact=fact, version=1).first()
    if first is not None and any(getattr(first, name) != value for name, value in said.items()):
        raise AlreadySaved(first)
    return first


def _somebody(form: KinForm, people: Names, *, by: Worker, is_child: bool | None = None) -> Person:
    """Whoever was chosen, or the new person of the form, written down."""
    who = form.cleaned_data["who"]
    if who != NEW:
        return people[who]
    details = form.details()
    if is_child is None:
        is_child = _is_a_child(Person(**details))
    return add_person(by=by, is_child=is_child and not details["loss"], **details)


def _is_a_child(person: Person) -> bool:
    """Not yet born, or known to be born and not certainly grown up. Of whom nothing is known, nothing is said."""
    if person.expected_dob:
        return True
    return born(person) is not None and not is_certainly_at_least(person, ADULT, timezone.localdate())


@transaction.atomic
def add_partner(form: PartnerForm, *, by: Worker, child: Person, people: Names, homes: Homes) -> VersionedFact:
    """Somebody's partner, and the home they moved into. Raises AlreadySaved."""
    clean = form.cleaned_data
    said = {name: clean[name] for name in ("kind", "starts", "ends", "certainty")}
    fact = fact_of(clean["opening"], by, "Partnership", form.person.key)
    if found := _once(Partnership, fact, **said):
        return found
    partner = _somebody(form, people, by=by)
    row = Partnership(fact=fact, one=form.person, other=partner, **said)
    record_fact(row, by=by, verb="people.record_partnership", child=child)
    if home := homes.get(clean.get("home") or ""):
        moved = clean["moved"].value if clean.get("moved") else None
        join_household(by=by, person=partner, household=home, child=child, starts_on=moved)
    return row


@transaction.atomic
def add_child(form: ChildForm, *, by: Worker, child: Person, people: Names, homes: Homes) -> VersionedFact:
    """Somebody's child with the other parent, as far as known, and where the child lives. Raises AlreadySaved."""
    clean = form.cleaned_data
    fact = fact_of(clean["opening"], by, "Parentage", form.person.key)
    said = {"kind": clean["kind"], "certainty": clean["certainty"]}
    if found := _once(Parentage, fact, **said):
        return found
    theirs = _somebody(form, people, by=by)
    row = Parentage(fact=fact, child=theirs, parent=form.person, label=_label(form.person), **said)
    record_fact(row, by=by, verb="people.record_parent", child=child)
    other = clean.get("other")
    if other:
        parent = None if other == NOT_KNOWN else people[other]
        second = Parentage(child=theirs, parent=parent, **_other(form, parent, said))
        record_fact(second, by=by, verb="people.record_parent", child=child)
    if home := homes.get(clean.get("home") or ""):
        join_household(by=by, person=theirs, household=home, child=child, starts_on=None)
    return row


def _other(form: ChildForm, parent: Person | None, said: Mapping[str, Any]) -> dict[str, Any]:
    if parent is not None:
        return {**said, "label": _label(parent)}
    asked = form.cleaned_data.get("asked_on")
    label = {"F": "father", "M": "mother"}.get(form.person.sex, "parent")
    return {"kind": "unknown", "label": label, "answer": "not_known", "asked_on": asked.value if asked else None}


def _label(parent: Person) -> str:
    return {"F": "mother", "M": "father"}.get(parent.sex, "parent")


@transaction.atomic
def add_parent(form: ParentForm, *, by: Worker, child: Person, people: Names, homes: Homes) -> VersionedFact:
    """Somebody's parent or carer, or that one was asked about and is not known. Raises AlreadySaved."""
    clean = form.cleaned_data
    fact = fact_of(clean["opening"], by, "Parentage", form.person.key, "parent")
    said = {name: clean[name] for name in ("label", "starts", "ends", "certainty")}
    if found := _once(Parentage, fact, **said):
        return found
    if clean["who"] == NOT_KNOWN:
        asked = clean.get("asked_on")
        said |= {"kind": "unknown", "answer": "not_known", "asked_on": asked.value if asked else None}
        row = Parentage(fact=fact, child=form.person, parent=None, **said)
    else:
        parent = _somebody(form, people, by=by, is_child=False)
        row = Parentage(fact=fact, child=form.person, parent=parent, kind=clean["kind"], **said)
    return record_fact(row, by=by, verb="people.record_parent", child=child)


@transaction.atomic
def move_home(form: HomeForm, *, by: Worker, child: Person, people: Names, homes: Homes) -> VersionedFact:
    """Somebody lives in another home now, and has left those that were ticked. Raises AlreadySaved."""
    clean = form.cleaned_data
    fact = fact_of(clean["opening"], by, "HouseholdMembership", form.person.key)
    starts = clean["starts_on"].value if clean.get("starts_on") else None
    said = {"role": clean["role"], "nights": clean.get("nights"), "starts_on": starts}
    if found := _once(HouseholdMembership, fact, **said):
        return found
    new = clean["to"] == NEW
    home = add_household(label=clean["label"], kind=clean["home_kind"]) if new else homes[clean["to"]]
    rows = HouseholdMembership.objects.current().filter(person=form.person, household__key__in=clean.get("leaves", []))
    for left in rows.filter(ends_on=None):
        leave_household(left, by=by, child=child, ends_on=starts)
    row = HouseholdMembership(fact=fact, person=form.person, household=home, **said)
    return record_fact(row, by=by, verb="people.join_household", child=child)


@transaction.atomic
def record_tie(form: TieForm, *, by: Worker, child: Person, people: Names, homes: Homes) -> VersionedFact:
    """How somebody gets on with somebody else. Raises AlreadySaved."""
    clean = form.cleaned_data
    said = {name: clean[name] for name in ("kind", "starts", "ends", "rater", "certainty")}
    fact = fact_of(clean["opening"], by, "Tie", form.person.key)
    if found := _once(Tie, fact, **said):
        return found
    row = Tie(fact=fact, of=form.person, towards=people[clean["towards"]], **said)
    return record_fact(row, by=by, verb="people.record_tie", child=child)


@transaction.atomic
def record_twins(form: TwinsForm, *, by: Worker, child: Person, people: Names, homes: Homes) -> VersionedFact:
    """That two people were born together; three are two rows. Raises AlreadySaved."""
    clean = form.cleaned_data
    fact = fact_of(clean["opening"], by, "BornTogether", form.person.key)
    if found := _once(BornTogether, fact, kind=clean["kind"]):
        return found
    row = BornTogether(fact=fact, one=form.person, other=people[clean["towards"]], kind=clean["kind"])
    return record_fact(row, by=by, verb="people.record_born_together", child=child)


def was_written(deed: str, form: KinForm, *, by: Worker) -> bool:
    """Whether this opening of the form has written somebody already, so that they are not looked for again."""
    model, more = _SOMEBODY[deed]
    fact = fact_of(form.cleaned_data["opening"], by, model.__name__, form.person.key, *more)
    return model._default_manager.filter(fact=fact).exists()


_SOMEBODY: Mapping[str, tuple[type[VersionedFact], tuple[str, ...]]] = {
    "partner": (Partnership, ()), "child": (Parentage, ()), "parent": (Parentage, ("parent",)),
}  # fmt: skip
DEEDS: Mapping[str, Callable[..., VersionedFact]] = {
    "partner": add_partner,
    "child": add_child,
    "parent": add_parent,
    "home": move_home,
    "tie": record_tie,
    "twins": record_twins,
}


@transaction.atomic
def amend(row: VersionedFact, deed: str, form: Any, *, by: Worker, child: Person, people: Names) -> VersionedFact:
    """The next version of a row of the family, or taking it out. Raises ChangedMeanwhile."""
    clean = form.cleaned_data
    said = {"by": by, "child": child, "because": clean["amended_because"], "seen_version": clean["seen_version"]}
    if clean["is_mistake"]:
        return amending.take_out(deed, row, **said)  # type: ignore[no-any-return]
    changes = form.changes(row)
    if changes.pop("who", ""):
        changes["parent"] = _somebody(form, people, by=by, is_child=False)
    return amending.amend(deed, row, changes=changes, **said)  # type: ignore[no-any-return]
