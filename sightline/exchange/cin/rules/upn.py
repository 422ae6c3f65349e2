"""Pupil numbers: a check letter, authority, school, year, serial: 13 characters; a temporary one ends in a letter."""

from __future__ import annotations

import re
from typing import Final

from ..codes import la_codes

# No I, O or S. A letter counts as its place in the list, A as 0.
LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
LENGTH: Final = 13
_VALUES: Final = {letter: place for place, letter in enumerate(LETTERS)} | {str(digit): digit for digit in range(10)}
_MIDDLE: Final = re.compile(r"[0-9]{8}", re.ASCII)


def check_letter(upn: str) -> str | None:
    """The letter that characters 2 to 13 call for; None when one of them can have no value.

    >>> check_letter("?801200001001")
    'H'
    """
    values = [_VALUES.get(character) for character in upn[1:]]
    if len(upn) != LENGTH or None in values:
        return None
    total = sum(value * weight for weight, value in enumerate(values, start=2) if value is not None)
    return LETTERS[total % len(LETTERS)]


def right_letter(upn: str) -> bool:
    """Whether character 1 is the check letter of the rest."""
    return check_letter(upn) == upn[:1]


def right_authority(upn: str) -> bool:
    """Whether characters 2 to 4 are an authority's code."""
    return upn[1:4] in la_codes()


def right_digits(upn: str) -> bool:
    """Whether characters 5 to 12 are digits."""
    return _MIDDLE.fullmatch(upn[4:12]) is not None


def right_end(upn: str) -> bool:
    """Whether character 13 is the last, and a digit or one of the letters in use."""
    return len(upn) == LENGTH and upn[12] in _VALUES


def well_formed(upn: str) -> bool:
    """Whether all four hold."""
    return right_letter(upn) and right_authority(upn) and right_digits(upn) and right_end(upn)
