"""Symbols of people, and what stands in and above them. Side 48, stroke 2; meaning never by colour alone.

Rules are those of the practice file's table "Drawing facts": `uk` unless the profile is `mcgoldrick`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from sightline.domain.drawing.scene import GREY, INK, PAPER, Circle, Line, Pen, Rect, Shape, Text, text_width
from sightline.domain.kinship import Person

from . import fills
from .sizes import HALF

UK: Final = "uk"
MCGOLDRICK: Final = "mcgoldrick"
PROFILES: Final = (UK, MCGOLDRICK)
UNDER: Final = {UK: 0.0, MCGOLDRICK: 24.0}
"""How far below the symbols the line between partners runs."""
SMALL: Final = 15.0
"""Half the side of a pregnancy or loss."""
INSIDE: Final = 5.0
"""The second outline of a child of interest lies this far inside."""
INNER: Final = 15.0
"""Half the side of the symbol within a symbol that says which gender was recorded at birth."""
THIN: Final = Pen(width=1.5)
SHAPE: Final = {"F": "female", "M": "male", "X": "non-binary", "U": "gender-unknown"}
_ARC: Final = 16


def kind_of(person: Person) -> str:
    """The name of a person's symbol."""
    if person.outcome in ("unborn", "miscarriage", "termination"):
        return person.outcome
    shape = SHAPE[person.sex]
    if person.outcome == "stillbirth":
        return f"stillbirth-{shape}"
    return f"unidentified-{shape}" if person.unknown else shape


def other_gender(person: Person) -> str:
    """The symbol of the gender recorded at birth, where it is another than the one lived in and the view keeps it."""
    other = person.sex_at_birth
    return SHAPE[other] if other not in ("", "U", person.sex) else ""


def half_of(kind: str) -> float:
    """Half the side of a symbol."""
    if kind.startswith("stillbirth"):
        return HALF / 2
    return SMALL if kind in ("unborn", "miscarriage", "termination") else HALF


def height_of(kind: str, profile: str) -> float:
    """How high a symbol is: all are as high as wide but for triangles."""
    triangle = kind == "unborn" or (profile == MCGOLDRICK and kind in ("miscarriage", "termination"))
    return half_of(kind) * (0.87 * 2 if triangle else 2)


def edge_above(kind: str, away: float) -> float:
    """How far above the middle a line ends that reaches the symbol `away` from its middle."""
    half = half_of(kind)
    inside = min(abs(away), half)
    if kind.endswith("female") or kind.endswith(("non-binary", "gender-unknown")):
        return math.sqrt(half * half - inside * inside)
    if kind in ("unborn", "miscarriage", "termination"):
        return half * 0.87 * (1 - 2 * inside / half) if kind == "unborn" else half - inside
    return half


def edge_below(kind: str, away: float) -> float:
    """The same for a line that leaves below."""
    half = half_of(kind)
    if kind.endswith("female"):
        inside = min(abs(away), half)
        return math.sqrt(half * half - inside * inside)
    return half * 0.87 if kind == "unborn" else half


def edge_beside(kind: str) -> float:
    """The same for a line at its middle."""
    return half_of(kind)


def outline(kind: str, x: float, y: float, half: float, pen: Pen, data: dict[str, str], profile: str = UK) -> Shape:
    """The one shape of a symbol that says what it is."""
    if kind in ("miscarriage", "termination") and profile == UK:
        cross = ((x - half, y - half), (x + half, y + half), (x, y), (x + half, y - half), (x - half, y + half))
        return Line(cross, Pen(stroke=pen.stroke, width=pen.width), data=data)
    if kind in ("unborn", "miscarriage", "termination"):
        height = half * 0.87
        return Line(((x, y - height), (x + half, y + height), (x - half, y + height)), pen, closed=True, data=data)
    if kind.endswith("female"):
        return Circle(x, y, half, pen, data)
    if kind.endswith("male"):
        return Rect(x - half, y - half, 2 * half, 2 * half, pen, data)
    arc = tuple(
        (x - half * math.cos(math.pi * step / _ARC), y - half * math.sin(math.pi * step / _ARC))
        for step in range(_ARC + 1)
    )
    return Line(((x - half, y + half), *arc, (x + half, y + half)), pen, closed=True, data=data)


def symbol(
    person: Person, x: float, y: float, *, age: str = "", profile: str = UK, family_view: bool = False
) -> tuple[Shape, ...]:
    """A person's symbol at its centre. `family_view`: no death cross; grey outline and dates instead."""
    kind = kind_of(person)
    half = half_of(kind)
    dead = person.dead
    pen = Pen(
        stroke=GREY if dead and family_view else INK, dash="6 4" if kind.startswith("unidentified") else "", fill=PAPER
    )
    shapes = loss(kind, x, y, half, pen, profile, {"symbol": kind})
    if profile == MCGOLDRICK and not person.outcome:
        room = half - INSIDE if person.focus else half
        shapes += fills.fill_shapes(fills.states_of(person), kind, x, y, room)
        if other := other_gender(person):
            shapes.append(outline(other, x, y, INNER, Pen(fill=PAPER), {"gender": other}, profile))
    if person.focus:
        shapes.append(outline(kind, x, y, half - INSIDE, Pen(width=1.5), {}, profile))
    if kind.startswith("stillbirth") or (dead and not family_view and not person.outcome):
        if person.conditions:  # the cross is seen over what is filled
            shapes += _cross(kind, x, y, half, Pen(stroke=PAPER, width=5))
        shapes += _cross(kind, x, y, half)
    shapes += _inside(person, kind, x, y, age)
    return tuple(shapes)


def loss(
    kind: str, x: float, y: float, half: float, pen: Pen, profile: str, data: dict[str, str] | None = None
) -> list[Shape]:
    """The outline of a symbol, with what makes a miscarriage or a termination of it."""
    shapes: list[Shape] = [outline(kind, x, y, half, pen, data or {}, profile)]
    if kind in ("miscarriage", "termination") and profile == MCGOLDRICK:
        shapes += _cross(kind, x, y + half * 0.3, half * 0.8)
    if kind == "termination":
        low = y + half * 0.87 + 5 if profile == MCGOLDRICK else y + half + 5
        shapes.append(Line(((x - half, low), (x + half, low)), Pen()))
    return shapes


def _cross(kind: str, x: float, y: float, half: float, pen: Pen = THIN) -> list[Shape]:
    reach = half * math.sqrt(0.5) if kind.endswith("female") else half
    strokes = (((x - reach, y - reach), (x + reach, y + reach)), ((x - reach, y + reach), (x + reach, y - reach)))
    return [Line(ends, pen) for ends in strokes]


def _inside(person: Person, kind: str, x: float, y: float, age: str) -> Sequence[Shape]:
    """The age ("~9" where only the year is known), or "?" for somebody not identified or whose gender is not known."""
    plain = age.removeprefix("about ").split("–")[0]
    words = f"~{plain}" if plain != age else age
    if kind.startswith("unidentified") or (kind == "gender-unknown" and not age):
        words = "?"
    if not words or half_of(kind) < HALF:
        return ()
    above = [Text(x, y - 7, "?", anchor="middle")] if kind == "gender-unknown" and words != "?" else []
    y += 9 if above else 0
    size = 14 if len(words) > 2 else 16
    width = text_width(words, size) + 2
    shapes: list[Shape] = [*above]
    if person.dead or person.conditions:
        shapes.append(Rect(x - width / 2, y - 9, width, 18, Pen(stroke="none", fill=PAPER)))
    return [*shapes, Text(x, y + 5, words, size=size, anchor="middle")]
