"""A template says for which review, agency and period it was made; when it comes back, that is read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from sightline.cli.main import main
from sightline.domain.chronology.about import About
from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.returns import Return
from sightline.exchange.chronology import child
from tests.unit.exchange.chronology.files import REFERENCE, text_file, word
from tools import make_chronologies

MADE_FOR = About("Westmarsh Police", "LR-07", "1 May 2015 to 3 May 2016")


def a_template(path: Path, made_for: About = MADE_FOR) -> Path:
    """Made for an agency and filled in by it: one row inside the period, one after it."""
    given = ["--review", made_for.review, "--agency", made_for.agency, "--period", made_for.period]
    assert main(["chronology", "template", "--out", str(path), *given]) == 0
    lines = (("1/5/2016", "Log", "Attended."), ("4/5/2016", "Log", "Attended again."))
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        rows = document.tables[0].rows
        for row, (day, source, event) in zip(rows[len(rows) - 20 :], lines):
            row.cells[1].text, row.cells[3].text, row.cells[7].text = day, source, event
        document.save(str(path))
        return path
    book = openpyxl.load_workbook(path)
    for number, (day, source, event) in enumerate(lines, start=2):
        sheet = book["Chronology"]
        sheet[f"B{number}"], sheet[f"D{number}"], sheet[f"H{number}"] = day, source, event
    book.save(path)
    return path


def read(path: Path, agency: str = "hv", *, named: bool = False) -> Return:
    contents = child.read(str(path), path.name)
    return read_return(contents, file=path.name, agency=agency, reference=REFERENCE, named=named)


def the_rest(found: Return) -> list[str]:
    return [said for said in found.notices if "no column for the source" not in said]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_what_it_was_made_for_comes_back_and_a_row_outside_the_period_is_said(tmp_path: Path, ending: str) -> None:
    found = read(a_template(tmp_path / f"t.{ending}"))
    assert (found.about, found.agency, {row.agency for row in found.rows}) == (
        MADE_FOR, "Westmarsh Police", {"Westmarsh Police"},
    )  # fmt: skip
    assert [row.event for row in found.rows] == ["Attended.", "Attended again."]
    assert the_rest(found) == [
        "The agency is the one the template was made for: Westmarsh Police.",
        "1 row is dated outside the period asked for (1 May 2015 to 3 May 2016). They were read.",
    ]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_who_was_named_counts_and_a_difference_is_said(tmp_path: Path, ending: str) -> None:
    path = a_template(tmp_path / f"t.{ending}")
    assert the_rest(read(path, "westmarsh police", named=True))[:1] == the_rest(read(path))[1:]
    other = read(path, "Probation", named=True)
    assert other.agency == "Probation"
    assert "made for Westmarsh Police, and the return is read as that of Probation" in other.notices[-2]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_what_nobody_filled_in_stays_open(tmp_path: Path, ending: str) -> None:
    found = read(a_template(tmp_path / f"t.{ending}", About(period="From the pregnancy on")))
    assert (found.about, found.agency) == (About(period="From the pregnancy on"), "hv")
    assert the_rest(found) == []  # a period in words names no two days


def test_an_agency_writes_itself_in(tmp_path: Path) -> None:
    path = a_template(tmp_path / "t.xlsx", About())
    book = openpyxl.load_workbook(path)
    sheet = book["About this return"]
    assert sheet.protection.sheet
    assert (sheet["A1"].protection.locked, sheet["B1"].protection.locked) == (True, False)
    sheet["B1"] = "Health visiting"
    book.save(path)
    assert read(path).agency == "Health visiting"


def test_a_line_about_an_agency_in_any_other_file_is_no_template(tmp_path: Path) -> None:
    document = word(tmp_path / "GP.docx", [["Date", "Source", "Event"], ["1/5/2016", "Log", "Seen."]])
    document.element.body.insert(0, docx.Document().add_paragraph("Agency: Somebody else")._p)
    document.save(str(tmp_path / "GP.docx"))
    found = read(tmp_path / "GP.docx", "GP")
    assert (found.about, found.agency) == (None, "GP")


def test_on_the_command_line_a_name_given_wins_over_the_template_and_that_over_the_name_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other = a_template(tmp_path / "hv.docx"), text_file(tmp_path / "GP.csv", "Date,Source,Event\n1/5/2016,a,b\n")
    merge = ["chronology", "merge", str(path), str(other), "--out", str(tmp_path / "out.json"), "--json"]
    assert main(merge) == 0
    made = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert {row["agency"] for row in made["rows"]} == {"Westmarsh Police", "GP"}
    capsys.readouterr()
    assert main([*merge, "--agency", "Police=hv.docx"]) == 0
    assert {one["agency"] for one in json.loads(capsys.readouterr().out)["files"]} == {"Police", "GP"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_keeps_what_it_was_made_for(tmp_path: Path) -> None:
    a_template(tmp_path / "t.docx")
    a_template(tmp_path / "s.xlsx")
    make_chronologies.rewrite(tmp_path, tmp_path / "new", [("t.docx", "docx"), ("s.xlsx", "ods")])
    for name in ("t.docx", "s.ods"):
        found = read(tmp_path / "new" / name)
        assert (found.about, found.agency) == (MADE_FOR, "Westmarsh Police"), name
        assert [row.event for row in found.rows] == ["Attended.", "Attended again."], name
