"""Kin lines as real lines: where they leave symbols, which lane each runs in, and the points of every one.

A *wire* is what one kin needs in one gap: uprights from `tops` and `bottoms`, joined by a level *trunk* in a lane. A
wire
whose uprights stand above one another needs no lane. Lanes are ordered by what each pair costs either way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .coordinates import Places
from .cost import DIP, HOP, SIDE, Route
from .plan import Net, Plan
from .sizes import HALF, HEAD, LABEL, LANE, ROW, STUB

TIGHT: Final = 7.0
"""Trunks nearer than this to one another don't share a lane."""
SPARE: Final = 2 * LANE
"""Room under most names that further lanes may take when rows should stay where an earlier drawing had them."""
ALIGNED: Final = 2.0
"""Lines this near to a symbol's middle come straight down."""
LEG: Final = 14.0
"""From a symbol's middle to the leg of a line that runs below it."""
UNION, DESCENT = "union", "descent"
Point = tuple[float, float]


@dataclass(slots=True)
class Wire:
    """A kin's line in one gap. `kind`: drop (to children), fall (from an upper partner), hop or dip.

    `tops`, `bottoms`: x of the uprights; `ends`: the item each bottom goes to (-1: the anchor's landing).
    """

    kin: int
    kind: str
    tops: list[float]
    bottoms: list[float]
    net: Net | None = None
    ends: list[int] = field(default_factory=list)
    lane: int = 0

    @property
    def low(self) -> float:
        """The left end of the trunk."""
        return min(*self.tops, *self.bottoms) if self.tops and self.bottoms else min(self.tops or self.bottoms)

    @property
    def high(self) -> float:
        """The right end of the trunk."""
        return max(*self.tops, *self.bottoms) if self.tops and self.bottoms else max(self.tops or self.bottoms)

    @property
    def straight(self) -> bool:
        """Whether it is one upright."""
        return self.high - self.low < 0.5


@dataclass(slots=True)
class Line:
    """One piece of a kin's line: union or descent, its points, and the child a stub of it ends at (or -1)."""

    kind: str
    kin: int
    points: tuple[Point, ...]
    child: int = -1


@dataclass(slots=True)
class Attachments:
    """How far from a symbol's middle each line leaves it: above by (person, kin, kind), below by the same."""

    above: dict[tuple[int, int, str], float] = field(default_factory=dict)
    below: dict[tuple[int, int, str], float] = field(default_factory=dict)


@dataclass(slots=True)
class Drawn:
    """Everything's place: x by item, y by row, lines, and where a kin's children hang from."""

    places: Places
    y: list[float]
    lines: list[Line]
    anchors: dict[int, Point]
    under: float = 0.0
    """How far below the symbols the line between partners runs; 0: at their middle."""
    ends: Attachments = field(default_factory=Attachments)
    stalks: list[tuple[Point, tuple[int, ...]]] = field(default_factory=list)
    """Where the two lines of twins part, and who they are."""


def draw_lines(
    plan: Plan,
    routes: Mapping[int, Route],
    places: Places,
    under: float = 0.0,
    earlier_y: Mapping[int, float] | None = None,
) -> Drawn:
    """Lanes and points for an order with its coordinates.

    `under`: how far below the symbols lines between partners run. `earlier_y`: distances of rows that should stay.
    """
    ends = _attachments(plan, routes, places)
    gaps = [_wires(plan, gap, routes, places, ends) for gap in range(-1, plan.rows)]
    counts = [_assign_lanes(wires) for wires in gaps]
    y = _row_heights(plan, counts, under, earlier_y)
    drawn = Drawn(places, y, [], {}, under, ends)
    for number, wires in enumerate(gaps):
        _draw_gap(plan, number - 1, wires, counts[number], routes, drawn, ends)
    _draw_sides(plan, routes, drawn)
    return drawn


def _attachments(plan: Plan, routes: Mapping[int, Route], places: Places) -> Attachments:
    """Lines to a symbol spread along its edge in the order of where they come from."""
    above: dict[int, list[tuple[int, float, int, str]]] = {}
    below: dict[int, list[tuple[int, float, int, str]]] = {}
    x = places.x
    for nets in plan.nets:
        for net in nets:
            top = places.anchor[net.kin] if net.top < 0 else x[net.top]
            for child in net.bottoms:
                if child < plan.people:
                    above.setdefault(child, []).append((1, top - x[child], net.kin, "drop"))
            if 0 <= net.top < plan.people:
                goal = places.anchor[net.kin] if net.landing >= 0 else x[net.bottoms[0]]
                below.setdefault(net.top, []).append((1, goal - x[net.top], net.kin, "fall"))
    for kin, one in enumerate(plan.graph.kins):
        route = routes[kin]
        if len(one.parents) == 1:
            if plan.kids[kin]:
                below.setdefault(one.parents[0], []).append((1, 0.0, kin, "drop"))
        elif route.way in (HOP, DIP) and plan.row[one.parents[0]] == plan.row[one.parents[1]]:
            for person, other in (one.parents, one.parents[::-1]):
                away = x[other] - x[person]
                if route.way == DIP:
                    below.setdefault(person, []).append((2 if away > 0 else 0, -away, kin, "dip"))
                elif person != route.landing:
                    above.setdefault(person, []).append((2 if away > 0 else 0, -away, kin, "hop"))
    found = Attachments()
    for many, into in ((above, found.above), (below, found.below)):
        for person, some in many.items():
            _spread(person, sorted(some), into)
    return found


def _spread(person: int, some: list[tuple[int, float, int, str]], into: dict[tuple[int, int, str], float]) -> None:
    """Lines of the middle group about the middle, or one that comes straight down in it; hops and dips outside them."""
    left = sum(one[0] == 0 for one in some)
    middle = [one for one in some if one[0] == 1]
    centre = left + (len(middle) - 1) / 2 if middle else (len(some) - 1) / 2
    aligned = [left + index for index, one in enumerate(middle) if abs(one[1]) < ALIGNED]
    if len(aligned) == 1:
        centre = aligned[0]
    reach = max(centre, len(some) - 1 - centre)
    step = STUB if reach * STUB <= HALF - 6 else (HALF - 6) / reach
    for index, (_, _, kin, kind) in enumerate(some):
        into[person, kin, kind] = round((index - centre) * step * 2) / 2


def _wires(plan: Plan, gap: int, routes: Mapping[int, Route], places: Places, ends: Attachments) -> list[Wire]:
    """The wires of the gap below a row (-1: above the first): drops, falls, dips of the row above, hops of the row
    below."""
    found = []
    x = places.x
    for net in plan.nets[gap] if gap >= 0 else []:
        if net.landing >= 0:
            found.append(Wire(net.kin, "fall", [_top(plan, net, x, ends)], [places.anchor[net.kin]], net, [-1]))
            continue
        upper = net.top >= 0 and plan.row[net.top] < plan.base[net.kin]
        kind = "fall" if upper else "drop"
        top = _top(plan, net, x, ends) if net.top >= 0 else places.anchor[net.kin]
        bottoms = [x[one] + ends.above.get((one, net.kin, "drop"), 0.0) for one in net.bottoms]
        found.append(Wire(net.kin, kind, [top], bottoms, net, list(net.bottoms)))
    for kin in plan.couples[gap] if gap >= 0 else []:
        if routes[kin].way == DIP:
            tops = [x[one] + ends.below[one, kin, "dip"] for one in plan.graph.kins[kin].parents]
            found.append(Wire(kin, "dip", tops, []))
    for kin in plan.couples[gap + 1] if gap + 1 < plan.rows else []:
        if routes[kin].way == HOP:
            found.append(_hop(plan, kin, routes[kin], places, ends))
    return found


def _top(plan: Plan, net: Net, x: Sequence[float], ends: Attachments) -> float:
    return x[net.top] + ends.below.get((net.top, net.kin, "fall"), 0.0)


def _hop(plan: Plan, kin: int, route: Route, places: Places, ends: Attachments) -> Wire:
    legs, goals = [], []
    for one in plan.graph.kins[kin].parents:
        if one != route.landing:
            legs.append(places.x[one] + ends.above[one, kin, "hop"])
            goals.append(one)
    if plan.kids[kin]:
        legs.append(places.anchor[kin])
        goals.append(-1)
    return Wire(kin, "hop", [], legs, None, goals)


def _above_cost(first: Wire, second: Wire) -> float:
    """What it costs when the first wire's lane lies above the second's."""
    if first.kin == second.kin:
        return 100.0 if second.kind == "dip" or first.kind == "hop" else 0.0
    low, high = second.low - 0.5, second.high + 0.5
    cost = float(sum(low <= one <= high for one in first.bottoms)) if not second.straight else 0.0
    if not first.straight:
        low, high = first.low - 0.5, first.high + 0.5
        cost += sum(low <= one <= high for one in second.tops)
    for one in first.bottoms:
        cost += sum(3.0 for other in second.tops if abs(one - other) < 3)
    return cost


def _assign_lanes(wires: list[Wire]) -> int:
    """Order the lanes of a gap and number them from below, lanes shared where trunks don't meet; how many there are."""
    level = [wire for wire in wires if not wire.straight]
    order = _lane_order(level)
    used = 0
    for index in range(len(order) - 1, -1, -1):
        wire = order[index]
        wire.lane = 0
        for lower in order[index + 1 :]:
            if wire.low - TIGHT < lower.high and lower.low - TIGHT < wire.high:
                wire.lane = max(wire.lane, lower.lane + 1)
        used = max(used, wire.lane + 1)
    return used


def _lane_order(wires: list[Wire]) -> list[Wire]:
    """An order from above to below at which no single wire wants to move."""
    start = {"dip": 0, "fall": 1, "drop": 2, "hop": 3}
    order = sorted(range(len(wires)), key=lambda one: (start[wires[one].kind], wires[one].low, wires[one].kin))
    cost = [[0.0] * len(wires) for _ in wires]
    for one, first in enumerate(wires):
        for other, second in enumerate(wires):
            if one != other and first.low - TIGHT < second.high and second.low - TIGHT < first.high:
                cost[one][other] = _above_cost(first, second)
    for _ in range(12):
        moved = False
        for one in list(order):
            place = order.index(one)
            delta = best = 0.0
            goal = place
            for other in range(place - 1, -1, -1):  # upwards past `other`
                delta += cost[one][order[other]] - cost[order[other]][one]
                if delta < best - 1e-9:
                    best, goal = delta, other
            delta = 0.0
            for other in range(place + 1, len(order)):
                delta += cost[order[other]][one] - cost[one][order[other]]
                if delta < best - 1e-9:
                    best, goal = delta, other
            if goal != place:
                order.pop(place)
                order.insert(goal, one)
                moved = True
        if not moved:
            break
    return [wires[one] for one in order]


def _row_heights(plan: Plan, counts: Sequence[int], under: float, earlier: Mapping[int, float] | None) -> list[float]:
    """y of each row's middle. `counts`: lanes above the first row, then below each row."""
    y = [0.0]
    for row in range(1, plan.rows):
        need = 2 * HALF + LABEL + HEAD + max(1, counts[row]) * LANE + under
        if earlier and row in earlier and row - 1 in earlier:
            y.append(y[-1] + max(earlier[row] - earlier[row - 1], need - SPARE))
        else:
            y.append(y[-1] + max(ROW + under, need))
    return y


def lane_y(gap: int, lane: int, y: Sequence[float]) -> float:
    """y of a lane in the gap below a row (-1: above the first), lanes counted from below."""
    floor = y[gap + 1] if gap + 1 < len(y) else y[gap] + 2 * HALF + LABEL + 2 * HEAD + 8 * LANE
    return floor - HALF - HEAD - lane * LANE


def _draw_gap(
    plan: Plan,
    gap: int,
    wires: Sequence[Wire],
    count: int,
    routes: Mapping[int, Route],
    drawn: Drawn,
    ends: Attachments,
) -> None:
    y = drawn.y
    dips = {wire.kin: _lane(gap, wire, y, count) for wire in wires if wire.kind == "dip"}
    for wire in wires:
        lane = _lane(gap, wire, y, count)
        plan.graph.kins[wire.kin]
        if wire.kind == "hop":
            _draw_hop(plan, gap, wire, lane, routes[wire.kin], drawn)
        elif wire.kind == "dip":
            (a, b), row = wire.tops, y[gap]
            points = ((a, row + HALF), (a, lane), (b, lane), (b, row + HALF))
            drawn.lines.append(Line(UNION, wire.kin, points))
            drawn.anchors[wire.kin] = (drawn.places.anchor[wire.kin], lane)
        elif wire.kind == "fall":
            _draw_fall(plan, gap, wire, lane, drawn)
        else:
            _draw_drop(plan, gap, wire, lane, drawn, dips.get(wire.kin))
            _draw_twins(plan, wire, lane, drawn)


def _lane(gap: int, wire: Wire, y: Sequence[float], count: int) -> float:
    if gap + 1 < len(y):
        return lane_y(gap, wire.lane, y)
    return y[gap] + HALF + LABEL + (count - wire.lane) * LANE  # dips below the last row


def _draw_hop(plan: Plan, gap: int, wire: Wire, lane: float, route: Route, drawn: Drawn) -> None:
    row = drawn.y[gap + 1]
    legs = [(x, end) for x, end in zip(wire.bottoms, wire.ends, strict=True) if end >= 0]
    anchor = drawn.places.anchor[wire.kin]
    if route.landing >= 0:
        [(x, _)] = legs
        side = drawn.places.x[route.landing] + (HALF if anchor > drawn.places.x[route.landing] else -HALF)
        points: tuple[Point, ...] = ((x, row - HALF), (x, lane), (anchor, lane), (anchor, row), (side, row))
        drawn.anchors[wire.kin] = (anchor, row)
    else:
        (a, _), (b, _) = legs
        points = ((a, row - HALF), (a, lane), (b, lane), (b, row - HALF))
        drawn.anchors[wire.kin] = (anchor, lane)
    drawn.lines.append(Line(UNION, wire.kin, points))


def _draw_fall(plan: Plan, gap: int, wire: Wire, lane: float, drawn: Drawn) -> None:
    """From an upper partner (or a pass) to the next pass or to the landing beside the lower partner."""
    assert wire.net is not None
    [top], [bottom] = wire.tops, wire.bottoms
    person = wire.net.top < plan.people
    start = drawn.y[gap] + (HALF if person else 0.0)
    points = [(top, start), (top, lane), (bottom, lane), (bottom, drawn.y[gap + 1])]
    if wire.net.landing >= 0:
        partner = drawn.places.x[wire.net.landing]
        points.append((partner + (HALF if bottom > partner else -HALF), drawn.y[gap + 1]))
        drawn.anchors[wire.kin] = (bottom, drawn.y[gap + 1])
    drawn.lines.append(Line(UNION, wire.kin, tuple(points)))


def _draw_drop(plan: Plan, gap: int, wire: Wire, lane: float, drawn: Drawn, dip: float | None) -> None:
    """From the anchor (or a pass) to the trunk, and from the trunk to each child or pass."""
    assert wire.net is not None
    [top] = wire.tops
    if wire.net.top >= 0:
        start = drawn.y[gap]
    elif dip is not None:
        start = dip
    elif wire.kin in drawn.anchors:
        start = drawn.anchors[wire.kin][1]
    else:
        single = len(plan.graph.kins[wire.kin].parents) == 1
        start = drawn.y[gap] + (HALF if single else HALF + drawn.under if drawn.under else 0.0)
    if wire.straight:
        [bottom], [end] = wire.bottoms, wire.ends
        _stub(plan, wire.kin, (top, start), (bottom, drawn.y[gap + 1]), end, drawn)
        return
    drawn.lines.append(Line(DESCENT, wire.kin, ((top, start), (top, lane))))
    drawn.lines.append(Line(DESCENT, wire.kin, ((wire.low, lane), (wire.high, lane))))
    for bottom, end in zip(wire.bottoms, wire.ends, strict=True):
        _stub(plan, wire.kin, (bottom, lane), (bottom, drawn.y[gap + 1]), end, drawn)


def _stub(plan: Plan, kin: int, start: Point, goal: Point, end: int, drawn: Drawn) -> None:
    person = end < plan.people
    points = (start, (goal[0], goal[1] - HALF) if person else goal)
    drawn.lines.append(Line(DESCENT, kin, points, end if person else -1))


def _draw_twins(plan: Plan, wire: Wire, lane: float, drawn: Drawn) -> None:
    """Twins who are neighbours: one stalk from the trunk, two lines from its end (drawing.md, practice file: twins)."""
    own = plan.graph.kins[wire.kin].rows
    bar, uprights = ((wire.low, lane), (wire.high, lane)), [*wire.tops, *wire.bottoms]
    for many in plan.graph.multiples:
        if not all(one in own for one in many):
            continue
        stubs = [line for line in drawn.lines if line.kin == wire.kin and line.child in many]
        places = sorted(line.points[-1][0] for line in stubs)
        if len(stubs) != len(many) or len(stubs) < 2 or wire.straight or not _neighbours(plan, many, drawn):
            continue
        middle = (places[0] + places[-1]) / 2
        drawn.lines = [line for line in drawn.lines if line not in stubs]
        for line in stubs:
            drawn.lines.append(Line(DESCENT, wire.kin, ((middle, lane), line.points[-1]), line.child))
        drawn.stalks.append(((middle, lane), many))
        uprights = [x for x in uprights if not places[0] <= x <= places[-1] or x in wire.tops] + [middle]
        low, high = min(uprights), max(uprights)
        for line in drawn.lines:
            if line.kin == wire.kin and line.points == bar:
                line.points = ((low, lane), (high, lane))
        bar = ((low, lane), (high, lane))
        if low == high:
            drawn.lines = [line for line in drawn.lines if line.points[0] != line.points[-1]]


def _neighbours(plan: Plan, people: Sequence[int], drawn: Drawn) -> bool:
    """Whether nobody stands between some people of a row."""
    row = plan.row[people[0]]
    places = [drawn.places.x[one] for one in people]
    low, high = min(places), max(places)
    between = [one for one in range(len(plan.row)) if plan.row[one] == row and low < drawn.places.x[one] < high]
    return all(plan.row[one] == row for one in people) and set(between) <= set(people)


def _draw_sides(plan: Plan, routes: Mapping[int, Route], drawn: Drawn) -> None:
    """Lines between neighbours; a second union of the same two runs a little above the first."""
    seen: dict[tuple[int, ...], int] = {}
    for row, kins in enumerate(plan.couples):
        for kin in kins:
            if routes[kin].way != SIDE:
                continue
            pair = plan.graph.kins[kin].parents
            left, right = sorted(drawn.places.x[one] for one in pair)
            y = drawn.y[row] - 10 * seen.get(pair, 0)
            if drawn.under:
                y += HALF + drawn.under
                foot = drawn.y[row] + HALF
                points: tuple[Point, ...] = ((left + LEG, foot), (left + LEG, y), (right - LEG, y), (right - LEG, foot))
            else:
                points = ((left + HALF, y), (right - HALF, y))
            seen[pair] = seen.get(pair, 0) + 1
            drawn.lines.append(Line(UNION, kin, points))
            drawn.anchors[kin] = (drawn.places.anchor[kin], y)
