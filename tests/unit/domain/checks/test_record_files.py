"""Reading and writing a child's record as one file."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from sightline.domain.checks import CATALOGUE, ChildRecord, Coverage, Fact, RecordError, evaluate
from sightline.domain.dates import UncertainDate


def a_file(**changes) -> dict:
    person = {"name": "Robin", "dob": "2026-07-14", "subject": True, "recorded_at": "2026-08-03"}
    usual = {
        "format": "sightline-record/1",
        "child": "C1",
        "as_of": "2026-11-18",
        "coverage": [{"kind": "Visit", "source": "kept here", "from": "2026-08-03", "to": None}],
        "facts": [{"type": "Person", "id": "C1", "fields": person}],
    }
    return {**usual, **changes}


def with_row(kind: str, **fields) -> dict:
    row = {"type": kind, "id": "X1", "fields": {"recorded_at": "2026-10-01", **fields}}
    return a_file(facts=[*a_file()["facts"], row])


def problems(obj) -> tuple[str, ...]:
    with pytest.raises(RecordError) as found:
        ChildRecord.from_json(obj)
    return found.value.problems


def test_a_record_is_read_and_written_back():
    record = ChildRecord.from_json(a_file())
    assert record.as_of == date(2026, 11, 18)
    assert record.name == "Robin"
    assert record.coverage == (Coverage("Visit", "kept here", date(2026, 8, 3), None),)
    assert record.to_json() == a_file()


def test_the_file_can_be_read_as_of_another_day():
    assert ChildRecord.from_json(a_file(), as_of=date(2026, 9, 1)).as_of == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("obj", "sentence"),
    [
        ([], "A record is one JSON object"),
        (a_file(format="sightline-record/9"), "The format should be 'sightline-record/1', not 'sightline-record/9'."),
        (a_file(child=None), "'child' should be the id"),
        (a_file(as_of=None), "'as_of' should be one day"),
        (a_file(as_of="last week"), "'as_of' cannot be read: 'last week' is not a date like 2026-05-03."),
        (a_file(facts={}), "'facts' should be a list."),
        (a_file(facts=["Robin"]), "Fact number 1 needs a type and an id, both texts."),
        (a_file(facts=[{"type": "Person", "id": "C1"}]), "Person 'C1' needs its fields as an object."),
        (a_file(facts=a_file()["facts"] * 2), "The id 'C1' is used by more than one fact; an id may be used once."),
        (a_file(facts=[]), "The record has no Person 'C1', the child it is about."),
        (a_file(child="C2"), "The record is about 'C2', but the person marked as its subject is 'C1'."),
        (a_file(coverage={}), "'coverage' should be a list."),
        (a_file(coverage=[{}]), "Coverage entry 1 needs a kind of record."),
        (
            a_file(coverage=[{"kind": "Visit", "from": "2026-08-03", "to": "2026-08-01"}]),
            "Coverage entry 1 ends before it begins.",
        ),
        (a_file(coverage=[{"kind": "Visit", "from": "soon"}]), "'from' of coverage entry 1 of kind 'Visit' cannot be"),
        (with_row("Visit", at="3rd May"), "Visit 'X1': 'at' cannot be read: '3rd May' is not a date like 2026-05-03."),
        (with_row("Visit", at="2026-05-03T25:00"), "Visit 'X1': 'at' cannot be read"),
        (with_row("Visit", recorded_at=None), "Visit 'X1' needs 'recorded_at'"),
        (with_row("Visit", recorded_at="?"), "Visit 'X1': 'recorded_at' cannot be read"),
        (with_row("Person", subject=True), "More than one person is marked as the subject"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(obj, sentence):
    assert problems(obj)[0].startswith(sentence)


def test_every_problem_is_said_at_once():
    assert len(problems(a_file(format=None, as_of=None, facts=None))) == 3


def test_kinds_and_fields_may_be_added():
    record = ChildRecord.from_json(with_row("Kite", at="not a date", colour="red"))
    assert record.of("Kite")[0].get("colour") == "red"


def test_what_is_neither_yes_nor_no_is_no_answer():
    [visit] = ChildRecord.from_json(with_row("Visit", seen="perhaps")).of("Visit")
    assert visit.yes("seen") is None


def test_an_agency_asked_is_not_taken_for_a_date():
    assert ChildRecord.from_json(with_row("InfoRequest", to="school", asked_at="2026-10-01")).of("InfoRequest")


def test_yes_and_no_can_be_written_in_several_ways():
    for word, read in (
        ("yes", True),
        ("Y", True),
        (True, True),
        ("no", False),
        ("N", False),
        (" ", None),
        (None, None),
    ):
        record = ChildRecord.from_json(with_row("Visit", at="2026-10-01", seen=word))
        assert record.of("Visit")[0].yes("seen") is read


def test_three_kinds_of_nothing_are_kept_apart():
    fact = Fact("Person", "C1", {"empty": "  ", "none": [], "filled": "x"})
    assert [fact.is_filled(name) for name in ("never", "empty", "none", "filled")] == [False, False, False, True]
    assert [fact.get(name) for name in ("never", "empty", "none")] == [None, "  ", []]


def test_objects_from_a_database_are_read_like_json():
    fields = {"at": datetime(2026, 10, 1, 9, 30), "seen": True, "recorded_at": date(2026, 10, 1)}
    fact = Fact("Visit", "V1", fields)
    assert fact.when("at") == UncertainDate.exact(date(2026, 10, 1))
    assert fact.moments("at")[0] == datetime(2026, 10, 1, 9, 30)
    record = ChildRecord.build(child="C1", as_of=date(2026, 11, 1), facts=[fact])
    assert record.to_json()["facts"][0]["fields"] == {
        "at": "2026-10-01T09:30", "seen": True, "recorded_at": "2026-10-01",
    }  # fmt: skip


def test_what_was_written_later_is_not_there():
    later = Fact("Visit", "V1", {"at": "2026-10-01", "recorded_at": "2026-12-01"})
    record = ChildRecord.build(child="C1", as_of=date(2026, 11, 1), facts=[later])
    assert record.of("Visit") == ()
    wide = ChildRecord.build(child="C1", as_of=date(2026, 12, 1), facts=[later])
    assert wide.at(date(2026, 11, 1)).of("Visit") == ()
    assert wide.at(date(2027, 1, 1)).of("Visit") == (later,)
    assert wide.at(date(2026, 11, 1)).find("V1") is None


def test_coverage_joins_periods_and_sees_gaps():
    periods = [("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"), ("2026-08-01", None)]
    days = [(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in periods]
    coverage = [Coverage("Visit", "a", start, end) for start, end in days]
    record = ChildRecord.build(child="C1", as_of=date(2026, 5, 1), facts=[], coverage=coverage)
    assert record.covers("Visit", date(2026, 1, 1))
    assert not record.covers("Visit", date(2025, 12, 31))
    assert not record.covers("Contact")
    assert record.at(date(2026, 7, 15)).covered_back_to("Visit") is None
    assert record.at(date(2026, 9, 1)).covered_back_to("Visit") == date(2026, 8, 1)
    assert ChildRecord.build(child="C1", as_of=date(2026, 5, 1), facts=[]).covers("Anything")


def test_a_file_of_an_empty_case_can_be_asked_about_everything():
    record = ChildRecord.from_json(json.loads(json.dumps(a_file(coverage=[]))))
    found = {evaluate(check, record).result for check in CATALOGUE.values() if not check.for_child}
    assert found == {"unknown"}
    for check in CATALOGUE.values():  # some are not for a child of this age
        assert evaluate(check, record).result in ("unknown", "n/a"), check.id
