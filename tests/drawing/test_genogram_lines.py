"""How each line looks, measured in the SVG itself: how far apart, how long, at which angle, where; and in grey."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sightline.domain.drawing.genogram import chosen_ties, draw_genogram
from sightline.domain.drawing.genogram.ties import STYLE
from sightline.domain.kinship.family import RELATIONSHIP_KINDS
from tests.families import a_family, drawing_of, svg_of

SVG = "{http://www.w3.org/2000/svg}"
GOLD = sorted((Path(__file__).parent / "gold").glob("genogram-*.svg"))
COUPLE = {"u": ("a", "b", "married")}
Points = list[tuple[float, float]]


def points_of(element: ElementTree.Element) -> Points:
    return [(float(x), float(y)) for x, y in (one.split(",") for one in element.get("points", "").split())]


def drawn(svg: str, **attributes: str) -> list[ElementTree.Element]:
    found = ElementTree.fromstring(svg).iter()
    return [one for one in found if all(one.get(name.replace("_", "-")) == value for name, value in attributes.items())]


def tie(kind: str) -> tuple[str, list[Points]]:
    """A drawing with one relationship, and the points of its lines."""
    family = a_family("a", "b", relationships=[{"a": "a", "b": "b", "kind": kind, "rater": "A worker"}])
    svg = svg_of(family, ties=chosen_ties(family))
    return svg, [points_of(one) for one in drawn(svg, data_line="emotional")]


def away(point: tuple[float, float], line: Points) -> float:
    """The distance of a point from a line through points."""
    best = math.inf
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        size = math.dist((ax, ay), (bx, by)) or 1.0
        share = min(1.0, max(0.0, ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / size**2))
        best = min(best, math.dist(point, (ax + (bx - ax) * share, ay + (by - ay) * share)))
    return best


def test_every_kind_of_relationship_has_a_pattern() -> None:
    assert set(STYLE) == set(RELATIONSHIP_KINDS)


@pytest.mark.parametrize(("kind", "count"), [("close", 2), ("very-close", 3)])
def test_close_lines_are_parallel_and_four_apart(kind: str, count: int) -> None:
    _, lines = tie(kind)
    assert len(lines) == count
    for first, second in itertools.pairwise(lines):
        middle = second[len(second) // 2]
        assert away(middle, first) == pytest.approx(4, abs=0.3)


@pytest.mark.parametrize("kind", ["conflict", "hostile", "violence", "abuse", "abuse-suspected", "close-hostile"])
def test_a_zigzag_swings_five_to_either_side_every_twelve(kind: str) -> None:
    _, lines = tie(kind)
    zigzag = lines[-1]
    middles = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in itertools.pairwise(zigzag)]
    swing = [away(point, middles) for point in zigzag[2:-2]]
    assert sum(swing) / len(swing) == pytest.approx(5, abs=0.7)
    whole = sum(math.dist(a, b) for a, b in itertools.pairwise(middles))
    assert 2 * whole / (len(middles) - 1) == pytest.approx(12, abs=0.7)
    if kind == "close-hostile":
        assert away(lines[0][len(lines[0]) // 2], lines[1]) == pytest.approx(4, abs=0.3)


def test_distant_is_dotted() -> None:
    svg, _ = tie("distant")
    [line] = drawn(svg, data_line="emotional")
    assert line.get("stroke-dasharray") == "2 5"


@pytest.mark.parametrize("kind", ["violence", "abuse", "abuse-suspected"])
def test_harm_has_an_arrow_to_the_person_harmed_and_a_word(kind: str) -> None:
    svg, lines = tie(kind)
    drawing = drawing_of(a_family("a", "b", relationships=[{"a": "a", "b": "b", "kind": kind}]))
    centre = {one.person: one.centre for one in drawing.symbols}
    heads = [
        points_of(one) for one in ElementTree.fromstring(svg).iter(f"{SVG}polygon") if one.get("fill") == "#942514"
    ]
    tip = heads[0][0]
    assert math.dist(tip, centre["b"]) < math.dist(tip, centre["a"])
    assert math.dist(tip, lines[0][-1]) < 12
    assert {"violence": ">violence<", "abuse": ">abuse<"}.get(kind, ">suspected abuse<") in svg


@pytest.mark.parametrize(("kind", "circles"), [("cutoff", 0), ("repaired", 1)])
def test_a_cut_off_has_two_bars_across_and_one_repaired_a_circle(kind: str, circles: int) -> None:
    svg, [line] = tie(kind)
    root = ElementTree.fromstring(svg[: svg.index(">Key<")].rpartition("<text")[0] + "</svg>")
    bars = [
        points
        for points in map(points_of, root.iter(f"{SVG}polyline"))
        if len(points) == 2 and math.dist(*points) == pytest.approx(16, abs=0.1)
    ]
    assert len(bars) == 2
    for (ax, ay), (bx, by) in bars:
        assert away(((ax + bx) / 2, (ay + by) / 2), line) < 0.5
    rings = [one for one in root.iter(f"{SVG}circle") if one.get("r") == "5"]
    assert len(rings) == circles
    assert all(away((float(one.get("cx", 0)), float(one.get("cy", 0))), line) < 1 for one in rings)


@pytest.mark.parametrize("profile", ["uk", "mcgoldrick"])
def test_slashes_are_at_sixty_degrees_six_apart_between_last_child_and_partner(profile: str) -> None:
    family = a_family(
        "a", "b", "c", "d", unions={"u": ("a", "b", "divorced")}, children=[("c", "a", "b"), ("d", "a", "b")]
    )
    svg = svg_of(family, profile=profile)
    found = []
    for points in map(points_of, ElementTree.fromstring(svg).iter(f"{SVG}polyline")):
        if len(points) == 2 and math.dist(*points) == pytest.approx(18, abs=0.05):
            (ax, ay), (bx, by) = points
            found.append(((ax + bx) / 2, (ay + by) / 2, math.degrees(math.atan2(ay - by, bx - ax))))
    first, second = sorted(sorted(found, key=lambda one: one[1])[:2])  # the key stands below
    assert (first[2], second[2]) == (pytest.approx(60, abs=0.2), pytest.approx(60, abs=0.2))
    assert second[0] - first[0] == pytest.approx(6, abs=0.05)
    assert first[1] == pytest.approx(second[1])
    [union] = [points_of(one) for one in drawn(svg, data_line="union")]
    drops = [points_of(one) for one in drawn(svg, data_line="descent")]
    top = min(((x, y) for points in drops for x, y in points), key=lambda p: p[1])
    right = max(x for x, _ in union)
    assert away((first[0], first[1]), union) < 0.5
    assert top[0] < first[0] < second[0] < right


def test_an_adoption_is_a_solid_and_a_dashed_line_five_apart() -> None:
    svg = svg_of(a_family(*"abc", unions=COUPLE, children=[("c", "a", "b", {"kind": "adopted"})]))
    solid = points_of(drawn(svg, data_line="descent")[-1])
    dashed = points_of(drawn(svg, stroke_dasharray="5 4")[0])
    assert [(x - a, y - b) for (x, y), (a, b) in zip(dashed, solid, strict=True)] == [(5, 0), (5, 0)]


def test_a_household_is_drawn_fourteen_or_more_from_its_members() -> None:
    svg = svg_of(a_family(*"ab", unions=COUPLE, households=[{"id": "h", "label": "Home", "members": ["a", "b"]}]))
    [outline] = drawn(svg, data_line="household")
    assert outline.get("stroke-dasharray") == "2 6"
    closed = [*points_of(outline), points_of(outline)[0]]
    for symbol in drawing_of(a_family(*"ab", unions=COUPLE)).symbols:
        left, top, right, bottom = symbol.box
        assert min(away(corner, closed) for corner in itertools.product((left, right), (top, bottom))) >= 14


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_every_ink_of_a_drawing_stands_out_from_the_paper(gold: Path) -> None:
    inks = set(re.findall(r'(?:stroke|fill)="(#[0-9a-f]{6})"', gold.read_text(encoding="utf-8"))) - {"#ffffff"}
    assert inks
    assert all(contrast(ink) >= 4.5 for ink in inks)


def test_in_grey_no_two_kinds_of_line_look_the_same() -> None:
    looks = {(count, dash, zigzag, kind in ("cutoff", "repaired")) for kind, (count, dash, zigzag) in STYLE.items()}
    # The same zigzag four times: a word on the line tells conflict and harm apart; one more bar or circle, the cut.
    assert len(looks) == len(STYLE) - 4
    for kind in ("conflict", "violence", "abuse"):
        assert f">{kind}<" in tie(kind)[0]


def contrast(colour: str) -> float:
    """Of a colour on white, as WCAG 2.2 reckons it."""

    def channel(value: str) -> float:
        share = int(value, 16) / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(value) for value in re.findall("..", colour[1:]))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@pytest.mark.parametrize(
    ("row", "letters"),
    [
        ({"kind": "guardian"}, "G"),
        ({"kind": "step"}, "S"),
        ({"certainty": "disputed"}, "?"),
        ({"kind": "guardian", "certainty": "reported"}, "G?"),
    ],
)
def test_a_letter_on_a_childs_line_stands_clear_of_the_years(row: dict[str, str], letters: str) -> None:
    child = {"id": "kid", "name": "Kid", "sex": "F", "born": "2008", "died": "2019"}
    mum, dad = {"id": "a", "sex": "F"}, {"id": "b", "sex": "M"}
    family = a_family(mum, dad, child, unions={"u": ("a", "b", "married")}, children=[("kid", "a", "b", row)])
    texts = draw_genogram(family).scene.texts()
    [letter] = [one for one in texts if one.words == letters and one.y < next(t.y for t in texts if t.words == "Key")]
    for year in ("2008", "2019"):
        [box] = [one.box for one in texts if one.words == year]
        assert box.right < letter.box.left - 2 or letter.box.right + 2 < box.left
