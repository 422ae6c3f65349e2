"""A drawing on paper: in a column of a print, or on sheets of its own, cut with overlap where it does not fit on one.

scene px ─ 96 to the inch ─► mm ─ fits a column at 70 % or more? ─ yes ─► among the words
                                  fits a sheet at 70 % or more? ── yes ─► one sheet, upright or across
                                                                └─ no ──► sheets at 70 %, 10 mm of each on the next
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from sightline.domain.drawing import Scene, render

PAPER: Final = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
MM: Final = 25.4 / 96
SIDE: Final = 12.0
HEAD: Final = 34.0
"""White at each side of a sheet, and what heading, note and page number take, in mm."""
COLUMN: Final = (170.0, 215.0)
"""Room for a drawing among the words of a print, in mm."""
LEAST: Final = 0.7
"""No smaller than this: words of 14 px are then 7.4 pt on paper (our default)."""
OVERLAP: Final = 10.0


@dataclass(frozen=True)
class Sheets:
    """How a drawing is laid on paper, in mm: its printed size, the window of a sheet, where each window begins."""

    paper: str
    across: bool
    width: float
    height: float
    window: tuple[float, float]
    tiles: tuple[tuple[float, float, str], ...]


def sheets(width: float, height: float, paper: str, least: float = LEAST) -> Sheets:
    """The fewest sheets for a drawing of this size (px). Of several, each says its row and column."""
    natural = (width * MM, height * MM)
    found = [_laid(natural, paper, across, least) for across in (False, True)]
    return min(found, key=lambda one: (len(one.tiles), -one.width))  # of as many, the larger print


def _laid(natural: tuple[float, float], paper: str, across: bool, least: float) -> Sheets:
    short, long = PAPER[paper]
    wide, high = (long, short) if across else (short, long)
    window = (wide - 2 * SIDE, high - SIDE - HEAD)
    scale = min(1.0, window[0] / natural[0], window[1] / natural[1])
    if scale >= least:
        size = (natural[0] * scale, natural[1] * scale)
        return Sheets(paper, across, *size, (min(window[0], size[0]), min(window[1], size[1])), ((0.0, 0.0, ""),))
    columns, rows = (_count(natural[side] * LEAST, window[side]) for side in (0, 1))
    step = (window[0] - OVERLAP, window[1] - OVERLAP)
    # As large as so many sheets hold: no last sheet with a single person on it.
    whole = (columns * step[0] + OVERLAP, rows * step[1] + OVERLAP)
    scale = min(1.0, whole[0] / natural[0], whole[1] / natural[1])
    size = (natural[0] * scale, natural[1] * scale)
    tiles = tuple(
        (column * step[0], row * step[1], _name(row, column, rows, columns))
        for row in range(rows)
        for column in range(columns)
    )
    return Sheets(paper, across, *size, (window[0], min(window[1], size[1])), tiles)


def _count(size: float, window: float) -> int:
    return max(1, math.ceil((size - OVERLAP) / (window - OVERLAP)))


def _name(row: int, column: int, rows: int, columns: int) -> str:
    """Which sheet it is, and where it goes."""
    name = f"Sheet {row * columns + column + 1} of {rows * columns}"
    if rows == 1:
        return f"{name}, side by side"
    if columns == 1:
        return f"{name}, one below the other"
    return f"{name}: row {row + 1} of {rows}, column {column + 1} of {columns}"


def on_sheets(scene: Scene, paper: str, least: float = LEAST) -> dict[str, Any]:
    """A drawing as `drawing-on-sheets` of the frame of every document sets it."""
    laid = sheets(scene.width, scene.height, paper, least)
    return {
        "svg": render(scene),
        "alt": scene.desc,
        "paper": laid.paper,
        "across": laid.across,
        "width": laid.width,
        "height": laid.height,
        "window": list(laid.window),
        "overlap": OVERLAP,
        "tiles": [{"x": x, "y": y, "name": name} for x, y, name in laid.tiles],
    }


@dataclass(frozen=True)
class PaperDrawing:
    """A drawing that a print of a record shows under a heading. Its facts stand in words beside it."""

    heading: str
    scene: Scene
    least: float = LEAST
    """How small it may be, of its size on a screen, before it is cut into several sheets."""

    def block(self) -> dict[str, Any]:
        """The drawing as a block of a sheet: in the column where it fits, else on sheets of its own."""
        scale = min(1.0, COLUMN[0] / (self.scene.width * MM), COLUMN[1] / (self.scene.height * MM))
        if scale < LEAST:
            return {"kind": "drawing-on-sheets", "title": self.heading, **on_sheets(self.scene, "a4", self.least)}
        return {
            "kind": "drawing",
            "svg": render(self.scene),
            "alt": self.scene.desc,
            "width": self.scene.width * MM * scale,
        }
