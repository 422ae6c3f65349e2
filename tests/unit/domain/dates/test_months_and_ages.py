"""Calendar months, ages, and ages of people whose day of birth is not known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.dates import (
    UncertainDate,
    add_months,
    age_bounds,
    age_in_words,
    age_on,
    corrected_age,
    could_be_at_least,
    could_be_under,
    is_under,
    is_under_six_months,
    leaves_window,
)

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-18", -6, "2026-05-18"),
        ("2026-08-31", -6, "2026-02-28"),
    ],
)
def test_months_are_clamped(start, months, due):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(due)


@given(DAYS, st.integers(1, 24))
def test_an_event_leaves_its_window_on_one_day_and_stays_out(event, months):
    leaves = leaves_window(event, months)
    assert add_months(leaves, -months) > event
    assert add_months(date.fromordinal(leaves.toordinal() - 1), -months) <= event


def test_clamping_can_hold_an_event_in_the_window():
    assert leaves_window(date(2027, 2, 28), 6) == date(2027, 9, 1)
    assert leaves_window(date(2026, 5, 18), 6) == date(2026, 11, 19)


def test_a_leap_day_child_has_a_birthday_on_28_february():
    assert age_on(date(2024, 2, 29), date(2025, 2, 27)).years == 0
    assert age_on(date(2024, 2, 29), date(2025, 2, 28)).years == 1
    assert age_on(date(2024, 2, 29), date(2028, 2, 28)).years == 3


def test_under_six_months_ends_on_the_day():
    assert is_under(date(2026, 5, 18), date(2026, 11, 17), months=6)
    assert not is_under(date(2026, 5, 18), date(2026, 11, 18), months=6)


def test_a_baby_born_early_stays_under_the_floor_longer():
    born = date(2026, 5, 1)
    assert not is_under_six_months(born, date(2026, 11, 1))
    assert is_under_six_months(born, date(2026, 11, 1), gestation_weeks=32)
    assert not is_under_six_months(born, date(2027, 1, 1), gestation_weeks=32)


def test_corrected_age_is_used_to_two_years_and_only_when_born_early():
    born = date(2026, 1, 1)
    assert corrected_age(born, 36, date(2026, 7, 1)).months == 5
    assert corrected_age(born, 36, date(2028, 1, 1)) is None
    assert corrected_age(born, 40, date(2026, 7, 1)) is None
    assert corrected_age(born, None, date(2026, 7, 1)) is None
    assert corrected_age(born, 36, date(2026, 1, 10)).days == 0


def test_a_month_of_birth_gives_a_youngest_and_an_oldest():
    born = UncertainDate.day_of_birth_estimated(2026, 5)
    assert born.value == date(2026, 5, 15)
    youngest, oldest = age_bounds(born, date(2026, 11, 10))
    assert (youngest.months, oldest.months) == (5, 6)
    assert age_bounds(UncertainDate.unknown(), date(2026, 11, 10)) is None
    assert age_bounds(born, date(2026, 4, 30)) is None


def test_could_be_under_keeps_unknown_apart_from_no():
    day = UncertainDate.exact(date(2026, 11, 10))
    assert could_be_under(UncertainDate.in_month(2026, 5), day, months=6) is True
    assert could_be_under(UncertainDate.in_month(2026, 4), day, months=6) is False
    assert could_be_under(UncertainDate.unknown(), day, months=6) is None
    assert could_be_at_least(UncertainDate.in_month(2026, 5), day, months=6) is True
    assert could_be_at_least(UncertainDate.unknown(), day, months=6) is None


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("2026-11-17", "1 day"),
        ("2026-10-20", "4 weeks"),
        ("2026-05-18", "6 months"),
        ("2024-11-19", "23 months"),
        ("2024-11-18", "2 years"),
    ],
)
def test_ages_read_as_people_say_them(born, words):
    assert age_in_words(UncertainDate.from_json(born), None, date(2026, 11, 18)) == words


def test_an_age_can_be_before_birth_between_or_not_known():
    day = date(2026, 11, 18)
    assert age_in_words(None, UncertainDate.from_json("2027-01-09"), day) == "not yet born, expected 9 January 2027"
    assert age_in_words(UncertainDate.in_month(2026, 5), None, day) == "between 5 and 6 months"
    assert age_in_words(None, None, day) == "age not known"


def test_there_is_no_age_before_birth():
    with pytest.raises(ValueError, match="before birth"):
        age_on(date(2026, 5, 1), date(2026, 4, 1))
