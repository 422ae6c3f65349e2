"""Stretches of silence in a story, in words."""

from __future__ import annotations

from datetime import date, timedelta

from sightline.desk.chronology import GAP_DAYS, gaps

TODAY = date(2026, 11, 22)


def test_no_entries_no_gap():
    assert gaps([], TODAY) == gaps([None], TODAY) == ()


def test_just_at_the_limit_is_no_gap():
    day = TODAY - timedelta(days=GAP_DAYS)
    assert gaps([day], TODAY) == ()
    [found] = gaps([day - timedelta(days=1)], TODAY)
    assert found.startswith("Nothing is recorded between 26 September 2026 and today.")


def test_gaps_come_newest_first_and_what_lies_ahead_is_no_gap():
    days = [date(2026, 11, 20), date(2026, 6, 1), date(2026, 1, 1), date(2027, 6, 1)]
    found = gaps(days, TODAY)
    assert [text.partition(".")[0] for text in found] == [
        "Nothing is recorded between 1 June 2026 and 20 November 2026",
        "Nothing is recorded between 1 January 2026 and 1 June 2026",
    ]
