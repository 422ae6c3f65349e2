"""What a reader of dates knows while reading: the century of a short year, what a day must be, why it gave up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .points import Point, Unit, month_length

FIRST_YEAR, LAST_YEAR = 1900, 2100


class Problem(Exception):
    """A form was recognised and cannot stand.

    `code` is the rule's word; `suggestion` a day it may have meant; `in_time`: the day beside it can be read.
    """

    def __init__(self, code: str, suggestion: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion
        self.in_time = False


@dataclass(frozen=True, slots=True)
class Century:
    """Reads years. `newest`: the latest year that two digits may mean (reference + 1; + 20 for what is planned)."""

    newest: int | None

    def year(self, digits: str) -> int:
        """A year of two or four digits, with or without an apostrophe. Raises Problem `year`."""
        digits = digits.removeprefix("'")
        if len(digits) == 2 and self.newest is not None:
            short = int(digits)
            return 2000 + short if 2000 + short <= self.newest else 1900 + short
        if len(digits) != 4 or not FIRST_YEAR <= int(digits) <= LAST_YEAR:
            raise Problem("year")
        return int(digits)


def is_year(digits: str) -> bool:
    """Whether these are four digits from 1900 to 2100."""
    return len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR


def exists(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def day_of(year: int, month: int, day: int, *, swap: bool = True) -> Point:
    """A day. Raises Problem `range`, suggesting day and month swapped where that would be a day."""
    if exists(year, month, day):
        return Point(Unit.DAY, year, month, day)
    swapped = date(year, day, month).isoformat() if swap and exists(year, day, month) else None
    raise Problem("range", swapped)


def month_of(year: int, month: int) -> Point:
    """A month. Raises Problem `range`."""
    if not 1 <= month <= 12:
        raise Problem("range")
    return Point(Unit.MONTH, year, month)


def ten_days_of(year: int, month: int, tens: int) -> Point:
    """The days of a month that begin with one digit. Raises Problem `range` when there are none."""
    if not exists(year, month, max(1, tens * 10)):
        raise Problem("range")
    return Point(Unit.TEN_DAYS, year, month, tens)
