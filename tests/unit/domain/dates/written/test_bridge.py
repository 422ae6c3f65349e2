"""From what was written to a date that checks reckon with, and to a sentence for the writer."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.dates import Precision, UncertainDate
from sightline.domain.dates.written import explain, parse_written, uncertain

REFERENCE = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "precision", "value", "earliest", "latest"),
    [
        ("22/05/2016", "exact", "2016-05-22", "2016-05-22", "2016-05-22"),
        ("Monday 22/05/2016", "exact", "2016-05-22", "2016-05-22", "2016-05-22"),
        ("c. 22/05/2016", "day_estimated", "2016-05-22", "2016-05-01", "2016-05-31"),
        ("22/05/2016?", "day_estimated", "2016-05-22", "2016-05-01", "2016-05-31"),
        ("May 2016", "month", "2016-05-15", "2016-05-01", "2016-05-31"),
        ("c. May 2016", "month", "2016-05-15", "2016-05-01", "2016-05-31"),
        ("2016", "year", "2016-07-01", "2016-01-01", "2016-12-31"),
        ("Summer 2016", "range", None, "2016-06-01", "2016-08-31"),
        ("1990s", "range", None, "1990-01-01", "1999-12-31"),
        ("2?/05/2016", "range", None, "2016-05-20", "2016-05-29"),
        ("3-7 May 2016", "range", None, "2016-05-03", "2016-05-07"),
        ("since May 2016", "range", None, "2016-05-01", None),
        ("before May 2016", "range", None, None, "2016-04-30"),
        ("22 or 23 May 2016", "range", None, "2016-05-22", "2016-05-23"),
        ("N/K", "unknown", None, None, None),
    ],
)
def test_as_an_uncertain_date(text, precision, value, earliest, latest):
    found = uncertain(parse_written(text, "date", REFERENCE))
    days = [date.fromisoformat(day) if day else None for day in (value, earliest, latest)]
    assert found is not None
    assert (found.precision, found.value, found.earliest, found.latest) == (Precision(precision), *days)
    again = UncertainDate.from_json(found.to_json())
    assert (again.value, again.precision, again.earliest, again.latest) == (
        found.value, found.precision, found.earliest, found.latest,
    )  # fmt: skip


def test_the_time_beside_it_is_left_out():
    assert uncertain(parse_written("22/05/2016 14:30", "datetime", REFERENCE)) == UncertainDate.exact(date(2016, 5, 22))


def test_an_error_is_no_date():
    assert uncertain(parse_written("22/05", "date", REFERENCE)) is None


@pytest.mark.parametrize(
    "text", ["22/05", "x", "31/4/2017", "22/05/201", "May 16", "today", "N/K", "7-3 May 2016", "05/22/2016"]
)
def test_every_error_has_a_sentence(text):
    sentence = explain(parse_written(text, "date", REFERENCE))
    assert sentence.endswith((".", "?"))
    assert sentence[0].isupper()


@pytest.mark.parametrize("text", ["x", "25:00", "night", "", "2300-0100"])
def test_every_error_of_a_time_has_a_sentence(text):
    assert explain(parse_written(text, "time"), time=True).endswith(".")


def test_a_swapped_date_is_asked_about():
    assert explain(parse_written("05/22/2016", "date", REFERENCE)) == "There is no such day. Did you mean 22 May 2016?"


def test_nothing_to_explain():
    assert explain(parse_written("2016", "date", REFERENCE)) == ""
