"""A family of three generations for tests of its page, written through the product's own deeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.access.models import Worker
from sightline.people import changes as people
from sightline.people.models import Household, Parentage, Partnership, Person, Tie
from tests.records import ago
from tests.standing import a_recorded_child


@dataclass(frozen=True)
class Kindred:
    """Robin, his mother and her new partner at home; grandparents; Maya, who has another father and two homes."""

    child: Person
    mother: Person
    partner: Person
    grandmother: Person
    grandfather: Person
    sister: Person
    father: Person
    home: Household
    other_home: Household


def a_kindred(by: Worker) -> Kindred:
    """Two homes, three generations, a father who is not known, ties with whose view they are."""
    made = a_recorded_child(by, born=ago(500)).allocated_to(by, "2026-01-01").at_level("CP", ago(90))
    child = made.child

    def somebody(given: str, sex: str, born: date | None = None, **more: Any) -> Person:
        return people.add_person(by=by, given_name=given, family_name="Fennimore", sex=sex, dob=born, **more)

    mother, partner = somebody("Kerry", "F", date(1997, 2, 1)), somebody("Lewis", "M")
    grandmother = somebody("Jean", "F", date(1970, 4, 1))
    grandfather = somebody("Alan", "M", date(1966, 1, 1), died_on=date(2019, 10, 2))
    sister, father = somebody("Maya", "F", date(2020, 5, 1), is_child=True), somebody("Darren", "M", date(1988, 3, 1))
    home, other = people.add_household(label="Kerry’s"), people.add_household(label="Darren’s")

    def parent(child: Person, parent: Person | None, label: str, **more: Any) -> Parentage:
        return people.record_parent(by=by, child=child, parent=parent, label=label, **more)

    for one in (child, sister):
        parent(one, mother, "mother")
    parent(mother, grandmother, "mother")
    parent(mother, grandfather, "father")
    parent(sister, father, "father", certainty="reported")
    parent(child, None, "father", kind="unknown", asked_on=date(2026, 3, 12), answer="not_known")
    for one in (child, mother, sister):
        people.join_household(by=by, person=one, household=home, child=child, starts_on=None)
    people.join_household(by=by, person=partner, household=home, child=child, starts_on=ago(9))
    for one in (father, sister):
        people.join_household(by=by, person=one, household=other, child=child, starts_on=None)
    for row, verb in (
        (Partnership(one=grandmother, other=grandfather, kind="married", starts="1990"), "people.record_partnership"),
        (
            Partnership(one=mother, other=father, kind="separated", starts="2018", ends="2022"),
            "people.record_partnership",
        ),
        (
            Partnership(one=mother, other=partner, kind="cohabiting", starts=ago(9).isoformat()),
            "people.record_partnership",
        ),
        (Tie(of=sister, towards=grandmother, kind="very-close", rater="Maya"), "people.record_tie"),
        (
            Tie(of=partner, towards=mother, kind="violence", rater="A neighbour", certainty="reported"),
            "people.record_tie",
        ),
    ):
        people.record_fact(row, by=by, verb=verb, child=child)
    return Kindred(child, mother, partner, grandmother, grandfather, sister, father, home, other)
