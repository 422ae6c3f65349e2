"""What B is to A against a second reading, word for word by definition and by trying everything: slow, and knows
nothing of the search it judges."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from sightline.domain.kinship import Family, Parentage, Person, Union, relations

BIRTH, ADOPTED, FOSTERED = "birth", "adopted", "fostered"
BASIS = {BIRTH: "blood", ADOPTED: "adoption", FOSTERED: "foster care"}
BEFORE = {"blood": "", "adoption": "adoptive ", "foster care": "foster "}
GREATS = ("", "great-", "great-great-", "great-great-great-")
DEGREE = ("", "first", "second", "third", "fourth")
REMOVED = ("", " once removed", " twice removed", " three times removed", " four times removed")
SEXED = {
    "parent": ("mother", "father"), "child": ("daughter", "son"), "sibling": ("sister", "brother"),
    "aunt or uncle": ("aunt", "uncle"), "niece or nephew": ("niece", "nephew"),
}  # fmt: skip
LIVING = ("married", "cohabiting", "unknown")


def a_family(seed: int) -> Family:
    """Four generations; some children have one parent, are adopted by kin or fostered; cousins may have children."""
    chance = random.Random(seed)
    rows: list[list[str]] = [[f"g{depth}p{n}" for n in range(chance.randint(2, 5))] for depth in range(4)]
    people = [Person(key, sex=chance.choice("FMFMX")) for row in rows for key in row]
    parentage = []
    for above, row in itertools.pairwise(rows):
        for child in row:
            pair = tuple(sorted(chance.sample(above, 1 if chance.random() < 0.15 else 2)))
            parentage.append(Parentage(child, pair))
            if chance.random() < 0.25:
                others = [one for one in above if one not in pair]
                kind = chance.choice((ADOPTED, FOSTERED))
                parentage += [Parentage(child, (other,), kind) for other in others[:1]]
    couples = {tuple(sorted(chance.sample(chance.choice(rows), 2))) for _ in range(3)}
    kinds = ("married", "casual", "divorced")
    unions = tuple(Union(f"u{n}", pair, chance.choice(kinds)) for n, pair in enumerate(sorted(couples)))
    return Family("f", persons=tuple(people), parentage=tuple(parentage), unions=unions)


class ByDefinition:
    """Who is what to whom, each sentence of the dictionary written down as it stands."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.up: dict[str, dict[str, str]] = {one.id: {} for one in family.persons}
        order = [BIRTH, ADOPTED, FOSTERED]
        for kind in reversed(order):
            for row in family.parentage:
                if row.kind == kind:
                    self.up[row.child] |= dict.fromkeys(row.parents, BASIS[kind])
        for child, parents in self.up.items():
            mine = [one for one, basis in parents.items() if basis != "foster care"]
            for union in family.unions:
                for one, other in (union.partners, union.partners[::-1]):
                    if one in mine and other not in parents and other != child and union.kind in LIVING:
                        self.up[child] = {**self.up[child], other: "step"}

    def ways_up(self, person: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
        """Every way up from somebody: who is passed, and what each step is."""
        waiting: list[tuple[tuple[str, ...], list[str]]] = [((person,), [])]
        while waiting:
            path, steps = waiting.pop()
            yield path, steps
            waiting += [((*path, one), [*steps, basis]) for one, basis in self.up[path[-1]].items() if one not in path]

    def word(self, stem: str, person: str) -> str:
        """A word by recorded sex."""
        sex = self.family.person[person].sex
        return SEXED[stem]["FM".index(sex)] if sex in "FM" else stem

    def all(self, a: str, b: str) -> set[tuple[str, str]]:
        """(words, basis) of every relation by descent."""
        return set(self._all(a, b))

    def _all(self, a: str, b: str) -> Iterator[tuple[str, str]]:
        for path, steps in self.ways_up(a):
            if path[-1] == b and steps and (whole := worst(steps)):
                word = self.word("parent", b)
                yield said(whole, word if len(steps) == 1 else f"{GREATS[len(steps) - 2]}grand{word}"), whole
        for path, steps in self.ways_up(b):
            if path[-1] == a and steps and (whole := worst(steps)):
                word = self.word("child", b)
                yield said(whole, word if len(steps) == 1 else f"{GREATS[len(steps) - 2]}grand{word}"), whole
        found: dict[tuple[int, int, str], list[tuple[str, str, str]]] = {}
        for (mine, up), (theirs, down) in itertools.product(self.ways_up(a), list(self.ways_up(b))):
            one, other = mine[-1], theirs[-1]
            if one == other or set(mine) & set(theirs):
                continue
            both = {key for key in self.up[one] if key in self.up[other]} - set(mine) - set(theirs)
            how = self.full_or_half(one, other)
            if both and (whole := worst([*up, *down, how[1]])):
                found.setdefault((len(up), len(down), whole), []).append((how[0], one, other))
        for (up_by, down_by, whole), ways in found.items():
            double = all(len({way[side] for way in ways}) > 1 for side in (1, 2))
            how_far = min(way[0] for way in ways)
            yield said(whole, self.beside(up_by, down_by, how_far, b, double)), whole

    def full_or_half(self, one: str, other: str) -> tuple[str, str]:
        """Of two who share a parent or carer: "a full", "b half" or "c either", and by what."""
        shared = [key for key in self.up[one] if key in self.up[other]]
        if not shared:
            return "a full", ""
        bases = [weaker(self.up[one][key], self.up[other][key]) for key in shared]
        basis = min(bases, key=ORDER.index)
        if basis not in ORDER[:2] or sum(each in ORDER[:2] for each in bases) > 1:
            return "a full", basis
        known = [sum(each in ORDER[:2] for each in self.up[key].values()) > 1 for key in (one, other)]
        return ("b half" if all(known) else "c either"), basis

    def beside(self, up: int, down: int, how: str, b: str, double: bool) -> str:
        """The word for somebody whose line and mine end in two siblings."""
        if up == down == 0:
            word = self.word("sibling", b)
            return {"a": word, "b": f"half-{word}", "c": f"{word} or half-{word}"}[how[0]]
        if down == 0 or up == 0:
            word = self.word("aunt or uncle" if down == 0 else "niece or nephew", b)
            return ("half-" if how[0] == "b" else "") + GREATS[max(up, down) - 1] + word
        before = "half " if how[0] == "b" else "double " if double else ""
        return f"{before}{DEGREE[min(up, down)]} cousin{REMOVED[abs(up - down)]}"


ORDER = ("blood", "adoption", "step", "foster care")


def weaker(one: str, other: str) -> str:
    """The further from blood of two."""
    return max(one, other, key=ORDER.index)


def worst(steps: list[str]) -> str:
    """What a whole way is by; "" where it holds more than one link of care, for which there are no words."""
    if sum(step in ORDER[2:] for step in steps) > 1:
        return ""
    return max((step for step in steps if step), key=ORDER.index, default="blood")


def said(basis: str, words: str) -> str:
    """Words with what they are by."""
    return f"step-{words.removeprefix('half-')}" if basis == "step" else BEFORE[basis] + words


@pytest.mark.parametrize("part", range(4))
def test_every_relation_by_descent_is_told_and_no_other(part: int) -> None:
    bases = set(ORDER)
    for seed in range(part * 12, part * 12 + 12):
        family = a_family(seed)
        oracle = ByDefinition(family)
        for a, b in itertools.permutations(family.person, 2):
            told = [one for one in relations(family, a, b) if "'s " not in one.words]  # a chain is nobody's descent
            found = {(one.words, one.basis) for one in told if one.basis in bases}
            expected = oracle.all(a, b)
            # The same words by two bases are said once, by the nearer.
            assert {words for words, _ in found} == {words for words, _ in expected}, (seed, a, b)
            assert found <= expected, (seed, a, b)


def test_each_path_is_one_of_recorded_steps_and_passes_nobody_twice() -> None:
    for seed in range(20):
        family = a_family(seed)
        beside = {frozenset((row.child, parent)) for row in family.parentage for parent in row.parents}
        beside |= {frozenset(union.partners) for union in family.unions}
        beside |= {frozenset((child, one)) for child, up in ByDefinition(family).up.items() for one in up}
        for a, b in itertools.permutations(family.person, 2):
            for each in relations(family, a, b):
                assert (each.path[0], each.path[-1]) == (a, b)
                assert len(set(each.path)) == len(each.path)
                assert all(frozenset(pair) in beside for pair in itertools.pairwise(each.path)), (seed, each)
