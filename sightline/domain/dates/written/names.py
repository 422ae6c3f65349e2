"""Names of months and weekdays, with the slips people make in them."""

from __future__ import annotations

import re
from functools import lru_cache

from sightline.domain.spelling import one_edit

from ..words import MONTHS
from .reading import Problem

_FULL = tuple(name.lower() for name in MONTHS)
_EXACT = {name: number for number, name in enumerate(_FULL, start=1)}
_EXACT |= {name[:3]: number for number, name in enumerate(_FULL, start=1)} | {"sept": 9}
_FORGIVING = {name: number for number, name in enumerate(_FULL, start=1)} | {"sept": 9}
SHORTEST_SLIP = 4  # letters a month word needs before a slip is forgiven

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_SHORT = rf"{WEEKDAY}|mo|tu|we|th|fr|sa|su"
_BEFORE = re.compile(rf"(?P<name>{_SHORT})(?:[.,]+ ?| ?- ?| )(?P<rest>.+)")
_AFTER = re.compile(rf"(?P<rest>.+?) ?\((?P<name>{_SHORT})\.?\)")
_ONLY = re.compile(rf"(?:on )?(?:{WEEKDAY})")


@lru_cache(maxsize=2048)
def month_number(word: str) -> tuple[int, bool] | None:
    """The month a word names and whether it was misspelt; None when it names none.

    One letter too many, missing, changed or swapped with its neighbour is forgiven in a word of four letters or more.
    Raises Problem `ambiguous` when that leads to two months (`juny`).
    """
    if word in _EXACT:
        return _EXACT[word], False
    if len(word) < SHORTEST_SLIP:
        return None
    near = {number for name, number in _FORGIVING.items() if one_edit(word, name)}
    if len(near) > 1:
        raise Problem("ambiguous")
    return (near.pop(), True) if near else None


def suffix_of(day: int) -> str:
    """The right ending of an ordinal: 1st, 2nd, 3rd, 11th."""
    if 10 <= day % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def split_weekday(text: str) -> tuple[int | None, str]:
    """The weekday written before a date, or after it in brackets, and the date without it."""
    found = _BEFORE.fullmatch(text) or (_AFTER.fullmatch(text) if text.endswith(")") else None)
    if not found:
        return None, text
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(found["name"][:3])), found["rest"]


def is_weekday(text: str) -> bool:
    """Whether it is a weekday and nothing else."""
    return _ONLY.fullmatch(text) is not None
