"""Silences, told in days between rows."""

from __future__ import annotations

from sightline.domain.chronology.gaps import days_since, find_gaps, long_returns
from tests.unit.domain.chronology.rows import merged, sent


def rows(*days: str, **cells: str) -> list[dict[str, str]]:
    return [{"date": day, "event": f"event {day}"} | cells for day in days]


def test_a_gap_begins_at_28_days() -> None:
    assert [
        (gap.first.day, gap.last.day) for gap in merged(sent("GP", *rows("1/5/2016", "28/5/2016", "25/6/2016"))).gaps
    ] == [(28, 25)]


def test_a_long_event_and_a_month_fill_their_days_and_a_year_fills_none() -> None:
    assert merged(sent("GP", *rows("1/5/2016 - 31/5/2016", "June 2016", "1/7/2016"))).gaps == ()
    assert len(merged(sent("GP", *rows("1/5/2016", "2016", "1/7/2016"))).gaps) == 1


def test_an_agency_is_silent_only_while_others_have_more_than_five() -> None:
    six = ["5/5/2016", "10/5/2016", "15/5/2016", "20/5/2016", "25/5/2016", "30/5/2016"]
    for others, expected in ((six, [("GP", 6)]), (six[:5], [])):
        found = merged(sent("GP", *rows("1/5/2016", "5/6/2016")), sent("Police", *rows(*others)))
        assert [
            (gap.agency, gap.others) for gap in found.gaps if gap.kind == "agency" and gap.agency == "GP"
        ] == expected


def test_silence_at_either_end_counts() -> None:
    busy = rows(*(f"{day}/{month}/2016" for month in range(1, 13) for day in (1, 10, 20)))
    found = merged(sent("GP", *rows("15/6/2016")), sent("Police", *busy))
    assert [
        (gap.first.isoformat(), gap.last.isoformat(), gap.after is None, gap.before is None)
        for gap in found.gaps
        if gap.agency == "GP"
    ] == [
        ("2016-01-01", "2016-06-15", True, False),
        ("2016-06-15", "2016-12-20", False, True),
    ]


def test_days_on_which_the_child_was_seen() -> None:
    found = merged(sent("GP", *rows("1/5/2016", "1/7/2016", seen="yes"), *rows("1/6/2016", "2/9/2016", seen="no")))
    assert [(gap.first.month, gap.last.month) for gap in found.gaps if gap.kind == "child_seen"] == [(5, 7), (7, 9)]
    nobody_says = merged(sent("GP", *rows("1/5/2016", "1/7/2016")))
    assert [gap.kind for gap in nobody_says.gaps] == ["all"]


def test_another_length_may_be_asked_for() -> None:
    found = merged(sent("GP", *rows("1/5/2016", "8/5/2016")))
    assert len(find_gaps(found.rows, 7)) == 1
    assert find_gaps(found.rows, 8) == []


def test_more_than_forty_in_a_hundred_is_long() -> None:
    others = [sent(agency, *rows(*(f"{day}/5/2016" for day in range(1, 4)))) for agency in ("GP", "School")]
    four = merged(*others, sent("Police", *rows(*(f"{day}/6/2016" for day in range(1, 5)))))
    assert long_returns(four.rows) == []  # 4 of 10
    five = merged(*others, sent("Police", *rows(*(f"{day}/6/2016" for day in range(1, 6)))))
    assert [(one["agency"], one["rows"], one["of"]) for one in long_returns(five.rows)] == [("Police", 5, 11)]


def test_days_since_the_row_before_are_reckoned_and_not_kept() -> None:
    found = merged(
        sent("GP", *rows("1/5/2016", "11/5/2016", seen="yes")),
        sent("Police", *rows("5/5/2016", "May 2016", "21/5/2016")),
    )
    since = [(one["any"], one["same_agency"], one["child_seen"]) for one in days_since(found.rows)]
    assert since == [(None, None, None), (None, None, None), (4, None, 4), (6, 10, 10), (10, 16, 10)]
