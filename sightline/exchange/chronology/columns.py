"""The columns in which a combined chronology leaves as CSV and Excel: the standard ones, then local ones by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sightline.domain.chronology.headings import OWN
from sightline.domain.chronology.row import Row, RowType

NUMBERS: Final = frozenset({"sequence", "source_row"})


def source_of(row: Row) -> str:
    """The source as it is written out: that of a note begins with `#`, as chronology tools have it."""
    return f"#{row.source}" if row.row_type is RowType.NOTE else row.source


_VALUES: Final[dict[str, Callable[[Row], str]]] = {
    "ref": lambda row: row.ref,
    "start_date": lambda row: row.when.start_date or "",
    "start_time": lambda row: row.when.start_time or "",
    "end_date": lambda row: row.when.end_date or "",
    "end_time": lambda row: row.when.end_time or "",
    "sequence": lambda row: "" if row.sequence is None else str(row.sequence),
    "date_raw": lambda row: row.date_raw,
    "agency": lambda row: row.agency,
    "source": source_of,
    "practitioner": lambda row: row.practitioner,
    "who_involved": lambda row: row.who_involved,
    "child_seen": lambda row: row.child_seen or "",
    "child_voice": lambda row: row.child_voice,
    "event": lambda row: row.event,
    "response": lambda row: row.response,
    "analysis": lambda row: row.analysis,
    "significance": lambda row: row.significance or "",
    "themes": lambda row: "; ".join(row.themes),
    "row_type": lambda row: row.row_type.value,
    "source_file": lambda row: row.at.file,
    "source_place": lambda row: row.at.place,
    "source_row": lambda row: str(row.at.row),
}


def extra_names(rows: Sequence[Row]) -> list[str]:
    """The names of local columns, in alphabetical order so that the order of files does not show."""
    return sorted({name for row in rows for name in row.extras}, key=lambda name: (name.casefold(), name))


def headings(extras: Sequence[str]) -> list[str]:
    """All headings; a local column that bears the name of a standard one is told apart."""
    return [*OWN, *(f"{name} (local)" if name in OWN else name for name in extras)]


def values(row: Row, extras: Sequence[str]) -> list[str]:
    """One row's texts in the order of `headings`."""
    return [*(_VALUES[name](row) for name in OWN), *(row.extras.get(name, "") for name in extras)]
