"""Ages in a text, given in bands: months under one year, then the bands of the Children in Need census, then decades.

aged 6 weeks → aged 1 month · a 3-year-old → a 1-to-4-year-old · aged 17 → aged 16 or 17 · 34 years old → aged 30 to 39
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# First year, last year, words. Under one year an age is in months.
BANDS = ((1, 4, "1 to 4"), (5, 9, "5 to 9"), (10, 15, "10 to 15"), (16, 17, "16 or 17"), (18, 19, "18 or 19"))
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|{'|'.join(_SMALL)})"
_MORE = rf"(?:,? (?:and )?(?P<more>[0-9]{{1,2}}|{'|'.join(_SMALL)}) months?)?"
_UNIT = r"(?P<unit>day|week|month|year|yr)s?"
_AGED = re.compile(
    rf"(?<![\w./-])aged?[ :]{_NUMBER}(?:[ -]{_UNIT}{_MORE}(?: old)?)?(?! (?:to|or) [0-9])(?![\w/.-]*[0-9])",
    re.IGNORECASE,
)
_OLD = re.compile(
    rf"(?<![\w./-])(?P<article>an? )?{_NUMBER}(?P<gap>[ -]){_UNIT}{_MORE}[ -](?P<old>olds?)\b", re.IGNORECASE
)
_SHORT = re.compile(rf"(?<![\w./-]){_NUMBER} ?(?:y/?o|yrs)\b", re.IGNORECASE)
_DAYS_IN_MONTH = 30.4375


def _band(months: int) -> str:
    if months < 1:
        return "under 1 month"
    if months < 12:
        return "1 month" if months == 1 else f"{months} months"
    years = months // 12
    for first, last, words in BANDS:
        if first <= years <= last:
            return words
    return f"{years // 10 * 10} to {years // 10 * 10 + 9}" if years < 90 else "90 or over"


def age_band(months: int) -> str:
    """ "aged under 1 month", "aged 5 months", "aged 1 to 4", "aged 30 to 39"."""
    return f"aged {_band(months)}"


def ages_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the words in place of each age that is more exact than its band."""
    for pattern in (_AGED, _OLD, _SHORT):
        for match in pattern.finditer(text):
            band = _in_place_of(match)
            if band.lower() != match[0].lower():
                yield match.start(), match.end(), band


def _in_place_of(match: re.Match[str]) -> str:
    parts = match.groupdict()
    months = _months(match["number"], parts.get("unit") or "year", parts.get("more") or "0")
    if not parts.get("old") or (match["gap"] == " " and not match["article"]):
        return age_band(months)
    # A word before a noun, or one itself: "a 3-year-old girl", "two 3-year-olds", "a 6 week old".
    band = _band(months)
    band = re.sub(" months?", "-month", band) if "month" in band else f"{band} year"
    article = match["article"]
    before = (article[0] + " ") if article else ""
    return before + f"{band} {match['old'].lower()}".replace(" ", "-")


def _months(number: str, unit: str, more: str) -> int:
    count = _value(number)
    match unit.lower():
        case "day":
            return int(count / _DAYS_IN_MONTH)
        case "week":
            return int(count * 7 / _DAYS_IN_MONTH)
        case "month":
            return count + _value(more)
        case _:
            return count * 12 + _value(more)


def _value(text: str) -> int:
    return int(text) if text.isdigit() else _SMALL.index(text.lower()) + 1
