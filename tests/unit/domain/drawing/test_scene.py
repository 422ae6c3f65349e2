"""Scenes become SVG: escaped, deterministic, without style."""

from xml.etree import ElementTree

import pytest

from sightline.domain.drawing import Box, Circle, Group, Line, Pen, Rect, Scene, Text, flat, render, text_width
from sightline.domain.drawing.scene import number

SVG = "{http://www.w3.org/2000/svg}"


def a_scene(*shapes, title="A drawing", desc="Of nothing much."):
    return Scene(width=400, height=200, title=title, desc=desc, shapes=shapes)


def test_every_kind_of_shape_is_drawn():
    shapes = (
        Line(((0, 0), (10, 5.126)), Pen(dash="4 2")),
        Line(((0, 0), (10, 0), (5, 5)), closed=True),
        Circle(5, 5, 2),
        Rect(1, 2, 3, 4, Pen("none", 0, "", "#eeeeee")),
        Text(10, 20, "Words", anchor="middle", bold=True),
    )
    root = ElementTree.fromstring(render(a_scene(Group(shapes, title="All", data={"b": "2", "a": "1"}))))
    group = root.find(f"{SVG}g")
    assert [e.tag.removeprefix(SVG) for e in group] == ["title", "polyline", "polygon", "circle", "rect", "text"]
    assert group.attrib == {"role": "graphics-symbol img", "data-a": "1", "data-b": "2"}
    assert group[1].attrib["points"] == "0,0 10,5.13"
    assert "stroke" not in group[4].attrib
    assert group[5].attrib["text-anchor"] == "middle"


def test_words_are_escaped():
    hostile = '<script>alert("x")</script> & "quotes"'
    svg = render(a_scene(Text(1, 20, hostile), Circle(1, 1, 1, data={"x": hostile}), title=hostile, desc=hostile))
    root = ElementTree.fromstring(svg)
    assert root.find(f".//{SVG}script") is None
    assert root.find(f"{SVG}text").text == hostile
    assert root.find(f"{SVG}circle").attrib["data-x"] == hostile
    assert root.findtext(f"{SVG}title") == hostile


def test_characters_that_xml_forbids_are_left_out():
    root = ElementTree.fromstring(
        render(a_scene(Text(1, 20, "one\x00\x0btwo\nthree"), Circle(1, 1, 1, data={"x": "a\x01b"})))
    )
    assert root.find(f"{SVG}text").text == "onetwo three"
    assert root.find(f"{SVG}circle").attrib["data-x"] == "ab"


@pytest.mark.parametrize(
    ("value", "written"), [(12.0, "12"), (12.345, "12.35"), (-0.001, "0"), (0.1 + 0.2, "0.3"), (100, "100")]
)
def test_numbers_are_short_and_steady(value, written):
    assert number(value) == written


def test_boxes_follow_the_anchor():
    start, middle, end = (Text(100, 50, "abc", anchor=a).box for a in ("start", "middle", "end"))
    assert start.left == 100
    assert end.right == pytest.approx(100)
    assert (middle.left + middle.right) / 2 == pytest.approx(100)
    assert start.top < 50 < start.bottom


def test_boxes_meet_and_lie_inside():
    box = Box(0, 0, 10, 10)
    assert box.meets(Box(9, 9, 20, 20))
    assert not box.meets(Box(10, 0, 20, 10))
    assert Box(1, 1, 9, 9).inside(box)
    assert not Box(1, 1, 11, 9).inside(box)


def test_wide_letters_are_wider():
    assert text_width("MMM") > text_width("aaa") > text_width("iii")
    assert text_width("aaa", 28) == 2 * text_width("aaa", 14)
    assert text_width("aaa", bold=True) > text_width("aaa")


def test_groups_within_groups_are_opened_up():
    inner = Text(1, 20, "inside")
    scene = a_scene(Group((Group((inner,)),)), Circle(1, 1, 1))
    assert next(iter(flat(scene.shapes))) == inner
    assert scene.texts() == (inner,)


def test_the_page_is_white_and_named():
    root = ElementTree.fromstring(render(a_scene()))
    assert root.attrib["viewBox"] == "0 0 400 200"
    assert root[0].text == "A drawing"
    assert root[2].attrib == {"width": "400", "height": "200", "fill": "#ffffff"}


def test_what_joins_letters_stays_and_what_turns_them_round_does_not() -> None:
    svg = render(Scene(10, 10, "t", "d", (Text(0, 0, "\u0dc1\u0dca\u200d\u0dbb\u0dd3 a\u200cb \u202ec\x00"),)))
    assert ">\u0dc1\u0dca\u200d\u0dbb\u0dd3 a\u200cb c<" in svg
