"""The axis: days at even steps with as many names as have room, and the child's age under each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from sightline.domain.dates import Age, UncertainDate, age_bounds
from sightline.domain.drawing.scene import text_width

from .scale import Scale

STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between ticks."""
SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis with its name, where the name stands, and the age ("" when nobody's is shown)."""

    day: date
    x: float
    name: str
    age: str
    at: float = 0.0


def ticks(scale: Scale, born: UncertainDate | None) -> list[Tick]:
    """Ticks that have room, none inside a break."""
    for step in STEPS:
        found = _every(scale, step, born)
        if all(after.x - before.x >= (_wide(before) + _wide(after)) / 2 + 12 for before, after in pairwise(found)):
            break
    if len(found) > 1:
        return _named(found, scale)
    return [_tick(day, scale, 1, born) for day in dict.fromkeys((scale.first, scale.last))][: _fit(scale, born)]


def _named(found: list[Tick], scale: Scale) -> list[Tick]:
    """Names at the edges are moved inwards, so a neighbour's name may have to go; its tick stays."""
    kept: list[Tick] = []
    free = 0.0
    for tick in found:
        half = _wide(tick) / 2
        x = min(max(tick.x, half + 4), scale.places[-1] + scale.places[0] - half - 4)
        if x - half < free:
            kept.append(replace(tick, name="", age=""))
            continue
        kept.append(replace(tick, at=x))
        free = x + half + 8
    return kept


def _fit(scale: Scale, born: UncertainDate | None) -> int:
    wide = max(_wide(_tick(day, scale, 0, born)) for day in (scale.first, scale.last))
    return 2 if scale.x(scale.last) - scale.x(scale.first) > wide + 8 else 1


def _every(scale: Scale, step: int, born: UncertainDate | None) -> list[Tick]:
    first = scale.first
    months = first.year * 12 + first.month - 1
    months -= months % step
    found: list[Tick] = []
    while True:
        year, month = divmod(months, 12)
        if not 1 <= year <= 9999:
            if year > 9999:
                return found
            months += step
            continue
        day = date(year, month + 1, 1)
        if day > scale.last:
            return found
        if day >= first and not scale.in_break(day):
            found.append(_tick(day, scale, step, born))
        months += step


def _tick(day: date, scale: Scale, step: int, born: UncertainDate | None) -> Tick:
    name = str(day.year) if step >= 12 else f"{SHORT[day.month - 1]} {day.year}"
    if step == 0:
        name = f"{day.day} {SHORT[day.month - 1]} {day.year}"
    x = scale.x(day)
    age = age_short(born, day) if born else ""
    half = max(text_width(name), text_width(age)) / 2
    return Tick(day, x, name, age, min(max(x, half + 4), scale.places[-1] + scale.places[0] - half - 4))


def _wide(tick: Tick) -> float:
    return max(text_width(tick.name), text_width(tick.age))


def age_short(born: UncertainDate, day: date) -> str:
    """An age as it fits under a day: days < 28, weeks < 12, months < 24, then years and months; before birth, weeks.

    Where the date of birth leaves it open, both ends: "3–4 y". "age ?" when it is not known.
    """
    if born.earliest and day < born.earliest:
        weeks = (born.earliest - day).days // 7
        return f"{weeks} w before" if weeks < 40 else ""
    bounds = age_bounds(born, day)
    if bounds is None:
        return "age ?"
    youngest, oldest = bounds
    if youngest == oldest:
        return _one(oldest)
    if oldest.years >= 2:
        return f"{oldest.years} y" if youngest.years == oldest.years else f"{youngest.years}–{oldest.years} y"
    return f"{youngest.months}–{oldest.months} m" if youngest.months != oldest.months else f"{oldest.months} m"


def _one(age: Age) -> str:
    if age.days < 28:
        return f"{age.days} d"
    if age.days < 12 * 7:
        return f"{age.days // 7} w"
    if age.months < 24:
        return f"{age.months} m"
    months = age.months % 12
    return f"{age.years} y {months} m" if months else f"{age.years} y"


def age_at(born: UncertainDate | None, first: date | None, last: date | None) -> str:
    """The age at something that happened between two days, for a table; "" when it cannot be said."""
    if born is None or first is None or last is None:
        return ""
    at_first, at_last = age_short(born, first), age_short(born, last)
    return at_first if at_first == at_last else f"{at_first} to {at_last}"
