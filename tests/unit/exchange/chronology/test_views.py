"""Coded, personalised, public: no name of the glossary is left anywhere, nothing is lost on the way back."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from sightline.cli.main import main
from tests.unit.exchange.chronology.files import text_file

GLOSSARY = (
    "code,role,name,aliases,date_of_birth,gender\n"
    "Child A,subject,Rowan Tarn,Rowan;Ro,14/02/2014,boy\n"
    "Sibling 1,sibling,May Tarn,May,03/09/2008,girl\n"
    "M,mother,Maris Vale,Maris,,woman\n"
    "SW1,social worker,Grace Holm,,,\n"
)
NAMES = ("Rowan", "Maris", "Vale", "Holm", "Grace", "Penn")


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Names wherever a name can stand: files, sheets, headings, local columns, comments, notes, refused rows, dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rowan Tarn"
    for line in (
        ("Ref", "Date", "Source", "Event", "Professional", "View of Maris Vale", "Child seen"),
        (
            "Ro-1",
            "1/5/2016",
            "Maris’s file",
            "May rang Grace Holm; Rowan's mother MARIS VALE came",
            "Grace Holm",
            "Rowan cried",
            "Rowan hid",
        ),
        (None, "May 2016", "#Grace Holm", "Maris to be asked", None, None, None),
        (None, "ask Maris", "s", "on 4 May 2016, May was at home", None, None, None),
        (None, "3/5/2016", "Rowan's card", None, None, None, None),
    ):
        sheet.append(line)
    sheet["D2"].comment = Comment("Ask Maris", "Peter Penn")
    book.save(tmp_path / "Rowan Tarn GP.xlsx")
    text_file(
        tmp_path / "Police.csv",
        "Date,Event,Action taken\n1/5/2016,Rowan's mother Maris Vale came; May rang,Informed Grace Holm\n",
    )
    text_file(tmp_path / "glossary.csv", GLOSSARY, "utf-8-sig")
    return [str(tmp_path / name) for name in ("Rowan Tarn GP.xlsx", "Police.csv")]


def merge(files: list[str], out: Path, view: str, *more: str) -> int:
    glossary = out.parent / "glossary.csv"
    words = ["chronology", "merge", *files, "--reference", "2026-11-25", "--glossary", str(glossary), "--view", view]
    return main([*words, "--out", str(out), "--report", f"{out}.report", *more])


def everything(path: Path) -> str:
    """All text of a file, every part of a package included."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return "\n".join(re.sub(r"<[^>]+>", "", package.read(name).decode("utf-8")) for name in package.namelist())


@pytest.mark.parametrize("view", ["coded", "public"])
@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "docx"])
def test_no_name_is_left_anywhere(
    files: list[str], tmp_path: Path, view: str, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out.{ending}"
    assert merge(files, out, view) == 0
    for text in (everything(out), Path(f"{out}.report").read_text(encoding="utf-8"), capsys.readouterr().out):
        assert not [name for name in NAMES if re.search(rf"\b{name}", text, re.I)]
        assert "May rang" not in text
        assert "May was" not in text


def rows(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["rows"])


def test_codes_stand_for_names_and_months_stay(files: list[str], tmp_path: Path) -> None:
    merge(files, tmp_path / "out.json", "coded")
    found = rows(tmp_path / "out.json")
    texts = [row["event"] for row in found]
    assert "Sibling 1 rang SW1; Child A's mother M came" in texts
    assert "on 4 May 2016, Sibling 1 was at home" in texts
    assert {row["date_raw"] for row in found} == {"1/5/2016", "May 2016", "ask M"}
    assert {row["source_place"] for row in found} == {"", "Child A"}
    [gp] = [row for row in found if row["ref"] == "Child A-1"]
    assert gp["extras"] == {"View of M": "Child A cried", "Child seen (as written)": "Child A hid"}


def test_accounts_are_compared_by_codes(files: list[str], tmp_path: Path) -> None:
    merge(files, tmp_path / "out.json", "coded")
    report = json.loads((tmp_path / "out.json.report").read_text(encoding="utf-8"))
    assert [link["class"] for link in report["links"]] == ["D3"]
    assert report["files"][1]["headings"]["mapped"]["Professional"] == "practitioner"
    assert report["view"]["name"] == "coded"
    assert {"position", "field", "kind", "start", "end"} == set().union(
        *report["view"]["left"] or [{"position": 1, "field": 1, "kind": 1, "start": 1, "end": 1}]
    )


def test_coded_personalised_coded_loses_nothing_and_twice_changes_nothing(files: list[str], tmp_path: Path) -> None:
    first, named, again, twice = (tmp_path / f"{name}.csv" for name in ("first", "named", "again", "twice"))
    assert merge(files, first, "coded") == 0
    assert merge([str(first)], named, "personalised") == 0
    assert merge([str(named)], again, "coded") == 0
    assert merge([str(first)], twice, "coded") == 0
    assert first.read_bytes() == again.read_bytes() == twice.read_bytes()
    assert "Maris Vale" in named.read_text(encoding="utf-8")


def test_the_public_view_goes_one_way(files: list[str], tmp_path: Path) -> None:
    out, private = tmp_path / "out.csv", tmp_path / "private.json"
    assert merge(files, out, "public", "--disguised", str(private)) == 0
    lines = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert {line["row_type"] for line in lines} == {"event"}
    assert {line["start_date"] for line in lines} <= {"2016-05", ""}
    assert not any(
        line[name]
        for line in lines
        for name in ("ref", "source", "practitioner", "who_involved", "analysis", "source_file")
    )
    assert "view" not in json.dumps(lines).lower()
    kept = json.loads(private.read_text(encoding="utf-8"))
    assert any(change["before"] == "Maris Vale" and change["after"] == "M" for change in kept)


def test_another_reviews_glossary_is_refused(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text_file(tmp_path / "glossary.csv", "code,role,name\nChild B,subject,Zelda Quill\n")
    assert merge(files, tmp_path / "out.csv", "coded") == 1
    assert "Is it the glossary of another review?" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("text", ["", "name;of\nx;y\n", "PK\x03\x04"])
def test_a_glossary_that_is_none(
    files: list[str], tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text_file(tmp_path / "glossary.csv", text)
    assert merge(files, tmp_path / "out.csv", "coded") == 1
    assert "glossary" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_what_was_disguised_is_kept_only_with_the_public_view(files: list[str], tmp_path: Path) -> None:
    assert merge(files, tmp_path / "out.csv", "coded", "--disguised", str(tmp_path / "p.json")) == 2
