"""Outlines of the body as points: smooth edges through knots, slices of limbs, ovals. In a view of 160 by 370."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

Point = tuple[float, float]
Knot = tuple[float, float, float]
"""A height with the left and right edge there."""
MIDDLE: Final = 80.0
_STEP: Final = 6.0


def oval(x: float, y: float, across: float, down: float, points: int = 20) -> tuple[Point, ...]:
    """An ellipse by its middle and half-axes."""
    turns = (2 * math.pi * number / points for number in range(points))
    return tuple((x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns)


def oval_slice(x: float, y: float, across: float, down: float, top: float, bottom: float) -> tuple[Point, ...]:
    """The part of an ellipse between two heights."""

    def half(at: float) -> float:
        return across * math.sqrt(max(0.0, 1 - ((at - y) / down) ** 2))

    first, last = (math.acos(min(1.0, max(-1.0, (y - at) / down))) for at in (top, bottom))
    count = max(2, round((last - first) / 0.18))
    heights = [y - down * math.cos(first + (last - first) * number / count) for number in range(count + 1)]
    return (*((x - half(at), at) for at in heights), *((x + half(at), at) for at in reversed(heights)))


def slice_of(
    limb: Sequence[Knot], top: float, bottom: float, left: float | None = None, right: float | None = None
) -> tuple[Point, ...]:
    """The part of a limb between two heights; `left` and `right` cut it off at a straight line."""
    heights = _heights(top, bottom)
    lefts = [(max(_edge(limb, at, 1), left) if left is not None else _edge(limb, at, 1), at) for at in heights]
    rights = [(min(_edge(limb, at, 2), right) if right is not None else _edge(limb, at, 2), at) for at in heights]
    return (*lefts, *reversed(rights))


def mirrored(points: Sequence[Point]) -> tuple[Point, ...]:
    """The other side."""
    return tuple((2 * MIDDLE - x, y) for x, y in points)


def _heights(top: float, bottom: float) -> list[float]:
    count = max(1, round((bottom - top) / _STEP))
    return [top + (bottom - top) * number / count for number in range(count + 1)]


def _edge(limb: Sequence[Knot], at: float, side: int) -> float:
    """An edge at a height: a cubic through the knots, its slope at each that of its neighbours."""
    at = min(max(at, limb[0][0]), limb[-1][0])
    number = next((n for n in range(len(limb) - 1) if at <= limb[n + 1][0]), len(limb) - 2)
    (y0, y1), (v0, v1) = (limb[number][0], limb[number + 1][0]), (limb[number][side], limb[number + 1][side])
    span = y1 - y0
    t = (at - y0) / span
    m0, m1 = _slope(limb, number, side) * span, _slope(limb, number + 1, side) * span
    return (2 * t**3 - 3 * t**2 + 1) * v0 + (t**3 - 2 * t**2 + t) * m0 + (3 * t**2 - 2 * t**3) * v1 + (t**3 - t**2) * m1


def _slope(limb: Sequence[Knot], number: int, side: int) -> float:
    before, after = max(0, number - 1), min(len(limb) - 1, number + 1)
    return (limb[after][side] - limb[before][side]) / (limb[after][0] - limb[before][0])
