"""How sure a relation is: as sure as the least sure of the links it goes through."""

from __future__ import annotations

import itertools

from .family import CERTAINTIES, Family
from .kin import HOUSEHOLD
from .relation import Relation


def certainty_of(family: Family, relation: Relation) -> str:
    """ "recorded", "reported" or "disputed": of each link of the path the surest record, of these the least sure.

    A link nobody wrote a row for (a parent's partner as a step-parent) is as sure as the rest of the path.
    """
    if relation.basis == HOUSEHOLD:
        return CERTAINTIES[0]
    worst = 0
    for one, other in itertools.pairwise(relation.path):
        rows = [
            CERTAINTIES.index(row.certainty)
            for child, parent in ((one, other), (other, one))
            for row in family.parentage_of.get(child, ())
            if parent in row.parents
        ]
        rows += [
            CERTAINTIES.index(union.certainty) for union in family.unions_of.get(one, ()) if other in union.partners
        ]
        worst = max(worst, min(rows, default=0))
    return CERTAINTIES[worst]
