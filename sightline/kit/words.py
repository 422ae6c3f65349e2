"""Filters: dates, times and counts as people write them here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: Any) -> str:
    """A date in words: "3 May 2026". A moment is shown as its day in London; an uncertain date says itself.

    >>> day(date(2026, 5, 3))
    '3 May 2026'
    >>> day(None)
    'date not known'
    """
    if value is None:
        return "date not known"
    if isinstance(value, datetime):
        value = _local(value)
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, str):
        raise TypeError(f"{value!r} is text, not a date; give the date itself")
    return str(value)


def first_capital(words: str) -> str:
    """A sentence's first letter large, the others as they are."""
    return words[:1].upper() + words[1:]


def first_small(words: str) -> str:
    """The same within a sentence: its first letter small, the others as they are."""
    return words[:1].lower() + words[1:]


def clock(value: datetime) -> str:
    """The time of day in London: "14:02"."""
    return f"{_local(value):%H:%M}"


def moment(value: datetime | None) -> str:
    """Day and time in London: "3 May 2026 at 14:02"."""
    return "time not known" if value is None else f"{day(value)} at {clock(value)}"


def iso(value: date | datetime) -> str:
    """For a `datetime` attribute."""
    return value.isoformat()


def plural(number: int, one: str, many: str | None = None) -> str:
    """The word that fits the number.

    >>> plural(1, "child", "children"), plural(0, "child", "children"), plural(2, "visit")
    ('child', 'children', 'visits')
    """
    return one if number == 1 else (many or one + "s")


def count(number: int, one: str, many: str | None = None) -> str:
    """Number and word: "1 child", "3,320 children", "no children"."""
    return f"{f'{number:,}' if number else 'no'} {plural(number, one, many)}"


def listed(values: Iterable[Any]) -> str:
    """Joined as in a sentence.

    >>> listed(["Ann", "Ben", "Cy"])
    'Ann, Ben and Cy'
    """
    words = [str(value) for value in values]
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1] if words else "") if part)


def quoted(values: Iterable[Any]) -> list[str]:
    """Each between quotation marks: names that would read as a statement, ‘Not seen’, among other words."""
    return [f"‘{value}’" for value in values]


def _local(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown: it may be an hour out")
    return value.astimezone(LONDON)


FILTERS = {
    "day": day, "clock": clock, "moment": moment, "iso": iso, "plural": plural, "count_of": count, "listed": listed,
    "quoted": quoted,
}  # fmt: skip
