"""Finds an order of each row: moves of blocks (person, couple, sibship, mirror, subtree), the cost counted where it
changes.

The budget is in moves, not seconds, and chance comes from a fixed generator: the same family gives the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .chance import Chance
from .cost import crossing_kins, gap_cost, placed_nets, row_cost
from .plan import Plan, RowCost

SMALL_GAIN: Final = 1e-6
Change = Mapping[int, list[int]]
"""New orders of some rows."""


@dataclass(slots=True)
class Budget:
    """How many orders may still be looked at."""

    left: int


class Ordering:
    """The order of all rows, with its cost kept up to date row by row and gap by gap."""

    def __init__(self, plan: Plan, rows: Sequence[Sequence[int]]) -> None:
        self.plan = plan
        self.rows = [list(row) for row in rows]
        self.pos = [0] * len(plan.row)
        for row in self.rows:
            self._place(row)
        self._row = [self._row_cost(row, order) for row, order in enumerate(self.rows)]
        self._gap = [self._gap_cost(gap, self._row) for gap in range(plan.rows - 1)]

    @property
    def cost(self) -> float:
        """The whole cost."""
        return sum(row.cost for row in self._row) + sum(self._gap)

    def crossing_kins(self) -> list[int]:
        """The kins whose lines cross between rows, once for each crossing."""
        found: list[int] = []
        for gap, cost in enumerate(self._gap):
            if cost:
                nets = placed_nets(self.plan, gap, self._row[gap], self._row[gap + 1], self.pos)
                found += crossing_kins(nets)
        return found

    def copy(self) -> list[list[int]]:
        """The rows as they stand."""
        return [list(row) for row in self.rows]

    def try_change(self, change: Change, most: float = -SMALL_GAIN) -> bool:
        """Make a change if it costs at most `most` more than now; whether it was made."""
        touched = [row for row, order in change.items() if order != self.rows[row]]
        if not touched:
            return False
        before = self.rows
        self.rows = list(before)
        for row in touched:
            self.rows[row] = change[row]
            self._place(change[row])
        costs = list(self._row)
        delta = 0.0
        for row in touched:
            costs[row] = self._row_cost(row, self.rows[row])
            delta += costs[row].cost - self._row[row].cost
        gaps = sorted({gap for row in touched for gap in (row - 1, row) if 0 <= gap < len(self._gap)})
        delta -= sum([self._gap[gap] for gap in gaps])
        new = []
        for gap in gaps:
            if delta > most:  # the gaps' cost can only add to it
                break
            cost = self._gap_cost(gap, costs)
            new.append(cost)
            delta += cost
        if delta > most:
            self.rows = before
            for row in touched:
                self._place(before[row])
            return False
        self._row = costs
        for gap, cost in zip(gaps, new, strict=True):
            self._gap[gap] = cost
        return True

    def _place(self, order: Sequence[int]) -> None:
        for place, one in enumerate(order):
            self.pos[one] = place

    def _row_cost(self, row: int, order: Sequence[int]) -> RowCost:
        """A row's cost depends on its order alone; in a search the same orders come again and again."""
        known = self.plan.known_rows
        key = (row, *order)
        found = known.get(key)
        if found is None:
            found = known[key] = row_cost(self.plan, row, order, self.pos)
            found.number = len(known)
        return found

    def _gap_cost(self, gap: int, costs: Sequence[RowCost]) -> float:
        """A gap's cost depends on the orders of the rows above and below it."""
        known = self.plan.known_gaps
        key = (costs[gap].number, costs[gap + 1].number)
        found = known.get(key)
        if found is None:
            found = known[key] = gap_cost(self.plan, gap, costs[gap], costs[gap + 1], self.pos)
        return found


def improve(state: Ordering, budget: Budget, chance: Chance, around: Iterable[int] | None = None) -> None:
    """Take every move that helps until none does, or the budget is spent.

    `around`: only moves of these items, and of those near whatever is then moved; else of all.
    """
    plan = state.plan
    waiting = sorted(around) if around is not None else list(range(len(plan.row)))
    chance.shuffle(waiting)
    dirty = set(waiting)
    while waiting and budget.left > 0:
        one = waiting.pop()
        dirty.discard(one)
        moved = _improve_item(state, one, budget)
        fresh = [other for other in sorted(nearby(state, moved)) if other not in dirty]
        chance.shuffle(fresh)
        dirty.update(fresh)
        waiting[:0] = fresh


def nearby(state: Ordering, items: Iterable[int]) -> set[int]:
    """Items, their kin, and their neighbours on the row."""
    found = set()
    for one in items:
        found.add(one)
        found.update(state.plan.near[one])
        order, place = state.rows[state.plan.row[one]], state.pos[one]
        found.update(order[max(0, place - 1) : place + 2])
    return found


def _improve_item(state: Ordering, one: int, budget: Budget) -> Sequence[int]:
    """Try the blocks an item belongs to; the items that moved, or none."""
    row = state.plan.row[one]
    for block, anywhere in _blocks(state, one):
        for change in _moves(state, row, block, anywhere):
            if budget.left <= 0:
                return ()
            budget.left -= 1
            if state.try_change(change):
                return block
    for change, moved in _exchanges(state, one):
        if budget.left <= 0:
            return ()
        budget.left -= 1
        if state.try_change(change):
            return moved
    return ()


Block = tuple[int, ...]


def _blocks(state: Ordering, one: int) -> Iterator[tuple[Block, bool]]:
    """What an item moves with, and whether that goes anywhere (or only near its own people)."""
    plan, pos = state.plan, state.pos
    row = plan.row[one]
    chain = chain_of(plan, state.rows[row], pos[one])
    yield (one,), not plan.siblings[one] and not plan.partners[one]
    if len(chain) > 1 and chain[0] == one:
        yield chain, not any(plan.siblings[other] for other in chain)
    if len(chain) > 2:
        index = chain.index(one)
        if index:
            yield chain[:index], False
            yield chain[index:], False
    for sibs in plan.sibships[row]:
        if sibs[0] == one:
            yield tuple(sorted(with_partners(plan, sibs), key=lambda other: pos[other])), True
            if len(sibs) > 2:
                yield tuple(sorted(sibs, key=lambda other: pos[other])), True


def chain_of(plan: Plan, order: Sequence[int], place: int) -> Block:
    """The chain of partners who are neighbours that a place of a row is part of."""
    low = high = place
    while low and order[low - 1] in plan.partners[order[low]]:
        low -= 1
    while high + 1 < len(order) and order[high + 1] in plan.partners[order[high]]:
        high += 1
    return tuple(order[low : high + 1])


def chains(plan: Plan, order: Sequence[int]) -> list[Block]:
    """A row cut where neighbours are no partners."""
    found: list[list[int]] = []
    for one in order:
        if found and found[-1][-1] in plan.partners[one]:
            found[-1].append(one)
        else:
            found.append([one])
    return [tuple(chain) for chain in found]


def with_partners(plan: Plan, sibs: Sequence[int]) -> set[int]:
    """Siblings and those partners of theirs who have no parents on the drawing."""
    block = set(sibs)
    for one in sibs:
        block.update(other for other in plan.partners[one] if not plan.stubs[other])
    return block


def _moves(state: Ordering, row: int, block: Block, anywhere: bool) -> Iterator[Change]:
    """Orders of the row with the block elsewhere, as it is or mirrored; the mirrored subtree."""
    order = state.rows[row]
    inside = set(block)
    rest = [one for one in order if one not in inside]
    mirrored = tuple(reversed(block))
    for place in near_places(state, row, block, rest, anywhere):
        yield {row: [*rest[:place], *block, *rest[place:]]}
        if len(block) > 1:
            yield {row: [*rest[:place], *mirrored, *rest[place:]]}
    if len(block) > 1:
        yield from _mirrors(state, row, block)


def near_places(state: Ordering, row: int, block: Block, rest: Sequence[int], anywhere: bool = False) -> Sequence[int]:
    """Where a block may go: beside its own people and a little way off; or wherever it splits no sibship."""
    if len(rest) < 7:
        return range(len(rest) + 1)
    plan = state.plan
    here = sum(state.pos[one] < state.pos[block[0]] for one in rest)
    wanted = set(range(max(0, here - 2), min(len(rest), here + 2) + 1))
    near: set[int] = set()
    for one in block:
        near.update(plan.partners[one], plan.siblings[one])
        for other in plan.partners[one]:
            near.update(plan.siblings[other])
        for other in plan.siblings[one]:
            near.update(plan.partners[other])
    for place, one in enumerate(rest):
        if one in near:
            wanted.update((place, place + 1))
    if anywhere:
        wanted.update(whole_places(plan, rest))
    return sorted(wanted)


def whole_places(plan: Plan, rest: Sequence[int]) -> Iterator[int]:
    """Places between neighbours who are neither siblings nor partners."""
    yield 0
    yield len(rest)
    for place in range(1, len(rest)):
        left, right = rest[place - 1], rest[place]
        if right not in plan.partners[left] and right not in plan.siblings[left]:
            yield place


def _exchanges(state: Ordering, one: int) -> Iterator[tuple[Change, Block]]:
    """An item's chain and the next one change places with all that hangs below them."""
    plan = state.plan
    row = plan.row[one]
    order = state.rows[row]
    chain = chain_of(plan, order, state.pos[one])
    after = state.pos[chain[-1]] + 1
    if chain[0] != one or after >= len(order):
        return
    other = chain_of(plan, order, after)
    first, second = descendants(plan, chain), descendants(plan, other)
    second -= first
    change = {}
    for lower in range(row, plan.rows):
        order = state.rows[lower]
        places = [place for place, item in enumerate(order) if item in first or item in second]
        if places:
            turned = [order[p] for p in places if order[p] in second] + [order[p] for p in places if order[p] in first]
            whole = list(order)
            for place, item in zip(places, turned, strict=True):
                whole[place] = item
            change[lower] = whole
    yield change, (*chain, *other)


def _mirrors(state: Ordering, row: int, block: tuple[int, ...]) -> Iterator[Change]:
    """The stretch of the row between the block's ends turned round; then the same with everything below it."""
    pos, order = state.pos, state.rows[row]
    low, high = min(pos[one] for one in block), max(pos[one] for one in block)
    turned = [*order[:low], *reversed(order[low : high + 1]), *order[high + 1 :]]
    yield {row: turned}
    below = descendants(state.plan, block)
    change = {row: turned}
    for lower in range(row + 1, state.plan.rows):
        places = [place for place, one in enumerate(state.rows[lower]) if one in below]
        if places:
            whole = list(state.rows[lower])
            for place, other in zip(places, reversed(places), strict=True):
                whole[place] = state.rows[lower][other]
            change[lower] = whole
    if len(change) > 1:
        yield change


def descendants(plan: Plan, people: Sequence[int]) -> set[int]:
    """Items below some people: children, their partners without parents of their own, passes of their lines."""
    found = set(people)
    waiting = list(people)
    while waiting:
        for other in plan.hanging[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
                extra = [one for one in plan.partners[other] if not plan.stubs[one] and one not in found]
                found.update(extra)
                waiting.extend(extra)
    return found
