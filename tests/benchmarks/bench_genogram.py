"""Draws families as hard as real ones and prints the targets of the drawing requirements beside what was reached.

    python -m tests.benchmarks.bench_genogram                  26 families of 4 to 123 people, and the samples
    python -m tests.benchmarks.bench_genogram --sets 4         four such sets with other seeds
    python -m tests.benchmarks.bench_genogram --first 6        a set that nobody tuned on
    python -m tests.benchmarks.bench_genogram --random 1000 --start 3000 --keep FILE    small families, in slices
    python -m tests.benchmarks.bench_genogram --added-up FILE  the table of all slices

Times are of processor seconds of one core, from the loaded family to the SVG text.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sightline.domain.drawing.genogram import Options, draw_genogram, read_layout
from sightline.domain.drawing.scene import render
from sightline.domain.kinship import Family, read_family
from tools.measure_drawing import Measures, measure, stability
from tools.nasty_families import nasty_family
from tools.svg_geometry import read_drawing

SIZES = (4, 6, 8, 8, 10, 10, 12, 12, 14, 15, 16, 18, 18, 20, 22, 24, 25, 26, 28, 30, 32, 35, 45, 60, 100, 123)
NONE = ("missing", "duplicates", "overlaps", "not_below", "missing_lines", "intruders")
"""What there must be none of."""
SAMPLES = Path(__file__).parents[1] / "samples" / "families"


@dataclass
class Reached:
    """All measures of a run."""

    found: list[Measures] = field(default_factory=list)
    seconds: list[tuple[int, float]] = field(default_factory=list)

    def total(self, name: str) -> float:
        return sum(getattr(one, name) for one in self.found)

    def mean(self, name: str) -> float:
        return statistics.fmean(getattr(one, name) for one in self.found)


def drawn(family: Family, options: Options | None = None) -> tuple[Measures, dict[str, Any], float]:
    """Draw and measure a family: measures, layout, processor seconds."""
    start = time.process_time()
    genogram = draw_genogram(family, options)
    svg = render(genogram.scene)
    seconds = time.process_time() - start
    return measure(family, read_drawing(svg)), genogram.layout, seconds


def table(reached: Reached) -> None:
    """Targets and what was reached."""
    people = reached.total("people")
    small = [one for one in reached.found if one.people <= 30]
    few = sum(one.people for one in small)
    per_small = sum(one.faults for one in small) / few if few else 0.0
    same_row = reached.total("unions") - reached.total("off_row")
    lines = (reached.total("line_overlaps") + reached.total("through_people")) / people
    rows = (
        ("families, people", "", "", f"{len(reached.found)}, {people:.0f}"),
        ("missing, twice, overlaps, not below, intruders", "0", "0", f"{sum(reached.total(one) for one in NONE):.0f}"),
        ("faults a person, up to 30 people", "0.08", "0.05", f"{per_small:.3f}"),
        ("faults a person, all", "0.14", "0.07", f"{reached.total('faults') / people:.3f}"),
        (
            "families with 0 faults",
            "40 %",
            "50 %",
            f"{100 * statistics.fmean(not m.faults for m in reached.found):.0f} %",
        ),
        ("line overlaps, lines through people, a person", "0.005", "0", f"{lines:.4f}"),
        ("partners off row", "forced", "forced", f"{reached.total('off_row'):.0f}"),
        ("adjacency", "85 %", "92 %", f"{100 * reached.total('adjacent') / max(1, same_row):.1f} %"),
        (
            "split sibships",
            "1 %",
            "0",
            f"{100 * reached.total('split_sibships') / max(1, reached.total('sibships')):.1f} %"
            f" ({reached.total('split_sibships'):.0f} of {reached.total('sibships'):.0f};"
            f" at least {reached.total('split_anyway'):.0f} in any order)",
        ),
        (
            "younger left",
            "20 %",
            "8 %",
            f"{100 * reached.total('younger_left') / max(1, reached.total('sibling_pairs')):.1f} %",
        ),
        ("centring error mean", "0.15 W", "0.05 W", f"{reached.mean('centring_mean'):.3f} W"),
        ("width ratio mean", "1.35", "1.2", f"{reached.mean('width_ratio'):.2f}"),
        ("household intruders", "0", "0", f"{reached.total('intruders'):.0f}"),
        ("label overlaps", "", "", f"{reached.total('label_overlaps'):.0f}"),
        ("edge length a person", "", "", f"{reached.mean('edge_length'):.2f}"),
    )
    for name, must, aim, got in rows:
        print(f"{name:46} must {must:8} aim {aim:8} reached {got}")
    for low, high in ((8, 12), (35, 45), (100, 130)):
        times = [seconds for count, seconds in reached.seconds if low <= count <= high]
        if times:
            name = f"processor seconds, {low} to {high} people"
            print(f"{name:46} median {statistics.median(times):.2f}, worst {max(times):.2f}")


def additions(family: Family) -> list[Family]:
    """The family with one child, one partner, or one pair of parents more."""
    found = []
    base = json.loads(json.dumps(_data(family)))
    for union in base["unions"][:2]:
        more = json.loads(json.dumps(base))
        more["persons"].append({"id": "zz-new", "name": "New Child", "sex": "F", "born": "2024"})
        more["parentage"].append(
            {"child": "zz-new", "parents": union["partners"], "kind": "birth", "union": union["id"]}
        )
        found.append(more)
    for person in base["persons"][:: max(1, len(base["persons"]) // 2)][:2]:
        more = json.loads(json.dumps(base))
        more["persons"].append({"id": "zz-new", "name": "New Partner", "sex": "X"})
        more["unions"].append({"id": "zz-u", "partners": [person["id"], "zz-new"], "kind": "cohabiting"})
        found.append(more)
    without = [one for one in base["persons"] if one["id"] not in {row["child"] for row in base["parentage"]}]
    for person in without[:2]:
        more = json.loads(json.dumps(base))
        more["persons"] += [{"id": f"zz-{n}", "name": f"New Parent {n}", "sex": "U"} for n in (1, 2)]
        more["unions"].append({"id": "zz-u", "partners": ["zz-1", "zz-2"], "kind": "married"})
        more["parentage"].append({"child": person["id"], "parents": ["zz-1", "zz-2"], "kind": "birth", "union": "zz-u"})
        found.append(more)
    return [read_family(one) for one in found]


def _data(family: Family) -> dict[str, Any]:
    from sightline.domain.kinship import family_to_json

    return family_to_json(family)


def stable(families: list[Family]) -> None:
    """Additions of one person, partner or pair of parents to each family."""
    moves, flips, extra, seconds, count = [], 0, 0, [], 0
    for family in families:
        before, layout, _ = drawn(family)
        previous = read_layout(layout)
        for more in additions(family):
            after, new, took = drawn(more, Options(previous=previous))
            found = stability(layout, new)
            moves.append(found["mean_move"])
            flips += int(found["flips"])
            extra += after.crossings - before.crossings
            seconds.append(took)
            count += 1
    print(
        f"{count} additions: flips {flips}, mean move {statistics.fmean(moves):.3f} W (worst {max(moves):.2f}), "
        f"extra crossings {extra} ({24 * extra / count:.1f} in 24), seconds median {statistics.median(seconds):.3f}"
    )


def random_small(count: int, start: int, keep: Path | None) -> None:
    """Small random families, every third contradictory; of each its measures, a line in a file that slices share."""
    found = Reached()
    for seed in range(start, start + count):
        size = 4 + seed % 17
        measures, _, seconds = drawn(read_family(nasty_family(size, seed, contradictory=seed % 3 == 0)))
        found.found.append(measures)
        found.seconds.append((measures.people, seconds))
        if any(getattr(measures, name) for name in NONE):
            print("wrong:", size, seed, measures)
        if keep:
            with keep.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"seed": seed, "seconds": round(seconds, 4), **asdict(measures)}) + "\n")
    table(found)


def added_up(path: Path) -> None:
    """The table of everything in a file of slices; a family drawn twice counts once."""
    rows = {row["seed"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    reached = Reached()
    for row in rows.values():
        reached.seconds.append((row["people"], row.pop("seconds")))
        del row["seed"]
        reached.found.append(Measures(**row))
    table(reached)


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sets", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first set")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--start", type=int, default=0, help="with --random: the first seed")
    parser.add_argument("--keep", type=Path, help="with --random: a file that a line for each family is added to")
    parser.add_argument("--added-up", type=Path, help="the table of such a file")
    parser.add_argument("--thousand", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    arguments = parser.parse_args()
    if arguments.added_up:
        added_up(arguments.added_up)
        return 0
    if arguments.random:
        random_small(arguments.random, arguments.start, arguments.keep)
        return 0
    if arguments.thousand:
        found, _, seconds = drawn(read_family(nasty_family(1000, 1)))
        print(
            f"1,000 people: {seconds:.1f} s, missing {found.missing}, overlaps {found.overlaps}, faults {found.faults}"
        )
        return 0
    for path in sorted(SAMPLES.glob("*.json")):
        found, _, seconds = drawn(read_family(path.read_bytes()))
        print(f"{path.stem}: {found.people} people, {found.faults} faults, {seconds:.2f} s")
    reached, families = Reached(), []
    for number in range(arguments.first, arguments.first + arguments.sets):
        for seed, size in enumerate(SIZES, 1):
            family = read_family(nasty_family(size, seed + 100 * number))
            found, _, seconds = drawn(family)
            if not arguments.quiet:
                print(f"{found.people:4} people: {found.faults:3} faults, {seconds:.2f} s")
            reached.found.append(found)
            reached.seconds.append((found.people, seconds))
            if 8 <= size <= 60 and number == arguments.first:
                families.append(family)
    table(reached)
    stable(families[::2])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
