"""How a tie looks: strength by width and dash, stress by ticks over any strength, flow by arrowheads.

Rules of the practice file's table: strong solid 6 px, ordinary solid 2 px, weak dashed 6 6; stress ticks of 8 px every
10 px; an arrowhead towards the family gives to it. A strength nobody recorded is a thin line with a question mark.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from sightline.domain.drawing.scene import INK, PAPER, Circle, Line, Pen, Shape, Text

from .model import Tie

Point = tuple[float, float]
PENS: Final[Mapping[str | None, Pen]] = {
    "strong": Pen(width=6),
    "ordinary": Pen(width=2),
    "weak": Pen(width=2, dash="6 6"),
    None: Pen(width=1),
}
TICK: Final = 8.0
"""Length of a stress tick, as far as it is seen beside the line."""
EVERY: Final = 10.0
HEAD: Final = 12.0
"""Length of an arrowhead."""


def tie_shapes(tie: Tie, start: Point, end: Point, *, measured: bool = True) -> list[Shape]:
    """A tie's shapes from its system (`start`) to the family (`end`). `measured`: with data, not for a key."""
    data = _data(tie) if measured else {}
    ux, uy = _direction(start, end)
    to_family, to_system = tie.flow in ("in", "both"), tie.flow in ("out", "both")
    # The line stops inside an arrowhead, so that a thick one doesn't show beyond its point.
    line_start = (start[0] + ux * HEAD / 2, start[1] + uy * HEAD / 2) if to_system else start
    line_end = (end[0] - ux * HEAD / 2, end[1] - uy * HEAD / 2) if to_family else end
    shapes: list[Shape] = [Line((line_start, line_end), PENS[tie.strength], data=data)]
    if tie.stress:
        shapes += _ticks(tie, start, end, HEAD * to_system, HEAD * to_family, data)
    if to_family:
        shapes.append(_head(end, (ux, uy), "in" if measured else ""))
    if to_system:
        shapes.append(_head(start, (-ux, -uy), "out" if measured else ""))
    return shapes


def question(place: Point) -> list[Shape]:
    """The mark of a strength that is not recorded, on the line."""
    x, y = place
    return [Circle(x, y, 9, Pen(stroke="none", fill=PAPER)), Text(x, y + 5, "?", anchor="middle", bold=True)]


def _data(tie: Tie) -> dict[str, str]:
    return {
        "line": "tie",
        "ref": f"{tie.system}+{tie.person}" if tie.person else tie.system,
        "strength": tie.strength or "not-recorded",
        "stress": "not-recorded" if tie.stress is None else "yes" if tie.stress else "no",
        "flow": tie.flow or "not-recorded",
    }


def _direction(start: Point, end: Point) -> Point:
    size = math.dist(start, end) or 1.0
    return (end[0] - start[0]) / size, (end[1] - start[1]) / size


def _ticks(tie: Tie, start: Point, end: Point, before: float, after: float, data: Mapping[str, str]) -> list[Shape]:
    """Upright strokes over the line, evenly from its middle outwards."""
    ux, uy = _direction(start, end)
    length = math.dist(start, end)
    half = TICK / 2 + (PENS["strong"].width / 2 if tie.strength == "strong" else 0)
    room = length - before - after
    count = max(1, int(room // EVERY))
    first = before + (room - (count - 1) * EVERY) / 2
    shapes: list[Shape] = []
    for number in range(count):
        x, y = start[0] + ux * (first + number * EVERY), start[1] + uy * (first + number * EVERY)
        points = ((x - uy * half, y + ux * half), (x + uy * half, y - ux * half))
        shapes.append(Line(points, Pen(width=2), data={"tick": "stress"} if data else {}))
    return shapes


def _head(tip: Point, direction: Point, flow: str) -> Shape:
    """An arrowhead that points along `direction`."""
    ux, uy = direction
    back = (tip[0] - ux * HEAD, tip[1] - uy * HEAD)
    points = (tip, (back[0] - uy * 6.5, back[1] + ux * 6.5), (back[0] + uy * 6.5, back[1] - ux * 6.5))
    return Line(points, Pen(stroke=INK, width=1, fill=INK), closed=True, data={"arrow": flow} if flow else {})
