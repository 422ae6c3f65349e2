"""The published set of five agencies gives what its answer key says, also when LibreOffice has rewritten its files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sightline.cli.main import main
from tools import chronology_story as story
from tools import make_chronologies

SAMPLES = make_chronologies.SAMPLES
REWRITTEN = make_chronologies.REWRITTEN


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    return dict(json.loads((SAMPLES / "key.json").read_text(encoding="utf-8")))


def returns(folder: Path) -> list[Path]:
    """The agencies' files in a folder."""
    return sorted(path for path in folder.iterdir() if path.stem in story.AGENCIES)


def merged(paths: list[Path], out: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Rows and report of a merge."""
    combined, report = out / "combined.json", out / "report.json"
    words = ["chronology", "merge", *map(str, paths), "--reference", "2017-01-31", "--out", str(combined)]
    assert main([*words, "--report", str(report)]) == 0
    return json.loads(combined.read_text(encoding="utf-8"))["rows"], json.loads(report.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    return merged(returns(SAMPLES), tmp_path_factory.mktemp("merged"))


def check_rows(rows: list[dict[str, Any]], key: dict[str, Any]) -> None:
    assert [row["ref"] for row in rows] == key["order"]
    assert {row["ref"]: row["edtf"] for row in rows} == key["edtf"]


def check_links(rows: list[dict[str, Any]], report: dict[str, Any], key: dict[str, Any]) -> None:
    refs = {row["position"]: row["ref"] for row in rows}
    links = [(link, frozenset(refs[row["position"]] for row in link["rows"])) for link in report["links"]]
    for kind, expected in key["links"].items():
        assert {rows for link, rows in links if link["class"] == kind} == {frozenset(one) for one in expected}, kind
    differs = {rows: link["differs"] for link, rows in links if link["class"] == "D4"}
    assert differs == {frozenset(one["rows"]): one["in"] for one in key["differs"]}
    assert {
        refs[link["rows"][0]["position"]]: link["told_agency"] for link, _ in links if link["class"] == "D5"
    } == key["told"]


def test_rows_stand_in_the_order_of_the_key_with_its_dates(found: Any, key: dict[str, Any]) -> None:
    check_rows(found[0], key)


def test_links_are_those_of_the_key_and_no_others(found: Any, key: dict[str, Any]) -> None:
    check_links(*found, key)


def test_gaps_are_those_of_the_key(found: Any, key: dict[str, Any]) -> None:
    names = ("kind", "agency", "from", "to", "rows_of_others")
    gaps = [{name: gap.get(name) for name in names} for gap in found[1]["gaps"]]
    assert sorted(map(str, gaps)) == sorted(map(str, key["gaps"]))


def test_what_cannot_be_understood_says_why_and_what_may_be_meant(found: Any, key: dict[str, Any]) -> None:
    for ref, expected in key["not_understood"].items():
        [row] = [row for row in found[0] if row["ref"] == ref]
        [problem] = [one for one in row["problems"] if one["field"] == "start_date"]
        assert (problem["code"], problem.get("suggestion", "")) == (expected["error"], expected["suggestion"])
        assert row["earliest"] is row["start_date"] is None


def test_every_row_is_accounted_for_and_says_where_it_stands(found: Any) -> None:
    rows, report = found
    assert {one["agency"]: (one["read"], one["kept"], one["refused"]) for one in report["files"]} == {
        agency: (len(told), len(told), []) for agency, told in story.AGENCIES.items()
    }
    places = {row["ref"]: (row["source_file"], row["source_place"], row["source_row"]) for row in rows}
    assert places["p6"] == ("Police.xlsx", "2016", 3)
    assert places["h8"] == ("Health Visiting.docx", "table 2", 1)
    assert places["e1"] == ("Hospital.xlsx", "Attendances", 4)
    assert places["s8"] == ("Primary School.csv", "", 9)
    assert places["c8"][2] == 10
    assert places["c9"][2] == 12  # row 11 says the headings again


def test_changes_comments_hidden_columns_and_unknown_headings_are_told(found: Any) -> None:
    files = {one["agency"]: one for one in found[1]["files"]}
    care = files[story.CARE]
    assert [comment["text"] for comment in care["comments"]] == ["Check the time with the worker."]
    assert {problem["code"] for problem in care["problems"]} >= {"tracked", "comment"}
    [row] = [row for row in found[0] if row["ref"] == "c10"]
    assert row["event"].endswith("Corin Slate. Worker stayed an hour.")
    assert any("hidden" in notice for notice in files[story.POLICE]["notices"])
    assert files[story.SCHOOL]["headings"]["unmapped"] == ["RAG"]
    assert files[story.SCHOOL]["headings"]["mapped"]["Contact with"] == "who_involved"


def test_the_files_are_those_that_the_tool_makes(tmp_path: Path) -> None:
    make_chronologies.write(tmp_path)
    rows, report = merged(returns(tmp_path), tmp_path)
    assert (rows, report) == merged(returns(SAMPLES), tmp_path)
    assert (tmp_path / "key.json").read_bytes() == (SAMPLES / "key.json").read_bytes()


@pytest.mark.parametrize(
    "chosen",
    [
        ("Childrens Social Care.docx", "Health Visiting.docx", "Police.xlsx", "Hospital.ods"),
        ("Childrens Social Care.docx", "Health Visiting.docx", "Police.xls", "Hospital.xls"),
        ("Childrens Social Care.docx", "Health Visiting.docx", "Police.ods", "Hospital.ods"),
    ],
    ids=lambda chosen: " ".join(name.rpartition(".")[2] for name in chosen),
)
def test_files_written_by_libreoffice_give_the_same(
    chosen: tuple[str, ...], key: dict[str, Any], tmp_path: Path
) -> None:
    rows, report = merged([*(REWRITTEN / name for name in chosen), SAMPLES / f"{story.SCHOOL}.csv"], tmp_path)
    check_rows(rows, key)
    check_links(rows, report, key)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_files_that_libreoffice_writes_now_give_the_same(key: dict[str, Any], tmp_path: Path) -> None:
    chosen = [one for one in make_chronologies.CONVERSIONS if one[1] in ("docx", "xlsx")]
    make_chronologies.rewrite(SAMPLES, tmp_path / "new", [*chosen, (f"{story.HOSPITAL}.xlsx", "xls")])
    rows, report = merged([*returns(tmp_path / "new"), SAMPLES / f"{story.SCHOOL}.csv"], tmp_path)
    check_rows(rows, key)
    check_links(rows, report, key)
