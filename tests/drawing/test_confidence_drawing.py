"""Drawings of a confidence survey: words never over words, nothing outside, and the numbers of the table in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.drawing import (
    Box,
    Circle,
    Dumbbell,
    Parts,
    Rect,
    Scene,
    bands_scene,
    dumbbell_scene,
    flat,
    flow_scene,
    moved_scene,
    render,
)
from sightline.domain.measures.survey import BANDS
from sightline.kit.svg import checked

LABELS = ("Reflecting", "Procedures and recording", "Westmarsh Council children’s services and early help together")
quartiles = st.lists(st.integers(0, 20), min_size=3, max_size=3).map(lambda q: tuple(v / 2 for v in sorted(q)))
dumbbells = st.lists(
    st.builds(Dumbbell, st.sampled_from(LABELS), st.integers(5, 5000), quartiles, quartiles), max_size=7
)
counts = st.lists(st.integers(0, 3000), min_size=3, max_size=3).filter(any).map(tuple)
five = st.lists(st.integers(0, 3000), min_size=5, max_size=5).filter(any).map(tuple)
widths = st.integers(320, 1200)
NAMES = [name for name, _ in BANDS]


def good(scene: Scene) -> None:
    """Words apart from words, all of it inside, and accepted by a page."""
    texts = scene.texts()
    whole = Box(0, 0, scene.width, scene.height)
    clashes = [(a.words, b.words) for n, a in enumerate(texts) for b in texts[n + 1 :] if a.box.meets(b.box)]
    assert clashes == []
    assert [t.words for t in texts if not t.box.inside(whole)] == []
    assert all(t.size >= 14 for t in texts)
    for shape in flat(scene.shapes):
        if isinstance(shape, Rect):
            assert shape.x >= -0.01
            assert shape.x + shape.width <= scene.width + 0.01
    assert checked(render(scene))
    assert render(scene) == render(scene)


@given(dumbbells, widths)
def test_dumbbells(rows: list[Dumbbell], width: int) -> None:
    scene = dumbbell_scene("Before and after", "In words", rows, width=width)
    good(scene)
    marks = [shape for shape in flat(scene.shapes) if isinstance(shape, Circle) and shape.data]
    assert len(marks) == 2 * len(rows)
    by_value = sorted((row.before[1], mark.x) for row, mark in zip(rows, marks[::2]))
    assert [x for _, x in by_value] == sorted(x for _, x in by_value), "further right is surer"


@given(st.lists(st.builds(Parts, st.sampled_from(LABELS), counts), max_size=6), widths)
def test_bars_of_who_moved(rows: list[Parts], width: int) -> None:
    scene = moved_scene("Who moved", "In words", rows, width=width)
    good(scene)
    drawn = [int(shape.data["count"]) for shape in flat(scene.shapes) if isinstance(shape, Rect) and shape.data]
    assert drawn == [count for row in rows for count in row.counts if count]
    assert all(str(count) in " ".join(t.words for t in scene.texts()) for row in rows for count in row.counts)


@given(st.lists(st.builds(Parts, st.sampled_from(LABELS), five), max_size=6), widths)
def test_diverging_bars(rows: list[Parts], width: int) -> None:
    scene = bands_scene("Answers", "In words", rows, names=NAMES, width=width)
    good(scene)
    bars = [shape for shape in flat(scene.shapes) if isinstance(shape, Rect) and shape.data]
    lengths, at = [], 0
    for row in rows:
        mine = bars[at : at + sum(count > 0 for count in row.counts)]
        at += len(mine)
        lengths.append(sum(bar.width for bar in mine))
        share = [bar.width / lengths[-1] for bar in mine]
        assert share == pytest.approx([count / sum(row.counts) for count in row.counts if count])
    assert lengths == pytest.approx(lengths[:1] * len(rows)), "shares: every bar is as long as the others"


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.none() | st.integers(0, 9000)), max_size=6), widths)
def test_the_flow(steps: list[tuple[str, int | None]], width: int) -> None:
    given_steps = [(name[:20], n, "fewer than 5" if n is None else str(n)) for name, n in steps]
    good(flow_scene("Who took part", "In words", given_steps, width=width))


@pytest.mark.parametrize(
    "draw", [lambda w: dumbbell_scene("t", "d", [], width=w), lambda w: moved_scene("t", "d", [], width=w)]
)
@pytest.mark.parametrize("width", [319, 1201])
def test_widths_it_was_not_made_for(draw: Callable[[int], Scene], width: int) -> None:
    with pytest.raises(ValueError, match="320 to 1200"):
        draw(width)
