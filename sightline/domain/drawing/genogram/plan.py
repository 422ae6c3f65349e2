"""What must be drawn between which rows: items of a row, and the nets of each gap below it.

    row 0    A ===== B          items: people, and the points where a long line passes a row (`passes`)
               |                gap 0: nets, each from a top (a couple, a parent, a pass) to bottoms (children, passes,
    row 1   C     D             or the landing beside a partner who stands on a lower row)

People are items 0 to n-1, passes come after.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .graph import Graph


@dataclass(slots=True)
class Net:
    """Lines of one kin in one gap. `top`: the pass or upper partner they come from; -1: the kin's own anchor.

    `bottoms`: children and passes of the row below. `landing`: the lower partner it lands beside, or -1.
    """

    kin: int
    top: int
    bottoms: list[int]
    landing: int = -1


@dataclass(slots=True)
class RowCost:
    """The cost of one row by itself, and where the anchors of its kins stand. `number`: which order it is of."""

    cost: float
    number: int = 0
    anchors: dict[int, float] = field(default_factory=dict)
    landings: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """Items by row and nets by gap, with look-ups that don't change while the order is searched."""

    graph: Graph
    row: list[int]
    """Row by item."""
    rows: int
    passes: dict[int, int]
    """Kin by pass."""
    nets: list[list[Net]]
    base: list[int]
    """Row by kin: where its anchor stands, that of its lowest parent."""
    stubs: list[int]
    """How many lines reach an item from above."""
    couples: list[list[int]] = field(default_factory=list)
    """Kins of two parents that stand on a row, by row."""
    singles: list[list[int]] = field(default_factory=list)
    landings: list[list[int]] = field(default_factory=list)
    """Kins that land on a row from a partner above, by row."""
    kids: list[bool] = field(default_factory=list)
    """Whether anything hangs below a kin's anchor."""
    partners: list[list[int]] = field(default_factory=list)
    """Partners of an item on its own row."""
    spouses: list[list[int]] = field(default_factory=list)
    """Those of them who share a recorded union; not who is only a parent of the same child."""
    siblings: list[list[int]] = field(default_factory=list)
    """Siblings of an item on its own row."""
    sibships: list[list[tuple[int, ...]]] = field(default_factory=list)
    """Children of one kin who stand on one row, eldest first, by row; two or more."""
    homes: list[list[tuple[int, ...]]] = field(default_factory=list)
    """Members of one household on one row, by row; two or more."""
    near: list[list[int]] = field(default_factory=list)
    """Kin of each item: partners, parents, children, siblings, passes of its lines."""
    wished: list[list[tuple[int, int]]] = field(default_factory=list)
    """Pairs of partners, or of one person's partners, by row: who by convention stands left of whom."""
    hanging: list[list[int]] = field(default_factory=list)
    """Items that hang from each item: children, and the passes of its lines."""
    pins: dict[int, float] = field(default_factory=dict)
    """x of people who are pinned, while everybody else is placed afresh."""
    known_rows: dict[tuple[int, ...], RowCost] = field(default_factory=dict)
    """Costs of the orders met, by row and order: a search meets the same ones again and again."""
    known_gaps: dict[tuple[int, int], float] = field(default_factory=dict)
    """Costs of the gaps met, by the numbers of the orders above and below."""

    @property
    def people(self) -> int:
        """How many people there are; later items are passes."""
        return len(self.graph.ids)


def build_plan(graph: Graph, rows: Sequence[int]) -> Plan:
    """The plan for people on these rows (each child below its parents)."""
    row = list(rows)
    depth = max(row, default=-1) + 1
    plan = Plan(graph, row, depth, {}, [[] for _ in range(depth)], [], [])
    plan.couples = [[] for _ in range(depth)]
    plan.singles = [[] for _ in range(depth)]
    plan.landings = [[] for _ in range(depth)]
    for index, kin in enumerate(graph.kins):
        base = max(row[parent] for parent in kin.parents)
        plan.base.append(base)
        _upper_partner(plan, index, base)
        _children(plan, index, base)
        plan.kids.append(bool(kin.children))
    for kins in plan.couples:
        # Of two unions of the same two people, the one with children takes the line between them.
        kins.sort(key=lambda index: (plan.graph.kins[index].parents, not plan.kids[index], index))
    _look_ups(plan)
    return plan


def _pass(plan: Plan, kin: int, row: int) -> int:
    plan.row.append(row)
    plan.passes[len(plan.row) - 1] = kin
    return len(plan.row) - 1


def _upper_partner(plan: Plan, index: int, base: int) -> None:
    """The line from a partner on a higher row down to the landing beside the lower one."""
    parents = plan.graph.kins[index].parents
    high = [parent for parent in parents if plan.row[parent] < base]
    if not high:
        (plan.couples if len(parents) == 2 else plan.singles)[base].append(index)
        return
    plan.landings[base].append(index)
    [low] = [parent for parent in parents if plan.row[parent] == base]
    top = high[0]
    for row in range(plan.row[high[0]], base - 1):
        nxt = _pass(plan, index, row + 1)
        plan.nets[row].append(Net(index, top, [nxt]))
        top = nxt
    plan.nets[base - 1].append(Net(index, top, [], landing=low))


def _children(plan: Plan, index: int, base: int) -> None:
    children = plan.graph.kins[index].children
    lowest = max((plan.row[child] for child in children), default=base)
    top = -1
    for row in range(base, lowest):
        bottoms = [child for child in children if plan.row[child] == row + 1]
        nxt = _pass(plan, index, row + 1) if lowest > row + 1 else -1
        plan.nets[row].append(Net(index, top, [*bottoms, nxt] if nxt >= 0 else bottoms))
        top = nxt


def _look_ups(plan: Plan) -> None:
    plan.stubs = [0] * len(plan.row)
    for nets in plan.nets:
        for net in nets:
            for bottom in net.bottoms:
                plan.stubs[bottom] += 1
    plan.partners = [[] for _ in plan.row]
    plan.spouses = [[] for _ in plan.row]
    for kins in plan.couples:
        for index in kins:
            first, second = plan.graph.kins[index].parents
            known = (plan.partners, plan.spouses) if plan.graph.kins[index].union else (plan.partners,)
            for some in known:
                if second not in some[first]:
                    some[first].append(second)
                    some[second].append(first)
    plan.wished = [list(_conventions(plan, kins)) for kins in plan.couples]
    plan.sibships = [[] for _ in range(plan.rows)]
    plan.homes = [[] for _ in range(plan.rows)]
    plan.hanging = [[] for _ in plan.row]
    for one, index in plan.passes.items():
        for parent in plan.graph.kins[index].parents:
            if plan.row[parent] < plan.row[one]:
                plan.hanging[parent].append(one)
    for kin in plan.graph.kins:
        for parent in kin.parents:
            plan.hanging[parent].extend(kin.children)
        _by_row(plan, kin.children, plan.sibships)
    plan.near = _neighbours(plan)
    plan.siblings = [[] for _ in plan.row]
    for sibships in plan.sibships:
        for sibs in sibships:
            for one in sibs:
                plan.siblings[one].extend(other for other in sibs if other != one and other not in plan.siblings[one])
    for _, members in plan.graph.households:
        _by_row(plan, members, plan.homes)


def _conventions(plan: Plan, kins: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A man left of a woman, of one sex the elder; of somebody's several partners the earlier left of the later."""
    graph = plan.graph
    began: dict[int, dict[int, str]] = {}
    for index in kins:
        union, (first, second) = graph.kins[index].union, graph.kins[index].parents
        if union is None:
            continue
        for one, other in ((first, second), (second, first)):
            began.setdefault(one, {}).setdefault(other, union.start)
        if len(plan.spouses[first]) == len(plan.spouses[second]) == 1:
            sexes = (graph.sexes[first], graph.sexes[second])
            elder = bool(graph.born[first] and graph.born[second]) and sexes[0] == sexes[1]
            if sexes == ("M", "F") or (elder and graph.born[first] < graph.born[second]):
                yield first, second
            elif sexes == ("F", "M") or (elder and graph.born[second] < graph.born[first]):
                yield second, first
    for partners in began.values():
        dated = sorted((start, other) for other, start in partners.items() if start)
        for (before, first), (after, second) in itertools.pairwise(dated):
            if before < after:
                yield first, second


def _neighbours(plan: Plan) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in plan.row]
    for kin in plan.graph.kins:
        for parent in kin.parents:
            near[parent].extend(other for other in kin.parents if other != parent)
            near[parent].extend(kin.children)
        for child in kin.children:
            near[child].extend(kin.parents)
            near[child].extend(other for other in kin.children if other != child)
    for one, index in plan.passes.items():
        kin = plan.graph.kins[index]
        for other in (*kin.parents, *kin.children):
            near[other].append(one)
            near[one].append(other)
    return near


def _by_row(plan: Plan, people: Sequence[int], into: list[list[tuple[int, ...]]]) -> None:
    here: dict[int, list[int]] = {}
    for person in people:
        here.setdefault(plan.row[person], []).append(person)
    for row, some in here.items():
        if len(some) > 1:
            into[row].append(tuple(some))
