"""How kin lines look: pattern by kind of union and parentage, slashes, labels, and lines that are errors.

Only the line itself carries `data-line`; slashes, the second line of an adoption and letters on a stub are ornament.
"""

from __future__ import annotations

import math
from typing import Final

from sightline.domain.drawing.scene import PAPER, Line, Pen, Rect, Shape, Text, text_width
from sightline.domain.kinship import Parentage, Union

UNION_DASH: Final = {
    "uk": {"casual": "8 5", "none": "8 4 2 4"},
    "mcgoldrick": {"casual": "2 5", "none": "8 4 2 4", "cohabiting": "6 6"},
}
SLASHES: Final = {"separated": 1, "divorced": 2, "annulled": 3}
SLASH: Final = 18.0
SLASH_GAP: Final = 6.0
SLASH_ANGLE: Final = math.radians(60)
NO_UNION: Final = "1 4"
"""Two parents of a child without a union on record."""
STUB_DASH: Final = {"birth": "", "adopted": "", "fostered": "2 4", "guardian": "2 4", "step": "2 4"}
LETTER: Final = {"guardian": "G", "step": "S"}
Point = tuple[float, float]


def union_pen(union: Union | None, profile: str) -> Pen:
    """The pen of a line between partners."""
    if union is None:
        return Pen(dash=NO_UNION)
    width = 2.0 if union.certainty == "recorded" else 1.0
    return Pen(width=width, dash=UNION_DASH[profile].get(union.kind, ""))


def slashes(union: Union, x: float, y: float) -> list[Shape]:
    """One slash for separated, two for divorced, three for annulled, centred on a point of the line."""
    count = SLASHES.get(union.kind, 0)
    dx, dy = SLASH / 2 * math.cos(SLASH_ANGLE), SLASH / 2 * math.sin(SLASH_ANGLE)
    start = x - (count - 1) * SLASH_GAP / 2
    return [
        Line(((start + n * SLASH_GAP - dx, y + dy), (start + n * SLASH_GAP + dx, y - dy)), Pen()) for n in range(count)
    ]


def union_label(union: Union, profile: str) -> tuple[str, ...]:
    """ "m 2012", "LT 2015", "s 2016", "d 1999": what is known, each on a line."""
    began = {"married": "m", "divorced": "m", "annulled": "m", "cohabiting": "LT"}.get(union.kind, "")
    ended = {"separated": "s", "divorced": "d", "annulled": "an"}.get(union.kind, "to")
    words = []
    if union.start:
        words.append(f"{began} {union.start[:4]}".strip())
    if union.end:
        words.append(f"{ended} {union.end[:4]}")
    if union.certainty != "recorded" or union.kind == "unknown":
        words.append("?")
    return tuple(words)


def stub_pen(rows: tuple[Parentage, ...]) -> Pen:
    """The pen of the last piece of a child's line."""
    row = strongest(rows)
    return Pen(width=2.0 if row.certainty == "recorded" else 1.0, dash=STUB_DASH[row.kind])


def strongest(rows: tuple[Parentage, ...]) -> Parentage:
    """Of several rows between one child and the same parents, the one the line shows."""
    order = ("birth", "adopted", "guardian", "fostered", "step")
    return min(rows, key=lambda row: (order.index(row.kind), row.start))


def stub_letters(rows: tuple[Parentage, ...]) -> str:
    """The letter and question mark that stand at a child's line; "" where none does."""
    row = strongest(rows) if rows else None
    return LETTER.get(row.kind, "") + ("?" if row.certainty != "recorded" else "") if row else ""


def stub_ornament(rows: tuple[Parentage, ...], start: Point, end: Point, *, beside: bool = False) -> list[Shape]:
    """The second, dashed line of an adoption; a letter for guardian and step; "?" for what is not verified.

    `beside`: the letter stands right of the line, because that of a line near by stands on it.
    """
    row = strongest(rows)
    shapes: list[Shape] = []
    if row.kind == "adopted":
        (ax, ay), (bx, by) = start, end
        shapes.append(Line(((ax + 5, ay), (bx + 5, by)), Pen(dash="5 4")))
    letters = stub_letters(rows)
    if letters:
        x, y = end[0], max((start[1] + end[1]) / 2, end[1] - 14)
        if beside:
            return [*shapes, Text(x + 4, y + 5, letters)]
        width = text_width(letters) + 2
        shapes.append(Rect(x - width / 2, y - 9, width, 16, Pen(stroke="none", fill=PAPER)))
        shapes.append(Text(x, y + 5, letters, anchor="middle"))
    return shapes


def error_line(parent: Point, child: Point, ref: str) -> list[Shape]:
    """A link that cannot be: from the recorded parent to the child who is also their ancestor, or to themselves."""
    (ax, ay), (bx, by) = parent, child
    if parent == child:
        path = [(ax + 24, ay - 12), (ax + 40, ay - 12), (ax + 40, ay + 12), (ax + 24, ay + 12)]
    else:
        bend = (ax + bx) / 2 + 0.2 * (by - ay) + 20, (ay + by) / 2 + 0.2 * (ax - bx)
        path = []
        for step in range(17):
            t = step / 16
            path.append(
                tuple((1 - t) ** 2 * p + 2 * t * (1 - t) * q + t * t * r for p, q, r in zip(parent, bend, child))  # type: ignore[arg-type]
            )
        path = path[2:-2]
    x, y = path[len(path) // 2]
    pen = Pen(stroke="#942514", width=2, dash="1 4")
    return [
        Line(tuple(path), pen, data={"line": "error", "ref": ref} if ref else {}),
        Rect(x - 8, y - 10, 16, 20, Pen(stroke="none", fill=PAPER)),
        Text(x, y + 5, "!", size=16, anchor="middle", bold=True, fill="#942514"),
    ]
