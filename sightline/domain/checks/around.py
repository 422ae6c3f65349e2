"""Who is around a child: the people who live with the child, and those with regular contact.

For a baby not born yet, whose own household nobody can write down, the household of the parents counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .boxes import capital
from .fact import Fact
from .look import Look
from .maybe import NO, Maybe, all_of, any_in, any_of, known, open_, settled

ADULT_MONTHS = 18 * 12  # a child is under 18: Children Act 1989, s.105
REGULAR_CONTACT = "regular_contact"


class Around(NamedTuple):
    """Somebody around the child. `is_here`: whether they are on `as_of`; `is_member`: lives there, not only visits."""

    person: str
    is_here: Maybe
    is_member: bool
    fact: Fact


def people_around(look: Look, *, regular_contacts: bool = True) -> tuple[Around, ...]:
    """Everybody but the child who lives in a household of the child's, or (if wanted) has regular contact."""
    return look.shared(("around", regular_contacts), lambda own: _people_around(own, regular_contacts))


def _people_around(look: Look, regular_contacts: bool) -> tuple[Around, ...]:
    rows = look.rows("HouseholdMembership")
    own = [row for row in rows if row.text("person") == look.child]
    if not own and look.is_unborn():
        parents = {row.text("parent") for row in look.rows("Parentage") if row.text("child") in ("", look.child)}
        own = [row for row in rows if row.text("person") in parents and row.code("role") != REGULAR_CONTACT]
    return tuple(_around(look, own, rows, regular_contacts))


def _around(look: Look, own: list[Fact], rows: tuple[Fact, ...], regular_contacts: bool) -> Iterator[Around]:
    homes = _homes(look, own)
    unnamed = [mine for mine in own if not mine.text("household")]
    for row in rows:
        is_member = row.code("role") != REGULAR_CONTACT
        if row.text("person") in ("", look.child) or not (is_member or regular_contacts):
            continue
        others = homes if unnamed != [row] else {home: answer for home, answer in homes.items() if home}
        here = all_of(_shared(look, others, row), is_current(look, row)).citing(row)
        if not here.is_no:
            yield Around(row.text("person"), here, is_member, row)


def _homes(look: Look, own: list[Fact]) -> dict[str, Maybe]:
    """The households the child lives in, each with whether it still is one; "" for those nobody wrote down."""
    found: dict[str, list[Maybe]] = {}
    for mine in own:
        found.setdefault(mine.text("household"), []).append(is_current(look, mine))
    return {home: any_of(*answers) for home, answers in found.items()}


def _shared(look: Look, homes: dict[str, Maybe], row: Fact) -> Maybe:
    """Whether a row is of one of those households; where one of the two is not written down it may be."""
    home = row.text("household")
    untold = open_(f"{capital(look.name)}'s household is not recorded.")
    if home:
        return any_of(homes.get(home, NO), homes.get("", NO) & untold)
    return any_of(*homes.values()) & untold


def nobody_named(look: Look) -> Maybe:
    """Open while a household membership names nobody: it may be the child's own, or anybody's of that home."""
    untold = open_("It is not recorded whose household membership one of them is.")
    return any_in(
        is_current(look, row) & untold for row in look.rows("HouseholdMembership") if not row.is_filled("person")
    )


def is_current(look: Look, fact: Fact) -> Maybe:
    """Whether a row that runs from one day to another (a household, a plan, an involvement) is not over."""
    end = fact.when("to")
    if end is None:
        return known(True, fact)
    if end.earliest is None and end.latest is None:
        return open_(f"It is not recorded when one of these ended: {fact.type}.", fact)
    look.looks.add(end.earliest, end.latest)
    return known(end.latest is None or end.latest > look.as_of, fact)


def is_adult(look: Look, person: str) -> Maybe:
    """Whether somebody could be 18 or over; nobody's age is guessed."""
    fact = look.record.find(person, "Person")
    if fact is None or look.born(fact) is None:
        return settled(None, f"It is not recorded how old {look.who(person)} is.")
    return look.is_at_least(ADULT_MONTHS, person=fact)


def is_child(look: Look, person: str) -> Maybe:
    """Whether somebody could be under 18."""
    fact = look.record.find(person, "Person")
    if fact is None or look.born(fact) is None:
        return settled(None, f"It is not recorded how old {look.who(person)} is.")
    return look.is_under(ADULT_MONTHS, person=fact)


def is_sibling(look: Look, person: str) -> Maybe:
    """Whether somebody is a brother or sister: a parent in common, or a child in the same household.

    Open when neither parents nor a household is recorded for them.
    """
    if person == look.child:
        return NO
    parents: dict[str, set[str]] = {}
    for row in look.rows("Parentage"):
        if row.is_filled("parent"):
            parents.setdefault(row.text("child") or look.child, set()).add(row.text("parent"))
    if parents.get(look.child, set()) & parents.get(person, set()):
        return known(True)
    homes = [entry for entry in people_around(look, regular_contacts=False) if entry.person == person]
    if homes:
        return all_of(any_of(*(entry.is_here for entry in homes)), is_child(look, person)).citing()
    lives_somewhere = any(row.text("person") == person for row in look.record.of("HouseholdMembership"))
    if person in parents or lives_somewhere:
        return NO
    return open_(f"It is not recorded how {look.who(person, 'somebody on the record')} is related to {look.name}.")
