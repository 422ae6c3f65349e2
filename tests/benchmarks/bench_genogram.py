"""Draws families as hard as real ones and prints the targets of the drawing requirements beside what was reached.

    python -m tests.benchmarks.bench_genogram                  26 families of 4 to 123 people, and the samples
    python -m tests.benchmarks.bench_genogram --sets 4         four such sets with other seeds
    python -m tests.benchmarks.bench_genogram --random 10000   small random families: only what must be 0
    python -m tests.benchmarks.bench_genogram --graphviz       the same families through `dot`, people as boxes

Times are of processor seconds of one core, from the loaded family to the SVG text.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sightline.domain.drawing.genogram import Options, draw_genogram, read_layout
from sightline.domain.drawing.genogram.graph import build_graph
from sightline.domain.drawing.genogram.rows import assign_rows
from sightline.domain.drawing.scene import render
from sightline.domain.kinship import Family, read_family
from tools.measure_drawing import Measures, measure, stability
from tools.nasty_families import nasty_family
from tools.svg_geometry import read_drawing

SIZES = (4, 6, 8, 8, 10, 10, 12, 12, 14, 15, 16, 18, 18, 20, 22, 24, 25, 26, 28, 30, 32, 35, 45, 60, 100, 123)
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
    bad = ("missing", "duplicates", "overlaps", "not_below", "missing_lines")
    lines = (reached.total("line_overlaps") + reached.total("through_people")) / people
    rows = (
        ("families, people", "", "", f"{len(reached.found)}, {people:.0f}"),
        ("missing + duplicates + overlaps + not below", "0", "0", f"{sum(reached.total(one) for one in bad):.0f}"),
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
            f"{100 * reached.total('split_sibships') / max(1, reached.total('sibships')):.1f} %",
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


def graphviz(family: Family) -> int:
    """Crossings of the same family through `dot`: people on our rows, a point for each union, straight edges."""
    graph = build_graph(family)
    rows = assign_rows(graph)
    lines = ["digraph{splines=line;node[shape=box,width=.5,height=.5,fixedsize=true];edge[dir=none];"]
    for row in sorted(set(rows)):
        lines.append("{rank=same;" + ";".join(f"p{one}" for one, here in enumerate(rows) if here == row) + "}")
    for number, kin in enumerate(graph.kins):
        lines.append(f'f{number}[shape=point,width=.01,height=.01,label=""];')
        lines += [f"p{parent}->f{number};" for parent in kin.parents] + [f"f{number}->p{one};" for one in kin.children]
    made = subprocess.run(
        ["dot", "-Tplain"], input="\n".join([*lines, "}"]), capture_output=True, text=True, check=True, timeout=300
    )
    segments = []
    for line in made.stdout.splitlines():
        part = line.split()
        if part[0] == "edge":
            count = int(part[3])
            points = [(float(part[4 + 2 * n]), float(part[5 + 2 * n])) for n in range(count)]
            segments.append((next(one for one in part[1:3] if one[0] == "f"), points[0], points[-1]))

    def side(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    crossings = 0
    for index, (ref, a, b) in enumerate(segments):
        for other, c, d in segments[:index]:
            apart = side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
            crossings += ref != other and apart
    return crossings


def random_small(count: int) -> None:
    """What must be 0, on many small random families, contradictory ones among them."""
    wrong = 0
    start = time.time()
    for seed in range(count):
        family = read_family(nasty_family(4 + seed % 17, seed, contradictory=seed % 3 == 0))
        found, _, _ = drawn(family)
        bad = (
            found.missing + found.duplicates + found.overlaps + found.not_below + found.missing_lines + found.intruders
        )
        if bad:
            wrong += 1
            print("wrong:", 4 + seed % 17, seed, found)
    took = time.time() - start
    print(f"{count} random families: {wrong} missing, twice, overlapping, not below or intruding; {took:.0f} s")


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sets", type=int, default=1)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--graphviz", action="store_true")
    parser.add_argument("--thousand", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    arguments = parser.parse_args()
    if arguments.random:
        random_small(arguments.random)
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
    reached, families, dots = Reached(), [], 0
    for number in range(arguments.sets):
        for seed, size in enumerate(SIZES, 1):
            family = read_family(nasty_family(size, seed + 100 * number))
            found, _, seconds = drawn(family)
            if not arguments.quiet:
                print(f"{found.people:4} people: {found.faults:3} faults, {seconds:.2f} s")
            reached.found.append(found)
            reached.seconds.append((found.people, seconds))
            if 8 <= size <= 60 and number == 0:
                families.append(family)
            if arguments.graphviz and shutil.which("dot"):
                dots += graphviz(family)
    table(reached)
    if arguments.graphviz:
        print(f"Graphviz dot, crossings a person (straight edges): {dots / reached.total('people'):.3f}")
    stable(families[::2])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
