"""`sightline family relation`: the shape outside scripts rely on, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sightline.cli.main import main

SAMPLE = Path(__file__).parents[2] / "samples" / "families" / "s2-two-households.json"


def test_one_object_with_the_relation_its_basis_and_its_path(capsys):
    assert main(["family", "relation", str(SAMPLE), "h0", "c1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["a"], found["b"], found["relation"], found["basis"]) == ("h0", "c1", "half-sister", "blood")
    assert found["path"] == ["h0", "dad", "c1"]
    assert found["further"] == []


def test_a_step_relative_is_one_by_marriage(capsys):
    assert main(["family", "relation", str(SAMPLE), "c1", "p2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["relation"], found["basis"]) == ("step-father", "marriage")


def test_people_nothing_joins_have_no_relation_and_a_sentence(tmp_path, capsys):
    file = tmp_path / "f.json"
    persons = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    file.write_text(json.dumps({"format": "sightline-family/1", "id": "f", "persons": persons}), encoding="utf-8-sig")
    assert main(["family", "relation", str(file), "a", "b", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["relation"], found["path"]) == (None, [])
    assert found["sentence"].startswith("Nothing recorded")


def test_in_words_for_people(capsys):
    assert main(["family", "relation", str(SAMPLE), "c1", "mgm"]) == 0
    assert "is the grandmother of" in capsys.readouterr().out


@pytest.mark.parametrize("ids", [("c1", "nobody"), ("nobody", "c1")])
def test_an_id_the_file_does_not_have(capsys, ids):
    assert main(["family", "relation", str(SAMPLE), *ids]) == 1
    assert "nobody with the id" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"{", b"[]", b'{"format": "other"}', b"\xff\xfe{"])
def test_what_is_no_family_is_refused_in_a_sentence(tmp_path, capsys, content):
    file = tmp_path / "f.json"
    file.write_bytes(content)
    assert main(["family", "relation", str(file), "a", "b"]) == 1
    said = capsys.readouterr()
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_no_such_file_and_a_folder(tmp_path, capsys):
    assert main(["family", "relation", str(tmp_path / "no.json"), "a", "b"]) == 1
    assert main(["family", "relation", str(tmp_path), "a", "b"]) == 1
    assert capsys.readouterr().err.count(".") >= 2


def test_a_family_goes_out_and_comes_back(tmp_path, capsys):
    for kind in ("gedcom7", "gedcom551", "json"):
        out = tmp_path / f"out.{kind}"
        assert main(["export", "family", str(SAMPLE), "--to", kind, "--out", str(out)]) == 0
        said = capsys.readouterr().err
        assert ("households" in said) is (kind != "json")
        assert main(["family", "relation", str(out), "h0", "c1", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["relation"] == "half-sister"
    assert main(["export", "family", str(SAMPLE), "--to", "ped", "--out", str(tmp_path / "o.ped")]) == 0
    assert main(["import", "family", str(tmp_path / "o.ped"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["persons"] == 12


def test_what_a_gedcom_file_holds(tmp_path, capsys):
    file = tmp_path / "f.ged"
    file.write_text("0 HEAD\n1 GEDC\n2 VERS 7.0\n0 @A@ INDI\n1 _EYES green\n1 FAMC @NO@\n0 TRLR\n", encoding="utf-8")
    assert main(["import", "gedcom", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["persons"], found["kept"]) == ("GEDCOM 7.0, ASCII", 1, {"_EYES": 1})
    assert len(found["problems"]) == 1
    assert main(["import", "gedcom", str(file)]) == 0
    assert main(["import", "family", str(tmp_path / "none.ged")]) == 1


def test_what_cannot_be_in_a_gedcom_file_is_told(tmp_path, capsys):
    file = tmp_path / "f.ged"
    body = "0 @A@ INDI\n1 NAME Ann\n1 FAMC @F@\n0 @F@ FAM\n1 WIFE @A@\n"
    file.write_text(f"0 HEAD\n1 GEDC\n2 VERS 7.0\n{body}0 TRLR\n", encoding="utf-8")
    assert main(["import", "gedcom", str(file), "--json"]) == 0
    assert "also as their ancestor" in json.loads(capsys.readouterr().out)["problems"][0]


def test_nowhere_to_write(tmp_path, capsys):
    assert main(["export", "family", str(SAMPLE), "--to", "json", "--out", str(tmp_path / "no" / "x.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_twins_are_said_to_be_twins(tmp_path, capsys):
    file = tmp_path / "f.json"
    family = {
        "format": "sightline-family/1",
        "persons": [{"id": key, "name": key.upper(), "sex": "M"} for key in "mab"],
        "parentage": [{"child": child, "parents": ["m"]} for child in "ab"],
        "multiples": [{"kind": "mz", "children": ["a", "b"]}],
    }
    file.write_text(json.dumps(family))
    assert main(["family", "relation", str(file), "a", "b", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["born_together"] == "identical twins"
    assert main(["family", "relation", str(file), "a", "b"]) == 0
    assert "They are identical twins." in capsys.readouterr().out


def test_a_large_file_is_said_to_take_a_while(capsys, monkeypatch):
    monkeypatch.setattr("sightline.cli.drawing.LARGE", 0)
    assert main(["family", "relation", str(SAMPLE), "h0", "c1"]) == 0
    assert "half a minute" in capsys.readouterr().err
