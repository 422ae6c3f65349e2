"""The same families drawn by Sightline, by Graphviz and by an installable library, measured by the same program.

    python -m tests.benchmarks.bench_drawers [--set 6] [--library FOLDER]

`--library`: where `npm install --prefix FOLDER relatives-tree@3.2.2 esbuild` put the library. What is not installed is
said not to be. Seconds: of Sightline the processor's; of `dot` the clock, with starting it; of relatives-tree the clock
inside its own process, of the one drawing that counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sightline.domain.kinship import Family, read_family
from tests.benchmarks.bench_genogram import SIZES, Reached, drawn, table
from tests.benchmarks.drawers import graphviz, relatives_tree
from tools.measure_drawing import Measures, measure
from tools.nasty_families import nasty_family
from tools.svg_geometry import read_drawing

HEADS = (
    "missing", "twice", "no line", "overlap", "cross", "on line", "through", "faults", "a head", "perfect", "seconds",
)  # fmt: skip
SHOWN = ("missing", "duplicates", "missing_lines", "overlaps", "crossings", "line_overlaps", "through_people", "faults")


def reached(families: Sequence[Family], drawings: Sequence[tuple[str, float]]) -> Reached:
    """The measures of one program's drawings."""
    found = Reached()
    for family, (svg, seconds) in zip(families, drawings, strict=True):
        found.found.append(measure(family, read_drawing(svg)))
        found.seconds.append((len(family.persons), seconds))
    return found


def ours(families: Sequence[Family]) -> Reached:
    """The measures of our own drawings."""
    found = Reached()
    for family in families:
        measures, _, seconds = drawn(family)
        found.found.append(measures)
        found.seconds.append((measures.people, seconds))
    return found


def line(name: str, found: Reached | None) -> None:
    """One program's row of the table."""
    if found is None:
        print(f"{name:16} is not installed")
        return
    shown = found.total("people") - found.total("missing")
    totals = "".join(f"{found.total(one):8.0f}" for one in SHOWN)
    whole = sum(not _wrong(one) for one in found.found)
    print(
        f"{name:16}{totals}{found.total('faults') / shown:8.3f}{whole:8}{sum(took for _, took in found.seconds):8.1f}"
    )


def _wrong(one: Measures) -> int:
    return one.missing + one.duplicates + one.missing_lines + one.overlaps + one.faults


def main() -> int:
    """Draw, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--set", type=int, default=6)
    parser.add_argument("--library", type=Path, default=Path())
    arguments = parser.parse_args()
    families = [read_family(nasty_family(size, seed + 100 * arguments.set)) for seed, size in enumerate(SIZES, 1)]
    print(f"{len(families)} families, {sum(len(one.persons) for one in families)} people")
    print(f"{'':16}{''.join(f'{one:>8}' for one in HEADS)}")
    mine = ours(families)
    line("Sightline", mine)
    dots = [graphviz(family) for family in families]
    line("Graphviz dot", reached(families, [one for one in dots if one]) if all(dots) else None)
    trees = relatives_tree(families, arguments.library)
    line("relatives-tree", reached(families, trees) if trees else None)
    table(mine)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
