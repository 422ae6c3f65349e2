"""A family as a file: drawing, picture, or PDF on A4 or A3, cut into sheets with overlap where it does not fit on one.

scene px ─ 96 to the inch ─► mm ─ fits at 70 % or more? ─ yes ─► one sheet, upright or across
                                                        └ no ──► sheets at 70 %, 10 mm of each shown on the next
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse

from sightline.desk.drawn import Drawn
from sightline.domain.dates import in_words
from sightline.domain.drawing.genogram import (
    PEOPLE_HEAD,
    RELATIONS_HEAD,
    in_reading_order,
    narrative,
    person_cells,
    relation_rows,
)
from sightline.kit.pdf import pdf_response, picture

FORMS: Final = ("svg", "png", "a4", "a3")
PAPER: Final = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
MM: Final = 25.4 / 96
SIDE: Final = 12.0
HEAD: Final = 34.0
"""White at each side of a sheet, and what heading, note and page number take, in mm."""
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


def sheets(width: float, height: float, paper: str) -> Sheets:
    """The fewest sheets for a drawing of this size (px). Of several, each says its row and column."""
    natural = (width * MM, height * MM)
    found = [_laid(natural, paper, across) for across in (False, True)]
    return min(found, key=lambda one: (len(one.tiles), -one.width))


def _laid(natural: tuple[float, float], paper: str, across: bool) -> Sheets:
    short, long = PAPER[paper]
    wide, high = (long, short) if across else (short, long)
    window = (wide - 2 * SIDE, high - SIDE - HEAD)
    scale = min(1.0, window[0] / natural[0], window[1] / natural[1])
    if scale >= LEAST:
        size = (natural[0] * scale, natural[1] * scale)
        return Sheets(paper, across, *size, (min(window[0], size[0]), min(window[1], size[1])), ((0.0, 0.0, ""),))
    size = (natural[0] * LEAST, natural[1] * LEAST)
    columns, rows = (_count(size[side], window[side]) for side in (0, 1))
    step = (window[0] - OVERLAP, window[1] - OVERLAP)
    tiles = tuple(
        (column * step[0], row * step[1], f"Row {row + 1} of {rows}, column {column + 1} of {columns}")
        for row in range(rows)
        for column in range(columns)
    )
    return Sheets(paper, across, *size, window, tiles)


def _count(size: float, window: float) -> int:
    return max(1, math.ceil((size - OVERLAP) / (window - OVERLAP)))


def made(drawn: Drawn, form: str) -> HttpResponse:
    """The family in one of the forms, as a file to keep."""
    if form in PAPER:
        return pdf_response("desk/family.typ", _data(drawn, form), name=f"family-{form}")
    kind, content = ("image/png", picture(drawn.svg)) if form == "png" else ("image/svg+xml", drawn.svg.encode())
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="family.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _data(drawn: Drawn, paper: str) -> dict[str, Any]:
    scene, family = drawn.genogram.scene, drawn.family
    laid = sheets(scene.width, scene.height, paper)
    return {
        "title": f"{family.title or 'A family'}, as of {in_words(drawn.chosen.on)}",
        "hindsight": drawn.chosen.hindsight,
        "svg": drawn.svg,
        "alt": scene.desc,
        "paper": laid.paper,
        "across": laid.across,
        "width": laid.width,
        "height": laid.height,
        "window": list(laid.window),
        "overlap": OVERLAP,
        "tiles": [{"x": x, "y": y, "name": name} for x, y, name in laid.tiles],
        "people_head": list(PEOPLE_HEAD),
        "people": [list(person_cells(family, one)) for one in in_reading_order(family, drawn.order)],
        "relations_head": list(RELATIONS_HEAD),
        "relations": [list(row.cells) for row in relation_rows(family)],
        "story": list(narrative(family, drawn.order)),
        "notes": list(drawn.notes),
    }
