"""How long the pages of a chronology of 5,000 rows take.   python -m tests.benchmarks.bench_chronology_pages

Run on demand. Ten agencies of 500 rows, a glossary, links. Beside it: the rows only read from the database, and the
same page of a chronology of 50 rows.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from datetime import date, timedelta

AGENCIES = ("Police", "Hospital", "Health visiting", "Social care", "Primary school", "GP", "Midwifery", "Housing",
            "Probation", "Nursery")  # fmt: skip
SYLLABLES = [first + second for first in "bcdfghlmnprst" for second in "aeiou"]
NAMES = ("Paula", "Grace", "May Orchard")
RUNS = 3


def timed(deed) -> tuple[float, float, float]:
    """Median and worst of several runs by the clock, and the median of processor time alone, in seconds."""
    took, worked = [], []
    for _ in range(RUNS):
        began, busy = time.perf_counter(), time.process_time()
        deed()
        took.append(time.perf_counter() - began)
        worked.append(time.process_time() - busy)
    return statistics.median(took), max(took), statistics.median(worked)


def main() -> None:
    os.environ["SIGHTLINE_DATA"] = tempfile.mkdtemp()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    from sightline.cli.start import database_ready

    database_ready()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    from sightline.chronologies import changes, composing, queries, returning
    from sightline.domain.disclosure.anonymise import Glossary
    from tests import chronologies as told
    from tests import library
    from tests.standing import make
    from tests.surveys import gave_password

    people = make()
    officer = people.review_officer
    review, small = library.a_review(officer, "LR-1"), library.a_review(officer, "LR-2")
    for one, rows in ((review, 500), (small, 5)):
        glossary = Glossary.read(told.GLOSSARY)
        changes.write_glossary(one, by=officer, glossary=glossary, seen_version=0)
        for number, agency in enumerate(AGENCIES):
            last = number == len(AGENCIES) - 1
            returning.recompose = composing.recompose if last else lambda _review: None  # once is enough here
            began = time.perf_counter()
            told.taken_in(one, officer, agency, *some_rows(number, rows))
            if last:
                print(f"{'a return taken in, all rows compared anew':60} {time.perf_counter() - began:.2f} s")
    again = told.sent(review, officer, "Police", *some_rows(0, 500)[1:], file="again.docx")
    client, home = gave_password(officer), f"/reviews/{review.key}/chronology/"
    print(f"{'rows':60} {queries.standing(review).count()}, links {review.row_links.count()}")
    for name, deed in (
        ("table", lambda: client.get(home)),
        ("table, last page", lambda: client.get(f"{home}?page=50")),
        ("table, two words and an agency", lambda: client.post(home, {"words": "letter ba", "agency": "2"})),
        ("side by side", lambda: client.get(f"{home}lanes/")),
        ("gaps", lambda: client.get(f"{home}gaps/")),
        ("accounts", lambda: client.get(f"{home}links/?kind=D3")),
        ("a return sent again, compared", lambda: client.get(f"{home}returns/{again.key}/")),
        ("CSV in codes", lambda: client.get(f"{home}files/coded/csv/")),
        ("Word in codes", lambda: client.get(f"{home}files/coded/docx/")),
        ("PDF in codes", lambda: client.get(f"{home}files/coded/pdf/")),
        ("rows only read from the database", lambda: list(queries.standing(review))),
        ("the table of a chronology of 50 rows", lambda: client.get(f"/reviews/{small.key}/chronology/")),
    ):
        median, worst, busy = timed(deed)
        print(f"{name:60} median {median:.2f} s, worst {worst:.2f} s, of the processor {busy:.2f} s")
    began = time.perf_counter()
    returning.take_in(again, by=officer)
    print(f"{'the return sent again, taken in':60} {time.perf_counter() - began:.2f} s")


def some_rows(seed: int, number: int) -> list[tuple[str, ...]]:
    """Rows over five years of made-up words, common ones common; one in ten names somebody."""
    words = random.Random(0)
    known = ["".join(words.choices(SYLLABLES, k=words.randint(2, 4))) for _ in range(3_000)]
    weights = [1 / (at + 5) for at in range(len(known))]
    rng = random.Random(seed)
    found = []
    for at in range(number):
        day = date(2012, 1, 1) + timedelta(days=rng.randrange(1_800))
        text = " ".join(rng.choices(known, weights, k=rng.randint(8, 40))).capitalize() + "."
        text += f" {rng.choice(NAMES)} was there." if at % 10 == 0 else ""
        seen = rng.choice(("yes", "no", "", ""))
        found.append((f"r{at}", f"{day:%d/%m/%Y}", "", "Record", text, seen, "Letter sent." if at % 3 else ""))
    return found


if __name__ == "__main__":
    main()
