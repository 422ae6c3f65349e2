"""Somebody draws an eco-map at a command line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sightline.cli.main import main

SAMPLES = Path(__file__).parents[1] / "samples" / "families"
ECO: dict[str, Any] = {
    "format": "sightline-ecomap/1",
    "id": "e1",
    "title": "Robin's world",
    "as_of": "2026-11-18",
    "centre": {
        "kind": "household",
        "persons": [{"id": "C1", "name": "Robin", "focus": True}, {"id": "M1", "name": "Dana"}],
    },
    "systems": [
        {"id": "school", "name": "Oak Tree School", "domain": "education"},
        {"id": "gran", "name": "Gran", "domain": "family"},
    ],
    "ties": [
        {"system": "school", "person": "C1", "strength": "strong", "stress": True, "flow": "in", "rater": "Ann Reed",
         "date": "2026-11-01"},
        {"system": "school", "person": "C1", "strength": "weak", "stress": False, "flow": "both", "rater": "Dana",
         "date": "2026-11-10"},
        {"system": "gran", "strength": "ordinary", "rater": "Ann Reed", "date": "2026-11-01"},
    ],
}  # fmt: skip


def a_fact(kind: str, key: str, recorded: str = "2026-08-03", **fields: Any) -> dict[str, Any]:
    return {"type": kind, "id": key, "fields": {**fields, "recorded_at": recorded}}


HOMES = (("C1", "h1"), ("M1", "h1"), ("X1", "h2"))
TIE = {
    "system": "Chess club",
    "domain": "community",
    "person": "C1",
    "strength": "strong",
    "stress": "no",
    "flow": "in",
}
RECORD: dict[str, Any] = {
    "format": "sightline-record/1",
    "child": "C1",
    "as_of": "2026-11-18",
    "facts": [
        a_fact("Person", "C1", name="Robin", dob="2020-07-14", subject=True),
        a_fact("Person", "M1", name="Dana", sex="F"),
        a_fact("Person", "X1", name="Elsewhere"),
        *(
            a_fact("HouseholdMembership", f"H{n}", person=who, household=home, **{"from": "2026-01-01"})
            for n, (who, home) in enumerate(HOMES)
        ),
        a_fact(
            "AgencyInvolvement",
            "A1",
            "2026-09-01",
            agency="health_visitor",
            with_person="M1",
            **{"from": "2026-09-01"},
        ),
        a_fact("AgencyInvolvement", "A2", agency="housing", to="2026-06-01", **{"from": "2026-02-01"}),
        a_fact("Tie", "T1", "2026-10-01", **TIE, rater="Ann Reed", date="2026-10-01"),
    ],
}


def draw(tmp_path: Path, *files: Any, more: tuple[str, ...] = ()) -> tuple[int, str]:
    """The exit code and the SVG of `draw ecomap`."""
    out, names = tmp_path / "out.svg", []
    for number, data in enumerate(files):
        file = tmp_path / f"in{number}.json"
        file.write_text(data if isinstance(data, str) else json.dumps(data))
        names.append(str(file))
    code = main(["draw", "ecomap", *names, "--svg", str(out), *more])
    return code, out.read_text() if out.exists() else ""


def marked(svg: str, name: str) -> set[str]:
    return set(re.findall(rf'data-{name}="([^"]+)"', svg))


def test_drawing_layout_table_and_facts_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout, table = tmp_path / "l.json", tmp_path / "t.html"
    code, svg = draw(tmp_path, ECO, more=("--layout", str(layout), "--table", str(table), "--json"))
    assert code == 0
    assert marked(svg, "person") == {"C1", "M1"}
    assert marked(svg, "system") == {"school", "gran"}
    assert marked(svg, "rater") == {"Ann Reed", "Dana"}
    made = json.loads(layout.read_text())
    assert made["format"] == "sightline-layout/1"
    assert {one["id"] for one in made["systems"]} == {"school", "gran"}
    assert {one["kind"] for one in made["lines"]} == {"tie"}
    for key in ("person-C1", "person-M1", "system-school", "system-gran"):
        assert f't.html#{key}"' in svg
        assert f'id="{key}"' in table.read_text()
    told = json.loads(capsys.readouterr().out)
    assert told["raters"] == ["Ann Reed", "Dana"]
    assert "health" in told["empty_domains"]
    assert any("strong tie, stressful, gives to the family, as Ann Reed saw it" in one for one in told["narrative"])


def test_one_rater_or_a_past_day(tmp_path: Path) -> None:
    svg = draw(tmp_path, ECO, more=("--rater", "Dana"))[1]
    assert marked(svg, "rater") == {"Dana"}
    svg = draw(tmp_path, ECO, more=("--as-of", "2026-11-05"))[1]
    assert marked(svg, "rater") == {"Ann Reed"}
    assert "As of 5 November 2026" in svg


def test_a_record_gives_the_household_the_agencies_and_the_rated_ties(tmp_path: Path) -> None:
    table = tmp_path / "t.html"
    code, svg = draw(tmp_path, RECORD, more=("--table", str(table)))
    assert code == 0
    assert marked(svg, "person") == {"C1", "M1"}
    assert marked(svg, "system") == {"agency:health_visitor", "agency:housing", "system:chess_club"}
    line = re.search(r'<polyline[^>]*data-ref="agency:health_visitor\+M1"[^>]*>', svg)
    assert line
    assert 'data-strength="not-recorded"' in line[0]
    assert "ended" in svg
    assert "Housing" in table.read_text()


def test_a_record_as_it_was_known_on_a_day(tmp_path: Path) -> None:
    svg = draw(tmp_path, RECORD, more=("--as-of", "2026-09-10"))[1]
    assert "system:chess_club" not in svg


def test_a_family_gives_its_household_and_relatives_outside_it(tmp_path: Path) -> None:
    family = json.loads((SAMPLES / "s3-kinship-care.json").read_text())
    svg = draw(tmp_path, family, more=("--household", "h3"))[1]
    homes = {home["id"]: set(home["members"]) for home in family["households"]}
    assert marked(svg, "person") == homes["h3"]


def test_several_files_are_put_together(tmp_path: Path) -> None:
    code, svg = draw(tmp_path, ECO, RECORD)
    assert code == 0
    assert marked(svg, "system") >= {"school", "gran", "agency:health_visitor", "system:chess_club"}
    assert marked(svg, "person") == {"C1", "M1"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("{", "is not JSON"),
        ("[]", "holds no JSON object"),
        ({"format": "x"}, "does not say it is an eco-map"),
        (ECO | {"ties": [{"system": "nowhere"}]}, "names the system 'nowhere', and no system has that id"),
        (ECO | {"ties": [{"system": "gran", "person": "nobody"}]}, "names the person 'nobody'"),
        (ECO | {"ties": [{"system": "gran", "strength": "huge"}]}, "'strength' is 'huge', and should be none, weak"),
        (ECO | {"ties": [{"system": "gran", "stress": "very"}]}, "'stress' should be true or false"),
        (ECO | {"systems": [{"id": "gran"}, {"id": "gran"}, {"id": "school"}]}, "The id 'gran' is used more than once"),
        (ECO | {"systems": [5]}, "Number 1 of systems should be an object."),
        (ECO | {"as_of": "yesterday"}, "is not a date like 2011"),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: Any, sentence: str
) -> None:
    code, svg = draw(tmp_path, data)
    assert (code, svg) == (1, "")
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("more", [("--rater", "Nobody"), ("--layout", "/nowhere/at/all.json")])
def test_what_cannot_be_done_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    assert draw(tmp_path, ECO, more=more)[0] == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_no_file_is_a_wrong_call_and_a_missing_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["draw", "ecomap", "--svg", str(tmp_path / "o.svg")])
    assert left.value.code == 2
    capsys.readouterr()
    assert main(["draw", "ecomap", str(tmp_path / "none.json"), "--svg", str(tmp_path / "o.svg")]) == 1
    assert "There is no file" in capsys.readouterr().err
