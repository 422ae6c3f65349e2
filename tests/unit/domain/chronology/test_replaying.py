"""A marked chronology as a record through time: valid, covering only what was marked, known in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.record import ChildRecord
from sightline.domain.checks.replay import spans
from sightline.domain.checks.vocabulary import Result
from sightline.domain.chronology.replaying import Marked, replayable
from sightline.domain.chronology.row import Place, Row
from sightline.domain.chronology.shown import SHOWN
from sightline.domain.chronology.when import understand

BORN = date(2014, 2, 14)


def a_mark(key: str, when: str, *shows: str) -> Marked:
    row = Row(
        Place("a.docx", "", 1), "Police", understand(when, reference=date(2026, 1, 1)), date_raw=when, event="Told."
    )
    return Marked(key, row, shows)


@pytest.mark.parametrize("code", [one.code for one in SHOWN if one.code != "looked"])
def test_every_mark_makes_facts_of_the_format(code):
    found = replayable([a_mark("r1", "03/03/2015", code), a_mark("r2", "03/2015", code)], born=BORN)
    record = found.history.as_of(date(2015, 4, 1))
    again = ChildRecord.from_json(record.to_json())
    assert len(again.facts) == len(record.facts) >= 2


def test_nothing_is_known_before_it_can_have_been():
    found = replayable([a_mark("r1", "01/03/2015", "seen"), a_mark("r2", "03/2015", "injury")], born=BORN)
    assert found.history.as_of(date(2015, 3, 30)).of("Injury") == ()
    assert [fact.id for fact in found.history.as_of(date(2015, 3, 31)).of("Injury")] == ["r2-1"]


def test_only_kinds_that_were_marked_are_covered():
    found = replayable([a_mark("r1", "01/03/2015", "not_seen")], born=BORN)
    record = found.history.as_of(date(2015, 3, 1))
    assert record.covers("Visit")
    assert not record.covers("Appointment")
    check = CATALOGUE["WNB-01"]
    [span] = spans(found.history, check, date(2015, 3, 1), date(2015, 3, 1))
    assert span.outcome.result is not Result.CLEAR


def looked(since: str, until: str, *kinds: str) -> Marked:
    return replace(
        a_mark("r9", "01/06/2015", "looked"), details={"looked": {"kinds": [*kinds], "since": since, "until": until}}
    )


def test_what_was_looked_for_and_not_there_is_known_in_those_days_only():
    marks = [a_mark("r1", "01/03/2015", "level_CP"), looked("2015-03-05", "2015-05-31", "Appointment", "Injury")]
    history = replayable(marks, born=BORN).history
    assert history.as_of(date(2015, 5, 31)).covers("Injury", since=date(2015, 3, 5))
    assert not history.as_of(date(2015, 5, 31)).covers("Injury", since=date(2015, 3, 4))
    assert not history.as_of(date(2015, 6, 1)).covers("Injury")
    assert not history.as_of(date(2015, 4, 1)).covers("Visit")
    assert history.as_of(date(2015, 6, 1)).of("Injury") == ()


@pytest.mark.parametrize(
    ("kind", "check", "result"),
    [
        ("Voice", "SS-06", Result.CLEAR),
        ("Appointment", "WNB-02", Result.NOT_APPLICABLE),
        ("Visit", "VOI-02", Result.ASK),
    ],
)
def test_a_check_can_say_something_of_what_was_looked_for(kind, check, result):
    """That nobody visited is as much worth knowing as that no appointment was missed."""
    begun, day = a_mark("r1", "01/03/2015", "level_CP"), date(2015, 4, 1)
    for marks, expected in (
        ([begun], Result.UNKNOWN),
        ([begun, looked("2014-01-01", "2015-05-31", kind)], result),
    ):
        [span] = spans(replayable(marks, born=BORN).history, CATALOGUE[check], day, day)
        assert span.outcome.result is expected


def test_days_that_end_before_they_begin_or_name_nothing_cover_nothing():
    begun = a_mark("r1", "01/03/2015", "level_CP")
    for mark in (looked("2015-05-31", "2015-03-05", "Injury"), looked("2015-03-05", "2015-05-31")):
        record = replayable([begun, mark], born=BORN).history.as_of(date(2015, 4, 1))
        assert not record.covers("Injury")


def test_a_level_ends_where_the_next_begins():
    marks = [a_mark("r1", "01/03/2015", "level_CIN"), a_mark("r2", "01/06/2015", "level_CP")]
    history = replayable(marks, born=BORN).history
    assert [fact.get("to") for fact in history.as_of(date(2015, 5, 31)).of("Involvement")] == [None]
    assert [fact.get("to") for fact in history.as_of(date(2015, 6, 1)).of("Involvement")] == ["2015-06-01", None]


def test_a_wide_date_is_left_out_and_counted():
    found = replayable([a_mark("r1", "2015", "seen"), a_mark("r2", "01/03/2015", "seen")])
    assert (found.rows, found.left_out) == (1, 1)
    assert replayable([a_mark("r1", "2015", "seen")]) is None


def test_two_visits_without_a_sight_of_the_child_are_asked_about():
    marks = [a_mark("r0", "01/03/2015", "level_CP")]
    marks += [a_mark(f"r{day}", f"{day}/03/2015", "not_seen") for day in (3, 10)]
    history = replayable(marks, born=BORN).history
    asked = [
        span for span in spans(history, CATALOGUE["VOI-02"], date(2015, 3, 1), date(2015, 3, 20))
        if span.outcome.result is Result.ASK
    ]  # fmt: skip
    assert asked[0].start == date(2015, 3, 10)
    assert set(asked[0].outcome.evidence) >= {"r3-1", "r10-1"}


def test_later_marks_change_nothing_that_was_asked_before():
    early = [a_mark("r0", "01/03/2015", "level_CP"), a_mark("r1", "03/03/2015", "not_seen")]
    late = [*early, a_mark("r2", "20/05/2015", "seen", "injury")]
    for marks in (early, late):
        assert replayable(marks, born=BORN).first == date(2015, 3, 1)
    day = date(2015, 4, 1)
    one, other = (replayable(marks, born=BORN).history.as_of(day) for marks in (early, late))
    assert [replace(fact) for fact in one.of("Visit")] == [replace(fact) for fact in other.of("Visit")]
