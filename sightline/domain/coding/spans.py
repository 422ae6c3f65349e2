"""Passages of a text. Positions count Unicode code points from 0; the end is the first one that is outside.

D a d 🙂 l e f t         the emoji is one code point (two UTF-16 units, four bytes), so "left" is 4 to 8
0 1 2 3 4 5 6 7 8
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise


class OutsideText(ValueError):
    """A passage that the text does not have. Its words may be read by a user."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage from `start` up to, not including, `end`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies inside this one (or is the same): nesting."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words of the passage."""
        return text[self.start : self.end]


def passage(text: str, start: int, end: int) -> Span:
    """The span, if the text has it and it holds more than blanks. Raises OutsideText."""
    if not 0 <= start < end <= len(text):
        raise OutsideText("The passage does not lie in this text. Choose it again.")
    if not text[start:end].strip():
        raise OutsideText("The passage is empty. Choose some words.")
    return Span(start, end)


def trimmed(text: str, span: Span) -> Span:
    """The same passage without blanks at its ends; unchanged when it holds nothing else."""
    words = span.of(text)
    if not words.strip():
        return span
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def digest(text: str) -> str:
    """What tells one wording of a text from another (SHA-256 of its UTF-8, in hex)."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def pieces(text_length: int, spans: list[Span]) -> list[tuple[Span, tuple[int, ...]]]:
    """The text cut wherever a span begins or ends: each piece with the places of the spans that cover it.

        spans    [0..9] and [4..6]      pieces   0-4 (0)   4-6 (0, 1)   6-9 (0)   9-… ()

    Nested and overlapping spans can so be drawn one after another. Spans outside the text are cut to it.
    """
    edges = {0, text_length}
    for span in spans:
        edges |= {min(max(span.start, 0), text_length), min(max(span.end, 0), text_length)}
    cuts = sorted(edges)
    found = []
    for start, end in pairwise(cuts):
        here = Span(start, end)
        found.append((here, tuple(place for place, span in enumerate(spans) if span.holds(here))))
    return found
