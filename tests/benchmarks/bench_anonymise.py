"""How fast a review is coded, personalised, searched for what is left, and made public: 2,000 rows, 50 people.

Run on demand:  python -m tests.benchmarks.bench_anonymise [--rows 2000] [--people 50]

Beside it, one pattern of all the names and first names put through `re.sub`, which knows none of the rules.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable

from sightline.domain.disclosure.anonymise import Entry, Glossary

BUDGET = 1.0  # seconds for coding all rows
ROW = (
    "{a} met {b} at Mossgrove and will call the midwife about the visit on Tuesday 22 May 2016, when {c}'s child was "
    "seen. It was agreed that {d} asks again within a fortnight; nobody had asked what the child would like to happen."
)
FIRST = ("Fen", "Dar", "Mar", "Ul", "Odet", "Zof", "Ber", "Han", "Lor", "Quin")
LAST = ("ella", "ina", "itha", "ora", "uska")


def seconds(work: Callable[[str], object], rows: list[str]) -> float:
    """Of the processor, so that other work beside it does not count: the median of three runs over all rows."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        for row in rows:
            work(row)
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def main() -> int:
    """Print the figures; 1 when the budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=50)
    given = parser.parse_args()
    first = [begin + end for begin in FIRST for end in LAST]
    people = [Entry(f"Adult {n}", "adult", f"{first[n % 50]} Oxen{first[n % 50]}by{n}") for n in range(given.people)]
    glossary = Glossary.of(people)
    names = [entry.name for entry in people]
    rows = [
        ROW.format(
            a=names[n % len(names)], b=names[(n + 7) % len(names)].split()[0], c=names[(n + 3) % len(names)], d="SW1"
        )
        for n in range(given.rows)
    ]
    coded = [glossary.to_coded(row) for row in rows]
    pattern = re.compile(r"\b(?:" + "|".join([*names, *(name.split()[0] for name in names)]) + r")\b", re.IGNORECASE)
    coding = seconds(glossary.to_coded, rows)
    print(f"{len(rows)} rows, {len(people)} people, {sum(map(len, rows)) // 1000} thousand letters")
    print(f"coded         {coding:6.2f} s")
    print(f"personalised  {seconds(glossary.to_personalised, coded):6.2f} s")
    print(f"what is left  {seconds(glossary.residual, coded):6.2f} s")
    print(f"public        {seconds(glossary.public_text, coded):6.2f} s")
    print(f"re.sub        {seconds(lambda row: pattern.sub('X', row), rows):6.2f} s")
    return 1 if coding > BUDGET else 0


if __name__ == "__main__":
    raise SystemExit(main())
