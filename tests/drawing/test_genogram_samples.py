"""The sample families, drawn: gold SVGs, the same bytes whatever the order or the hash seed, the same facts in
words."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from sightline.domain.drawing.genogram import (
    Options,
    chosen_ties,
    draw_genogram,
    narrative,
    person_sentence,
    read_layout,
    table_page,
)
from sightline.domain.drawing.scene import render
from sightline.domain.kinship import Family, read_family
from tools.measure_drawing import measure, stability
from tools.nasty_families import nasty_family
from tools.svg_geometry import read_drawing

GOLD = Path(__file__).parent / "gold"
SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "families").glob("*.json"))
ROOT = Path(__file__).parents[2]


def svg(family: Family) -> str:
    return render(draw_genogram(family).scene)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_drawn_as_in_the_gold_file(path: Path) -> None:
    gold = GOLD / f"genogram-{path.stem}.svg"
    made = svg(read_family(path.read_bytes()))
    if not gold.exists():
        gold.write_text(made, encoding="utf-8")
    assert made == gold.read_text(encoding="utf-8"), f"look at it, then delete {gold.name} to renew it"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_has_no_fault(path: Path) -> None:
    family = read_family(path.read_bytes())
    found = asdict(measure(family, read_drawing(svg(family))))
    faults = ("missing", "duplicates", "overlaps", "label_overlaps", "faults", "off_row", "not_below", "intruders")
    assert {name: found[name] for name in (*faults, "split_sibships", "missing_lines")} == dict.fromkeys(
        (*faults, "split_sibships", "missing_lines"), 0
    )
    assert found["centring_mean"] < 0.05


def shuffled(data: dict[str, Any], seed: int) -> dict[str, Any]:
    copy = json.loads(json.dumps(data))
    chance = random.Random(seed)
    for rows in copy.values():
        if isinstance(rows, list):
            chance.shuffle(rows)
    for row in (*copy["unions"], *copy["parentage"]):
        chance.shuffle(row.get("partners") or row["parents"])
    for home in copy["households"]:
        chance.shuffle(home["members"])
    return copy


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_file_does_not_matter(seed: int) -> None:
    data = nasty_family(24, 16)
    assert svg(read_family(shuffled(data, seed))) == svg(read_family(data))


def test_the_hash_seed_and_the_process_do_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "family.json"
    file.write_text(json.dumps(nasty_family(20, 14)))
    made = set()
    for seed in ("0", "1", "77"):
        out = tmp_path / f"{seed}.svg"
        command = [sys.executable, "-m", "sightline.cli.main", "draw", "genogram", str(file), "--svg", str(out)]
        run = subprocess.run(
            command, cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, timeout=60
        )
        assert (run.returncode, run.stdout) == (0, ""), run.stderr
        made.add(out.read_bytes())
    assert len(made) == 1


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_table_narrative_and_drawing_hold_the_same_facts(path: Path) -> None:
    family = read_family(path.read_bytes())
    drawing = render(draw_genogram(family, Options(ties=chosen_ties(family, people=()))).scene)
    page = table_page(family)
    people = {one.id for one in family.persons}
    assert set(re.findall(r'data-person="([^"]+)"', drawing)) == people
    assert set(re.findall(r'<tr id="[^"]+" data-person="([^"]+)"', page)) == people
    unions = {one.id for one in family.unions}
    assert {line.ref for line in read_drawing(drawing).lines if line.kind == "union"} >= unions
    assert set(re.findall(r'data-relation="union" data-ref="([^"]+)"', page)) == unions
    assert page.count('data-relation="parentage"') == len(family.parentage)
    assert page.count('data-relation="tie"') == len(family.relationships)
    assert page.count('data-relation="household"') == sum(len(home.members) for home in family.households)
    sentences = narrative(family)
    for person in family.persons:
        sentence = person_sentence(family, person)
        assert sentence in sentences
        assert f"<title>{sentence}</title>" in drawing
    assert all(f"<p>{sentence}</p>" in page for sentence in sentences)
    ties = [sentence for sentence in sentences if " towards " in sentence]
    assert len(ties) == len(family.relationships)
    assert all(f"<title>{sentence}</title>" in drawing for sentence in ties)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_adding_a_child_keeps_the_picture(path: Path) -> None:
    data = json.loads(path.read_text())
    before = draw_genogram(read_family(data))
    union = data["unions"][0]
    data["persons"].append({"id": "zz", "name": "New Child", "sex": "F", "born": "2024"})
    data["parentage"].append({"child": "zz", "parents": union["partners"], "kind": "birth", "union": union["id"]})
    family = read_family(data)
    after = draw_genogram(family, Options(previous=read_layout(before.layout)))
    moved = stability(before.layout, after.layout)
    assert moved["flips"] == 0
    assert moved["mean_move"] <= 0.3
    found = measure(family, read_drawing(render(after.scene)))
    assert (found.missing, found.overlaps, found.not_below, found.intruders) == (0, 0, 0, 0)


def test_drawn_afresh_only_those_pinned_keep_their_order_and_distance() -> None:
    family = read_family(SAMPLES[-1].read_bytes())
    layout = draw_genogram(family).layout
    rows = sorted((row for row in layout["persons"] if row["row"] == 1), key=lambda row: row["x"])
    left, right = rows[0], rows[-1]
    # Held the other way round than the engine would place them, so that it is the pins that decide.
    pins = [
        {"id": right["id"], "x": left["x"], "y": 0, "pinned": True},
        {"id": left["id"], "x": right["x"], "y": 0, "pinned": True},
    ]
    after = draw_genogram(family, Options(previous=read_layout({**layout, "persons": pins, "afresh": True})))
    place = {row["id"]: row["x"] for row in after.layout["persons"]}
    assert place[left["id"]] - place[right["id"]] == pytest.approx(right["x"] - left["x"], abs=4)
    assert [row["id"] for row in after.layout["persons"] if row.get("pinned")] == sorted([left["id"], right["id"]])
    found = measure(family, read_drawing(render(after.scene)))
    assert (found.missing, found.overlaps, found.not_below) == (0, 0, 0)


def test_a_pinned_person_stays_at_their_place() -> None:
    data = json.loads(SAMPLES[0].read_text())
    layout = draw_genogram(read_family(data)).layout
    for row in layout["persons"]:
        row["pinned"] = row["id"] in ("c1", "c2")
    [first], [second] = ([row for row in layout["persons"] if row["id"] == key] for key in ("c1", "c2"))
    for n in range(3):
        data["persons"].append({"id": f"z{n}", "name": "New"})
        data["parentage"].append({"child": f"z{n}", "parents": ["dad", "mum"], "union": "u3"})
    after = draw_genogram(read_family(data), Options(previous=read_layout(layout))).layout
    place = {row["id"]: row["x"] for row in after["persons"]}
    assert place["c2"] - place["c1"] == pytest.approx(second["x"] - first["x"], abs=2)
