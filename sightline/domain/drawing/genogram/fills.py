"""Illness and addiction as parts of a symbol that are filled (`mcgoldrick` only), greyscale by nature.

    left half    illness of mind or body        solid: it is so      hatched: suspected
    lower half   alcohol or drugs               a quarter: in recovery

        ┌──┬──┐   upper left and lower left: illness; lower left and lower right: alcohol or drugs
        ├──┼──┤   in recovery: upper left (illness), lower left (alcohol or drugs, or both)
        └──┴──┘

A line divides the symbol wherever a half means something. Beside the other half a quarter of recovery stands a little
apart from it, alcohol or drugs then in the lower right, so that no two states look the same.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Final

from sightline.domain.drawing.scene import INK, Line, Pen, Shape
from sightline.domain.kinship import Person

ILLNESS: Final = ("mental-illness", "physical-illness")
STATES: Final = ("current", "suspected", "recovery")
"""The gravest first: of several illnesses the symbol shows that one."""
HATCH: Final = 5.0
"""Between two lines of a hatching."""
APART: Final = 4.0
"""How far a quarter of recovery stands from the middle, beside another half."""
_DOTS: Final = 32
"""Points a circle is clipped by."""
Point = tuple[float, float]
Quarter = tuple[int, int]
UPPER_LEFT, LOWER_LEFT, LOWER_RIGHT = (-1, -1), (-1, 1), (1, 1)


def states_of(person: Person) -> tuple[str, str]:
    """The state of illness and of alcohol or drugs that a symbol shows; "" for none recorded."""
    found = []
    for kinds in (ILLNESS, ("substance",)):
        here = {one.state for one in person.conditions if one.kind in kinds}
        found.append(next((state for state in STATES if state in here), ""))
    return found[0], found[1]


def fill_shapes(states: tuple[str, str], kind: str, x: float, y: float, half: float) -> list[Shape]:
    """The filled parts and dividing lines of a symbol of this kind; nothing when there is no state."""
    illness, substance = states
    whole = _outline(kind, x, y, half)
    shapes: list[Shape] = []
    for quarter, (how, apart) in _quarters(illness, substance).items():
        part = _clipped(whole, x, y, quarter, APART if apart else 0.0)
        if how == "suspected":
            shapes += [Line(ends, Pen(width=1.5)) for ends in _hatching(part)]
        else:
            shapes.append(Line(tuple(part), Pen(width=0.5, fill=INK), closed=True, data={"fill": how}))
    if illness:
        shapes.append(_divider(whole, x, y, upright=True))
    if substance:
        shapes.append(_divider(whole, x, y, upright=False))
    return shapes


def _quarters(illness: str, substance: str) -> dict[Quarter, tuple[str, bool]]:
    """Which quarters are filled, how, and whether each stands apart."""
    found: dict[Quarter, tuple[str, bool]] = {}
    active = ("current", "suspected")
    if substance in active:
        found |= {LOWER_LEFT: (substance, False), LOWER_RIGHT: (substance, False)}
    if illness in active:
        lower = "current" if "current" in (illness, substance) else illness
        found |= {UPPER_LEFT: (illness, False), LOWER_LEFT: (lower, False)}
    if illness == "recovery" and substance != "recovery":
        found[UPPER_LEFT] = ("recovery", substance in active)
    if substance == "recovery":
        found[LOWER_RIGHT if illness in active else LOWER_LEFT] = ("recovery", illness in active)
    return found


def _outline(kind: str, x: float, y: float, half: float) -> list[Point]:
    """A symbol's edge as points, clockwise."""
    if kind.endswith("female"):
        turns = [2 * math.pi * step / _DOTS for step in range(_DOTS)]
        return [(x + half * math.cos(turn), y + half * math.sin(turn)) for turn in turns]
    square = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    if kind.endswith("male"):
        return square
    turns = [math.pi * (1 + step / (_DOTS // 2)) for step in range(_DOTS // 2 + 1)]
    return [*((x + half * math.cos(turn), y + half * math.sin(turn)) for turn in turns), *square[2:]]


def _clipped(whole: Sequence[Point], x: float, y: float, quarter: Quarter, apart: float) -> list[Point]:
    """The part of an outline (which has no dents) in one quarter about (x, y)."""
    part = list(whole)
    for axis, middle, side in ((0, x, quarter[0]), (1, y, quarter[1])):
        part = _beyond(part, axis, middle + side * apart, side)
    return part


def _beyond(points: Sequence[Point], axis: int, edge: float, side: int) -> list[Point]:
    """What of an outline lies on one side of a level (axis 1) or upright (axis 0) line."""
    found: list[Point] = []
    for before, after in itertools.pairwise([*points, points[0]]):
        inside, next_inside = ((point[axis] - edge) * side >= 0 for point in (before, after))
        if inside:
            found.append(before)
        if inside != next_inside:
            share = (edge - before[axis]) / (after[axis] - before[axis])
            found.append((before[0] + (after[0] - before[0]) * share, before[1] + (after[1] - before[1]) * share))
    return found


def _hatching(part: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Lines rising to the right across an outline without dents."""
    sums = [x + y for x, y in part]
    found = []
    level = math.ceil(min(sums) / HATCH) * HATCH
    while level < max(sums):
        ends = []
        for (ax, ay), (bx, by) in itertools.pairwise([*part, part[0]]):
            first, second = ax + ay - level, bx + by - level
            if first * second < 0:
                share = first / (first - second)
                ends.append((ax + (bx - ax) * share, ay + (by - ay) * share))
        if len(ends) == 2:
            found.append((ends[0], ends[1]))
        level += HATCH
    return found


def _divider(whole: Sequence[Point], x: float, y: float, *, upright: bool) -> Line:
    """The line that parts a symbol into halves."""
    if upright:
        top, bottom = min(py for _, py in whole), max(py for _, py in whole)
        return Line(((x, top), (x, bottom)), Pen(width=1.5))
    reach = max(px for px, _ in whole) - x
    return Line(((x - reach, y), (x + reach, y)), Pen(width=1.5))


def fill_words(states: tuple[str, str]) -> str:
    """What a pair of states means, for the key."""
    illness, substance = states
    parts = []
    for state, plain in ((illness, "illness"), (substance, "alcohol or drugs")):
        if state:
            parts.append({"current": plain, "suspected": f"{plain} suspected", "recovery": f"{plain}: recovery"}[state])
    words = " + ".join(parts)
    return words[:1].upper() + words[1:]
