"""A short passage around the words looked for, cut from text the gate has already let through."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

BEFORE, LONG = 60, 200  # characters, our choice: two lines on a phone
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `hit` when it is one of the words looked for."""

    text: str
    hit: bool = False


def snippet(text: str, parts: Sequence[tuple[str, ...]]) -> tuple[Piece, ...]:
    """About two hundred characters of `text` from shortly before the first fitting word; its beginning if none fits."""
    wanted = [token for part in parts for token in part]
    hits = [match for match in _WORD.finditer(text) if _fits(match.group(), wanted)]
    start = _word_start(text, max(0, hits[0].start() - BEFORE)) if hits else 0
    end = _word_end(text, start + LONG)
    pieces = [Piece("… ")] if start else []
    at = start
    for match in hits:
        if match.start() >= at and match.end() <= end:
            pieces += [Piece(text[at : match.start()]), Piece(match.group(), hit=True)]
            at = match.end()
    pieces += [Piece(text[at:end]), Piece(" …" if end < len(text) else "")]
    return tuple(piece for piece in pieces if piece.text)


def _fits(word: str, wanted: Sequence[str]) -> bool:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return any(plain.startswith(token) or _same_stem(plain, token) for token in wanted)


def _same_stem(word: str, token: str) -> bool:
    """Near enough for marking: "visits" and "visiting" share all but an ending of at most three letters."""
    shared = next((i for i, (a, b) in enumerate(zip(word, token)) if a != b), min(len(word), len(token)))
    return shared >= 4 and len(word) - shared <= 3 and len(token) - shared <= 3


def _word_start(text: str, at: int) -> int:
    return 0 if at == 0 else text.rfind(" ", 0, at) + 1


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if space > 0 else at
