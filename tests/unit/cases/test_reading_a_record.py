"""Reads of a record: coverage, the last time seen, levels, and what counts as now."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.cases.models import Involvement, RecordCoverage
from sightline.cases.queries import Coverage, last_seen, levels, when, without_outcome
from sightline.people.changes import record_fact
from tests.records import ago, an_empty_child
from tests.standing import RecordedChild

ON = date(2026, 11, 22)


def kept(kind, starts=None, ends=None, source="kept here"):
    return RecordCoverage(kind=kind, starts_on=starts, ends_on=ends, source=source)


def test_no_row_for_a_kind_is_not_kept():
    assert not Coverage((kept("Plan"),)).keeps("Visit", ON)


def test_a_star_keeps_every_kind():
    assert Coverage((kept("*"),)).keeps("Visit", ON)


@pytest.mark.parametrize(
    ("starts", "ends", "is_kept"),
    [(None, None, True), (ON, ON, True), (date(2026, 11, 23), None, False), (None, date(2026, 11, 21), False)],
)
def test_coverage_has_days(starts, ends, is_kept):
    assert Coverage((kept("Visit", starts, ends),)).keeps("Visit", ON) is is_kept


def test_coverage_that_ended_says_when():
    coverage = Coverage((kept("Plan", None, date(2023, 3, 31)), kept("Plan", None, date(2024, 3, 31))))
    assert coverage.until("Plan", ON) == date(2024, 3, 31)
    assert coverage.until("Visit", ON) is None
    assert Coverage((kept("Plan"),)).until("Plan", ON) is None


def on_record(by, child):
    made = RecordedChild.__new__(RecordedChild)
    made.by, made.child = by, child
    return made


@pytest.mark.django_db
def test_last_seen_is_the_latest_visit_with_the_child_in_sight(standing):
    child = an_empty_child(standing.social_worker)
    record = on_record(standing.social_worker, child)
    record.with_visit(ago(30), seen="Y").with_visit(ago(20), seen="Y").with_visit(ago(5), seen="N").with_visit(ago(2))
    assert last_seen([child.pk])[child.pk].at_date == ago(20)


@pytest.mark.django_db
def test_nobody_is_seen_without_a_visit(standing):
    assert last_seen([an_empty_child(standing.social_worker).pk]) == {}


@pytest.mark.django_db
def test_a_level_that_ended_is_not_the_level_now(standing):
    child = an_empty_child(standing.social_worker)
    row = Involvement(child=child, level="CIN", starts_on=ago(90), ends_on=ago(1))
    record_fact(row, by=standing.social_worker, verb="cases.open_involvement", child=child)
    assert levels([child.pk], ago(0)) == {}
    assert levels([child.pk], ago(10))[child.pk].level == "CIN"


@pytest.mark.django_db
def test_an_appointment_ahead_does_not_wait_for_its_outcome(standing):
    child = an_empty_child(standing.social_worker)
    on_record(standing.social_worker, child).with_appointment(None, ago(-9)).with_appointment(None, ago(9))
    assert [when(row).value for row in without_outcome(child, ago(0), standing.social_worker)] == [ago(9)]
