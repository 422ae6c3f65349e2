"""A day as people write it, read without inventing anything.

    22/11/2026   22 Nov 2026   2026-11-22   today   yesterday      the day
    about 3 May 2026                                               estimated, somewhere in May
    May 2026   05/2026   2026                                      month or year known, day not
    between 1 May 2026 and 9 May 2026                              bounds
    not known                                                      it happened; nobody knows when

A day without a year is refused rather than guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sightline.domain.dates import DateError, Precision, UncertainDate
from sightline.domain.dates.words import MONTHS

ASK = "Write the day like 22/11/2026 or 22 Nov 2026. If only the month is known, write for example November 2026."
ASK_TIME = "Write the time like 14:30 or 2.30pm, or leave it empty."
_UNKNOWN = {"not known", "unknown", "don't know", "do not know", "not sure"}
_NUMBERS = re.compile(r"(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -,]*(\d{4}|\d{2})")
_MONTH = re.compile(r"(?:in )?([a-z]{3,9}),? (\d{4})|(\d{1,2})/(\d{4})")
_YEAR = re.compile(r"(?:in )?(\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")


def parse_when(text: str, today: date) -> UncertainDate:
    """Read a day as typed. Raises DateError with a sentence for the person who typed it."""
    said = " ".join(text.lower().replace("’", "'").split())
    if said in _UNKNOWN:
        return UncertainDate.unknown()
    if said.startswith("between "):
        first, joined, last = said.removeprefix("between ").partition(" and ")
        if not joined:
            raise DateError("Write two days, for example: between 1 May 2026 and 9 May 2026.")
        return _between(parse_when(first, today), parse_when(last, today))
    rough = re.match(r"(about|around|circa|c\.|approx\.?|approximately) (.+)", said)
    found = _known(rough.group(2) if rough else said, today)
    return _estimated(found) if rough and found.is_exact and found.value else found


def _known(said: str, today: date) -> UncertainDate:
    words = {"today": 0, "yesterday": 1, "day before yesterday": 2, "the day before yesterday": 2}
    if said in words:
        return UncertainDate.exact(today - timedelta(days=words[said]))
    if found := _ISO.fullmatch(said):
        return UncertainDate.exact(_day(found[1], found[2], found[3]))
    if found := _NUMBERS.fullmatch(said):
        return UncertainDate.exact(_day(found[3], found[2], found[1]))
    if found := _NAMED.fullmatch(said):
        return UncertainDate.exact(_day(found[3], str(_month(found[2])), found[1]))
    if found := _MONTH.fullmatch(said):
        month = _month(found[1]) if found[1] else int(found[3])
        return UncertainDate.in_month(*_checked_month(int(found[2] or found[4]), month))
    if found := _YEAR.fullmatch(said):
        return UncertainDate.in_year(_checked_month(int(found[1]), 1)[0])
    if re.fullmatch(r"\d{1,2}(st|nd|rd|th)? [a-z]{3,9}|\d{1,2}/\d{1,2}", said):
        raise DateError("Write the year too, for example 22 Nov 2026.")
    raise DateError(ASK)


def _day(year: str, month: str, day: str) -> date:
    whole = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        raise DateError("There is no such day. " + ASK) from None


def _month(name: str) -> int:
    for number, full in enumerate(MONTHS, start=1):
        if full.lower().startswith(name) or (name == "sept" and number == 9):
            return number
    raise DateError(ASK)


def _checked_month(year: int, month: int) -> tuple[int, int]:
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise DateError("There is no such month. " + ASK)
    return year, month


def _estimated(found: UncertainDate) -> UncertainDate:
    """An estimated day carries its whole month as bounds, as elsewhere in the product."""
    day = found.value
    if day is None:
        return found
    return replace(UncertainDate.day_of_birth_estimated(day.year, day.month), value=day)


def _between(first: UncertainDate, last: UncertainDate) -> UncertainDate:
    if not (first.earliest and last.latest):
        raise DateError("Write two days, for example: between 1 May 2026 and 9 May 2026.")
    if first.earliest > last.latest:
        raise DateError("The first day comes after the second. Write the earlier day first.")
    return UncertainDate.between(first.earliest, last.latest)


def not_after(found: UncertainDate, today: date) -> UncertainDate:
    """What has happened cannot lie ahead: bounds end today. Raises DateError when all of it lies ahead."""
    if found.earliest and found.earliest > today:
        raise DateError("That day is still to come. Write the day on which it happened.")
    if found.latest and found.latest > today:
        return replace(found, latest=today)
    return found


def parse_time(text: str) -> time | None:
    """Read a time of day as typed; empty gives None. Raises DateError with a sentence."""
    said = text.strip().lower().replace(" ", "")
    if not said:
        return None
    found = _TIME.fullmatch(said)
    if found is None or (found[2] is None and found[3] is None and len(found[1]) > 2):
        raise DateError(ASK_TIME)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise DateError(ASK_TIME)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise DateError(ASK_TIME)
    return time(hour, minute)


def stored(found: UncertainDate, at: time | None, words: str) -> dict[str, Any]:
    """The `at_*` fields of a dated fact: an exact day alone, an uncertain one with its bounds and what was typed."""
    exact = found.precision is Precision.EXACT
    known = found.value if found.precision in (Precision.EXACT, Precision.DAY_ESTIMATED) else None
    return {
        "at_date": known,
        "at_time": at if exact else None,
        "at_precision": str(found.precision),
        "at_earliest": None if exact else found.earliest,
        "at_latest": None if exact else found.latest,
        "at_words": "" if exact else words.strip()[:120],
    }
