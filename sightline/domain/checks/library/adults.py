"""Every adult who lives with the child or cares for the child, whoever they are to each other.

Known from three places: an AdultRole, a household shared with the child, a Parentage row. A carer is an adult who lives
with the child, cares alone at times, or is a parent of whom nothing says that they live elsewhere; a parent with
regular contact is one. A brother or sister who has grown up is a carer only where an AdultRole says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sightline.domain.dates import and_list

from ..around import REGULAR_CONTACT, Around, is_adult, is_current, people_around
from ..fact import Fact
from ..look import Look, When
from ..maybe import NO, YES, Maybe, all_of, any_in, any_of, known, not_, open_, yes


class Adult(NamedTuple):
    """One adult. `person` is "" where nobody knows who it is; `rows` are those by which they are known."""

    person: str
    role: Fact | None
    is_adult: Maybe
    is_parent: bool
    lives_here: Maybe
    cares_alone: Maybe
    is_carer: Maybe
    rows: tuple[Fact, ...]

    @property
    def known_since(self) -> tuple[When, ...]:
        """The days they became known or moved in: a clock about them starts at the later of these (rulings, A5)."""
        return tuple(row for row in self.rows if row.type != "Parentage")


class _Home(NamedTuple):
    """What is known of where people live."""

    is_recorded: bool
    around: tuple[Around, ...]
    elsewhere: frozenset[str]
    regular: frozenset[str]


def adults_of(look: Look, *, grown_children: bool = False) -> tuple[Adult, ...]:
    """Every adult on record who may live with the child or care for the child, each once; worked out once a day.

    `grown_children`: with the brothers and sisters who have grown up and live with the child.
    """
    return look.shared(("adults", grown_children), lambda own: _adults(own, grown_children))


def _adults(look: Look, grown_children: bool) -> tuple[Adult, ...]:
    roles = look.rows("AdultRole")
    parents = {row.text("parent"): row for row in look.rows("Parentage") if _is_childs(look, row)}
    home = look.shared("home", _home)
    found = [_adult(look, "", role, None, home) for role in roles if not role.text("person")]
    by_person = {role.text("person"): role for role in roles if role.text("person")}
    named = dict.fromkeys((*by_person, *(one.person for one in home.around), *parents))
    left_out = set() if grown_children else _brothers_and_sisters(look, set(parents))
    for person in named:
        if person in ("", look.child) or (person in left_out and person not in by_person):
            continue
        found.append(_adult(look, person, by_person.get(person), parents.get(person), home))
    return tuple(one for one in found if not one.is_adult.is_no)


def carers_of(look: Look) -> tuple[Adult, ...]:
    """The adults who are, or may be, carers."""
    return look.shared("carers", _carers)


def _carers(look: Look) -> tuple[Adult, ...]:
    return tuple(one for one in adults_of(look) if not one.is_carer.is_no)


def _is_childs(look: Look, row: Fact) -> bool:
    return row.text("child") in ("", look.child) and bool(row.text("parent"))


def _brothers_and_sisters(look: Look, parents: set[str]) -> set[str]:
    rows = look.rows("Parentage")
    return {row.text("child") for row in rows if row.text("parent") in parents} - {"", look.child}


def _home(look: Look) -> _Home:
    rows = [row for row in look.rows("HouseholdMembership") if row.text("person")]
    members = [row for row in rows if row.code("role") != REGULAR_CONTACT]
    own = [row for row in members if row.text("person") == look.child]
    around = people_around(look, regular_contacts=False)
    here = {one.person for one in around}
    gone = {row.text("person") for row in members if not is_current(look, row).is_no} - here
    regular = {one.person for one in people_around(look) if not one.is_member}
    return _Home(bool(own) or bool(around), around, frozenset(gone), frozenset(regular))


def _adult(look: Look, person: str, role: Fact | None, parent: Fact | None, home: _Home) -> Adult:
    member = [one for one in home.around if one.person == person and person]
    grown = YES if role or parent else is_adult(look, person)
    lives_here = _lives_here(look, person, role, any_in(one.is_here for one in member), home)
    name = look.who(person)
    alone = (
        look.says_yes(role, "cares_alone", f"It is not recorded whether {name} cares for {look.name} alone.")
        if role
        else NO
    )
    is_carer = any_of(lives_here, alone)
    if parent and role is None and is_carer.answer is not True:
        is_carer = known(person in home.regular or not (home.is_recorded or person in home.elsewhere), parent)
    rows = tuple(row for row in (role, *(one.fact for one in member), parent) if row is not None)
    return Adult(person, role, grown, parent is not None, lives_here, alone, all_of(grown, is_carer), rows)


def _lives_here(look: Look, person: str, role: Fact | None, member: Maybe, home: _Home) -> Maybe:
    """Whether somebody lives with the child, by the household or by their role; contradictions count as yes."""
    said = role.yes("lives_here") if role else None
    if member.is_yes or said:
        return yes(role) if role and said else member
    if said is False or (role is None and (person in home.elsewhere or home.is_recorded)):
        return member
    name = look.who(person, "one of the adults")
    untold = open_(f"It is not recorded whether {name} lives with {look.name}.", *((role,) if role else ()))
    return member | untold


def no_adults_here(look: Look) -> Maybe:
    """Open when adults may be known where this is not kept: households, parents and roles."""
    kinds = ("AdultRole", "HouseholdMembership", "Parentage")
    return any_in(look.unseen(kind) for kind in kinds)


def none_of(answers: Maybe, hidden: Maybe) -> Maybe:
    """Whether there is none: surely not, and none may be hidden where it was not kept here."""
    return all_of(not_(answers), not_(hidden))


def those_or_one_of(asked: Iterable[tuple[str, Maybe]]) -> str:
    """The names of those about whom it surely asks; where it asks about one and nobody can say which: "one of …"."""
    found = list(asked)
    surely = [name for name, answer in found if answer.is_yes]
    perhaps = dict.fromkeys(name for name, answer in found if answer.is_open)
    return and_list(list(dict.fromkeys(surely))) if surely else f"one of {and_list(list(perhaps))}"
