"""The key under an eco-map: who stands in the middle, and what the lines mean, only what is used in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sightline.domain.drawing.genogram import symbols
from sightline.domain.drawing.genogram.words import name_of
from sightline.domain.drawing.scene import GREY, Circle, Line, Pen, Shape, Text
from sightline.domain.drawing.wrapping import wrapped

from . import ties as look
from .model import EcoMap, Tie

ROW: Final = 30.0
COLUMN: Final = 400.0
ICON: Final = 60.0
Icon = Callable[[float, float], list[Shape]]

STRENGTH_WORDS: Final = {
    "strong": "Strong tie (thick)",
    "ordinary": "Ordinary tie",
    "weak": "Weak tie (dashed)",
    None: "Strength not recorded (thin, ?)",
}
FLOW_WORDS: Final = {
    "in": "Arrow to the middle: gives to the family",
    "out": "Arrow outwards: takes from the family",
    "both": "Arrows both ways: gives and takes",
}


def _line(tie: Tie) -> Icon:
    def draw(x: float, y: float) -> list[Shape]:
        shapes = look.tie_shapes(tie, (x - 28, y), (x + 28, y), measured=False)
        return [*shapes, *(look.question((x, y)) if tie.strength is None else [])]

    return draw


def _circle(dash: str, second: bool = False) -> Icon:
    def draw(x: float, y: float) -> list[Shape]:
        inner: list[Shape] = [Circle(x, y, 8, Pen(width=1))] if second else []
        return [Circle(x, y, 11, Pen(dash=dash)), *inner]

    return draw


def _entries(eco: EcoMap, marks: Mapping[str, str]) -> Iterator[tuple[Icon, str]]:
    for person in eco.persons:

        def draw(x: float, y: float, person=person) -> list[Shape]:  # type: ignore[no-untyped-def]  # bound per turn
            mark = marks[person.id]
            kind = symbols.kind_of(person)
            return [symbols.outline(kind, x, y, 13, Pen(), {}), Text(x, y + 5, mark, anchor="middle", bold=True)]

        yield draw, f"{name_of(person)}{' (child of interest)' if person.focus else ''}"
    lines = [tie for tie in eco.ties if tie.has_line]
    for strength, words in STRENGTH_WORDS.items():
        if any(tie.strength == strength for tie in lines):
            yield _line(Tie("", strength=strength)), words
    if any(tie.stress for tie in lines):
        yield _line(Tie("", strength="ordinary", stress=True)), "Stressful (ticks over the line)"
    for flow, words in FLOW_WORDS.items():
        if any(tie.flow == flow for tie in lines):
            yield _line(Tie("", strength="ordinary", flow=flow)), words
    if any(not tie.has_line for tie in eco.ties):
        yield _circle("5 4"), "Dashed circle: ended, wanted, or no tie"
    tied = {tie.system for tie in eco.ties}
    if any(one.id not in tied for one in eco.systems) or len(eco.raters) > 1:
        yield (
            (lambda x, y: [Text(x, y + 5, "tie: ?", anchor="middle", fill=GREY)]),
            "No tie is recorded (by this person)",
        )
    if len(eco.systems) > 24:
        yield _circle("", second=True), "Several together; their ties are in the table"
    if any(tie.person for tie in lines):
        yield (
            (lambda x, y: [Circle(x, y, 12, Pen(width=1)), Text(x, y + 5, "A", anchor="middle", bold=True)]),
            ("On a line: the tie is this person’s"),
        )
    yield (lambda x, y: [Line(((x, y - 12), (x, y + 12)), Pen(GREY, 3))]), "Between informal and formal support"


def key_shapes(
    eco: EcoMap, marks: Mapping[str, str], left: float, top: float, width: float
) -> tuple[list[Shape], float]:
    """The key laid out in columns; the shapes and how high it is."""
    entries = list(_entries(eco, marks))
    columns = max(1, int(width // COLUMN))
    deep = -(-len(entries) // columns)
    shapes: list[Shape] = [Text(left, top + 14, "Key", size=16, bold=True)]
    for number, (icon, words) in enumerate(entries):
        column, row = divmod(number, deep)
        x, y = left + column * COLUMN, top + 44 + row * ROW
        shapes += icon(x + ICON / 2, y)
        shapes.append(Text(x + ICON + 10, y + 5, wrapped(words, COLUMN - ICON - 20, 1)[0]))
    return shapes, 44 + deep * ROW
