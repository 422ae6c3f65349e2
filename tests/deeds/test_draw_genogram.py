"""Somebody draws a family file at a command line."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from sightline.cli.main import main
from tools.nasty_families import nasty_family

SAMPLE = Path(__file__).parents[1] / "samples" / "families" / "s3-kinship-care.json"


def draw(tmp_path: Path, family: Any, *more: str) -> tuple[int, str]:
    """The exit code and the SVG of `draw genogram`."""
    file, out = tmp_path / "family.json", tmp_path / "out.svg"
    file.write_text(json.dumps(family))
    code = main(["draw", "genogram", str(file), "--svg", str(out), *more])
    return code, out.read_text() if out.exists() else ""


def people(svg: str) -> set[str]:
    return set(re.findall(r'data-person="([^"]+)"', svg))


@pytest.fixture
def sample() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(SAMPLE.read_text())
    return data


def test_drawing_layout_and_table_are_written(tmp_path: Path, sample: dict[str, Any]) -> None:
    layout, table = tmp_path / "l.json", tmp_path / "t.html"
    code, svg = draw(tmp_path, sample, "--layout", str(layout), "--table", str(table))
    assert code == 0
    assert people(svg) == {one["id"] for one in sample["persons"]}
    made = json.loads(layout.read_text())
    assert made["format"] == "sightline-layout/1"
    assert set(made) == {"format", "family", "persons", "lines", "time_s"}
    assert all({"id", "x", "y", "w", "h"} <= set(one) for one in made["persons"])
    assert all(set(one) == {"kind", "ref", "points"} for one in made["lines"])
    for key in people(svg):
        assert f't.html#person-{key}"' in svg
        assert f'id="person-{key}"' in table.read_text()


def test_an_earlier_layout_is_kept(tmp_path: Path, sample: dict[str, Any]) -> None:
    layout, again = tmp_path / "l.json", tmp_path / "m.json"
    draw(tmp_path, sample, "--layout", str(layout))
    sample["persons"].append({"id": "zz", "name": "New"})
    sample["parentage"].append({"child": "zz", "parents": ["mum"]})
    code, svg = draw(tmp_path, sample, "--previous", str(layout), "--layout", str(again))
    assert code == 0
    assert "zz" in people(svg)
    order = [
        sorted(json.loads(file.read_text())["persons"], key=lambda one: (one["y"], one["x"]))
        for file in (layout, again)
    ]
    assert [one["id"] for one in order[0]] == [one["id"] for one in order[1] if one["id"] != "zz"]


def test_a_large_family_is_drawn_whole_until_somebody_is_in_focus(tmp_path: Path) -> None:
    family = nasty_family(64, 2)
    assert people(draw(tmp_path, family)[1]) == {one["id"] for one in family["persons"]}
    near = people(draw(tmp_path, family, "--focus", "p020", "--steps", "1")[1])
    assert "p020" in near
    assert len(near) < 40
    assert people(draw(tmp_path, family, "--focus", "p020")[1]) >= near


def test_a_past_day_shows_who_and_what_there_was(tmp_path: Path, sample: dict[str, Any]) -> None:
    code, svg = draw(tmp_path, sample, "--as-of", "2013-06-01")
    assert code == 0
    assert not {"c2", "c3"} & people(svg)
    assert "As of 1 June 2013" in svg
    assert 'data-ref="u4"' not in svg


def test_one_household(tmp_path: Path, sample: dict[str, Any]) -> None:
    svg = draw(tmp_path, sample, "--household", "h3")[1]
    assert {"gm", "c2", "mum", "fb"} <= people(svg)
    assert "fm" not in people(svg)


def test_the_family_copy_leaves_no_trace(tmp_path: Path, sample: dict[str, Any]) -> None:
    sample["persons"].append({"id": "lost-one", "name": "Lost", "outcome": "termination", "cleared_for": ["gm"]})
    sample["persons"].append({"id": "still-one", "name": "Robin", "outcome": "stillbirth", "cleared_for": ["mum"]})
    sample["parentage"] += [{"child": key, "parents": ["mum"]} for key in ("lost-one", "still-one")]
    sample["persons"][5]["protected"] = True
    sample["households"][0]["protected"] = True
    table = tmp_path / "t.html"
    for recipient, loss in (("gm", False), ("mum", True)):
        code, svg = draw(tmp_path, sample, "--family-copy", recipient, "--relationships", "all", "--table", str(table))
        assert code == 0
        for text in (svg, table.read_text()):
            assert "lost-one" not in text
            assert "violence" not in text
            assert "k1" not in re.findall(r'data-person="([^"]+)"', text)
            assert "Aunt and uncle" not in text
            assert ("still-one" in text) is loss
        assert "distant" in svg


def test_contradictions_are_said_and_drawn(
    tmp_path: Path, sample: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    sample["parentage"].append({"child": "gm", "parents": ["c1"]})
    code, svg = draw(tmp_path, sample)
    assert code == 0
    assert 'data-line="error"' in svg
    assert "and also as their ancestor" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"format": "other"}, "The file does not say it is a family"),
        ({"unions": [{"id": "u", "partners": ["gm", "gf", "mum"]}]}, "Union 'u' has 3 partners; a union has two."),
        ({"parentage": [{"child": "gm", "parents": ["nobody"]}]}, "names 'nobody', and nobody has that id"),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(
    tmp_path: Path, sample: dict[str, Any], capsys: pytest.CaptureFixture[str], change: dict[str, Any], sentence: str
) -> None:
    code, svg = draw(tmp_path, sample | change)
    assert (code, svg) == (1, "")
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--focus", "nobody"), 1),
        (("--household", "none"), 1),
        (("--steps", "2"), 2),
        (("--previous", str(SAMPLE)), 1),
        (("--previous", "nowhere.json"), 1),
    ],
)
def test_what_cannot_be_done_is_refused(
    tmp_path: Path, sample: dict[str, Any], capsys: pytest.CaptureFixture[str], more: tuple[str, ...], code: int
) -> None:
    assert draw(tmp_path, sample, *more)[0] == code
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_gedcom_file_is_drawn(tmp_path: Path) -> None:
    file, out = tmp_path / "tree.ged", tmp_path / "out.svg"
    lines = (
        "0 HEAD", "1 GEDC", "2 VERS 7.0", "0 @I1@ INDI", "1 NAME Ann /Brook/", "1 SEX F", "1 FAMS @F1@", "0 @I2@ INDI",
        "1 NAME Ben /Brook/", "1 FAMC @F1@", "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I2@", "0 TRLR",
    )  # fmt: skip
    file.write_text("\n".join(lines))
    assert main(["draw", "genogram", str(file), "--svg", str(out)]) == 0
    assert len(people(out.read_text())) == 2
    assert "Ann Brook" in out.read_text()


def test_calling_it_wrongly_is_2() -> None:
    with pytest.raises(SystemExit) as left:
        main(["draw", "genogram", "x.json"])
    assert left.value.code == 2


def test_no_database_and_no_django_are_needed(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys; from sightline.cli.main import main; "
        f"main(['draw', 'genogram', {str(SAMPLE)!r}, '--svg', {str(tmp_path / 'o.svg')!r}]); "
        "sys.exit('django.db' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


def test_a_gedcom_file_is_drawn_and_a_death_of_no_known_day_is_shown(tmp_path: Path) -> None:
    file, out, table = tmp_path / "family.ged", tmp_path / "out.svg", tmp_path / "t.html"
    lines = [
        "0 HEAD", "1 GEDC", "2 VERS 7.0",
        "0 @I1@ INDI", "1 NAME Ada /Quill/", "1 SEX F", "1 BIRT", "2 DATE 1950", "1 DEAT Y",
        "0 @I2@ INDI", "1 NAME Ben /Quill/", "1 SEX M", "1 BIRT", "2 DATE 1975",
        "0 @F1@ FAM", "1 WIFE @I1@", "1 CHIL @I2@",
        "0 TRLR",
    ]  # fmt: skip
    file.write_text("\n".join(lines) + "\n")
    assert main(["draw", "genogram", str(file), "--svg", str(out), "--table", str(table)]) == 0
    svg = out.read_text()
    assert people(svg) == {"I1", "I2"}
    assert "Died" in svg, "the key names the cross"
    assert "Ada Quill, female, born 1950, died, day not known." in svg
    assert "aged" not in svg.split("Ada Quill, female", 1)[1].split("died, day not known", 1)[0]


def test_a_file_that_is_no_family_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "family.ged", tmp_path / "out.svg"
    file.write_text("not a family\n")
    assert main(["draw", "genogram", str(file), "--svg", str(out)]) == 1
    assert "is not a family file" in capsys.readouterr().err
    assert not out.exists()


def test_what_is_wrong_a_thousand_times_is_said_ten_times_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deep.ged"
    head = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"
    path.write_text(head + "".join(f"{level} NOTE words\n" for level in range(1000)) + "0 TRLR\n")
    assert main(["draw", "genogram", str(path), "--svg", str(tmp_path / "out.svg")]) == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 11
    assert said[-1] == "890 more like this: Too deep; left out."


def test_more_people_than_a_drawing_holds_are_refused_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    persons = [{"id": f"p{number}", "name": "A", "sex": "F"} for number in range(2_501)]
    family = {"format": "sightline-family/1", "persons": persons, "unions": [], "parentage": []}
    code, _ = draw(tmp_path, family)
    assert code == 1
    assert "2,501 people are too many for one drawing; it can hold 2,500." in capsys.readouterr().err
    assert draw(tmp_path, family, "--focus", "p7", "--steps", "1")[0] == 0


def test_health_is_drawn_and_told_only_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ill = {"id": "a", "sex": "F", "conditions": [{"kind": "mental-illness"}]}
    family = {"format": "sightline-family/1", "persons": [ill]}
    table = tmp_path / "t.html"
    asked = ("--profile", "mcgoldrick", "--show", "health", "--table", str(table))
    assert "data-fill" in draw(tmp_path, family, *asked)[1]
    assert "mental illness" in table.read_text()
    code, svg = draw(tmp_path, family, "--profile", "mcgoldrick", "--table", str(table))
    assert (code, "illness" in svg + table.read_text()) == (0, False)
    assert draw(tmp_path, family, "--show", "health")[0] == 2
    assert draw(tmp_path, family, *asked, "--family-copy", "a")[0] == 2
    assert "--show cannot be in a family copy" in capsys.readouterr().err
