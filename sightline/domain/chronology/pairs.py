"""Which rows are worth comparing: close in time and sharing one of their rarer words. Never all with all.

Two sets of words can only be alike to the degree t when they share one of the first len - ceil(t * len) + 1 words of
each, taken in a fixed order (prefix filtering, as in set-similarity joins; rarest first keeps the lists short). An
index from those words to rows in order of time then gives the few to be measured; nothing that reaches t is missed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from .words import jaccard

CLOSE_ENOUGH: Final = 0.35
"""The lowest similarity at which rows of different agencies are taken to tell of one event (D3)."""
DAYS_APART: Final = 7
"""Days by which two accounts of one event may differ (D4)."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What of a row is compared. `first` and `last` are ordinals of days; `words` numbers standing for words."""

    first: int
    last: int
    words: frozenset[int]
    meeting: str | None = None


def numbered(texts: Sequence[tuple[str, ...]]) -> list[frozenset[int]]:
    """Each text's words as numbers, rare words having the small ones; equal sets are one object."""
    sets = [frozenset(words) for words in texts]
    counts = Counter(word for words in sets for word in words)
    number = {word: at for at, (word, _) in enumerate(sorted(counts.items(), key=lambda one: (one[1], one[0])))}
    known: dict[frozenset[str], frozenset[int]] = {}
    return [known.setdefault(words, frozenset(number[word] for word in words)) for words in sets]


def close_pairs(rows: Sequence[Compared]) -> Iterator[tuple[int, int, float]]:
    """Pairs within DAYS_APART that reach CLOSE_ENOUGH, or that tell of the same kind of meeting, with their similarity.

    `rows` must be in the order of `first`. Each pair comes once, the earlier row first.
    """
    firsts = [row.first for row in rows]
    prefixes = _prefixes(rows)
    by_word: dict[int, list[int]] = defaultdict(list)
    for at, prefix in enumerate(prefixes):
        for word in prefix:
            by_word[word].append(at)
    by_meeting: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.meeting:
            by_meeting[row.meeting].append(at)
    measured: dict[tuple[int, int], float] = {}
    for at, row in enumerate(rows):
        end = bisect_right(firsts, row.last + DAYS_APART)
        others = _within(by_meeting[row.meeting], at, end) if row.meeting else set()
        meetings = frozenset(others)
        for word in prefixes[at]:
            others |= _within(by_word[word], at, end)
        for other in sorted(others):
            alike = _similarity(row.words, rows[other].words, measured)
            if alike >= CLOSE_ENOUGH or other in meetings:
                yield at, other, alike


def _within(places: Sequence[int], after: int, end: int) -> set[int]:
    begin = bisect_right(places, after)
    if begin == len(places) or places[begin] >= end:
        return set()
    return set(places[begin : bisect_right(places, end - 1)])


def _prefixes(rows: Sequence[Compared]) -> list[list[int]]:
    known: dict[frozenset[int], list[int]] = {}
    return [known.setdefault(row.words, _prefix(row.words)) for row in rows]


def _prefix(words: frozenset[int]) -> list[int]:
    size = len(words)
    return sorted(words)[: size - ceil(CLOSE_ENOUGH * size) + 1]


def _similarity(one: frozenset[int], other: frozenset[int], measured: dict[tuple[int, int], float]) -> float:
    """Similarity, remembered: returns are full of sentences that stand many times."""
    if one is other:
        return 1.0 if one else 0.0
    small, large = sorted((len(one), len(other)))
    if small < CLOSE_ENOUGH * large:
        return 0.0
    key = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
    if key not in measured:
        if len(measured) > 500_000:
            measured.clear()
        measured[key] = jaccard(one, other)
    return measured[key]
