"""Invented families: who is in them, who lives where, who moved, which fathers nobody has been able to name."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.people.models import Household, HouseholdMembership, Parentage, Person
from sightline.stories import words
from sightline.stories.book import seeded_key

CHILDREN = 400
# How many children a family has, and how often (invented).
SIZES, SIZE_WEIGHTS = (1, 2, 3, 4, 5), (30, 32, 22, 11, 5)
FATHERS = ("at_home", "elsewhere", "unknown", "step")
FATHER_WEIGHTS = (36, 26, 18, 20)


@dataclass(frozen=True)
class Kin:
    """Somebody of the wider family, and the day they were first written down."""

    person: Person
    on: date


@dataclass
class Family:
    """One family and the chance it lives by. `shape` says where the children's father is."""

    rng: random.Random
    number: int
    shape: str
    name: str
    mother: Person
    partner: Person | None
    children: list[Person]
    household: Household
    old_household: Household | None
    moved_on: date | None
    memberships: list[tuple[Person, HouseholdMembership]] = field(default_factory=list)
    parentages: list[tuple[Person, Parentage]] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)
    homes: list[Household] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        return [p for p in (self.mother, self.partner, *self.children) if p is not None]

    @property
    def households(self) -> list[Household]:
        return [h for h in (self.household, self.old_household, *self.homes) if h is not None]


def make(seed: str, today: date, *, less: int = 0) -> Iterator[Family]:
    """Families with 400 children (`less` those told elsewhere) between them, the same for the same seed and day.

    Nothing is stored.
    """
    left, number = CHILDREN - less, 0
    while left:
        number += 1
        rng = random.Random(f"{seed}/family/{number}")
        size = min(left, rng.choices(SIZES, SIZE_WEIGHTS)[0])
        left -= size
        yield _family(rng, number, size, today)


def _family(rng: random.Random, number: int, size: int, today: date) -> Family:
    shape = rng.choices(FATHERS, FATHER_WEIGHTS)[0]
    name = words.FAMILY[(number * 7 + rng.randrange(3)) % len(words.FAMILY)]
    mother = _adult(rng, words.ADULT_WOMEN, name if rng.random() < 0.7 else rng.choice(words.FAMILY), "F", today)
    partner = None
    if shape != "unknown":
        partner = _adult(rng, words.ADULT_MEN, rng.choice(words.FAMILY), "M", today)
    moved = rng.random() < 0.22
    family = Family(
        rng=rng,
        number=number,
        shape=shape,
        name=name,
        mother=mother,
        partner=partner,
        children=_children(rng, size, name, today),
        household=Household(key=seeded_key(rng)),
        old_household=Household(key=seeded_key(rng)) if moved else None,
        moved_on=today - timedelta(days=rng.randint(60, 600)) if moved else None,
    )
    _homes(family)
    _parents(family, today)
    return family


def _adult(rng: random.Random, given: tuple[str, ...], family: str, sex: str, today: date) -> Person:
    born = today - timedelta(days=rng.randint(21 * 365, 48 * 365))
    needs = rng.random() < 0.08
    return Person(
        key=seeded_key(rng),
        given_name=rng.choice(given),
        family_name=family,
        sex=sex,
        dob=born,
        languages=["Polish"] if needs else ["English"],
        interpreter_need="yes" if needs else "no",
    )


def _children(rng: random.Random, size: int, name: str, today: date) -> list[Person]:
    children: list[Person] = []
    age = rng.triangular(0, 16 * 365, 4 * 365)
    for _ in range(size):
        child = Person(
            key=seeded_key(rng),
            given_name=rng.choice([g for g in words.GIVEN if g not in {c.given_name for c in children}]),
            family_name=name,
            is_child=True,
            sex=rng.choice("FM"),
            languages=["English"],
            disability=_disability(rng),
        )
        _birth(rng, child, today - timedelta(days=int(age)), today)
        children.append(child)
        age = max(5, age - rng.randint(400, 1400)) if age > 420 else age + rng.randint(400, 1500)
    return sorted(children, key=lambda c: c.dob or c.expected_dob or today)


def _birth(rng: random.Random, child: Person, born: date, today: date) -> None:
    chance = rng.random()
    if chance < 0.02:
        child.expected_dob, child.sex = today + timedelta(days=rng.randint(20, 160)), "U"
        child.given_name = "Unborn"
    elif chance < 0.035:
        child.dob, child.dob_precision, child.dob_basis = born.replace(day=15), "day_estimated", "Mother's account"
        child.dob_earliest = born.replace(day=1)
        child.dob_latest = born.replace(day=28)
    else:
        child.dob = born
        if rng.random() < 0.08:
            child.gestation_weeks = rng.randint(28, 36)


def _disability(rng: random.Random) -> list[str] | None:
    chance = rng.random()
    if chance < 0.12:
        return [rng.choice(("AUT", "LD", "COMM", "MOB", "HEAR"))]
    return [] if chance < 0.8 else None


def _homes(family: Family) -> None:
    at_home: list[Person] = [family.mother, *family.children]
    if family.partner is not None and family.shape in {"at_home", "step"}:
        at_home.append(family.partner)
    for person in at_home:
        began = family.moved_on if family.old_household is not None else None
        if born_after(person, family.moved_on):
            began = person.dob  # nobody, for a child who is not born yet
        if family.old_household is not None:
            before = HouseholdMembership(person=person, household=family.old_household, ends_on=family.moved_on)
            family.memberships.append((person, before))
        family.memberships.append(
            (person, HouseholdMembership(person=person, household=family.household, starts_on=began))
        )
    if family.partner is not None and family.shape == "elsewhere" and family.rng.random() < 0.5:
        often = HouseholdMembership(person=family.partner, household=family.household, role="regular_contact")
        family.memberships.append((family.partner, often))


def born_after(person: Person, day: date | None) -> bool:
    """Whether a child was born on a day or later, or is not born yet."""
    return day is not None and person.is_child and (person.dob is None or person.dob >= day)


def _parents(family: Family, today: date) -> None:
    for child in family.children:
        family.parentages.append((child, Parentage(child=child, parent=family.mother, label="mother")))
        if family.partner is not None and family.shape != "step":
            family.parentages.append((child, Parentage(child=child, parent=family.partner, label="father")))
            continue
        if family.partner is not None:
            step = Parentage(child=child, parent=family.partner, kind="step", label="stepfather")
            family.parentages.append((child, step))
        asked = today - timedelta(days=family.rng.randint(30, 500))
        unknown = Parentage(
            child=child, parent=None, kind="unknown", label="father", asked_on=asked, answer="not_known"
        )
        family.parentages.append((child, unknown))
