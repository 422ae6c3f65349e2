"""Counts what is wrong with the lines of a drawing, for the engine's own choice between orders: crossings, lines on one
another, lines through people. All lines are level or upright. (What a reader of the file sees is measured by
`tools/measure_drawing.py`, which knows nothing of this.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .coordinates import Places
from .plan import Plan
from .sizes import HALF, SYMBOL
from .wires import Drawn

NEAR: Final = 0.01
_INNER: Final = 0.9 * HALF
Segment = tuple[float, float, float, int]
"""Where across, from, to, kin."""


def count_faults(plan: Plan, drawn: Drawn) -> int:
    """Crossings, overlaps and lines through people of a drawing."""
    level, upright = _segments(drawn)
    return _crossings(level, upright) + _overlaps(level) + _overlaps(upright) + _through(plan, drawn, level, upright)


def leaning(plan: Plan, places: Places) -> float:
    """How far children by birth stand aside from where their line starts: in symbols' widths, of all kins together."""
    found = 0.0
    for number, kin in enumerate(plan.graph.kins):
        if kin.children and kin.all_birth:
            xs = [places.x[child] for child in kin.children]
            found += abs(places.anchor[number] - (min(xs) + max(xs)) / 2)
    return found / SYMBOL


def _segments(drawn: Drawn) -> tuple[list[Segment], list[Segment]]:
    level: list[Segment] = []
    upright: list[Segment] = []
    for line in drawn.lines:
        for (ax, ay), (bx, by) in zip(line.points, line.points[1:], strict=False):
            if abs(ay - by) < NEAR and abs(ax - bx) > NEAR:
                level.append((ay, min(ax, bx), max(ax, bx), line.kin))
            elif abs(ay - by) > NEAR:
                upright.append((ax, min(ay, by), max(ay, by), line.kin))
    return sorted(level), sorted(upright)


def _crossings(level: Sequence[Segment], upright: Sequence[Segment]) -> int:
    count = 0
    for y, low, high, kin in level:
        for x, top, bottom, other in upright:
            if x > high + NEAR:
                break
            if x >= low - NEAR and top - NEAR <= y <= bottom + NEAR and kin != other:
                at_ends = (abs(x - low) < NEAR or abs(x - high) < NEAR) and (
                    abs(y - top) < NEAR or abs(y - bottom) < NEAR
                )
                count += not at_ends
    return count


def _overlaps(segments: Sequence[Segment]) -> int:
    """Parallel segments on one line that share more than 0.05 of a symbol."""
    count = 0
    for index, (across, low, high, kin) in enumerate(segments):
        for other_across, other_low, other_high, other in segments[index + 1 :]:
            if other_across > across + 0.5:
                break
            if kin != other and min(high, other_high) - max(low, other_low) > 0.1 * HALF:
                count += 1
    return count


def _through(plan: Plan, drawn: Drawn, level: Sequence[Segment], upright: Sequence[Segment]) -> int:
    count = 0
    kins = plan.graph.kins
    for person in range(plan.people):
        x, y = drawn.places.x[person], drawn.y[plan.row[person]]
        for segments, across, along in ((level, y, x), (upright, x, y)):
            for where, low, high, kin in segments:
                if where > across + _INNER:
                    break
                inside = where > across - _INNER and low < along + _INNER and high > along - _INNER
                count += inside and person not in kins[kin].parents and person not in kins[kin].rows
    return count
