"""Every form of a time, and a date and a time in one cell."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.dates.written import parse_written

REFERENCE = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        *((text, "14:30", "") for text in (
            "14:30", "14.30", "1430", "14h30", "14:30hrs", "1430hrs", "1430 hrs", "14:30 hours", "14:30h",
            "1430 hours.", "2.30pm", "2:30 p.m.",
            "2.30 PM", "230pm", "0230pm", "2:30pm.")),
        ("14:30:15", "14:30:15", ""), ("2pm", "14:00", ""), ("2 pm", "14:00", ""), ("12am", "00:00", ""),
        ("12pm", "12:00", ""),
        ("12.30am", "00:30", ""), ("noon", "12:00", ""), ("midday", "12:00", ""), ("12 noon", "12:00", ""),
        ("midnight", "00:00", "midnight"),
        ("12 midnight", "00:00", "midnight"), ("00:00", "00:00", ""), ("0:30", "00:30", ""),
        ("2.30", "02:30", "ampm"), ("9:05", "09:05", "ampm"), ("02:30", "02:30", ""), ("10.45", "10:45", ""),
        ("2.30hrs", "02:30", ""),
        ("13:00pm", "13:00", "ampm"), ("14:30 pm", "14:30", "ampm"), ("00:30am", "00:30", "ampm"),
        ("?14:30", "14:30?", ""), ("14:30?", "14:30?", ""), ("14:30 (?)", "14:30?", ""),
        ("approx 2pm", "14:00~", ""), ("c. 2pm", "14:00~", ""),
        ("about 2.30", "02:30~", "ampm"), ("probably 2pm", "14:00?", ""), ("? c. 2pm", "14:00%", ""),
    ],
)  # fmt: skip
def test_one_time(text, value, flags):
    found = parse_written(text, "time", REFERENCE)
    assert (found.value, " ".join(found.flags), found.error) == (value, flags, None)
    assert found.earliest == found.latest == value.rstrip("?~%")


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("0900-1030", "09:00/10:30", "09:00", "10:30"), ("09:00 – 10:30", "09:00/10:30", "09:00", "10:30"),
        ("9am to 10.30am", "09:00/10:30", "09:00", "10:30"), ("2-3pm", "14:00/15:00", "14:00", "15:00"),
        ("2.30-3.30pm", "14:30/15:30", "14:30", "15:30"), ("9.30 - 10.30am", "09:30/10:30", "09:30", "10:30"),
        ("11-1pm", "11:00/13:00", "11:00", "13:00"), ("14:30-3pm", "14:30/15:00", "14:30", "15:00"),
        ("1430-1500hrs", "14:30/15:00", "14:30", "15:00"), ("0900-10pm", "09:00/22:00", "09:00", "22:00"),
        ("1030-11pm", "10:30/23:00", "10:30", "23:00"),
        ("between 9am and 10am", "[09:00..10:00]", "09:00", "10:00"),
        ("am", "[00:00..11:59]", "00:00", "11:59"), ("morning", "[06:00..11:59]", "06:00", "11:59"),
        ("PM", "[12:00..23:59]", "12:00", "23:59"),
        ("afternoon", "[12:00..17:59]", "12:00", "17:59"), ("evening", "[18:00..21:59]", "18:00", "21:59"),
        ("early hours", "[00:00..05:59]", "00:00", "05:59"), ("in the morning", "[06:00..11:59]", "06:00", "11:59"),
    ],
)  # fmt: skip
def test_longer_than_a_moment(text, value, earliest, latest):
    found = parse_written(text, "time", REFERENCE)
    assert (found.value, found.earliest, found.latest, found.error) == (value, earliest, latest, None)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("14:30am", "range"), ("24:00", "range"), ("2400", "range"), ("25:00", "range"), ("14:75", "range"),
        ("14:30:75", "range"), ("2:75pm", "range"),
        ("9", "format"), ("14", "format"), ("14hrs", "format"), ("14:3", "format"), ("2.5pm", "format"),
        ("half past two", "format"),
        ("teatime", "format"), ("14:30 seen", "format"), ("14:30Z", "format"), ("٢:٣٠", "format"),
        ("14:30\x00", "format"),
        ("night", "ambiguous"), ("overnight", "ambiguous"), ("during the night", "ambiguous"),
        ("N/K", "unknown"), ("", "unknown"), ("not known", "unknown"), ("2300-0100", "reversed"),
    ],
)  # fmt: skip
def test_no_time(text, error):
    found = parse_written(text, "time", REFERENCE)
    assert (found.value, found.earliest, found.latest, found.flags, found.error) == (None, None, None, (), error)


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("?22/05/16 14:30", "2016-05-22?T14:30", ""), ("22/05/16 approx 2pm", "2016-05-22T14:00~", ""),
        ("22/05/16 ?14:30", "2016-05-22T14:30?", ""),
        *((text, "2016-05-22T14:30", "") for text in (
            "22/05/2016 14:30", "22/05/2016, 2.30pm", "22/05/2016 @ 14:30", "22/05/16@1430",
            "22 May 2016 at 2.30 pm", "2016-05-22T14:30",
            "22.05.16 14.30", "Sunday 22 May 2016, at 1430hrs", "22 05 2016 1430", "22/05/2016T14:30")),
        ("22 May 2016", "2016-05-22", ""), ("22 May 2016 N/K", "2016-05-22", ""), ("2016-05-22 00:00:00",
        "2016-05-22", ""),
        ("2016-05-22T00:00:00", "2016-05-22", ""),
        ("2016-05-22 00:00", "2016-05-22T00:00", ""), ("22/05/2016 midnight", "2016-05-22T00:00", "midnight"),
        ("22/05/16 2.30", "2016-05-22T02:30", "ampm"), ("22.05/16 2.30", "2016-05-22T02:30", "sep ampm"),
    ],
)  # fmt: skip
def test_a_date_and_a_time(text, value, flags):
    found = parse_written(text, "datetime", REFERENCE)
    assert (found.value, " ".join(found.flags), found.error) == (value, flags, None)


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("22/05/16 0900-1030", "2016-05-22T09:00/10:30", "2016-05-22T09:00", "2016-05-22T10:30"),
        ("22 May 2016 morning", "2016-05-22T[06:00..11:59]", "2016-05-22T06:00", "2016-05-22T11:59"),
        ("22 or 23 May 2016 at 2pm", "[2016-05-22,2016-05-23]T14:00", "2016-05-22T14:00", "2016-05-23T14:00"),
        ("22/05/16 10:00 - 23/05/16 11:00", "2016-05-22T10:00/2016-05-23T11:00", "2016-05-22T10:00",
        "2016-05-23T11:00"),
        ("22 May 2016", "2016-05-22", "2016-05-22", "2016-05-22"),
        ("since 2014", "2014/..", "2014-01-01", None),
    ],
)  # fmt: skip
def test_bounds_of_a_date_and_a_time(text, value, earliest, latest):
    found = parse_written(text, "datetime", REFERENCE)
    assert (found.value, found.earliest, found.latest, found.error) == (value, earliest, latest, None)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("22/05/16 25:00", "range"), ("31/04/17 14:30", "range"), ("22/05/16 9", "format"),
        ("22/05/16 overnight", "ambiguous"),
        ("22 May 14:30", "noyear"), ("14:30", "noyear"), ("today 2pm", "relative"), ("N/K", "unknown"),
        ("22/05/16 tea", "format"),
        ("since 2014 2pm", "format"), ("23/05/16 10:00 - 22/05/16 11:00", "reversed"),
    ],
)  # fmt: skip
def test_no_date_and_time(text, error):
    found = parse_written(text, "datetime", REFERENCE)
    assert (found.value, found.error) == (None, error)


def test_a_suggestion_survives_the_time_beside_it():
    assert parse_written("05/22/2016 14:30", "datetime", REFERENCE).suggestion == "2016-05-22"


@pytest.mark.parametrize("text", ["22 May, 12 noon", "22 May 12 midnight", "22/05, 12 noon"])
def test_the_hour_of_noon_is_no_year(text):
    assert parse_written(text, "datetime", REFERENCE).error == "noyear"


def test_a_full_stop_after_the_date_beside_a_time():
    assert parse_written("22 May 2016., 12 noon", "datetime", REFERENCE).value == "2016-05-22T12:00"
