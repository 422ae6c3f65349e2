"""Places on the calendar as EDTF writes them (ISO 8601-2, Library of Congress 2019), and spans made of them.

Point    2016-05-22   2016-05-2X   2016-05   2016-22 (summer)   2016   199X      marked  ?  ~  %
Span     one point · within [a..b] · lasting a/b · any [a,b] · every {a,b}
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

# The first month of each season; winter runs into the next year.
SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}


class Unit(StrEnum):
    """How much of the calendar one point covers."""

    DAY = "day"
    TEN_DAYS = "ten days"  # one digit of the day is not known
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, season, year or decade. `month` holds 21 to 24 for a season; `day` the tens for ten days."""

    unit: Unit
    year: int
    month: int = 0
    day: int = 0
    mark: str = ""

    def text(self) -> str:
        """As EDTF."""
        if self.unit is Unit.DAY:
            return f"{self.year:04}-{self.month:02}-{self.day:02}{self.mark}"
        if self.unit is Unit.TEN_DAYS:
            return f"{self.year:04}-{self.month:02}-{self.day}X{self.mark}"
        if self.unit is Unit.DECADE:
            return f"{self.year // 10:03}X{self.mark}"
        if self.unit is Unit.YEAR:
            return f"{self.year:04}{self.mark}"
        return f"{self.year:04}-{self.month:02}{self.mark}"

    def first(self) -> date:
        """The first day it can mean."""
        if self.unit is Unit.DAY:
            return date(self.year, self.month, self.day)
        if self.unit is Unit.TEN_DAYS:
            return date(self.year, self.month, max(1, self.day * 10))
        if self.unit is Unit.SEASON:
            return date(self.year, SEASON_STARTS[self.month], 1)
        return date(self.year, self.month or 1, 1)

    def last(self) -> date:
        """The last day it can mean."""
        if self.unit is Unit.DAY:
            return self.first()
        if self.unit is Unit.TEN_DAYS:
            return date(self.year, self.month, min(self.day * 10 + 9, month_length(self.year, self.month)))
        if self.unit is Unit.MONTH:
            return date(self.year, self.month, month_length(self.year, self.month))
        return self.step(1).first() - timedelta(days=1)

    def step(self, by: int) -> Point:
        """The same unit, one later (1) or earlier (-1). Ten days give the day beside them."""
        if self.unit is Unit.DAY:
            return _day(self.first() + timedelta(days=by), self.mark)
        if self.unit is Unit.TEN_DAYS:
            return _day((self.last() if by > 0 else self.first()) + timedelta(days=by), self.mark)
        if self.unit is Unit.MONTH:
            year, month = divmod(self.year * 12 + self.month - 1 + by, 12)
            return replace(self, year=year, month=month + 1)
        if self.unit is Unit.SEASON:
            year, season = divmod(self.year * 4 + self.month - 21 + by, 4)
            return replace(self, year=year, month=season + 21)
        return replace(self, year=self.year + by * (10 if self.unit is Unit.DECADE else 1))

    def marked(self, mark: str) -> Point:
        """With a qualifier added: `?` and `~` together are `%`."""
        return replace(self, mark=both(self.mark, mark)) if mark else self


def _day(day: date, mark: str) -> Point:
    return Point(Unit.DAY, day.year, day.month, day.day, mark)


def day_point(day: date) -> Point:
    """A day as a point."""
    return _day(day, "")


def month_length(year: int, month: int) -> int:
    """Days in a month."""
    return calendar.monthrange(year, month)[1]


def both(one: str, other: str) -> str:
    """Two qualifiers as one."""
    if one == other or not other:
        return one
    return "%" if one else other


class Shape(StrEnum):
    """How the points of a span belong together."""

    ONE = "one"
    WITHIN = "within"  # some day from a to b
    LASTING = "lasting"  # from a to b
    ANY = "any"  # one of them
    EVERY = "every"  # all of them


@dataclass(frozen=True, slots=True)
class Span:
    """What somebody wrote: one or more points. None at an end = open there. `flags` in the words of the rules."""

    shape: Shape
    points: tuple[Point | None, ...]
    flags: frozenset[str] = field(default=frozenset())

    def text(self) -> str:
        """As EDTF."""
        words = [point.text() if point else "" for point in self.points]
        if self.shape is Shape.WITHIN:
            return f"[{words[0]}..{words[1]}]"
        if self.shape is Shape.LASTING:
            return f"{words[0] or '..'}/{words[1] or '..'}"
        if self.shape is Shape.ANY:
            return f"[{','.join(words)}]"
        return f"{{{','.join(words)}}}" if self.shape is Shape.EVERY else words[0]

    def earliest(self) -> date | None:
        """The first day it can mean; None when open."""
        if self.shape in (Shape.ANY, Shape.EVERY):
            return min(point.first() for point in self.points if point)
        return self.points[0].first() if self.points[0] else None

    def latest(self) -> date | None:
        """The last day it can mean; None when open."""
        if self.shape in (Shape.ANY, Shape.EVERY):
            return max(point.last() for point in self.points if point)
        return self.points[-1].last() if self.points[-1] else None

    def start(self) -> Point | None:
        """The point it begins with."""
        return self.points[0]

    def end(self) -> Point | None:
        """The point it ends with."""
        return self.points[-1]

    def marked(self, mark: str) -> Span:
        """With a qualifier on every point of it."""
        if not mark:
            return self
        return replace(self, points=tuple(point.marked(mark) if point else None for point in self.points))

    def flagged(self, *flags: str) -> Span:
        """With more flags."""
        return replace(self, flags=self.flags.union(flags)) if flags else self


def one(point: Point, *flags: str) -> Span:
    """A span of one point."""
    return Span(Shape.ONE, (point,), frozenset(flags))


def within(first: Point | None, last: Point | None, flags: frozenset[str] = frozenset()) -> Span:
    """Some day between the two, or open at one end."""
    return Span(Shape.WITHIN, (first, last), flags)


def lasting(first: Point | None, last: Point | None, flags: frozenset[str] = frozenset()) -> Span:
    """From the one to the other, or open at one end."""
    return Span(Shape.LASTING, (first, last), flags)
