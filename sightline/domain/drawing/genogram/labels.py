"""Words under and above symbols: names wrapped to the room there is, years of birth and death, cut only with the whole
text in the symbol's title."""

from __future__ import annotations

from typing import Final

from sightline.domain.drawing.scene import PAPER, Pen, Rect, Shape, Text, text_width
from sightline.domain.drawing.wrapping import LINES, wrapped
from sightline.domain.kinship import Person

from .sizes import HALF
from .words import OUTCOME, date_words, name_of, year_mark

LEADING: Final = 16.0
NARROWEST: Final = 60.0


def under(person: Person, x: float, top: float, width: float, *, lead: str = "", backed: bool = False) -> list[Shape]:
    """The words under a symbol, from `top` down. `backed`: over a line, so on paper of their own."""
    parts = [name_of(person)]
    if person.asked:
        parts.append(f"asked {_short(person.asked)}")
    if person.outcome:
        words = OUTCOME[person.outcome]
        if name_of(person).lower() != words:
            parts.append(words)
        if person.outcome == "unborn" and person.born:
            parts[-1] = f"due {date_words(person.born, person.born_words)}"
    if lead:
        parts.append(lead)
    extra = parts[1:]
    lines = list(wrapped(parts[0], width, max(1, LINES - len(extra))))
    for words in extra:
        lines += wrapped(words, width, max(1, LINES + 1 - len(lines)))
    lines = lines[: LINES + 1]
    shapes: list[Shape] = []
    if backed and lines:
        widest = max(text_width(words) for words in lines)
        height = LEADING * len(lines) + 3
        shapes.append(Rect(x - widest / 2 - 2, top, widest + 4, height, Pen(stroke="none", fill=PAPER)))
    for number, words in enumerate(lines):
        shapes.append(Text(x, top + 14 + LEADING * number, words, anchor="middle"))
    return shapes


def _short(asked: str) -> str:
    """A day without its year, "12 Mar", as there is room for; the whole of it stands in the title and the table."""
    words = date_words(asked)
    if len(asked) < len("2026-03-12"):
        return words
    day, month, _year = words.split()
    return f"{day} {month[:3]}"


def above(person: Person, x: float, y: float, left: float, right: float) -> list[Shape]:
    """Year of birth above left, of death above right; `left`, `right`: how far lines reach from the middle."""
    shapes: list[Shape] = []
    top = y - HALF - 7
    if person.born and person.outcome != "unborn":
        born = year_mark(person.born, person.born_words) + person.born[:4]
        shapes.append(Text(x - left - 5, top, born, anchor="end"))
    if person.died:
        shapes.append(Text(x + right + 5, top, year_mark(person.died, person.died_words) + person.died[:4]))
    return shapes
