"""Room for words that may stand in more than one place: the years of a union, the letter of a household.

Nobody is moved for them. Of the places offered, the first is taken that touches no other words, symbol or kin line, and
crosses fewest outlines of households; where it crosses one, it stands on paper of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from sightline.domain.drawing.scene import PAPER, Box, Circle, Group, Line, Pen, Rect, Shape, Text, flat, text_width

Point = tuple[float, float]
BAND: Final = 50.0
"""Height of the strips in which what stands on the page is looked up."""
TOUCHES: Final = 100
OVER: Final = ((6.0, 14.0), (4.0, 12.5), (11.5, 12.5))
"""From the foot of years to their line, and between two lines of them, which have no descenders: as it looks best,
closer, over the line's slashes."""
CLOSE: Final = 12.5
UNDER: Final = 15.0
STEP: Final = 4.0
SLACK: Final = 0.5
MARGIN: Final = 2.0
"""Beside words, to the next thing."""


@dataclass
class Taken:
    """What stands on the page so far: words and symbols as boxes, kin lines, and outlines of households."""

    _boxes: dict[int, list[Box]] = field(default_factory=dict)
    _lines: dict[int, list[Box]] = field(default_factory=dict)
    _outlines: dict[int, list[Box]] = field(default_factory=dict)

    def add(self, shapes: Iterable[Shape]) -> None:
        """Words, symbols and ornament. A line that is not level or upright counts with its whole box."""
        for shape in flat(tuple(shapes)):
            match shape:
                case Text():
                    self._put(self._boxes, shape.box)
                case Rect() if shape.pen.stroke != "none":
                    box = Box(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
                    self._put(self._boxes, box)
                case Circle():
                    r = shape.radius
                    self._put(self._boxes, Box(shape.x - r, shape.y - r, shape.x + r, shape.y + r))
                case Line():
                    self._put(self._boxes, _box_of(shape.points))
                case Rect() | Group():
                    pass

    def add_lines(self, points: Sequence[Point]) -> None:
        """A kin line, piece by piece."""
        for pair in itertools.pairwise(points):
            self._put(self._lines, _box_of(pair, 1.0))

    def add_outline(self, points: Sequence[Point]) -> None:
        """The outline of a household, which words may cross."""
        for pair in itertools.pairwise((*points, *points[:1])):
            self._put(self._outlines, _box_of(pair, 1.0))

    def cost(self, boxes: Sequence[Box]) -> int:
        """How bad a place is: `TOUCHES` for each thing that is touched, and one for each outline that is crossed."""
        return sum(TOUCHES * self._touched(box) + self._count(self._outlines, box) for box in boxes)

    def is_only_outlined(self, box: Box) -> bool:
        """Whether outlines run behind it, and nothing else."""
        return self._count(self._outlines, box) > 0 and not self._touched(box)

    def _touched(self, box: Box) -> int:
        return self._count(self._boxes, box) + self._count(self._lines, box)

    def _put(self, kept: dict[int, list[Box]], box: Box) -> None:
        for band in range(int(box.top // BAND), int(box.bottom // BAND) + 1):
            kept.setdefault(band, []).append(box)

    def _count(self, kept: dict[int, list[Box]], box: Box) -> int:
        inner = Box(box.left - MARGIN, box.top + SLACK, box.right + MARGIN, box.bottom - SLACK)
        bands = range(int(box.top // BAND), int(box.bottom // BAND) + 1)
        return len({other for band in bands for other in kept.get(band, ()) if inner.meets(other)})


def _box_of(points: Sequence[Point], half: float = 0.0) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)


def union_words(words: tuple[str, ...], low: float, high: float, y: float, taken: Taken, *, need: bool) -> list[Shape]:
    """The years of a union at its line, from `low` to `high`: above it, the last nearest; else below; else in two.

    `need`: they are drawn where they touch least, if no place is free. Nothing is drawn that is wider than the line.
    """
    if not words or max(map(text_width, words)) >= high - low - 4:
        return []

    def cost(place: list[Text]) -> int:
        return taken.cost([one.box for one in place])

    bests = (min(places, key=cost) for places in _places(words, low, high, y))
    best = next((place for place in bests if cost(place) < TOUCHES), None)
    if best is None:
        if not need:
            return []
        best = min((place for places in _places(words, low, high, y) for place in places), key=cost)
    return [shape for one in best for shape in _on_paper(one, taken)]


def _places(words: tuple[str, ...], low: float, high: float, y: float) -> Iterator[list[list[Text]]]:
    """Places alike, the best first: above the line, below it, the first above and the rest below."""

    def stacked(rows: Sequence[str], x: float, foot: float, leading: float = CLOSE) -> list[Text]:
        return [
            Text(x, foot - leading * (len(rows) - 1 - number), one, anchor="middle") for number, one in enumerate(rows)
        ]

    for over, leading in OVER:
        yield [stacked(words, x, y - over, leading) for x in _along(words, low, high)]
    yield [stacked(words, x, y + UNDER + CLOSE * (len(words) - 1)) for x in _along(words, low, high)]
    if len(words) > 1:
        tops = [stacked(words[:1], x, y - OVER[1][0]) for x in _along(words[:1], low, high)]
        foot = y + UNDER + CLOSE * (len(words) - 2)
        feet = [stacked(words[1:], x, foot) for x in _along(words[1:], low, high)]
        yield [[*top, *rest] for top in tops[:9] for rest in feet[:9]]


def _along(words: Sequence[str], low: float, high: float) -> list[float]:
    """Where the middle of words can be on a line, the line's own middle first."""
    half = max(map(text_width, words)) / 2 + 2
    middle = (low + high) / 2
    steps = range(int(max(0.0, (high - low) / 2 - half) // STEP) + 1)
    return [middle + side * STEP * step for step in steps for side in ((-1, 1) if step else (1,))]


def household_letter(outline: Sequence[Point], letter: str, taken: Taken, fill: str) -> list[Shape]:
    """The letter of a household on its outline: at the upper left corner, else along the top or down the left."""
    left, top = min(outline, key=lambda point: (point[1], point[0]))
    right = max((x for x, y in outline if abs(y - top) < SLACK), default=left)
    bottom = max((y for x, y in outline if abs(x - left) < SLACK), default=top)
    places = [(left, top)]
    places += [(left + 8 * step, top) for step in range(2, int(max(0.0, right - left) // 8))]
    places += [(left, top + 8 * step) for step in range(2, int(max(0.0, bottom - top) // 8))]
    texts = [Text(x, y + 5, letter, anchor="middle", bold=True, fill=fill) for x, y in places]
    chosen = min(texts, key=lambda one: taken.cost([one.box]))  # the first of several that are as good
    width = text_width(letter, bold=True) + 6
    back = Rect(chosen.x - width / 2, chosen.y - 14, width, 18, Pen(stroke="none", fill=PAPER))
    return [back, chosen]


def _on_paper(text: Text, taken: Taken) -> list[Shape]:
    """Words on paper of their own where an outline runs behind them."""
    box = text.box
    if not taken.is_only_outlined(box):
        return [text]
    width, height = box.right - box.left, box.bottom - box.top
    return [Rect(box.left, box.top, width, height, Pen(stroke="none", fill=PAPER)), text]
