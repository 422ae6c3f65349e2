"""What cannot be between people of a family, whoever says so. Only what is certain by every reading of the dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from sightline.domain.kinship import Family, Parentage, Person, called, certainly_before, own_ancestor_rows, read_date
from sightline.people.family import KINDS

TWINS_APART: Final = 100
"""Days: children of one birth have been born some weeks apart, never months (our default)."""


def parent_cannot_be(family: Family, child: Person, parent: Person, kind: str, *, again: bool = False) -> str:
    """Why `parent` cannot be a parent of `child` in this way, in a sentence; "" when they can.

    `again`: the row is on record already and is being amended.
    """
    drawn = KINDS[kind]
    if child.id == parent.id:
        return "Nobody is their own parent. Choose somebody else."
    if drawn == "birth" and certainly_before(child.born, parent.born):
        return f"{called(child)} would be born before their parent {called(parent)}. Check the dates of birth."
    if again:
        return ""
    rows = family.parentage_of.get(child.id, ())
    if any(parent.id in row.parents and row.kind == drawn for row in rows):
        return f"{called(parent)} is written down as that already. Change that row if something of it is wrong."
    persons = tuple(one for one in (child, parent) if one.id not in family.person)
    row = Parentage(child.id, (parent.id,), drawn)
    after = replace(family, persons=(*family.persons, *persons), parentage=(*family.parentage, row))
    if len(own_ancestor_rows(after)) > len(own_ancestor_rows(family)):
        return f"{called(child)} would then be their own ancestor: {called(parent)} descends from them."
    return ""


def not_born_together(family: Family, one: Person, other: Person) -> str:
    """Why two people cannot be of one birth; "" when they can."""
    if any({one.id, other.id} <= set(row.children) for row in family.multiples):
        return "That is written down already."
    first, second = sorted((read_date(who.born) for who in (one, other)), key=lambda day: day.earliest or date.min)
    if first.latest and second.earliest and (second.earliest - first.latest).days > TWINS_APART:
        return f"{called(one)} and {called(other)} were born too far apart for one birth. Check the dates of birth."
    return ""
