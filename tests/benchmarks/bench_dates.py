"""How many dates are read in a second: the forms of the rules in turn, easy and hard, readable and not.

Beside it, what `datetime.strptime` takes for one form that is known beforehand.

Run on demand:  python -m tests.benchmarks.bench_dates [--seconds 3]
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime

from sightline.domain.dates.written import parse_written

BUDGET = 5_000  # dates a second
REFERENCE = date(2026, 11, 25)
FORMS = (
    """
    22/05/2016 | 22.05/16 | 2205/2016 | 22052016 | 22/O5/2016 | 2016-05-22 | 22nd of May, 2016 | 22 Febuary 2016
    Sunday 22 May 2016 | 05/22/2016 | ??/05/2016 | 2?/05/2016 | May 2016 | Sept 98 | 1990s | 22 May | Winter 2016/17
    Autumn term 2016 | mid-May 2016 | ? c. 22 may 2016 | before May 2016 | 3-7 May 2016 | between 3 and 7 May 2016
    3/5/16 - 7/5/16 | 30 May to 2 June 2016 | 2014/15 | night of 22/23 May 2016 | 22 or 23 May 2016 | w/c 16/05/16
    Christmas 2016 | Easter 2016 | 6 weeks old | N/K | 42512 | seen at home by the health visitor that afternoon
""".strip()
    .replace("\n", "|")
    .split("|")
)


def rate(read: Callable[[str], object], forms: list[str], seconds: float) -> float:
    """Texts read in one second of the clock."""
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        for form in forms:
            read(form)
        count += len(forms)
    return count / (time.perf_counter() - began)


def main() -> int:
    """Print the figures; 1 when the budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    seconds = parser.parse_args().seconds / 3
    print(f"Python {platform.python_version()}, {platform.machine()}")
    slow = False
    for kind, forms in (
        ("date", FORMS),
        ("date", ["22/05/2016"]),
        ("datetime", [f"{form} 14:30" for form in FORMS]),
        ("datetime", ["22/05/2016 14:30"]),
    ):
        found = statistics.median(
            rate(lambda text, kind=kind: parse_written(text, kind, REFERENCE), forms, seconds) for _ in range(3)
        )
        slow = slow or found < BUDGET
        print(f"{kind:9} {len(forms):3} forms  {found:8,.0f} a second")
    plain = statistics.median(
        rate(lambda text: datetime.strptime(text, "%d/%m/%Y"), ["22/05/2016"], seconds) for _ in range(3)
    )
    print(f"strptime    1 form   {plain:8,.0f} a second")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
