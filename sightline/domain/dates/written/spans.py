"""Everything one date can be written in: qualifiers, weekdays, bounds, weeks, ranges and lists (rules 7, 15 to 19).

A qualifier before or after the whole belongs to every point of it (`c. 2014-2016` = `2014~/2016~`); one written inside
belongs to the part that it touches. The later part lends month and year to the earlier, never the other way round.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from .named import read_single
from .names import split_weekday
from .numeric import read_figures
from .points import Point, Shape, Span, Unit, day_point, lasting, within
from .qualifiers import strip
from .reading import Century, Problem, is_year

_BOUND = re.compile(r"(?P<word>on or before|before|by|on or after|after|since|from|until|up to|to) (?P<rest>.+)")
_BETWEEN = re.compile(r"between (?P<first>.+) and (?P<last>.+)")
_WEEK = re.compile(
    r"(?:the )?(?:w ?/ ?(?P<sign>[cbe])|w(?P<short>[cbe])\b|week[ -](?P<word>commencing|beginning|ending))"
    r"[.:,]? ?(?P<rest>.+)"
)
_NIGHT = re.compile(r"(?:the )?night of (?:the )?(?P<rest>.+)")
_JOINED = re.compile(r" (?:to|until) ")
_HYPHEN = re.compile(r" - |-")
_DATE_WITH_HYPHENS = re.compile(r"(?<![0-9-])[0-9?x]{1,4}-(?:[0-9?x]{1,2}|[a-z]{3,9})-[0-9?x]{1,4}(?![0-9-])")
_OR_AND = re.compile(r" or (?:the )?| and (?:the )?| ?& ?")
_COMMA = re.compile(r", ?")
_ISO_MIDNIGHT = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[ t]00:00:00(?:\.0+)?")
_NUMBERS = re.compile(r"[0-9]+")
_FIGURES_ONLY = re.compile(r"[0-9][0-9 /.,;:_\\-]*[0-9]")
_UNKNOWN_DAY = re.compile(
    r"\?\? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: [0-9]{4}| '[0-9]{2})\b"
)
MOST_TRIES = 8  # places at which one text is cut in two before it is given up
_DAYS = (Unit.DAY, Unit.TEN_DAYS)


def read_statement(text: str, century: Century) -> Span | None:
    """What a cleaned text says; None when it is none of the forms. Raises Problem."""
    if spreadsheet := _ISO_MIDNIGHT.fullmatch(text):
        return read_figures(spreadsheet["day"], century)
    unknown_parts = text[:1] == "?" and text[:2] != "? "
    if unknown_parts or text[-1:] == "?":
        # `??/05/2016` and `201?` hold unknown parts; the sign is a qualifier only when it is not one of those.
        span = read_figures(text, century) or (_part(text, century) if text.startswith("?? ") else None)
        if span:
            return span
    mark, rest = ("", text) if _UNKNOWN_DAY.match(text) else strip(text)
    span = _unqualified(rest, century)
    return span.marked(mark) if span else None


def _unqualified(text: str, century: Century) -> Span | None:
    in_range: Problem | None = None
    for read in (_part, _between, _range, _bound, _week, _night, _listed):
        try:
            span = read(text, century)
        except Problem as problem:
            if read is not _range:
                raise
            in_range = problem  # cut at the wrong hyphen, maybe: `22 May and 12-jun-16` is a list
            continue
        if span:
            return span
    if in_range:
        raise in_range
    return None


def _part(text: str, century: Century, borrow: Point | None = None) -> Span | None:
    """One date with its own weekday and qualifier, as a part of something longer or alone."""
    if text.startswith("?? ") and (span := _weekdayed("", text, century, borrow)):
        return span  # `?? May 2016`: the signs stand in the place of the day
    return _weekdayed(*strip(text), century, borrow)


def _weekdayed(mark: str, text: str, century: Century, borrow: Point | None) -> Span | None:
    """One date with its weekday; the qualifier that stood beside it comes back on it."""
    weekday, bare = split_weekday(text)
    span = read_single(bare, century, borrow)
    if span is None or weekday is None:
        return span.marked(mark) if span else None
    point = span.points[0]
    if span.shape is not Shape.ONE or point is None:
        return None
    if point.unit is not Unit.DAY:
        return span.marked(mark) if point.unit is Unit.TEN_DAYS else None
    return span.flagged(*(["weekday"] if point.first().weekday() != weekday else [])).marked(mark)


def _ends(span: Span | None) -> tuple[Point, Point] | None:
    """First and last point of a span that is closed at both ends."""
    if span is None or span.start() is None or span.end() is None or span.shape in (Shape.ANY, Shape.EVERY):
        return None
    first, last = span.start(), span.end()
    return (first, last) if first and last else None


def _joined(
    left: str, right: str, century: Century, make: Callable[[Point | None, Point | None, frozenset[str]], Span]
) -> Span | None:
    """Two dates as one span; the right one is read first and lends to the left. Raises Problem `reversed`."""
    later = _part(right, century)
    later_ends = _ends(later)
    if later is None or later_ends is None:
        return None
    earlier = _part(left, century, replace(later_ends[0], mark=""))
    earlier_ends = _ends(earlier)
    if earlier is None or earlier_ends is None:
        return None
    if later_ends[1].last() < earlier_ends[0].first():
        raise Problem("reversed")
    return make(earlier_ends[0], later_ends[1], earlier.flags | later.flags)


def _between(text: str, century: Century) -> Span | None:
    found = _BETWEEN.fullmatch(text)
    return _joined(_bare(found["first"]), _bare(found["last"]), century, within) if found else None


def _bare(text: str) -> str:
    """Without a leading "the"."""
    return text.removeprefix("the ")


def _range(text: str, century: Century) -> Span | None:
    """`A - B`, `A to B`, `A until B`, `from A to B`, and days joined by a slash."""
    began = text.removeprefix("from ")
    cuts = list(_JOINED.finditer(began))
    if len(cuts) == 1:
        return _joined(_bare(began[: cuts[0].start()]), _bare(began[cuts[0].end() :]), century, lasting)
    if cuts:
        return None
    if _FIGURES_ONLY.fullmatch(began):
        return _range_of_figures(began, century)
    first_problem = None
    for left, right in _cuts(began):
        try:
            span = _joined(left, right, century, lasting)
        except Problem as problem:
            first_problem = first_problem or problem
            continue
        if span:
            return span
    if first_problem:
        raise first_problem
    return _slashed(began, century)


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Where a text may be cut at a hyphen: those with spaces first, none within a date (`before 2016-05-22`)."""
    dates = [found.span() for found in _DATE_WITH_HYPHENS.finditer(text)]
    places = [
        (found.group() == "-", found.start(), found.end())
        for found in _HYPHEN.finditer(text)
        if not any(start < found.start() < end for start, end in dates)
    ]
    for _, start, end in sorted(places)[:MOST_TRIES]:
        if text[:start] and text[end:]:
            yield text[:start], text[end:]


def _slashed(text: str, century: Century) -> Span | None:
    """`22/23 May 2016`: two days, the one running into the other."""
    left, slash, right = text.partition("/")
    if not slash or not left or not right or not any(letter.isalpha() for letter in right):
        return None
    span = _joined(left.strip(), right.strip(), century, lasting)
    return span if span and all(point and point.unit in _DAYS for point in span.points) else None


def _range_of_figures(text: str, century: Century) -> Span | None:
    """Four numbers or more: `03-07/05/2016`, `3/5/16 - 7/5/16`, `05/2016-07/2016`; three are always one date."""
    numbers = list(_NUMBERS.finditer(text))
    compact = [len(number[0]) in (6, 8) for number in numbers]
    if text.count(" - ") == 1 and (len(numbers) > 3 or any(compact)):
        first, last = text.split(" - ")
        return _joined(first, last, century, lasting)
    if len(numbers) == 2 and all(compact) and "-" in text:
        return _joined(numbers[0][0], numbers[1][0], century, lasting)
    if not 4 <= len(numbers) <= 6:
        return None
    gaps = [text[one.end() : other.start()] for one, other in itertools.pairwise(numbers)]
    signs = [gap.strip() or " " for gap in gaps]
    if any(len(sign) != 1 for sign in signs):
        return None
    places = sorted(range(len(gaps)), key=lambda place: (gaps[place] != " - ", signs[place] != "-", place))
    if " - " in gaps:
        places = [place for place in places if gaps[place] == " - "]
    for place in places:
        if signs[place] == "-" or (signs[place] == "/" and " " not in signs):
            left, right = numbers[: place + 1], numbers[place + 1 :]
            alike = len(set(signs[:place])) <= 1 and len(set(signs[place + 1 :])) <= 1
            shapes = _shape(left), _shape(right)
            if shapes == ("ss", "ss") and signs[:place] == signs[place + 1 :] != ["-"]:
                raise Problem("noyear")  # `3/5 - 7/5`
            if alike and (shapes in _PAIRS or (gaps[place] == " - " and set(shapes) <= _WHOLE)):
                return _joined(text[: left[-1].end()], text[right[0].start() :], century, lasting)
    return None


# Shapes of a date in figures: s = one or two figures, Y = a year of four.
_WHOLE = frozenset({"ssY", "sss", "Yss", "sY", "Ys", "Y"})
_PAIRS = frozenset(
    {(left, right) for left in ("s", "ss", "sss", "ssY") for right in ("sss", "ssY")}
    | {("Yss", "Yss"), ("sY", "sY"), ("Ys", "Ys")}
)


def _shape(numbers: list[re.Match[str]]) -> str:
    return "".join("s" if len(found[0]) <= 2 else "Y" if is_year(found[0]) else "?" for found in numbers)


def _bound(text: str, century: Century) -> Span | None:
    """Before, by, after, since, until a date: open at one end, stepping by the unit that the date has."""
    found = _BOUND.fullmatch(text)
    span = _part(found["rest"], century) or _part(_bare(found["rest"]), century) if found else None
    ends = _ends(span)
    if not found or span is None or ends is None:
        return None
    first, last = ends
    if found["word"] == "from" and span.shape is Shape.LASTING and first.unit is Unit.YEAR and not span.flags:
        return span  # `from 2014 - 2016` has both its ends; `from 2014/15` names one school year
    match found["word"]:
        case "before":
            return within(None, first.step(-1), span.flags)
        case "by" | "on or before":
            return within(None, last, span.flags)
        case "after":
            return within(last.step(1), None, span.flags)
        case "on or after":
            return within(first, None, span.flags)
        case "since" | "from":
            return lasting(first, None, span.flags)
        case _:
            return lasting(None, last, span.flags)


def _week(text: str, century: Century) -> Span | None:
    """`w/c`, `w/b` and `w/e` a day: some day of that week."""
    found = _WEEK.fullmatch(text)
    span = _part(_bare(found["rest"]), century) if found else None
    point = span.points[0] if span and span.shape is Shape.ONE else None
    if not found or span is None or point is None or point.unit is not Unit.DAY:
        return None
    ending = (found["sign"] or found["short"] or found["word"])[0] == "e"
    other = day_point(point.first() + timedelta(days=-6 if ending else 6)).marked(point.mark)
    return within(other, point, span.flags) if ending else within(point, other, span.flags)


def _night(text: str, century: Century) -> Span | None:
    """`night of 22/23 May 2016`."""
    found = _NIGHT.fullmatch(text)
    span = _range(found["rest"], century) if found else None
    return span if span and all(point and point.unit is Unit.DAY for point in span.points) else None


def _listed(text: str, century: Century) -> Span | None:
    """`22 or 23 May 2016` is one of the days, `22 and 23 May 2016` all of them; commas may stand before the last."""
    cuts = _OR_AND.findall(text)
    if not cuts or len(cuts) >= MOST_TRIES:
        return None
    any_of = [cut.startswith(" or") for cut in cuts]
    if any(any_of) != all(any_of):
        return None
    shape, parts = Shape.ANY if all(any_of) else Shape.EVERY, _OR_AND.split(text)
    if any("," in part for part in parts[:-1]):
        pieces = [piece for part in parts[:-1] for piece in _COMMA.split(part)] + parts[-1:]
        try:
            span = _points(pieces, century, shape)
        except Problem:
            span = None  # the comma belongs to a date: `May 22nd, 2016 or May 23rd, 2016`
        if span and len({point.unit for point in span.points if point}) == 1:
            return span
    return _points(parts, century, shape)


def _points(parts: list[str], century: Century, shape: Shape) -> Span | None:
    """The parts as points of one span; the last lends month and year to the others."""
    last = _part(_bare(parts[-1]), century)
    if last is None or last.shape is not Shape.ONE or last.points[0] is None:
        return None
    points: list[Point | None] = []
    flags = last.flags
    for part in parts[:-1]:
        span = _part(_bare(part), century, replace(last.points[0], mark=""))
        if span is None or span.shape is not Shape.ONE:
            return None
        points.append(span.points[0])
        flags |= span.flags
    return Span(shape, (*points, last.points[0]), flags)
