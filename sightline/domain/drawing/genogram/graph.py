"""A family as the layout sees it: people by number, and families of one or two parents with their children.

Numbers follow the ids in alphabetical order, never the order of the file, so that the same family gives the same
drawing.
A `Kin` is one line of the drawing with everything that hangs on it: a union, two people who are parents without one, or
a single recorded parent. Links that make somebody their own ancestor are kept apart, as errors.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sightline.domain.kinship import Family, Parentage, own_ancestor_rows
from sightline.domain.kinship import Union as Partnership


@dataclass(frozen=True, slots=True)
class Kin:
    """One or two parents and their children, drawn with one `ref`. Children eldest first; kinds by child."""

    ref: str
    parents: tuple[int, ...]
    union: Partnership | None = None
    children: tuple[int, ...] = ()
    rows: dict[int, tuple[Parentage, ...]] = field(default_factory=dict)

    @property
    def all_birth(self) -> bool:
        """Whether every child is theirs by birth."""
        return all(row.kind == "birth" for rows in self.rows.values() for row in rows)


@dataclass(frozen=True, slots=True)
class Graph:
    """People (ids in order) and the kin among them; `born` sorts as text, "" for not known."""

    ids: tuple[str, ...]
    born: tuple[str, ...]
    sexes: tuple[str, ...]
    kins: tuple[Kin, ...]
    households: tuple[tuple[str, tuple[int, ...]], ...]
    multiples: tuple[tuple[int, ...], ...]
    errors: tuple[Parentage, ...]

    @property
    def number(self) -> dict[str, int]:
        """A person's number by id."""
        return {key: index for index, key in enumerate(self.ids)}


def build_graph(family: Family) -> Graph:
    """The graph of a family whose problems are none that refuse it."""
    people = sorted(family.persons, key=lambda one: one.id)
    number = {one.id: index for index, one in enumerate(people)}
    born = tuple(one.born for one in people)
    errors = own_ancestor_rows(family)
    wrong = {id(row) for row in errors}
    rows = [row for row in family.parentage if id(row) not in wrong]
    homes = sorted(family.households, key=lambda home: home.id)
    return Graph(
        ids=tuple(one.id for one in people),
        born=born,
        sexes=tuple(one.sex for one in people),
        kins=_kins(family, number, born, rows),
        households=tuple((home.id, tuple(sorted({number[one.person] for one in home.members}))) for home in homes),
        multiples=tuple(sorted(tuple(sorted(number[key] for key in set(one.children))) for one in family.multiples)),
        errors=errors,
    )


def ref_of(family: Family, row: Parentage) -> str:
    """The `data-ref` a child's line carries: the union of both parents, else their ids."""
    if len(row.parents) == 2:
        pair = set(row.parents)
        own = family.union.get(row.union)
        if own and set(own.partners) == pair:
            return own.id
        shared = [one for one in family.unions_of.get(row.parents[0], ()) if set(one.partners) == pair]
        if shared:
            return min(shared, key=lambda one: (one.start or "9", one.id)).id
    return "+".join(sorted(row.parents))


def _kins(family: Family, number: dict[str, int], born: tuple[str, ...], rows: list[Parentage]) -> tuple[Kin, ...]:
    parents: dict[str, tuple[int, ...]] = {}
    unions: dict[str, Partnership] = {}
    for union in family.unions:
        if len(union.partners) == 2:
            parents[union.id] = tuple(sorted(number[key] for key in union.partners))
            unions[union.id] = union
    children: dict[str, dict[int, list[Parentage]]] = {}
    for row in rows:
        ref = ref_of(family, row)
        parents.setdefault(ref, tuple(sorted(number[key] for key in row.parents)))
        children.setdefault(ref, {}).setdefault(number[row.child], []).append(row)
    kins = []
    for ref in sorted(parents):
        here = children.get(ref, {})
        eldest = sorted(here, key=lambda child: (born[child] or "9999", child))
        kinds = {child: tuple(sorted(here[child], key=lambda row: (row.kind, row.start))) for child in eldest}
        kins.append(Kin(ref, parents[ref], unions.get(ref), tuple(eldest), kinds))
    return tuple(kins)
