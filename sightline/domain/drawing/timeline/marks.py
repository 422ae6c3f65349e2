"""Marks of one lane: one for each entry, a count where they are denser than one per 6 px, rows so that none overlap."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sightline.domain.drawing.scene import text_width

from .model import Happening
from .scale import Scale

DENSE: Final = 6.0
"""Entries nearer than this are counted together (px)."""
MOST: Final = 300
"""Marks in one view."""
DOT: Final = 5.0
"""Half the side of the mark of one day."""
LEAST: Final = 10.0
"""Narrowest range."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry or several (`rows`). `left`, `right`: px that it takes; `row`: 0 at the top of its lane.

    `shape`: day, range (somewhere between), lasting, count.
    """

    rows: tuple[Happening, ...]
    shape: str
    left: float
    right: float
    row: int = 0

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def vague(self) -> bool:
        """Whether it stands for entries whose day is not known."""
        return any(row.first != row.last and not row.lasting for row in self.rows)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def marks_of(lanes: Sequence[Sequence[Happening]], scale: Scale, most: int = MOST) -> list[list[Mark]]:
    """The marks of each lane: at most so many in all, by counting together what lies ever farther apart."""
    near = DENSE
    placed = [_placed(rows, scale) for rows in lanes]
    while True:
        found = [_grouped(lane, near, scale) for lane in placed]
        if sum(map(len, found)) <= most or near > scale.places[-1]:
            return [coloured(lane) for lane in found]
        near *= 1.5


_Placed = tuple[bool, float, float, Happening]


def _placed(rows: Sequence[Happening], scale: Scale) -> list[_Placed]:
    """(whether it has a length, its first px, its last px, the entry), in order."""
    found = []
    for row in rows:
        first, last = row.first or scale.first, row.last or scale.last
        found.append((first != last, scale.x(first), scale.x(last), row))
    return sorted(found, key=lambda one: (one[0], one[1], one[2]))


def _grouped(placed: Sequence[_Placed], near: float, scale: Scale) -> list[Mark]:
    """Neighbours nearer than `near`, at both ends, as one mark; a group takes at most four times that."""
    groups: list[list[_Placed]] = []
    for one in placed:
        last = groups[-1] if groups else None
        if (
            last
            and last[-1][0] == one[0]
            and one[1] - last[-1][1] < near
            and abs(one[2] - last[-1][2]) < near
            and one[1] - last[0][1] < max(24.0, 4 * near)
        ):
            last.append(one)
        else:
            groups.append([one])
    return [_mark(group, scale) for group in groups]


def _mark(group: Sequence[_Placed], scale: Scale) -> Mark:
    rows = tuple(one[3] for one in group)
    left, right = min(one[1] for one in group), max(one[2] for one in group)
    if len(rows) > 1:
        need = max(right - left, text_width(str(len(rows)), bold=True) + 8)
        return _kept_inside(Mark(rows, "count", left, right), need, scale)
    row = rows[0]
    if not group[0][0]:
        return _kept_inside(Mark(rows, "day", left, right), 2 * DOT, scale)
    return _kept_inside(Mark(rows, "lasting" if row.lasting else "range", left, right), max(right - left, LEAST), scale)


def _kept_inside(mark: Mark, width: float, scale: Scale) -> Mark:
    """The mark round its middle, as wide as it needs, moved inside the view."""
    left = min(max(mark.middle - width / 2, scale.places[0] - DOT), scale.places[-1] + DOT - width)
    return replace(mark, left=left, right=left + width)


def coloured(marks: Sequence[Mark]) -> list[Mark]:
    """Rows by greedy interval colouring: as many as marks overlap at most, 2 px apart."""
    found: list[Mark] = []
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    used = 0
    for mark in sorted(marks, key=lambda one: (one.left, one.right, one.shape, one.rows[0].key)):
        while busy and busy[0][0] <= mark.left:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            row = heapq.heappop(free)
        else:
            row, used = used, used + 1
        heapq.heappush(busy, (mark.right + 2, row))
        found.append(replace(mark, row=row))
    return found


def bounds(mark: Mark) -> tuple[date | None, date | None]:
    """The first and last day of what a mark stands for."""
    firsts = [row.first for row in mark.rows]
    lasts = [row.last for row in mark.rows]
    return (
        None if None in firsts else min(one for one in firsts if one),
        None if None in lasts else max(one for one in lasts if one),
    )
