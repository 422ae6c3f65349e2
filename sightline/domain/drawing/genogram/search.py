"""From a plan to the order of its rows: several starts, swept and improved, then chance moves from the best.

Everything is counted in moves looked at, never in seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .anneal import Pool, anneal
from .chance import Chance
from .order import SMALL_GAIN, Budget, Ordering, chains, improve
from .plan import Plan

SWEEPS: Final = 6
KEPT: Final = 16
OF_A_ROUND: Final = 4
"""So many orders are kept of all, and of one round of chance moves: rounds differ more than what one of them meets."""
FOR_STARTS: Final = 0.4
ROUNDS: Final = 3
"""Chance moves are made in rounds; each starts from the best order so far."""


def search(plan: Plan, moves: int, seed: int = 0) -> list[list[list[int]]]:
    """The best orders found, best first (a few that differ), within a budget of moves."""
    from .spectral import spectral_orders  # reads numpy, for which a start of the server should not wait

    budget = Budget(moves)
    chance = Chance(seed)
    pool = Pool(KEPT)
    starts = [_better_way_round(plan, Ordering(plan, _swept(plan, rows))) for rows in spectral_orders(plan)]
    starts.sort(key=lambda state: state.cost)
    for state in starts:
        improve(state, budget, chance)
        pool.add(_better_way_round(plan, state))
        if budget.left < moves * (1 - FOR_STARTS) or pool.best < SMALL_GAIN:
            break
    for left in range(ROUNDS, 0, -1):
        if budget.left <= 0 or pool.best < SMALL_GAIN:
            break
        met = Pool(OF_A_ROUND)
        anneal(Ordering(plan, pool.rows[0]), budget, chance, budget.left // left * 9 // 10, met)
        for number, rows in enumerate(met.rows):
            state = Ordering(plan, rows)
            if not number:
                improve(state, budget, chance)
            pool.add(_better_way_round(plan, state))
    return pool.rows


def _better_way_round(plan: Plan, state: Ordering) -> Ordering:
    """The order or its mirror image, whichever costs less: they differ in who is left of whom, so in age order."""
    mirrored = Ordering(plan, [row[::-1] for row in state.rows])
    return mirrored if mirrored.cost < state.cost - SMALL_GAIN else state


def _swept(plan: Plan, rows: list[list[int]]) -> list[list[int]]:
    """The cheapest of the orders met while rows are sorted by their upper, then their lower neighbours."""
    state = Ordering(plan, rows)
    best, cost = state.copy(), state.cost
    for number in range(SWEEPS):
        state = Ordering(plan, sweep(state, down=number % 2 == 0))
        if state.cost < cost - SMALL_GAIN:
            best, cost = state.copy(), state.cost
    return best


def sweep(state: Ordering, *, down: bool) -> list[list[int]]:
    """Every row sorted, chain of partners by chain, by where its lines go on the row above (or below)."""
    plan = state.plan
    rows = state.copy()
    place = [0.0] * len(plan.row)
    for order in rows:
        _spread(order, place)
    turns = range(1, plan.rows) if down else range(plan.rows - 2, -1, -1)
    for row in turns:
        pulls: dict[int, list[float]] = {}
        for net in plan.nets[row - 1 if down else row]:
            tops = [net.top] if net.top >= 0 else list(plan.graph.kins[net.kin].parents)
            ends = net.bottoms if net.landing < 0 else [net.landing]
            for one, others in [(b, tops) for b in ends] if down else [(t, ends) for t in tops]:
                if others:
                    pulls.setdefault(one, []).append(sum(place[o] for o in others) / len(others))
        keyed = []
        for chain in chains(plan, rows[row]):
            own = [sum(pulls[one]) / len(pulls[one]) for one in chain if one in pulls]
            if len(own) > 1 and len(chain) > 1:
                first = next(sum(pulls[one]) / len(pulls[one]) for one in chain if one in pulls)
                last = next(sum(pulls[one]) / len(pulls[one]) for one in reversed(chain) if one in pulls)
                if first > last:
                    chain = tuple(reversed(chain))
            keyed.append((sum(own) / len(own) if own else place[chain[0]], place[chain[0]], chain))
        rows[row] = [one for _, _, chain in sorted(keyed) for one in chain]
        _spread(rows[row], place)
    return rows


def _spread(order: Sequence[int], place: list[float]) -> None:
    for index, one in enumerate(order):
        place[one] = index - (len(order) - 1) / 2
