"""What a confidence survey shows: where a theme stood before and after, who moved, how answers spread, who stayed.

Reflecting                                       o before   ● after, the middle answer of the same people
0   1   2   3   4  o=====●  7   8   9   10       thick: before to after; thin: from a quarter to three quarters

Reflecting                                       counts stand in or behind every part; nothing is told by colour alone
[     9 better     | 3 same |1]

Each is drawn for a width (320 to 1200 px) and has its numbers in a table on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sightline.domain.drawing.scene import (
    FAINT,
    GREY,
    INK,
    PAPER,
    Circle,
    Group,
    Line,
    Pen,
    Rect,
    Scene,
    Shape,
    Text,
    text_width,
)
from sightline.domain.drawing.wrapping import in_lines

EDGE: Final = 8
ROW: Final = 22
LABEL: Final = 20
DEEP: Final = "#0b4f52"
PALE: Final = "#cfe3e3"
NARROWEST: Final = 320
WIDEST: Final = 1200

BAND_FILLS: Final = ("#6b3a00", "#d9a766", "#e6e6e6", "#7fb3b5", "#0b4f52")
"""From unsure to sure, dark at both ends: in grey the ends are told apart by the side of the middle they lie on."""
MOVED_FILLS: Final = ("#0b4f52", "#e6e6e6", "#d9a766")


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """A row: where the middle of the same people's answers stood before and after, with the quartiles of each."""

    label: str
    n: int
    before: tuple[float, float, float]
    after: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Parts:
    """A row of counts in a fixed order, such as better, same, worse."""

    label: str
    counts: tuple[int, ...]


def _width(width: int) -> int:
    if not NARROWEST <= width <= WIDEST:
        raise ValueError(f"It can be drawn from {NARROWEST} to {WIDEST} px wide.")
    return width


def number(value: float) -> str:
    """6.0 as "6", 6.5 as "6.5", 6.25 as "6.3"."""
    return f"{value:.1f}".removesuffix(".0")


def dumbbell_scene(title: str, desc: str, rows: Sequence[Dumbbell], *, width: int) -> Scene:
    """A scale from 0 to 10 for each row. Raises ValueError outside 320 to 1200 px."""
    _width(width)
    left, right = EDGE + 10.0, width - EDGE - 10.0
    step = (right - left) / 10

    def x(value: float) -> float:
        return left + value * step

    shapes, y = _dumbbell_key(width)
    for row in rows:
        heading = f"{row.label}: {number(row.before[1])} → {number(row.after[1])} (n = {row.n})"
        for line in in_lines(heading, width - 2 * EDGE, bold=True):
            shapes.append(Text(EDGE, y + 16, line, bold=True))
            y += LABEL
        middle = y + 17
        shapes += [Line(((x(v), middle - 14), (x(v), middle + 14)), Pen(FAINT, 1)) for v in range(11)]
        shapes.append(Group(_dumbbell(row, x, middle), title=heading, data={"row": row.label}))
        y = middle + 24
    for value in range(0, 11, 1 if width >= 480 else 2):
        shapes.append(Text(x(value), y + 12, str(value), anchor="middle"))
    return Scene(width, round(y + ROW + EDGE), title, desc, tuple(shapes))


def _dumbbell(row: Dumbbell, x: Callable[[float], float], y: float) -> tuple[Shape, ...]:
    (low, before, high), (lower, after, higher) = row.before, row.after
    return (
        Line(((x(low), y - 9), (x(high), y - 9)), Pen(GREY, 1.5, "4 3")),
        Line(((x(lower), y + 9), (x(higher), y + 9)), Pen(DEEP, 1.5)),
        Line(((x(before), y), (x(after), y)), Pen(INK, 4)),
        Circle(x(before), y, 7, Pen(INK, 2, "", PAPER), {"when": "before"}),
        Circle(x(after), y, 4 if before == after else 7, Pen(INK, 2, "", DEEP), {"when": "after"}),
    )


def _dumbbell_key(width: int) -> tuple[list[Shape], float]:
    """What the marks mean, in as many lines as it takes; and where it ends."""
    parts = (
        ("", PAPER, "before, the middle answer"),
        ("", DEEP, "after, of the same people"),
        ("4 3", "", "before: a quarter to three quarters"),
        ("0", "", "after: the same"),
    )
    shapes: list[Shape] = []
    x, y = float(EDGE), 0.0
    for dash, fill, words in parts:
        need = 26 + text_width(words) + 18
        if x > EDGE and x + need > width:
            x, y = float(EDGE), y + ROW
        if fill:
            shapes.append(Circle(x + 10, y + 12, 6, Pen(INK, 2, "", fill)))
        else:
            pen = Pen(GREY, 1.5, dash) if dash != "0" else Pen(DEEP, 1.5)
            shapes.append(Line(((x + 2, y + 12), (x + 18, y + 12)), pen))
        shapes.append(Text(x + 24, y + 17, words))
        x += need
    return shapes, y + ROW + EDGE


def moved_scene(
    title: str, desc: str, rows: Sequence[Parts], *, names: Sequence[str] = ("better", "same", "worse"), width: int
) -> Scene:
    """A bar a row, as long as its people are many, parted into better, same and worse with their counts."""
    _width(width)
    longest = max((sum(row.counts) for row in rows), default=1) or 1
    unit = (width - 2 * EDGE) / longest
    shapes, y = _key(names, MOVED_FILLS, width)
    for row in rows:
        told = ", ".join(f"{count} {name}" for count, name in zip(row.counts, names, strict=True))
        for line in in_lines(f"{row.label}: {told}", width - 2 * EDGE):
            shapes.append(Text(EDGE, y + 16, line))
            y += LABEL
        bar = _bar(EDGE, y + 4, [count * unit for count in row.counts], row.counts, MOVED_FILLS)
        shapes.append(Group(tuple(bar), title=f"{row.label}: {told}", data={"row": row.label}))
        y += 40
    return Scene(width, round(y + EDGE), title, desc, tuple(shapes))


def bands_scene(title: str, desc: str, rows: Sequence[Parts], *, names: Sequence[str], width: int) -> Scene:
    """Diverging bars: the middle band astride a middle line, less sure to its left, more sure to its right.

    Every bar is as long as all others (it shows shares); its number of people stands with its label.
    """
    _width(width)
    reach = max((max(_side(row, -1), _side(row, 1)) for row in rows), default=0.5) or 0.5
    half = (width - 2 * EDGE) / 2
    middle, unit = EDGE + half, half / reach
    shapes, y = _key(names, BAND_FILLS, width)
    for row in rows:
        n = sum(row.counts)
        told = ", ".join(f"{name}: {count}" for count, name in zip(row.counts, names, strict=True))
        for line in in_lines(f"{row.label} (n = {n})", width - 2 * EDGE):
            shapes.append(Text(EDGE, y + 16, line))
            y += LABEL
        start = middle - _side(row, -1) * unit
        bar = _bar(start, y + 4, [count / n * unit for count in row.counts], row.counts, BAND_FILLS)
        shapes.append(Line(((middle, y - 1), (middle, y + 35)), Pen(INK, 1)))
        shapes.append(Group(tuple(bar), title=f"{row.label}, {told}", data={"row": row.label}))
        y += 40
    return Scene(width, round(y + EDGE), title, desc, tuple(shapes))


def _side(row: Parts, side: int) -> float:
    """The share that lies left (-1) or right (1) of the middle, half of the middle band included."""
    n = sum(row.counts) or 1
    mid = len(row.counts) // 2
    part = row.counts[:mid] if side < 0 else row.counts[mid + 1 :]
    return (sum(part) + row.counts[mid] / 2) / n


def _bar(left: float, top: float, lengths: Sequence[float], counts: Sequence[int], fills: Sequence[str]) -> list[Shape]:
    shapes: list[Shape] = []
    x = left
    for length, count, fill in zip(lengths, counts, fills, strict=True):
        if count:
            shapes.append(Rect(x, top, length, 26, Pen(INK, 1, "", fill), {"count": str(count)}))
            words = str(count)
            if text_width(words) + 6 <= length:
                shapes.append(Text(x + length / 2, top + 18, words, anchor="middle", fill=_on(fill)))
        x += length
    return shapes


def _on(fill: str) -> str:
    """Ink or paper, whichever can be read on the fill."""
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return PAPER if 0.299 * red + 0.587 * green + 0.114 * blue < 128 else INK


def _key(names: Sequence[str], fills: Sequence[str], width: int) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    x, y = float(EDGE), 0.0
    for name, fill in zip(names, fills, strict=True):
        need = 24 + text_width(name) + 16
        if x > EDGE and x + need > width:
            x, y = float(EDGE), y + ROW
        shapes.append(Rect(x, y + 4, 16, 16, Pen(INK, 1, "", fill)))
        shapes.append(Text(x + 22, y + 17, name))
        x += need
    return shapes, y + ROW + EDGE


def flow_scene(title: str, desc: str, steps: Sequence[tuple[str, int | None, str]], *, width: int) -> Scene:
    """Bars one under the other: how many were asked and took part. A step: its name, its number or None, its words."""
    _width(width)
    most = max((n for _, n, _ in steps if n is not None), default=1) or 1
    shapes: list[Shape] = []
    y = 0.0
    for name, count, words in steps:
        shapes.append(Text(EDGE, y + 16, f"{name}: {words}"))
        y += LABEL
        if count is not None:
            bar = Rect(EDGE, y + 4, (width - 2 * EDGE) * count / most, 18, Pen(INK, 1, "", PALE), {"count": str(count)})
            shapes.append(Group((bar,), title=f"{name}: {words}"))
        else:
            shapes.append(Line(((EDGE, y + 13), (EDGE + 60, y + 13)), Pen(GREY, 2, "3 4")))
        y += 30
    return Scene(width, round(y + EDGE), title, desc, tuple(shapes))
