"""Workbooks: true and text dates mixed, both calendars, hidden parts, comments, merged cells, formulas."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.unit.exchange.chronology.files import HEAD, days, events, read


def workbook(*lines: Any) -> tuple[Any, Any]:
    """A workbook with one sheet of these lines."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    return book, book.active


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_true_dates_and_dates_as_text_in_one_column(tmp_path: Path, epoch: Any) -> None:
    book, _ = workbook(
        HEAD,
        (dt.date(2016, 5, 22), "s", "a"),
        (dt.datetime(2016, 5, 22, 14, 30), "s", "b"),
        ("22.05.16", "s", "c"),
        (2016, "s", "d"),
        (None, "s", "e"),
        (42512, "s", "f"),
    )
    if epoch:
        book.epoch = epoch
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert days(found) == ["2016-05-22", "2016-05-22T14:30", "2016-05-22", "2016", "2016", None]
    assert found.rows[0].date_raw == "2016-05-22"
    assert "number by which a spreadsheet keeps a date" in found.rows[-1].problems[0].reason


def test_times_as_excel_keeps_them(tmp_path: Path) -> None:
    book, sheet = workbook(
        ("Date", "Time", "Event"),
        ("1/5/2016", dt.time(9, 5), "a"),
        ("1/5/2016", 0.604166666666, "b"),
        ("1/5/2016", "2.30pm", "c"),
    )
    sheet["B3"].number_format = "hh:mm"
    book.save(tmp_path / "a.xlsx")
    assert [row.when.start_time for row in read(tmp_path / "a.xlsx").rows] == ["09:05", "14:30", "14:30"]


def test_line_breaks_in_cells_stay(tmp_path: Path) -> None:
    book, _ = workbook(HEAD, ("1/5/2016", "s", "one\r\ntwo\nthree"))
    book.save(tmp_path / "a.xlsx")
    assert events(read(tmp_path / "a.xlsx")) == ["one\ntwo\nthree"]


def test_every_sheet_is_read_and_a_list_is_left_alone(tmp_path: Path) -> None:
    book, first = workbook(HEAD, ("1/5/2016", "s", "one"))
    first.title = "Police 2016"
    second = book.create_sheet("Police 2017")
    second.append(HEAD)
    second.append(("1/5/2017", "s", "two"))
    book.create_sheet("Abbreviations").append(("SW", "social worker"))
    book.create_sheet("Empty")
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert [(row.at.place, row.at.row, row.agency) for row in found.rows] == [
        ("Police 2016", 2, "Police"),
        ("Police 2017", 2, "Police"),
    ]
    assert any("“Abbreviations” has no column with a date" in notice for notice in found.notices)


def test_hidden_columns_rows_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    book, sheet = workbook((*HEAD, "Internal"), ("1/5/2016", "s", "one", "i"), ("2/5/2016", "s", "two", "j"))
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    hidden = book.create_sheet("Old")
    hidden.append(HEAD)
    hidden.append(("3/5/2016", "s", "three"))
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert events(found) == ["one", "two", "three"]
    said = " ".join(found.notices)
    assert "the column “Internal” is hidden" in said
    assert "1 row was hidden or filtered out (3)" in said
    assert "“Old” is hidden in the file" in said


def test_a_title_blank_rows_and_blank_columns_do_not_move_the_row_numbers(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet["C2"] = "Chronology of the police"
    for at, line in ((5, HEAD), (8, ("1/5/2016", "s", "one"))):
        for offset, text in enumerate(line):
            sheet.cell(at, 3 + offset).value = text
    book.save(tmp_path / "a.xlsx")
    [row] = read(tmp_path / "a.xlsx").rows
    assert (row.at.row, row.event, row.when.edtf) == (8, "one", "2016-05-01")


def test_merged_cells_reach_down_and_a_merged_band_is_context(tmp_path: Path) -> None:
    book, sheet = workbook(
        HEAD, ("1/5/2016", "s", "one"), (None, "t", "two"), ("Episode 2",), ("3/5/2016", "s", "three")
    )
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:C4")
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert days(found) == ["2016-05-01", "2016-05-01", None, "2016-05-03"]
    assert found.rows[2].row_type == "context"


def test_formulas_errors_and_comments_are_told_where_they_stand(tmp_path: Path) -> None:
    book, sheet = workbook(HEAD, ("1/5/2016", "s", "one"), ("2/5/2016", "s", "=A2"), ("3/5/2016", "s", "three"))
    sheet["B2"].comment = Comment("Which record?", "Reviewer")
    sheet["B4"] = "#REF!"
    sheet["B4"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    codes = {row.at.row: {problem.code for problem in row.problems} for row in found.rows}
    assert "comment" in codes[2]
    assert "formula" in codes[4]
    assert [comment["text"] for comment in found.comments] == ["Which record?"]
    [refused] = found.refused  # nothing of row 3 is stored but its date and source
    assert refused.at.row == 3


def test_numbers_are_written_as_people_write_them(tmp_path: Path) -> None:
    book, _ = workbook(("Ref", "Date", "Event", "Weight", "Ticked"), (7.0, "1/5/2016", "one", 9.25, True))
    book.save(tmp_path / "a.xlsx")
    [row] = read(tmp_path / "a.xlsx").rows
    assert row.ref == "7"
    assert row.extras == {"Weight": "9.25", "Ticked": "TRUE"}


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    book, sheet = workbook(HEAD, ("1/5/2016", "s", "x"))
    sheet["C2"].value = "=cmd|' /C calc'!A0"
    sheet["C2"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    assert events(read(tmp_path / "a.xlsx")) == ["=cmd|' /C calc'!A0"]
