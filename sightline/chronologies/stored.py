"""A row of the domain as JSON and as columns, and back again, losing nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sightline.chronologies.models import ChronologyRow
from sightline.domain.chronology.row import Place, Problem, Row, RowType, When

WHEN: Final = ("edtf", "start_date", "start_time", "end_date", "end_time", "first_minute", "last_minute")
PLAIN: Final = (
    "agency", "date_raw", "time_raw", "ref", "sequence", "source", "practitioner", "who_involved", "child_seen",
    "child_voice", "event", "response", "analysis", "significance",
)  # fmt: skip
PLACE: Final = ("source_file", "source_place", "source_row")
CONTENT: Final = (
    *WHEN, "earliest", "latest", "flags", *PLAIN, "themes", "row_type", *PLACE, "extras", "problems",
)  # fmt: skip
"""The columns that a return fills; the others belong to the review."""
CODED: Final = ("coded", "words", "coded_words", "people", "residue", "coded_with")
"""What is worked out from the words of a row and the glossary."""


def as_json(row: Row) -> dict[str, Any]:
    """A row as plain data under the names of its columns."""
    return {
        **{name: getattr(row.when, name) for name in WHEN},
        "earliest": row.when.earliest.isoformat() if row.when.earliest else None,
        "latest": row.when.latest.isoformat() if row.when.latest else None,
        "flags": list(row.when.flags),
        **{name: getattr(row, name) for name in PLAIN},
        "themes": list(row.themes),
        "row_type": row.row_type.value,
        "source_file": row.at.file,
        "source_place": row.at.place,
        "source_row": row.at.row,
        "extras": dict(row.extras),
        "problems": [problem.as_json() for problem in row.problems],
    }


def from_json(found: Mapping[str, Any]) -> Row:
    """The row that `as_json` was given."""
    return Row(
        at=Place(found["source_file"], found["source_place"], found["source_row"]),
        when=When(
            **{name: found[name] for name in WHEN},
            earliest=_day(found["earliest"]),
            latest=_day(found["latest"]),
            flags=tuple(found["flags"]),
        ),
        **{name: found[name] for name in PLAIN},
        themes=tuple(found["themes"]),
        row_type=RowType(found["row_type"]),
        extras=dict(found["extras"]),
        problems=tuple(_problem(one) for one in found["problems"]),
    )


def _day(found: str | date | None) -> date | None:
    return date.fromisoformat(found) if isinstance(found, str) else found


def _problem(found: Mapping[str, Any]) -> Problem:
    return Problem(
        found["field"], found["code"], found["reason"], found.get("suggestion", ""), bool(found.get("hint", False))
    )


def row_of(stored: ChronologyRow) -> Row:
    """A stored row as the domain has it."""
    return from_json({name: getattr(stored, name) for name in CONTENT})


def coded_row_of(stored: ChronologyRow) -> Row:
    """A stored row as it reads in codes; only where there is a glossary."""
    return from_json(content_of(stored) | stored.coded)


def rows_of(stored: Iterable[ChronologyRow]) -> list[Row]:
    """Stored rows as the domain has them, in the order given."""
    return [row_of(one) for one in stored]


def content_of(stored: ChronologyRow) -> dict[str, Any]:
    """What a stored row says, as plain data."""
    return as_json(row_of(stored))


def fill(stored: ChronologyRow, content: Mapping[str, Any]) -> None:
    """Let a stored row say this."""
    for name in CONTENT:
        value = content[name]
        setattr(stored, name, _day(value) if name in ("earliest", "latest") else value)
