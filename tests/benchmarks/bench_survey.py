"""How long a survey's page takes with 5,000 responses.   python -m tests.benchmarks.bench_survey

Run on demand. Beside it: the same answers only read from the database and parsed, and the same page without any.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from datetime import date

PEOPLE = {"T1": 2_000, "T2": 1_500, "T3": 1_500}
RUNS = 7


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
    from sightline.confidence import queries
    from sightline.confidence.models import Response
    from tests.standing import make
    from tests.surveys import gave_password

    people = make()
    survey = a_large_one(people.learning_lead)
    empty = a_large_one(people.learning_lead, share=0)
    client = gave_password(people.learning_lead)
    rows = Response.objects.filter(wave__survey=survey).values_list("code", "answers")
    for name, deed in (
        ("page, counted anew", lambda: (queries._counted.cache_clear(), client.get(f"/surveys/{survey.key}/"))),
        ("page, counted before", lambda: client.get(f"/surveys/{survey.key}/")),
        ("counted", lambda: (queries._counted.cache_clear(), queries.counted(survey))),
        ("file xlsx, counted before", lambda: client.get(f"/surveys/{survey.key}/file/xlsx/")),
        ("only read from the database", lambda: list(rows.all())),
        ("the same page without answers", lambda: client.get(f"/surveys/{empty.key}/")),
    ):
        median, worst, busy = timed(deed)
        print(f"{name:32} median {median:.2f} s, worst {worst:.2f} s, of the processor {busy:.2f} s")


def a_large_one(lead, share: float = 1):
    """A closed survey with so many answers."""
    from django.utils import timezone

    from sightline.confidence import changes
    from sightline.confidence.models import Response
    from sightline.domain.measures.instrument import DEEDS, ITEMS

    rng = random.Random(1)
    agencies = [f"Agency {n}" for n in range(8)]
    survey = changes.begin_survey(by=lead, title="Large", event_on=date(2026, 7, 1), agencies=agencies)
    for wave in survey.waves.all():
        wave.opened_at = wave.closed_at = timezone.now()
        wave.save()
        made = []
        for n in range(int(PEOPLE[wave.kind] * share)):
            answers = {"now": {item.code: rng.randint(0, 10) for item in ITEMS}}
            if wave.kind == "T2":
                answers["then"] = {item.code: rng.randint(0, 10) for item in ITEMS}
            else:
                answers["vignettes"] = {"V1": [rng.choice("abcd"), 7], "V2": [rng.choice("abcd"), 7]}
            if wave.kind == "T3":
                answers |= {"counts": {item.code: [3, 2] for item in DEEDS}, "barriers": ["time", "how"]}
            made.append(Response(wave=wave, code=f"{n:064}", agency=rng.choice(agencies), answers=answers))
        Response.objects.bulk_create(made, batch_size=500)
    return survey


if __name__ == "__main__":
    main()
