"""Gender history and health: off unless asked for, told apart in grey, never in a family copy."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from sightline.domain.drawing.genogram import (
    GENDER_HISTORY,
    HEALTH,
    PRIVATE,
    family_copy,
    on_day,
    table_page,
    without_private,
)
from sightline.domain.kinship import Family, FamilyRefused, family_to_json, read_family
from tests.drawing.test_genogram_symbols import SVG, above_key, person, shape
from tests.families import a_family, svg_of

STATES = ("", "current", "suspected", "recovery")


def someone(illness: str = "", substance: str = "", sex: str = "M", **more: Any) -> Family:
    pairs = (("mental-illness", illness), ("substance", substance))
    conditions = [{"kind": kind, "state": state} for kind, state in pairs if state]
    return a_family({"id": "a", "sex": sex, "conditions": conditions, **more})


def in_mcgoldrick(family: Family) -> str:
    return svg_of(family, profile="mcgoldrick")


def quarters(svg: str) -> set[str]:
    """The quarters of A's symbol in which something is filled, by the middle of each filled part's box."""
    left, top, wide = (float(shape(svg, "a").get(name, 0)) for name in ("x", "y", "width"))
    found = set()
    for one in person(svg, "a").iter(f"{SVG}polygon"):
        if one.get("data-fill"):
            points = [tuple(map(float, p.split(","))) for p in one.get("points", "").split()]
            x, y = ((min(p[axis] for p in points) + max(p[axis] for p in points)) / 2 for axis in (0, 1))
            found.add(("upper " if y < top + wide / 2 else "lower ") + ("left" if x < left + wide / 2 else "right"))
            assert one.get("fill") == "#0b0c0c"
    return found


@pytest.mark.parametrize(
    ("illness", "substance", "filled"),
    [
        ("current", "", {"upper left", "lower left"}),
        ("recovery", "", {"upper left"}),
        ("", "current", {"lower left", "lower right"}),
        ("", "recovery", {"lower left"}),
        ("current", "current", {"upper left", "lower left", "lower right"}),
        ("recovery", "recovery", {"lower left"}),
        ("suspected", "", set()),
        ("", "", set()),
    ],
)
def test_illness_fills_the_left_and_addiction_the_lower_half(illness: str, substance: str, filled: set[str]) -> None:
    assert quarters(in_mcgoldrick(someone(illness, substance))) == filled


def test_a_fill_stays_within_the_symbol() -> None:
    for sex in "FMXU":
        svg = in_mcgoldrick(someone("current", "suspected", sex=sex))
        xs = [float(p.split(",")[0]) for e in person(svg, "a").iter() for p in e.get("points", "").split()]
        assert max(xs) - min(xs) <= 48.01


@pytest.mark.parametrize("sex", ["F", "M", "X"])
def test_no_two_states_look_the_same(sex: str) -> None:
    drawn = {}
    for states in itertools.product(STATES, STATES):
        one = person(in_mcgoldrick(someone(*states, sex=sex)), "a")
        drawn[states] = b"".join(ElementTree.tostring(part) for part in one if not part.tag.endswith(("title", "text")))
    assert len(set(drawn.values())) == len(STATES) ** 2


def test_mind_and_body_are_one_symbol_and_two_words() -> None:
    body = a_family({"id": "a", "sex": "M", "conditions": [{"kind": "physical-illness"}]})
    assert quarters(in_mcgoldrick(body)) == quarters(in_mcgoldrick(someone("current")))
    assert "physical illness" in table_page(body)
    assert "mental illness" in table_page(someone("current"))


def test_the_gender_lived_in_is_outside_and_the_other_within() -> None:
    svg = in_mcgoldrick(a_family({"id": "a", "sex": "F", "sex_at_birth": "M"}))
    outer = shape(svg, "a")
    [inner] = [one for one in person(svg, "a").iter(f"{SVG}rect") if one.get("data-gender")]
    assert (outer.tag, outer.get("data-symbol"), inner.get("data-gender")) == (f"{SVG}circle", "female", "male")
    across, wide = float(outer.get("cx", 0)), float(inner.get("width", 0))
    assert float(inner.get("x", 0)) + wide / 2 == across
    assert wide < 2 * float(outer.get("r", 0)) / 2**0.5
    assert "female (at birth recorded male)" in (person(svg, "a").findtext(f"{SVG}title") or "")


def test_the_key_says_what_is_used_and_only_that() -> None:
    assert "Alcohol or drugs: recovery" in in_mcgoldrick(someone("", "recovery"))
    plain = in_mcgoldrick(a_family({"id": "a", "sex": "M"})).split(">Key<")[1]
    assert not [words for words in ("Illness", "lcohol", "gender lived in") if words in plain]


def test_other_symbols_have_no_sign_for_it() -> None:
    family = someone("current", "current", sex_at_birth="F")
    bare = a_family({"id": "a", "sex": "M"})
    assert above_key(svg_of(family)).count("<poly") == above_key(svg_of(bare)).count("<poly")


def test_only_what_was_asked_for_is_kept() -> None:
    family = someone("current", sex_at_birth="F")
    told = {shown: table_page(without_private(family, shown)) for shown in [(), (HEALTH,), (GENDER_HISTORY,), PRIVATE]}
    assert [("mental illness" in page, "at birth" in page) for page in told.values()] == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ]


def test_a_family_copy_never_holds_it() -> None:
    copy = family_copy(someone("current", "recovery", sex_at_birth="F", cleared_for=["a"]), "a")
    page = in_mcgoldrick(copy) + table_page(copy)
    assert not [words for words in ("illness", "lcohol", "at birth", "data-fill") if words in page]


def test_health_is_as_of_the_day() -> None:
    row = {"kind": "substance", "from": "2015", "to": "2019"}
    family = a_family({"id": "a", "sex": "M", "born": "1980", "conditions": [row]})
    assert [len(on_day(family, date(year, 7, 1)).persons[0].conditions) for year in (2010, 2017, 2024)] == [0, 1, 0]


def test_a_file_keeps_it_and_says_what_is_wrong_with_it() -> None:
    family = someone("recovery", "suspected", sex_at_birth="F")
    assert read_family(family_to_json(family)) == family
    for wrong in ({"kind": "bad luck"}, {"state": "current"}, {"kind": "substance", "state": "cured"}):
        with pytest.raises(FamilyRefused, match=r"a condition: '(kind|state)' is '"):
            a_family({"id": "a", "conditions": [wrong]})
    with pytest.raises(FamilyRefused, match="'conditions' should be a list of objects"):
        a_family({"id": "a", "conditions": ["substance"]})
