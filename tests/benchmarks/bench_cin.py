"""How fast a census is read, checked, stored, and looked at by the checks.

Run on demand:  python -m tests.benchmarks.bench_cin [--children 3320] [--runs 5]

Beside it, in the same minute and on the same file: the plain parser of the standard library that only counts elements,
and as many rows as the import writes put into a bare SQLite table, in one transaction. That is what the machine costs
without any of our work. Everything happens in a temporary folder; `docs/benchmarks.md` keeps the figures.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import iterparse

from sightline.exchange.cin import open_census
from tools.make_cin_census import CHILDREN, write

READ_BUDGET = 3.0  # seconds, for 3,320 children on 2 cores
STORE_BUDGET = 15.0  # seconds, rows and trail together; the checks' looking comes after the commit and is extra
WIDTH = 20  # columns of the bare rows, about as many as a fact has


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


def seconds(work: Callable[..., Any], *given: Any) -> tuple[float, float, Any]:
    """How long one run takes, how much of that the processor worked on it, and what it gave."""
    began, worked = time.perf_counter(), time.process_time()
    found = work(*given)
    return time.perf_counter() - began, time.process_time() - worked, found


def reading(folder: Path, children: int, runs: int) -> float:
    """Read and check, without faults and with many. The larger median."""
    medians = []
    for faults in (0.0, 0.5):
        path = folder / "census.xml"
        write(path, 2026, children, faults=faults)
        ours, plain = [], []
        for _ in range(runs):  # taken in turn, so that other work on the machine weighs on both
            plain.append(seconds(count_elements, path))
            ours.append(seconds(read_and_check, path))
        wall = [run[0] for run in ours]
        medians.append(statistics.median(wall))
        print(
            f"{children:,} children, {path.stat().st_size / 1e6:.1f} MB, faults in {faults:.0%}: "
            f"read and checked in {statistics.median(wall):.2f} s (median of {runs}; worst {max(wall):.2f}; "
            f"processor {statistics.median(run[1] for run in ours):.2f}); "
            f"plain parse that only counts {statistics.median(run[0] for run in plain):.2f} s"
        )
    return max(medians)


def storing(folder: Path, children: int, runs: int) -> float:
    """Store into an empty database, the same again, and a year later; then the looking. The median of the first."""
    firsts = []
    for number in range(runs):
        data = folder / f"data{number}"
        paths = folder / "first.xml", folder / "changed.xml"
        write(paths[0], 2026, children)
        write(paths[1], 2026, children)
        # A correction: every tenth child's ethnicity.
        text = paths[1].read_text(encoding="utf-8").split("<Ethnicity>")
        text[1::10] = [f"NOBT{part[4:]}" for part in text[1::10]]
        paths[1].write_text("<Ethnicity>".join(text), encoding="utf-8")
        firsts.append(_in_a_new_process(data, paths))
    for name in firsts[0]:
        times = [run[name][0] for run in firsts]
        worked = statistics.median(run[name][1] for run in firsts)
        median = statistics.median(times)
        print(f"{name}: {median:.2f} s (median of {runs}; worst {max(times):.2f}; processor {worked:.2f})")
    return statistics.median(run[STORED][0] for run in firsts)


STORED = "stored, rows and trail, empty database"


def _in_a_new_process(data: Path, paths: tuple[Path, Path]) -> dict[str, tuple[float, float]]:
    """One run in its own process: Django knows one database for its whole life."""
    from multiprocessing import get_context

    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_store_all, (str(data), *map(str, paths)))


def _store_all(data: str, first: str, changed: str) -> dict[str, tuple[float, float]]:
    Path(data).mkdir()
    os.environ |= {"SIGHTLINE_DATA": data, "DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    from sightline.cli.start import database_ready

    database_ready()
    from django.db import connection

    from sightline.checks import run
    from sightline.exchange.cin.store import read_whole, store
    from tests.unit.exchange.cin.stored import TABLES

    whole, corrected = read_whole(first), read_whole(changed)
    found = {}
    *found[STORED], stored = seconds(store, whole)
    *found["looked at by the checks, after the commit"], _ = seconds(run.decide_many, stored.touched)
    rows = sum(model._default_manager.count() for model in TABLES)
    connection.close()
    bare = seconds(_bare_rows, Path(data) / "bare.sqlite3", rows)
    found[f"beside it: {rows:,} bare rows of {WIDTH} columns in one transaction"] = list(bare[:2])
    *found["the same file again"], again = seconds(store, whole)
    *found["a corrected file, every tenth child changed"], amended = seconds(store, corrected)
    assert not again.touched
    assert amended.touched
    return {name: (wall, worked) for name, (wall, worked) in found.items()}


def _bare_rows(path: Path, rows: int) -> None:
    """The comparison: as many rows written, with the same care for the disk, and nothing worked out."""
    with sqlite3.connect(path) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, {', '.join(f'c{n} TEXT' for n in range(WIDTH))})")
        bare.commit()
        marks = ", ".join("?" * WIDTH)
        columns = ", ".join(f"c{n}" for n in range(WIDTH))
        values = ([f"value {number} {n}" for n in range(WIDTH)] for number in range(rows))
        bare.executemany(f"INSERT INTO t ({columns}) VALUES ({marks})", values)
    bare.close()


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 when a median is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=CHILDREN)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder:
        read = reading(Path(folder), given.children, given.runs)
        stored = storing(Path(folder), given.children, given.runs)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}; load {os.getloadavg()[0]:.1f} at the end"
    )
    kept = read <= READ_BUDGET and stored <= STORE_BUDGET
    print(f"budgets: read {READ_BUDGET:.0f} s, stored {STORE_BUDGET:.0f} s: {'kept' if kept else 'MISSED'}")
    return int(not kept)


if __name__ == "__main__":
    raise SystemExit(main())
