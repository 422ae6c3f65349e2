"""Which way a relationship line bends: round other people and their names where it can, and on the page.

A line that runs through somebody who has nothing to do with it is read as theirs.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sightline.domain.drawing.scene import Box

from .sizes import HALF

Point = tuple[float, float]
BOW: Final = 0.18
"""How far a curve bends, of its length."""
LEAST: Final = 54.0
"""How far a curve between neighbours bends, in px."""
STEPS: Final = 24
PIECE: Final = 14.0
"""Longest piece of a curve, in px; at least `STEPS` of them."""
SAG: Final = 25.0
"""Px of bend that are as bad as a sixteenth of a line through somebody."""
TIMES: Final = (1.0, -1.0, 1.7, -1.7, 0.4, -0.4, 2.6, -2.6, 3.6, -3.6, 1.3, -1.3, 2.1, -2.1, 0.7, -0.7)
"""Bends that are tried, of the usual one; against the sign to the other side."""
LABELS: Final = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8)
"""Along which share of a curve its words may stand."""
OFF: Final = 8.0
"""Between a curve and the words beside it."""
HEAD: Final = 9.0
"""Half the room of an arrow's head."""
LEFT, TOP = 12.0, 84.0
THROUGH: Final = 24.0
"""What a line through somebody costs; over words; where its own words touch something."""
OVER: Final = 2.5
CROWDED: Final = 16.0


@dataclass
class Paths:
    """Curves between people, each chosen in view of those before it.

    `words`: what a curve should not run through; `kin`: lines that its own words should not stand on.
    """

    places: Mapping[str, Point]
    right: float
    words: Sequence[Box] = ()
    kin: Sequence[Sequence[Point]] = ()
    _said: list[Box] = field(default_factory=list)
    _kin: list[Box] = field(init=False)
    _lines: list[Point] = field(default_factory=list)
    _ways: dict[frozenset[str], list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pairs = [pair for points in self.kin for pair in itertools.pairwise(points)]
        self._kin = [Box(min(ax, bx), min(ay, by), max(ax, bx) + 1, max(ay, by) + 1) for (ax, ay), (bx, by) in pairs]

    def path(
        self, a: str, b: str, width: float = 0.0, *, in_the_middle: bool = False, arrow: bool = False
    ) -> tuple[list[Point], Point]:
        """The curve of a tie, from near one symbol to near the other, and the middle of words or a mark, `width` wide.

        `in_the_middle`: it can stand nowhere else; `arrow`: the curve ends in one, which nothing should hide.
        """
        start, end = self.places[a], self.places[b]
        usual = max(BOW, LEAST / max(1.0, math.dist(start, end)))
        ways = self._ways.setdefault(frozenset((a, b)), [])
        side = 1.0 if a <= b else -1.0  # seen from the same end, so that two ties of a pair never lie on one another
        choices = [times for times in TIMES if all(abs(times * side - other) > 0.5 for other in ways)] or [TIMES[-1]]
        found: list[tuple[float, int, list[Point], Point]] = []
        shares = LABELS[:1] if in_the_middle else LABELS
        for number, times in enumerate(choices):
            points = curve(start, end, usual * times)
            crowd, spot = self._spot(points, width, shares) if width else (0.0, points[0])
            if arrow:
                (x, y), head = points[-1], HEAD
                crowd += any(map(Box(x - head, y - head, x + head, y + head).meets, self.words)) / 2
            found.append((self._cost(a, b, points) + CROWDED * crowd, number, points, spot))
        _, number, points, spot = min(found, key=lambda one: one[:2])
        ways.append(choices[number] * side)
        self._lines += points
        if width:
            self._said.append(_around(spot, width))
        return points, spot

    def _spot(self, points: Sequence[Point], width: float, shares: Sequence[float]) -> tuple[float, Point]:
        """Where words beside the curve, or a mark in its middle, touch least, and how much."""
        found: list[tuple[float, int, Point]] = []
        for share in shares:
            at = min(len(points) - 2, max(1, round((len(points) - 1) * share)))
            for away in (1, -1) if len(shares) > 1 else (0,):
                spot = _beside(points, at, away, width)
                found.append((self._crowd(_around(spot, width)), len(found), spot))
        crowd, _, spot = min(found)
        return crowd, spot

    def _crowd(self, box: Box) -> float:
        people = sum(box.meets(Box(x - HALF, y - HALF, x + HALF, y + HALF)) for x, y in self.places.values())
        on = any(map(box.meets, self._kin)) + any(
            box.left < x < box.right and box.top < y < box.bottom for x, y in self._lines
        )
        off = box.left < LEFT or box.right > self.right or box.top < TOP - 10
        words = sum(map(box.meets, (*self.words, *self._said)))
        return 2 * people + 2 * words + 0.3 * on + 4 * off

    def _cost(self, a: str, b: str, points: Sequence[Point]) -> float:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        (ax, ay), (bx, by) = self.places[a], self.places[b]
        sag = max(math.dist(((ax + bx) / 2, (ay + by) / 2), points[len(points) // 2]) - LEAST, 0.0)
        cost = sag / SAG + 60.0 * (min(xs) < LEFT or max(xs) > self.right or min(ys) < TOP)
        around = Box(min(xs) - 4, min(ys) - 4, max(xs) + 4, max(ys) + 4)
        for key, (px, py) in self.places.items():
            if key in (a, b) or not around.meets(Box(px - HALF - 6, py - HALF - 6, px + HALF + 6, py + HALF + 6)):
                continue
            cost += THROUGH * any(abs(x - px) < HALF + 6 and abs(y - py) < HALF + 6 for x, y in points)
        for box in (*self.words, *self._said):
            if around.meets(box):
                cost += OVER * any(
                    box.left - 4 < x < box.right + 4 and box.top - 4 < y < box.bottom + 4 for x, y in points
                )
        return cost


def _around(spot: Point, width: float) -> Box:
    """The room of words with their middle at a spot."""
    x, y = spot
    return Box(x - width / 2 - 3, y - 10, x + width / 2 + 3, y + 9)


def _beside(points: Sequence[Point], at: int, side: int, width: float) -> Point:
    """The middle of words so wide, to one side of a curve (1, -1) or on it (0)."""
    (ax, ay), (bx, by), (x, y) = points[at - 1], points[at + 1], points[at]
    size = math.dist((ax, ay), (bx, by)) or 1.0
    nx, ny = -(by - ay) / size, (bx - ax) / size
    away = side * (abs(nx) * width / 2 + abs(ny) * 9 + OFF)
    return x + nx * away, y + ny * away


def curve(a: Point, b: Point, bend: float) -> list[Point]:
    """Points of a bow from near one symbol to near another."""
    (ax, ay), (bx, by) = a, b
    dx, dy = bx - ax, by - ay
    control = ((ax + bx) / 2 - dy * bend * 2, (ay + by) / 2 + dx * bend * 2)
    points = []
    steps = max(STEPS, int((math.dist(a, b) + 2 * math.dist(control, ((ax + bx) / 2, (ay + by) / 2))) / PIECE))
    for step in range(steps + 1):
        t = step / steps
        points.append(
            (
                (1 - t) ** 2 * ax + 2 * t * (1 - t) * control[0] + t * t * bx,
                (1 - t) ** 2 * ay + 2 * t * (1 - t) * control[1] + t * t * by,
            )
        )
    away = HALF + 6
    kept = [p for p in points if math.dist(p, a) >= away and math.dist(p, b) >= away]
    return kept if len(kept) > 1 else points
