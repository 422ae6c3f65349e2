"""The order of a composite."""

from __future__ import annotations

from sightline.domain.chronology.order import in_order
from tests.unit.domain.chronology.rows import merged, sent


def order(*returns: object) -> list[str]:
    return [row.ref for row in merged(*returns).rows]  # type: ignore[arg-type]


def test_earliest_bound_then_sequence_then_time_then_untimed() -> None:
    rows = [
        {"ref": "year", "date": "2016", "event": "y"},
        {"ref": "untimed", "date": "1/5/2016", "event": "u"},
        {"ref": "late", "date": "1/5/2016", "time": "14:00", "event": "l"},
        {"ref": "early", "date": "1/5/2016 9am", "event": "e"},
        {"ref": "second", "date": "1/5/2016", "time": "08:00", "sequence": "2", "event": "2"},
        {"ref": "first", "date": "1/5/2016", "sequence": "1", "event": "1"},
        {"ref": "month", "date": "May 2016", "event": "m"},
        {"ref": "open", "date": "before 2015", "event": "o"},
        {"ref": "bad", "date": "1/13/2016", "event": "b"},
        {"ref": "april", "date": "30/4/2016", "event": "a"},
    ]
    assert order(sent("GP", *rows)) == [
        "open",
        "year",
        "april",
        "first",
        "second",
        "early",
        "late",
        "month",
        "untimed",
        "bad",
    ]


def test_agency_source_and_words_settle_the_rest() -> None:
    one = sent(
        "Police",
        {"ref": "p2", "date": "1/5/2016", "source": "b", "event": "a"},
        {"ref": "p1", "date": "1/5/2016", "source": "a", "event": "z"},
    )
    other = sent("GP", {"ref": "g2", "date": "1/5/2016", "event": "z"}, {"ref": "g1", "date": "1/5/2016", "event": "y"})
    assert order(one, other) == order(other, one) == ["g1", "g2", "p1", "p2"]


def test_rows_without_a_date_stand_at_the_end_by_agency() -> None:
    one = sent("Police", {"ref": "p", "date": "tbc", "event": "a"}, {"ref": "q", "date": "1/5/2020", "event": "a"})
    assert order(one, sent("GP", {"ref": "g", "date": "5/22/2016", "event": "a"})) == ["q", "g", "p"]


def test_rows_that_differ_only_in_a_local_column_have_an_order() -> None:
    from dataclasses import replace

    one = sent("GP", {"date": "1/5/2016", "event": "x"}).rows[0]
    other = replace(one, extras={"Colour": "red"})
    assert in_order([other, one]) == in_order([one, other]) == [one, other]
