"""Sentences that may belong to a code, with the words that say why. A suggestion is never a coding.

Two grounds, both plain counting of words, so that each can be shown to whoever decides:

words      the sentence shares at least two telling words with what the code says of itself (definition, what counts,
           examples). A word tells more the fewer codes use it.
passages   the sentence is like a passage somebody coded before (cosine of word weights).

Numbers here are our own defaults: they decide only what is offered, and how much.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import Final

from .spans import Span

FEWEST_SHARED: Final = 2
ENOUGH_WORDS: Final = 3.2
"""Weight that the shared words reach together: two words that few codes use, or three of the middling ones."""
ALIKE: Final = 0.30
"""Cosine from which a sentence is called like an earlier passage."""
MOST_A_SENTENCE: Final = 3
MOST: Final = 60

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# fmt: off
_STOP: Final = frozenset({
    "adult", "adults", "agencies", "agency", "baby", "boy", "boys", "brother", "children", "father", "girl", "home",
    "mother", "mum", "dad", "parent", "parents", "review", "service", "services", "sister", "staff", "visit", "visits",
    "a", "about", "after", "again", "all", "also", "although", "am", "an", "and", "any", "are", "as", "at", "be",
    "became", "because", "been", "before", "being", "between", "both", "but", "by", "came", "can", "cannot",
    "could", "did", "do", "does", "done", "down", "each", "else", "ever", "every", "few", "for", "from", "further",
    "get", "got", "had", "has", "have", "he", "her", "here", "hers", "him", "his", "how", "however", "i", "if",
    "in", "into", "is", "it", "its", "just", "kept", "knew", "know", "like", "made", "make", "many", "may", "me",
    "might", "more", "most", "much", "must", "my", "no", "nobody", "none", "nor", "not", "nothing", "now", "of",
    "off", "on", "once", "one", "only", "or", "other", "others", "our", "out", "over", "own", "put", "said", "same",
    "saw", "say", "says", "seen", "she", "should", "since", "so", "some", "somebody", "someone", "still", "such",
    "take", "than", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "this",
    "those", "though", "through", "time", "to", "too", "told", "took", "two", "under", "until", "up", "upon", "us",
    "very", "was", "way", "we", "well", "went", "were", "what", "when", "where", "whether", "which", "while", "who",
    "whom", "whose", "why", "will", "with", "without", "would", "yet", "you", "your", "child", "family",
    "worker", "workers",
})
# fmt: on
_ENDINGS: Final = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly", "er", "ers")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was coded before. `where`: what it is called for whoever may read it."""

    code: str
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence, a code it may belong to, and why. `ground`: "words" or "passages"."""

    span: Span
    code: str
    ground: str
    weight: float
    shared: tuple[str, ...]
    like: Passage | None = None


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest endings, lower case: "missed" and "misses" are one, "bruising" and "bruises" too."""
    low = word.lower().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            low = low[: -len(ending)]
            break
    if len(low) > 4 and low[-1] == low[-2]:
        low = low[:-1]
    return low.removesuffix("e")


def telling(text: str) -> dict[str, str]:
    """The words that tell something: stem to the word as it stands first."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) > 2 and word.lower() not in _STOP:
            found.setdefault(stem(word), word)
    return found


def suggest(
    text: str,
    units: Sequence[Span],
    own_words: Mapping[str, str],
    passages: Iterable[Passage] = (),
    *,
    already: Iterable[tuple[str, Span]] = (),
) -> list[Suggestion]:
    """Suggestions for a text, strongest first, at most `MOST`; none for a code already given to a meeting passage.

    `own_words`: what each code says of itself, by code.
    """
    taken: dict[str, list[Span]] = defaultdict(list)
    for code, span in already:
        taken[code].append(span)
    by_words, by_passages = _Words(own_words), _Passages(passages)
    found: list[Suggestion] = []
    for unit in units:
        words = telling(unit.of(text))
        best: dict[str, Suggestion] = {}
        for one in (*by_words.for_sentence(unit, words), *by_passages.for_sentence(unit, words)):
            if any(span.meets(unit) for span in taken[one.code]):
                continue
            before = best.get(one.code)
            if before is None or one.ground == "passages":
                best[one.code] = one
        found += sorted(best.values(), key=lambda one: (-one.weight, one.code))[:MOST_A_SENTENCE]
    found.sort(key=lambda one: (-one.weight, one.span, one.code))
    return found[:MOST]


class _Words:
    """The codes' own words, each weighed by how few codes use it."""

    def __init__(self, own_words: Mapping[str, str]) -> None:
        stems = {code: frozenset(telling(words)) for code, words in own_words.items()}
        used = Counter(one for found in stems.values() for one in found)
        self._weight = {one: log(1 + len(stems) / times) for one, times in used.items()}
        self._codes: dict[str, list[str]] = defaultdict(list)
        for code, found in stems.items():
            for one in found:
                self._codes[one].append(code)

    def for_sentence(self, unit: Span, words: Mapping[str, str]) -> Iterable[Suggestion]:
        """Codes that share enough telling words with a sentence."""
        shared: dict[str, list[str]] = defaultdict(list)
        for one in words:
            for code in self._codes.get(one, ()):
                shared[code].append(one)
        most = log(1 + len(self._codes)) or 1.0
        for code, stems in shared.items():
            weight = sum(self._weight[one] for one in stems)
            if len(stems) >= FEWEST_SHARED and weight >= ENOUGH_WORDS:
                ordered = sorted(stems, key=lambda one: (-self._weight[one], one))
                yield Suggestion(unit, code, "words", weight / (2 * most), tuple(words[one] for one in ordered))


class _Passages:
    """Passages coded before, as weighted words, found by the words they share with a sentence."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages = list(passages)
        stems = [telling(one.words) for one in self._passages]
        used = Counter(one for found in stems for one in found)
        self._weight = {one: log(1 + len(stems) / times) for one, times in used.items()}
        self._places: dict[str, list[int]] = defaultdict(list)
        self._length: list[float] = []
        for place, found in enumerate(stems):
            self._length.append(sqrt(sum(self._weight[one] ** 2 for one in found)))
            for one in found:
                self._places[one].append(place)

    def for_sentence(self, unit: Span, words: Mapping[str, str]) -> Iterable[Suggestion]:
        """Codes of earlier passages that a sentence is like; the likest passage of each code."""
        rare = log(1 + len(self._passages)) if self._passages else 0.0
        length = sqrt(sum(self._weight.get(one, rare) ** 2 for one in words))
        alike: dict[int, list[str]] = defaultdict(list)
        for one in words:
            for place in self._places.get(one, ()):
                alike[place].append(one)
        best: dict[str, tuple[float, int]] = {}
        for place, stems in alike.items():
            if len(stems) < FEWEST_SHARED:
                continue
            cosine = sum(self._weight[one] ** 2 for one in stems) / ((length * self._length[place]) or 1.0)
            code = self._passages[place].code
            if cosine >= ALIKE and cosine > best.get(code, (0.0, 0))[0]:
                best[code] = (cosine, place)
        for code, (cosine, place) in best.items():
            shared = tuple(words[one] for one in alike[place])
            yield Suggestion(unit, code, "passages", cosine, shared, self._passages[place])
