"""One order for everything in a family, whatever the order of the file it came from."""

from __future__ import annotations

from dataclasses import replace

from .ancestry import row_key
from .family import Family


def in_order(family: Family) -> Family:
    """The same family with people, rows, partners, parents and members in the order of their ids."""
    parentage = [replace(row, parents=tuple(sorted(row.parents))) for row in family.parentage]
    homes = [
        replace(
            home,
            members=tuple(
                sorted(
                    home.members,
                    key=lambda one: (one.person, one.start, one.end, -1 if one.nights is None else one.nights),
                )
            ),
        )
        for home in family.households
    ]
    many = [replace(one, children=tuple(sorted(set(one.children)))) for one in family.multiples]
    return replace(
        family,
        persons=tuple(sorted(family.persons, key=lambda one: one.id)),
        unions=tuple(
            sorted(
                (replace(one, partners=tuple(sorted(one.partners))) for one in family.unions), key=lambda one: one.id
            )
        ),
        parentage=tuple(sorted(parentage, key=row_key)),
        multiples=tuple(sorted(many, key=lambda one: (one.children, one.kind))),
        households=tuple(sorted(homes, key=lambda one: one.id)),
        relationships=tuple(
            sorted(
                family.relationships,
                key=lambda one: (one.a, one.b, one.kind, one.start, one.end, one.rater, one.certainty),
            )
        ),
    )
