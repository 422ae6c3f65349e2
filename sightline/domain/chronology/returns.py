"""What came of one file: the rows that were kept, those that were refused, and what is worth saying about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .about import About
from .row import Place, Row


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out, with its words so that they are not lost."""

    at: Place
    reason: str
    text: str

    def as_json(self) -> dict[str, Any]:
        """Place, row, reason and what stood there."""
        return {"place": self.at.place, "row": self.at.row, "reason": self.reason, "text": self.text}


@dataclass(slots=True)
class Return:
    """What came of one file: an agency's return. `about`: what the template it was made from says."""

    file: str
    agency: str
    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    mapped: dict[str, str] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    about: About | None = None

    @property
    def read(self) -> int:
        """Rows that held anything, headings not counted."""
        return len(self.rows) + len(self.refused)


def rows_in_words(count: int) -> str:
    """“1 row was”, “3 rows were”."""
    return "1 row was" if count == 1 else f"{count:,} rows were"


def place_in_words(place: str) -> str:
    """“Table 1”, “the sheet’s name” in quotation marks, or “The table”."""
    return place[:1].upper() + place[1:] if place.startswith("table") else f"“{place}”" if place else "The table"
