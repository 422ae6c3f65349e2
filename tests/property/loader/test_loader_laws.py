"""The loader: what was written comes back; as of a day in SQL is as of a day in Python; alone is as in a batch."""

from __future__ import annotations

import itertools
import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sightline.access.models import Agency, Worker
from sightline.cases import changes as cases
from sightline.cases.models.activity import AppointmentOutcome, Importance
from sightline.cases.models.information import StatementRole, StatementTopic, Verification
from sightline.checks import follow, run
from sightline.checks.load import histories, records
from sightline.domain.checks.record import ChildRecord
from sightline.people import changes as people
from sightline.people.facts import LONDON
from sightline.people.models import Household, Person

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)
LAST = 20  # days
maybe = st.sampled_from(["Y", "N", None])
text = st.one_of(st.none(), st.sampled_from(["", "  ", "The bus did not come", "=1+1", "naïve ‘quotes’ \U0001f9f8"]))


def when(draw: st.DrawFn, day: date) -> dict[str, Any]:
    """Every way in which a date can be known."""
    kind = draw(st.sampled_from(["exact", "time", "month", "range", "unknown"]))
    if kind == "exact":
        return {"at_date": day}
    if kind == "time":
        return {"at_date": day, "at_time": draw(st.times()).replace(second=0, microsecond=0)}
    if kind == "month":
        return {"at_date": day, "at_precision": "month", "at_words": "in the month"}
    if kind == "range":
        return {"at_precision": "range", "at_earliest": day - timedelta(days=9), "at_latest": day}
    return {"at_precision": "unknown", "at_words": "nobody knows"}


@st.composite
def deeds(draw: st.DrawFn) -> list[tuple[int, str, dict[str, Any]]]:
    """Things done to a record, each with the day on which it is written."""
    found = []
    for _ in range(draw(st.integers(1, 7))):
        written = draw(st.integers(0, LAST))
        day = (BEGIN + timedelta(days=draw(st.integers(-60, LAST + 5)))).date()
        kind = draw(st.sampled_from(["visit", "appointment", "statement", "amend", "rename", "household", "concern"]))
        more: dict[str, Any] = {"when": when(draw, day)}
        if kind == "visit":
            more |= {"seen": draw(maybe), "seen_alone": draw(maybe), "reason_if_not": draw(text), "words": draw(text)}
        elif kind == "appointment":
            more |= {
                "outcome": draw(st.sampled_from([None, *AppointmentOutcome.values])),
                "importance": draw(st.sampled_from([None, *Importance.values])),
                "reason_given": draw(text),
                "barrier_codes": draw(st.sampled_from([None, [], ["transport"]])),
            }
        elif kind == "statement":
            more |= {
                "text": "He has moved out",
                "role": draw(st.sampled_from([None, *StatementRole.values])),
                "topic": draw(st.sampled_from([None, *StatementTopic.values])),
                "verification": draw(st.sampled_from([None, *Verification.values])),
                "verification_why": draw(text),
                "used_in": draw(st.sampled_from([None, [], ["the plan"]])),
            }
        found.append((written, kind, more))
    return sorted(found, key=lambda deed: deed[0])


class Writing:
    """Carries deeds out through the product's own changes, on their days."""

    def __init__(self, child: Person, other: Person, mother: Person, by: Worker) -> None:
        self.child, self.other, self.mother, self.by = child, other, mother, by
        self.home = Household.objects.create()
        self.sent: dict[str, dict[str, Any]] = {}

    def carry_out(self, kind: str, more: dict[str, Any]) -> None:
        getattr(self, kind)(dict(more))

    def visit(self, more: dict[str, Any]) -> None:
        at = more.pop("when")
        [row] = cases.record_visit(by=self.by, children=[cases.ChildAtVisit(self.child, **more)], when=at)
        self.sent[str(row.fact)] = {name: more[name] for name in ("seen", "seen_alone", "reason_if_not")}

    def appointment(self, more: dict[str, Any]) -> None:
        row = cases.record_appointment(by=self.by, child=self.child, when=more.pop("when"), **more)
        self.sent[str(row.fact)] = more

    def statement(self, more: dict[str, Any]) -> None:
        row = cases.record_statement(by=self.by, child=self.child, when=more.pop("when"), said_by="Mother", **more)
        self.sent[str(row.fact)] = more | {"said_by": "Mother"}

    def concern(self, more: dict[str, Any]) -> None:
        people.record_parent(by=self.by, child=self.child, parent=self.mother)

    def household(self, more: dict[str, Any]) -> None:
        who = self.child if len(self.sent) % 2 else self.mother
        people.join_household(by=self.by, person=who, household=self.home, child=self.other, starts_on=None)

    def amend(self, more: dict[str, Any]) -> None:
        row = self.child.appointments.filter(superseded_at=None).order_by("pk").first()
        if row is not None:
            cases.amend_appointment(row, by=self.by, seen_version=row.version, action="Rang the clinic")
            self.sent[str(row.fact)] |= {"action": "Rang the clinic"}

    def rename(self, more: dict[str, Any]) -> None:
        self.mother = people.amend_person(self.mother, by=self.by, changes={"given_name": self.mother.given_name + "a"})


def as_json(record: ChildRecord) -> str:
    return json.dumps(record.to_json(), sort_keys=True, default=str)


class Laws(TestCase):
    def write(self, plan: list[tuple[int, str, dict[str, Any]]]) -> Writing:
        agency = Agency.objects.get_or_create(name="Westmarsh", kind="social_care")[0]
        by = Worker.objects.get_or_create(username="w", name="Sam", role="practitioner", agency=agency)[0]
        with time_machine.travel(BEGIN, tick=False):
            child, other = (people.add_person(by=by, is_child=True, given_name=name) for name in ("Robin", "Maya"))
            mother = people.add_person(by=by, given_name="Kerry")
            cases.open_record(by=by, child=child, starts_on=date(2026, 1, 1))
        writing = Writing(child, other, mother, by)
        for number, (day, kind, more) in enumerate(plan):
            with time_machine.travel(BEGIN + timedelta(days=day, minutes=number), tick=False):
                writing.carry_out(kind, more)
        return writing

    @given(deeds())
    @settings(max_examples=25)
    def test_what_was_written_comes_back_with_null_and_empty_apart(self, plan) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run, "look_at", lambda _ids: None)
            writing = self.write(plan)
        [record] = records([writing.child.pk], BEGIN + timedelta(days=LAST + 1)).values()
        for fact, sent in writing.sent.items():
            found = record.find(fact)
            assert found is not None
            assert {name: found.get(name) for name in sent} == sent
        assert ChildRecord.from_json(json.loads(as_json(record))).to_json() == json.loads(as_json(record))

    @given(deeds())
    @settings(max_examples=25)
    def test_as_of_in_sql_is_as_of_in_python(self, plan) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run, "look_at", lambda _ids: None)
            writing = self.write(plan)
        ids = [writing.child.pk, writing.other.pk]
        past = histories(ids)
        for day, pk in itertools.product(range(-1, LAST + 2), ids):
            on = (BEGIN + timedelta(days=day)).date()
            found = records([pk], on)
            if day < 0:
                assert found == {}
                continue
            assert as_json(found[pk]) == as_json(past[pk].as_of(on)), (on, pk)

    @given(deeds(), deeds())
    @settings(max_examples=15)
    def test_alone_is_as_in_a_batch(self, one, two) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run, "look_at", lambda _ids: None)
            first, second = self.write(one), self.write(two)
        ids = [p.pk for w in (first, second) for p in (w.child, w.other)]
        at = BEGIN + timedelta(days=LAST, hours=3)
        together = {pk: as_json(record) for pk, record in records(ids, at).items()}
        assert together == {pk: as_json(records([pk], at)[pk]) for pk in ids}

    @given(deeds())
    @settings(max_examples=10)
    def test_the_followers_keep_what_a_fresh_look_would_find(self, plan) -> None:
        assert follow.on_change is not None
        writing = self.write(plan)
        at = BEGIN + timedelta(days=LAST + 1)
        with time_machine.travel(at, tick=False):
            run.decide_child(writing.child)
            again = run.decide_child(writing.child, at=at + timedelta(minutes=5))
        assert again.changed == 0
