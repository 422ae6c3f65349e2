"""A table as a reader found it: cells with the grid columns they cover, before anybody knows what they mean.

Readers of Word, Excel and text files all give this shape, so that headings, dates carried down and notes are understood
in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """Text over `span` grid columns from `start`. `repeated`: a merged cell reaches down into this row."""

    start: int
    text: str
    span: int = 1
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with its number as a person counts it in the file (headings included), and the cells that hold text.

    `notices`: a short code and a sentence each, about this row.
    """

    number: int
    cells: tuple[Cell, ...]
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table or sheet. `place`: "table 1" or the sheet's name; `width`: grid columns; `hidden`: of these, hidden."""

    place: str
    rows: tuple[GridRow, ...]
    width: int
    hidden: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_place: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a reader found in one file. `notices`: sentences about all of it; `about`: lines of a template."""

    grids: tuple[Grid, ...]
    notices: tuple[str, ...] = ()
    comments: tuple[dict[str, Any], ...] = field(default=())
    about: tuple[tuple[str, str], ...] = ()


def grid_of(place: str, lines: Sequence[Sequence[str]], first_number: int = 1) -> Grid:
    """A grid without merged cells from lists of texts."""
    rows = tuple(
        GridRow(number, tuple(Cell(at, text) for at, text in enumerate(line) if text.strip()))
        for number, line in enumerate(lines, start=first_number)
    )
    return Grid(place, rows, max((len(line) for line in lines), default=0))
