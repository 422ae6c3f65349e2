"""Which rows are worth comparing: close in time and sharing one of their rarer words. Never all with all.

Two sets of words can only be alike to the degree t when they share one of the first len - ceil(t * len) + 1 words of
each, taken in a fixed order (prefix filtering, as in set-similarity joins; rarest first keeps the lists short). An
index from those words to rows in order of time then gives the few to be measured; nothing that reaches t is missed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from .words import jaccard

CLOSE_ENOUGH: Final = 0.35
"""The lowest similarity at which rows of different agencies are taken to tell of one event (D3)."""
DAYS_APART: Final = 7
"""Days by which two accounts of one event may differ (D4)."""

_BITS: Final = 512
# Shared words by the sum of both sizes: s / (a + b - s) >= t is s >= t / (1 + t) * (a + b). A hair below, for rounding.
_SHARE: Final = CLOSE_ENOUGH / (1 + CLOSE_ENOUGH) - 1e-9


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
    by_meeting: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for word in prefixes[at]:
            by_word[word].append(at)
        if row.meeting:
            by_meeting[row.meeting].append(at)
    measure = _Measure(rows)
    for at, row in enumerate(rows):
        end = bisect_right(firsts, row.last + DAYS_APART)
        others: set[int] = set()
        for word in prefixes[at]:
            others.update(_within(by_word[word], at, end))
        found = measure.reach(at, others)
        for other in _within(by_meeting[row.meeting], at, end) if row.meeting else ():
            found.setdefault(other, jaccard(row.words, rows[other].words))
        for other in sorted(found):
            yield at, other, found[other]


class _Measure:
    """Similarity, with a quick look first: each row's words as bits, of which too few in common end the matter.

    Words may share a bit, so the bits in common can be fewer than the words in common, but never by more than a row has
    words that share one.
    """

    def __init__(self, rows: Sequence[Compared]) -> None:
        self._words = [row.words for row in rows]
        self._sizes = [len(row.words) for row in rows]
        self._bits = [sum({1 << (word % _BITS) for word in row.words}) for row in rows]
        self._shared = [size - bits.bit_count() for size, bits in zip(self._sizes, self._bits)]

    def reach(self, at: int, others: Iterable[int]) -> dict[int, float]:
        """Those of the others that are close enough, with their similarity."""
        bits, size, slack, words = self._bits[at], self._sizes[at], self._shared[at], self._words[at]
        all_bits, sizes = self._bits, self._sizes
        found: dict[int, float] = {}
        for other in others:
            if (bits & all_bits[other]).bit_count() + slack >= _SHARE * (size + sizes[other]):
                theirs = self._words[other]
                alike = 1.0 if theirs is words else jaccard(words, theirs)
                if alike >= CLOSE_ENOUGH:
                    found[other] = alike
        return found


def _within(places: Sequence[int], after: int, end: int) -> Sequence[int]:
    begin = bisect_right(places, after)
    if begin == len(places) or places[begin] >= end:
        return ()
    return places[begin : bisect_left(places, end, begin)]


def _prefixes(rows: Sequence[Compared]) -> list[list[int]]:
    known: dict[frozenset[int], list[int]] = {}
    return [known.setdefault(row.words, _prefix(row.words)) for row in rows]


def _prefix(words: frozenset[int]) -> list[int]:
    size = len(words)
    return sorted(words)[: size - ceil(CLOSE_ENOUGH * size) + 1]
