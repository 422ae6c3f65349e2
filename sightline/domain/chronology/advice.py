"""What is worth saying about a row, in words its contributor can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from .headings import plain
from .row import Problem, Row

LONG_EVENT: Final = 2_000
"""Characters of an event above which it reads like case notes (our default; guidance only says "short")."""
SHARE_OF_ROWS: Final = 0.40
"""An agency's share of all rows above which its length is pointed out (section 2, Length)."""

_SEEN_WORDS: Final = "yes, no, not applicable or not recorded"
_EITHER_WAY: Final = re.compile(r"\s*(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-]\d{2}(?:\d\d)?(?!\d)")
_ERROR_CELL: Final = re.compile(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?\s*$", re.I)


def missing_date(raw: str) -> Problem:
    """No date, and no row above to take it from."""
    said = f"“{raw}” stands for the date of the row above, but there is none" if raw else "The date is blank"
    return Problem(
        "start_date",
        "unknown",
        f"{said}. Give the date as day/month/year, or as near as the record says (May 2016, about 2016, undated).",
    )


def text_problems(row: Row, values: Mapping[str, str], agency: str, *, has_source: bool = True) -> tuple[Problem, ...]:
    """What is missing or unclear in the words of an event, dates apart.

    A source column that is missing altogether is said once for the table, not for each row.
    """
    found: list[Problem] = []
    if not row.event:
        found.append(Problem("event", "missing", "The event is blank: say in a sentence what happened."))
    if not row.source and has_source:
        found.append(
            Problem(
                "source", "missing", "The source is blank: name the record the fact came from, such as “case notes”."
            )
        )
    elif row.source and _names_agency(row.source, agency):
        found.append(
            Problem(
                "source",
                "agency",
                "The source names your agency. Name the record only; Sightline adds the agency.",
                hint=True,
            )
        )
    if row.child_seen is None and values.get("child_seen", "").strip():
        found.append(
            Problem(
                "child_seen", "format", f"“{_short(values['child_seen'])}”: write {_SEEN_WORDS} under “Child seen”."
            )
        )
    if row.significance is None and values.get("significance", "").strip():
        found.append(
            Problem("significance", "format", f"“{_short(values['significance'])}”: write yes or no for a key episode.")
        )
    if row.sequence is None and values.get("sequence", "").strip():
        found.append(
            Problem("sequence", "format", f"“{_short(values['sequence'])}”: give the order on the day as a number.")
        )
    if len(row.event) > LONG_EVENT:
        found.append(
            Problem(
                "event",
                "long",
                f"The event runs to {len(row.event):,} characters. A chronology is not a case-note dump: keep what "
                "matters for the review.",
                hint=True,
            )
        )
    for name in ("event", "response", "source"):
        if _ERROR_CELL.match(getattr(row, name)):
            found.append(
                Problem(
                    name, "formula", f"The cell shows the error {getattr(row, name).strip()}: type the words instead."
                )
            )
    return tuple(found)


def month_first(rows: Iterable[Row]) -> str | None:
    """What to ask where days seem to stand in US order: one that cannot be day/month makes the others doubtful."""
    swapped, either = 0, 0
    for row in rows:
        if any(one.field == "start_date" and one.suggestion for one in row.problems):
            swapped += 1
        elif (found := _EITHER_WAY.match(row.date_raw)) and found[1].lstrip("0") != found[2].lstrip("0"):
            either += 1
    if not swapped or not either:
        return None
    said = "1 date only makes" if swapped == 1 else f"{swapped:,} dates only make"
    more = "1 other was" if either == 1 else f"{either:,} others were"
    return (
        f"{said} sense as month/day/year, the order of the United States. {more} read as day/month and could be "
        "either: ask the agency in which order its dates stand."
    )


def _short(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= 60 else clean[:57] + "…"


@lru_cache(maxsize=4096)
def _names_agency(source: str, agency: str) -> bool:
    name = plain(agency)
    return (
        len(name) > 3
        and plain(source).startswith(name)
        and re.match(r"\s*" + re.escape(agency) + r"\b", source, re.I) is not None
    )
