"""Whatever the family: everybody once, nothing on top of anything, children below parents, households true, and an
end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.drawing.genogram import Options, draw_genogram, family_copy, on_day, read_layout, within_steps
from sightline.domain.drawing.genogram.cost import HOP, row_routes
from sightline.domain.drawing.genogram.graph import build_graph
from sightline.domain.drawing.genogram.plan import build_plan
from sightline.domain.drawing.genogram.rows import assign_rows
from sightline.domain.drawing.scene import render
from sightline.domain.kinship import Family, read_family
from tools.measure_drawing import Measures, measure, stability
from tools.nasty_families import nasty_family
from tools.svg_geometry import read_drawing


def measured(family: Family) -> Measures:
    return measure(family, read_drawing(render(draw_genogram(family).scene)))


def sound(found: Measures) -> bool:
    return not (
        found.missing
        + found.duplicates
        + found.overlaps
        + found.not_below
        + found.intruders
        + found.missing_lines
        + found.label_overlaps
    )


@pytest.mark.parametrize("seed", range(80))
def test_a_nasty_family_is_drawn_soundly(seed: int) -> None:
    family = read_family(nasty_family(4 + seed % 12, 5000 + seed, contradictory=seed % 3 == 0))
    found = measured(family)
    assert sound(found), found


@st.composite
def any_family(draw: st.DrawFn) -> Family:
    """People joined at random: own ancestors, parents younger than children, unions of siblings, twins of strangers."""
    count = draw(st.integers(0, 9))
    ids = [f"p{n}" for n in range(count)]
    people = [
        {
            "id": key,
            "name": draw(st.sampled_from(["", "Ann", "A very long name indeed of many words", "<b>&"])),
            "sex": draw(st.sampled_from("FMXU")),
            "born": draw(st.sampled_from(["", "1950", "1980-02", "2015-03-04"])),
            "outcome": draw(st.sampled_from(["", "", "", "unborn", "miscarriage", "stillbirth", "termination"])),
        }
        for key in ids
    ]
    data: dict[str, Any] = {"format": "sightline-family/1", "id": "any", "persons": people, "as_of": "2025-06-01"}
    if count >= 2:
        pair = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
        pairs = draw(st.lists(pair, max_size=6))
        kinds = st.sampled_from(["married", "divorced", "casual", "none"])
        data["unions"] = [{"id": f"u{n}", "partners": two, "kind": draw(kinds)} for n, two in enumerate(pairs)]
        parents = st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True)
        how = st.sampled_from(["birth", "birth", "adopted", "fostered", "step"])
        data["parentage"] = [
            {"child": draw(st.sampled_from(ids)), "parents": draw(parents), "kind": draw(how)}
            for _ in range(draw(st.integers(0, 9)))
        ]
        groups = draw(st.lists(st.lists(st.sampled_from(ids), unique=True, max_size=4), max_size=3))
        data["households"] = [{"id": f"h{n}", "members": some} for n, some in enumerate(groups)]
        data["multiples"] = [{"kind": "mz", "children": draw(pair)}]
    return read_family(data)


@given(any_family())
@settings(deadline=None, max_examples=60)
def test_any_family_at_all_is_drawn_soundly(family: Family) -> None:
    assert sound(measured(family))


@pytest.mark.parametrize("seed", range(12))
def test_one_more_person_flips_nobody(seed: int) -> None:
    data = nasty_family(10 + seed, 900 + seed)
    before = draw_genogram(read_family(data)).layout
    data["persons"].append({"id": "zz", "name": "New"})
    if seed % 3 == 0:
        data["parentage"].append({"child": data["persons"][0]["id"], "parents": ["zz"]})
    elif seed % 3 == 1:
        data["unions"].append({"id": "zu", "partners": [data["persons"][-2]["id"], "zz"], "kind": "cohabiting"})
    else:
        data["parentage"].append({"child": "zz", "parents": [data["persons"][0]["id"]]})
    family = read_family(data)
    after = draw_genogram(family, Options(previous=read_layout(before)))
    found = stability(before, after.layout)
    assert found["flips"] == 0
    assert found["mean_move"] <= 0.6
    assert sound(measure(family, read_drawing(render(after.scene))))


@pytest.mark.parametrize("seed", range(10))
def test_views_are_families_that_can_be_drawn(seed: int) -> None:
    from datetime import date

    family = read_family(nasty_family(20, 300 + seed))
    some = family.persons[seed].id
    for view in (
        within_steps(family, (some,), 2),
        on_day(family, date(1990, 1, 1)),
        family_copy(family, some),
    ):
        assert sound(measured(view))
        assert json.dumps(draw_genogram(view).layout)


def test_nobody_of_a_large_family_is_left_out() -> None:
    assert sound(measured(read_family(nasty_family(70, 4))))


def test_gold_files_are_all_samples() -> None:
    folder = Path(__file__).parents[2]
    samples = {path.stem for path in (folder / "samples" / "families").glob("*.json")}
    gold = {path.stem.removeprefix("genogram-") for path in (folder / "drawing" / "gold").glob("genogram-*.svg")}
    assert gold <= samples


def test_children_of_parted_couples_hang_in_gaps_of_their_own() -> None:
    people = "pqrst"
    unions = (("p", "r"), ("q", "s"), ("s", "t"))
    family = read_family(
        {
            "format": "sightline-family/1",
            "id": "f",
            "persons": [{"id": key} for key in (*people, "c0", "c1", "c2")],
            "unions": [{"id": f"u{n}", "partners": list(pair)} for n, pair in enumerate(unions)],
            "parentage": [{"child": f"c{n}", "parents": list(pair), "union": f"u{n}"} for n, pair in enumerate(unions)],
        }
    )
    graph = build_graph(family)
    plan = build_plan(graph, assign_rows(graph))
    top, pos = plan.row[graph.number["p"]], [0] * len(plan.row)
    order = [graph.number[key] for key in people]
    for place, one in enumerate(order):
        pos[one] = place
    routes, _ = row_routes(plan, top, order, pos)
    anchors = [route.anchor for route in routes.values()]
    assert [route.way for route in routes.values()].count(HOP) == 2
    assert len(set(anchors)) == len(anchors) == 3
