"""Households: one outline round the members who stand together, a badge for everybody else.

An outline is rectilinear: on each row the stretch of members with nobody else between them, joined to the row above
where
the two stretches overlap. It never holds an outsider's centre; who cannot be enclosed, and each second home, is badged.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sightline.domain.kinship import Family, Household

from .sizes import HALF, LABEL, PITCH

REACH: Final = PITCH / 2 - 6
"""From a member's centre to the outline beside them: past the name, short of the neighbour's."""
ABOVE: Final = HALF + 22
BELOW: Final = HALF + LABEL - 4
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Home:
    """A household as drawn: its mark ("A", "B", …), the outline (may be empty) and who carries its badge."""

    household: Household
    mark: str
    outline: tuple[Point, ...]
    badged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Members side by side on a row: its number, their ids, left and right edge, top and bottom."""

    row: int
    people: tuple[str, ...]
    left: float
    right: float
    top: float
    bottom: float


def homes(
    family: Family, rows: Sequence[Sequence[str]], places: Mapping[str, Point], under: float = 0.0
) -> tuple[Home, ...]:
    """Every household with members, in the order of their ids. `rows`: ids on each row from left to right."""
    enclosed: set[str] = set()
    found = []
    kept = sorted((home for home in family.households if home.members), key=lambda home: home.id)
    for number, home in enumerate(kept):
        members = {one.person for one in home.members}
        group = _largest_group(_stretches(members - enclosed, rows, places, under))
        inside = {one for stretch in group for one in stretch.people}
        enclosed |= inside
        found.append(Home(home, mark(number), _outline(group), tuple(sorted(members - inside))))
    return tuple(found)


def mark(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _stretches(
    members: set[str], rows: Sequence[Sequence[str]], places: Mapping[str, Point], under: float
) -> list[_Stretch]:
    found = []
    for number, row in enumerate(rows):
        run: list[str] = []
        for index, one in enumerate([*row, ""]):
            if one in members:
                run.append(one)
            elif run:
                first, y = places[run[0]]
                last = places[run[-1]][0]
                before = places[row[index - len(run) - 1]][0] if index > len(run) else first - PITCH
                after = places[one][0] if one else last + PITCH
                left, right = min(REACH, (first - before) / 2 - 2), min(REACH, (after - last) / 2 - 2)
                found.append(_Stretch(number, tuple(run), first - left, last + right, y - ABOVE, y + BELOW + under))
                run = []
    return found


def _largest_group(stretches: list[_Stretch]) -> list[_Stretch]:
    """The chain of stretches, one a row and each overlapping the next, that holds most people."""
    best: list[_Stretch] = []
    chains: dict[int, list[_Stretch]] = {}
    for index, stretch in enumerate(stretches):
        chain = [stretch]
        for earlier in range(index):
            upper = stretches[earlier]
            together = upper.row == stretch.row - 1 and _overlap(upper, stretch) > 20
            if together and _size(chains[earlier]) + len(stretch.people) > _size(chain):
                chain = [*chains[earlier], stretch]
        chains[index] = chain
        if _size(chain) > _size(best):
            best = chain
    return best


def _size(chain: Sequence[_Stretch]) -> int:
    return sum(len(stretch.people) for stretch in chain)


def _overlap(upper: _Stretch, lower: _Stretch) -> float:
    return min(upper.right, lower.right) - max(upper.left, lower.left)


def _outline(group: Sequence[_Stretch]) -> tuple[Point, ...]:
    """Down the right edges, up the left ones; between two rows the outline steps where the wider stretch ends."""
    if not group:
        return ()
    right: list[Point] = [(group[0].right, group[0].top)]
    left: list[Point] = [(group[0].left, group[0].top)]
    for upper, lower in itertools.pairwise(group):
        for side, edge in ((right, "right"), (left, "left")):
            here, there = getattr(upper, edge), getattr(lower, edge)
            if abs(here - there) < 0.5:
                continue
            outwards = there > here if edge == "right" else there < here
            step = lower.top if outwards else upper.bottom
            side += [(here, step), (there, step)]
    right.append((group[-1].right, group[-1].bottom))
    left.append((group[-1].left, group[-1].bottom))
    return (*right, *reversed(left))
