"""How long one child's checks take: record loaded from the database, every check of the catalogue decided.

Run on demand:  python -m tests.benchmarks.bench_checks [--children 400] [--rounds 300]

Makes a demonstration in a temporary folder. Beside it, in the same minute: one indexed row fetched by primary key, as
often as the loader asks the database something; what the machine costs without any of our work. Budget: 25 ms.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date

BUDGET_MS = 25.0


def main() -> None:
    """Print p50 and p95 of each figure, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 18))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder:
        os.environ |= {"SIGHTLINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
        from sightline.cli.start import database_ready

        database_ready()
        from sightline.stories import demo

        demo.make(today=arguments.today, say=lambda _line: None)
        _measure(arguments.rounds, arguments.today)


def _measure(rounds: int, today: date) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sightline.checks import run, standards
    from sightline.checks.load import records
    from sightline.people.models import Person

    rng = random.Random(18)
    ids = list(Person.objects.filter(is_child=True).values_list("pk", flat=True))
    checks, numbers = standards.looked_at(), standards.in_force(today)
    picked = [rng.choice(ids) for _ in range(rounds)]
    with CaptureQueriesContext(connection) as asked:
        records(picked[:1], today)
    queries = len(asked)

    def load_and_decide(pk: int) -> None:
        for record in records([pk], today).values():
            for check in checks:
                run.outcome_of(check, record, numbers[check.id])

    def as_many_single_rows(pk: int) -> None:
        for _ in range(queries):
            Person.objects.filter(pk=pk).values_list("key", flat=True).first()

    print(f"{len(ids)} children, {len(checks)} checks, {queries} queries a record, {rounds} rounds")
    one = _times(load_and_decide, picked)
    _say("one child loaded and decided", one)
    _say(f"beside it: {queries} single rows by primary key", _times(as_many_single_rows, picked))
    _say("one child looked at and kept", _times(lambda pk: run.decide_many([pk]), picked[: rounds // 3]))
    started = time.perf_counter()
    found = records(ids, today)
    loaded = time.perf_counter()
    for record in found.values():
        for check in checks:
            run.outcome_of(check, record, numbers[check.id])
    decided = time.perf_counter()
    print(f"all {len(ids)} in one set: loaded in {loaded - started:.2f} s, decided in {decided - loaded:.2f} s")
    _replay(today)
    p95 = statistics.quantiles(one, n=20)[18]
    print(f"budget {BUDGET_MS:.0f} ms at p95: {'kept' if p95 <= BUDGET_MS else 'MISSED'}")


def _replay(today: date) -> None:
    from sightline.checks import replayed
    from sightline.checks.models import ReplayMark, ReplaySpan

    ReplayMark.objects.all().delete()
    ReplaySpan.objects.all().delete()
    started = time.perf_counter()
    spans = replayed.replay_to(today)
    print(f"replay of every child and check from the start: {time.perf_counter() - started:.1f} s, {spans} spans")


def _times(deed: Callable[[int], None], ids: list[int]) -> list[float]:
    deed(ids[0])
    found = []
    for pk in ids:
        started = time.perf_counter()
        deed(pk)
        found.append((time.perf_counter() - started) * 1000)
    return found


def _say(what: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=20)
    print(f"{what}: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms")


if __name__ == "__main__":
    main()
