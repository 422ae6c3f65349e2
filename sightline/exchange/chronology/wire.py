"""What a reader found, as JSON between the child process and its parent. Plain data only: a child may be hostile."""

from __future__ import annotations

import json
from typing import Any

from sightline.domain.chronology.grid import Cell, Contents, Grid, GridRow


def dumps(contents: Contents) -> str:
    """As one JSON text."""
    return json.dumps(
        {
            "grids": [_grid(grid) for grid in contents.grids],
            "notices": list(contents.notices),
            "comments": list(contents.comments),
            "about": list(contents.about),
        },
        ensure_ascii=True,
        separators=(",", ":"),
    )


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "place": grid.place,
        "width": grid.width,
        "hidden": sorted(grid.hidden),
        "hidden_rows": sorted(grid.hidden_rows),
        "hidden_place": grid.hidden_place,
        "notices": list(grid.notices),
        "rows": [
            [row.number, [[cell.start, cell.span, int(cell.repeated), cell.text] for cell in row.cells], row.notices]
            for row in grid.rows
        ],
    }


def loads(text: str) -> Contents:
    """Read it back. Raises ValueError, KeyError or TypeError when it is not what `dumps` writes."""
    found = json.loads(text)
    return Contents(
        tuple(_read_grid(one) for one in found["grids"]),
        tuple(str(one) for one in found["notices"]),
        tuple(dict(one) for one in found["comments"]),
        tuple((str(label), str(value)) for label, value in found["about"]),
    )


def _read_grid(found: dict[str, Any]) -> Grid:
    rows = tuple(
        GridRow(
            int(number),
            tuple(Cell(int(start), str(text), int(span), bool(repeated)) for start, span, repeated, text in cells),
            tuple((str(code), str(said)) for code, said in notices),
        )
        for number, cells, notices in found["rows"]
    )
    return Grid(
        str(found["place"]),
        rows,
        int(found["width"]),
        frozenset(int(one) for one in found["hidden"]),
        frozenset(int(one) for one in found["hidden_rows"]),
        bool(found["hidden_place"]),
        tuple(str(one) for one in found["notices"]),
    )
