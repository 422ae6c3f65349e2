"""The order of a composite chronology: total, so that the order of the files never matters.

Earliest bound, then the sequence where one is set for that day, then known times, then rows without a time; agency,
source and the row's text settle the rest. Rows without a date that could be understood stand at the end. A date open
at its early end ("before May 2016") may lie as early as any and stands first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from .row import Row
from .words import Coder

_LATE: Final = 24 * 60


def order_key(row: Row, coder: Coder | None = None) -> tuple[Any, ...]:
    """The place of a row; equal only for rows that are equal in everything that is written out.

    With a glossary, rows of one moment stand by their codes, so that the order is the same with names and with codes.
    """
    when = row.when
    dated = row.bounds is not None
    return (
        not dated,
        (when.earliest or date.min) if dated else date.max,
        row.sequence is None,
        row.sequence or 0,
        when.first_minute is None,
        when.first_minute if when.first_minute is not None else _LATE,
        _texts(row) if coder is None else tuple(coder(text) for text in _texts(row)),
        row.at.row,
        row.row_type.value,
        (row.child_seen or "", row.significance or "", row.themes, when.end_date or "", when.end_time or ""),
    )


def _texts(row: Row) -> tuple[str, ...]:
    return (
        row.agency.casefold(),
        row.agency,
        row.source,
        row.event,
        row.response,
        row.analysis,
        row.child_voice,
        row.practitioner,
        row.who_involved,
        row.ref,
        row.date_raw,
        row.time_raw,
        row.at.file,
        row.at.place,
        *(text for pair in sorted(row.extras.items()) for text in pair),
    )


def in_order(rows: Iterable[Row], coder: Coder | None = None) -> list[Row]:
    """All rows in the order of a composite."""
    return sorted(rows, key=lambda row: order_key(row, coder))
