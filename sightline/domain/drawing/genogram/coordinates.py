"""Where items stand along their rows, and where each kin's children hang from: one linear programme.

Wished, dearest first: children centred under the point they hang from; long lines straight; the picture no wider
than it
need be; the point midway between partners; partners and siblings close. Hard: least distances, in the order found.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .cost import DIP, SIDE, Route
from .lp import INFINITY, Programme
from .plan import Plan
from .sizes import BESIDE, CLEAR, GRID, PITCH, WIRE

CENTRED: Final = 16.0
CARED: Final = 0.5
STRAIGHT: Final = 0.6
MIDWAY: Final = 0.08
CLOSE: Final = 0.05
WIDTH: Final = 0.3
TOO_WIDE: Final = 4.0
WIDEST: Final = 1.35
"""Of the longest row at its tightest; beyond, width is dear."""
KEPT: Final = 20.0
PINNED: Final = 2000.0
"""Cost of moving somebody from where an earlier drawing had them; if they are pinned there."""
EASE: Final = 0.7
"""With an earlier drawing: how much closer than usual people may stand, so that fewer have to move."""


@dataclass(slots=True)
class Places:
    """x by item, and x by kin of the point its children hang from (or the middle of a line without children)."""

    x: list[float]
    anchor: list[float]


@dataclass(slots=True)
class _Setting:
    """The programme being built: its variables by item and by kin."""

    plan: Plan
    rows: Sequence[Sequence[int]]
    routes: Mapping[int, Route]
    programme: Programme
    x: list[int]
    anchor: list[int]
    pitch: float


def place(
    plan: Plan,
    rows: Sequence[Sequence[int]],
    routes: Mapping[int, Route],
    earlier: Mapping[int, float] | None = None,
    pinned: Collection[int] = (),
) -> Places:
    """Coordinates for an order of rows. `earlier`: x of people that should stay, up to one shift of all."""
    programme = Programme()
    x = [programme.variable() for _ in plan.row]
    anchor = [programme.variable() for _ in plan.graph.kins]
    pitch = PITCH * EASE if set(earlier or ()) - set(pinned) else PITCH
    setting = _Setting(plan, rows, routes, programme, x, anchor, pitch)
    if x:
        first = next(one for row in rows for one in row)
        programme.row([(x[first], 1.0)], low=0.0, high=0.0)
    _keep_apart(setting, pitch)
    _anchors(setting)
    _centre(setting)
    _width(setting, pitch)
    if earlier:
        shift = programme.variable()
        for person, before in sorted(earlier.items()):
            cost = PINNED if person in pinned else KEPT
            programme.apart([(x[person], 1.0), (shift, -1.0)], cost, before)
    solved = programme.solve()
    if solved is None:  # cannot be: any order can be spread out far enough
        raise ArithmeticError("No place was found for the people of a row.")
    return _rounded(setting, solved)


def least(plan: Plan, left: int, right: int, pitch: float = PITCH) -> float:
    """The least distance of two neighbours of a row."""
    passes = (left >= plan.people) + (right >= plan.people)
    return (pitch, max(CLEAR + WIRE, pitch / 2), WIRE)[passes]


def _keep_apart(setting: _Setting, pitch: float) -> None:
    for order in setting.rows:
        for left, right in itertools.pairwise(order):
            gap = least(setting.plan, left, right, pitch)
            setting.programme.row([(setting.x[right], 1.0), (setting.x[left], -1.0)], low=gap)
            setting.programme.charge(setting.x[right], CLOSE / 4)
            setting.programme.charge(setting.x[left], -CLOSE / 4)


def _anchors(setting: _Setting) -> None:
    """Each anchor in its gap, several in one gap apart from each other."""
    plan, x = setting.plan, setting.x
    gaps: dict[tuple[int, int], list[tuple[int, int]]] = {}
    where = {one: (row, index) for row, order in enumerate(setting.rows) for index, one in enumerate(order)}
    for kin, one in enumerate(plan.graph.kins):
        route, here = setting.routes[kin], setting.anchor[kin]
        level = plan.base[kin]
        order = setting.rows[level]
        if len(one.parents) == 1:
            setting.programme.row([(here, 1.0), (x[one.parents[0]], -1.0)], low=0.0, high=0.0)
        elif route.way == SIDE or (route.way == DIP and route.landing < 0):
            left, right = sorted(one.parents, key=lambda person: where[person][1])
            margin = CLEAR if route.way == SIDE else WIRE
            _between(setting, here, left, right, margin)
            mid = MIDWAY if route.way == SIDE else MIDWAY / 4
            setting.programme.apart([(here, 1.0), (x[left], -0.5), (x[right], -0.5)], mid)
            close = CLOSE * (2 if route.way == SIDE else 0.5)
            setting.programme.charge(x[right], close)
            setting.programme.charge(x[left], -close)
            if route.way == SIDE:
                _beside_passes(setting, here, order[where[left][1] + 1 : where[right][1]])
                gaps.setdefault((level, where[right][1]), []).append((1, kin))
        else:
            gap = round(route.anchor + 0.5)
            side = 0 if gap and order[gap - 1] == route.landing else 2
            gaps.setdefault((level, gap), []).append((side, kin))
            _in_gap(setting, here, order, gap)
    for inside in gaps.values():
        inside.sort()
        for (_, first), (_, second) in itertools.pairwise(inside):
            terms = [(setting.anchor[second], 1.0), (setting.anchor[first], -1.0)]
            setting.programme.row(terms, low=WIRE)


def _beside_passes(setting: _Setting, anchor: int, between: Sequence[int]) -> None:
    """A couple with long lines between them: the children hang left of those."""
    if between:
        setting.programme.row([(setting.x[between[0]], 1.0), (anchor, -1.0)], low=WIRE)


def _between(setting: _Setting, anchor: int, left: int, right: int, margin: float) -> None:
    setting.programme.row([(anchor, 1.0), (setting.x[left], -1.0)], low=min(margin, setting.pitch / 2))
    setting.programme.row([(setting.x[right], 1.0), (anchor, -1.0)], low=min(margin, setting.pitch / 2))


def _in_gap(setting: _Setting, anchor: int, order: Sequence[int], gap: int) -> None:
    """An anchor between two neighbours, or at rest outside the first or last of a row."""
    programme, people = setting.programme, setting.plan.people
    for index, sign in ((gap - 1, 1.0), (gap, -1.0)):
        if 0 <= index < len(order):
            one = order[index]
            away = WIRE if one >= people else min(CLEAR, setting.pitch / 2)
            terms = [(anchor, sign), (setting.x[one], -sign)]
            programme.row(terms, low=away)
            programme.apart(terms, MIDWAY / 2, BESIDE)


def _centre(setting: _Setting) -> None:
    """Children under their anchor, passes in a straight line."""
    plan, programme, x = setting.plan, setting.programme, setting.x
    pos = {one: index for order in setting.rows for index, one in enumerate(order)}
    for nets in plan.nets:
        for net in nets:
            top = setting.anchor[net.kin] if net.top < 0 else x[net.top]
            if net.landing >= 0:
                programme.apart([(top, 1.0), (setting.anchor[net.kin], -1.0)], STRAIGHT / 2)
                continue
            bottoms = sorted(net.bottoms, key=lambda one: pos[one])
            own = [one for one in bottoms if one < plan.people]
            for one in bottoms:
                if one >= plan.people:
                    programme.apart([(top, 1.0), (x[one], -1.0)], STRAIGHT)
            if own and net.top >= 0:
                programme.apart([(top, 1.0), (x[own[0]], -0.5), (x[own[-1]], -0.5)], CARED)
            if own:
                programme.charge(x[own[-1]], CLOSE)
                programme.charge(x[own[0]], -CLOSE)
    for number, kin in enumerate(plan.graph.kins):
        if kin.children:
            _centre_kin(setting, number, sorted(kin.children, key=lambda one: (plan.row[one], pos[one])))


def _centre_kin(setting: _Setting, number: int, children: Sequence[int]) -> None:
    """A kin's point midway between its first and last child; of children on several rows, the outermost."""
    plan, programme, x = setting.plan, setting.programme, setting.x
    cost = CENTRED if plan.graph.kins[number].all_birth else CARED
    rows = {plan.row[child] for child in children}
    if len(rows) == 1:
        first, last = x[children[0]], x[children[-1]]
    else:
        first, last = programme.variable(-CLOSE), programme.variable(CLOSE)
        for child in children:
            programme.row([(x[child], 1.0), (first, -1.0)], low=0.0)
            programme.row([(last, 1.0), (x[child], -1.0)], low=0.0)
    programme.apart([(setting.anchor[number], 1.0), (first, -0.5), (last, -0.5)], cost)


def _width(setting: _Setting, pitch: float) -> None:
    programme, x = setting.programme, setting.x
    left, right = programme.variable(), programme.variable()
    tightest = 0.0
    for order in setting.rows:
        if order:
            programme.row([(x[order[0]], 1.0), (left, -1.0)], low=0.0)
            programme.row([(right, 1.0), (x[order[-1]], -1.0)], low=0.0)
            count = sum(one < setting.plan.people for one in order)
            tightest = max(tightest, (count - 1) * pitch)
    programme.charge(right, WIDTH)
    programme.charge(left, -WIDTH)
    over = programme.variable(TOO_WIDE, low=0.0, high=INFINITY)
    programme.row([(right, 1.0), (left, -1.0), (over, -1.0)], high=max(tightest * WIDEST, 2 * pitch))


def _rounded(setting: _Setting, solved: Sequence[float]) -> Places:
    """Whole multiples of the grid, least distances kept."""
    found = [0.0] * len(setting.x)
    for order in setting.rows:
        before = None
        for one in order:
            here = round(solved[setting.x[one]] / GRID) * GRID
            if before is not None:
                here = max(here, found[before] + least(setting.plan, before, one, setting.pitch) // GRID * GRID)
            found[one], before = here, one
    anchors = [round(solved[one] / GRID) * GRID for one in setting.anchor]
    for number, kin in enumerate(setting.plan.graph.kins):
        if len(kin.parents) == 1:
            anchors[number] = found[kin.parents[0]]
    return Places(found, anchors)
