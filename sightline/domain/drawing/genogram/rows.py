"""Which generation row each person stands on: a linear programme on differences.

Hard: a child stands below each parent or carer. Wished, in this order: partners on one row, siblings on one row,
parents
right above. The matrix is one of differences, so that the best corner of the programme is whole numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Final

from .graph import Graph
from .lp import Programme

PARTNERS: Final = 100.0
SIBLINGS: Final = 8.0
BELOW: Final = 1.0
CARE_BELOW: Final = 0.05
KEPT: Final = 1000.0
"""Cost of a row's difference between partners, between siblings, of each row too far below (by birth; by care), and
from
the row somebody had in an earlier drawing."""


def assign_rows(graph: Graph, earlier: Mapping[int, int] | None = None) -> list[int]:
    """The row of each person, 0 at the top. `earlier`: rows that should stay (up to one shift of all)."""
    count = len(graph.ids)
    if not count:
        return []
    programme = Programme()
    row = [programme.variable(low=0.0, high=2.0 * count + 2) for _ in range(count)]
    for kin in graph.kins:
        if len(kin.parents) == 2:
            programme.apart([(row[kin.parents[0]], 1.0), (row[kin.parents[1]], -1.0)], PARTNERS)
        for child in kin.children:
            birth = any(one.kind == "birth" for one in kin.rows[child])
            for parent in kin.parents:
                programme.row([(row[child], 1.0), (row[parent], -1.0)], low=1.0)
                programme.charge(row[child], BELOW if birth else CARE_BELOW)
                programme.charge(row[parent], -BELOW if birth else -CARE_BELOW)
        born = [child for child in kin.children if any(one.kind == "birth" for one in kin.rows[child])]
        for first, second in itertools.pairwise(born):
            programme.apart([(row[first], 1.0), (row[second], -1.0)], SIBLINGS)
    if earlier:
        shift = programme.variable()
        for person, before in sorted(earlier.items()):
            programme.apart([(row[person], 1.0), (shift, -1.0)], KEPT, float(before))
    solved = programme.solve()
    found = [round(solved[one]) for one in row] if solved else [0] * count
    return _as_legal(graph, _aligned(graph, found, earlier))


def _aligned(graph: Graph, rows: list[int], earlier: Mapping[int, int] | None) -> list[int]:
    """People who have nothing to do with each other: each group is shifted to the rows of its birth years."""
    groups = _groups(graph)
    if len(groups) < 2 or earlier:
        low = min(rows)
        return [one - low for one in rows]
    for group in groups:
        low = min(rows[one] for one in group)
        for one in group:
            rows[one] -= low
    years = [int(born[:4]) if born else None for born in graph.born]
    main = max(groups, key=lambda group: (len(group), -group[0]))
    known: dict[int, list[int]] = {}
    for one in main:
        if years[one] is not None:
            known.setdefault(rows[one], []).append(years[one] or 0)
    middle = {row: sorted(found)[len(found) // 2] for row, found in known.items()}
    for group in groups:
        if group is not main and middle:
            shift = _best_shift(group, rows, years, middle)
            for one in group:
                rows[one] += shift
    return rows


def _best_shift(group: list[int], rows: list[int], years: list[int | None], middle: Mapping[int, int]) -> int:
    deepest, own = max(middle), max(rows[one] for one in group)

    def off(shift: int) -> tuple[int, int]:
        near = [abs(middle.get(rows[one] + shift, 3000) - (years[one] or 0)) for one in group if years[one]]
        return sum(near), shift

    return min(range(max(1, deepest - own + 1)), key=off)


def _groups(graph: Graph) -> list[list[int]]:
    """People connected by kin lines, each group in order."""
    head = list(range(len(graph.ids)))

    def find(one: int) -> int:
        while head[one] != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    for kin in graph.kins:
        for other in (*kin.parents[1:], *kin.children):
            first, second = sorted((find(kin.parents[0]), find(other)))
            head[second] = first
    groups: dict[int, list[int]] = {}
    for one in range(len(graph.ids)):
        groups.setdefault(find(one), []).append(one)
    return list(groups.values())


def _as_legal(graph: Graph, rows: list[int]) -> list[int]:
    """Every child below every parent, whatever rounding did; at most as many rounds as there are people."""
    for _ in range(len(rows) + 1):
        moved = False
        for kin in graph.kins:
            floor = max(rows[parent] for parent in kin.parents) + 1
            for child in kin.children:
                if rows[child] < floor:
                    rows[child], moved = floor, True
        if not moved:
            break
    return rows
