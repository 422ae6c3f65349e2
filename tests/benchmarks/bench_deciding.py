"""How fast the practice checks decide, without a database: the whole catalogue over ordinary and over crowded records.

Run on demand:  python -m tests.benchmarks.bench_deciding [--children 400]

*Ordinary*: an open case of a year or two, some fifty rows of a dozen kinds, kept as a practitioner keeps them.
*Crowded*: random rows of every kind with many empty boxes, as the laws use them; and one child with 10,000 rows.
Processor time of one process is measured, without Python's search for cycles, as the product decides. Budgets: 50,000
child-checks a second on ordinary records; one child's whole catalogue in 60 ms, crowded or not.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sightline.domain.checks import CATALOGUE, ChildRecord, Fact, evaluate
from sightline.domain.checks.sets import not_collecting
from tests.property.checks.records import a_record

TODAY = date(2026, 11, 18)
CHECKS = tuple(CATALOGUE.values())
A_SECOND, ONE_CHILD_MS = 50_000, 60.0


def main() -> None:
    """Print each figure, and whether the budgets are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=400)
    children = parser.parse_args().children
    ordinary = [ordinary_record(seed) for seed in range(children)]
    crowded = [_fresh(a_record(seed)) for seed in range(children // 4)]
    print(
        f"{len(CHECKS)} checks; an ordinary record has {_rows(ordinary):.0f} rows, a crowded one {_rows(crowded):.0f}"
    )
    print(f"beside it, ten million additions in a loop: {_loop():.2f} s (a free core takes some 0.28 s)")
    rate = _measure("ordinary", ordinary)
    slowest = max(_slowest(ordinary), _slowest(crowded))
    _measure("crowded", crowded)
    huge = huge_record()
    spent = _spent([huge]) * 1000
    print(f"one child with {len(huge.facts)} rows, the whole catalogue: {spent:.0f} ms")
    print(f"budget {A_SECOND} child-checks a second: {'kept' if rate >= A_SECOND else 'MISSED'}")
    kept = "kept" if slowest <= ONE_CHILD_MS else "MISSED"
    print(f"budget {ONE_CHILD_MS:.0f} ms for one child (slowest {slowest:.1f}): {kept}")


def _loop() -> float:
    """What the machine takes for work that is not ours: a busy neighbour shows here."""
    started, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - started


def _measure(what: str, records: Sequence[ChildRecord]) -> float:
    """Decide everything once and say how many child-checks a second that is. Records are fresh: nothing is cached."""
    spent = _spent(records)
    rate = len(records) * len(CHECKS) / spent
    print(f"{what}: {rate:,.0f} child-checks a second, {spent / len(records) * 1000:.2f} ms a child")
    return rate


def _spent(records: Sequence[ChildRecord]) -> float:
    with not_collecting():
        started = time.process_time()
        for record in records:
            for check in CHECKS:
                evaluate(check, record)
        return time.process_time() - started


def _slowest(records: Sequence[ChildRecord]) -> float:
    return max(_spent([_fresh(record)]) for record in records) * 1000


def _fresh(record: ChildRecord) -> ChildRecord:
    """The same record as read from a file, with nothing worked out yet."""
    return ChildRecord.from_json(record.to_json())


def _rows(records: Sequence[ChildRecord]) -> float:
    return sum(len(record.facts) for record in records) / len(records)


def ordinary_record(seed: int) -> ChildRecord:
    """An open case as it is kept from week to week."""
    rng = Random(seed)
    began = TODAY - timedelta(days=rng.randint(120, 600))
    facts = [*lead_of(rng, began), *_months(rng, began)]
    return _fresh(ChildRecord.build(child="C1", as_of=TODAY, facts=facts))


def lead_of(rng: Random, began: date) -> Iterator[Fact]:
    """A child, the mother, their home, and an open case with its plan, all written down on the day it began."""
    level = rng.choice(("CIN", "CIN", "CP"))
    born = TODAY - timedelta(days=rng.randint(200, 6000))
    yield fact_of("Person", "C1", began, name="Robin", dob=born, subject=True, disability=[], delay="no")
    yield fact_of(
        "Person", "MUM", began, name="Ann", dob=date(1992, 4, 4), languages=["English"], interpreter_need="no"
    )
    for number, who in enumerate(("C1", "MUM")):
        home = {"person": who, "household": "home", "from": began, "role": "member"}
        yield fact_of("HouseholdMembership", f"H{number}", began, **home)
    yield fact_of("Involvement", "I1", began, level=level, **{"from": began})
    yield fact_of("Referral", "R1", began, received_at=began, source_code="3B", decision="assessment", decided_at=began)
    yield fact_of("Plan", "P1", began, kind=level, visit_interval_wd=None, **{"from": began})
    yield fact_of("Contingency", "K1", began, plan="P1", trigger="a miss", who="Ms Vale", **{"if": "a", "then": "b"})
    yield fact_of("Concern", "N1", began, person="MUM", topic="mental_health", first_known=began, status="current")


def _months(rng: Random, began: date) -> Iterator[Fact]:
    day, number = began, 0
    while day < TODAY:
        number += 1
        yield from _a_month(rng, day, number)
        day += timedelta(days=28)


def _a_month(rng: Random, day: date, number: int) -> Iterator[Fact]:
    yield fact_of("Visit", f"V{number}", day, at=day, where="home", seen="Y", seen_alone=rng.choice("YN"), by="Ms Vale")
    yield fact_of(
        "Voice", f"W{number}", day, person="C1", date=day, mode="said", words="I like it here", visit=f"V{number}"
    )
    if number % 2:
        yield fact_of(
            "Contact", f"T{number}", day, with_person="MUM", at=day, kind="call", substantive="yes", direct="yes"
        )
        yield fact_of(
            "AgencyContact", f"A{number}", day, agency=rng.choice(("school", "gp")), at=day, about="C1", who="Ms Oak"
        )
    if number % 3 == 0:
        outcome = rng.choice(("attended", "attended", "was_not_brought"))
        kept = {"person": "C1", "service": "dentist", "importance": "routine", "at": day, "outcome": outcome}
        yield fact_of("Appointment", f"B{number}", day, **kept)
        yield fact_of("Oversight", f"O{number}", day, kind="supervision", at=day, manager="Mr Elm", reasoning="Steady")
    if number % 4 == 0:
        yield fact_of(
            "Event", f"E{number}", day, when=day, topic=rng.choice(("move", "other")), kind="fact", source="school"
        )


def fact_of(kind: str, fact_id: str, recorded: date, /, **fields: Any) -> Fact:
    """A row recorded on a day."""
    return Fact(kind, fact_id, {**fields, "recorded_at": recorded})


def huge_record() -> ChildRecord:
    """One child with ten thousand rows."""
    whole = ordinary_record(1)
    rows = [fact for fact in whole.facts if fact.type not in ("Person", "Involvement")]
    copies = 10_000 // len(rows) + 1
    many = [Fact(row.type, f"{row.id}-{copy}", row.fields) for copy in range(copies) for row in rows]
    people = [fact for fact in whole.facts if fact.type in ("Person", "Involvement")]
    return ChildRecord.build(child="C1", as_of=TODAY, facts=[*people, *many])


if __name__ == "__main__":
    main()
