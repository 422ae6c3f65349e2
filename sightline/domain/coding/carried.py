"""Passages carried from a text to the same text with names as codes, so that they hold the same words there.

    before   Paula rang. May Orchard called back.      [0..5]  [12..22]
    after    M rang. SW1 called back.                  [0..1]  [8..11]

Line by line, since names become codes within a line; in a line that changed, word by word. An end that falls inside
what changed goes to the end of what it became.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from .spans import Span

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")


def carried(before: str, after: str, spans: Iterable[Span]) -> list[Span]:
    """The spans of `before` as spans of `after`, in the order given."""
    if before == after:
        return list(spans)
    blocks = _blocks(before, after)
    return [Span(_place(one.start, blocks, end=False), _place(one.end, blocks, end=True)) for one in spans]


def _blocks(before: str, after: str) -> list[tuple[int, int, int, int, bool]]:
    """(from, to) in before and in after, and whether they are the same words; in order, without gaps."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) != len(new):
        return _words(before, after, 0, 0)
    found: list[tuple[int, int, int, int, bool]] = []
    left = right = 0
    for one, other in zip(old, new, strict=True):
        if one == other:
            found.append((left, left + len(one) + 1, right, right + len(other) + 1, True))
        else:
            found += _words(one, other, left, right)
            found.append((left + len(one), left + len(one) + 1, right + len(other), right + len(other) + 1, True))
        left, right = left + len(one) + 1, right + len(other) + 1
    return found


def _words(before: str, after: str, left: int, right: int) -> list[tuple[int, int, int, int, bool]]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    old_at, new_at = _starts(old, left), _starts(new, right)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(old_at[a], old_at[b], new_at[c], new_at[d], what == "equal") for what, a, b, c, d in matcher.get_opcodes()]


def _starts(tokens: list[str], start: int) -> list[int]:
    places = [start]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _place(position: int, blocks: list[tuple[int, int, int, int, bool]], *, end: bool) -> int:
    for first, last, to_first, to_last, same in blocks:
        inside = first < position <= last if end else first <= position < last
        if inside:
            if same:
                return to_first + position - first
            return to_last if end else to_first
    return blocks[-1][3] if position and blocks else 0
