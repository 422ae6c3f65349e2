"""From the database or from a file, the whole catalogue says the same of the same caseload.

The file never passes through a database, and this runs on SQLite and on PostgreSQL: so all three say the same.
`SIGHTLINE_CASELOAD=2000` looks at more children; run it on demand.
"""

from __future__ import annotations

import json
import os

import pytest

from sightline.checks import run
from sightline.checks.load import records
from sightline.domain.checks import CATALOGUE, ChildRecord, Result, evaluate, outcome_line
from tests.benchmarks.bench_deciding import ordinary_record
from tests.keeping import Kept, keep
from tests.property.checks.records import a_record

CHILDREN = int(os.environ.get("SIGHTLINE_CASELOAD", "40"))


def lines(record: ChildRecord) -> list[str]:
    """What `checks run --json` prints of a record."""
    return [json.dumps(outcome_line(record, check, evaluate(check, record))) for check in CATALOGUE.values()]


@pytest.mark.django_db
def test_database_and_file_say_the_same_of_every_child():
    caseload = [
        Kept.of(ordinary_record(number) if number % 4 == 0 else a_record(f"caseload {number}"), number)
        for number in range(CHILDREN)
    ]
    numbers = keep(caseload)
    results = set()
    for kept in caseload:
        [loaded] = records([numbers[kept.child]], kept.as_of).values()
        file = ChildRecord.from_json(json.loads(json.dumps(kept.as_file())))
        assert sorted(fact.id for fact in loaded.facts) == sorted(fact.id for fact in file.facts), kept.child
        found, wanted = lines(loaded), lines(file)
        assert found == wanted, kept.child
        results |= {evaluate(check, loaded).result for check in CATALOGUE.values()}
    assert results == set(Result)


@pytest.mark.django_db
def test_a_check_that_breaks_is_unknown_and_the_others_run(monkeypatch, caplog):
    kept = Kept.of(ordinary_record(1), 1)
    numbers = keep([kept])
    [record] = records(numbers.values(), kept.as_of).values()
    whole = {check.id: run.outcome_of(check, record, {}) for check in CATALOGUE.values()}
    broken = "VOI-01"

    def breaks(_look: object) -> None:
        raise KeyError("a sentence from the record")

    monkeypatch.setitem(CATALOGUE, broken, _with(CATALOGUE[broken], breaks))
    with caplog.at_level("ERROR", logger="sightline.checks"):
        found = {check.id: run.outcome_of(check, record, {}) for check in CATALOGUE.values()}
    assert found[broken].result is Result.UNKNOWN
    assert "fault in its software" in " ".join(found[broken].unknown_because)
    assert f"check_failed check={broken}" in caplog.text
    assert "error=KeyError at=test_same_everywhere.py:" in caplog.text
    assert "a sentence from the record" not in caplog.text
    assert {key: found[key] for key in found if key != broken} == {key: whole[key] for key in whole if key != broken}


def _with(check, decide):
    from dataclasses import replace

    return replace(check, decide=decide)
