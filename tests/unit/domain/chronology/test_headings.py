"""Headings by alias, whatever their case, punctuation and spaces."""

from __future__ import annotations

import pytest

from sightline.domain.chronology import headings
from sightline.domain.chronology.grid import Cell, Grid, GridRow, grid_of

# Section 2 of the domain facts on reviews, and section 1 of the standards file; Professional is staff.
ALIASES = {
    "start_date": "date, date of event, event date, date of contact, start date, Date and time, Period, From / To",
    "start_time": "time, time of event, Time of contact",
    "agency": "Agency, Organisation, Service, Author agency",
    "source": "source of information, source, source of evidence, record source, document, Record reference, Page",
    "event": "event, details, significant event, description, what happened, contact/event, key event, Summary",
    "response": "action taken, response, outcome, action/outcome, Decision",
    "who_involved": "person involved, Contact with, Person(s) involved, Who was present, Seen by",
    "practitioner": "Professional, practitioner, Role, Staff member",
    "child_seen": "child seen, seen/spoken to, Child seen?",
    "child_voice": "voice of the child, child's views, lived experience, Child's wishes, Impact on child",
    "analysis": "comment, author comment, reviewer comment, analysis, significance, Learning point",
    "themes": "Key episode, KLOE, Theme",
    "ref": "seq, no., ref, event ref",
}


@pytest.mark.parametrize(
    ("heading", "field"), [(one.strip(), field) for field, names in ALIASES.items() for one in names.split(", ")]
)
def test_every_alias_in_any_dress(heading: str, field: str) -> None:
    for dressed in (
        heading,
        heading.upper(),
        f"  {heading}:  ",
        heading.replace("'", "’"),
        heading.replace(" ", "\u00a0"),
        heading.replace(" ", "_"),
    ):
        assert headings.field_of(dressed) == field, dressed


@pytest.mark.parametrize("heading", ["Colour", "RAG", "Concern level", "Date recorded", "Notes", ""])
def test_what_nobody_knows_stays_unknown(heading: str) -> None:
    assert headings.field_of(heading) is None


def test_guidance_in_a_heading_is_looked_past() -> None:
    for heading in (
        "Date (dd/mm/yyyy)",
        "Date\nas day/month/year",
        "Date - day first",
        "Date: day, month, year",
        "*Date",
    ):
        assert headings.field_of(heading) == "start_date", heading


def test_names_of_a_composite_are_exact_there_and_only_there() -> None:
    own = headings.find(grid_of("", [headings.OWN]))
    assert own is not None
    assert own.own
    assert {column.heading: column.field for column in own.columns} == {name: name for name in headings.OWN}
    theirs = headings.find(grid_of("", [["Date", "Event", "Significance"]]))
    assert theirs is not None
    assert [column.field for column in theirs.columns] == ["start_date", "event", "analysis"]


def test_a_sentence_with_a_date_in_it_is_no_heading() -> None:
    assert headings.find(grid_of("", [["On what date?", "He said so"], ["1/5/2016", "x"]])) is None


def columns(*lines: list[str], merged: bool = False) -> list[tuple[str, str | None]] | None:
    grid = grid_of("", list(lines))
    if merged:
        first = grid.rows[0]
        wide = GridRow(first.number, (Cell(0, first.cells[0].text, 3), *first.cells[1:]))
        grid = Grid("", (wide, *grid.rows[1:]), 3)
    found = headings.find(grid)
    return None if found is None else [(column.heading, column.field) for column in found.columns]


def test_a_block_about_the_return_is_not_its_heading() -> None:
    cover = ["Agency", "Police", "Date", "1/1/2017"]
    assert columns(cover, [], ["Date", "Event", "RAG"]) == [("Date", "start_date"), ("Event", "event"), ("RAG", None)]


def test_a_table_with_dates_and_columns_nobody_knows_is_read() -> None:
    assert columns(["Date", "Narrative"], ["1/5/2016", "x"]) == [("Date", "start_date"), ("Narrative", None)]
    assert columns(["Date", "Narrative"], ["x", "y"]) is None


def test_a_title_over_the_table_is_no_part_of_its_headings() -> None:
    lines = (["Chronology"], ["Date", "Event", "RAG"], ["1/5/2016", "x", "red"])
    assert columns(*lines, merged=True) == [("Date", "start_date"), ("Event", "event"), ("RAG", None)]


def test_the_first_row_of_data_is_not_taken_for_a_second_heading() -> None:
    found = headings.find(
        Grid(
            "",
            (
                GridRow(1, (Cell(0, "Date", 2), Cell(2, "Event"), Cell(3, "Seen alone?"))),
                GridRow(2, (Cell(0, "1/5/2016", 2), Cell(2, "x"), Cell(3, "No"))),
            ),
            4,
        )
    )
    assert found is not None
    assert (found.first, found.last) == (0, 0)
