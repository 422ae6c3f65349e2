"""A child's family from the tables as `sightline-family/1`: as it stands, or as it was known on a day.

Filtered in SQL by what the viewer may see: a person kept from the viewer is in none of the rows read here, and no row
that names them is. Eleven queries, however large the family; more where somebody is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from sightline.domain import kinship
from sightline.domain.names import NOTHING_KEPT_BACK, Unsaid
from sightline.people.ages import born
from sightline.people.facts import looking_back_to
from sightline.people.kept_back import unsaid_names
from sightline.people.kin import Hidden, kin_of
from sightline.people.models import (
    BornTogether,
    HouseholdMembership,
    Parentage,
    Partnership,
    Person,
    PersonFields,
    PersonVersion,
    Tie,
)

KINDS: Final = {
    "biological": "birth",
    "unknown": "birth",
    "adopted": "adopted",
    "foster": "fostered",
    "step": "step",
    "sgo": "guardian",
}
UNKNOWN: Final = "not-known-"
"""The id of a parent who was asked about and is not known: this and the fact that says so."""


@dataclass(frozen=True)
class Found:
    """A family, the persons in it by key (those who are not identified have none), and the rows it was made from.

    `labels`: what each home is called, by the key of the household.
    """

    family: kinship.Family
    persons: Mapping[str, Person]
    parentages: Sequence[Parentage]
    memberships: Sequence[HouseholdMembership]
    partnerships: Sequence[Partnership]
    ties: Sequence[Tie]
    labels: Mapping[str, str]
    notes: tuple[str, ...] = ()
    twins: Sequence[BornTogether] = ()
    kept_back: Unsaid = NOTHING_KEPT_BACK
    """Names of people who do not exist for the viewer: words typed in this family that hold one are not shown."""


def family_of(child: Person, hidden: Hidden, on: date) -> Found:
    """The family of a child, dated `on`. `hidden`: ids of who does not exist for the viewer (`hiding.hidden_ids`).

    Inside `looking_back`, as it was known then. The family holds everything that was ever so: `genogram.on_day` leaves
    out what was over by a day.
    """
    ids = kin_of(child, hidden)
    people = _people(Person.objects.filter(pk__in=ids).exclude(pk__in=hidden).order_by("pk"))
    here = list(people)
    pairs: dict[int, Person] = {pk: who for pk, (who, _) in people.items()}
    parentages = _named(_parentages(here), pairs, "child", "parent")
    memberships = _named(_memberships(here), pairs, "person")
    partnerships = _named(_among(Partnership, "one", "other", here), pairs, "one", "other")
    ties = _named(_among(Tie, "of", "towards", here), pairs, "of", "towards")
    twins = _named(_among(BornTogether, "one", "other", here), pairs, "one", "other")
    persons = tuple(_person(who.key, details, focus=who.pk == child.pk) for who, details in people.values())
    rows, unknown = _parents_of(parentages)
    kept_back = unsaid_names(child, hidden, _typed(memberships, ties), [one.name for one in persons])
    homes, labels = _homes(memberships, child, on, kept_back)
    family = kinship.Family(
        id=child.key,
        title=f"{people[child.pk][1].given_name or child.shown_name}’s family" if child.pk in people else "Family",
        as_of=on.isoformat(),
        persons=(*persons, *unknown),
        unions=tuple(_union(row) for row in partnerships),
        parentage=rows,
        multiples=_together(twins),
        households=homes,
        relationships=tuple(_tie(row, kept_back) for row in ties),
    )
    return Found(
        family,
        {who.key: who for who, _ in people.values()},
        parentages,
        memberships,
        partnerships,
        ties,
        labels,
        _notes(parentages),
        twins,
        kept_back,
    )


def _typed(memberships: Iterable[HouseholdMembership], ties: Iterable[Tie]) -> set[str]:
    """What somebody typed that a drawing tells: whose view a tie is, what a home is called."""
    return {row.household.label for row in memberships} | {tie.rater for tie in ties}


def _people(shown: QuerySet[Person]) -> dict[int, tuple[Person, PersonFields]]:
    """Each person with their details as they were known; who was not written down by then is left out."""
    at = looking_back_to()
    if at is None:
        return {who.pk: (who, who) for who in shown}
    found: dict[int, tuple[Person, PersonFields]] = {}
    for who in shown.filter(first_recorded_at__lte=at):
        found[who.pk] = (who, who)
    later = [pk for pk, (who, _) in found.items() if who.recorded_at > at]
    rows = PersonVersion.objects.filter(person__in=later, recorded_at__lte=at, superseded_at__gt=at)
    past = {row.person_id: row for row in rows}
    return {pk: (who, past.get(pk, who) if pk in later else who) for pk, (who, _) in found.items()}


def _parentages(here: list[int]) -> QuerySet[Any]:
    rows = Parentage.objects.current().filter(child__in=here)
    return rows.filter(Q(parent=None) | Q(parent__in=here)).order_by("pk")


def _memberships(here: list[int]) -> QuerySet[Any]:
    rows = HouseholdMembership.objects.current().filter(person__in=here)
    return rows.select_related("household").order_by("household", "pk")


def _among(model: Any, one: str, other: str, here: list[int]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.current().filter(**{f"{one}__in": here, f"{other}__in": here})
    return rows.order_by("pk")


def _named(rows: Iterable[Any], people: Mapping[int, Person], *names: str) -> list[Any]:
    """The rows with their people put in from those already read: no query a row."""
    found = list(rows)
    for row in found:
        for name in names:
            pk = getattr(row, f"{name}_id")
            if pk is not None:
                setattr(row, name, people[pk])
    return found


def as_kin(key: str, details: PersonFields) -> kinship.Person:
    """Somebody who is not in the family yet, as its model has people."""
    return _person(key, details, focus=False)


def _person(key: str, details: PersonFields, *, focus: bool) -> kinship.Person:
    text, words = born_text(details)
    expected = details.expected_dob and not details.dob
    name = f"{details.given_name} {details.family_name}".strip()
    whole = details if isinstance(details, Person) else getattr(details, "person", None)
    if not name and isinstance(whole, Person) and whole.is_child:
        name = whole.shown_name
    return kinship.Person(
        id=key,
        name=name,
        sex=details.sex or "U",
        born=details.expected_dob.isoformat() if expected and details.expected_dob else text,
        born_words="" if expected else words,
        died=details.died_on.isoformat() if details.died_on else "",
        unknown=not name and not details.loss and not expected,
        outcome=details.loss or ("unborn" if expected else ""),
        focus=focus,
    )


def born_text(details: PersonFields) -> tuple[str, str]:
    """A date of birth as the family file has it, and the words for one that is less than a year, month or day."""
    found = born(details)
    if found is None or found.earliest is None or found.latest is None:
        return "", (found.in_words() if found else "")
    first, last = found.earliest, found.latest
    if first == last:
        return first.isoformat(), ""
    same_month = (first.year, first.month) == (last.year, last.month)
    text = f"{first:%Y-%m}" if same_month else f"{first:%Y}" if first.year == last.year else ""
    plain = str(details.dob_precision) in ("month", "year")
    return text, "" if plain and text else found.in_words()


def _parents_of(rows: Sequence[Parentage]) -> tuple[tuple[kinship.Parentage, ...], tuple[kinship.Person, ...]]:
    """Rows of parentage, two parents of one kind together, and the parents who are not known, one for each asking.

    Two children's unknown fathers are two: nobody has said that they are one.
    """
    unknown = []
    groups: dict[tuple[str, str, str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        kind = KINDS[row.kind]
        certainty = (
            "reported" if row.kind == "unknown" and row.parent_id and row.certainty == "recorded" else row.certainty
        )
        key = (row.child.key, kind, row.starts, row.ends, certainty if row.parent_id else "recorded")
        if row.parent_id is None:
            unknown.append(_not_known(row))
            groups[key].append(unknown[-1].id)
        elif row.parent and row.parent.key not in groups[key]:
            groups[key].append(row.parent.key)
    found = []
    for (child, kind, starts, ends, certainty), parents in groups.items():
        size = 1 if kind == "step" else 2  # a step-parent is not the other parent (UM-01)
        for first in range(0, len(parents), size):
            two = tuple(parents[first : first + size])
            found.append(kinship.Parentage(child, two, kind, start=starts, end=ends, certainty=certainty))
    return tuple(found), tuple(unknown)


def _not_known(row: Parentage) -> kinship.Person:
    label = row.label or "parent"
    sex = {"father": "M", "mother": "F"}.get(label.lower(), "U")
    words = "not known" if row.answer in ("", "not_known") else row.answer.replace("_", " ")
    return kinship.Person(
        id=f"{UNKNOWN}{row.fact}",
        name=f"{label.capitalize()}: {words}",
        sex=sex,
        unknown=True,
        asked=row.asked_on.isoformat() if row.asked_on else "",
    )


def _union(row: Partnership) -> kinship.Union:
    partners = (row.one.key, row.other.key)
    return kinship.Union(str(row.fact), partners, row.kind, row.starts, row.ends, row.certainty)


def _together(rows: Sequence[BornTogether]) -> tuple[kinship.Multiple, ...]:
    """Twins, and three of one birth as one set."""
    sets: list[tuple[set[str], str]] = []
    for row in rows:
        pair = {row.one.key, row.other.key}
        joined = [one for one in sets if one[0] & pair]
        for one in joined:
            pair |= one[0]
            sets.remove(one)
        kinds = {row.kind, *(one[1] for one in joined)}
        sets.append((pair, kinds.pop() if len(kinds) == 1 else "unknown"))
    return tuple(kinship.Multiple(kind, tuple(sorted(pair))) for pair, kind in sets)


def _homes(
    rows: Sequence[HouseholdMembership], child: Person, on: date, kept_back: Unsaid
) -> tuple[tuple[kinship.Household, ...], dict[str, str]]:
    """Homes with those who live there, those of the child on the day first; and what each is called, by its key.

    Who is only often there is no member. Homes without a label are counted. The number in a home's id is its place: the
    drawing gives the first one its outline first.
    """
    members: dict[str, list[kinship.Member]] = defaultdict(list)
    for row in rows:
        if row.role == "member":
            starts, ends = (day.isoformat() if day else "" for day in (row.starts_on, row.ends_on))
            members[row.household.key].append(kinship.Member(row.person.key, starts, ends, row.nights))
    own = {
        row.household_id: _main(row)
        for row in rows
        if row.person_id == child.pk and row.role == "member" and _now(row, on)
    }
    homes = {row.household.key: row.household for row in rows}
    order = sorted(homes.values(), key=lambda home: (own.get(home.pk, 9), home.pk))
    labels = {
        home.key: f"Home {number}" if kept_back.named_in(home.label) else home.label or f"Home {number}"
        for number, home in enumerate(order, start=1)
    }
    found = tuple(
        kinship.Household(f"{number:03d}-{home.key}", labels[home.key], home.kind, tuple(members[home.key]))
        for number, home in enumerate(order, start=1)
        if home.key in members
    )
    return found, labels


def _main(row: HouseholdMembership) -> int:
    """Of two homes, the one with more nights; one without a number before one with few."""
    return 4 if row.nights is None else 7 - min(row.nights, 7)


def _now(row: HouseholdMembership, on: date) -> bool:
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_on is None or row.ends_on >= on)


def _tie(row: Tie, kept_back: Unsaid) -> kinship.Relationship:
    rater = "" if kept_back.named_in(row.rater) else row.rater
    return kinship.Relationship(row.of.key, row.towards.key, row.kind, row.starts, row.ends, rater, row.certainty)


def _notes(rows: Iterable[Parentage]) -> tuple[str, ...]:
    return tuple(_how_is_not_known(row) for row in rows if row.kind == "unknown" and row.parent_id)


def _how_is_not_known(row: Parentage) -> str:
    parent, child = row.parent, row.child
    assert parent is not None
    return f"How {parent.shown_name} is a parent of {child.shown_name} is not recorded; drawn as by birth, not sure."
