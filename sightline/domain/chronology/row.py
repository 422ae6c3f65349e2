"""One row of a chronology: what an agency recorded, when (as written and as understood), and where it stands.

Fields and their names: section 2 of the domain facts on reviews. `agency` is set by the import and never typed by a
contributor. Nothing here is worked out for show: an `end_date` that nobody wrote is empty, also where arithmetic takes
it as equal to the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final


class FileRefused(Exception):
    """A file cannot be used at all. The message is one plain sentence: what is wrong, and what to do."""


class RowType(StrEnum):
    """What a row is. A note speaks about the chronology; context (a band across the table) frames what follows."""

    EVENT = "event"
    NOTE = "note"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one row that its contributor can act on.

    `field`: of the row; `code`: short and stable; `reason`: one plain sentence; `suggestion`: what may have been
    meant, never applied. `hint`: the row is usable as it is.
    """

    field: str
    code: str
    reason: str
    suggestion: str = ""
    hint: bool = False

    def as_json(self) -> dict[str, Any]:
        """The problem as it stands in a report."""
        found: dict[str, Any] = {"field": self.field, "code": self.code, "reason": self.reason}
        if self.suggestion:
            found["suggestion"] = self.suggestion
        return found | {"hint": True} if self.hint else found


@dataclass(frozen=True, slots=True)
class When:
    """A date (and time) as understood; everything is empty when it could not be.

    `start_date` and its three companions are EDTF texts without an invented day ("2016-05", "2016-05-22?").
    `earliest` and `latest` are days, None when open or unknown. `first_minute` and `last_minute` count from midnight.
    """

    edtf: str | None = None
    start_date: str | None = None
    start_time: str | None = None
    end_date: str | None = None
    end_time: str | None = None
    earliest: date | None = None
    latest: date | None = None
    first_minute: int | None = None
    last_minute: int | None = None
    flags: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


NEVER: Final = When()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: file name (without folder), sheet or table, and the row's number as a reader counts it."""

    file: str
    place: str
    row: int

    def in_words(self) -> str:
        """“Police.docx, table 1, row 7”."""
        return ", ".join(part for part in (self.file, self.place, f"row {self.row}") if part)

    def as_json(self) -> dict[str, Any]:
        """The three fields by which a row is known in every output."""
        return {"source_file": self.file, "source_place": self.place, "source_row": self.row}


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Texts are "" when nothing was written; `child_seen` and `significance` are then None."""

    at: Place
    agency: str
    when: When = NEVER
    date_raw: str = ""
    time_raw: str = ""
    ref: str = ""
    sequence: int | None = None
    source: str = ""
    practitioner: str = ""
    who_involved: str = ""
    child_seen: str | None = None
    child_voice: str = ""
    event: str = ""
    response: str = ""
    analysis: str = ""
    significance: str | None = None
    themes: tuple[str, ...] = ()
    row_type: RowType = RowType.EVENT
    extras: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def is_event(self) -> bool:
        """Whether it tells of something that happened, so that it is compared and counted."""
        return self.row_type is RowType.EVENT

    @property
    def bounds(self) -> tuple[date, date] | None:
        """First and last day it may fall on, open ends reaching to the ends of the calendar; None when undated."""
        if self.when.edtf is None or (self.when.earliest is None and self.when.latest is None):
            return None
        return self.when.earliest or date.min, self.when.latest or date.max

    @property
    def text(self) -> str:
        """What is compared with other rows: the event, or the response where no event was written."""
        return self.event or self.response

    def as_json(self) -> dict[str, Any]:
        """The row with the fields of section 2 by name, then how its date was read and where it came from."""
        when = self.when
        return {
            "ref": self.ref or None,
            "start_date": when.start_date,
            "start_time": when.start_time,
            "end_date": when.end_date,
            "end_time": when.end_time,
            "sequence": self.sequence,
            "date_raw": self.date_raw,
            "time_raw": self.time_raw or None,
            "edtf": when.edtf,
            "earliest": when.earliest.isoformat() if when.earliest else None,
            "latest": when.latest.isoformat() if when.latest else None,
            "flags": list(when.flags),
            "agency": self.agency,
            "source": self.source,
            "practitioner": self.practitioner,
            "who_involved": self.who_involved,
            "child_seen": self.child_seen,
            "child_voice": self.child_voice,
            "event": self.event,
            "response": self.response,
            "analysis": self.analysis,
            "significance": self.significance,
            "themes": list(self.themes),
            "row_type": self.row_type.value,
            **self.at.as_json(),
            "extras": dict(self.extras),
            "problems": [problem.as_json() for problem in self.problems],
        }


TEXTS: Final = (
    "ref",
    "source",
    "practitioner",
    "who_involved",
    "child_voice",
    "event",
    "response",
    "analysis",
)
"""The free-text fields of a row."""
