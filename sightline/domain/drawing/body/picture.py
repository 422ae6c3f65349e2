"""A body with the marks of one or more entries: drawing and words. Nothing says how old a mark is: nobody can tell.

body_map(version, marks, across=2)  →  Scene
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sightline.domain.dates import and_list
from sightline.domain.drawing.scene import GREY, INK, PAPER, Circle, Group, Line, Pen, Scene, Shape, Text
from sightline.domain.drawing.wrapping import wrapped

from .figure import HIGH, WIDE, Figure, Part, figures
from .regions import NOWHERE, REGIONS, SIDES, VIEWS

GAP: Final = 6.0
HEAD: Final = 40.0
LABEL: Final = 11.0
SHADED: Final = "#e8e8e8"
NOT_RECORDED: Final = "not recorded"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. `x` and `y`: its point in the view, or None where only the region is known. All words describe only."""

    number: int
    region: str = ""
    side: str = ""
    view: str = ""
    x: float | None = None
    y: float | None = None
    place: str = ""
    size_mm: float | None = None
    shape: str = ""
    colour: str = ""
    what: str = ""
    href: str = ""

    @property
    def has_point(self) -> bool:
        return self.x is not None and self.y is not None and self.view in VIEWS


def mark_words(mark: Mark) -> str:
    """One mark in a sentence: what, where, size, shape, colour. What is missing is said."""
    region = REGIONS.get(mark.region, "Place on the body not recorded")
    where = [region]
    if mark.side in SIDES and mark.region not in NOWHERE:
        where.append(SIDES[mark.side])
    if mark.view in VIEWS:
        where.append(f"{VIEWS[mark.view].lower()} view")
    if mark.place.strip():
        where.append(" ".join(mark.place.split()))
    size = f"{mark.size_mm:g} mm" if mark.size_mm is not None else NOT_RECORDED
    parts = [
        f"{mark.what}: {', '.join(where)}" if mark.what else ", ".join(where),
        f"size {size}",
        f"shape: {' '.join(mark.shape.split()) or NOT_RECORDED}",
        f"colour: {' '.join(mark.colour.split()) or NOT_RECORDED}",
    ]
    return f"{mark.number}. {'; '.join(parts)}."


def body_map(version: str, marks: Sequence[Mark] = (), *, across: int = 2, title: str = "Body map") -> Scene:
    """The drawing. Raises KeyError for a version there has never been."""
    figure = figures()[version]
    rows = math.ceil(len(figure.views) / across)
    width = across * WIDE + (across + 1) * GAP
    placed = {mark.number: _place(figure, mark) for mark in marks}
    shapes: list[Shape] = []
    for number, (view, parts) in enumerate(figure.views.items()):
        x = GAP + (WIDE + GAP) * (number % across)
        y = (HIGH + HEAD) * (number // across) + HEAD
        mine = [(mark, place) for mark in marks if (place := placed[mark.number]) and place[0] == view]
        shapes += _view(view, parts, mine, x, y)
    drawn = sum(1 for place in placed.values() if place)
    foot = _foot(marks, drawn, figure, width, rows * (HIGH + HEAD) + 16)
    height = rows * (HIGH + HEAD) + 16 * len(foot) + 14
    shapes += foot
    return Scene(round(width), round(height), f"{title}: {figure.name.lower()}", _desc(figure, marks), tuple(shapes))


def _desc(figure: Figure, marks: Sequence[Mark]) -> str:
    if not marks:
        return f"{figure.name}: {and_list([words.lower() for words in VIEWS.values()])}. No mark is placed."
    return " ".join(mark_words(mark) for mark in marks)


_Place = tuple[str, float, float, bool]


def _place(figure: Figure, mark: Mark) -> _Place | None:
    """View and point of a mark, and whether the point was recorded; None where it is nowhere on the drawing."""
    if mark.x is not None and mark.y is not None and mark.view in figure.views:
        return mark.view, min(max(mark.x, 0.0), WIDE), min(max(mark.y, 0.0), HIGH), True
    found = figure.find(mark.region, mark.view, mark.side)
    if found is None:
        return None
    view, part = found
    return view, *part.centre, False


def _view(view: str, parts: Sequence[Part], marks: Sequence[tuple[Mark, _Place]], x: float, y: float) -> list[Shape]:
    shaded = {(mark.region, mark.side) for mark, place in marks if not place[3]}
    inner: list[Shape] = []
    for part in parts:
        fill = SHADED if {(part.region, part.side), (part.region, "")} & shaded else PAPER
        points = tuple((px + x, py + y) for px, py in part.points)
        data = {"region": part.region, "side": part.side, "view": view}
        side = "" if part.side == "middle" else f", {SIDES[part.side]}"
        shape = Line(points, Pen(GREY, 1, "", fill), True, data)
        inner.append(Group((shape,), title=f"{REGIONS[part.region]}{side}"))
    inner += _marks(marks, x, y)
    data = {"body-view": view, "left": f"{x:g}", "top": f"{y:g}"}
    words = wrapped(VIEWS[view], WIDE, 1)[0]
    return [Text(x + WIDE / 2, y - 10, words, anchor="middle", bold=True), Group(tuple(inner), data=data)]


def _marks(marks: Sequence[tuple[Mark, _Place]], x: float, y: float) -> list[Shape]:
    """Each mark as a dot with its number beside it; numbers give way to each other and to dots."""
    dots = [(x + place[1], y + place[2]) for _, place in marks]
    taken: list[tuple[float, float]] = []
    shapes: list[Shape] = []
    for (mark, place), dot in zip(marks, dots, strict=True):
        label = _free(dot, dots, taken, (x, y))
        taken.append(label)
        fill = INK if place[3] else PAPER
        inner = (
            Line((dot, label), Pen(INK, 1)),
            Circle(*dot, 4, Pen(INK, 1.5, "", fill), {"dot": "point" if place[3] else "region"}),
            Circle(*label, LABEL, Pen(INK, 1.5, "", PAPER)),
            Text(label[0], label[1] + 5, str(mark.number), anchor="middle", bold=True),
        )
        known = "" if place[3] else " Where in this region is not recorded."
        data = {"mark": str(mark.number), "at": mark.region}
        shapes.append(Group(inner, title=mark_words(mark) + known, href=mark.href, data=data))
    return shapes


def _free(
    dot: tuple[float, float],
    dots: Sequence[tuple[float, float]],
    taken: Sequence[tuple[float, float]],
    corner: tuple[float, float],
) -> tuple[float, float]:
    """The nearest place for a number, towards the outside first."""
    outwards = 0.0 if dot[0] >= corner[0] + WIDE / 2 else math.pi
    for away in (20.0, 30.0, 42.0, 56.0, 72.0, 90.0):
        for turn in (0.0, 0.6, -0.6, 1.2, -1.2, 1.8, -1.8, 2.4, -2.4, math.pi):
            spot = (dot[0] + away * math.cos(outwards + turn), dot[1] + away * math.sin(outwards + turn))
            if not (
                corner[0] + LABEL <= spot[0] <= corner[0] + WIDE - LABEL
                and corner[1] - 4 <= spot[1] <= corner[1] + HIGH - LABEL
            ):
                continue
            clear = all(math.dist(spot, other) > 2 * LABEL + 2 for other in taken)
            if clear and all(math.dist(spot, other) > LABEL + 5 for other in dots):
                return spot
    return dot


def _foot(marks: Sequence[Mark], drawn: int, figure: Figure, width: float, y: float) -> list[Shape]:
    """Which drawing it is, and what is not on it."""
    words = [f"{figure.called}. The child’s left and right are the child’s own."]
    if drawn < len(marks):
        words.append(f"{len(marks) - drawn} not on the drawing, only in words.")
    lines = [line for one in words for line in wrapped(one, width - 2 * GAP, 2)]
    return [Text(GAP, y + 16 * number, line, fill=GREY) for number, line in enumerate(lines)]
