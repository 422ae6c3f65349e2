"""Dates and times as people write them, read by one grammar: nothing is guessed, nothing raises, the words stay.

The rules are numbered as in `docs/reference/dates.md`. Order is day, month, year; a date of the American order is
refused with the swap suggested, never applied. What comes out is EDTF, with the first and the last day it can mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from .cleaning import clean, says_unknown
from .clock import read_clock
from .moments import Stamp, read_stamp
from .names import is_weekday
from .points import Shape, Span, Unit
from .reading import Century, Problem
from .spans import read_statement

Kind = Literal["date", "target_date", "time", "datetime"]
KINDS: tuple[Kind, ...] = ("date", "target_date", "time", "datetime")
AHEAD = {"target_date": 20}  # years after the reference that two digits may mean; one for everything else
# The order in which flags are given: as the rules come.
FLAGS = ("sep", "compact", "typo", "ordinal", "weekday", "season", "yearpair", "future", "midnight", "ampm")

_MOVABLE = re.compile(
    r"\b(?:easter|good friday|whitsun|pentecost|half[ -]?term|bank holiday|ramadan|eid|diwali|passover|hanukkah"
    r"|new year|(?:summer|christmas|school|easter) (?:holidays?|break)|mother'?s day|father'?s day|lent"
    r"|(?:days?|weeks?|months?|years?|hours?) (?:after|before|later|ago|old|since))\b"
)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|now|ago|old|last|next|this|later|earlier|previous|previously|following|same"
    r"|current|currently|recent|recently|aged?|birth|birthday|days?|weeks?|months?|years?|fortnight|hours?"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_FULL_YEAR = re.compile(r"\b(?:19|20|21)[0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Written:
    """A date or time somebody wrote, and what it means.

    `text`: as written, untouched. `value`: EDTF; `earliest`, `latest`: ISO bounds, None when open there or in error.
    `flags`: what a person should look at, in the order of FLAGS. `error`: None, or why it could not be read: `format`,
    `range`, `year`, `noyear`, `ambiguous`, `reversed`, `relative`, `unknown`. `suggestion`: with `range`, the day it
    would be with day and month swapped; for a person to confirm. `in_time`: the error lies in the time beside a day.
    """

    text: str
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    flags: tuple[str, ...] = ()
    error: str | None = None
    suggestion: str | None = None
    in_time: bool = False

    def as_json(self) -> dict[str, Any]:
        """The fields of `sightline dates parse`; `suggestion` only where there is one."""
        fields = {
            "text": self.text, "value": self.value, "earliest": self.earliest, "latest": self.latest,
            "flags": list(self.flags), "error": self.error,
        }  # fmt: skip
        return fields | ({"suggestion": self.suggestion} if self.suggestion else {})


def parse_written(text: str, kind: Kind = "date", reference: date | None = None) -> Written:
    """Read what somebody wrote. Never raises for any text, and takes time in proportion to its length.

    `reference`: the day on which it was written or imported; years of two digits and the flag `future` need it. Without
    it a two-digit year is an error `year`. `kind`: `target_date` for what is planned, `date` for events and births.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}")
    cleaned = clean(text)
    if cleaned is None:
        return Written(text, error="format")
    if says_unknown(cleaned):
        return Written(text, error="unknown")
    try:
        return _time(text, cleaned) if kind == "time" else _dated(text, cleaned, kind, reference)
    except Problem as problem:
        return Written(text, error=problem.code, suggestion=problem.suggestion, in_time=problem.in_time)


def written_day(day: date, reference: date | None = None, kind: Kind = "date") -> Written:
    """A day that came as a true date, from a spreadsheet or a date field, in the same shape as a written one."""
    return parse_written(day.isoformat(), kind, reference)


def _time(text: str, cleaned: str) -> Written:
    moment = read_clock(cleaned)
    if moment is None:
        return Written(text, error="format")
    return Written(text, moment.text(), moment.first, moment.last, _ordered(moment.flags))


def _dated(text: str, cleaned: str, kind: Kind, reference: date | None) -> Written:
    century = Century(reference.year + AHEAD.get(kind, 1) if reference else None)
    if kind == "datetime":
        stamp = read_stamp(cleaned, century)
    else:
        span = read_statement(cleaned, century)
        stamp = Stamp(span) if span else None
    if stamp is None:
        return Written(text, error=_why_not(cleaned))
    flags = stamp.flags()
    if reference and kind != "target_date" and any(_is_ahead(span, reference) for span in stamp.spans()):
        flags |= {"future"}
    return Written(text, stamp.text(), stamp.earliest(), stamp.latest(), _ordered(flags))


def _ordered(flags: frozenset[str]) -> tuple[str, ...]:
    return tuple(flag for flag in FLAGS if flag in flags)


def _is_ahead(span: Span, reference: date) -> bool:
    """Whether it, or a part of it that is said to have happened, lies after the reference by every reading."""
    if span.shape in (Shape.LASTING, Shape.EVERY) and not _is_term(span):
        return any(point is not None and point.first() > reference for point in span.points)
    earliest = span.earliest()
    return earliest is not None and earliest > reference


def _is_term(span: Span) -> bool:
    """Whether it is a school term: in one that has begun, as in a season, things have happened."""
    ends = [point for point in span.points if point and point.unit is Unit.MONTH and point.mark == "~"]
    return span.shape is Shape.LASTING and len(ends) == 2 and ends[0].year == ends[1].year


def _why_not(cleaned: str) -> str:
    """Which word to give for a text that is no date: it moves with the year or the writer, or is simply not one."""
    if _MOVABLE.search(cleaned):
        return "relative"
    if is_weekday(cleaned) or (_RELATIVE.search(cleaned) and not _FULL_YEAR.search(cleaned)):
        return "relative"
    return "format"
