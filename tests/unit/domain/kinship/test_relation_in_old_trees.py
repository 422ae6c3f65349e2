"""In an old tree, where everybody is related many times over, the short search tells what the long one told."""

from __future__ import annotations

import itertools
import random
from collections import deque

import pytest

from sightline.domain.kinship import Family, Kin, Parentage, Person, Union, relation, relations
from sightline.domain.kinship.kin import BLOOD, WHOLE, Above, weaker
from sightline.domain.kinship.lines_up import NEAR, Line, Lines, Ways


def an_old_tree(seed: int) -> Family:
    """Nine to twelve narrow generations that mix: parents may be of different ones, cousins have children.

    Some children are fostered, adopted or have one parent; some parents have another partner; every fourth tree holds
    somebody recorded as their own ancestor.
    """
    chance = random.Random(seed)
    rows = [[f"g{deep}p{n}" for n in range(chance.randint(2, 4))] for deep in range(chance.randint(9, 12))]
    people = [key for row in rows for key in row]
    parentage = []
    for deep in range(1, len(rows)):
        near = [*rows[deep - 1], *(rows[deep - 2] if deep > 1 and chance.random() < 0.4 else ())]
        for child in rows[deep]:
            pair = tuple(chance.sample(near, 1 if chance.random() < 0.1 else 2))
            parentage.append(Parentage(child, pair))
            if chance.random() < 0.12:
                carer = chance.choice([one for one in people[: people.index(child)] if one not in pair] or [pair[0]])
                parentage.append(Parentage(child, (carer,), chance.choice(("adopted", "fostered", "guardian"))))
    if seed % 4 == 0:
        parentage.append(Parentage(chance.choice(rows[1]), (chance.choice(rows[-2]),)))
    couples = {tuple(sorted(chance.sample(chance.choice(rows), 2))) for _ in range(4)}
    kinds = ("married", "cohabiting", "divorced")
    unions = tuple(Union(f"u{n}", pair, chance.choice(kinds)) for n, pair in enumerate(sorted(couples)))
    persons = tuple(Person(key, sex=chance.choice("FMX")) for key in people)
    return Family("f", persons=persons, parentage=tuple(parentage), unions=unions)


def every_way_up(kin: Kin, person: str) -> Lines:
    """Everybody above somebody: by every way while they are near, then by the shortest a basis. To the very top."""
    start = Line(person, BLOOD, 0, None)
    found: Lines = {person: [start]}
    waiting = deque([start])
    while waiting:
        line = waiting.popleft()
        for parent, basis in kin.rows_up[line.end]:
            if parent in line.path or not (basis in WHOLE or line.basis in WHOLE):
                continue
            further = Line(parent, weaker(line.basis, basis), line.steps + 1, line)
            known = found.setdefault(parent, [])
            if further.steps <= NEAR or all(one.basis != further.basis for one in known):
                known.append(further)
                waiting.append(further)
    return found


def to_the_top(kin: Kin, a: str, b: str, *, lineal: bool = True) -> tuple[Ways, Ways]:
    """What `ways_up` gives, with nothing left out and who is above whom read from the ways themselves."""
    from_a, from_b = every_way_up(kin, a), every_way_up(kin, b)
    return Ways(Above(set(from_a), set(), False), from_a), Ways(Above(set(from_b), set(), False), from_b)


@pytest.mark.parametrize("part", range(4))
def test_what_is_left_out_of_the_search_would_have_told_nothing(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    far = 0
    for seed in range(part, 16, 4):
        family = an_old_tree(seed)
        chance = random.Random(seed)
        pairs = chance.sample(list(itertools.permutations(family.person, 2)), 40)
        kin = Kin(family)
        short = [relations(kin, a, b) for a, b in pairs]
        with monkeypatch.context() as patched:
            patched.setattr(relation, "ways_up", to_the_top)
            long = [relations(kin, a, b) for a, b in pairs]
        assert short == long, seed
        far += sum(len(one.path) > 2 * NEAR for found in short for one in found)
    assert far > 20  # or the trees are too small to try what is left out


def test_a_line_is_followed_no_further_than_it_can_tell_something() -> None:
    rows = [[f"g{deep}p{n}" for n in range(6)] for deep in range(40)]
    parentage = tuple(
        Parentage(child, (above[n], above[(n + 1) % 6]))
        for above, row in itertools.pairwise(rows)
        for n, child in enumerate(row)
    )
    kin = Kin(Family("f", persons=tuple(Person(key) for row in rows for key in row), parentage=parentage))
    from_a, from_b = relation.ways_up(kin, "g39p0", "g39p3")
    assert len(from_a.above.whole) == len(from_b.above.whole) > 200
    assert max(len(from_a.lines), len(from_b.lines)) < 40


def test_a_foster_carer_of_one_does_not_hide_who_fostered_an_ancestor_of_the_other() -> None:
    """B's line to C holds a link of care and may take no second; A's holds none, and goes on to who fostered C."""
    born = [("a", "a1"), ("a1", "a2"), ("a2", "a3"), ("a3", "a4"), ("a4", "c"), ("b", "m"), ("m", "y")]
    born += [("x", "z"), ("y", "z")]
    rows = [Parentage(child, (parent,)) for child, parent in born]
    rows += [Parentage("b", ("c",), "fostered"), Parentage("c", ("x",), "fostered")]
    people = tuple(Person(key) for key in sorted({key for row in rows for key in (row.child, *row.parents)}))
    found = relations(Family("f", persons=people, parentage=tuple(rows)), "a", "b")
    assert ("a", "a1", "a2", "a3", "a4", "c", "x", "z", "y", "m", "b") in [one.path for one in found]
