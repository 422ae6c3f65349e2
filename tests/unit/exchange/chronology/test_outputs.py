"""What leaves: columns in their order, nothing that runs, nothing about who made it, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from sightline.domain.chronology.headings import OWN
from sightline.domain.chronology.order import in_order
from sightline.domain.chronology.returns import Return
from sightline.domain.chronology.row import Row
from sightline.exchange.chronology.inputs import CalledWrongly, NotUsable
from sightline.exchange.chronology.outputs import WRITERS, never_over, write_all, writer_for
from tests.unit.exchange.chronology.files import read, text_file

RISKY = ["=1+1", "+44 7700", "-minus", "@SUM(A1)", "\tTab", "ok"]
TEXT = (
    "Ref,Date,Time,Source,Event,Action taken,Comment,Child seen,RAG,=Odd heading\n"
    '1,1/5/2016,2pm,s,"=HYPERLINK(""http://x"",""y"")",+1,-2,Yes,@risk,=2\n'
    "2,May 2016,,#Author,A note <b> & 'more',,,,,\n"
    '3,4/5/2016 - 6/5/2016,,s,"café 😀\nsecond _x0041_ line",,,no,,\n'
    "4,31/04/2016,,s,bad,,,,,\n"
)


@pytest.fixture
def rows(tmp_path: Path) -> list[Row]:
    return in_order(read(text_file(tmp_path / "Police.csv", TEXT)).rows)


def written(rows: list[Row], ending: str) -> bytes:
    stream = io.BytesIO()
    WRITERS[ending](stream, rows)
    return stream.getvalue()


def test_csv_columns_stand_in_the_standard_order_then_extras(rows: list[Row]) -> None:
    data = written(rows, ".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert ",".join(lines[0][:22]) == (
        "ref,start_date,start_time,end_date,end_time,sequence,date_raw,agency,source,practitioner,who_involved,child_seen,"
        "child_voice,event,response,analysis,significance,themes,row_type,source_file,source_place,source_row"
    )
    assert lines[0][22:] == ["'=Odd heading", "RAG"]
    first = dict(zip(lines[0], lines[1]))
    assert first["start_date"] == "2016-05-01"
    assert (first["start_time"], first["source_row"], first["agency"]) == ("14:00", "2", "Police")


def test_no_cell_of_csv_or_excel_can_begin_a_formula(rows: list[Row]) -> None:
    begins = ("=", "+", "-", "@", "\t", "\r")
    for line in csv.reader(io.StringIO(written(rows, ".csv").decode("utf-8-sig"), newline="")):
        assert not [cell for cell in line if cell.startswith(begins)]
    sheet = openpyxl.load_workbook(io.BytesIO(written(rows, ".xlsx"))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f" or str(cell.value).startswith(begins)]
    assert sheet["N2"].value == '\'=HYPERLINK("http://x","y")'


def test_notes_leave_with_their_mark(rows: list[Row]) -> None:
    [note] = [row for row in rows if row.row_type == "note"]
    assert note.source == "Author"
    assert "#Author" in written(rows, ".csv").decode("utf-8-sig")
    assert json.loads(written(rows, ".json"))["rows"][rows.index(note)]["source"] == "Author"


def test_json_rows_carry_the_fields_by_name(rows: list[Row]) -> None:
    found = json.loads(written(rows, ".json"))["rows"]
    wanted = {
        "ref", "start_date", "start_time", "end_date", "end_time", "sequence", "agency", "source", "event",
        "who_involved",
        "child_seen", "child_voice", "response", "analysis", "significance", "themes", "row_type", "date_raw", "edtf",
        "earliest", "latest", "source_file", "source_place", "source_row",
    }  # fmt: skip
    assert all(wanted <= set(row) for row in found)
    ranged = next(row for row in found if row["ref"] == "3")
    assert (ranged["start_date"], ranged["end_date"], ranged["edtf"]) == (
        "2016-05-04",
        "2016-05-06",
        "2016-05-04/2016-05-06",
    )
    assert found[0]["event"].startswith("=HYPERLINK")
    assert found[-1]["edtf"] is None


def test_word_repeats_its_heading_row_and_says_dates_as_written(rows: list[Row]) -> None:
    document = docx.Document(io.BytesIO(written(rows, ".docx")))
    [table] = document.tables
    assert "tblHeader" in table.rows[0]._tr.xml
    assert [row.cells[1].text for row in table.rows][1:3] == ["1/5/2016", "May 2016"]
    assert document.core_properties.author == ""
    assert document.core_properties.last_modified_by == ""


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_packages_say_nothing_of_who_or_when(rows: list[Row], ending: str) -> None:
    with zipfile.ZipFile(io.BytesIO(written(rows, ending))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        assert "docProps/app.xml" not in package.namelist()
    assert not [word for word in ("creator", "lastModifiedBy", "created", "modified", "Company") if word in core]


@pytest.mark.parametrize("ending", list(WRITERS))
def test_the_same_rows_give_the_same_bytes(rows: list[Row], ending: str) -> None:
    assert written(rows, ending) == written(list(rows), ending)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_composite_read_again_says_the_same(rows: list[Row], ending: str, tmp_path: Path) -> None:
    (tmp_path / f"combined{ending}").write_bytes(written(rows, ending))
    again = in_order(read(tmp_path / f"combined{ending}", agency="nobody").rows)
    before, after = ([row.as_json() for row in found] for found in (rows, again))
    for row in (*before, *after):
        row.pop("time_raw")  # a time leaves as it was understood
        row["problems"] = [problem["code"] for problem in row["problems"]]
        row["extras"].pop("'=Odd heading", None)
    assert before[1:] == after[1:]
    assert after[0]["event"] == before[0]["event"]
    assert (after[0]["agency"], after[0]["source_file"]) == ("Police", "Police.csv")


def test_signs_that_xml_cannot_hold_do_not_spoil_a_file(tmp_path: Path) -> None:
    found: Return = read(text_file(tmp_path / "a.csv", "Date,Event\n1/5/2016,bell \x07 and \x1b escape\n"))
    for ending in (".docx", ".xlsx"):
        (tmp_path / f"b{ending}").write_bytes(written(found.rows, ending))
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").active["N2"].value == "bell  and  escape"
    assert len(docx.Document(str(tmp_path / "b.docx")).tables) == 1


def test_a_file_half_written_is_not_left_behind(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("old")

    def fails(stream: io.BufferedIOBase) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(NotUsable, match="No space left"):
        write_all([(str(tmp_path / "old.json"), lambda stream: None), (str(tmp_path / "new.json"), fails)])
    assert (tmp_path / "old.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]


def test_names_that_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly, match="ends in"):
        writer_for("combined.pdf")
    with pytest.raises(CalledWrongly, match="one of the files to be read"):
        never_over(str(tmp_path / "x" / ".." / "a.csv"), [str(text_file(tmp_path / "a.csv", "x"))])
    with pytest.raises(NotUsable, match="no such folder"):
        write_all([(str(tmp_path / "nowhere" / "a.json"), lambda stream: None)])


def test_all_standard_columns_have_a_value() -> None:
    from sightline.exchange.chronology.columns import _VALUES

    assert list(_VALUES) == OWN
