"""Dates as people know them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.dates import DateError, Precision, UncertainDate, and_list, count_in_words, days_in_words


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_blank_is_no_date(value):
    assert UncertainDate.from_json(value) is None


@pytest.mark.parametrize("value", ["2026-05-03", "2026-05-03T14:30", date(2026, 5, 3), datetime(2026, 5, 3, 14, 30)])
def test_a_day_or_a_time_is_exact(value):
    assert UncertainDate.from_json(value) == UncertainDate.exact(date(2026, 5, 3))


@pytest.mark.parametrize(
    ("parts", "earliest", "latest"),
    [
        ({"value": "2026-05-15", "precision": "day_estimated"}, "2026-05-01", "2026-05-31"),
        ({"value": "2026-05", "precision": "month"}, "2026-05-01", "2026-05-31"),
        ({"value": "2026", "precision": "year"}, "2026-01-01", "2026-12-31"),
        ({"precision": "range", "earliest": "2026-05-02", "latest": "2026-05-08"}, "2026-05-02", "2026-05-08"),
        ({"precision": "range", "earliest": "2026-05-02"}, "2026-05-02", None),
        ({"earliest": "2026-05-02", "latest": "2026-05-08"}, "2026-05-02", "2026-05-08"),
        ({"precision": "unknown"}, None, None),
        ({"precision": "unknown", "latest": "2026-05-08"}, None, None),
    ],
)
def test_parts_give_bounds(parts, earliest, latest):
    found = UncertainDate.from_json(parts)
    assert found.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert found.latest == (date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize(
    "value",
    [
        "3rd May",
        "2026-13-01",
        7,
        True,
        {"precision": "sometime"},
        {"precision": "month"},
        {"precision": "range", "earliest": "2026-05-08", "latest": "2026-05-02"},
        {"precision": "exact", "value": "2026-05-02", "latest": "2026-05-08"},
    ],
)
def test_what_is_no_date_is_refused(value):
    with pytest.raises(DateError):
        UncertainDate.from_json(value)


@pytest.mark.parametrize(
    ("when", "words", "prompt"),
    [
        (UncertainDate.exact(date(2026, 5, 3)), "3 May 2026", "3 May 2026"),
        (UncertainDate.in_month(2026, 5), "about May 2026", "a day in May 2026 (approx.)"),
        (UncertainDate.in_year(2026), "about 2026", "a day in 2026 (approx.)"),
        (UncertainDate.day_of_birth_estimated(2026, 5), "about 15 May 2026", "15 May 2026 (approx.)"),
        (UncertainDate.unknown(), "a day not known", "a day not known"),
        (UncertainDate.between(None, date(2026, 5, 3)), "on or before 3 May 2026", "a day up to 3 May 2026"),
        (
            UncertainDate.between(date(2026, 5, 3), date(2026, 5, 9)),
            "between 3 May 2026 and 9 May 2026",
            "a day between 3 May 2026 and 9 May 2026 (approx.)",
        ),
        (
            UncertainDate.between(date(2026, 5, 3), None),
            "on or after 3 May 2026",
            "a day from 3 May 2026 on (approx.)",
        ),
    ],
)
def test_dates_read_as_people_say_them(when, words, prompt):
    assert (when.in_words(), when.approximately()) == (words, prompt)


def test_could_and_certainly_are_opposites():
    week = UncertainDate.between(date(2026, 11, 2), date(2026, 11, 8))
    assert week.could_fall_within(date(2026, 11, 8), date(2026, 11, 20))
    assert not week.could_fall_within(date(2026, 11, 9), date(2026, 11, 20))
    assert week.is_certainly_after(date(2026, 11, 1))
    assert not week.is_certainly_after(date(2026, 11, 2))
    assert week.is_certainly_before(date(2026, 11, 9))
    assert UncertainDate.unknown().could_fall_within(date(1990, 1, 1), date(1990, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 400), st.sampled_from(list(Precision)))
def test_a_date_survives_json(day, width, precision):
    when = {
        Precision.EXACT: UncertainDate.exact(day),
        Precision.MONTH: UncertainDate.in_month(day.year, day.month, "told by an aunt"),
        Precision.YEAR: UncertainDate.in_year(day.year),
        Precision.DAY_ESTIMATED: UncertainDate.day_of_birth_estimated(day.year, day.month),
        Precision.RANGE: UncertainDate.between(day, date.fromordinal(day.toordinal() + width)),
        Precision.UNKNOWN: UncertainDate.unknown("nobody knows"),
    }[precision]
    assert UncertainDate.from_json(when.to_json()) == when


def test_lists_of_days_write_a_shared_year_once():
    assert days_in_words([date(2026, 5, 3)]) == "3 May 2026"
    assert days_in_words([date(2026, 5, 3), date(2026, 6, 1), date(2026, 7, 5)]) == "3 May, 1 June and 5 July 2026"
    assert days_in_words([date(2025, 12, 3), date(2026, 1, 1)]) == "3 December 2025 and 1 January 2026"
    assert and_list([]) == ""
    assert (count_in_words(2), count_in_words(12)) == ("two", "12")
