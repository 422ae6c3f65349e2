"""Views of a family: what a past day and a family copy must not show, nor give away."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from sightline.domain.drawing.genogram import (
    Options,
    chosen_ties,
    draw_genogram,
    family_copy,
    narrative,
    on_day,
    reading_order,
    table_page,
    without_terminations,
)
from sightline.domain.drawing.scene import render
from sightline.domain.kinship import Family
from tests.families import a_family, svg_of

MUM, DAD, ALLEGED = (
    {"id": key, "name": key.title(), "sex": sex} for key, sex in (("mum", "F"), ("dad", "M"), ("al", "M"))
)
CHILD = {"id": "kim", "name": "Kim", "born": "2014"}


def parents_of_a_child(child: dict[str, Any], **row: Any) -> Family:
    return a_family(
        MUM, ALLEGED, child,
        unions={"u": ("mum", "al", "none")}, children=[(child["id"], "mum", "al", {"union": "u", **row})],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "there"), [(date(2024, 6, 1), False), (date(2025, 1, 10), True), (date(2025, 9, 1), True)]
)
def test_a_pregnancy_is_drawn_from_when_it_can_have_begun(day: date, there: bool) -> None:
    family = parents_of_a_child({"id": "bump", "outcome": "unborn", "born": "2025-10"})
    assert ("bump" in on_day(family, day).person) is there


def test_a_pregnancy_without_a_day_is_not_left_out() -> None:
    assert "bump" in on_day(parents_of_a_child({"id": "bump", "outcome": "unborn"}), date(2000, 1, 1)).person


def test_who_was_born_before_a_year_may_have_been_there_long_before() -> None:
    family = parents_of_a_child({"id": "kim", "born": "1990", "born_words": "BEF 1990"})
    assert "kim" in on_day(family, date(1985, 1, 1)).person
    assert "kim" not in on_day(parents_of_a_child({"id": "kim", "born": "1990"}), date(1985, 1, 1)).person


def test_before_the_child_was_born_its_parents_are_not_said_to_have_one() -> None:
    family = parents_of_a_child(CHILD)
    assert not on_day(family, date(2010, 1, 1)).unions
    assert [one.id for one in on_day(family, date(2020, 1, 1)).unions] == ["u"]


def test_a_family_copy_without_a_doubted_father_does_not_tell_of_him_by_a_line_to_the_mother() -> None:
    family = parents_of_a_child(CHILD, certainty="disputed", cleared_for=["al"])
    assert not family_copy(family, "mum").unions
    assert 'data-line="union"' not in svg_of(family_copy(family, "mum"))
    assert [one.id for one in family_copy(family, "al").unions] == ["u"]


def test_nobody_stands_alone_in_a_family_copy_whom_only_what_is_left_out_joins_to_it() -> None:
    """An alleged father, a loss's father, somebody at a refuge, who harmed: each would tell of it by being there."""
    other = {"id": "out", "name": "Out Sider"}
    family = a_family(
        MUM, CHILD, other, ALLEGED, {"id": "lone", "name": "Lone"},
        children=[("kim", "mum"), ("kim", "al", {"certainty": "disputed", "cleared_for": ["mum"]})],
        relationships=[{"a": "out", "b": "kim", "kind": "abuse"}],
    )  # fmt: skip
    assert family_copy(family, "somebody").person.keys() == {"mum", "kim", "lone"}
    assert family_copy(family, "mum").person.keys() == {"mum", "kim", "al", "lone"}
    assert "out" in family_copy(family, "out").person
    assert "Out Sider" not in svg_of(family_copy(family, "mum"))


def test_a_loss_that_is_not_shown_leaves_no_line_between_its_parents() -> None:
    family = parents_of_a_child({"id": "loss", "outcome": "termination", "born": "2012"})
    assert not without_terminations(family).unions
    assert not family_copy(family, "mum").unions


def test_a_partnership_stays_where_its_only_child_is_left_out() -> None:
    family = a_family(
        MUM, DAD, {"id": "loss", "outcome": "termination"},
        unions={"u": ("mum", "dad", "casual")}, children=[("loss", "mum", "dad")],
    )  # fmt: skip
    assert [one.id for one in family_copy(family, "mum").unions] == ["u"]


def test_a_view_of_somebody_who_is_left_out_does_not_name_them() -> None:
    hidden = {"id": "gran", "name": "Gran Thurn", "protected": True}
    ties = [{"a": "mum", "b": "dad", "kind": "close", "rater": "Gran Thurn"}]
    family = a_family(MUM, DAD, hidden, relationships=ties)
    assert [one.rater for one in family_copy(family, "mum").relationships] == [""]
    assert [one.rater for one in family_copy(family, "gran").relationships] == ["Gran Thurn"]


def test_no_words_typed_in_a_copy_name_who_is_left_out() -> None:
    hidden = {"id": "gran", "name": "Wilma Thurn", "protected": True, "other_names": ["Willie Dorn"]}
    mum = {
        **MUM,
        "name": "Ann Brook",
        "born": "1990",
        "born_words": "1990 (says Wilma)",
        "died_words": "told by W. Thurn",
    }
    ties = [
        {"a": "mum", "b": "dad", "kind": "close", "rater": "her mother, Wilma"},
        {"a": "dad", "b": "mum", "kind": "distant", "rater": "Ann Brook"},
        {"a": "kid", "b": "mum", "kind": "close", "rater": "mrs dorn"},
    ]
    homes = [
        {"id": "h1", "label": "Wilma’s", "members": ["mum", "kid"]},
        {"id": "h2", "label": "Ann’s", "members": ["dad"]},
    ]
    family = a_family(
        mum, DAD, hidden, {"id": "kid"}, relationships=ties, households=homes, title="Wilma Thurn’s family",
        children=[("kid", "mum", "dad")],
    )  # fmt: skip
    copy = family_copy(family, "dad")
    drawn = draw_genogram(copy, Options(family_view=True, ties=chosen_ties(copy, people=()), drawn_by="A worker"))
    order = reading_order(drawn.layout)
    everything = [render(drawn.scene), json.dumps(drawn.layout), *narrative(copy, order)]
    everything += [table_page(copy, drawn.notes)]
    for text in everything:
        for word in ("Wilma", "Willie", "Thurn", "Dorn", "dorn", "gran"):
            assert word not in text, text
    assert [one.rater for one in copy.relationships] == ["", "Ann Brook", ""]
    assert [home.label for home in copy.households] == ["Home 1", "Ann’s"]
    assert copy.person["mum"].dead  # that somebody died is told, if not in the words of who is left out
