"""The drawings of a body, each with its version. One that was used is never changed: a new one has a new name.

An entry keeps the name of the drawing it was marked on, and is always shown on that one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from .shapes import MIDDLE, Knot, Point, mirrored, oval, oval_slice, slice_of

WIDE: Final = 160.0
HIGH: Final = 370.0
"""The size of one view; points of marks are whole px in it."""
INFANT, OLDER = "infant-1", "older-1"
INFANT_MONTHS: Final = 24
"""Under this age the drawing of an infant is offered (our default)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One region in one view. `side`: the child's own left or right, or middle."""

    region: str
    side: str
    points: tuple[Point, ...]

    @property
    def centre(self) -> Point:
        """The middle of its box, which lies inside every shape of these drawings."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: its version, what it is called, and the parts of each view, later ones over earlier ones."""

    version: str
    name: str
    views: Mapping[str, tuple[Part, ...]]

    @property
    def called(self) -> str:
        """What the drawing is called: "An older child, drawing 1"."""
        return f"{self.name}, drawing {self.version.rpartition('-')[2]}"

    def find(self, region: str, view: str = "", side: str = "") -> tuple[str, Part] | None:
        """Where a region is drawn: in the view and on the side asked for, as far as it is there."""
        places = [(name, part) for name, parts in self.views.items() for part in parts if part.region == region]
        if not places:
            return None

        def fits(place: tuple[str, Part]) -> tuple[bool, bool]:
            return (not view or place[0] == view), (not side or place[1].side == side)

        return max(places, key=fits)

    def at(self, view: str, x: float, y: float) -> Part | None:
        """The part under a point, the topmost."""
        return next((part for part in reversed(self.views.get(view, ())) if _inside((x, y), part.points)), None)


def _inside(place: Point, points: Sequence[Point]) -> bool:
    x, y = place
    inside = False
    for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


NECK: Final[tuple[Knot, ...]] = ((66, 71, 89), (84, 70, 90))
TORSO: Final[tuple[Knot, ...]] = (
    (82, 66, 94), (92, 56, 104), (112, 55, 105), (138, 58, 102), (160, 58, 102), (180, 55, 105), (204, 52, 108),
)  # fmt: skip
ARM: Final[tuple[Knot, ...]] = ((110, 39, 55), (140, 35, 50), (158, 34, 48), (185, 29, 43), (208, 26, 38))
HAND: Final[tuple[Knot, ...]] = ((208, 26, 38), (216, 21, 39), (230, 21, 37), (240, 25, 33))
LEG: Final[tuple[Knot, ...]] = (
    (202, 52, 79), (230, 53, 78), (260, 57, 76), (272, 57, 76),
    (284, 58, 75), (304, 56, 76), (326, 61, 74), (340, 61, 74),
)  # fmt: skip
FOOT: Final[tuple[Knot, ...]] = ((340, 61, 74), (350, 54, 76), (358, 50, 75))
SIDE_TORSO: Final[tuple[Knot, ...]] = (
    (82, 68, 94), (96, 62, 101), (118, 59, 103), (140, 62, 98), (164, 60, 98), (184, 62, 105), (206, 65, 103),
)  # fmt: skip
SIDE_LEG: Final[tuple[Knot, ...]] = (
    (206, 65, 103), (235, 66, 98), (262, 70, 94), (284, 72, 93), (304, 75, 98), (326, 78, 92), (344, 78, 92),
)  # fmt: skip
SIDE_ARM: Final[tuple[Knot, ...]] = ((104, 73, 95), (130, 75, 93), (156, 74, 91), (182, 69, 84), (206, 66, 78))
SIDE_HAND: Final[tuple[Knot, ...]] = ((206, 65, 79), (216, 61, 79), (228, 61, 75), (238, 64, 71))


def _both(region: str, points: tuple[Point, ...], *, front: bool) -> tuple[Part, Part]:
    """A part on the left of the view, and the same on its right. In front, left of the view is the child's right."""
    first, second = ("right", "left") if front else ("left", "right")
    return Part(region, first, points), Part(region, second, mirrored(points))


SHOULDER: Final[tuple[Point, ...]] = (
    (70, 82), (60, 86), (50, 90), (44, 96), (40, 104), (39, 110), (55, 110), (55, 102), (56, 93), (61, 87), (66, 83),
)  # fmt: skip


def _limbs(*, front: bool) -> list[Part]:
    parts: list[Part] = []
    pieces = (
        ("shoulder", SHOULDER),
        ("upper_arm", slice_of(ARM, 110, 158)),
        ("forearm", slice_of(ARM, 158, 208)),
        ("hand", slice_of(HAND, 208, 240)),
        ("thigh", slice_of(LEG, 202, 260)),
        ("knee", slice_of(LEG, 260, 284)),
        ("lower_leg", slice_of(LEG, 284, 340)),
        ("foot", slice_of(FOOT, 340, 358)),
    )
    for region, points in pieces:
        parts += _both(region, points, front=front)
    return parts


def _front() -> tuple[Part, ...]:
    head = (80.0, 40.0, 26.0, 33.0)
    return (
        *_both("ear", oval(53, 43, 5, 9), front=True),
        Part("neck", "middle", slice_of(NECK, 68, 84)),
        Part("scalp", "middle", oval_slice(*head, 7, 19)),
        Part("forehead", "middle", oval_slice(*head, 19, 32)),
        *_both("cheek", tuple(point for point in _left_half(oval_slice(*head, 32, 60))), front=True),
        Part("chin", "middle", oval_slice(*head, 60, 73)),
        *_both("eye", oval(69, 38, 7, 4.5), front=True),
        Part("nose", "middle", ((80, 36), (77, 42), (74, 49), (80, 51), (86, 49), (83, 42))),
        Part("mouth", "middle", oval(80, 57.5, 10, 3.8)),
        Part("chest", "middle", slice_of(TORSO, 82, 136)),
        Part("abdomen", "middle", slice_of(TORSO, 136, 180)),
        *_both("hip", slice_of(TORSO, 180, 204, right=68), front=True),
        Part("genitals", "middle", ((68, 180), (92, 180), (92, 202), (80, 206), (68, 202))),
        *_limbs(front=True),
    )


def _left_half(points: Sequence[Point]) -> tuple[Point, ...]:
    kept = [(x, y) for x, y in points if x <= MIDDLE]
    top, bottom = min(y for _, y in kept), max(y for _, y in kept)
    return (*kept, (MIDDLE, bottom), (MIDDLE, top))


def _back() -> tuple[Part, ...]:
    return (
        *_both("ear", oval(53, 43, 5, 9), front=False),
        Part("neck", "middle", slice_of(NECK, 66, 84)),
        Part("scalp", "middle", oval_slice(80, 40, 26, 33, 7, 70)),
        Part("back", "middle", slice_of(TORSO, 82, 176)),
        *_both("buttocks", slice_of(TORSO, 176, 204, right=80), front=False),
        *_limbs(front=False),
    )


def _from_left() -> tuple[Part, ...]:
    """The child's left side, facing left."""

    def left(region: str, points: tuple[Point, ...]) -> Part:
        return Part(region, "left", points)

    head = (82.0, 40.0, 30.0, 33.0)
    return (
        left("neck", slice_of(((62, 70, 96), (84, 70, 94)), 62, 84)),
        left("scalp", oval_slice(*head, 7, 70)),
        left("forehead", ((66, 12), (58, 20), (54, 28), (52, 34), (62, 34), (68, 26), (70, 16))),
        left("cheek", ((62, 42), (76, 40), (82, 50), (80, 60), (68, 64), (60, 62), (60, 52))),
        left("eye", oval(60, 39, 6, 4.5)),
        left("nose", ((53, 36), (49, 44), (45, 50), (52, 52), (57, 50), (56, 42))),
        left("mouth", ((53, 53), (50, 57), (53, 61), (64, 59), (64, 55))),
        left("chin", ((54, 62), (55, 70), (62, 74), (74, 73), (82, 66), (80, 61), (68, 65), (60, 62))),
        left("ear", oval(91, 43, 6.5, 9.5)),
        left("chest", slice_of(SIDE_TORSO, 82, 136, right=80)),
        left("abdomen", slice_of(SIDE_TORSO, 136, 180, right=80)),
        left("back", slice_of(SIDE_TORSO, 82, 180, left=80)),
        left("hip", slice_of(SIDE_TORSO, 180, 206, right=86)),
        left("buttocks", slice_of(SIDE_TORSO, 180, 206, left=86)),
        left("thigh", slice_of(SIDE_LEG, 206, 262)),
        left("knee", slice_of(SIDE_LEG, 262, 284)),
        left("lower_leg", slice_of(SIDE_LEG, 284, 344)),
        left("foot", ((78, 344), (68, 350), (54, 353), (50, 358), (92, 358), (94, 350), (92, 344))),
        left("shoulder", oval(84, 96, 12, 12)),
        left("upper_arm", slice_of(SIDE_ARM, 106, 156)),
        left("forearm", slice_of(SIDE_ARM, 156, 206)),
        left("hand", slice_of(SIDE_HAND, 206, 238)),
    )


def _from_right() -> tuple[Part, ...]:
    return tuple(Part(part.region, "right", mirrored(part.points)) for part in _from_left())


def _as_older(x: float, y: float) -> Point:
    return x, y


def _as_infant(x: float, y: float) -> Point:
    """A larger head, a rounder trunk, shorter and fuller limbs."""
    heights = ((0.0, 0.0), (73.0, 108.0), (84.0, 115.0), (204.0, 240.0), (284.0, 292.0), (370.0, 350.0))
    breadths = ((0.0, 1.42), (66.0, 1.42), (84.0, 1.14), (204.0, 1.14), (370.0, 1.22))
    return MIDDLE + (x - MIDDLE) * _between(breadths, y), _between(heights, y)


def _between(knots: Sequence[tuple[float, float]], at: float) -> float:
    for (a, va), (b, vb) in pairwise(knots):
        if at <= b:
            return va + (vb - va) * (at - a) / (b - a)
    return knots[-1][1]


@cache
def figures() -> Mapping[str, Figure]:
    """Every drawing there has been, by version."""
    made = {"front": _front(), "back": _back(), "right": _from_right(), "left": _from_left()}
    named: tuple[tuple[str, str, Callable[[float, float], Point]], ...] = (
        (OLDER, "An older child", _as_older),
        (INFANT, "An infant", _as_infant),
    )
    return {
        version: Figure(
            version,
            name,
            {view: tuple(_shaped(part, shape) for part in parts) for view, parts in made.items()},
        )
        for version, name, shape in named
    }


def _shaped(part: Part, shape: Callable[[float, float], Point]) -> Part:
    points = (shape(x, y) for x, y in part.points)
    return Part(part.region, part.side, tuple((round(x, 1), round(y, 1)) for x, y in points))


def figure_for(months: int | None) -> str:
    """The version for a child of an age in months; an age that is not known gets the older child's."""
    return INFANT if months is not None and months < INFANT_MONTHS else OLDER
