"""Dates that stand inside a sentence, found by their look and read by the grammar of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.domain.dates.words import MONTHS
from sightline.domain.dates.written import Written, parse_written

_MONTH = "|".join(sorted({name for full in MONTHS for name in (full, full[:3])} | {"Sept"}, key=len, reverse=True))
_ENDING = r"(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
_DAY = rf"[0-9]{{1,2}}{_ENDING}"
_FULL = re.compile(
    rf"(?P<on>\b(?:on|On|ON) )?(?P<whole>(?<![\w/.-]){_WEEKDAY}(?:the )?(?:"
    r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?=[ T,.;:)]|$)"
    r"|[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?(?:[0-9]{4}|[0-9]{2})"
    rf"|(?:{_DAY} ?(?:-|–|/|to|and|or|&) ?)?{_DAY}(?: of)?[ -]?(?:{_MONTH})\b\.?"
    r"(?:,?[ -]?(?:[0-9]{4}|'?[0-9]{2}(?![0-9:.])))?"
    rf"|(?:{_MONTH})\b\.? {_DAY}(?:,? [0-9]{{4}}\b)?))(?![0-9])",
    re.IGNORECASE,
)

_ANY_FIGURE = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class InText:
    """One date in a text. `written`: what the grammar makes of it; `on`: the "on" before it, which is in the span."""

    start: int
    end: int
    on: str
    written: Written


def dates_in(text: str, reference: date | None) -> Iterator[InText]:
    """Every date to the day, with or without its year, in the order of the text."""
    if not _ANY_FIGURE.search(text):
        return
    for match in _FULL.finditer(text):
        written = parse_written(match["whole"], "target_date", reference)
        if written.error in (None, "noyear", "year", "ambiguous"):
            yield InText(match.start(), match.end(), match["on"] or "", written)
