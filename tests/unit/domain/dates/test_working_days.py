"""Working days in England, with the vectors the field has agreed on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sightline.domain.dates import (
    HolidayTableEnds,
    add_working_days,
    england,
    is_working_day,
    last_working_day_on_or_before,
    working_days_between,
)

VECTORS = [
    ("2026-12-18", 1, "2026-12-21"),
    ("2026-12-24", 1, "2026-12-29"),
    ("2026-12-26", 1, "2026-12-29"),
    ("2027-03-25", 1, "2027-03-30"),
    ("2026-12-14", 15, "2027-01-07"),
    ("2026-11-23", 45, "2027-01-28"),
    ("2027-03-22", 10, "2027-04-07"),
    ("2022-09-16", 1, "2022-09-20"),
    ("2023-05-05", 1, "2023-05-09"),
    ("2020-05-07", 1, "2020-05-11"),
    ("2022-06-01", 1, "2022-06-06"),
]


@pytest.mark.parametrize(("start", "days", "due"), VECTORS)
def test_the_limit_ends_on_the_nth_working_day(start, days, due):
    assert add_working_days(date.fromisoformat(start), days) == date.fromisoformat(due)


@pytest.mark.parametrize(("start", "days", "due"), VECTORS)
def test_counting_back_gives_the_same_number(start, days, due):
    assert working_days_between(date.fromisoformat(start), date.fromisoformat(due)) == days


def test_negative_days_go_back():
    assert add_working_days(date(2026, 12, 29), -1) == date(2026, 12, 24)
    assert add_working_days(date(2026, 12, 26), -1) == date(2026, 12, 24)
    assert add_working_days(date(2026, 11, 16), 0) == date(2026, 11, 16)


@pytest.mark.parametrize("day", ["2020-05-08", "2022-09-19", "2023-05-08", "2020-12-28", "2021-12-27", "2026-11-14"])
def test_one_off_and_substitute_days_are_not_worked(day):
    assert not is_working_day(date.fromisoformat(day))


def test_early_may_2020_was_moved_from_the_monday():
    assert is_working_day(date(2020, 5, 4))


def test_a_month_limit_on_a_weekend_is_held_earlier():
    assert last_working_day_on_or_before(date(2027, 2, 28)) == date(2027, 2, 26)
    assert last_working_day_on_or_before(date(2026, 11, 18)) == date(2026, 11, 18)


@pytest.mark.parametrize("day", [date(2028, 1, 4), date(2009, 12, 30)])
def test_outside_the_table_nothing_is_guessed(day):
    with pytest.raises(HolidayTableEnds, match="extends to 31 December 2027"):
        add_working_days(day, 1)
    with pytest.raises(HolidayTableEnds):
        is_working_day(day)
    with pytest.raises(HolidayTableEnds):
        working_days_between(day, day)


def test_a_limit_that_runs_past_the_table_is_not_guessed():
    with pytest.raises(HolidayTableEnds):
        add_working_days(date(2027, 12, 30), 5)


def test_a_limit_is_answered_outside_the_table_only_where_no_holiday_could_matter():
    old = date(2007, 3, 1)
    assert england().limit(old, 10, date(2026, 1, 1)) == (True, old + timedelta(days=54))
    late = date(2027, 12, 30)
    assert england().limit(late, 10, date(2028, 1, 5)) == (False, date(2028, 1, 10))
    with pytest.raises(HolidayTableEnds):
        england().limit(late, 10, date(2028, 1, 12))


def test_a_limit_asks_from_the_day_after_its_last_day():
    assert england().limit(date(2026, 12, 24), 1, date(2026, 12, 29)) == (False, date(2026, 12, 30))
    assert england().limit(date(2026, 12, 24), 1, date(2026, 12, 30)) == (True, date(2026, 12, 30))


def test_a_partnership_can_add_a_day_without_a_release():
    calendar = england().plus({date(2026, 11, 20): "A local day"}, extends_to=date(2028, 12, 31))
    assert calendar.add(date(2026, 11, 19), 1) == date(2026, 11, 23)
    assert calendar.is_working_day(date(2028, 6, 1))
    assert is_working_day(date(2026, 11, 20))


def test_every_year_of_the_table_has_eight_holidays_or_more():
    years = [day.year for day in england().holidays]
    assert {year: years.count(year) for year in range(2010, 2028)} == {
        2010: 8, 2011: 9, 2012: 9, **dict.fromkeys(range(2013, 2020), 8), 2020: 8,
        2021: 8, 2022: 10, 2023: 9, 2024: 8, 2025: 8, 2026: 8, 2027: 8,
    }  # fmt: skip
    assert all(day.weekday() < 5 for day in england().holidays)
