"""Codes for people and places, as reviews give them: proposed by role, siblings oldest first, never given twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .glossary import Entry

# Role (a pattern), code, and whether the first of them stands without a number.
_ROLES = (
    (r"mother'?s? partner|mum'?s? partner|stepfather|step-father", "MP", True),
    (r"maternal grandmother|mother'?s mother", "MGM", True),
    (r"maternal grandfather|mother'?s father", "MGF", True),
    (r"paternal grandmother|father'?s mother", "PGM", True),
    (r"paternal grandfather|father'?s father", "PGF", True),
    (r"(?:birth )?mother|mum", "M", True),
    (r"(?:birth )?father|dad", "F", True),
    (r"social worker", "SW", False),
    (r"health visitor", "HV", False),
    (r"gp|general practitioner|doctor", "GP", False),
    (r"midwife", "MW", False),
    (r"police.*|detective.*|pc", "PO", False),
    (r"teacher|head ?teacher|designated (?:safeguarding )?lead", "T", False),
    (r"home|address|house|placement", "Home ", False),
    (r"school|nursery|academy|college", "School ", False),
    (r"hospital", "Hospital ", False),
)
_SUBJECT = re.compile(r"subject|subject child|child", re.IGNORECASE)
_SIBLING = re.compile(r"(?:half-?|step-?)?\s?(?:sibling|brother|sister)", re.IGNORECASE)


def propose(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with a code for each that has none. Codes that stand are kept and never given again."""
    given = list(entries)
    taken = {entry.code.lower() for entry in given if entry.code}
    siblings = sorted(
        (place for place, entry in enumerate(given) if not entry.code and _SIBLING.fullmatch(entry.role.strip())),
        key=lambda place: (given[place].born is None, given[place].born, place),
    )
    for place in siblings:
        given[place] = replace(given[place], code=_free("Sibling ", False, taken))
    for place, entry in enumerate(given):
        if not entry.code:
            given[place] = replace(entry, code=_code(entry.role.strip().replace("’", "'"), taken))
    return given


def _code(role: str, taken: set[str]) -> str:
    if _SUBJECT.fullmatch(role):
        letter = next(
            (f"Child {chr(place)}" for place in range(65, 91) if f"child {chr(place)}".lower() not in taken), ""
        )
        if letter:
            taken.add(letter.lower())
            return letter
    for pattern, stem, alone in _ROLES:
        if re.fullmatch(pattern, role, re.IGNORECASE):
            return _free(stem, alone, taken)
    return _free("Adult ", False, taken)


def _free(stem: str, alone: bool, taken: set[str]) -> str:
    """The first code of its kind that is not taken: M, M2, M3; SW1, SW2."""
    number = 1
    while True:
        code = stem if alone and number == 1 else f"{stem}{number}"
        if code.lower() not in taken:
            taken.add(code.lower())
            return code
        number += 1
