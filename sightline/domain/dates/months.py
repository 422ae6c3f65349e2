"""Calendar months: adding them, and windows counted back in them.

A month-based limit clamps to the last day of a shorter month (31 August + 6 months = 28 February). "Within n months"
includes both end days: an event counts while its day is on or after `add_months(as_of, -n)`.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=20_000)
def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later (earlier when negative), clamped to that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month that `day` is in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@lru_cache(maxsize=20_000)
def leaves_window(event: date, months: int) -> date:
    """The first day on which `event` no longer lies in the window of the last `months` months.

    Clamping can hold an event inside for some days: 28 February stays within six months through 31 August.
    """
    day = add_months(event, months)
    while add_months(day, -months) <= event:
        day += timedelta(days=1)
    return day
