"""`sightline chronology`: what outside scripts rely on."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sightline.cli.main import main
from tests.unit.exchange.chronology.files import HEAD, text_file, word

POLICE = "Date,Source,Event\n1/5/2016,log,Bruise to left cheek of child seen\n5/22/2016,log,bad date\n,log,as above\n"
SCHOOL = "Date;Event;Colour\n1/5/2016;Child seen with bruise to the left cheek;red\n;;\n2/5/2016;;\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    word(tmp_path / "GP.docx", [HEAD, ("2/5/2016", "s", "Mother rang, police informed")])
    text_file(tmp_path / "Police.csv", POLICE)
    text_file(tmp_path / "School.csv", SCHOOL)
    return [str(tmp_path / name) for name in ("GP.docx", "Police.csv", "School.csv")]


def merge(*words: str, reference: str = "2026-11-25") -> int:
    try:
        return main(["chronology", "merge", *words, "--reference", reference])
    except SystemExit as left:
        return int(left.code or 0)


def test_it_says_what_came_of_each_file(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert merge(*files, "--out", str(tmp_path / "all.json"), "--report", str(tmp_path / "r.json")) == 0
    said = capsys.readouterr().out
    assert "Police.csv (Police): 3 rows read, 3 kept." in said
    assert "School.csv (School): 2 rows read, 1 kept, 1 refused." in said
    assert "Refused: School.csv, row 4: The row does not say what happened" in said
    report = json.loads((tmp_path / "r.json").read_text())
    assert [(one["file"], one["agency"], one["read"], one["kept"], len(one["refused"])) for one in report["files"]] == [
        ("GP.docx", "GP", 1, 1, 0),
        ("Police.csv", "Police", 3, 3, 0),
        ("School.csv", "School", 2, 1, 1),
    ]
    assert report["files"][2]["headings"] == {
        "mapped": {"Date": "start_date", "Event": "event"},
        "unmapped": ["Colour"],
    }
    assert report["files"][2]["refused"][0] | {"reason": "", "text": ""} == {
        "place": "",
        "row": 4,
        "reason": "",
        "text": "",
    }
    [link] = [link for link in report["links"] if link["class"] == "D3"]
    assert [(row["source_file"], row["source_row"]) for row in link["rows"]] == [("Police.csv", 2), ("School.csv", 2)]


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "docx"])
def test_the_order_of_files_does_not_change_a_byte(files: list[str], tmp_path: Path, ending: str) -> None:
    made = set()
    for number, order in enumerate(itertools.permutations(files)):
        out, report = tmp_path / f"{number}.{ending}", tmp_path / f"{number}.report"
        assert merge(*order, "--out", str(out), "--report", str(report)) == 0
        made.add((out.read_bytes(), report.read_bytes()))
    assert len(made) == 1


def test_a_refused_file_changes_nothing_and_every_reason_is_given(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = [str(text_file(tmp_path / "Nurse.csv", "Name,Role\nA,B\n")), str(tmp_path / "missing.docx")]
    out = tmp_path / "all.json"
    out.write_text("before")
    assert merge(*files, *bad, "--out", str(out), "--report", str(tmp_path / "r.json")) == 1
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 2)
    assert "Nurse.csv has no table with a date column" in said.err
    assert "There is no file missing.docx" in said.err
    assert out.read_text() == "before"
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "a.pdf"], "ends in .docx, .xlsx, .csv, .json"),
        (["--out", "{0}"], "one of the files to be read"),
        (["--out", "a.json", "--report", "a.json"], "same file"),
        (["--out", "a.json", "--agency", "GP"], "NAME=FILE"),
        (["--out", "a.json", "--agency", "A={0}", "--agency", "B={0}"], "two agencies"),
        (["--out", "a.json", "--view", "coded"], "--glossary"),
        (["--out", "a.json", "--gap-days", "0"], "number of days"),
        ([], "--out"),
    ],
)
def test_a_wrong_call_is_told_apart(
    files: list[str], words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert merge(*files, *(one.format(*files) for one in words)) == 2
    assert said in capsys.readouterr().err


def test_an_agency_may_be_named(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    named = ["--agency", f"General practice={files[0]}", "--agency", "Constabulary=Police.csv"]
    assert merge(*files, *named, "--out", str(out)) == 0
    assert {row["agency"] for row in json.loads(out.read_text())["rows"]} == {
        "General practice",
        "Constabulary",
        "School",
    }
    assert merge(files[1], "--agency", f"General practice={files[0]}", "--out", str(out)) == 0
    assert {row["agency"] for row in json.loads(out.read_text())["rows"]} == {"General practice", "Police"}


def test_an_agency_that_sends_its_file_twice_counts_once(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "later" / "Police.csv"
    copy.parent.mkdir()
    text_file(copy, POLICE)
    out = tmp_path / "all.json"
    assert merge(files[1], str(copy), files[1], "--out", str(out)) == 0
    assert len(json.loads(out.read_text())["rows"]) == 3
    assert "Police sent the same file twice" in capsys.readouterr().out
    text_file(copy, POLICE + "9/9/2016,log,One more\n")
    assert merge(files[1], str(copy), "--out", str(out)) == 0
    assert len(json.loads(out.read_text())["rows"]) == 7
    assert "Police sent 2 files" in capsys.readouterr().out


def test_days_after_the_reference_are_in_the_future(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    assert merge(*files, "--out", str(out), reference="2016-05-01") == 0
    flags = {row["source_file"]: row["flags"] for row in json.loads(out.read_text())["rows"] if row["edtf"]}
    assert flags["GP.docx"] == ["future"]
    assert flags["School.csv"] == []


def test_check_says_row_by_row_what_to_do(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chronology", "check", files[1], "--reference", "2026-11-25"]) == 0
    said = capsys.readouterr().out
    assert "Row 3: “5/22/2016”: There is no such day. Did you mean 22 May 2016?" in said
    assert main(["chronology", "check", files[2], "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["read"], found["kept"], len(found["refused"])) == (2, 1, 1)
    assert any("no column for the source" in notice for notice in found["notices"])
    assert main(["chronology", "check", files[1], "--json", "--reference", "2026-11-25"]) == 0
    problem, above = json.loads(capsys.readouterr().out)["problems"]
    assert (above["row"], above["code"]) == (4, "range")
    assert (problem["place"], problem["row"], problem["field"], problem["code"]) == ("", 3, "start_date", "range")
    assert problem["suggestion"] == "2016-05-22"


def test_check_of_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chronology", "check", str(text_file(tmp_path / "a.csv", "%PDF-1.7"))]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "a.csv is a PDF. Ask the agency for the Word or Excel file it was made from.\n")


def test_neither_a_database_nor_django_is_needed(files: list[str], tmp_path: Path) -> None:
    program = (
        "import sys; from sightline.cli.main import main; code = main(sys.argv[1:]);"
        "print([name for name in sys.modules if name.partition('.')[0] == 'django']); sys.exit(code)"
    )
    words = ["chronology", "merge", *files, "--out", str(tmp_path / "a.docx"), "--reference", "2026-11-25"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SIGHTLINE", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_is_written_is_for_its_owner_only(files: list[str], tmp_path: Path) -> None:
    assert merge(*files, "--out", str(tmp_path / "a.csv")) == 0
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0 or sys.platform == "win32"
