"""From cells to rows: nothing that was written is lost, nothing is invented."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.chronology.grid import Contents, grid_of
from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.row import FileRefused
from sightline.domain.chronology.values import child_seen
from tests.unit.domain.chronology.rows import REFERENCE, a_row, sent


@pytest.mark.parametrize(
    ("written", "edtf", "start", "end", "earliest", "latest"),
    [
        ("12/03/2016", "2016-03-12", "2016-03-12", None, "2016-03-12", "2016-03-12"),
        ("March 2016", "2016-03", "2016-03", None, "2016-03-01", "2016-03-31"),
        ("12-14/03/2016", "2016-03-12/2016-03-14", "2016-03-12", "2016-03-14", "2016-03-12", "2016-03-14"),
        ("c. 2010", "2010~", "2010~", None, "2010-01-01", "2010-12-31"),
        ("before 2016", "[..2015]", "[..2015]", None, None, "2015-12-31"),
        ("since May 2016", "2016-05/..", "2016-05", None, "2016-05-01", None),
        ("until May 2016", "../2016-05", None, "2016-05", None, "2016-05-31"),
        ("? 22 may 2016", "2016-05-22?", "2016-05-22?", None, "2016-05-22", "2016-05-22"),
        ("22/05/16 14:30", "2016-05-22T14:30", "2016-05-22", None, "2016-05-22", "2016-05-22"),
    ],
)
def test_dates_keep_their_words_and_never_get_a_day(
    written: str, edtf: str, start: str | None, end: str | None, earliest: str | None, latest: str | None
) -> None:
    row = a_row(date=written).as_json()
    assert row["date_raw"] == written
    assert (row["edtf"], row["start_date"], row["end_date"], row["earliest"], row["latest"]) == (
        edtf,
        start,
        end,
        earliest,
        latest,
    )


def test_where_one_date_is_in_us_order_the_others_are_asked_about() -> None:
    days = ("05/22/2016", "06/30/2016", "03/04/2016", "05/05/2016", "2016-03-04", "22/05/2016")
    found = sent("Police", *({"date": day, "event": "x"} for day in days))
    [said] = found.notices
    assert said.startswith("2 dates only make sense as month/day/year")
    assert "1 other was read as day/month" in said
    assert not sent("Police", *({"date": day, "event": "x"} for day in days[2:])).notices


def test_seen_alone_says_that_the_child_was_seen_and_its_no_says_nothing_of_that() -> None:
    answers = {"1/5/2016": "Yes, in his room", "2/5/2016": "No", "3/5/2016": ""}
    lines = [["Date", "Event", "Seen alone?"], *([day, "x", said] for day, said in answers.items())]
    found = read_return(Contents((grid_of("t", lines),)), file="f", agency="GP", reference=REFERENCE)
    assert [row.child_seen for row in found.rows] == ["yes", None, None]
    assert [row.extras.get("Seen alone?") for row in found.rows] == ["Yes, in his room", "No", None]
    assert found.mapped["Seen alone?"] == "child_seen"


def test_what_a_spreadsheet_puts_before_a_text_is_no_part_of_the_date() -> None:
    row = a_row(date="'23/05/2016")
    assert (row.when.edtf, row.date_raw) == ("2016-05-23", "'23/05/2016")


def test_a_time_kept_as_part_of_a_day_is_asked_about_in_words() -> None:
    [problem] = a_row(time="0.604166666").problems
    assert "part of a day" in problem.reason


def test_an_impossible_time_beside_a_day_is_called_a_time() -> None:
    [problem] = a_row(date="24/05/2016 24:00").problems
    assert problem.code == "range"
    assert "time" in problem.reason
    assert "no such day" not in problem.reason


def test_a_us_date_is_never_turned_round() -> None:
    row = a_row(date="05/22/2016")
    [problem] = row.problems
    assert (row.when.edtf, row.date_raw) == (None, "05/22/2016")
    assert (problem.code, problem.suggestion) == ("range", "2016-05-22")
    assert "22 May 2016" in problem.reason


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"date": "7/5/16 - 3/5/16"}, "start_date", "reversed"),
        ({"date": "3/5/2016", "end": "1/5/2016"}, "end_date", "reversed"),
        ({"date": "22/05"}, "start_date", "noyear"),
        ({"date": "May 16"}, "start_date", "ambiguous"),
        ({"date": "last week"}, "start_date", "relative"),
        ({"date": "undated"}, "start_date", "unknown"),
        ({"date": "see file"}, "start_date", "format"),
        ({"time": "25:00"}, "start_time", "range"),
        ({"date": "Tuesday 22/05/2016"}, "start_date", "weekday"),
        ({"date": "1/1/2030"}, "start_date", "future"),
        ({"source": " "}, "source", "missing"),
        ({"source": "Police log"}, "source", "agency"),
        ({"seen": "asleep"}, "child_seen", "format"),
        ({"event": "", "response": "advice"}, "event", "missing"),
        ({"sequence": "first"}, "sequence", "format"),
        ({"event": "x" * 3_000}, "event", "long"),
    ],
)
def test_what_a_contributor_is_told(cells: dict[str, str], field: str, code: str) -> None:
    [problem] = a_row(**cells).problems
    assert (problem.field, problem.code) == (field, code)
    assert problem.reason.endswith((".", "?"))


def test_an_end_in_its_own_column_makes_a_span() -> None:
    row = a_row(date="1/5/2016", end="3/5/2016")
    assert (row.when.edtf, row.when.end_date, row.when.latest) == (
        "2016-05-01/2016-05-03",
        "2016-05-03",
        date(2016, 5, 3),
    )


def test_no_end_is_shown_that_nobody_wrote() -> None:
    row = a_row(date="1/5/2016", time="10:00").as_json()
    assert (row["end_date"], row["end_time"]) == (None, None)


def test_a_row_without_words_is_refused_and_the_next_still_takes_its_date() -> None:
    found = sent("GP", {"date": "1/5/2016", "event": ""}, {"date": "", "event": "two"})
    assert [row.when.edtf for row in found.rows] == ["2016-05-01"]
    assert [(refusal.at.row, refusal.text) for refusal in found.refused] == [(2, "1/5/2016 | record")]


def test_a_bad_date_above_is_not_skipped_over() -> None:
    found = sent(
        "GP", {"date": "1/5/2016", "event": "a"}, {"date": "31/4/2016", "event": "b"}, {"date": "", "event": "c"}
    )
    assert [row.when.edtf for row in found.rows] == ["2016-05-01", None, None]
    assert found.rows[2].date_raw == "31/4/2016"


@pytest.mark.parametrize("mark", "#^¬~")
def test_a_note_is_exempt_from_all_but_its_date(mark: str) -> None:
    [row] = sent("GP", {"date": "32/5/2016", "source": f"{mark} Author", "event": "", "seen": "perhaps"}).rows
    assert (row.row_type.value, row.source) == ("note", "Author")
    assert [problem.field for problem in row.problems] == ["start_date"]


def test_a_template_note_of_the_year_100_is_undated() -> None:
    [row] = sent("GP", {"date": "01/01/0100", "source": "#", "event": "How to fill this in"}).rows
    assert (row.when.edtf, row.problems, row.date_raw) == (None, (), "01/01/0100")


@pytest.mark.parametrize(
    ("written", "answer", "more"),
    [
        ("Y", "yes", False), ("yes", "yes", False), ("Seen", "yes", False), ("✓", "yes", False), ("N", "no", False),
        ("Not seen", "no", False), ("n/a", "not applicable", False), ("N/A", "not applicable", False),
        ("Not recorded", "not recorded", False), ("", None, False), ("Yes, alone", "yes", True),
        ("No access", "no", True),
        ("No concerns", None, True), ("asleep", None, True), ("Not known", "not recorded", False),
        ("Noah and May", None, True),
    ],
)  # fmt: skip
def test_whether_the_child_was_seen(written: str, answer: str | None, more: bool) -> None:
    assert child_seen(written) == (answer, more)


def test_words_that_say_more_than_yes_are_kept() -> None:
    row = a_row(seen="Yes, alone in his room")
    assert row.child_seen == "yes"
    assert row.extras == {"Child seen (as written)": "Yes, alone in his room"}


def test_columns_of_one_kind_follow_each_other_and_unknown_ones_stay() -> None:
    lines = [
        ["Date", "Event", "Action taken", "Outcome", "Colour", "Colour", ""],
        ["1/5/2016", "e", "a", "o", "red", "blue", "odd"],
    ]
    found = read_return(Contents((grid_of("t", lines),)), file="f", agency="GP", reference=REFERENCE)
    [row] = found.rows
    assert row.response == "a\no"
    assert row.extras == {"Colour": "red", "Colour (2)": "blue", "Column 7": "odd"}
    assert found.unmapped == ["Colour", "Colour (2)", "Column 7"]


def test_the_agency_is_never_typed() -> None:
    lines = [["Date", "Event", "Agency"], ["1/5/2016", "e", "Somebody else"]]
    [row] = read_return(Contents((grid_of("t", lines),)), file="f", agency="GP", reference=REFERENCE).rows
    assert (row.agency, row.extras) == ("GP", {"Agency": "Somebody else"})


@pytest.mark.parametrize("lines", [[], [["Event"], ["x"]], [["Time", "Event"], ["10:00", "x"]]])
def test_a_table_without_a_date_is_refused(lines: list[list[str]]) -> None:
    with pytest.raises(FileRefused, match=r"^f "):
        read_return(Contents((grid_of("t", lines),)), file="f", agency="GP", reference=REFERENCE)
