"""Dates in figures (rules 2 to 5, 8, 10 to 12 and the years of 17), always day, month, year unless a year comes first.

22/05/2016 · 22.05/16 (sep) · 2205/2016 (sep) · 22052016 (compact) · 22/O5/2016 (typo) · 2016-05-22
??/05/2016 · 2?/05/2016 · 05/2016 · 2016-05 · 2016 · 201? · 2014-2016 · 2014/15 (yearpair)
"""

from __future__ import annotations

import re

from .points import Point, Span, Unit, lasting, one
from .reading import Century, Problem, day_of, exists, is_year, month_of, ten_days_of

_FIGURES = re.compile(r"[0-9oli?x'/.,;:_\\ -]+")
_SEPARATOR = re.compile(r" ?[/.,;:_\\-]{1,2} ?| ")
_TYPOS = str.maketrans("oli", "011")
_TOKEN = re.compile(r"'?[0-9]+|[0-9]{1,3}[?x]|[?x]{1,2}|[?x]{4}")
_CLEAN = frozenset("/.- ")
UNKNOWN = frozenset({"0", "00", "?", "??", "x", "xx"})


def read_figures(text: str, century: Century, borrow: Point | None = None) -> Span | None:
    """One date in figures, or a pair of years; None when it is not of these forms.

    `borrow`: the later part of a range, which lends the month or year that is missing here. Raises Problem.
    """
    if not _FIGURES.fullmatch(text):
        return None
    tokens, separators, flags = _tokens(text)
    if not tokens:
        return None
    if len(tokens) == 1:
        span = _single(tokens[0], century, borrow)
    elif len(tokens) == 2:
        span = _pair(tokens[0], tokens[1], separators[0], century, borrow)
    else:
        span = _triple(tokens, separators, century) if len(tokens) == 3 else None
    return span.flagged(*flags) if span else None


def _tokens(text: str) -> tuple[list[str], list[str], list[str]]:
    """Numbers, the separators between them without spaces, and `typo` when a letter stood for a figure."""
    raw = _SEPARATOR.split(text)
    separators = [found.strip() or " " for found in _SEPARATOR.findall(text)]
    tokens = [token.translate(_TYPOS) for token in raw]
    typo = tokens != raw
    if not all(_TOKEN.fullmatch(token) for token in tokens) or (typo and not _figures_enough(raw)):
        return [], [], []
    return tokens, separators, ["typo"] if typo else []


def _figures_enough(raw: list[str]) -> bool:
    """Whether letters among these tokens are slips for figures: not a Roman month, not a whole year of letters."""
    letters = [not any(sign.isdigit() for sign in token) and token.strip("?x") != "" for token in raw]
    if len(raw) != 3:
        return not any(letters)
    return not (letters[2] or (letters[1] and set(raw[1]) == {"i"}) or all(letters[:2]))


def _mistyped(separators: list[str]) -> list[str]:
    clean = len(set(separators)) == 1 and separators[0] in _CLEAN
    return [] if clean else ["sep"]


def _single(token: str, century: Century, borrow: Point | None) -> Span | None:
    if len(token) == 4 and token[3] in "?x" and token[:3].isdigit():
        century.year(token[:3] + "9")
        return one(Point(Unit.DECADE, int(token[:3] + "0"), 0))
    if borrow and borrow.unit in (Unit.DAY, Unit.TEN_DAYS) and len(token) <= 2:
        return _date(token, str(borrow.month), borrow.year)
    if not token.isdigit():
        return None
    if len(token) == 4:
        return one(Point(Unit.YEAR, century.year(token)))
    return _compact(token, century) if len(token) in (6, 8) else None


def _compact(token: str, century: Century) -> Span | None:
    """`22052016`, or `20160522` where that cannot be day, month, year; `220516`."""
    try:
        found = _date(token[:2], token[2:4], century.year(token[4:]))
    except Problem:
        if len(token) != 8 or token[:2] not in ("19", "20"):
            raise
        found = one(day_of(int(token[:4]), int(token[4:6]), int(token[6:])))
    return found.flagged("compact") if found else None


def _pair(first: str, second: str, separator: str, century: Century, borrow: Point | None) -> Span | None:
    """Two numbers: a month, a pair of years, a date with one separator missing, or a day without a year."""
    if separator == " " and "?" in first + second:
        return None  # a sign standing apart says how sure the writer was; it is no part of the date
    if len(first) == 4 and first.isdigit() and second.isdigit():
        if is_year(first):
            return _year_first(first, second, separator, century)
        return _missing_separator(first[:2], first[2:], second, century) if len(second) in (2, 4) else None
    if len(first) == 4 and first.isdigit() and is_year(first):
        return one(Point(Unit.YEAR, int(first))) if second in UNKNOWN else None
    if len(first) > 2:
        return None
    if second.isdigit() and len(second) == 6:
        return _missing_separator(first, second[:2], second[2:], century)
    if second.isdigit() and len(second) == 4 and not is_year(second) and _reads(first, second[:2], second[2:], century):
        return _missing_separator(first, second[:2], second[2:], century)
    if len(second) > 2 or second.startswith("'"):
        return _month_and_year(first, second, century) if second.removeprefix("'").isdigit() else None
    if borrow:
        return _date(first, second, borrow.year)
    raise Problem("noyear")


def _year_first(first: str, second: str, separator: str, century: Century) -> Span | None:
    """`2014-2016`, `2014/15`, `2016-05`, and `2005/2016`, which is 20 May 2016 with a separator missing."""
    year = int(first)
    following = int(second) == (year + 1 if len(second) == 4 else (year + 1) % 100) and len(second) in (2, 4)
    if len(second) == 4 and is_year(second) and "-" in separator:
        if int(second) < year:
            raise Problem("reversed")
        return lasting(Point(Unit.YEAR, year), Point(Unit.YEAR, int(second)))
    if separator == "/" and following:
        if len(second) == 4 and _reads(first[:2], first[2:], second, century):
            raise Problem("ambiguous")
        return lasting(Point(Unit.YEAR, year), Point(Unit.YEAR, century.year(str(year + 1)))).flagged("yearpair")
    if second in UNKNOWN:
        return one(Point(Unit.YEAR, year))
    if len(second) <= 2:
        return one(month_of(year, int(second))) if int(second) <= 12 else None
    if len(second) != 4 or (is_year(second) and not _reads(first[:2], first[2:], second, century)):
        return None  # two years that are neither a span nor next to each other
    month, day = int(second[:2]), int(second[2:])
    if not is_year(second) and exists(year, month, day):  # `2016-0522`
        return one(day_of(year, month, day)).flagged("sep")
    return _missing_separator(first[:2], first[2:], second, century)


def _reads(day: str, month: str, year: str, century: Century) -> bool:
    try:
        return _missing_separator(day, month, year, century) is not None
    except Problem:
        return False


def _missing_separator(day: str, month: str, year: str, century: Century) -> Span | None:
    found = _date(day, month, century.year(year))
    return found.flagged("sep") if found else None


def _month_and_year(month: str, year: str, century: Century) -> Span | None:
    whole = century.year(year)
    if month in UNKNOWN:
        return one(Point(Unit.YEAR, whole))
    return one(month_of(whole, int(month))) if month.isdigit() else None


def _triple(tokens: list[str], separators: list[str], century: Century) -> Span | None:
    day, month, year = tokens if len(tokens[0]) < 4 else reversed(tokens)
    if len(day) > 2 or len(month) > 2 or "'" in day + month:
        return None
    if not year.removeprefix("'").isdigit():
        if {day, month} <= UNKNOWN and set(year) <= set("?x"):
            raise Problem("unknown")
        return None
    found = _date(day, month, century.year(year))
    return found.flagged(*_mistyped(separators)) if found else None


def _date(day: str, month: str, year: int) -> Span | None:
    """A day of figures, with its unknown parts: `00`, `??` and `xx` give the month, `2?` the twenties of it."""
    if month in UNKNOWN:
        if day in UNKNOWN:
            return one(Point(Unit.YEAR, year))
        if month.isdigit():
            raise Problem("range")
        return None
    if not month.isdigit():
        return None
    if day in UNKNOWN:
        return one(month_of(year, int(month)))
    if len(day) == 2 and day[0].isdigit() and day[1] in "?x":
        return one(ten_days_of(year, int(month), int(day[0])))
    return one(day_of(year, int(month), int(day))) if day.isdigit() else None
