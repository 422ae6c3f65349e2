"""Texts made comparable: NFKC, lower case, glossary names to codes, punctuation and stop words out (section 2.3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

STOP_WORDS: Final = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "between",
        "both",
        "but",
        "by",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "hers",
        "him",
        "his",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "once",
        "or",
        "our",
        "out",
        "over",
        "own",
        "same",
        "she",
        "should",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
) - {"no", "not"}
"""English words that say nothing about what happened. "No" and "not" stay: they change what did."""

_APOSTROPHES: Final = str.maketrans("", "", "'’‘`´")
_BREAKS: Final = re.compile(r"[\W_]+")

Coder = Callable[[str], str]


def normalised(text: str, coder: Coder | None = None) -> tuple[str, ...]:
    """The words of a text in their order, ready to be compared."""
    clean = unicodedata.normalize("NFKC", coder(text) if coder else text).lower().translate(_APOSTROPHES)
    return tuple(word for word in _BREAKS.split(clean) if word and word not in STOP_WORDS)


def jaccard(one: frozenset[int] | frozenset[str], other: frozenset[int] | frozenset[str]) -> float:
    """Shared words by all words, 0 to 1; 0 when neither has any."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def people(text: str, coder: Coder | None = None) -> frozenset[str]:
    """Those named as present: parts between commas, semicolons, slashes, lines, “and” and “with”, normalised."""
    parts: Iterable[str] = re.split(r"[,;/&\n+]|\band\b|\bwith\b", text, flags=re.I)
    return frozenset(" ".join(found) for part in parts if (found := normalised(part, coder)))
