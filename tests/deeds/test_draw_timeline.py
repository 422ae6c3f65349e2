"""Somebody draws a timeline at a command line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sightline.cli.main import main
from tests.deeds.test_draw_ecomap import RECORD, a_fact

SAMPLES = Path(__file__).parents[2] / "samples" / "chronology"


def a_row(agency: str, day: str, **more: Any) -> dict[str, Any]:
    return {
        "agency": agency,
        "earliest": day,
        "latest": day,
        "event": f"Something on {day}",
        "row_type": "event",
    } | more


CHRONOLOGY: dict[str, Any] = {
    "format": "sightline-chronology/1",
    "rows": [
        a_row("Police", "2026-01-05", start_time="14:30"),
        a_row("Police", "2026-05-05"),
        a_row("GP", "2026-02-01", latest="2026-02-28", date_raw="February 2026"),
        a_row("GP", "2026-03-01", latest="2026-03-20", start_date="2026-03-01", end_date="2026-03-20"),
        a_row("GP", "", latest="", date_raw="undated"),
        {"agency": "School", "start_date": "2026-04~", "event": "No bounds given", "row_type": "context"},
    ],
}


def draw(tmp_path: Path, *files: Any, more: tuple[str, ...] = ()) -> tuple[int, str]:
    """The exit code and the SVG of `draw timeline`."""
    out, names = tmp_path / "out.svg", []
    for number, data in enumerate(files):
        file = tmp_path / f"in{number}.json"
        file.write_text(data if isinstance(data, str) else json.dumps(data))
        names.append(str(file))
    code = main(["draw", "timeline", *names, "--svg", str(out), *more])
    return code, out.read_text() if out.exists() else ""


def test_drawing_list_and_facts_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.html"
    code, svg = draw(tmp_path, CHRONOLOGY, more=("--born", "2020-05-03", "--table", str(table), "--json"))
    assert code == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["entries"], told["undated"]) == (6, 1)
    assert {lane["lane"]: lane["entries"] for lane in told["lanes"]} == {"Police": 2, "GP": 3, "School": 1}
    police = next(lane for lane in told["lanes"] if lane["lane"] == "Police")
    assert [(gap["from"], gap["to"], gap["days"]) for gap in police["gaps"]] == [("2026-01-05", "2026-05-05", 120)]
    assert police["gaps"][0]["words"] in told["narrative"]
    gp = next(lane for lane in told["lanes"] if lane["lane"] == "GP")
    assert sorted(mark["shape"] for mark in gp["marks"]) == ["lasting", "range"]
    page = table.read_text()
    for key in re.findall(r't\.html#(entry-[^"]+)"', svg):
        assert f'id="{key}"' in page
    assert "5 January 2026 at 14:30" in page
    assert "5 y 8 m" in page
    assert "“February 2026”" in page
    assert 'data-age="' in svg


def test_what_merge_writes_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merged = tmp_path / "merged.json"
    files = [str(file) for file in sorted(SAMPLES.glob("*.docx"))[:1]]
    assert main(["chronology", "merge", *files, "--out", str(merged)]) == 0
    rows = json.loads(merged.read_text())["rows"]
    capsys.readouterr()
    code = main(["draw", "timeline", str(merged), "--svg", str(tmp_path / "o.svg"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["entries"] == len(rows)
    assert {lane["lane"] for lane in told["lanes"]} == {row["agency"] for row in rows}
    assert sum(mark["count"] for lane in told["lanes"] for mark in lane["marks"]) + told["undated"] == len(rows)


def test_a_record_has_bands_and_the_childs_age(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    visit = a_fact("Visit", "V1", at="2026-09-05", seen="Y")
    record = RECORD | {"facts": [*RECORD["facts"], visit, a_fact("Visit", "V2", "2026-11-01", at="2026-10-30")]}
    code, svg = draw(tmp_path, record, more=("--json",))
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["entries"] == 3  # two visits, one rated tie
    assert {band["label"] for band in told["bands"]} >= {"Robin", "Dana", "Health visitor", "Housing"}
    assert "ages of Robin under the dates" in svg
    code, svg = draw(tmp_path, record, more=("--as-of", "2026-10-15", "--json"))
    assert json.loads(capsys.readouterr().out)["entries"] == 2
    assert "as of 15 October 2026" in svg


def test_a_family_file_gives_the_birth_of_the_one_in_focus(tmp_path: Path) -> None:
    family = {"format": "sightline-family/1", "persons": [{"id": "K", "name": "Kit", "born": "2019-02"}]}
    code, svg = draw(tmp_path, CHRONOLOGY, family, more=("--focus", "K"))
    assert code == 0
    assert "ages of Kit under the dates" in svg


def test_only_a_stretch_other_lanes_and_a_phone(tmp_path: Path) -> None:
    more = ("--from", "2026-01-01", "--to", "2026-02-10", "--lanes", "kind", "--width", "320", "--gap-days", "10")
    code, svg = draw(tmp_path, CHRONOLOGY, more=more)
    assert code == 0
    assert 'width="320"' in svg
    assert set(re.findall(r'data-lane="([^"]+)" data-rows', svg)) == {"Event"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("{", "is not JSON"),
        ({"format": "x"}, "does not say it is a chronology"),
        ({"format": "sightline-chronology/1"}, "has no 'rows'"),
        ({"format": "sightline-chronology/1", "rows": [5]}, "Number 1 of rows should be an object."),
        ({"format": "sightline-chronology/1", "rows": [{"earliest": "May"}]}, "'earliest' is 'May'"),
        ({"format": "sightline-record/1", "child": "C", "as_of": "2026-01-01"}, "'facts' should be a list."),
        ({"format": "sightline-family/1", "persons": []}, "There is nothing to draw"),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: Any, sentence: str
) -> None:
    code, svg = draw(tmp_path, data)
    assert (code, svg) == (1, "")
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "code"), [(("--focus", "nobody"), 1), (("--from", "2026-05-01", "--to", "2026-01-01"), 2)]
)
def test_what_cannot_be_done_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], code: int
) -> None:
    assert draw(tmp_path, CHRONOLOGY, more=more)[0] == code
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("more", [("--width", "100"), ("--born", "May"), ("--gap-days", "0"), ("--as-of", "soon")])
def test_calling_it_wrongly_is_2(tmp_path: Path, more: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        draw(tmp_path, CHRONOLOGY, more=more)
    assert left.value.code == 2
