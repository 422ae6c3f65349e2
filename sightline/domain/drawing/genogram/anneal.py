"""Chance moves, accepted also when they cost a little, less and less as the budget runs out.

Moves are of the same blocks as in `order.py`; one is drawn instead of all being tried: more often of people in
trouble, whose lines cross, who are parted from a partner, or between whose siblings somebody stands.
"""

from __future__ import annotations

import math
from typing import Final

from .chance import Chance
from .cost import splitting
from .order import (
    SMALL_GAIN,
    Budget,
    Change,
    Ordering,
    chain_of,
    descendants,
    near_places,
    whole_places,
    with_partners,
)

WARM: Final = 1.0
COLD: Final = 0.03
ANY_COST: Final = 1e9
LOOK_AGAIN: Final = 64
"""After this many moves the list of people in trouble is made again."""


def anneal(state: Ordering, budget: Budget, chance: Chance, moves: int, pool: Pool) -> None:
    """Look at `moves` orders; the cheapest met are put into the pool. The state is left wherever the walk ends."""
    pool.add(state)
    moves = min(moves, budget.left)
    budget.left -= moves
    troubled: list[int] = []
    people = len(state.plan.row)
    for number in range(moves):
        if number % LOOK_AGAIN == 0:
            troubled = _troubled(state)
        warmth = WARM * (COLD / WARM) ** (number / moves)
        one = troubled[chance.below(len(troubled))] if troubled and chance.below(2) else chance.below(people)
        change = _MOVES[chance.below(len(_MOVES))](state, one, chance)
        most = -warmth * math.log((chance.below(1 << 20) + 1) / (1 << 20))
        if change and state.try_change(change, most):
            pool.add(state)


class Pool:
    """The best few orders met, cheapest first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: list[tuple[float, list[list[int]]]] = []

    @property
    def best(self) -> float:
        """The least cost so far."""
        return self._kept[0][0] if self._kept else ANY_COST

    @property
    def rows(self) -> list[list[list[int]]]:
        """The orders."""
        return [rows for _, rows in self._kept]

    def add(self, state: Ordering) -> None:
        """Keep an order if it is among the best and not there yet."""
        cost = state.cost
        if len(self._kept) == self._most and cost > self._kept[-1][0] - SMALL_GAIN:
            return
        if all(abs(cost - kept) > SMALL_GAIN or rows != state.rows for kept, rows in self._kept):
            self._kept.append((cost, state.copy()))
            self._kept.sort(key=lambda one: one[0])
            del self._kept[self._most :]


def _troubled(state: Ordering) -> list[int]:
    plan, pos = state.plan, state.pos
    kins = plan.graph.kins
    found: list[int] = []
    for kin in state.crossing_kins():
        found.extend(kins[kin].parents)
        found.extend(kins[kin].children)
    for row, order in enumerate(state.rows):
        for sibs in splitting(plan, row, order, pos):
            found.extend(sibs)
        for kin in plan.couples[row]:
            first, second = kins[kin].parents
            if abs(pos[first] - pos[second]) > 1:
                found += [first, second]
    return found


def _move_near(state: Ordering, one: int, chance: Chance) -> Change:
    """An item, or its chain, beside its own people."""
    row = state.plan.row[one]
    order = state.rows[row]
    block = (one,) if chance.below(2) else chain_of(state.plan, order, state.pos[one])
    rest = [other for other in order if other not in block]
    places = near_places(state, row, block, rest)
    place = places[chance.below(len(places))]
    if chance.below(2):
        block = block[::-1]
    return {row: [*rest[:place], *block, *rest[place:]]}


def _move_sibship(state: Ordering, one: int, chance: Chance) -> Change:
    """Siblings with their partners to a place that splits nobody else's."""
    plan = state.plan
    row = plan.row[one]
    order = state.rows[row]
    block = with_partners(plan, [one, *plan.siblings[one]])
    rest = [other for other in order if other not in block]
    places = sorted(set(whole_places(plan, rest)))
    inside = [other for other in order if other in block]
    if chance.below(3) == 0:
        inside.reverse()
    place = places[chance.below(len(places))]
    return {row: [*rest[:place], *inside, *rest[place:]]}


def _exchange(state: Ordering, one: int, chance: Chance) -> Change:
    """Two neighbouring chains change places, perhaps with all that hangs below."""
    plan = state.plan
    row = plan.row[one]
    order = state.rows[row]
    chain = chain_of(plan, order, state.pos[one])
    after = state.pos[chain[-1]] + 1
    if after >= len(order):
        return {}
    other = chain_of(plan, order, after)
    if chance.below(2):
        start = state.pos[chain[0]]
        return {row: [*order[:start], *other, *chain, *order[after + len(other) :]]}
    first = descendants(plan, chain)
    second = descendants(plan, other) - first
    change = {}
    for lower in range(row, plan.rows):
        order = state.rows[lower]
        places = [place for place, item in enumerate(order) if item in first or item in second]
        turned = [order[p] for p in places if order[p] in second] + [order[p] for p in places if order[p] in first]
        whole = list(order)
        for place, item in zip(places, turned, strict=True):
            whole[place] = item
        change[lower] = whole
    return change


def _turn(state: Ordering, one: int, chance: Chance) -> Change:
    """A sibship or a short stretch turned round, perhaps with all that hangs below."""
    plan, pos = state.plan, state.pos
    row = plan.row[one]
    order = state.rows[row]
    if plan.siblings[one] and chance.below(2):
        places = [pos[other] for other in (one, *plan.siblings[one])]
        low, high = min(places), max(places) + 1
    else:
        low = max(0, pos[one] - chance.below(3))
        high = min(len(order), low + 2 + chance.below(3))
    change = {row: [*order[:low], *reversed(order[low:high]), *order[high:]]}
    if chance.below(2):
        below = descendants(plan, order[low:high])
        for lower in range(row + 1, plan.rows):
            places = [place for place, item in enumerate(state.rows[lower]) if item in below]
            whole = list(state.rows[lower])
            for place, opposite in zip(places, reversed(places), strict=True):
                whole[place] = state.rows[lower][opposite]
            change[lower] = whole
    return change


_MOVES: Final = (_move_near, _move_near, _move_near, _move_sibship, _exchange, _turn)
