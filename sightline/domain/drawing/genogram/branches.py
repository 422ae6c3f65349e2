"""A branch moves as a whole: some people of a row, the parents they bring, and all that hangs below them.

  G ═══ H            moving C ═══ D to the right of E takes G and H along above, and F along below, each to the
      │               place on its own row that keeps lines straight: left of whatever belongs to the people who
C ═══ D     E         now stand on the right.
  │
  F
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .order import Change, Ordering, chain_of, descendants


def move_branch(state: Ordering, row: int, moving: Sequence[int], place: int, turned: bool) -> Change:
    """New orders of the rows that change when people of a row, in its order, go to a place among the rest of it.

    `turned`: the branch is mirrored, on the rows below too.
    """
    plan = state.plan
    change: dict[int, list[int]] = {}
    change[row] = _with(state.rows[row], moving[::-1] if turned else moving, place)
    below = descendants(plan, moving)
    here = change[row]
    for lower in range(row + 1, plan.rows):
        inside = [one for one in state.rows[lower] if one in below]
        if not inside:
            break
        here = _follow(state, lower, inside[::-1] if turned else inside, here, below, plan.hanging)
        change[lower] = here
    here, carried = change[row], set(moving)
    for upper in range(row - 1, -1, -1):
        brought = _brought(state, upper, carried)
        inside = [one for one in state.rows[upper] if one in brought]
        if not inside:
            break
        here = _follow(state, upper, inside, here, carried, plan.above)
        change[upper], carried = here, brought
    return change


def _with(order: Sequence[int], moving: Sequence[int], place: int) -> list[int]:
    inside = set(moving)
    rest = [one for one in order if one not in inside]
    return [*rest[:place], *moving, *rest[place:]]


def _brought(state: Ordering, row: int, people: Collection[int]) -> set[int]:
    """The chains of the people's parents on a row, whose children all move."""
    plan, order = state.plan, state.rows[row]
    found: set[int] = set()
    for one in people:
        for parent in plan.above[one]:
            if plan.row[parent] == row and parent not in found:
                chain = chain_of(plan, order, state.pos[parent])
                if all(child in people for other in chain for child in plan.hanging[other]):
                    found.update(chain)
    return found


def _follow(
    state: Ordering,
    row: int,
    moving: Sequence[int],
    beside: Sequence[int],
    branch: Collection[int],
    tied: Sequence[Sequence[int]],
) -> list[int]:
    """A row with its part of the branch left of whatever is tied to the people right of it on the row before."""
    inside = set(moving)
    rest = [one for one in state.rows[row] if one not in inside]
    where = {one: number for number, one in enumerate(rest)}
    last = max((number for number, one in enumerate(beside) if one in branch), default=-1)
    for one in beside[last + 1 :]:
        places = [where[other] for other in tied[one] if other in where]
        if places:
            return _with(state.rows[row], moving, min(places))
    return _with(state.rows[row], moving, len(rest))
