"""What an order of the rows costs: crossings as they will be routed, then split sibships, distance of partners, age
order.

Positions are indices in a row. An *anchor* is where the children of a kin hang from: between partners who are
neighbours; in the gap where the line lands that hops above the people between (or dips below them).

Crossings between two sibships are counted as the fewest that any alignment of the rows and any order of the lanes can
have (`_pair`): the later steps are free to choose both.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from .plan import Net, Plan, RowCost
from .sizes import PITCH

CROSSING: Final = 1.0
SPLIT: Final = 16.0
"""Somebody stands between siblings who is neither sibling nor a sibling's partner."""
APART: Final = 1.1
"""Partners on one row with somebody between them."""
FURTHER: Final = 0.01
"""For each person between."""
YOUNGER_FIRST: Final = 0.52
"""A pair of siblings, younger on the left."""
HOME: Final = 0.12
"""A household's people on a row are not neighbours, for each break."""
CONVENTION: Final = 0.05
"""A woman left of her one man, the younger of a couple of one sex, a later partner left of an earlier one."""
SPAN: Final = 0.004
"""For each place by which a sibship's line is longer than need be."""

PIN_FLIPPED: Final = 50.0
"""A pair of pinned people in the wrong order."""
PIN_MOVED: Final = 0.1
"""For each place by which a pinned person stands away from where they were."""
ASKEW: Final = 0.005
"""For each place by which children hang aside from where their line starts."""
REVERSED: Final = 0.02
"""For each place by which two sibships stand the other way round than what they hang from: no x can mend that."""

SIDE, HOP, DIP = "side", "hop", "dip"


@dataclass(frozen=True, slots=True)
class Route:
    """How the line between partners on one row runs: beside each other, hopping above or dipping below those between.

    `anchor`: position the children hang from (a half: a gap). `landing`: the partner the anchor is beside, or -1.
    """

    way: str
    anchor: float
    landing: int = -1


def row_cost(plan: Plan, row: int, order: Sequence[int], pos: Sequence[int]) -> RowCost:
    """The cost of a row in an order; `pos` gives each item's position."""
    routes, crossings = row_routes(plan, row, order, pos)
    found = RowCost(0.0, 0, {kin: route.anchor for kin, route in routes.items()})
    far = 0
    apart = 0
    for kin, route in routes.items():
        parents = plan.graph.kins[kin].parents
        if route.way != SIDE and len(parents) == 2 and plan.row[parents[0]] == plan.row[parents[1]]:
            apart += 1
            far += abs(pos[parents[0]] - pos[parents[1]]) - 1
    split, younger, spread = _siblings(plan, row, order, pos)
    homes = 0
    for members in plan.homes[row]:
        places = sorted(pos[one] for one in members)
        homes += sum(b - a > 1 for a, b in itertools.pairwise(places))
    found.landings = {kin: found.anchors[kin] for kin in plan.landings[row]}
    found.cost = (
        CROSSING * crossings
        + APART * apart
        + FURTHER * far
        + SPLIT * split
        + YOUNGER_FIRST * younger
        + HOME * homes
        + SPAN * spread
        + CONVENTION * sum([pos[left] > pos[right] for left, right in plan.wished[row]])
    )
    if plan.pins:
        found.cost += _unpinned(plan, order)
    return found


def _unpinned(plan: Plan, order: Sequence[int]) -> float:
    """What it costs that pinned people of a row stand in another order, or elsewhere, than they did."""
    held = [(place, plan.pins[one]) for place, one in enumerate(order) if one in plan.pins]
    flipped = sum(left[1] > right[1] for left, right in itertools.combinations(held, 2))
    moved = sum(abs(place - x / PITCH) for place, x in held)
    return PIN_FLIPPED * flipped + PIN_MOVED * moved


def splitting(plan: Plan, row: int, order: Sequence[int], pos: Sequence[int]) -> list[tuple[int, ...]]:
    """The sibships of a row with somebody between who is neither sibling nor a sibling's partner."""
    found = []
    for sibs in plan.sibships[row]:
        places = [pos[one] for one in sibs]
        low, high = min(places), max(places)
        if high - low >= len(sibs) and _is_split(plan, sibs, order[low + 1 : high]):
            found.append(sibs)
    return found


def _is_split(plan: Plan, sibs: Sequence[int], between: Sequence[int]) -> bool:
    own = set(sibs)
    return any(one < plan.people and one not in own and not own.intersection(plan.spouses[one]) for one in between)


def _siblings(plan: Plan, row: int, order: Sequence[int], pos: Sequence[int]) -> tuple[int, int, int]:
    """Split sibships, pairs with the younger left, and places beyond the sibship's own."""
    split = younger = spread = 0
    born = plan.graph.born
    for sibs in plan.sibships[row]:
        places = [pos[one] for one in sibs]
        low, high = min(places), max(places)
        if high - low >= len(sibs):
            spread += high - low + 1 - len(sibs)
            split += _is_split(plan, sibs, order[low + 1 : high])
        for index, place in enumerate(places):
            date = born[sibs[index]]
            if date:
                for later in range(index + 1, len(places)):
                    if places[later] < place and born[sibs[later]] > date:
                        younger += 1
    return split, younger, spread


def row_routes(plan: Plan, row: int, order: Sequence[int], pos: Sequence[int]) -> tuple[dict[int, Route], int]:
    """How each kin's line of a row runs, and how many crossings that makes on the row itself."""
    kins, people = plan.graph.kins, plan.people
    routes: dict[int, Route] = {}
    taken: dict[int, int] = {}
    hanging = [0] * (len(order) + 1)  # lines that leave downwards from position p (people) or from the gap left of p
    far: list[tuple[int, int, int, int]] = []
    crossings = 0
    for kin in plan.couples[row]:
        first, second = kins[kin].parents
        low, high = pos[first], pos[second]
        if low > high:
            low, high = high, low
        if high - low > 1 and any(one < people for one in order[low + 1 : high]):
            far.append((high - low, low, high, kin))
            continue
        if plan.kids[kin] and taken.get(high) == low:
            far.append((high - low, low, high, kin))
            continue
        routes[kin] = Route(SIDE, (low + high) / 2)
        crossings += high - low - 1
        for gap in range(low + 1, high + 1):
            taken[gap] = low
        if plan.kids[kin]:
            hanging[high] += 1
    for kin in plan.singles[row]:
        routes[kin] = Route(DIP, float(pos[kins[kin].parents[0]]))
        hanging[pos[kins[kin].parents[0]]] += 1
    for place, one in enumerate(order):
        if one >= people:
            hanging[place] += 1
    for kin in plan.landings[row]:
        low_partner = max(kins[kin].parents, key=lambda one: (plan.row[one], one))
        gap, cost = _beside(pos[low_partner], taken)
        taken.setdefault(gap, -1)
        crossings += cost
        routes[kin] = Route(HOP, gap - 0.5, low_partner)
    falls = [routes[kin].anchor for kin in plan.landings[row]]
    hops: list[tuple[int, int]] = []
    dips: list[tuple[int, int]] = []
    if not far:
        return routes, crossings
    far.sort()
    for _, low, high, kin in far:
        fallen = sum([low < fall < high for fall in falls]) if falls else 0
        route, cost = _far_route(plan, kin, order, (low, high), taken, hanging, hops, dips, fallen)
        routes[kin] = route
        crossings += cost
    return routes, crossings


def _beside(place: int, taken: dict[int, int]) -> tuple[int, int]:
    """The free gap beside a position (gap g lies left of position g), and a crossing if neither is free."""
    if place not in taken:
        return place, 0
    return place + 1, int(place + 1 in taken)


def _far_route(
    plan: Plan,
    kin: int,
    order: Sequence[int],
    ends: tuple[int, int],
    taken: dict[int, int],
    hanging: list[int],
    hops: list[tuple[int, int]],
    dips: list[tuple[int, int]],
    fallen: int,
) -> tuple[Route, int]:
    """The cheaper of hopping above and dipping below; records it among `hops` or `dips`."""
    low, high = ends
    stubs = plan.stubs
    above = sum([stubs[one] for one in order[low + 1 : high]]) + _interleaved(ends, hops) + fallen
    below = sum(hanging[low + 1 : high + 1]) + _interleaved(ends, dips)
    gap = -1
    if plan.kids[kin]:
        gap, cost = _landing_gap(ends, taken, order, plan, (*hops, *dips))
        above += cost
    if above <= below:
        hops.append(ends)
        if gap < 0:
            return Route(HOP, (low + high) / 2), above
        hanging[gap] += 1
        taken.setdefault(gap, -1)
        landing = order[high] if gap == high else order[low] if gap == low + 1 else -1
        return Route(HOP, gap - 0.5, landing), above
    dips.append(ends)
    if plan.kids[kin]:
        hanging[(low + high + 1) // 2] += 1
    return Route(DIP, (low + high) / 2), below


def _landing_gap(
    ends: tuple[int, int],
    taken: dict[int, int],
    order: Sequence[int],
    plan: Plan,
    lines: Sequence[tuple[int, int]],
) -> tuple[int, int]:
    """Where the children of two far partners hang, and what that crosses: beside the one with fewer partners, else any.

    `lines`: ends of those that hop or dip further in, whose level part is in the way of what comes down through it.
    """
    low, high = ends
    left_busy, right_busy = len(plan.partners[order[low]]), len(plan.partners[order[high]])
    beside = (high, low + 1) if right_busy <= left_busy else (low + 1, high)
    best, least = beside[0], 1 << 20
    for gap in (*beside, *range(low + 2, high)):
        cost = int(gap in taken) + sum([a < gap <= b for a, b in lines])
        if cost < least:
            best, least = gap, cost
            if not cost:
                break
    return best, least


def _interleaved(ends: tuple[int, int], others: Sequence[tuple[int, int]]) -> int:
    low, high = ends
    return sum([(a < low < b < high) or (low < a < high < b) for a, b in others]) if others else 0


Placed = tuple[float, float, float, list[float], Net]
"""A net with positions: its top, first and last bottom, all bottoms."""


def placed_nets(plan: Plan, gap: int, upper: RowCost, lower: RowCost, pos: Sequence[int]) -> list[Placed]:
    """The nets of a gap with their positions, by their tops from left to right."""
    nets: list[Placed] = []
    anchors = upper.anchors
    for net in plan.nets[gap]:
        top = anchors[net.kin] if net.top < 0 else pos[net.top]
        if net.landing >= 0:
            place = lower.landings[net.kin]
            nets.append((top, place, place, [place], net))
        elif len(net.bottoms) == 1:
            place = pos[net.bottoms[0]]
            nets.append((top, place, place, [place], net))
        else:
            bottoms: list[float] = [pos[one] for one in net.bottoms]
            bottoms.sort()
            nets.append((top, bottoms[0], bottoms[-1], bottoms, net))
    nets.sort(key=_by_top)
    return nets


_by_top = itemgetter(0, 1, 2)


def gap_cost(plan: Plan, gap: int, upper: RowCost, lower: RowCost, pos: Sequence[int]) -> float:
    """Crossings between the nets of one gap, by the orders of the rows above and below it."""
    nets = placed_nets(plan, gap, upper, lower, pos)
    crossings = 0
    back = 0.0
    for index, (top, first, last, left, _) in enumerate(nets, 1):
        for further, low, high, right, _ in nets[index:]:
            if last > low:
                if high < first or low == high or first == last:
                    crossings += 1
                else:
                    crossings += _pair(left, right)
                if first + last > low + high:
                    back += (first + last - low - high) / 2 + further - top
    return CROSSING * crossings + REVERSED * back + ASKEW * _askew(nets)


def _askew(nets: Sequence[Placed]) -> float:
    """How far the nets lean, in places, beside the lean most of them share: a row may be pushed aside as a whole."""
    leans = [top - (first + last) / 2 for top, first, last, _, _ in nets]
    if not leans:
        return 0.0
    leans.sort()
    middle = leans[len(leans) // 2]
    return sum([lean - middle if lean > middle else middle - lean for lean in leans])


def crossing_kins(nets: Sequence[Placed]) -> list[int]:
    """The kins of each pair of nets that cross."""
    found = []
    for index, left in enumerate(nets, 1):
        for right in nets[index:]:
            if left[2] > right[1]:
                found += [left[4].kin, right[4].kin]
    return found


def _pair(left: Sequence[float], right: Sequence[float]) -> int:
    """Fewest crossings of two nets, the first with its top left of the second's, for any alignment and lane order.

    Both have several bottoms, and they interleave.
    """
    low, high = right[0], right[-1]
    under = bisect_right(left, low)
    first = min(len(left) - under, max(0, bisect_left(left, high) - under) + 1)
    low, high = left[0], left[-1]
    over = bisect_left(right, high)
    second = min(over, max(0, over - bisect_right(right, low)) + 1)
    return min(first, second)
