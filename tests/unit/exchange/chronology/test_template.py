"""What is sent out to agencies, and what is sent back to them."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from sightline.cli.main import main
from tests.unit.exchange.chronology.files import read, text_file


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_template_comes_back_with_every_heading_understood(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t.{ending}"
    assert (
        main(
            [
                "chronology",
                "template",
                "--out",
                str(path),
                "--review",
                "Child A",
                "--agency",
                "GP",
                "--period",
                "2015 to 2016",
            ]
        )
        == 0
    )
    if ending == "docx":
        document = docx.Document(str(path))
        row = document.tables[0].rows[-20]
        row.cells[1].text, row.cells[7].text = "1/5/2016", "Clinic"
        document.save(str(path))
        assert "Period under review: 2015 to 2016." in [paragraph.text for paragraph in document.paragraphs]
        assert "sdtContentLocked" in document.tables[0]._tbl.xml
    else:
        book = openpyxl.load_workbook(path)
        sheet = book["Chronology"]
        assert sheet.protection.sheet
        assert sheet["B1"].protection.locked
        assert not sheet.column_dimensions["B"].protection.locked
        sheet["B2"], sheet["H2"] = "1/5/2016", "Clinic"
        book.save(path)
    found = read(path)
    assert [(row.when.edtf, row.event) for row in found.rows] == [("2016-05-01", "Clinic")]
    assert set(found.mapped.values()) == {
        "ref", "start_date", "start_time", "source", "practitioner", "who_involved", "child_seen", "event",
        "child_voice",
        "response", "analysis",
    }  # fmt: skip
    assert found.unmapped == []


def test_a_template_sent_back_empty_says_so(tmp_path: Path) -> None:
    main(["chronology", "template", "--out", str(tmp_path / "t.xlsx")])
    found = read(tmp_path / "t.xlsx")
    assert (found.read, found.notices[-1][:27]) == (0, "There is a heading and no r")


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_marked_copy_says_what_to_do_and_comes_back_without_it(tmp_path: Path, ending: str) -> None:
    source = text_file(
        tmp_path / "GP.csv",
        "Date,Source,Event,RAG\n5/22/2016,log,=one,red\n2/5/2016,,two,\n3/5/2016,log,,\n4/5/2016,log,three,\n",
    )
    copy = tmp_path / f"marked.{ending}"
    assert main(["chronology", "check", str(source), "--marked", str(copy)]) == 0
    if ending == "docx":
        lines = [[cell.text for cell in row.cells] for row in docx.Document(str(copy)).tables[0].rows]
    else:
        lines = [[str(cell.value or "") for cell in row] for row in openpyxl.load_workbook(copy).active.iter_rows()]
    assert lines[0][0] == "Sightline: what to look at"
    assert "Did you mean 22 May 2016?" in lines[1][0]
    assert "The source is blank" in lines[2][0]
    assert "Row 4: The row does not say what happened" in lines[3][0]
    assert lines[4][0] == ""
    again = read(copy)
    assert [row.date_raw for row in again.rows] == ["5/22/2016", "2/5/2016", "4/5/2016"]
    assert again.rows[0].extras == {"RAG": "red"}
    assert not [name for name in again.unmapped if "Sightline" in name]


def test_a_return_is_never_written_over_by_its_copy(tmp_path: Path) -> None:
    path = tmp_path / "GP.xlsx"
    main(["chronology", "template", "--out", str(path)])
    assert main(["chronology", "check", str(path), "--marked", str(path)]) == 2
    assert main(["chronology", "template", "--out", str(tmp_path / "t.csv")]) == 2
