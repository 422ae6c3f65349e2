"""Working days in England: Monday to Friday, not a bank holiday.

The table of bank holidays is data with a source and a last day. Outside it nothing is guessed: `HolidayTableEnds`
says so in a sentence. A limit of n working days from S ends on the n-th working day after S; S is not counted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate, compress

from .words import in_words

ONE_DAY = timedelta(days=1)


class HolidayTableEnds(Exception):
    """A working day was asked for outside the table of bank holidays. The message is a sentence a user may read."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(
            f"The table of bank holidays runs from {in_words(calendar.begins)} and extends to "
            f"{in_words(calendar.extends_to)}, so working days outside it cannot be counted. "
            "Ask an administrator to add the later bank holidays."
        )


@dataclass(frozen=True)
class Calendar:
    """Working days between two dates, from a table of bank holidays (day → its name)."""

    holidays: Mapping[date, str]
    begins: date
    extends_to: date
    source: str
    _days: tuple[date, ...] = field(init=False, repr=False, compare=False)
    # For each day of the table, how many working days lie up to and including it: a list is read faster than searched.
    _count: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        span = range(self.begins.toordinal(), self.extends_to.toordinal() + 1)
        everyday = [date.fromordinal(number) for number in span]
        is_working = [day.weekday() < 5 and day not in self.holidays for day in everyday]
        object.__setattr__(self, "_days", tuple(compress(everyday, is_working)))
        object.__setattr__(self, "_count", tuple(accumulate(map(int, is_working))))

    def plus(self, more: Mapping[date, str], *, extends_to: date | None = None, source: str = "") -> Calendar:
        """This calendar with bank holidays added, and optionally a later last day: no release is needed."""
        return Calendar(
            holidays={**self.holidays, **more},
            begins=self.begins,
            extends_to=max(self.extends_to, extends_to or self.extends_to),
            source=source or self.source,
        )

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a working day. Raises HolidayTableEnds outside the table."""
        self._inside(day)
        return day.weekday() < 5 and day not in self.holidays

    def add(self, start: date, days: int) -> date:
        """The `days`-th working day after `start` (before it, when negative); `start` itself when 0.

        Raises HolidayTableEnds when the start or the answer lies outside the table.
        """
        if days == 0:
            return start
        self._inside(start)
        upto = self._up_to(start)
        index = upto + days - 1 if days > 0 else upto - self.is_working_day(start) + days
        if not 0 <= index < len(self._days):
            raise HolidayTableEnds(self)
        return self._days[index]

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end` (negative when `end` is earlier)."""
        self._inside(start)
        self._inside(end)
        return self._up_to(end) - self._up_to(start)

    def last_on_or_before(self, day: date) -> date:
        """`day` if it is a working day, else the one before: a month-based limit is never rolled forward."""
        self._inside(day)
        index = self._up_to(day) - 1
        if index < 0:
            raise HolidayTableEnds(self)
        return self._days[index]

    def limit(self, start: date, days: int, as_of: date) -> tuple[bool, date]:
        """Whether a limit of `days` working days from `start` has passed on `as_of`, and the first day it has.

        A check asks from the first moment after the last day of the limit. Outside the table the answer is still
        given where no holiday could change it: n working days take at least n days, and never more than 4n + 14.
        When the last day lies beyond the table, the day returned is the first on which the answer is no longer sure.
        Raises HolidayTableEnds where the answer would be a guess.
        """
        try:
            asks_from = self.add(start, days) + ONE_DAY
        except HolidayTableEnds:
            surely_open_until = start + timedelta(days=days)
            surely_over_from = start + timedelta(days=4 * days + 14)
            if as_of >= surely_over_from:
                return True, surely_over_from
            if as_of <= surely_open_until:
                return False, surely_open_until + ONE_DAY
            raise
        return as_of >= asks_from, asks_from

    def _up_to(self, day: date) -> int:
        """How many working days of the table lie up to and including a day inside it."""
        return self._count[day.toordinal() - self.begins.toordinal()]

    def is_over(self, start: date, days: int, as_of: date) -> bool:
        """`limit` without the day: n working days take at least n days, so most answers need no table."""
        return as_of > start + timedelta(days=days) and self.limit(start, days, as_of)[0]

    def _inside(self, day: date) -> None:
        if not self.begins <= day <= self.extends_to:
            raise HolidayTableEnds(self)


@cache
def england() -> Calendar:
    """The packaged calendar of England."""
    text = files("sightline.domain.dates").joinpath("data/bank_holidays.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Calendar(
        holidays={date.fromisoformat(day): name for day, name in table["days"].items()},
        begins=table["begins"],
        extends_to=table["extends_to"],
        source=table["source"],
    )


def is_working_day(day: date, calendar: Calendar | None = None) -> bool:
    """Whether `day` is a working day in England (or in the calendar given)."""
    return (calendar or england()).is_working_day(day)


def add_working_days(start: date, days: int, calendar: Calendar | None = None) -> date:
    """The `days`-th working day after `start`; see `Calendar.add`."""
    return (calendar or england()).add(start, days)


def working_days_between(start: date, end: date, calendar: Calendar | None = None) -> int:
    """Working days after `start` up to and including `end`; see `Calendar.between`."""
    return (calendar or england()).between(start, end)


def last_working_day_on_or_before(day: date, calendar: Calendar | None = None) -> date:
    """`day`, or the last working day before it; see `Calendar.last_on_or_before`."""
    return (calendar or england()).last_on_or_before(day)
