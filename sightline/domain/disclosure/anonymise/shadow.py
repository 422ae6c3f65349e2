"""A text as the matcher sees it: plain apostrophes and hyphens, accents composed, nothing invisible between letters.

Every position of it leads back to the text itself, so that nothing but the names is ever changed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# One sign for one sign: positions stay.
_PLAIN = str.maketrans(dict.fromkeys("‘’‛ʼ`´", "'") | dict.fromkeys("‐‑‒–—−", "-") | {"\u00a0": " ", "\u202f": " "})
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_AWKWARD = re.compile(f"[{_INVISIBLE}\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`seen`: what is matched. `starts`, `ends`: where each of its characters lies in the text; None when alike."""

    seen: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the shadow lies in the text."""
        if self.starts is None or self.ends is None or start == end:
            return start, end
        return self.starts[start], self.ends[end - 1]


def shadow(text: str) -> Shadow:
    """The shadow of a text; nearly always of the same length."""
    if text.isascii():
        return Shadow(text)
    seen = text.translate(_PLAIN)
    return _composed(seen) if _AWKWARD.search(seen) else Shadow(seen)


def _composed(text: str) -> Shadow:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, letter in enumerate(text):
        if letter in _INVISIBLE:
            continue
        if letters and unicodedata.combining(letter) and ends[-1] == place:
            composed = unicodedata.normalize("NFC", letters[-1] + letter)
            if len(composed) == 1:
                letters[-1], ends[-1] = composed, place + 1
                continue
        letters.append(letter)
        starts.append(place)
        ends.append(place + 1)
    return Shadow("".join(letters), starts, ends)


def plain(name: str) -> str:
    """A name of the glossary as the shadow would show it, with single spaces."""
    kept = "".join(letter for letter in unicodedata.normalize("NFC", name) if letter not in _INVISIBLE)
    return " ".join(kept.translate(_PLAIN).split())
