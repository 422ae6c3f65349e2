"""Ages in calendar months and years, with imprecise dates of birth, before birth, and corrected for gestation.

Someone born on 29 February has their birthday on 28 February in other years (our default). "Under six months" means
before the day of birth + 6 calendar months. Corrected age = age − (40 weeks − gestation at birth), used to two years
(NICE NG72); the under-six-months floor holds if either age is under six months, and corrected age never excludes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .months import add_months
from .uncertain import UncertainDate
from .words import in_words

FULL_TERM_WEEKS = 40
CORRECTED_TO_MONTHS = 24


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """A child's age in completed calendar months, and the days since birth."""

    months: int
    days: int

    @property
    def years(self) -> int:
        """Completed years."""
        return self.months // 12

    def in_words(self) -> str:
        """ "12 days", "5 weeks", "5 months" up to two years, then "3 years"."""
        if self.days < 14:
            return _counted(self.days, "day")
        if self.months < 2:
            return _counted(self.days // 7, "week")
        if self.months < 24:
            return _counted(self.months, "month")
        return _counted(self.years, "year")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def age_on(born: date, day: date) -> Age:
    """The age on a day. Raises ValueError before birth."""
    if day < born:
        raise ValueError("There is no age before birth.")
    months = (day.year - born.year) * 12 + day.month - born.month
    if add_months(born, months) > day:
        months -= 1
    return Age(months, (day - born).days)


def is_under(born: date, day: date, *, months: int) -> bool:
    """Whether the child is under that many calendar months on a day; before birth too."""
    return day < add_months(born, months)


def could_be_under(born: UncertainDate, day: UncertainDate, *, months: int) -> bool | None:
    """Whether the child could have been under that age; None when a missing bound leaves it open."""
    if born.latest is None or day.earliest is None:
        return None
    return is_under(born.latest, day.earliest, months=months)


def could_be_at_least(born: UncertainDate, day: UncertainDate, *, months: int) -> bool | None:
    """Whether the child could have reached that age; None when a missing bound leaves it open."""
    if born.earliest is None or day.latest is None:
        return None
    return not is_under(born.earliest, day.latest, months=months)


def age_bounds(born: UncertainDate, day: date) -> tuple[Age, Age] | None:
    """The youngest and the oldest the child can be on a day; None when unknown or not yet born by any reading."""
    if born.earliest is None or born.latest is None or day < born.earliest:
        return None
    return age_on(min(born.latest, day), day), age_on(born.earliest, day)


def corrected_birth(born: date, gestation_weeks: int) -> date:
    """The day from which corrected age counts: the date of birth, moved on by the weeks short of forty."""
    return born + timedelta(weeks=max(0, FULL_TERM_WEEKS - gestation_weeks))


def corrected_age(born: date, gestation_weeks: int | None, day: date) -> Age | None:
    """The corrected age, or None: born at term, gestation not recorded, two years old, or before the corrected day."""
    if gestation_weeks is None or gestation_weeks >= FULL_TERM_WEEKS:
        return None
    if not is_under(born, day, months=CORRECTED_TO_MONTHS):
        return None
    counted_from = corrected_birth(born, gestation_weeks)
    return age_on(counted_from, day) if day >= counted_from else Age(0, 0)


def is_under_six_months(born: date, day: date, gestation_weeks: int | None = None) -> bool:
    """Whether either the age or the corrected age is under six months: errs to looking."""
    if is_under(born, day, months=6):
        return True
    corrected = corrected_age(born, gestation_weeks, day)
    return corrected is not None and corrected.months < 6


def age_in_words(born: UncertainDate | None, expected: UncertainDate | None, day: date) -> str:
    """For a page: "3 years", "between 4 and 5 months", "not yet born, expected 3 May 2026", "age not known"."""
    if born is None and expected is not None:
        when = in_words(expected.value) if expected.is_exact and expected.value else expected.in_words()
        return f"not yet born, expected {when}"
    bounds = age_bounds(born, day) if born else None
    if bounds is None:
        return "age not known"
    youngest, oldest = (age.in_words() for age in bounds)
    if youngest == oldest:
        return oldest
    return f"between {_without_unit_of(oldest, youngest)} and {oldest}"


def _without_unit_of(oldest: str, youngest: str) -> str:
    """ "4" of "4 months" beside "5 months"; "11 months" beside "2 years" keeps its own."""
    number, unit = youngest.split(" ", 1)
    return number if unit == oldest.split(" ", 1)[1] else youngest
