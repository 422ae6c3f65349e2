"""Dates of family files: read as the nearest day, month or year, with the phrase kept as it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
NAMES: Final = {number: name for name, number in MONTHS.items()}
DAY: Final = re.compile(r"(?:(?:(\d{1,2})\s+)?([A-Z]{3})[A-Z]*\.?\s+)?(\d{3,4})(?:/(\d{2}))?")
CALENDAR: Final = re.compile(r"@#D([A-Z ]+)@\s*|\b(GREGORIAN|JULIAN|HEBREW|FRENCH_R)\s+")
INTERPRETED: Final = re.compile(r"INT\s+([^(]+)\((.*)\)", re.IGNORECASE | re.DOTALL)
SHAPE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DAYS_OF: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Dated:
    """`day`: YYYY, YYYY-MM or YYYY-MM-DD, "" when none can be told; `words`: the phrase, where it says more."""

    day: str
    words: str = ""


@lru_cache(maxsize=100_000)
def read(value: str) -> Dated:
    """Any date phrase. Never raises: what is no date is kept as words."""
    text = " ".join(value.split())
    if not text:
        return Dated("")
    plain = _plain(text)
    if plain is not None:
        return Dated(plain)
    if text.startswith("(") and text.endswith(")"):
        return Dated("", text[1:-1].strip())
    if interpreted := INTERPRETED.fullmatch(text):
        return Dated(_plain(interpreted[1].strip()) or _nearest(interpreted[1]), interpreted[2].strip())
    return Dated(_nearest(text), text)


def with_phrase(date: Dated, phrase: str) -> Dated:
    """A date with the words GEDCOM 7 puts beside it; a date that is itself more than a day keeps both."""
    return Dated(date.day, f"{date.words} ({phrase})" if date.words else phrase)


def _plain(text: str) -> str | None:
    """A date that is nothing but a day, a month or a year; None for everything else."""
    upper = CALENDAR.sub(lambda found: "" if "GREGORIAN" in found[0] else found[0], text.upper()).strip()
    found = DAY.fullmatch(upper)
    return _iso(found) if found and not found[4] else None


def _iso(found: re.Match[str]) -> str | None:
    day, month, year = found[1], found[2], found[3].zfill(4)
    if month is None:
        return year
    if month not in MONTHS:
        return None
    number = MONTHS[month]
    if day is None:
        return f"{year}-{number:02}"
    if not 1 <= int(day) <= DAYS_OF[number - 1] or (number == 2 and int(day) == 29 and not _leap(int(year))):
        return None
    return f"{year}-{number:02}-{int(day):02}"


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _nearest(text: str) -> str:
    """The first day, month or year of the Gregorian calendar in a phrase, "" for other calendars and for none."""
    upper = text.upper()
    calendar = CALENDAR.search(upper)
    if (calendar and "GREGORIAN" not in calendar[0]) or re.search(r"\bB\.?C\.?(E\.?)?\b", upper):
        return ""
    for found in DAY.finditer(upper.split("(")[0]):
        if (day := _iso(found)) is not None:
            return day
        if found[3]:
            return found[3].zfill(4)
    return ""


def write(day: str, words: str, *, seven: bool) -> tuple[str, str]:
    """(DATE value, PHRASE) of a date; 5.5.1 has no PHRASE and puts words in brackets."""
    if words:
        if _is_phrase_of_theirs(words):
            return words, ""
        theirs, bracket, phrase = words.partition(" (")
        if seven and bracket and phrase.endswith(")") and _is_phrase_of_theirs(theirs):
            return theirs, phrase[:-1]
        if seven:
            return _theirs(day), words
        return (f"INT {_theirs(day)} ({words})" if day else f"({words})"), ""
    return _theirs(day), ""


def _is_phrase_of_theirs(words: str) -> bool:
    """Whether words are a date as GEDCOM writes it, such as "ABT 1950" or "BET 1950 AND 1952"."""
    upper = words.upper()
    date_ = r"(?:@#D[A-Z ]+@ )?(?:(?:\d{1,2} )?[A-Z]{3,4} )?\d{3,4}(?:/\d{2})?(?: B\.?C\.?E?)?"
    forms = (
        rf"(ABT|CAL|EST|BEF|AFT|FROM|TO) {date_}", rf"BET {date_} AND {date_}", rf"FROM {date_} TO {date_}",
        r"@#D[A-Z ]+@ .*",
    )  # fmt: skip
    return any(re.fullmatch(form, upper, re.DOTALL) for form in forms)


def _theirs(day: str) -> str:
    found = SHAPE.fullmatch(day)
    if not found:
        return ""
    year, month, number = found[1], found[2], found[3]
    return " ".join(filter(None, (str(int(number)) if number else "", NAMES[int(month)] if month else "", year)))
