"""Relationship lines: a layer of its own over the kin lines, off until asked for. Each kind has its own pattern."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sightline.domain.drawing.scene import PAPER, Circle, Group, Line, Pen, Shape, Text, edged, flat, text_width
from sightline.domain.kinship import Family, Relationship

from .tie_paths import Paths
from .words import RELATIONSHIP, date_words, relationship_words

GAP: Final = 4.0
REPAIRED: Final = 5.0
"""Radius of the circle on a line that was cut off and is not any more."""
WAVE: Final = 5.0
PERIOD: Final = 12.0
COLOUR: Final = "#942514"
CALM: Final = "#00513b"
Point = tuple[float, float]

STYLE: Final[Mapping[str, tuple[int, str, bool]]] = {
    "close": (2, "", False),
    "very-close": (3, "", False),
    "distant": (1, "2 5", False),
    "conflict": (1, "", True),
    "hostile": (1, "", True),
    "close-hostile": (2, "", True),
    "violence": (1, "", True),
    "abuse": (1, "", True),
    "abuse-suspected": (1, "6 3", True),
    "cutoff": (1, "", False),
    "repaired": (1, "", False),
}
"""Parallel lines, dash pattern, zigzag (of one line; beside more than one)."""
LABELLED: Final = ("conflict", "violence", "abuse", "abuse-suspected")
MARKED: Final = ("cutoff", "repaired")
"""What is told by a mark in the middle of the line."""
MARK: Final = 18.0
"""Width of that mark."""
ARROW: Final = ("violence", "abuse", "abuse-suspected")


def chosen_ties(
    family: Family, kinds: Iterable[str] | None = None, people: Iterable[str] | None = None
) -> tuple[Relationship, ...]:
    """Relationships of some kinds (all) that touch some people: by default the children of interest, else everybody."""
    wanted = set(people) if people is not None else {one.id for one in family.persons if one.focus}
    kept = set(kinds) if kinds is not None else set(STYLE)
    some = [tie for tie in family.relationships if tie.kind in kept]
    touching = [tie for tie in some if not wanted or tie.a in wanted or tie.b in wanted]
    return tuple(sorted(touching, key=lambda one: (one.a, one.b, one.kind, one.start, one.rater)))


@dataclass(frozen=True, slots=True)
class Ties:
    """The layer: lines, each tie a group with its sentence as title, and the words beside them, over all lines."""

    lines: tuple[Shape, ...]
    words: tuple[Shape, ...]


def tie_shapes(
    family: Family, ties: Sequence[Relationship], places: Mapping[str, Point], right: float, drawn: Iterable[Shape] = ()
) -> Ties:
    """Every tie. `right`: how far right the page reaches; `drawn`: what stands there, whose words are gone round."""
    lines: list[Shape] = []
    words: list[Shape] = []
    there = list(flat(tuple(drawn)))
    kin = [one.points for one in there if isinstance(one, Line) and one.data.get("line") in ("union", "descent")]
    paths = Paths(places, right, [one.box for one in there if isinstance(one, Text)], kin)
    for tie in ties:
        if tie.a == tie.b:
            continue
        said = RELATIONSHIP[tie.kind] if tie.kind in LABELLED else ""
        wide = text_width(said) if said else MARK if tie.kind in MARKED else 0.0
        points, (x, y) = paths.path(tie.a, tie.b, wide, in_the_middle=tie.kind in MARKED, arrow=tie.kind in ARROW)
        inner = pattern(tie.kind, points, f"{tie.a}+{tie.b}")
        if said:
            words.append(Text(x, y + 4, said, anchor="middle", fill=COLOUR))
        lines.append(Group(tuple(inner), title=f"{relationship_words(family, tie)}."))
    return Ties(tuple(lines), tuple(words))


def layered(kin: Sequence[Shape], ties: Ties, people: Sequence[Shape], errors: Sequence[Shape]) -> Iterator[Shape]:
    """Relationship lines over kin lines, and under symbols and words, which stay to be read where a line must pass."""
    if not ties.lines:
        yield from (*kin, *people, *errors)
        return
    yield from (shape for shape in kin if not isinstance(shape, Text))
    yield from ties.lines
    yield from edged([*(shape for shape in kin if isinstance(shape, Text)), *people, *errors, *ties.words])


def raters(ties: Sequence[Relationship]) -> tuple[str, str]:
    """Whose views the lines of a drawing are: with the days ("Ann Dale, from 2020; nobody named"), and without."""
    names = sorted({one.rater.strip() or "nobody named" for one in ties})
    said = {(one.rater.strip() or "nobody named") + _from(one) for one in ties}
    return "; ".join(sorted(said)), "; ".join(names)


def _from(tie: Relationship) -> str:
    return f", from {date_words(tie.start)}" if tie.start else ""


def pattern(kind: str, points: Sequence[Point], ref: str = "") -> list[Shape]:
    """A tie's lines along a path; with a `ref`, measurable as data-line="emotional"."""
    lines, dash, zigzag = STYLE[kind]
    data = {"line": "emotional", "ref": ref} if ref else {}
    pen = Pen(stroke=CALM if kind in ("close", "very-close") else COLOUR, width=1.75, dash=dash)
    shapes: list[Shape] = []
    for number in range(lines):
        away = (number - (lines - 1) / 2) * GAP
        path = _zigzag(points) if zigzag and lines == 1 else _moved(points, lambda _, away=away: away)  # type: ignore[misc]
        shapes.append(Line(tuple(path), pen, data=data))
    if zigzag and lines > 1:
        shapes.append(Line(tuple(_zigzag(points)), pen, data=data))
    if kind in ARROW:
        shapes.append(_arrow(points, pen.stroke))
    if kind in MARKED:
        shapes += _bars(points, pen)
    if kind == "repaired":
        (ax, ay), (bx, by) = points[len(points) // 2], points[min(len(points) // 2 + 1, len(points) - 1)]
        shapes.append(Circle((ax + bx) / 2, (ay + by) / 2, REPAIRED, replace(pen, fill=PAPER)))
    return shapes


def _normals(points: Sequence[Point]) -> list[Point]:
    found = []
    for index in range(len(points)):
        (ax, ay), (bx, by) = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
        size = math.hypot(bx - ax, by - ay) or 1.0
        found.append((-(by - ay) / size, (bx - ax) / size))
    return found


def _moved(points: Sequence[Point], away: Callable[[int], float]) -> list[Point]:
    return [
        (x + nx * away(index), y + ny * away(index))
        for index, ((x, y), (nx, ny)) in enumerate(zip(points, _normals(points), strict=True))
    ]


def _zigzag(points: Sequence[Point]) -> list[Point]:
    """The path sampled every half period, every other point to the other side."""
    length = sum(math.dist(a, b) for a, b in itertools.pairwise(points))
    count = max(2, round(length / (PERIOD / 2)))
    even = [_at(points, length * step / count) for step in range(count + 1)]
    return _moved(even, lambda index: 0.0 if index in (0, count) else WAVE * (1 if index % 2 else -1))


def _at(points: Sequence[Point], distance: float) -> Point:
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        size = math.dist((ax, ay), (bx, by))
        if distance <= size and size:
            share = distance / size
            return ax + (bx - ax) * share, ay + (by - ay) * share
        distance -= size
    return points[-1]


def _arrow(points: Sequence[Point], colour: str) -> Shape:
    (ax, ay), (bx, by) = points[-2], points[-1]
    angle = math.atan2(by - ay, bx - ax)
    head = [(bx + 10 * math.cos(angle + turn), by + 10 * math.sin(angle + turn)) for turn in (0.0, 2.6, -2.6)]
    return Line(tuple(head), Pen(stroke=colour, width=1, fill=colour), closed=True)


def _bars(points: Sequence[Point], pen: Pen) -> list[Shape]:
    middle = len(points) // 2
    shapes: list[Shape] = []
    normals = _normals(points)
    for index in (middle, min(middle + 1, len(points) - 1)):
        (x, y), (nx, ny) = points[index], normals[index]
        shapes.append(Line(((x - 8 * nx, y - 8 * ny), (x + 8 * nx, y + 8 * ny)), pen))
    return shapes
