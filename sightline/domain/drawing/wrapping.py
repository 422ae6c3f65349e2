"""Words in lines of the smallest text: cut to the room there is, or all of them whatever room they take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .scene import text_width

LINES: Final = 3
LONGEST: Final = 120
"""Characters of words that are looked at; the rest cannot be shown beside a symbol anyway."""

AT_LEAST: Final = 3
"""Letters of a word that stay together on either side of a break, where there is a good place for it."""
AFTER: Final = "-/–"
"""After these a word is broken without another hyphen."""
VOWELS: Final = frozenset("aeiouyàáâäåæèéêëìíîïòóôöøùúûüýÿ")
TOGETHER: Final = frozenset(("ch", "ck", "gh", "ph", "qu", "sh", "th", "wh"))


def wrapped(words: str, width: float | Sequence[float], most: int = LINES) -> tuple[str, ...]:
    """Words in lines of at most `width` px (or of a width for each line); what doesn't fit in `most` lines ends in "…".

    A word that is wider than a line is broken with a hyphen, between syllables where it has any.
    """
    widths = [float(width)] if isinstance(width, int | float) else list(width)
    lines: list[str] = []
    for word in words[:LONGEST].split():
        while word:
            here = widths[min(len(lines), len(widths)) - 1] if lines else 0.0
            if lines and text_width(f"{lines[-1]} {word}") <= here:
                lines[-1] += f" {word}"
                break
            head, word = _broken(word, widths[min(len(lines), len(widths) - 1)])
            lines.append(head)
    cut = len(lines) > most or len(words) > LONGEST
    lines = lines[:most]
    if cut and lines:
        last = lines[-1].removesuffix("-")
        while last and text_width(f"{last}…") > widths[min(len(lines), len(widths)) - 1]:
            last = last[:-1]
        lines[-1] = f"{last.rstrip()}…"
    return tuple(lines)


def _broken(word: str, width: float) -> tuple[str, str]:
    """The part of a word that goes into a line, with a hyphen if it needs one, and the rest."""
    if len(word) < 2 or text_width(word) <= width:
        return word, ""
    places = [place for place in range(1, len(word)) if text_width(_head(word, place)) <= width] or [1]
    good = [place for place in places if place >= AT_LEAST and len(word) - place >= AT_LEAST and _syllable(word, place)]
    place = (good or places)[-1]
    return _head(word, place), word[place:]


def _head(word: str, place: int) -> str:
    return word[:place] if word[place - 1] in AFTER else f"{word[:place]}-"


def _syllable(word: str, place: int) -> bool:
    """Whether a syllable may begin here: after a hyphen; with a consonant before a vowel, some vowel before it."""
    before, here, after = word[:place].lower(), word[place].lower(), word[place + 1 : place + 2].lower()
    if before[-1] in AFTER:
        return True
    opens = here.isalpha() and here not in VOWELS and after in VOWELS and before[-1].isalpha()
    return bool(after) and opens and before[-1] + here not in TOGETHER and any(one in VOWELS for one in before)


def in_lines(words: str, width: float, *, bold: bool = False) -> list[str]:
    """All of the words, in lines of at most `width` px; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
