"""From a graph to a drawing's geometry: rows, order, coordinates, lines; the best of the orders found, as really
drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .coordinates import place
from .cost import Route, row_routes
from .faults import count_faults, leaning
from .graph import Graph
from .insert import insert
from .order import Ordering
from .plan import Plan, build_plan
from .previous import Previous
from .rows import assign_rows
from .search import search
from .wires import Drawn, draw_lines

SOFT: Final = 0.5
"""What the order's own cost counts beside a fault of the drawing as it really is."""
LEANING: Final = 0.1
"""The same of each symbol's width by which siblings stand aside from where their line starts."""
MANY: Final = 200
"""Of more people than this, one order is really drawn; else all that the search brings are compared."""
SAME_ROW: Final = 30.0
"""People of an earlier drawing whose heights differ by less stood on one row."""


@dataclass(slots=True)
class Layout:
    """Everything the pictures are drawn from."""

    plan: Plan
    order: list[list[int]]
    routes: dict[int, Route]
    drawn: Drawn


def lay_out(graph: Graph, under: float = 0.0, previous: Previous | None = None) -> Layout:
    """A layout of a whole graph; it needs at least one person.

    `previous`: people stay in the order, and near the place, an earlier drawing had them in; only new ones are
    inserted. If it is to be drawn `afresh`, only people who are pinned keep their order and their distances.
    """
    held: dict[int, float] = {}
    if previous and not set(graph.ids).isdisjoint(previous.places):
        if not previous.afresh:
            return _inserted(graph, under, previous)
        held = {graph.number[key]: previous.places[key][0] for key in sorted(previous.pinned) if key in graph.number}
    plan = build_plan(graph, assign_rows(graph))
    plan.pins = held
    best: Layout | None = None
    least = 0.0
    orders = search(plan, moves_for(plan))
    for order in orders if plan.people <= MANY else orders[:1]:
        found = draw_order(plan, order, under, held, None, held)
        cost = count_faults(plan, found.drawn) + LEANING * leaning(plan, found.drawn.places)
        cost += SOFT * Ordering(plan, order).cost
        if best is None or cost < least:
            best, least = found, cost
    assert best is not None
    return best


def _inserted(graph: Graph, under: float, previous: Previous) -> Layout:
    """An earlier layout with new people put in."""
    number = graph.number
    known = {number[key]: place for key, place in previous.places.items() if key in number}
    levels = sorted({round(y) for _, y in known.values()})
    heights: list[float] = []
    for level in levels:
        if not heights or level > heights[-1] + SAME_ROW:
            heights.append(float(level))
    row_of = {one: min(range(len(heights)), key=lambda row: abs(heights[row] - y)) for one, (_, y) in known.items()}
    rows = assign_rows(graph, row_of)
    plan = build_plan(graph, rows)
    order = insert(plan, {one: x for one, (x, _) in known.items()})
    y_of = {rows[one]: heights[row_of[one]] for one in sorted(known)}
    pinned = {number[key] for key in previous.pinned if key in number}
    return draw_order(plan, order, under, {one: x for one, (x, _) in known.items()}, y_of, pinned)


def moves_for(plan: Plan) -> int:
    """How many orders are looked at."""
    people = plan.people
    return 3 * min(20_000, 60 * people + 4 * people * people, 3_000_000 // max(1, people))


def draw_order(
    plan: Plan,
    order: Sequence[Sequence[int]],
    under: float = 0.0,
    earlier_x: Mapping[int, float] | None = None,
    earlier_y: Mapping[int, float] | None = None,
    pinned: Collection[int] = (),
) -> Layout:
    """Coordinates and lines for an order of the rows."""
    pos = [0] * len(plan.row)
    for row in order:
        for index, one in enumerate(row):
            pos[one] = index
    routes: dict[int, Route] = {}
    for number, row in enumerate(order):
        routes |= row_routes(plan, number, row, pos)[0]
    places = place(plan, order, routes, earlier_x, pinned)
    return Layout(plan, [list(row) for row in order], routes, draw_lines(plan, routes, places, under, earlier_y))
