"""Yes-or-no answers, notes and list columns as contributors write them."""

from __future__ import annotations

import re
from typing import Final

from .headings import plain

NOTE_MARKS: Final = "#^¬~"
"""A source that begins with one of these makes the row a note (a convention of chronology tools)."""

_YES: Final = frozenset({"y", "yes", "seen", "true", "✓", "✔", "childseen", "yesseen", "1"})
_NO: Final = frozenset({"n", "no", "notseen", "false", "✗", "✘", "childnotseen", "nonotseen", "0"})
_NOT_APPLICABLE: Final = frozenset({"na", "notapplicable", "notapp"})
_NOT_RECORDED: Final = frozenset(
    {"nr", "notrecorded", "unknown", "notknown", "nk", "notstated", "unclear", "norecorded", "notclear"}
)
_BEGINS: Final = (
    (re.compile(r"n\s*/\s*a\b|not applicable\b", re.I), "not applicable"),
    (re.compile(r"not (?:recorded|known|stated|clear)\b|unknown\b", re.I), "not recorded"),
    (
        re.compile(r"(?:no|not seen|child not seen|n)\b(?!\s*(?:concern|issue|injur|mark|bruis|problem|worr))", re.I),
        "no",
    ),
    (re.compile(r"(?:yes|y|seen|child seen)\b", re.I), "yes"),
)
_MARK: Final = {"✓": "yes", "✔": "yes", "☑": "yes", "☒": "yes", "✗": "no", "✘": "no", "☐": None}


def child_seen(text: str) -> tuple[str | None, bool]:
    """Whether the child was seen, and whether the words say more than that (so that they must be kept).

    "Yes, alone in his bedroom" is ("yes", True); words that answer something else are (None, True).
    """
    clean = " ".join(text.split())
    if not clean:
        return None, False
    if clean in _MARK:
        return _MARK[clean], False
    key = plain(clean)
    for words, answer in (
        (_YES, "yes"),
        (_NO, "no"),
        (_NOT_APPLICABLE, "not applicable"),
        (_NOT_RECORDED, "not recorded"),
    ):
        if key in words:
            return answer, False
    for begins, answer in _BEGINS:
        if begins.match(clean):
            return answer, True
    return None, True


def yes_or_no(text: str) -> tuple[str | None, bool]:
    """A key practice episode or not; like `child_seen`, for two answers only."""
    answer, more = child_seen(text)
    return (answer, more) if answer in ("yes", "no", None) else (None, True)


def note_source(source: str) -> tuple[bool, str]:
    """Whether a source marks its row as a note, and the source without the mark."""
    clean = source.strip()
    if clean[:1] and clean[0] in NOTE_MARKS:
        return True, clean[1:].strip()
    return False, clean


def listed(text: str) -> tuple[str, ...]:
    """Themes of one cell, separated by semicolons, commas, bars or lines."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[;,|\n]", text) if part.strip()))


def whole_number(text: str) -> int | None:
    """A place in the order of a day: 1 to 9999, also when a spreadsheet wrote "2.0"."""
    found = re.fullmatch(r"\s*(\d{1,4})(?:\.0+)?\s*", text)
    return int(found[1]) if found else None
