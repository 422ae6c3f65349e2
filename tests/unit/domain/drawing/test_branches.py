"""A branch of a large family moves as a whole."""

from __future__ import annotations

import json

import pytest

from sightline.domain.drawing.genogram import draw_genogram, layout
from sightline.domain.drawing.genogram.branches import move_branch
from sightline.domain.drawing.genogram.graph import build_graph
from sightline.domain.drawing.genogram.order import Ordering
from sightline.domain.drawing.genogram.plan import Plan, build_plan
from sightline.domain.drawing.genogram.rows import assign_rows
from sightline.domain.kinship import Family, Parentage, Person, Union, read_family
from tools.nasty_families import nasty_family

COUPLES = ("gh", "ij", "cd", "el")
CHILDREN = (("c", "gh"), ("e", "ij"), ("f", "cd"), ("k", "el"))


def two_branches(*more: tuple[str, str]) -> Family:
    """G and H above C, who is with D and has F; beside them I and J above E, who is with L and has K."""
    born = (*CHILDREN, *more)
    people = sorted({one for child, parents in born for one in (child, *parents)})
    return Family(
        "two",
        persons=tuple(Person(one, one) for one in people),
        unions=tuple(Union(couple, tuple(couple), "married") for couple in COUPLES),
        parentage=tuple(Parentage(child, tuple(parents), "birth", parents) for child, parents in born),
    )


def ordered(family: Family, *rows: str) -> tuple[Ordering, dict[str, int]]:
    graph = build_graph(family)
    plan = build_plan(graph, assign_rows(graph))
    return Ordering(plan, [[graph.number[one] for one in row] for row in rows]), dict(graph.number)


def moved(family: Family, rows: tuple[str, ...], people: str, place: int, *, turned: bool = False) -> list[str]:
    state, number = ordered(family, *rows)
    name = {index: one for one, index in number.items()}
    row = next(index for index, order in enumerate(rows) if people in order)
    change = move_branch(state, row, [number[one] for one in people], place, turned)
    return ["".join(name[one] for one in change.get(index, state.rows[index])) for index in range(len(rows))]


def test_parents_and_children_go_along() -> None:
    assert moved(two_branches(), ("ghij", "cdel", "fk"), "cd", 2) == ["ijgh", "elcd", "kf"]


def test_a_turned_branch_is_mirrored_below() -> None:
    family = two_branches(("m", "cd"))
    assert moved(family, ("ghij", "cdel", "fmk"), "cd", 2, turned=True) == ["ijgh", "eldc", "kmf"]


def test_parents_stay_whose_other_child_stays() -> None:
    family = two_branches(("b", "gh"))
    assert moved(family, ("ghij", "bcdel", "fk"), "cd", 3) == ["ghij", "belcd", "kf"]


@pytest.mark.parametrize("seed", range(12))
def test_everybody_is_still_on_their_row_once(seed: int) -> None:
    graph = build_graph(read_family(nasty_family(30, 8000 + seed, contradictory=seed % 3 == 0)))
    plan: Plan = build_plan(graph, assign_rows(graph))
    rows = [[one for one, here in enumerate(plan.row) if here == row] for row in range(plan.rows)]
    state = Ordering(plan, rows)
    for row, order in enumerate(rows):
        for start in range(len(order)):
            change = move_branch(state, row, order[start : start + 2], start // 2, bool(start % 2))
            assert {level: sorted(new) for level, new in change.items()} == {level: rows[level] for level in change}


def test_a_large_family_has_one_picture_in_any_order_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "moves_for", lambda plan: 500)
    monkeypatch.setattr(layout, "KEPT", 1)
    data = nasty_family(61, 2)
    assert len(data["persons"]) > 60
    layouts = []
    for turned in (False, True):
        if turned:
            for name in ("persons", "unions", "parentage", "households"):
                data[name].reverse()
        drawn = draw_genogram(read_family(data)).layout
        layouts.append(json.dumps({key: value for key, value in drawn.items() if key != "time_s"}))
    assert layouts[0] == layouts[1]
