"""Where everything stands on an eco-map: sectors, systems on rings, people in the middle, ends of ties. No force.

Each sector is as wide as its systems need and shares what is left with the others; the whole is turned so that sectors
stay, on average, at their usual place. So another system turns the others little and never changes their order.
Systems beyond the two rings stand together in one symbol of their sector, with their count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .model import DOMAINS, EcoMap, System, Tie

CENTRE: Final = 90.0
"""Radius of the circle in the middle."""
SYMBOL: Final = 50.0
"""Radius of a system."""
PERSON: Final = 16.0
"""Half the side of a person's symbol."""
BESIDE: Final = 12.0
"""Between two ties of one system."""
ONE_RING: Final = 8
TWO_RINGS: Final = 24
RING: Final = 236.0
"""Radius of the only ring."""
RINGS: Final = (322.0, 434.0)
EDGE: Final = {1: 15.0, 2: 12.0}
"""Least width of a sector in degrees, by number of rings."""
SLOT: Final = 29.0
"""Width of a system in its sector, in degrees, on one ring; on two as much of it as there is room for."""
SHARE: Final = 0.8
"""How much of the room that sectors leave their systems take on two rings; the rest is the sectors'."""
START: Final = -67.5
"""Where the first sector's middle lies when all are equal; 0 is the top, clockwise."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """One symbol: a system, or several that stand together (`members`). `angle` in degrees, clockwise from the top."""

    key: str
    members: tuple[System, ...]
    domain: str
    angle: float
    ring: int
    radius: float

    @property
    def x(self) -> float:
        return at(self.angle, self.radius)[0]

    @property
    def y(self) -> float:
        return at(self.angle, self.radius)[1]

    @property
    def is_group(self) -> bool:
        """Whether it stands for several systems."""
        return len(self.members) > 1


@dataclass(frozen=True, slots=True)
class Sector:
    """One domain's share of the circle, in degrees."""

    domain: str
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Plan:
    """Sectors, symbols and the outermost radius; the middle is at (0, 0)."""

    sectors: tuple[Sector, ...]
    spots: tuple[Spot, ...]
    rings: int
    centre: float

    @property
    def reach(self) -> float:
        """From the middle to the outer edge of the outermost symbols."""
        return (RING if self.rings == 1 else RINGS[1]) + self.centre - CENTRE + SYMBOL


def at(angle: float, radius: float) -> Point:
    """A point at an angle from the top, clockwise."""
    turn = math.radians(angle)
    return radius * math.sin(turn), -radius * math.cos(turn)


def plan(eco: EcoMap) -> Plan:
    """Where the sectors and systems of a map (in order, see `views.in_order`) stand."""
    symbols = {domain: _symbols(eco, domain, quota) for domain, quota in _quotas(eco).items()}
    count = sum(map(len, symbols.values()))
    rings = 1 if count <= ONE_RING else 2
    slot = SLOT if rings == 1 else _slot(count)
    sectors = _sectors([len(symbols[domain]) for domain in DOMAINS], rings, slot)
    centre = _centre(len(eco.persons))
    spots = []
    for sector in sectors:
        many = symbols[sector.domain]
        for number, members in enumerate(many):
            angle = sector.middle + (number - (len(many) - 1) / 2) * slot
            ring = number % 2 if rings == 2 else 0
            radius = (RING if rings == 1 else RINGS[ring]) + centre - CENTRE
            key = members[0].id if len(members) == 1 else f"{sector.domain}:more"
            spots.append(Spot(key, members, sector.domain, angle, ring, radius))
    return Plan(sectors, tuple(spots), rings, centre)


def _quotas(eco: EcoMap) -> dict[str, int]:
    """How many symbols each domain gets: all its systems, or fewer, the last one standing for the rest."""
    counts = {domain: sum(one.domain == domain for one in eco.systems) for domain in DOMAINS}
    quotas = dict(counts)
    while sum(quotas.values()) > TWO_RINGS:
        largest = max(quotas, key=lambda domain: (quotas[domain], -list(DOMAINS).index(domain)))
        quotas[largest] -= 1
    return quotas


def _symbols(eco: EcoMap, domain: str, quota: int) -> list[tuple[System, ...]]:
    """A domain's systems, one a symbol; above the quota the least telling stand together at the end."""
    systems = [one for one in eco.systems if one.domain == domain]
    if len(systems) <= quota:
        return [(one,) for one in systems]
    weight = {one.id: _weight([tie for tie in eco.ties if tie.system == one.id]) for one in systems}
    ranked = sorted(systems, key=lambda one: -weight[one.id])
    kept = {one.id for one in ranked[: quota - 1]}
    return [*((one,) for one in systems if one.id in kept), tuple(one for one in systems if one.id not in kept)]


def _weight(ties: Sequence[Tie]) -> int:
    """What is shown by itself first: stress, then a strong tie, then any tie."""
    strength = {"strong": 3, "ordinary": 2, "weak": 2, None: 1, "none": 1}
    return max((8 * bool(tie.stress) + strength[tie.strength] for tie in ties), default=0)


def _slot(count: int) -> float:
    """The width of a system on two rings. It shrinks with each further one, so that none turns the others by much."""
    room = (360 - EDGE[2] * len(DOMAINS)) / count
    return min(SLOT, max(room * SHARE, (360 - EDGE[2] * len(DOMAINS)) / TWO_RINGS))


def _sectors(counts: Sequence[int], rings: int, slot: float) -> tuple[Sector, ...]:
    need = [EDGE[rings] + slot * count for count in counts]
    spare = (360 - sum(need)) / len(need)
    widths = [width + spare for width in need]
    starts = [sum(widths[:number]) for number in range(len(widths))]
    usual = 360 / len(widths)
    middles = [start + width / 2 for start, width in zip(starts, widths, strict=True)]
    turn = sum(START + usual * number - middle for number, middle in enumerate(middles)) / len(middles)
    return tuple(
        Sector(domain, start + turn, start + width + turn)
        for domain, start, width in zip(DOMAINS, starts, widths, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Run:
    """The line of one tie, from its system's edge to where it ends. `direct`: at the person; else at the rim."""

    start: Point
    end: Point
    direct: bool
    turn: int


def runs(plan_: Plan, seats_: dict[str, Point], ties: Sequence[Tie], half: float) -> dict[tuple[str, str], Run]:
    """The line of each tie, by (system, person).

    It ends at the exact person, unless it would cross another tie, a system or somebody else: then it ends at the rim,
    straight before its system, and a mark on it names the person. Straight lines to the rim never cross.
    """
    spot_of = {member.id: spot for spot in plan_.spots for member in spot.members if not spot.is_group}
    pairs = list(dict.fromkeys((tie.system, tie.person) for tie in ties if tie.has_line and tie.system in spot_of))
    straight = {
        pair: _straight(plan_, spot_of[pair[0]], away) for pair, away in _beside(pairs, spot_of, seats_).items()
    }
    found = {pair: Run(start, end, not pair[1], number) for pair, (start, end, number) in straight.items()}
    for pair in pairs:
        system, person = pair
        if person not in seats_:
            continue
        spot, run = spot_of[system], found[pair]
        middle = at(spot.angle, spot.radius)
        start = run.start
        goal = _short_of(start, seats_[person], half)
        walls = [(one.start, one.end) for other, one in found.items() if other != pair]
        far = [place for one, place in seats_.items() if one != person]
        symbols = [(one.x, one.y) for one in plan_.spots if one.key != spot.key]
        if (
            not any(_near(start, goal, *wall, goal if _ends_there(goal, wall) else None) for wall in walls)
            and all(_distance(place, start, goal) > half + 5 for place in far)
            and all(_distance(place, start, goal) > SYMBOL + 8 for place in symbols)
            and _distance(middle, start, goal) > SYMBOL - 8
        ):
            found[pair] = Run(start, goal, True, run.turn)
    return found


def _ends_there(goal: Point, wall: tuple[Point, Point]) -> bool:
    return math.dist(goal, wall[1]) < 30


def _beside(
    pairs: Sequence[tuple[str, str]], spot_of: dict[str, Spot], seats_: dict[str, Point]
) -> dict[tuple[str, str], tuple[float, int]]:
    """How far to the side of its system's radius each tie runs, and its number among the ties of that system."""
    many: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        many.setdefault(pair[0], []).append(pair)
    found = {}
    for system, group in many.items():
        nx, ny = at(spot_of[system].angle + 90, 1.0)
        ordered = sorted(group, key=lambda pair: (_along(seats_.get(pair[1], (0.0, 0.0)), nx, ny), pair[1]))
        gap = min(BESIDE, 2 * BESIDE / max(1, len(ordered) - 1))
        for number, pair in enumerate(ordered):
            found[pair] = ((number - (len(ordered) - 1) / 2) * gap, number)
    return found


def _along(place: Point, nx: float, ny: float) -> float:
    return round(place[0] * nx + place[1] * ny, 3)


def _straight(plan_: Plan, spot: Spot, away: tuple[float, int]) -> tuple[Point, Point, int]:
    """A line along the radius of a system, moved to the side, from the system's edge to the rim."""
    side, number = away
    ux, uy = at(spot.angle, 1.0)
    nx, ny = at(spot.angle + 90, 1.0)
    outer = spot.radius - math.sqrt(SYMBOL**2 - side**2)
    inner = math.sqrt(plan_.centre**2 - side**2)
    return (ux * outer + nx * side, uy * outer + ny * side), (ux * inner + nx * side, uy * inner + ny * side), number


def _short_of(start: Point, end: Point, away: float) -> Point:
    size = math.dist(start, end) or 1.0
    share = (size - away) / size
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _distance(place: Point, a: Point, b: Point) -> float:
    """From a place to a segment."""
    (px, py), (ax, ay), (bx, by) = place, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = 0.0 if not length else max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return math.hypot(px - ax - share * dx, py - ay - share * dy)


def _near(a: Point, b: Point, c: Point, d: Point, common: Point | None) -> bool:
    """Whether two segments cross or come nearer than 8 px; near a common end they may."""
    if _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0:
        return True
    if common is not None:
        return False
    return min(_distance(a, c, d), _distance(b, c, d), _distance(c, a, b), _distance(d, a, b)) < 8


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def seats(eco: EcoMap, plan_: Plan) -> dict[str, Point]:
    """Where people stand in the middle: one at its centre, more on a circle, each towards their own ties."""
    keys = [one.id for one in eco.persons]
    if len(keys) <= 1:
        return dict.fromkeys(keys, (0.0, 0.0))
    angle_of = {member.id: spot.angle for spot in plan_.spots for member in spot.members}
    wish: dict[str, float] = {}
    for key in keys:
        mine = [math.radians(angle_of[tie.system]) for tie in eco.ties if tie.person == key and tie.system in angle_of]
        if mine:
            wish[key] = math.degrees(math.atan2(sum(map(math.sin, mine)), sum(map(math.cos, mine)))) % 360
    order = sorted(keys, key=lambda key: (wish.get(key, 400.0), keys.index(key)))
    step = 360 / len(keys)
    turn = sum(wish[key] - number * step for number, key in enumerate(order) if key in wish) / max(1, len(wish))
    return {key: at(turn + number * step, plan_.centre - PERSON - 22) for number, key in enumerate(order)}


def _centre(people: int) -> float:
    """90 px, or as much as many people need to stand in a circle."""
    return max(CENTRE, PERSON + 22 + people * (2 * PERSON + 8) / (2 * math.pi))
