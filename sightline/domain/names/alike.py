"""Whether two descriptions may be of one person, with the reasons in words. Nothing is decided: a person looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Literal

from sightline.domain.names.folding import words_of
from sightline.domain.names.sounds import keys_of, sound

Strength = Literal["strong", "likely", "possible"]
NEAR = timedelta(days=31)  # our default: within a month of a date of birth


@dataclass(frozen=True, slots=True)
class Described:
    """A person as known: every name they go by, and the first and last day on which they can have been born."""

    names: tuple[str, ...]
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """How strongly, out of 100 to order a list by (never shown), and why in words."""

    strength: Strength
    score: int
    reasons: tuple[str, ...]


def alike(one: Described, other: Described) -> Alike | None:
    """How alike two people are; None when nothing but chance joins them."""
    name = max((_names(a, b) for a in one.names for b in other.names), default=(0, ""), key=lambda found: found[0])
    days, day_words = _days(one, other)
    if name[0] < 50 and not (name[0] >= 30 and days >= 30):
        return None
    if days < 0 and name[0] < 100:
        return None
    score = max(0, min(100, round(name[0] * 0.7) + days))
    reasons = tuple(words for words in (name[1], day_words) if words)
    if name[0] >= 85 and days >= 25:
        return Alike("strong", score, reasons)
    return Alike("likely" if name[0] >= 80 and days >= 0 else "possible", score, reasons)


def _names(one: str, other: str) -> tuple[int, str]:
    mine, theirs = words_of(one), words_of(other)
    if not mine or not theirs:
        return 0, ""
    if sorted(mine) == sorted(theirs):
        return 100, "The same name" if mine == theirs else "The same names in another order"
    few, many = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    found = [max(_word(word, each) for each in many) for word in few]
    part = sum(found) / len(few)
    shorter = len(few) < len(many)
    score = round(part * (0.9 if shorter else 1.0) * (0.75 if len(few) == 1 and len(many) > 1 else 1.0))
    if part >= 99:
        return score, "Part of the name is the same"
    if part >= 84:
        return score, "The name sounds alike"
    return score, "The name is spelt much like it"


def _word(one: str, other: str) -> float:
    if one == other:
        return 100
    if sound(one) == sound(other):
        return 92
    if len(one) > 2 and (one.startswith(other) or other.startswith(one)) and min(len(one), len(other)) > 2:
        return 86
    close = SequenceMatcher(None, one, other).ratio() * 100
    return max(close, 80) if keys_of(one) & keys_of(other) else close


def _days(one: Described, other: Described) -> tuple[int, str]:
    """Up to 30 for a date of birth that fits, below 0 for one that speaks against it; 0 when one is not known."""
    if None in (one.earliest, one.latest, other.earliest, other.latest):
        return 0, ""
    return _near(*(day or date.min for day in (one.earliest, one.latest, other.earliest, other.latest)))


def _near(a: date, z: date, b: date, y: date) -> tuple[int, str]:
    """Two spans of days: from `a` to `z`, and from `b` to `y`."""
    if a <= y and b <= z:
        return (30, "The same date of birth") if a == z == b == y else (26, "The dates of birth can be the same")
    if a == z and b == y and (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return 28, "Day and month of birth are the other way round"
    if a == z and b == y and (a.month, a.day) == (b.month, b.day) and abs(a.year - b.year) == 1:
        return 25, "Born on the same day of the next year or the one before"
    gap = max(b - z, a - y)
    if gap <= NEAR:
        return 20, "Born within a month of it"
    return (-40, "") if gap > timedelta(days=366) else (0, "")


def strongest(found: Iterable[Alike]) -> Alike | None:
    """The one to look at first."""
    return max(found, key=lambda each: each.score, default=None)
