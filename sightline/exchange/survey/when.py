"""In which order the dates of one column are written. Never assumed: decided from the column itself, or left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

MONTH_FIRST: Final = "month first"
DAY_FIRST: Final = "day first"
YEAR_FIRST: Final = "year first"
UNCLEAR: Final = "unclear"
MIXED: Final = "mixed"

_CLOCK: Final = r"(?:[ T,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?(?:Z| ?[+-]\d{2}:?\d{2})?)?"
_PARTS: Final = re.compile(rf"^(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-](\d{{4}}|\d{{2}}){_CLOCK}$", re.IGNORECASE)
_TIME: Final = re.compile(r"^\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?$", re.IGNORECASE)
_YEAR: Final = re.compile(rf"^(\d{{4}})[/.\-](\d{{1,2}})[/.\-](\d{{1,2}}){_CLOCK}$", re.IGNORECASE)


def is_date(text: str) -> bool:
    """Whether the whole cell is a date, with or without a time, in some order."""
    year = _YEAR.match(text)
    if year:
        return 1 <= int(year[2]) <= 12 and 1 <= int(year[3]) <= 31
    parts = _PARTS.match(text)
    if not parts:
        return False
    first, second = int(parts[1]), int(parts[2])
    return 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12


def all_dates(values: Sequence[str]) -> bool:
    """Whether there are values and each is a date."""
    return bool(values) and all(is_date(value) for value in values)


def all_times(values: Sequence[str]) -> bool:
    """Whether there are values and each is a time of day alone."""
    return bool(values) and all(_TIME.match(value) for value in values)


def order_of(values: Iterable[str]) -> str:
    """The order of one column's dates. One day above 12 settles it; two that disagree make it "mixed"."""
    found = set()
    any_parts = False
    for value in values:
        if _YEAR.match(value):
            found.add(YEAR_FIRST)
        elif parts := _PARTS.match(value):
            any_parts = True
            if int(parts[1]) > 12:
                found.add(DAY_FIRST)
            elif int(parts[2]) > 12:
                found.add(MONTH_FIRST)
    if {DAY_FIRST, MONTH_FIRST} <= found:
        return MIXED
    for order in (DAY_FIRST, MONTH_FIRST):
        if order in found:
            return order
    return UNCLEAR if any_parts or not found else YEAR_FIRST
