"""How fast a census is read and checked.

Run on demand:  python -m tests.benchmarks.bench_cin [--children 3320] [--runs 5]

Beside it, in the same minute and on the same file, the plain parser of the standard library that only counts elements:
what the machine costs without any of our reading. Prints figures; `docs/benchmarks.md` keeps them.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import iterparse

from sightline.exchange.cin import open_census
from tools.make_cin_census import CHILDREN, write

BUDGET = 3.0  # seconds, for 3,320 children on 2 cores


def count_elements(path: Path) -> int:
    """The comparison: every element counted, nothing kept."""
    count = 0
    for _, element in iterparse(path):
        count += 1
        element.clear()
    return count


def read_and_check(path: Path) -> int:
    """What is measured: every child read, every rule run."""
    with open_census(path) as census:
        return sum(1 for _ in census.children)


def seconds(work: Callable[[Path], int], path: Path) -> tuple[float, float]:
    """How long one run takes, and how much of that the processor worked on it."""
    began, worked = time.perf_counter(), time.process_time()
    work(path)
    return time.perf_counter() - began, time.process_time() - worked


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 when the median is over the budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=CHILDREN)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args(arguments)
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        for faults in (0.0, 0.5):
            path = Path(folder) / "census.xml"
            write(path, 2026, given.children, faults=faults)
            ours, plain = [], []
            for _ in range(given.runs):  # taken in turn, so that other work on the machine weighs on both
                plain.append(seconds(count_elements, path))
                ours.append(seconds(read_and_check, path))
            wall = [one for one, _ in ours]
            medians.append(statistics.median(wall))
            print(
                f"{given.children:,} children, {path.stat().st_size / 1e6:.1f} MB, faults in {faults:.0%}: "
                f"read and checked in {statistics.median(wall):.2f} s (median of {given.runs}; worst {max(wall):.2f}; "
                f"processor {statistics.median(worked for _, worked in ours):.2f}); "
                f"plain parse that only counts {statistics.median(one for one, _ in plain):.2f} s"
            )
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; budget {BUDGET:.0f} s")
    return int(max(medians) > BUDGET)


if __name__ == "__main__":
    raise SystemExit(main())
