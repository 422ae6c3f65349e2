"""How long a large family tree takes: read from GEDCOM, written again, and two of its people related.

Beside the reading, what it takes to split the same bytes into level, tag and value and nothing more. Then the worst
tree for the question how two are related: 70 generations of 400 who marry across, so that everybody has some 20,000
ancestors and shares nearly all of them with everybody.

Run on demand:  python -m tests.benchmarks.bench_family_files [--people 28000]
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import time
from collections.abc import Callable

from sightline.domain.kinship import Family, Kin, Parentage, Person, Union, relations
from sightline.exchange.gedcom import read_gedcom, write_gedcom

READING = 3.0
"""Seconds of processor time for 28,000 people (our default: nobody should wonder whether it hangs)."""


def tree(people: int) -> bytes:
    """A GEDCOM 7 tree: couples with four children each, invented names, dates as genealogists write them."""
    lines = ["0 HEAD", "1 GEDC", "2 VERS 7.0"]
    families: list[tuple[int, int]] = []
    for one in range(1, people + 1):
        lines += [f"0 @I{one}@ INDI", f"1 NAME Given{one} /Sur{one % 400}/", f"1 SEX {'MF'[one % 2]}"]
        lines += ["1 BIRT", f"2 DATE {'ABT ' * (one % 3 == 0)}{1700 + one // 120}", "2 PLAC Quernmoor"]
        if one % 2 == 0:
            lines += ["1 DEAT", f"2 DATE BET {1760 + one // 120} AND {1770 + one // 120}"]
        if one > 2:
            families.append((one, (one - 3) // 4 + 1))
    children: dict[int, list[int]] = {}
    for child, family in families:
        children.setdefault(family, []).append(child)
    for family, born in children.items():
        lines += [f"0 @F{family}@ FAM", f"1 HUSB @I{2 * family}@", f"1 WIFE @I{2 * family - 1}@"]
        lines += [f"1 CHIL @I{child}@" for child in born]
    return ("\n".join([*lines, "0 TRLR"]) + "\n").encode()


def mixing_tree(people: int, generations: int = 70) -> Family:
    """Generations of one size; couples at random within one, each child to a couple at random."""
    chance = random.Random(1)
    rows = [[f"g{deep}n{one}" for one in range(people // generations)] for deep in range(generations)]
    persons = [Person(key, sex="MF"[one % 2]) for row in rows for one, key in enumerate(row)]
    unions, parentage = [], []
    for deep, row in enumerate(rows[1:]):
        husbands, wives = rows[deep][0::2], rows[deep][1::2]
        chance.shuffle(husbands)
        pairs = zip(husbands, wives, strict=True)
        here = [Union(f"u{deep}n{one}", pair, "married") for one, pair in enumerate(pairs)]
        unions += here
        parents = [chance.choice(here) for _ in row]
        parentage += [Parentage(child, one.partners, union=one.id) for child, one in zip(row, parents, strict=True)]
    return Family("mixing", persons=tuple(persons), unions=tuple(unions), parentage=tuple(parentage))


APART = (0, 9, 34)
"""Generations between the two who are asked about."""


def seconds(does: Callable[[], object], times: int = 3) -> float:
    """The median of the processor time something takes, so that other work on the machine does not count."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        does()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def main() -> int:
    """Print the figures; 1 when the budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=28_000)
    people = parser.parse_args().people
    data = tree(people)
    print(f"Python {platform.python_version()}, {platform.machine()}; {people:,} people, {len(data):,} bytes")
    split = seconds(lambda: [line.split(b" ", 2) for line in data.splitlines()])
    reading = seconds(lambda: read_gedcom(data, name="tree"))
    family = read_gedcom(data, name="tree").family
    writing = seconds(lambda: write_gedcom(family, seven=True))
    first = seconds(lambda: relations(family, f"I{people}", f"I{people // 2}"), times=1)
    kin = Kin(family)
    next_one = seconds(lambda: relations(kin, f"I{people - 7}", f"I{people // 3}"), times=5)
    print(f"read {reading:.2f} s; split into lines and words only {split:.2f} s; written {writing:.2f} s")
    print(f"first relation, family taken in: {first * 1000:.0f} ms; next {next_one * 1000:.2f} ms")
    kin = Kin(mixing_tree(people))
    first = seconds(lambda: relations(kin, "g69n1", "g69n2"), times=1)
    print(f"a tree of 70 mixing generations: first relation {first * 1000:.0f} ms; next, nobody asked about twice:")
    for apart in APART:
        pairs = iter([(f"g69n{10 * apart + n}", f"g{69 - apart}n{50 + n}") for n in range(5)])
        taken = seconds(lambda: relations(kin, *next(pairs)), times=5)  # noqa: B023
        print(f"  {apart} generations apart: {taken * 1000:.0f} ms")
    return int(reading > READING)


if __name__ == "__main__":
    raise SystemExit(main())
