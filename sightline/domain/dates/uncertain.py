"""A date as people know it: exact, about, in a month, in a year, between two days, or not known at all.

`value, precision, earliest, latest, basis`. A limit runs from `earliest`; a window counts an event that *could* fall
inside. A date with no bounds is not a day to reckon with. An unknown day of birth is put at the 15th of its month,
never the 1st, and carries the whole month as its bounds (DfE, through the Standard Safeguarding Dataset).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from .months import month_end
from .words import in_words, month_in_words


class Precision(StrEnum):
    """How well a date is known."""

    EXACT = "exact"
    DAY_ESTIMATED = "day_estimated"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class DateError(ValueError):
    """A date could not be understood; the message says what was found, without naming a field."""


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """One date with its precision. `value` is the day to show or sort by, where there is one."""

    value: date | None
    precision: Precision
    earliest: date | None
    latest: date | None
    basis: str = ""

    @classmethod
    def exact(cls, day: date) -> UncertainDate:
        """A day that is known."""
        return _exact(day)

    @classmethod
    def unknown(cls, basis: str = "") -> UncertainDate:
        """It happened; nobody knows when."""
        return cls(None, Precision.UNKNOWN, None, None, basis)

    @classmethod
    def in_month(cls, year: int, month: int, basis: str = "") -> UncertainDate:
        """Some day in a month; shown and sorted at the 15th, never at the 1st."""
        return cls(date(year, month, 15), Precision.MONTH, date(year, month, 1), month_end(date(year, month, 1)), basis)

    @classmethod
    def in_year(cls, year: int, basis: str = "") -> UncertainDate:
        """Some day in a year."""
        return cls(date(year, 7, 1), Precision.YEAR, date(year, 1, 1), date(year, 12, 31), basis)

    @classmethod
    def between(cls, earliest: date | None, latest: date | None, basis: str = "") -> UncertainDate:
        """Between two days, both included; either may be open."""
        return cls(None, Precision.RANGE, earliest, latest, basis)

    @classmethod
    def day_of_birth_estimated(cls, year: int, month: int, basis: str = "") -> UncertainDate:
        """The month of birth is known, the day is not: the 15th, flagged, with the month as bounds."""
        first = date(year, month, 1)
        return cls(date(year, month, 15), Precision.DAY_ESTIMATED, first, month_end(first), basis)

    @classmethod
    def from_json(cls, value: Any) -> UncertainDate | None:
        """Read `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM`, a date, or the five-part object; None or blank text gives None.

        Raises DateError with a short reason.
        """
        if value is None or isinstance(value, UncertainDate):
            return value
        if isinstance(value, str):
            return _from_text(value)
        if isinstance(value, datetime):
            return cls.exact(value.date())
        if isinstance(value, date):
            return cls.exact(value)
        if isinstance(value, Mapping):
            return _from_parts(value)
        raise DateError(f"{value!r} is not a date")

    def to_json(self) -> Any:
        """The ISO day when exact and without a basis, else the five-part object."""
        if self.precision is Precision.EXACT and not self.basis and self.value:
            return self.value.isoformat()
        return {
            "value": self.value.isoformat() if self.value else None,
            "precision": self.precision.value,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "basis": self.basis or None,
        }

    @property
    def is_exact(self) -> bool:
        """One day, and it is known."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def has_bounds(self) -> bool:
        """Whether there is anything to reckon with; a date open at its early end is not."""
        return self.earliest is not None

    def could_be_on_or_after(self, day: date) -> bool:
        """Whether it may have been that day or later."""
        return self.latest is None or self.latest >= day

    def could_be_on_or_before(self, day: date) -> bool:
        """Whether it may have been that day or earlier."""
        return self.earliest is None or self.earliest <= day

    def could_fall_within(self, first: date, last: date) -> bool:
        """Whether it may lie between two days, both included."""
        return self.could_be_on_or_after(first) and self.could_be_on_or_before(last)

    def is_certainly_after(self, day: date) -> bool:
        """Whether no reading of it is on or before that day."""
        return not self.could_be_on_or_before(day)

    def is_certainly_before(self, day: date) -> bool:
        """Whether no reading of it is on or after that day."""
        return not self.could_be_on_or_after(day)

    def in_words(self) -> str:
        """As a person would say it: "3 May 2026", "about May 2026", "between 3 May 2026 and 9 May 2026"."""
        if self.is_exact and self.earliest and self.precision is not Precision.DAY_ESTIMATED:
            return in_words(self.earliest)
        if self.precision is Precision.DAY_ESTIMATED and self.value:
            return f"about {in_words(self.value)}"
        if self.precision is Precision.MONTH and self.earliest:
            return f"about {month_in_words(self.earliest)}"
        if self.precision is Precision.YEAR and self.earliest:
            return f"about {self.earliest.year}"
        return _bounds_in_words(self.earliest, self.latest)

    def approximately(self) -> str:
        """For a sentence, after "on", "of" or "since": exact days plainly, others as a day nobody knows.

        "3 May 2026", "15 May 2026 (approx.)", "a day in May 2026 (approx.)", "a day between 3 May 2026 and 9 May 2026
        (approx.)", "a day up to 3 May 2026".
        """
        words = self.in_words()
        if self.is_exact or self.precision is Precision.DAY_ESTIMATED:
            words = words.removeprefix("about ")
        elif self.precision in (Precision.MONTH, Precision.YEAR) and self.earliest:
            words = f"a day in {words.removeprefix('about ')}"
        else:
            words = _day_within(self.earliest, self.latest)
        return words if self.is_exact or not self.has_bounds else f"{words} (approx.)"


def _bounds_in_words(earliest: date | None, latest: date | None) -> str:
    if earliest and latest:
        return f"between {in_words(earliest)} and {in_words(latest)}"
    if earliest:
        return f"on or after {in_words(earliest)}"
    if latest:
        return f"on or before {in_words(latest)}"
    return "a day not known"


def _day_within(earliest: date | None, latest: date | None) -> str:
    if earliest and latest:
        return f"a day {_bounds_in_words(earliest, latest)}"
    if earliest:
        return f"a day from {in_words(earliest)} on"
    return f"a day up to {in_words(latest)}" if latest else "a day not known"


@lru_cache(maxsize=20_000)
def _exact(day: date) -> UncertainDate:
    return UncertainDate(day, Precision.EXACT, day, day)


@lru_cache(maxsize=20_000)
def _from_text(text: str) -> UncertainDate | None:
    """The exact day in a text; blank gives None. The same few thousand days are read again and again."""
    return UncertainDate.exact(_day(text)) if text.strip() else None


def _day(text: str) -> date:
    """The day of an ISO date or local date and time."""
    try:
        clean = text.strip()
        return date.fromisoformat(clean) if len(clean) == 10 else datetime.fromisoformat(clean).date()
    except ValueError:
        raise DateError(f"'{text}' is not a date like 2026-05-03") from None


def _from_parts(parts: Mapping[str, Any]) -> UncertainDate:
    """The five-part object; bounds left out are worked out from the value where the precision says how."""
    try:
        precision = Precision(str(parts.get("precision") or "").strip() or _guess(parts))
    except ValueError:
        raise DateError(f"'{parts.get('precision')}' is not a precision of a date") from None
    basis = str(parts.get("basis") or "")
    if precision is Precision.UNKNOWN:
        return UncertainDate.unknown(basis)
    value, first, last = _span(parts.get("value"), precision)
    earliest, latest = _bound(parts.get("earliest")) or first, _bound(parts.get("latest")) or last
    if earliest is None and latest is None:
        raise DateError(f"a date of precision '{precision}' needs a value or a bound")
    if earliest and latest and earliest > latest:
        raise DateError("the earliest day of a date comes after its latest")
    if precision is Precision.EXACT and earliest != latest:
        raise DateError("an exact date has one day, not two")
    return UncertainDate(value, precision, earliest, latest, basis)


def _guess(parts: Mapping[str, Any]) -> str:
    if parts.get("earliest") or parts.get("latest"):
        return Precision.RANGE
    return Precision.EXACT if parts.get("value") else Precision.UNKNOWN


def _bound(value: Any) -> date | None:
    parsed = UncertainDate.from_json(value)
    return parsed.value if parsed else None


def _span(value: Any, precision: Precision) -> tuple[date | None, date | None, date | None]:
    """The day to show, and the first and last day that a value of this precision stands for."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, None, None
    if isinstance(value, str) and len(value.strip()) in (4, 7):
        value = value.strip() + ("-07-01" if len(value.strip()) == 4 else "-15")
    day = _bound(value)
    if day is None or precision is Precision.RANGE:
        return day, None, None
    if precision in (Precision.MONTH, Precision.DAY_ESTIMATED):
        return day, day.replace(day=1), month_end(day)
    if precision is Precision.YEAR:
        return day, date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day, day
