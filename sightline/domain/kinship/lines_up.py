"""Who is above two people, and by which ways: as much of it as can say how the two are related, and no more.

Far up an old family everybody is above both of two people, and says nothing about them. So who is above each is found
first, as plain sets; the ways up follow only as far as they can still lead to somebody above one of the two alone.

    near (4 generations)     every way, to everybody
    further up               the shortest way a basis, to who is above one of the two and not the other
    above both, further up   nothing: no way through them leads to anybody above one alone
"""

from __future__ import annotations

from collections import deque
from collections.abc import Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from .kin import BLOOD, WHOLE, Above, Kin, weaker

NEAR: Final = 4
"""Generations within which every way up counts. Further up, where lines of an old family meet again and again, the
shortest to each ancestor does: people live by who is near, and there would be thousands."""


class Line(NamedTuple):
    """A way up from a person: who it ends at, by what at its weakest, how many generations, and the line it goes on."""

    end: str
    basis: str
    steps: int
    below: Line | None

    @property
    def path(self) -> tuple[str, ...]:
        """The people passed, from below."""
        found, here = [self.end], self.below
        while here is not None:
            found.append(here.end)
            here = here.below
        return tuple(reversed(found))

    def passes(self, person: str) -> bool:
        """Whether somebody is on this way already."""
        here: Line | None = self
        while here is not None:
            if here.end == person:
                return True
            here = here.below
        return False


new_line: Final = tuple.__new__  # a large tree has tens of thousands of lines, and this is half the time

Lines = dict[str, list[Line]]
"""The ways up to each ancestor, shortest first."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Who is above a person, and the ways up that can tell how the person is related to one other."""

    above: Above
    lines: Lines


def ways_up(kin: Kin, a: str, b: str, *, lineal: bool = True) -> tuple[Ways, Ways]:
    """The ways up from A and from B. Not `lineal`: far up, only those by which the two are related over siblings."""
    above_a, above_b = kin.above(a), kin.above(b)
    # A way up to somebody who is their own ancestor may pass people above both: then every way is followed to its end.
    loops = above_a.returns or above_b.returns
    far = loops or not _parents_of_one_alone(kin, above_a, above_b).isdisjoint(
        _parents_of_one_alone(kin, above_b, above_a)
    )
    return (
        Ways(above_a, _climb(kin, a, None if loops else above_b, far or (lineal and b in above_a))),
        Ways(above_b, _climb(kin, b, None if loops else above_a, far or (lineal and a in above_b))),
    )


def _parents_of_one_alone(kin: Kin, above: Above, other: Above) -> set[str]:
    """Parents and carers of everybody above one person and not the other: two are related over siblings there."""
    alone = (above.whole | above.cared) - other.whole - other.cared
    return set[str]().union(*map(kin.whole_up.__getitem__, alone), *map(kin.care_up.__getitem__, alone))


def _climb(kin: Kin, person: str, other: Above | None, far: bool) -> Lines:
    """The ways up from a person, breadth first; nobody twice on one way, and one link of care at most.

    Beyond the near generations, a line that leads only to people above the `other` too is not followed further, and
    none is unless `far`.
    """
    start = Line(person, BLOOD, 0, None)
    found: Lines = {person: [start]}
    waiting = deque([start])
    rows_up, ends = kin.rows_up, _ends_for(other)
    while waiting:
        line = waiting.popleft()
        end, by, steps, _below = line
        if steps >= NEAR and (not far or end in ends[by in WHOLE]):
            continue
        for parent, basis in rows_up[end]:
            if basis not in WHOLE and by not in WHOLE:
                continue
            whole = by if by == basis else weaker(by, basis)
            known = found.get(parent)
            if known is None:
                known = found[parent] = []
            elif (
                steps >= NEAR and (known[0].basis == whole or any(one.basis == whole for one in known))
            ) or line.passes(parent):
                continue
            further = new_line(Line, (parent, whole, steps + 1, line))
            known.append(further)
            waiting.append(further)
    return found


def _ends_for(other: Above | None) -> tuple[Set[str], Set[str]]:
    """Where lines are not followed further, by whether a link of care is on them (False) or not (True)."""
    if other is None:
        return set(), set()
    return (other.whole | other.cared if other.cared else other.whole), other.whole
