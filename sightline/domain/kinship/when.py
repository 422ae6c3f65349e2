"""Dates of a family file: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and what can be said of them on a day."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sightline.domain.dates import DateError, UncertainDate, age_bounds

_SHAPE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def read_date(text: str) -> UncertainDate:
    """A date of the file; "" is one that is not known. Raises DateError with a short reason."""
    if not text:
        return UncertainDate.unknown()
    shape = _SHAPE.fullmatch(text) if text.isascii() else None
    if shape is None:
        raise DateError(f"'{text}' is not a date like 2011, 2011-05 or 2011-05-03")
    year, month, day = (int(part) if part else 0 for part in shape.groups())
    try:
        if day:
            return UncertainDate.exact(date(year, month, day))
        return UncertainDate.in_month(year, month) if shape.group(2) else UncertainDate.in_year(year)
    except ValueError:
        raise DateError(f"'{text}' is not a day of the calendar") from None


_OPEN_BEFORE: Final = frozenset({"BEF", "BEFORE", "TO", "UNTIL", "BY"})
_OPEN_AFTER: Final = frozenset({"AFT", "AFTER", "FROM", "SINCE", "BET", "BETWEEN"})


def _first_word(words: str) -> str:
    return words.upper().partition(" ")[0]


def certainly_before(earlier: str, later: str, *, earlier_words: str = "", later_words: str = "") -> bool:
    """Whether one date lies before another by every reading of both; False where either is not known.

    The words are those of a source that says more than a day: "BEF 1990" may be any day before it, and of "AFT 1990"
    or "BET 1985 AND 1995" the date is only where it begins.
    """
    if not earlier or not later:
        return False
    if _first_word(earlier_words) in _OPEN_AFTER or _first_word(later_words) in _OPEN_BEFORE:
        return False
    years = earlier[:4] + later[:4]
    if earlier[:4] != later[:4] and years.isascii() and years.isdecimal():
        return earlier[:4] < later[:4]  # years alone decide it, as they mostly do
    first, second = read_date(earlier), read_date(later)
    return first.latest is not None and second.earliest is not None and first.latest < second.earliest


def begun_by(start: str, day: date, *, words: str = "") -> bool:
    """Whether something with this start may have begun by a day; one that is not known, or was "before", may."""
    return _first_word(words) in _OPEN_BEFORE or read_date(start).could_be_on_or_before(day)


def over_by(end: str, day: date) -> bool:
    """Whether something with this end is over on a day; one without an end is not, one that may be, is."""
    if not end:
        return False
    return read_date(end).could_be_on_or_before(day)


def age_words(born: str, day: date) -> str:
    """The age in years on a day: "9", "8–9" where the date leaves it open, "" where it is not known or not yet born."""
    bounds = age_bounds(read_date(born), day) if born else None
    if bounds is None:
        return ""
    youngest, oldest = (age.years for age in bounds)
    return str(youngest) if youngest == oldest else f"{youngest}–{oldest}"


def last_day(text: str) -> date | None:
    """The last day a date can mean."""
    return read_date(text).latest
