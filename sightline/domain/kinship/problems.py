"""What is wrong with a family as recorded, each in one plain sentence.

`refused`: the file contradicts itself as a file (an id that means nobody, or two people); it cannot be drawn without
inventing. `reported`: the record contradicts the world (a child older than its parent, somebody who is their own
ancestor); it is drawn as recorded and said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sightline.domain.dates import and_list

from .ancestry import own_ancestor_rows
from .family import Family, Parentage, Person, Union
from .when import certainly_before

REFUSED: Final = "refused"
REPORTED: Final = "reported"
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason: what kind, a sentence for a reader, the ids it is about, and whether the family is refused."""

    code: str
    sentence: str
    ids: tuple[str, ...]
    weight: str = REFUSED


def problems(family: Family) -> tuple[Problem, ...]:
    """Everything wrong with a family, in a fixed order whatever the order of the file; none for an empty family."""
    found = [*_ids(family), *_unions(family), *_parentage(family), *_members(family)]
    if not found:
        found = [*_against_the_world(family), *_own_ancestors(family)]
    return tuple(sorted(found, key=lambda one: (one.weight, one.code, one.ids, one.sentence)))


def refusals(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that keep the family from being drawn."""
    return tuple(one for one in found if one.weight == REFUSED)


def called(person: Person) -> str:
    """A person's name for a sentence, cut when it is very long; the id where no name is recorded."""
    name = " ".join(person.name.split()) or person.id
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _ids(family: Family) -> Iterator[Problem]:
    for what, rows in (("people", family.persons), ("unions", family.unions), ("households", family.households)):
        for key, count in sorted(Counter(row.id for row in rows).items()):
            if count > 1:
                yield Problem("duplicate-id", f"The id '{key}' is used for {count} {what}.", (key,))
            if not key.isprintable():
                yield Problem("id", f"The id {key!r:.60} of {what} holds characters that cannot be drawn.", (key,))
            if not key:
                yield Problem("no-id", f"One of the {what} has no id.", ())


def _unknown(family: Family, where: str, ids: Iterable[str]) -> Iterator[Problem]:
    for key in sorted({key for key in ids if key not in family.person}):
        yield Problem("unknown-id", f"{where} names '{key}', and nobody has that id.", (key,))


def _unions(family: Family) -> Iterator[Problem]:
    for union in family.unions:
        yield from _unknown(family, f"Union '{union.id}'", union.partners)
        count = len(union.partners)
        if count > 2 or not count:
            number = "no partners" if not count else f"{count} partners"
            yield Problem("partners", f"Union '{union.id}' has {number}; a union has two.", (union.id,))
        elif len(set(union.partners)) < count:
            yield Problem("partners", f"Union '{union.id}' joins '{union.partners[0]}' to themselves.", (union.id,))


def _parentage(family: Family) -> Iterator[Problem]:
    for row in family.parentage:
        where = f"The parentage of '{row.child}'"
        yield from _unknown(family, where, (row.child, *row.parents))
        if not 1 <= len(row.parents) <= 2 or len(set(row.parents)) < len(row.parents):
            yield Problem("parents", f"{where} names {len(row.parents)} parents; a row has one or two.", (row.child,))
        if row.union and row.union not in family.union:
            sentence = f"{where} names the union '{row.union}', and no union has that id."
            yield Problem("unknown-id", sentence, (row.child, row.union))


def _members(family: Family) -> Iterator[Problem]:
    for home in family.households:
        yield from _unknown(family, f"Household '{home.id}'", (member.person for member in home.members))
    for many in family.multiples:
        yield from _unknown(family, "A set of twins", many.children)
    for tie in family.relationships:
        yield from _unknown(family, f"A relationship ({tie.kind})", (tie.a, tie.b))


def _against_the_world(family: Family) -> Iterator[Problem]:
    for union in family.unions:
        if len(union.partners) == 1:
            sentence = f"Union '{union.id}' names one partner, {called(family.person[union.partners[0]])}, only."
            yield Problem("one-partner", sentence, (union.id,), REPORTED)
    for row in family.parentage:
        yield from _too_young(family, row)
        named = family.union.get(row.union)
        if named and not set(row.parents) <= set(named.partners):
            yield _not_of_the_union(family, row, named)
    for person in family.persons:
        words = {"earlier_words": person.died_words, "later_words": person.born_words}
        if certainly_before(person.died, person.born, **words):
            sentence = f"{called(person)} is recorded as having died before they were born."
            yield Problem("died-before-birth", sentence, (person.id,), REPORTED)
    for many in family.multiples:
        yield from _no_common_parents(family, many.children)


def _too_young(family: Family, row: Parentage) -> Iterator[Problem]:
    child = family.person[row.child]
    for parent in (family.person[key] for key in row.parents):
        words = {"earlier_words": child.born_words, "later_words": parent.born_words}
        if row.kind == "birth" and certainly_before(child.born, parent.born, **words):
            sentence = f"{called(child)} is recorded as born before their parent {called(parent)}."
            yield Problem("child-before-parent", sentence, (child.id, parent.id), REPORTED)


def _not_of_the_union(family: Family, row: Parentage, union: Union) -> Problem:
    child = called(family.person[row.child])
    parents = and_list([called(family.person[key]) for key in sorted(row.parents)])
    sentence = f"{child} is recorded in union '{union.id}', but as the child of {parents}; the parents are drawn."
    return Problem("not-of-the-union", sentence, (row.child, union.id), REPORTED)


def _no_common_parents(family: Family, children: tuple[str, ...]) -> Iterator[Problem]:
    births = [{row.parents for row in family.parentage_of.get(child, ()) if row.kind == "birth"} for child in children]
    if len(children) < 2 or not set.intersection(*births):
        names = and_list([called(family.person[child]) for child in sorted(children)]) or "nobody"
        sentence = f"{names}: recorded as twins, but not as children of the same parents; drawn without the twin line."
        yield Problem("twins", sentence, tuple(sorted(children)), REPORTED)


def _own_ancestors(family: Family) -> Iterator[Problem]:
    for row in own_ancestor_rows(family):
        person, parents = family.person[row.child], [called(family.person[key]) for key in sorted(row.parents)]
        sentence = (
            f"{called(person)} is recorded as a child of {and_list(parents)} and also as their ancestor; "
            "the link is drawn as an error and not followed."
        )
        yield Problem("own-ancestor", sentence, (row.child, *sorted(row.parents)), REPORTED)
