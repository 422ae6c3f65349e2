"""The drawing of a run chart: nothing overlaps, nothing leaves the frame, and it holds what the table holds."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.drawing import NARROW, WIDE, Box, Group, Line, Rect, Text, flat, render, run_chart_scene
from sightline.domain.measures import SERIES, Answer, RunChart, Span, run_chart

GOLD = Path(__file__).parent / "gold"
SHARED = (date(2023, 9, 20), date(2024, 3, 5))
SVG = "{http://www.w3.org/2000/svg}"
FIRST = date(2023, 1, 1)


def a_run_chart(
    *, children: int = 200, as_of: date = date(2024, 12, 14), shared_on=(), first: date = FIRST, kept_from=None
) -> RunChart:
    """Children come month by month; each is asked about, answered, cleared and asked about again."""
    spans, answers = [], []
    for n in range(children):
        day = first + timedelta(days=(n * 37) % 500)
        for turn in range(8):
            length = 15 + (n * 7 + turn * 31) % 70
            result = ("ask", "clear", "clear", "unknown", "ask", "clear")[(n + turn) % 6]
            spans.append(Span(f"c{n}", day, day + timedelta(days=length - 1), result))
            if result == "ask" and n % 3:
                answers.append(Answer(f"c{n}", day + timedelta(days=length // 2), "will_do"))
            day += timedelta(days=length)
    return run_chart(
        spans,
        check="WNB-01",
        version="1",
        first=first,
        as_of=as_of,
        answers=answers,
        shared_on=shared_on,
        kept_from=kept_from,
    )


charts = st.builds(
    a_run_chart,
    children=st.integers(0, 120),
    as_of=st.integers(0, 1100).map(lambda d: FIRST + timedelta(d)),
    shared_on=st.lists(st.integers(0, 1100).map(lambda d: FIRST + timedelta(d)), max_size=8),
    kept_from=st.none() | st.just(date(2023, 4, 15)),
)
widths = st.integers(320, 1200)


def overlapping(texts):
    return [(a.words, b.words) for n, a in enumerate(texts) for b in texts[n + 1 :] if a.box.meets(b.box)]


@settings(max_examples=60, deadline=None)
@given(charts, widths)
def test_words_neither_overlap_nor_leave_the_frame(chart, width):
    scene = run_chart_scene(chart, width=width)
    frame = Box(0, 0, scene.width, scene.height)
    assert overlapping(scene.texts()) == []
    assert [t.words for t in scene.texts() if not t.box.inside(frame)] == []


@settings(max_examples=60, deadline=None)
@given(charts, widths)
def test_lines_and_bars_stay_in_the_frame(chart, width):
    scene = run_chart_scene(chart, width=width)
    for shape in flat(scene.shapes):
        if isinstance(shape, Line):
            assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in shape.points)
        if isinstance(shape, Rect):
            assert Box(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height).inside(
                Box(0, 0, scene.width, scene.height)
            )
            assert shape.width > 0


@settings(max_examples=60, deadline=None)
@given(charts, widths)
def test_every_number_shown_has_a_marker_and_every_hidden_one_a_gap(chart, width):
    scene = run_chart_scene(chart, width=width)
    groups = {shape.data["series"]: shape for shape in scene.shapes if isinstance(shape, Group)}
    for name in SERIES:
        cells = [point.series(name) for point in chart.months]
        shown = sum(not cell.hidden for cell in cells)
        markers = [s for s in groups[name].shapes if "marker" in s.data] if name in groups else []
        assert len(markers) == shown
        bars = [s for s in flat(scene.shapes) if isinstance(s, Rect) and s.data.get("gap") == name]
        assert sum(int(bar.data["months"]) for bar in bars) == len(cells) - shown


@settings(max_examples=60, deadline=None)
@given(charts, widths)
def test_each_day_of_sharing_has_an_upright(chart, width):
    scene = run_chart_scene(chart, width=width)
    found = [s.data["shared"] for s in flat(scene.shapes) if "shared" in s.data]
    assert found == [day.isoformat() for day in chart.shared_on]
    said = " ".join(text.words for text in scene.texts())
    for day in chart.shared_on:
        assert re.search(rf"(Shared|shared on) {day.day} {day:%b}", said)


def test_no_line_crosses_a_gap():
    chart = a_run_chart(children=45)
    scene = run_chart_scene(chart)
    for group in (shape for shape in scene.shapes if isinstance(shape, Group)):
        drawn = sum(len(s.points) - 1 for s in group.shapes if isinstance(s, Line) and "marker" not in s.data)
        cells = [point.series(group.data["series"]) for point in chart.months]
        neighbours = sum(not a.hidden and not b.hidden for a, b in pairwise(cells))
        assert drawn == neighbours
        assert neighbours < len(cells) - 1


def test_points_stand_at_their_height():
    chart = a_run_chart()
    scene = run_chart_scene(chart)
    ticks = {int(t.words): t.y - 5 for t in scene.texts() if t.words.isdigit() and t.anchor == "end"}
    low, high = min(ticks), max(ticks)
    group = next(s for s in scene.shapes if isinstance(s, Group) and s.data["series"] == "clear")
    markers = [s for s in group.shapes if "marker" in s.data]
    values = [p.clear.value for p in chart.months if p.clear.value is not None]
    for marker, value in zip(markers, values):
        expected = ticks[low] + (ticks[high] - ticks[low]) * (value - low) / (high - low)
        assert marker.y == pytest.approx(expected)


def test_the_four_lines_are_told_apart_without_colour():
    scene = run_chart_scene(a_run_chart())
    groups = [s for s in scene.shapes if isinstance(s, Group)]
    dashes = [next(s.pen.dash for s in g.shapes if isinstance(s, Line) and "marker" not in s.data) for g in groups]
    assert len(groups) == 4
    assert len(set(dashes)) == 4
    looks = set()
    for group in groups:
        marker = next(s for s in group.shapes if "marker" in s.data)
        corners = len(marker.points) if isinstance(marker, Line) else 0
        looks.add((corners, marker.pen.fill == "#ffffff"))
    assert len(looks) == 4


def contrast(colour):
    """WCAG contrast with white."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    light = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05)


def test_lines_and_words_stand_out_in_grey_too():
    scene = run_chart_scene(a_run_chart())
    colours = {t.fill for t in scene.texts()}
    for group in (s for s in scene.shapes if isinstance(s, Group)):
        colours |= {s.pen.stroke for s in group.shapes if not isinstance(s, Text | Group)}
    assert min(contrast(colour) for colour in colours) >= 4.5


@pytest.mark.parametrize("width", [320, NARROW, WIDE, 1200])
def test_it_passes_a_strict_content_security_policy(width):
    svg = render(run_chart_scene(a_run_chart(shared_on=SHARED), width=width))
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {
            *("svg", "title", "desc", "g", "rect", "circle", "polyline", "polygon", "text"),
        }
        assert not {"style", "class", "id", "href", "onclick"} & set(element.attrib)
    assert all(int(t.attrib["font-size"]) >= 14 for t in root.iter(f"{SVG}text"))
    assert root.attrib["viewBox"].startswith(f"0 0 {width} ")
    assert root.attrib["role"] == "graphics-document document"


def test_title_and_description_say_what_the_chart_says():
    chart = a_run_chart(shared_on=SHARED)
    root = ElementTree.fromstring(render(run_chart_scene(chart)))
    assert root.findtext(f"{SVG}title") == "Run chart of WNB-01, January 2023 to 14 December 2024"
    assert root.findtext(f"{SVG}desc") == " ".join(chart.words)


def test_no_hidden_number_is_in_the_drawing():
    shown = {p.series(n).value for p in a_run_chart(children=45).months for n in SERIES} - {None}
    root = ElementTree.fromstring(render(run_chart_scene(a_run_chart(children=45))))
    attributes = {value for element in root.iter() for key, value in element.attrib.items() if key.startswith("data-")}
    assert attributes <= {*SERIES, "far", *map(str, range(1, 25)), *(d.isoformat() for d in SHARED)}
    assert shown


def test_the_same_chart_gives_the_same_bytes():
    first = render(run_chart_scene(a_run_chart(shared_on=SHARED)))
    assert first == render(run_chart_scene(a_run_chart(shared_on=tuple(reversed(SHARED)))))


def test_where_nothing_can_be_shown_it_says_so():
    said = " ".join(t.words for t in run_chart_scene(a_run_chart(children=0)).texts())
    assert "No number can be shown here" in said


def test_close_days_of_sharing_share_one_number():
    days = [date(2024, 3, n) for n in (4, 5, 6)]
    scene = run_chart_scene(a_run_chart(shared_on=days), width=NARROW)
    said = [t.words for t in scene.texts()]
    assert "1–3" in said
    assert "2  Learning shared on 5 March 2024" in said


@pytest.mark.parametrize("width", [319, 1201])
def test_other_widths_are_refused(width):
    with pytest.raises(ValueError, match="320 to 1200 px"):
        run_chart_scene(a_run_chart(), width=width)


@pytest.mark.parametrize(("name", "width"), [("run-chart-wide", WIDE), ("run-chart-narrow", NARROW)])
def test_gold(name, width):
    """To renew after looking at it: write the drawing over the file and commit both together."""
    drawn = render(run_chart_scene(a_run_chart(children=60, shared_on=SHARED), width=width))
    assert drawn == (GOLD / f"{name}.svg").read_text(encoding="utf-8")
