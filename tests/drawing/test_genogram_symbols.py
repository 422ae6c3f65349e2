"""Every symbol and line rule of a genogram, read from the SVG itself."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from sightline.domain.drawing.genogram import Options, chosen_ties, draw_genogram
from sightline.domain.drawing.scene import render
from tests.families import a_family, drawing_of, svg_of
from tools.measure_drawing import measure
from tools.svg_geometry import inside, read_drawing

SVG = "{http://www.w3.org/2000/svg}"
COUPLE = {"u": ("a", "b", "married")}


def person(svg: str, key: str) -> ElementTree.Element:
    [found] = [one for one in ElementTree.fromstring(svg).iter(f"{SVG}g") if one.get("data-person") == key]
    return found


def shape(svg: str, key: str) -> ElementTree.Element:
    [found] = [one for one in person(svg, key).iter() if one.get("data-symbol")]
    return found


def crosses(svg: str, key: str) -> int:
    """Strokes from corner to corner: lines of two points, neither level nor upright."""
    count = 0
    for one in person(svg, key).iter(f"{SVG}polyline"):
        (ax, ay), (bx, by), *more = [tuple(map(float, p.split(","))) for p in one.get("points", "").split()]
        count += not more and ax != bx and ay != by
    return count


def lines(svg: str, kind: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(svg).iter() if one.get("data-line") == kind]


def above_key(svg: str) -> str:
    """The drawing without its key."""
    return svg[: svg.rfind("<text", 0, svg.index(">Key<"))]


def slashes(svg: str) -> int:
    """Lines at sixty degrees, 18 long, outside people and the key."""
    whole = above_key(svg)
    count = 0
    for points in re.findall(r'<polyline points="([^"]+)"', whole):
        pairs = [tuple(map(float, one.split(","))) for one in points.split()]
        if len(pairs) == 2:
            dx, dy = pairs[1][0] - pairs[0][0], pairs[1][1] - pairs[0][1]
            count += abs(dx - 9) < 0.1 and abs(dy + 15.59) < 0.1
    return count


@pytest.mark.parametrize(
    ("fields", "tag", "kind"),
    [
        ({"sex": "M"}, "rect", "male"),
        ({"sex": "F"}, "circle", "female"),
        ({"sex": "X"}, "polygon", "non-binary"),
        ({"sex": "U"}, "polygon", "gender-unknown"),
        ({"sex": "F", "outcome": "unborn"}, "polygon", "unborn"),
        ({"sex": "F", "outcome": "stillbirth"}, "circle", "stillbirth-female"),
        ({"outcome": "miscarriage"}, "polyline", "miscarriage"),
        ({"outcome": "termination"}, "polyline", "termination"),
        ({"sex": "M", "unknown": True}, "rect", "unidentified-male"),
    ],
)
def test_a_person_has_one_symbol_that_says_what_they_are(fields: dict[str, object], tag: str, kind: str) -> None:
    found = shape(svg_of(a_family({"id": "a", **fields})), "a")
    assert found.tag == f"{SVG}{tag}"
    assert found.get("data-symbol") == kind


def test_sizes_are_those_of_the_table() -> None:
    family = a_family({"id": "a", "sex": "M"}, {"id": "b", "sex": "F"}, {"id": "c", "outcome": "unborn"})
    boxes = {one.person: one.box for one in drawing_of(family).symbols}
    wide = {who: round(right - left) for who, (left, _, right, _) in boxes.items()}
    assert wide == {"a": 48, "b": 48, "c": 30}


def test_a_dome_has_a_flat_foot_and_a_round_head() -> None:
    points = [
        tuple(map(float, p.split(",")))
        for p in shape(svg_of(a_family({"id": "a", "sex": "X"})), "a").get("points", "").split()
    ]
    low = max(y for _, y in points)
    assert sum(y == low for _, y in points) == 2
    assert len(points) > 12


def test_only_the_dead_are_crossed_and_the_family_copy_crosses_nobody() -> None:
    family = a_family({"id": "a", "sex": "M", "born": "1950", "died": "2019"}, {"id": "b", "sex": "F", "born": "1955"})
    svg = svg_of(family)
    assert crosses(svg, "a") == 2
    assert crosses(svg, "b") == 0
    copy = svg_of(family, family_view=True)
    assert crosses(copy, "a") == 0
    assert shape(copy, "a").get("stroke") == "#505a5f"
    assert ">2019<" in copy


def test_a_child_of_interest_has_a_second_outline_five_inside() -> None:
    svg = svg_of(a_family({"id": "a", "sex": "M", "focus": True}))
    outer, second = [float(one.get("width", 0)) for one in person(svg, "a").iter(f"{SVG}rect")][:2]
    assert outer - second == 10


def test_somebody_not_identified_is_dashed_and_asks() -> None:
    svg = svg_of(a_family({"id": "a", "sex": "M", "unknown": True, "asked": "2026-03-12"}))
    assert shape(svg, "a").get("stroke-dasharray")
    words = [one.text for one in person(svg, "a").iter(f"{SVG}text")]
    assert "?" in words
    assert "Not known" in words
    assert "asked 12" in " ".join(filter(None, words))


def test_the_age_is_inside_and_the_years_above() -> None:
    dead = {"id": "a", "sex": "F", "born": "1950-03-04", "died": "2019-05-06"}
    svg = svg_of(a_family(dead, {"id": "b", "born": "2016-05-04", "sex": "M"}, {"id": "c", "born": "2016", "sex": "M"}))
    words = {key: [one.text for one in person(svg, key).iter(f"{SVG}text")] for key in "abc"}
    assert ("69" in words["a"], "9" in words["b"], "~8" in words["c"]) == (True, True, True)
    texts = {one.text: one for one in person(svg, "a").iter(f"{SVG}text")}
    middle, top = (float(shape(svg, "a").get(name, 0)) for name in ("cx", "cy"))
    assert texts["1950"].get("text-anchor") == "end"
    assert float(texts["1950"].get("x", 0)) < middle < float(texts["2019"].get("x", 0))
    assert float(texts["1950"].get("y", 0)) < top - 24


@pytest.mark.parametrize(("kind", "count"), [("married", 0), ("separated", 1), ("divorced", 2), ("annulled", 3)])
@pytest.mark.parametrize("profile", ["uk", "mcgoldrick"])
def test_the_slashes_say_how_it_ended(kind: str, count: int, profile: str) -> None:
    assert slashes(svg_of(a_family("a", "b", unions={"u": ("a", "b", kind)}), profile=profile)) == count


@pytest.mark.parametrize(
    ("profile", "kind", "broken"),
    [
        ("uk", "married", False),
        ("uk", "cohabiting", False),
        ("uk", "casual", True),
        ("mcgoldrick", "married", False),
        ("mcgoldrick", "cohabiting", True),
    ],
)
def test_profiles_differ_in_who_is_drawn_broken(profile: str, kind: str, broken: bool) -> None:
    [line] = lines(svg_of(a_family("a", "b", unions={"u": ("a", "b", kind)}), profile=profile), "union")
    assert bool(line.get("stroke-dasharray")) is broken


def test_the_mcgoldrick_line_runs_24_below() -> None:
    family = a_family({"id": "a", "sex": "M"}, {"id": "b", "sex": "M"}, unions=COUPLE)
    [line] = [one for one in drawing_of(family, profile="mcgoldrick").lines if one.kind == "union"]
    ys = [y for _, y in line.points]
    assert max(ys) - min(ys) == 24


def test_two_unions_of_one_couple_never_share_a_line() -> None:
    family = a_family(
        *"abc",
        unions={"u": ("a", "b", "divorced"), "v": ("a", "b", "married")},
        children=[("c", "a", "b", {"union": "v"})],
    )
    found = measure(family, drawing_of(family))
    assert (found.crossings, found.line_overlaps, found.missing_lines) == (0, 0, 0)


@pytest.mark.parametrize(
    ("kind", "dash"), [("birth", None), ("adopted", None), ("fostered", "2 4"), ("guardian", "2 4"), ("step", "2 4")]
)
def test_a_childs_line_says_how_it_belongs(kind: str, dash: str | None) -> None:
    svg = svg_of(a_family(*"abc", unions=COUPLE, children=[("c", "a", "b", {"kind": kind})]))
    last = lines(svg, "descent")[-1]
    assert last.get("stroke-dasharray") == dash
    dashed = [
        one for one in ElementTree.fromstring(above_key(svg) + "</svg>").iter() if one.get("stroke-dasharray") == "5 4"
    ]
    assert len(dashed) == (kind == "adopted")


def test_a_doubted_link_is_thin_and_asks() -> None:
    row = {"certainty": "disputed"}
    svg = svg_of(a_family(*"abc", unions=COUPLE, children=[("c", "a", "b", row)]))
    assert lines(svg, "descent")[-1].get("stroke-width") == "1"
    assert ">?<" in above_key(svg)


def test_one_recorded_parent_stays_one_parent() -> None:
    drawing = drawing_of(a_family(*"ab", children=[("b", "a")]))
    assert {(line.kind, line.ref) for line in drawing.lines} == {("descent", "a")}
    assert len(drawing.symbols) == 2


def test_two_parents_without_a_union_carry_their_ids() -> None:
    drawing = drawing_of(a_family(*"abc", children=[("c", "b", "a")]))
    assert {line.ref for line in drawing.lines} == {"a+b"}


def test_a_child_with_two_sets_of_parents_has_two_stubs() -> None:
    family = a_family(
        *"abcde",
        unions={"u": ("a", "b", "married"), "v": ("c", "d", "married")},
        children=[("e", "a", "b"), ("e", "c", "d", {"kind": "adopted"})],
    )
    drawing = drawing_of(family)
    [box] = [one.box for one in drawing.symbols if one.person == "e"]
    ends = {
        line.points[-1][0]
        for line in drawing.lines
        if line.kind == "descent" and box[1] - 1 < line.points[-1][1] < box[3]
    }
    assert len(ends) == 2
    assert measure(family, drawing).faults == 0


@pytest.mark.parametrize("kind", ["mz", "dz"])
def test_twins_have_one_stalk_and_identical_ones_a_bar(kind: str) -> None:
    family = a_family(
        *"abcd",
        unions=COUPLE,
        children=[("c", "a", "b"), ("d", "a", "b")],
        multiples=[{"kind": kind, "children": ["c", "d"]}],
    )
    drawing = drawing_of(family)
    starts = {
        line.points[0] for line in drawing.lines if line.kind == "descent" and line.points[0][0] != line.points[-1][0]
    }
    assert len(starts) == 1
    slanted = above_key(svg_of(family)).count('<polyline points="')
    assert slanted == {"mz": 5, "dz": 4}[kind]


def test_a_household_holds_its_members_and_nobody_else() -> None:
    family = a_family(
        *"abcde",
        unions=COUPLE,
        children=[("c", "a", "b"), ("d", "a", "b")],
        households=[{"id": "h", "label": "Home", "members": ["a", "c"]}, {"id": "k", "members": ["c", "e"]}],
    )
    drawing = drawing_of(family)
    centre = {one.person: one.centre for one in drawing.symbols}
    [outline] = [one.points for one in drawing.lines if one.kind == "household" and one.ref == "h"]
    assert {key for key, point in centre.items() if inside(point, outline)} == {"a", "c"}
    assert ("c", "k") in drawing.badges
    assert measure(family, drawing).intruders == 0


def test_nights_in_a_shared_home_are_said() -> None:
    home = {"id": "h", "label": "Home", "members": [{"person": "a", "nights": 3}]}
    svg = svg_of(a_family("a", households=[home]))
    assert ">A 3<" in svg
    [frame] = [one for one in person(svg, "a").iter(f"{SVG}rect") if one.get("stroke-dasharray")]
    assert frame.get("stroke-dasharray") == "2 4"
    assert "Shared care: nights a week there" in svg


TIES = [
    {"a": "a", "b": "b", "kind": kind, "rater": "A worker", "from": "2025-01-02"}
    for kind in (
        "close",
        "very-close",
        "distant",
        "conflict",
        "hostile",
        "close-hostile",
        "violence",
        "abuse",
        "abuse-suspected",
        "cutoff",
        "repaired",
    )
]


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie["kind"])
def test_a_relationship_is_a_layer_with_its_rater(tie: dict[str, str]) -> None:
    family = a_family("a", "b", relationships=[tie])
    assert lines(svg_of(family), "emotional") == []
    svg = svg_of(family, ties=chosen_ties(family))
    count = {"close": 2, "very-close": 3, "close-hostile": 3}.get(tie["kind"], 1)
    assert len(lines(svg, "emotional")) == count
    assert "as seen by A worker" in svg


def test_relationships_first_shown_touch_children_of_interest() -> None:
    ties = [{"a": "a", "b": "b", "kind": "close"}, {"a": "b", "b": "c", "kind": "close"}]
    family = a_family({"id": "a", "focus": True}, "b", "c", relationships=ties)
    assert [(tie.a, tie.b) for tie in chosen_ties(family)] == [("a", "b")]
    assert len(chosen_ties(family, people=())) == 2
    assert chosen_ties(family, kinds=("hostile",)) == ()


def test_a_link_that_cannot_be_is_an_error_line_and_not_followed() -> None:
    family = a_family(*"ab", children=[("b", "a"), ("a", "b"), ("a", "a")])
    svg = svg_of(family)
    assert len(lines(svg, "error")) == 2
    assert measure(family, drawing_of(family)).missing == 0
    assert "and also as their ancestor" in svg


def test_the_key_holds_only_what_is_used() -> None:
    key = svg_of(a_family({"id": "a", "sex": "M"})).split(">Key<")[1]
    assert "Male" in key
    assert not [words for words in ("Female", "Died", "Married", "Divorced", "Adopted", "Twins") if words in key]


def test_markup_in_a_name_is_words() -> None:
    svg = svg_of(a_family({"id": 'a<b>&"', "name": "<script>alert(1)</script>"}))
    ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert person(svg, 'a<b>&"') is not None


def test_a_very_long_name_is_cut_with_all_of_it_in_the_title() -> None:
    name = "Word " * 1000
    svg = svg_of(a_family({"id": "a", "name": name.strip()}))
    assert name.strip() in (person(svg, "a").findtext(f"{SVG}title") or "")
    assert "…" in svg
    drawing = drawing_of(a_family({"id": "a", "name": "x" * 5000}, {"id": "b", "name": "y" * 5000}, unions=COUPLE))
    assert all(right - left < 130 for _, (left, _, right, _) in drawing.labels)


def test_an_empty_family_says_so() -> None:
    assert "Nobody is recorded in this family." in svg_of(a_family())


def test_the_drawing_is_announced_and_its_people_link_to_their_rows() -> None:
    svg = svg_of(a_family("a b", "c"), table="people.html")
    assert 'role="graphics-document document"' in svg
    assert '<a href="people.html#person-a%20b">' in svg
    assert person(svg, "c").get("role") == "graphics-symbol img"
    assert (person(svg, "c").findtext(f"{SVG}title") or "").startswith("C, gender not known")


def test_nothing_is_coloured_but_ties_and_errors() -> None:
    """Printed in grey the picture says the same: ink, one grey, paper."""
    family = a_family(
        {"id": "a", "sex": "M", "died": "2001"}, *"bcd", unions=COUPLE, children=[("c", "a", "b", {"kind": "fostered"})]
    )
    assert set(re.findall(r"#[0-9a-f]{6}", svg_of(family))) <= {"#0b0c0c", "#505a5f", "#ffffff"}


def from_left(svg: str) -> list[str]:
    """Ids of a row of people from the left."""
    boxes = {one.person: one.centre for one in read_drawing(svg).symbols}
    return sorted(boxes, key=lambda key: boxes[key][0])


def test_a_man_stands_left_and_of_one_sex_the_elder() -> None:
    woman, man = {"id": "a", "sex": "F"}, {"id": "b", "sex": "M"}
    assert from_left(svg_of(a_family(woman, man, unions=COUPLE))) == ["b", "a"]
    women = [{"id": "a", "sex": "F", "born": "1980"}, {"id": "b", "sex": "F", "born": "1971"}]
    assert from_left(svg_of(a_family(*women, unions=COUPLE))) == ["b", "a"]


def test_several_partners_stand_in_the_order_of_time() -> None:
    people = [{"id": "a", "sex": "F"}, *({"id": key, "sex": "M"} for key in "bcd")]
    began = {"b": "2012", "c": "1999", "d": "2005"}
    unions = {f"u{key}": ("a", key, "separated", {"start": year}) for key, year in began.items()}
    assert [key for key in from_left(svg_of(a_family(*people, unions=unions))) if key != "a"] == ["c", "d", "b"]


def test_a_triangle_is_as_high_in_the_layout_as_it_is_drawn() -> None:
    for profile, outcome in (("uk", "unborn"), ("mcgoldrick", "unborn"), ("mcgoldrick", "miscarriage")):
        family = a_family({"id": "a", "outcome": outcome})
        genogram = draw_genogram(family, Options(profile=profile))
        [symbol] = read_drawing(render(genogram.scene)).symbols
        _, top, _, bottom = symbol.box
        assert genogram.layout["persons"][0]["h"] == pytest.approx(bottom - top, abs=0.05)
