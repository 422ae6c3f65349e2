"""Draws what codings add up to: reviews of each year that a theme was found in, and themes found together.

Reviews                                Was not brought   3  2
 3        [3]                          Every agency …       4
 2  [2]   | |                          The number stands in each square; grey is darker the more.
 0 -+-----+-+---
   2024  2025
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sightline.domain.drawing.scene import GREY, INK, SHADE, Line, Pen, Rect, Scene, Shape, Text, text_width
from sightline.domain.drawing.wrapping import in_lines

EDGE: Final = 8
ROW: Final = 22
BAR: Final = "#1d70b8"
NARROWEST: Final = 320
WIDEST: Final = 1200
SHADES: Final = ("#ffffff", "#d9e2ea", "#b4c8d8", "#8fadc5", "#6a93b3")
"""From none to most; ink on the darkest has a contrast above 4.5 to 1."""


def years_scene(title: str, words: str, years: Sequence[tuple[str, int | None]], *, width: int) -> Scene:
    """Bars, one a year: how many reviews. None: a small number that is not shown, drawn as an empty dashed box.

    Raises ValueError for a width outside 320 to 1200, or no year.
    """
    _check(width)
    if not years:
        raise ValueError("There is no year to draw.")
    highest = max((count or 0 for _, count in years), default=0) or 1
    top, bottom, left, right = ROW * 2, ROW * 2 + 180, EDGE + 10, width - EDGE
    pitch = (right - left) / len(years)
    shapes: list[Shape] = [Text(EDGE, 16, "Reviews", bold=True), Line(((left, bottom), (right, bottom)), Pen(INK, 1))]
    taken = -1.0
    for place, (year, count) in enumerate(years):
        middle, half = left + pitch * (place + 0.5), min(pitch * 0.32, 40)
        shapes += _bar(middle, half, bottom, (bottom - top) * (count or 0) / highest, count, year)
        if middle - text_width(year) / 2 > taken:
            shapes.append(Text(middle, bottom + ROW - 3, year, anchor="middle"))
            taken = middle + text_width(year) / 2 + 4
    height = bottom + ROW + EDGE
    if any(count is None for _, count in years):
        shapes.append(Text(EDGE, height + 12, "Dashed: a small number, not shown"))
        height += ROW
    return Scene(width, round(height + EDGE), title, words, tuple(shapes))


def _bar(middle: float, half: float, bottom: float, tall: float, count: int | None, year: str) -> list[Shape]:
    if count is None:
        box = Rect(
            middle - half, bottom - 26, 2 * half, 26, Pen(GREY, 1, "4 3", SHADE), {"year": year, "hidden": "yes"}
        )
        return [box]
    found: list[Shape] = [Text(middle, bottom - tall - 7, str(count), anchor="middle")]
    if count:
        found.insert(0, Rect(middle - half, bottom - tall, 2 * half, tall, Pen("none", 0, "", BAR), {"year": year}))
    return found


def together_scene(
    title: str, words: str, names: Sequence[str], counts: Mapping[tuple[int, int], int], *, width: int
) -> Scene:
    """Squares of a half table: row and column are themes by number, the number of reviews in each square.

    `names` in order; `counts` by the places of two themes; a pair that is missing is left empty (none, or not shown).
    Raises ValueError for a width outside 320 to 1200, or fewer than two names.
    """
    _check(width)
    if len(names) < 2:
        raise ValueError("Two themes at least are needed to draw them together.")
    most = max(counts.values(), default=0) or 1
    side = min(44.0, (width - 2 * EDGE - 34) / max(len(names) - 1, 1))
    shapes: list[Shape] = [Text(EDGE, 16, "Reviews in which both were found", bold=True)]
    top, left = ROW + 14.0, EDGE + 34.0
    for column in range(len(names) - 1):
        shapes.append(Text(left + side * (column + 0.5), top + 10, str(column + 1), anchor="middle"))
    top += 18
    for row in range(1, len(names)):
        y = top + side * (row - 1)
        shapes.append(Text(left - 8, y + side / 2 + 5, str(row + 1), anchor="end"))
        for column in range(row):
            shapes += _square(left + side * column, y, side, counts.get((row, column)), most)
    y = top + side * (len(names) - 1) + 8
    for number, name in enumerate(names, start=1):
        for line in in_lines(f"{number}  {name}", width - 2 * EDGE):
            y += ROW
            shapes.append(Text(EDGE, y, line))
    return Scene(width, round(y + EDGE + 4), title, words, tuple(shapes))


def _square(x: float, y: float, side: float, count: int | None, most: int) -> list[Shape]:
    shade = SHADES[0] if not count else SHADES[1 + min(3, (count - 1) * 4 // most)]
    data = {"together": str(count)} if count else {"together": "none"}
    found: list[Shape] = [Rect(x + 1, y + 1, side - 2, side - 2, Pen(GREY if count else "#b1b4b6", 1, "", shade), data)]
    if count:
        found.append(Text(x + side / 2, y + side / 2 + 5, str(count), anchor="middle"))
    return found


def _check(width: int) -> None:
    if not NARROWEST <= width <= WIDEST:
        raise ValueError(f"A chart can be drawn from {NARROWEST} to {WIDEST} px wide.")
