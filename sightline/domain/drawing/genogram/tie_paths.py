"""Which way a relationship line bends: round other people and their names where it can, and on the page.

A line that runs through somebody who has nothing to do with it is read as theirs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .sizes import HALF, LABEL

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
TIMES: Final = (1.0, -1.0, 1.7, -1.7, 0.4, -0.4, 2.6, -2.6, 3.6, -3.6)
"""Bends that are tried, of the usual one; against the sign to the other side."""
BESIDE: Final = 44.0
"""Half the width of a symbol with its name."""
LABELS: Final = (0.5, 0.4, 0.6, 0.3, 0.7)
"""Where on a curve its words may stand."""
LEFT, TOP = 12.0, 84.0


@dataclass
class Paths:
    """Curves between people, each chosen in view of those before it."""

    places: Mapping[str, Point]
    right: float
    _words: list[tuple[float, float, float]] = field(default_factory=list)
    _ways: dict[frozenset[str], list[float]] = field(default_factory=dict)

    def path(self, a: str, b: str) -> list[Point]:
        """The curve of a tie, from near one symbol to near the other."""
        start, end = self.places[a], self.places[b]
        usual = max(BOW, LEAST / max(1.0, math.dist(start, end)))
        ways = self._ways.setdefault(frozenset((a, b)), [])
        side = 1.0 if a <= b else -1.0  # seen from the same end, so that two ties of a pair never lie on one another
        choices = [times for times in TIMES if all(abs(times * side - other) > 0.5 for other in ways)] or [TIMES[-1]]
        best = min(choices, key=lambda times: self._cost(a, b, curve(start, end, usual * times)))
        ways.append(best * side)
        return curve(start, end, usual * best)

    def words_at(self, points: Sequence[Point], width: float) -> int:
        """The point of a curve at which its words touch least; they are taken to stand there from now on."""
        spots = [min(len(points) - 1, round((len(points) - 1) * share)) for share in LABELS]
        best = min(spots, key=lambda index: self._crowd(points[index], width / 2))
        self._words.append((*points[best], width / 2))
        return best

    def _crowd(self, middle: Point, half: float) -> int:
        x, y = middle
        people = sum(
            abs(px - x) < half + HALF and -HALF - 10 < y - py < HALF + LABEL for px, py in self.places.values()
        )
        return people + 2 * sum(abs(ox - x) < half + other and abs(oy - y) < 20 for ox, oy, other in self._words)

    def _cost(self, a: str, b: str, points: Sequence[Point]) -> float:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        (ax, ay), (bx, by) = self.places[a], self.places[b]
        sag = max(math.dist(((ax + bx) / 2, (ay + by) / 2), points[len(points) // 2]) - LEAST, 0.0)
        cost = sag / SAG + 60.0 * (min(xs) < LEFT or max(xs) > self.right or min(ys) < TOP)
        for key, (px, py) in self.places.items():
            near = min(xs) - BESIDE < px < max(xs) + BESIDE and min(ys) - HALF - LABEL < py < max(ys) + HALF
            if key in (a, b) or not near:
                continue
            if any(abs(x - px) < HALF + 6 and abs(y - py) < HALF + 6 for x, y in points):
                cost += 16
            elif any(abs(x - px) < BESIDE and 0 < y - py < HALF + LABEL - 16 for x, y in points):
                cost += 3
        return cost


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
