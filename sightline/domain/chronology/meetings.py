"""Kinds of meeting and of attendance that a row's words tell of, so that two accounts of one can be recognised."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Usual names and abbreviations of the field; a partnership's own can be compared by their words alone.
_MEETINGS: Final = (
    # One kind: agencies leave out "initial" and "review".
    ("child protection conference", r"child protection (?:case |review )?conference|\b[ir]cpc\b"),
    ("strategy discussion", r"strategy (?:meeting|discussion)s?"),
    ("core group", r"core group"),
    ("child in need meeting", r"child in need (?:review |planning )?meeting|\bcin (?:review |planning )?meeting"),
    ("team around the family", r"team around the (?:family|child)|\bta[fc] (?:review |meeting)"),
    ("looked after review", r"(?:looked[- ]after|\blac\b|\bcla\b|\bclic\b)(?: child)? review"),
    ("marac", r"\bmarac\b|multi[- ]agency risk assessment conference"),
    ("mappa", r"\bmappa\b"),
    ("professionals meeting", r"professionals['’]? meeting"),
    ("legal planning meeting", r"legal (?:planning|gateway) meeting"),
    ("family group conference", r"family group conference"),
    ("discharge planning meeting", r"discharge (?:planning )?meeting"),
    ("network meeting", r"network meeting"),
)
_PATTERNS: Final = tuple((name, re.compile(words, re.I)) for name, words in _MEETINGS)
_WORTH_LOOKING: Final = (
    "meeting",
    "conference",
    "discussion",
    "cpc",
    "group",
    "around",
    "review",
    "marac",
    "risk",
    "mappa",
)
# A meeting that was only asked for, arranged or declined did not take place in this row.
_AHEAD: Final = re.compile(
    r"(?:request\w*|ask\w* for|invit\w*|arrang\w*|schedul\w*|book\w*|plan\w*|next|cancel\w*|postpon\w*|recommend\w*|"
    r"agree\w* to|to (?:hold|convene|attend)|for) (?:\w+ ){0,4}$",
    re.I,
)
_LATER: Final = re.compile(
    r"^\W*(?:\w+\W+){0,2}(?:to be|will be|cancel|postpone|request|arrang|is planned|booked)", re.I
)

_MISSED: Final = re.compile(
    r"\b(?:was|were|been) not brought|\bwnb\b|\bdid not attend|\bdidn['’]?t attend|\bdna(?:['’]?d)?\b|"
    r"\bfailed to attend|\bnot attend(?:ed|ing)?\b|\bno[- ]show\b|\bnot presented\b|\bdid not (?:bring|arrive|turn up)|"
    r"\bmissed (?:\w+ ){0,3}appointment",
    re.I,
)
_CAME: Final = re.compile(
    r"\battended\b|\bbrought (?:\w+ ){0,4}(?:to|in|for)\b|\b(?:was|were) brought\b|\bpresented (?:at|to|with)\b|"
    r"\bseen (?:in|at) (?:\w+ ){0,2}(?:clinic|surgery|hospital)",
    re.I,
)


@lru_cache(maxsize=65_536)
def meeting(text: str) -> str | None:
    """The kind of meeting a row tells of as held, or None."""
    lower = text[:2_000].lower()
    if not any(word in lower for word in _WORTH_LOOKING):
        return None
    for name, pattern in _PATTERNS:
        for found in pattern.finditer(text[:2_000]):
            if not _AHEAD.search(text[max(0, found.start() - 60) : found.start()]) and not _LATER.search(
                text[found.end() : found.end() + 60]
            ):
                return name
    return None


@lru_cache(maxsize=65_536)
def attendance(text: str) -> str | None:
    """“attended” or “not brought” where the words say one of them and not both."""
    missed = _MISSED.search(text) is not None
    came = _CAME.search(_MISSED.sub(" ", text)) is not None
    if missed == came:
        return None
    return "not brought" if missed else "attended"
