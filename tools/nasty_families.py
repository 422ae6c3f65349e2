"""Random families, as hard to draw as real ones get: serial partners, swaps, cousins, many placements, contradictions.

    python -m tools.nasty_families 40 7 > family.json     about 40 people, seed 7

The same size and seed give the same family. `contradictory` adds people who are their own ancestors, children older
than
their parents, and parents who are no couple of any union.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass, field
from typing import Any

NAMES_F = (
    "Violet",
    "Ebony",
    "Jodie",
    "Orla",
    "Queenie",
    "Wendy",
    "Tanya",
    "Zara",
    "Olive",
    "Una",
    "Poppy",
    "Rosa",
    "Iris",
)
NAMES_M = (
    "Victor",
    "Darren",
    "George",
    "Yusuf",
    "Umar",
    "Will",
    "Liam",
    "Sanjay",
    "Zack",
    "Alfie",
    "Sean",
    "Craig",
    "Lee",
)
SURNAMES = (
    "Thurn",
    "Keythorpe",
    "Wymes",
    "Nevill",
    "Oadby",
    "Hollin",
    "Ashdown",
    "Lubbe",
    "Marsh",
    "Soar",
    "Quorn",
    "Vale",
)
KINDS = ("married", "cohabiting", "separated", "divorced", "casual", "none", "unknown")


@dataclass
class _Maker:
    chance: random.Random
    size: int
    tangled: float = 0.2
    both_sides: float = 0.5
    persons: list[dict[str, Any]] = field(default_factory=list)
    unions: list[dict[str, Any]] = field(default_factory=list)
    parentage: list[dict[str, Any]] = field(default_factory=list)
    generation: dict[str, int] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)
    parents: dict[str, list[str]] = field(default_factory=dict)

    @property
    def full(self) -> bool:
        return len(self.persons) >= self.size

    def person(self, generation: int, sex: str = "", **more: Any) -> str:
        key = f"p{len(self.persons):03d}"
        sex = sex or self.chance.choice("FM")
        name = self.chance.choice(NAMES_F if sex == "F" else NAMES_M)
        row: dict[str, Any] = {"id": key, "name": f"{name} {self.chance.choice(SURNAMES)}", "sex": sex, **more}
        if self.chance.random() < 0.85 and not more.get("unknown"):
            row["born"] = str(1935 + 25 * generation + self.chance.randrange(18))
            if generation == 0 and self.chance.random() < 0.4:
                row["died"] = str(int(row["born"]) + 50 + self.chance.randrange(25))
        self.persons.append(row)
        self.generation[key] = generation
        return key

    def union(self, a: str, b: str) -> str:
        for one in self.unions:
            if set(one["partners"]) == {a, b}:
                return str(one["id"])
        key = f"u{len(self.unions):03d}"
        self.unions.append({"id": key, "partners": [a, b], "kind": self.chance.choice(KINDS)})
        return key

    def child(self, parents: list[str], kind: str = "birth", union: str = "", child: str = "", **more: Any) -> str:
        generation = max(self.generation[one] for one in parents) + 1
        child = child or self.person(generation, **more)
        row: dict[str, Any] = {"child": child, "parents": parents, "kind": kind}
        if union:
            row["union"] = union
        self.parentage.append(row)
        for one in parents:
            self.children.setdefault(one, []).append(child)
        if kind == "birth":
            self.parents[child] = parents
        return child

    def partner_for(self, one: str) -> str:
        """Somebody new, or an awkward choice: a sibling's partner, a cousin, an uncle or niece."""
        dice = self.chance.random()
        here = self.generation[one]
        if dice < self.tangled:
            known = [
                key
                for key, generation in self.generation.items()
                if abs(generation - here) <= (1 if dice < 0.04 else 0) and key != one and self._may_pair(one, key)
            ]
            if known:
                return self.chance.choice(known)
        return self.person(here, unknown=True, sex="M") if dice > 0.95 else self.person(here)

    def _may_pair(self, one: str, other: str) -> bool:
        return other not in self.children.get(one, ()) and not set(self.parents.get(one, ())) & set(
            self.parents.get(other, ())
        )


def nasty_family(size: int, seed: int, *, contradictory: bool = False) -> dict[str, Any]:
    """A family of about `size` people (never more than a few above) in the file format."""
    make = _Maker(random.Random(f"{size}/{seed}"), size)
    make.tangled = make.chance.choice((0.1, 0.25, 0.4))
    make.both_sides = make.chance.choice((0.3, 0.6, 0.9))
    founders = max(1, round(size / 14))
    waiting = [make.person(0) for _ in range(founders)]
    while waiting and not make.full:
        one = waiting.pop(0)
        waiting.extend(_life(make, one))
        if not waiting and not make.full:
            waiting.append(make.chance.choice(make.persons)["id"])
    _swaps(make)
    _placements(make)
    if contradictory:
        _contradictions(make)
    return _file(make, size, seed)


def _life(make: _Maker, one: str) -> list[str]:
    """Partners one after the other, each with children."""
    chance, born = make.chance, []
    if make.generation[one] >= 4:
        return []
    for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4))):
        if make.full:
            break
        if chance.random() < 0.07:
            born += [make.child([one]) for _ in range(chance.choice((1, 1, 2)))]
            continue
        other = make.partner_for(one)
        union = make.union(one, other) if chance.random() < 0.95 else ""
        for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4))):
            if not make.full:
                born.append(make.child([one, other], union=union))
        if chance.random() < 0.05 and not make.full:
            make.child([one, other], union=union, outcome=chance.choice(("stillbirth", "miscarriage", "unborn")))
        if chance.random() < make.both_sides and not make.full and other not in make.parents:
            _parents_for(make, other)
    return born


def _parents_for(make: _Maker, one: str) -> None:
    generation = make.generation[one] - 1
    a, b = make.person(generation, "F"), make.person(generation, "M")
    make.child([a, b], union=make.union(a, b), child=one)


def _swaps(make: _Maker) -> None:
    """Two couples who changed partners."""
    for _ in range(1 + make.size // 40):
        if len(make.unions) < 2:
            return
        first, second = make.chance.sample(make.unions, 2)
        (a, b), (c, d) = first["partners"], second["partners"]
        generations = {make.generation[one] for one in (a, b, c, d)}
        if len({a, b, c, d}) == 4 and len(generations) == 1 and make._may_pair(a, d) and make._may_pair(c, b):
            make.union(a, d)
            make.union(c, b)


def _placements(make: _Maker) -> None:
    """Adoption, foster care and guardianship, by relatives and by strangers; one child with up to five places."""
    chance = make.chance
    lowest = [key for key, generation in make.generation.items() if generation >= 1]
    for number in range(1 + make.size // 12):
        if not lowest:
            return
        child = chance.choice(lowest)
        for _ in range(chance.choice((3, 5)) if number == 1 else 1):
            if chance.random() < 0.4:
                a, b = make.person(make.generation[child] - 1, "F"), make.person(make.generation[child] - 1, "M")
                make.child([a, b], chance.choice(("adopted", "fostered")), make.union(a, b), child)
                continue
            near = _relatives(make, child) if chance.random() < 0.75 else make.unions
            older = [one for one in near if all(make.generation[p] < make.generation[child] for p in one["partners"])]
            if not older:
                continue
            union = chance.choice(older)
            if not _descends(make, union["partners"], child):
                kind = chance.choice(("adopted", "fostered", "guardian"))
                make.child(list(union["partners"]), kind, union["id"], child)


def _relatives(make: _Maker, child: str) -> list[dict[str, Any]]:
    """Unions of grandparents, uncles and aunts."""
    parents = make.parents.get(child, [])
    grand = {one for parent in parents for one in make.parents.get(parent, ())}
    aunts = {one for key in grand for one in make.children.get(key, ())} - set(parents)
    return [one for one in make.unions if (grand | aunts) & set(one["partners"])]


def _descends(make: _Maker, people: list[str], ancestor: str) -> bool:
    below, waiting = set(), [ancestor]
    while waiting:
        one = waiting.pop()
        if one not in below:
            below.add(one)
            waiting.extend(make.children.get(one, ()))
    return bool(below & set(people))


def _contradictions(make: _Maker) -> None:
    chance = make.chance
    for _ in range(1 + make.size // 30):
        row = chance.choice(make.parentage) if make.parentage else None
        if not row:
            return
        dice = chance.random()
        if dice < 0.4:
            make.parentage.append({"child": row["parents"][0], "parents": [row["child"]], "kind": "birth"})
        elif dice < 0.6:
            make.parentage.append({"child": row["child"], "parents": [row["child"]], "kind": "birth"})
        elif dice < 0.8:
            child = next(one for one in make.persons if one["id"] == row["child"])
            child["born"] = "1901"
        else:
            people = chance.sample([one["id"] for one in make.persons], 2)
            make.parentage.append({"child": row["child"], "parents": people, "kind": "birth"})


def _file(make: _Maker, size: int, seed: int) -> dict[str, Any]:
    chance = make.chance
    deepest = max(make.generation.values())
    young = [one for one in make.persons if make.generation[one["id"]] == deepest]
    for one in chance.sample(young, min(2, len(young))):
        one["focus"] = True
    return {
        "format": "sightline-family/1",
        "id": f"nasty-{size}-{seed}",
        "title": f"An invented family of {len(make.persons)}",
        "as_of": "2025-06-01",
        "persons": make.persons,
        "unions": make.unions,
        "parentage": make.parentage,
        "multiples": _twins(make),
        "households": _households(make),
        "relationships": [],
    }


def _twins(make: _Maker) -> list[dict[str, Any]]:
    found = []
    for row in make.unions:
        own = [one["child"] for one in make.parentage if one.get("union") == row["id"] and one["kind"] == "birth"]
        if len(own) > 1 and make.chance.random() < 0.08:
            found.append({"kind": make.chance.choice(("mz", "dz")), "children": own[:2]})
            years = {one["id"]: one for one in make.persons}
            if "born" in years[own[0]]:
                years[own[1]]["born"] = years[own[0]]["born"]
    return found


def _households(make: _Maker) -> list[dict[str, Any]]:
    chance = make.chance
    homes: list[dict[str, Any]] = []
    for union in make.unions:
        if chance.random() < 0.35:
            own = [one["child"] for one in make.parentage if one.get("union") == union["id"]]
            members = [*union["partners"], *(one for one in own if chance.random() < 0.7)]
            if chance.random() < 0.15:
                members.append(chance.choice(make.persons)["id"])
            homes.append({"id": f"h{len(homes)}", "label": f"Home {len(homes) + 1}", "members": sorted(set(members))})
    return homes


def main() -> int:
    """Print one family."""
    size, seed = (int(one) for one in sys.argv[1:3])
    print(json.dumps(nasty_family(size, seed), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
