"""The drawing of a body: regions by their codes, marks in words and as points, versions that never change."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from sightline.domain.drawing.body import (
    HIGH,
    INFANT,
    NOWHERE,
    OLDER,
    REGIONS,
    SIDES,
    VIEWS,
    WIDE,
    Mark,
    body_map,
    figure_for,
    figures,
    mark_words,
)
from sightline.domain.drawing.scene import render

VERSIONS = (OLDER, INFANT)
FROZEN = {
    OLDER: "629e400f610bb98e",
    INFANT: "4f3e8bf615fcfdc0",
}


def named(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter() if one.get(f"data-{name}") is not None]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_drawing_that_was_used_never_changes(version: str) -> None:
    """Entries keep the version they were marked on. To change a drawing, add a version; leave this one as it is."""
    figure = figures()[version]
    parts = {view: [[one.region, one.side, one.points] for one in many] for view, many in figure.views.items()}
    assert hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16] == FROZEN[version]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_region_is_drawn_with_its_code_inside_its_view(version: str) -> None:
    figure = figures()[version]
    drawn = {part.region for parts in figure.views.values() for part in parts}
    assert drawn == set(REGIONS) - set(NOWHERE)
    assert set(figure.views) == set(VIEWS)
    for view, parts in figure.views.items():
        for part in parts:
            assert part.side in SIDES
            assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in part.points), (view, part.region)
            assert figure.at(view, *part.centre) is not None
    root = fromstring(render(body_map(version)))
    assert {one.get("data-region") for one in named(root, "region")} == drawn
    assert all(one.tag.endswith("polygon") for one in named(root, "region"))


@pytest.mark.parametrize("version", VERSIONS)
def test_left_and_right_are_the_childs_own(version: str) -> None:
    figure = figures()[version]
    front = {part.side: part.centre[0] for part in figure.views["front"] if part.region == "hand"}
    back = {part.side: part.centre[0] for part in figure.views["back"] if part.region == "hand"}
    assert front["right"] < WIDE / 2 < front["left"]
    assert back["left"] < WIDE / 2 < back["right"]
    assert {part.side for part in figure.views["left"]} == {"left"}
    assert {part.side for part in figure.views["right"]} == {"right"}


def test_a_mark_stands_at_its_point_and_without_one_hollow_in_its_region() -> None:
    marks = [Mark(1, "cheek", "left", "front", 96.0, 50.0), Mark(2, "thigh", "right")]
    root = fromstring(render(body_map(OLDER, marks)))
    view = next(one for one in named(root, "body-view") if one.get("data-body-view") == "front")
    left, top = float(view.get("data-left", "")), float(view.get("data-top", ""))
    dots = {one.get("data-dot"): one for one in named(root, "dot")}
    assert (float(dots["point"].get("cx", "")), float(dots["point"].get("cy", ""))) == (left + 96, top + 50)
    assert dots["point"].get("fill") != dots["region"].get("fill")
    found = figures()[OLDER].find("thigh", "", "right")
    assert found is not None
    assert (
        math.dist(
            found[1].centre, (float(dots["region"].get("cx", "")) - left, float(dots["region"].get("cy", "")) - top)
        )
        < 0.1
    )
    titles = [one.text or "" for one in root.iter() if one.tag.endswith("title")]
    assert any("Where in this region is not recorded" in one for one in titles)


@pytest.mark.parametrize("across", [2, 4])
def test_numbers_never_cover_each_other_or_a_dot(across: int) -> None:
    marks = [Mark(n, "back", "middle", "back", 80 + n % 4 * 3, 110 + n * 3) for n in range(1, 13)]
    root = fromstring(render(body_map(INFANT, marks, across=across)))
    groups = named(root, "mark")
    labels, dots = [], []
    for group in groups:
        circles = [one for one in group.iter() if one.tag.endswith("circle")]
        places = [(float(one.get("cx", "")), float(one.get("cy", "")), float(one.get("r", ""))) for one in circles]
        dots.append(places[0])
        labels.append(places[1])
    for a, b in itertools.combinations(labels, 2):
        assert math.dist(a[:2], b[:2]) > a[2] + b[2]
    assert all(math.dist(label[:2], dot[:2]) > label[2] for label in labels for dot in dots)


def test_words_say_everything_and_what_is_missing() -> None:
    mark = Mark(3, "cheek", "left", "front", 1, 1, "near the ear", 12, "oval", "blue and yellow", "Bruise, 3 May 2026")
    assert mark_words(mark) == (
        "3. Bruise, 3 May 2026: Cheek, the child’s left, front view, near the ear; size 12 mm; shape: oval; "
        "colour: blue and yellow."
    )
    assert mark_words(Mark(1, "several")) == (
        "1. Several places; size not recorded; shape: not recorded; colour: not recorded."
    )
    scene = body_map(OLDER, [mark, Mark(1, "several")])
    assert mark_words(mark) in scene.desc
    assert "1 not on the drawing, only in words." in [one.words for one in scene.texts()]


def test_nothing_in_it_is_an_age() -> None:
    fields = set(Mark.__dataclass_fields__)
    assert not [name for name in fields if re.search(r"age|old|days|when", name)]


def test_markup_in_words_is_escaped() -> None:
    svg = render(body_map(OLDER, [Mark(1, "ear", place="<script>x</script>", colour="&")]))
    assert "<script>" not in svg
    fromstring(svg)


@pytest.mark.parametrize(("months", "version"), [(0, INFANT), (23, INFANT), (24, OLDER), (None, OLDER)])
def test_an_infant_has_a_drawing_of_its_own(months: int | None, version: str) -> None:
    assert figure_for(months) == version
