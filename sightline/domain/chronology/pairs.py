"""Which rows are worth comparing: close in time and sharing one of their rarer words. Never all with all.

Two sets of words can only be alike to the degree t when they share one of the first len - ceil(t * len) + 1 words of
each, taken in a fixed order (prefix filtering, as in set-similarity joins; rarest first keeps the lists short). An
index from those words to rows in order of time then gives the few to be measured; nothing that reaches t is missed.

Sentences that stand very often ("Core group held.") are measured once against each other, not again for each row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import ceil
from typing import Final

from .words import jaccard

CLOSE_ENOUGH: Final = 0.35
"""The lowest similarity at which rows of different agencies are taken to tell of one event (D3)."""
DAYS_APART: Final = 7
"""Days by which two accounts of one event may differ (D4)."""

_OFTEN: Final = 50
# Rows with the same words from which on they are measured once for all. Few enough kinds can stand that often for all
# of them to be measured against all; what stands seldom is found by its rare words. Speed alone depends on it.
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


def close_rows(rows: Sequence[Compared]) -> Iterator[tuple[int, list[tuple[int, float]]]]:
    """For each row the later ones that it may be linked with, in their order, each with its similarity.

    Those are rows within DAYS_APART that reach CLOSE_ENOUGH or tell of the same kind of meeting. `rows` must be in the
    order of `first`; a row without any is left out.
    """
    firsts = [row.first for row in rows]
    often = _Often(rows)
    prefixes = _prefixes(rows)
    everything = _Index(rows, prefixes, range(len(rows)))
    seldom = _Index(rows, prefixes, [at for at in range(len(rows)) if at not in often])
    measure = _Measure(rows)
    for at, row in enumerate(rows):
        end = bisect_right(firsts, row.last + DAYS_APART)
        index = seldom if at in often else everything
        found = measure.reach(at, index.sharing_words(at, end))
        for other in index.same_meeting(at, end):
            found.setdefault(other, jaccard(row.words, rows[other].words))
        if close := sorted(often.close(at, end, found)):
            yield at, close


class _Often:
    """Rows whose words and kind of meeting stand in many rows."""

    def __init__(self, rows: Sequence[Compared]) -> None:
        places: dict[tuple[frozenset[int], str | None], list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            places[(row.words, row.meeting)].append(at)
        kinds = {kind: where for kind, where in places.items() if len(where) >= _OFTEN}
        self._alike: dict[int, list[tuple[list[int], float]]] = {}
        for (words, meeting), where in kinds.items():
            alike = []
            for (other_words, other_meeting), others in kinds.items():
                similarity = jaccard(words, other_words)
                if similarity >= CLOSE_ENOUGH or (meeting and meeting == other_meeting):
                    alike.append((others, similarity))
            self._alike |= dict.fromkeys(where, alike)

    def __contains__(self, at: int) -> bool:
        return at in self._alike

    def close(self, at: int, end: int, found: Mapping[int, float]) -> list[tuple[int, float]]:
        """What was found, and those of them after `at` and before `end` that are close, with their similarity."""
        close = [*found.items()]
        for places, similarity in self._alike.get(at, ()):
            close += zip(_within(places, at, end), repeat(similarity))
        return close


class _Index:
    """Places of rows, in their order, by the words of their prefix and by their kind of meeting."""

    def __init__(self, rows: Sequence[Compared], prefixes: Sequence[list[int]], places: Iterable[int]) -> None:
        self._rows, self._prefixes = rows, prefixes
        self._by_word: dict[int, list[int]] = defaultdict(list)
        self._by_meeting: dict[str, list[int]] = defaultdict(list)
        for at in places:
            for word in prefixes[at]:
                self._by_word[word].append(at)
            if meeting := rows[at].meeting:
                self._by_meeting[meeting].append(at)

    def sharing_words(self, at: int, end: int) -> set[int]:
        """Rows after `at` and before `end` that share a word of the prefix."""
        found: set[int] = set()
        for word in self._prefixes[at]:
            found.update(_within(self._by_word.get(word, ()), at, end))
        return found

    def same_meeting(self, at: int, end: int) -> Sequence[int]:
        """Rows after `at` and before `end` that tell of the same kind of meeting."""
        meeting = self._rows[at].meeting
        return _within(self._by_meeting.get(meeting, ()), at, end) if meeting else ()


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
