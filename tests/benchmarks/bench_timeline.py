"""How fast timelines and eco-maps are drawn, beside the least that any drawing of as many marks needs.

python -m tests.benchmarks.bench_timeline
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sightline.domain.dates import UncertainDate
from sightline.domain.drawing.ecomap import DOMAINS, EcoMap, System, Tie, draw_ecomap
from sightline.domain.drawing.scene import render
from sightline.domain.drawing.timeline import Happening, Options, table_page, timeline
from sightline.domain.kinship import Person

RUNS = 5


def entries(count: int) -> list[Happening]:
    """Invented entries of ten agencies over eight years; one in ten not known to the day."""
    chance = random.Random(7)
    found = []
    for number in range(count):
        first = date(2018, 1, 1) + timedelta(days=chance.randrange(365 * 8))
        last = first if chance.random() < 0.9 else first + timedelta(days=chance.choice([27, 364]))
        found.append(Happening(f"r{number}", f"Agency {chance.randrange(10)}", first, last, f"What happened, {number}"))
    return found


def a_map(count: int) -> EcoMap:
    """An invented eco-map with two raters."""
    chance = random.Random(7)
    people = tuple(Person(f"p{n}", f"Person {n}") for n in range(4))
    systems = tuple(System(f"s{n}", f"System {n}", chance.choice(list(DOMAINS))) for n in range(count))
    ties = tuple(
        Tie(one.id, chance.choice(people).id, "strong", True, "both", rater=rater)
        for one in systems
        for rater in ("Ann", "Dana")
    )
    return EcoMap("b", persons=people, systems=systems, ties=ties)


def measured(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Median and worst seconds of some runs, and what the last gave."""
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = work()
        took.append(time.perf_counter() - start)
    return statistics.median(took), max(took), found


def line(words: str, took: tuple[float, float, Any], size: int) -> None:
    """One line of the table."""
    print(f"| {words} | {took[0]:.2f} s ({took[1]:.2f} s) | {size / 1000:.0f} kB |")


def main() -> None:
    """Draw and print."""
    born = UncertainDate.exact(date(2017, 3, 1))
    for count in (500, 5000):
        rows = entries(count)
        for width in (960, 320):
            took = measured(lambda rows=rows, width=width: render(timeline(rows, Options(width, born=born)).scene))
            line(f"timeline of {count:,} entries, {width} px", took, len(took[2].encode()))
    found = timeline(entries(5000), Options(born=born))
    took = measured(lambda: table_page(found))
    line("its list as a page", took, len(took[2].encode()))
    took = measured(lambda: "".join(f'<circle cx="{n}" cy="{n}" r="5"/>' for n in range(5000)))
    line("comparable: 5,000 bare circles written, none placed", took, len(took[2].encode()))
    for count in (8, 24, 100):
        eco = a_map(count)
        took = measured(lambda eco=eco: render(draw_ecomap(eco).scene))
        line(f"eco-map of {count} systems, two raters", took, len(took[2].encode()))


if __name__ == "__main__":
    main()
