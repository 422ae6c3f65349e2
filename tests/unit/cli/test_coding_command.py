from __future__ import annotations

import json

import pytest

from sightline.cli.main import main
from sightline.domain.coding.ids import code_in, guid_for
from sightline.domain.themes import THEMES


@pytest.fixture
def book(tmp_path, capsys):
    out = tmp_path / "themes.qdc"
    assert main(["export", "coding", "--to", "qdc", "--out", str(out)]) == 0
    return out


def test_our_themes_are_a_codebook_with_stable_codes_and_ids(book, capsys):
    assert main(["import", "coding", str(book), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    themes = {one["theme"]: one for one in found["codes"] if one["theme"] in THEMES}
    assert themes.keys() == THEMES.keys()
    assert themes["HARM-BRUISE"]["name"].startswith("HARM-BRUISE ")
    # For life: a file written years ago refers to this very id.
    assert themes["HARM-BRUISE"]["guid"] == guid_for("code", "HARM-BRUISE") == "d9db9eff-d940-5f6f-a05b-4a6af7a613ee"
    assert found["problems"] == []
    assert found["kept"] == {}


def test_a_codebook_becomes_a_project_and_back(book, tmp_path, capsys):
    project, again = tmp_path / "p.qdpx", tmp_path / "again.qdc"
    assert main(["export", "coding", str(book), "--to", "qdpx", "--out", str(project)]) == 0
    assert main(["export", "coding", str(project), "--to", "qdc", "--out", str(again)]) == 0
    for file in (book, again):
        assert main(["import", "coding", str(file), "--json"]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["codes"] == second["codes"]


def test_what_is_refused_and_what_is_called_wrongly(tmp_path, capsys):
    bad = tmp_path / "bad.qdc"
    bad.write_bytes(b"<!DOCTYPE a><CodeBook/>")
    assert main(["import", "coding", str(bad)]) == 1
    assert main(["export", "coding", str(bad), "--to", "qdc", "--out", str(tmp_path / "x")]) == 1
    assert main(["export", "coding", "--to", "qdpx", "--out", str(tmp_path / "x")]) == 2
    assert not (tmp_path / "x").exists()
    assert len(capsys.readouterr().err.splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("HARM-BRUISE Bruising", "HARM-BRUISE"),
        ("EXT-EFH: harm", "EXT-EFH"),
        ("Bruising", ""),
        ("HARM-BRUISEx", ""),
        ("", ""),
    ],
)
def test_the_code_is_found_at_the_beginning_of_a_name(name, code):
    assert code_in(name) == code
