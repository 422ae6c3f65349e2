"""Words in lines of the smallest text: cut to the room there is, or all of them whatever room they take."""

from __future__ import annotations

from typing import Final

from .scene import text_width

LINES: Final = 3
LONGEST: Final = 120
"""Characters of words that are looked at; the rest cannot be shown beside a symbol anyway."""


def wrapped(words: str, width: float, most: int = LINES) -> tuple[str, ...]:
    """Words in lines of at most `width` px; what doesn't fit in `most` lines ends in "…"."""
    lines: list[str] = []
    for word in words[:LONGEST].split():
        while word:
            if lines and text_width(f"{lines[-1]} {word}") <= width:
                lines[-1] += f" {word}"
                break
            head = word
            while len(head) > 1 and text_width(head) > width:
                head = head[:-1]
            lines.append(head)
            word = word[len(head) :]
    cut = len(lines) > most or len(words) > LONGEST
    lines = lines[:most]
    if cut and lines:
        last = lines[-1]
        while last and text_width(f"{last}…") > width:
            last = last[:-1]
        lines[-1] = f"{last.rstrip()}…"
    return tuple(lines)


def in_lines(words: str, width: float, *, bold: bool = False) -> list[str]:
    """All of the words, in lines of at most `width` px; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
