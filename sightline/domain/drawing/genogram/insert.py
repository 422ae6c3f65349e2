"""Puts new people into the order of an earlier drawing: nobody who was there changes places with anybody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .order import Ordering, chain_of
from .plan import Plan

ROUNDS: Final = 4


def insert(plan: Plan, earlier: Mapping[int, float]) -> list[list[int]]:
    """An order of the rows with people of `earlier` (x by person) in that order, and everybody else where it costs
    least."""
    rows: list[list[int]] = [[] for _ in range(plan.rows)]
    for one in sorted(earlier, key=lambda one: (earlier[one], one)):
        rows[plan.row[one]].append(one)
    new = [one for one in range(len(plan.row)) if one not in earlier]
    for one in new:
        rows[plan.row[one]].append(one)
    state = Ordering(plan, rows)
    for _ in range(ROUNDS):
        moved = [_settle(state, one, set(new)) for one in new]
        if not any(moved):
            break
    return state.rows


def _settle(state: Ordering, one: int, new: set[int]) -> bool:
    """The cheapest place for a new item, alone and with new partners beside it; whether it moved."""
    row = state.plan.row[one]
    moved = False
    chain = chain_of(state.plan, state.rows[row], state.pos[one])
    blocks = [(one,)] if len(chain) < 2 or not new.issuperset(chain) else [(one,), chain]
    for block in blocks:
        order = state.rows[row]
        rest = [other for other in order if other not in block]
        for place in range(len(rest) + 1):
            for turned in (block, block[::-1])[: len(block)]:
                moved |= state.try_change({row: [*rest[:place], *turned, *rest[place:]]})
    return moved
