"""Rows for tests, in the words of a chronology."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.domain.chronology.grid import Contents, grid_of
from sightline.domain.chronology.links import Link
from sightline.domain.chronology.merge import Composite, combine
from sightline.domain.chronology.reading import read_return
from sightline.domain.chronology.returns import Return
from sightline.domain.chronology.row import Row

REFERENCE = date(2026, 11, 25)
COLUMNS = {
    "ref": "Ref", "date": "Date", "time": "Time", "end": "End date", "sequence": "Sequence", "source": "Source",
    "event": "Event", "response": "Response", "who": "Who was present", "seen": "Child seen", "comment": "Comment",
}  # fmt: skip


def sent(agency: str, *rows: dict[str, Any], file: str = "") -> Return:
    """An agency's return of rows given by the keys of COLUMNS; a source stands where none is given."""
    lines = [list(COLUMNS.values())]
    lines += [[str(({"source": "record"} | row).get(name, "")) for name in COLUMNS] for row in rows]
    return read_return(
        Contents((grid_of("t", lines),)), file=file or f"{agency}.csv", agency=agency, reference=REFERENCE
    )


def merged(*returns: Return) -> Composite:
    """The composite of several returns."""
    return combine(returns)


def a_row(agency: str = "Police", **cells: Any) -> Row:
    """One row."""
    [row] = sent(agency, {"date": "1/5/2016", "event": "x"} | cells).rows
    return row


def linked(composite: Composite, kind: str) -> list[tuple[str, ...]]:
    """The references of the rows of each link of a kind."""
    return [tuple(composite.rows[at].ref for at in link.rows) for link in composite.links if link.kind == kind]


def only(composite: Composite, kind: str) -> Link:
    """The one link of a kind."""
    [link] = [link for link in composite.links if link.kind == kind]
    return link
