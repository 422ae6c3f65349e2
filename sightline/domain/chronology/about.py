"""What a template says about itself: for which review, agency and period it was made. Only our own templates do.

A paragraph each in Word ("Agency: Police"), a row each on a sheet of a workbook. The label of the period marks a
template as ours: of any other file that happens to have a line "Agency: …" nothing is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from .grid import Contents, Grid
from .row import Row
from .when import understand

AGENCY: Final = "Agency"
REVIEW: Final = "Review"
PERIOD: Final = "Period asked for"
FILLED_BY: Final = "Filled in by (role)"
LABELS: Final = (AGENCY, REVIEW, PERIOD, FILLED_BY)

TO_WRITE: Final = "[write here]"
"""What stands where the agency is to write; nobody wrote it."""

SHEET: Final = "About this return"
GUIDANCE: Final = "Guidance"


@dataclass(frozen=True, slots=True)
class About:
    """The review, agency and period in words, as they stand in the file; "" where nobody wrote any."""

    agency: str = ""
    review: str = ""
    period: str = ""


def line_of(text: str) -> tuple[str, str] | None:
    """Label and value of a paragraph such as "Agency: Police"; None for any other."""
    label, colon, value = text.partition(":")
    label = " ".join(label.split())
    return (label, " ".join(value.split())) if colon and label in LABELS else None


def about(contents: Contents) -> About | None:
    """What a template says about itself; None when the file was not made from one."""
    lines = [*contents.about, *(pair for grid in contents.grids if is_about(grid) for pair in _pairs(grid))]
    found: dict[str, str] = {}
    for label, value in lines:
        found.setdefault(label, "" if value == TO_WRITE else value)
    return About(found.get(AGENCY, ""), found.get(REVIEW, ""), found[PERIOD]) if PERIOD in found else None


def is_about(grid: Grid) -> bool:
    """Whether a sheet is the one a template has about itself."""
    return grid.width <= 2 and PERIOD in {label for label, _ in _pairs(grid)}


def _pairs(grid: Grid) -> Iterable[tuple[str, str]]:
    for row in grid.rows[:20]:
        texts = [" ".join(cell.text.split()) for cell in row.cells]
        if texts and texts[0] in LABELS:
            yield texts[0], texts[1] if len(texts) > 1 else ""


def outside(rows: Iterable[Row], period: str, reference: date) -> int:
    """How many rows are certainly dated outside the period; none where it is in words that name no two days."""
    asked = understand(period, reference=reference)
    if asked.edtf is None:
        return 0
    first, last = asked.earliest or date.min, asked.latest or date.max
    return sum(row.bounds[1] < first or row.bounds[0] > last for row in rows if row.bounds is not None)
