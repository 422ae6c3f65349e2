"""How long looking for somebody takes among 20,000 children: `python -m tests.benchmarks.bench_finding_people`.

A database of its own with invented names, 400 of the children the searcher's own. Prints p50 and p95 of the search that
begins with one's own children, of the wider one, and of looking before somebody is written down; by the clock, and of
the processor.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta

CHILDREN, OWN, ROUNDS = 20_000, 400, 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=CHILDREN)
    found = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SIGHTLINE_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure(found.children)


def measure(children: int) -> None:
    from sightline.access.models import Agency, Worker
    from sightline.cases.models import Allocation
    from sightline.domain.dates import UncertainDate
    from sightline.people.knowing import index_missing, look_before_writing
    from sightline.people.models import Person
    from sightline.people.queries import known_elsewhere, search
    from sightline.stories.words import ADULT_WOMEN, GIVEN

    rng = random.Random(4)
    families = [a.lower().capitalize() + b for a in ADULT_WOMEN for b in ("son", "ley", "worth", "mere", "by", "ham")]
    worker = Worker.objects.create(
        username="w", name="W", role="practitioner", agency=Agency.objects.create(name="A", kind="social_care")
    )

    def somebody() -> Person:
        born = date(2010, 1, 1) + timedelta(days=rng.randrange(5_800))
        return Person(is_child=True, given_name=rng.choice(GIVEN), family_name=rng.choice(families), dob=born)

    made = Person.objects.bulk_create([somebody() for _ in range(children)], batch_size=1_000)
    begun = time.perf_counter()
    index_missing()
    print(f"{children} names given their keys: {time.perf_counter() - begun:.1f} s", flush=True)
    today = date(2026, 1, 1)
    Allocation.objects.bulk_create([Allocation(child=one, worker=worker, starts_on=today) for one in made[:OWN]])
    asked = [(f"{one.given_name} {one.family_name[:-2]}y", one.dob) for one in rng.sample(made, ROUNDS)]
    _times("one's own children first", asked, lambda name, _born: search(worker, name))
    _times("wider, among all", asked, lambda name, _born: known_elsewhere(worker, name))
    _times("before writing", asked, lambda name, born: look_before_writing(worker, name, UncertainDate.exact(born)))
    _times("before writing, no date", asked, lambda name, _born: look_before_writing(worker, name))


def _times(what: str, asked: list[tuple[str, date]], ask: Callable[[str, date], object]) -> None:
    took, used = [], []
    for name, born in asked:
        begun, before = time.perf_counter(), time.process_time()
        ask(name, born)
        used.append((time.process_time() - before) * 1_000)
        took.append((time.perf_counter() - begun) * 1_000)
    words = (
        f"p50 {statistics.median(one):.0f} ms, p95 {sorted(one)[int(len(one) * 0.95)]:.0f} ms" for one in (took, used)
    )
    print(f"{what}: {'; of the processor '.join(words)}", flush=True)


if __name__ == "__main__":
    main()
