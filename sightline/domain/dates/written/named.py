"""Dates with words in them: months, seasons, terms, parts of months and years, named days (rules 6, 10 to 14, 20)."""

from __future__ import annotations

import re

from .names import month_number, suffix_of
from .numeric import UNKNOWN, read_figures
from .points import Point, Shape, Span, Unit, lasting, month_length, one, within
from .reading import Century, Problem, day_of, month_of, ten_days_of

_JOIN = r"(?: ?[-/.,_] ?|\. ?[-/,] ?| )?"
_NUMBER = r"'?[0-9](?:[0-9oli]{0,3}|[0-9]*)"
_DAY = r"(?P<day>[0-9]{1,2}|(?:[0-9][oli?x]|[li][0-9]|\?\?|xx?)(?![a-z]))"
_DAY_FIRST = re.compile(
    rf"(?:the )?{_DAY}(?:(?: (?=[a-z]{{2}}(?![a-z])))?(?P<ending>st|nd|rd|th))?{_JOIN}(?:of )?"
    rf"(?P<month>[a-z]{{3,10}})\.?(?:{_JOIN}(?P<year>{_NUMBER}))?"
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>[a-z]{{3,10}})\.?{_JOIN}(?:the )?(?P<day>[0-9]{{1,2}})(?: ?(?P<ending>st|nd|rd|th))?"
    rf"(?: ?[-/.,] ?| )(?P<year>{_NUMBER})"
)
_YEAR_FIRST = re.compile(rf"(?P<year>[0-9]{{4}}){_JOIN}(?P<month>[a-z]{{3,10}})\.?(?:{_JOIN}(?P<day>[0-9]{{1,2}}))?")
_MONTH = re.compile(rf"(?P<month>[a-z]{{3,10}})\.?(?:(?: of |{_JOIN})(?P<year>{_NUMBER}))?")
_MONTH_AND_DAY = re.compile(r"(?P<month>[a-z]{3,10})\.? (?:the )?(?P<day>[0-9]{1,2}) ?(?P<ending>st|nd|rd|th)")
_DAY_ALONE = re.compile(r"(?:the )?(?P<day>[0-9]{1,2}) ?(?P<ending>st|nd|rd|th)")
_DECADE = re.compile(r"(?:the )?(?P<year>[0-9]{3}0)'?s")
_SEASON = re.compile(
    r"(?:the )?(?P<season>spring|summer|autumn|winter)(?P<term> term)?(?:(?:,| of)? ?"
    r"(?P<year>'?[0-9]+)(?: ?[/-] ?(?P<next>[0-9]+))?)?"
)
_PART = re.compile(
    r"(?:the )?(?P<part>early|(?:beginning|start) of|mid|middle of|late|end of)(?: ?- ?| )(?:the )?(?P<whole>.+)"
)
_DURING = re.compile(r"(?:sometime )?(?:in|during) (?P<whole>.+)")
_FIXED = re.compile(
    r"(?P<name>christmas eve|christmas day|christmas|xmas|boxing day|new year'?s? eve|new year'?s? day)"
    r"(?:(?:,| of)? ?(?P<year>'?[0-9]+))?"
)
_FIXED_DAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing day": (12, 26),
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_TERMS = {"autumn": (9, 12), "spring": (1, 4), "summer": (4, 7)}
_TYPOS = str.maketrans("oli", "011")


def read_words(text: str, century: Century, borrow: Point | None = None) -> Span | None:
    """One date with words in it; None when it is not of these forms.

    `borrow`: the later part of a range, which lends the month or year that is missing here. Raises Problem.
    """
    for read in (_day_first, _month_first, _year_first, _month, _decade, _season, _part, _fixed, _during):
        span = read(text, century, borrow)
        if span:
            return span
    return None


def read_single(text: str, century: Century, borrow: Point | None = None) -> Span | None:
    """One date in figures or words, without qualifier, weekday, bound or range. Raises Problem."""
    return read_figures(text, century, borrow) or read_words(text, century, borrow)


def _figures(digits: str) -> tuple[str, list[str]]:
    plain = digits.translate(_TYPOS)
    return plain, ["typo"] if plain != digits else []


def _ending(day: str, ending: str | None) -> list[str]:
    wrong = ending is not None and (not day.isdigit() or ending != suffix_of(int(day)))
    return ["ordinal"] if wrong else []


def _dated(found: re.Match[str], century: Century, borrow: Point | None) -> Span | None:
    """A day from a match with day, ending, month and year."""
    month = month_number(found["month"])
    if month is None:
        return None
    day, slips = _figures(found["day"])
    flags = slips + (["typo"] if month[1] else []) + _ending(day, found["ending"])
    if found["year"]:
        digits, slips = _figures(found["year"])
        year, flags = century.year(digits), flags + slips
    elif borrow:
        year = borrow.year
    else:
        raise Problem("noyear")
    if day in UNKNOWN:
        return one(month_of(year, month[0]), *flags)
    if not day.isdigit():
        return one(ten_days_of(year, month[0], int(day[0])), *flags)
    return one(day_of(year, month[0], int(day), swap=False), *flags)


def _day_first(text: str, century: Century, borrow: Point | None) -> Span | None:
    if found := _DAY_FIRST.fullmatch(text):
        return _dated(found, century, borrow)
    alone = _DAY_ALONE.fullmatch(text) if borrow and borrow.unit is Unit.DAY else None
    if alone and borrow:
        flags = _ending(alone["day"], alone["ending"])
        return one(day_of(borrow.year, borrow.month, int(alone["day"]), swap=False), *flags)
    return None


def _month_first(text: str, century: Century, borrow: Point | None) -> Span | None:
    found = _MONTH_FIRST.fullmatch(text)
    return _dated(found, century, borrow) if found else None


def _year_first(text: str, century: Century, borrow: Point | None) -> Span | None:
    found = _YEAR_FIRST.fullmatch(text)
    month = month_number(found["month"]) if found else None
    if not found or not month:
        return None
    flags, year = ["typo"] if month[1] else [], century.year(found["year"])
    if not found["day"]:
        return one(month_of(year, month[0]), *flags)
    return one(day_of(year, month[0], int(found["day"]), swap=False), *flags)


def _month(text: str, century: Century, borrow: Point | None) -> Span | None:
    """`May 2016`, `May '16`, `Sept 98`; `May 16` could be a day or a year."""
    found = _MONTH.fullmatch(text)
    month = month_number(found["month"]) if found else None
    if not found or not month:
        return _month_and_day(text, borrow)
    flags = ["typo"] if month[1] else []
    if not found["year"]:
        if not borrow:
            raise Problem("noyear")
        return one(month_of(borrow.year, month[0]), *flags)
    digits, slips = _figures(found["year"])
    if len(digits) <= 2 and int(digits) <= 31:
        if borrow and borrow.unit is Unit.DAY:
            return one(day_of(borrow.year, month[0], int(digits), swap=False), *flags, *slips)
        raise Problem("ambiguous" if len(digits) == 2 else "noyear")
    return one(month_of(century.year(digits), month[0]), *flags, *slips)


def _month_and_day(text: str, borrow: Point | None) -> Span | None:
    """`May 3rd`, which takes its year from the later part of a range."""
    found = _MONTH_AND_DAY.fullmatch(text)
    month = month_number(found["month"]) if found else None
    if not found or not month:
        return None
    if not borrow:
        raise Problem("noyear")
    flags = (["typo"] if month[1] else []) + _ending(found["day"], found["ending"])
    return one(day_of(borrow.year, month[0], int(found["day"]), swap=False), *flags)


def _decade(text: str, century: Century, borrow: Point | None) -> Span | None:
    found = _DECADE.fullmatch(text)
    return one(Point(Unit.DECADE, century.year(found["year"][:3] + "9") - 9)) if found else None


def _year_or_borrowed(digits: str | None, century: Century, borrow: Point | None) -> int:
    if digits:
        return century.year(digits)
    if borrow:
        return borrow.year
    raise Problem("noyear")


def _season(text: str, century: Century, borrow: Point | None) -> Span | None:
    """`Summer 2016`; `Winter 2016/17`; `Autumn term 2016`, which lasts from September to December, about."""
    found = _SEASON.fullmatch(text)
    if not found or (found["term"] and found["season"] == "winter"):
        return None
    year = _year_or_borrowed(found["year"], century, borrow)
    if found["next"]:
        pair = found["next"] in (f"{year + 1}", f"{(year + 1) % 100:02}")
        if not pair or not (found["term"] or found["season"] == "winter"):
            return None
    if not found["term"]:
        unsure = found["season"] == "winter" and not found["next"]
        return one(Point(Unit.SEASON, year, _SEASONS[found["season"]]), *(["season"] if unsure else []))
    if found["next"] and found["season"] != "autumn":
        year += 1
    first, last = _TERMS[found["season"]]
    return lasting(Point(Unit.MONTH, year, first, mark="~"), Point(Unit.MONTH, year, last, mark="~"))


def _part(text: str, century: Century, borrow: Point | None) -> Span | None:
    """Early, mid or late in a month (days 1-10, 11-20, 21-end), year (months in fours) or decade (0-3, 4-6, 7-9)."""
    found = _PART.fullmatch(text)
    whole = read_single(found["whole"], century, borrow) if found and not _PART.match(found["whole"]) else None
    if not found or not whole or whole.shape is not Shape.ONE or whole.points[0] is None:
        return None
    point, third = whole.points[0], 0 if found["part"].startswith(("early", "b", "s")) else 1
    third = 2 if found["part"].startswith(("late", "end")) else third
    if point.unit is Unit.MONTH:
        end = month_length(point.year, point.month)
        days = ((1, 10), (11, 20), (21, end))[third]
        ends = [Point(Unit.DAY, point.year, point.month, day) for day in days]
    elif point.unit is Unit.YEAR:
        ends = [Point(Unit.MONTH, point.year, month) for month in ((1, 4), (5, 8), (9, 12))[third]]
    elif point.unit is Unit.DECADE:
        ends = [Point(Unit.YEAR, point.year + years) for years in ((0, 3), (4, 6), (7, 9))[third]]
    else:
        return None
    return within(ends[0], ends[1], whole.flags)


def _fixed(text: str, century: Century, borrow: Point | None) -> Span | None:
    """Days that have a name and a date; `Christmas` alone is about the 25th."""
    found = _FIXED.fullmatch(text)
    if not found:
        return None
    year = _year_or_borrowed(found["year"], century, borrow)
    if found["name"].startswith("new"):
        month, day = (12, 31) if found["name"].endswith("eve") else (1, 1)
    else:
        month, day = _FIXED_DAYS[found["name"]]
    return one(Point(Unit.DAY, year, month, day, "~" if found["name"] in ("christmas", "xmas") else ""))


def _during(text: str, century: Century, borrow: Point | None) -> Span | None:
    """`in`, `during` or `sometime in` a month, season, year or decade; never a day."""
    found = _DURING.fullmatch(text)
    if not found or _DURING.match(found["whole"]):
        return None
    span = read_single(found["whole"], century, borrow)
    point = span.points[0] if span else None
    return (
        None
        if point is None or (span and span.shape is Shape.ONE and point.unit in (Unit.DAY, Unit.TEN_DAYS))
        else span
    )
