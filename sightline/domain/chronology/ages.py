"""A child's age at an event, in the units reviews use; a range where the date leaves it open; weeks before birth.

Under 28 days in days, under 12 weeks in weeks, under 24 months in months, then years and months (section 2, Derived).
Worked out and shown, never stored.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sightline.domain.dates import age_on

DAYS: Final = 28
WEEKS: Final = 12
MONTHS: Final = 24
LONGEST: Final = 366 * 2  # days a date may span for an age still to say something (our default)


def age_at(born: date, first: date | None, last: date | None) -> str:
    """The age between two days: “5 weeks”, “11 to 12 weeks”, “3 weeks before birth”; "" when the span is open."""
    if first is None or last is None or (last - first).days > LONGEST:
        return ""
    one, other = _age(born, first), _age(born, last)
    if one == other:
        return one
    for unit in (" days", " weeks", " months", " years", " weeks before birth"):
        if one.endswith(unit) and other.endswith(unit) and " and " not in one + other:
            return f"{one.removesuffix(unit)} to {other}"
    return f"{one} to {other}"


def _age(born: date, day: date) -> str:
    if day < born:
        weeks = -(-(born - day).days // 7)
        return "1 week before birth" if weeks == 1 else f"{weeks} weeks before birth"
    age = age_on(born, day)
    if age.days < DAYS:
        return _counted(age.days, "day")
    if age.days < WEEKS * 7:
        return _counted(age.days // 7, "week")
    if age.months < MONTHS:
        return _counted(age.months, "month")
    years, months = divmod(age.months, 12)
    return _counted(years, "year") + (f" and {_counted(months, 'month')}" if months else "")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
