"""An eco-map as a scene: a map for each rater, the people in the middle named, the key; and as data.

draw_ecomap(eco)  →  Drawing(scene, layout, notes)  →  render(scene)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

from sightline.domain.dates import and_list
from sightline.domain.drawing.genogram import symbols
from sightline.domain.drawing.genogram.words import date_words, name_of
from sightline.domain.drawing.scene import GREY, PAPER, Box, Circle, Group, Line, Pen, Scene, Shape, Text, flat
from sightline.domain.drawing.wrapping import wrapped
from sightline.domain.kinship import Person

from . import ties as look
from .key import key_shapes
from .layout import PERSON, SYMBOL, Plan, Run, Spot, at, plan, runs, seats
from .model import DOMAINS, INFORMAL, EcoMap, Tie
from .views import in_order, newest, seen_by
from .words import STATE, middle_words, system_sentence, tie_sentence

MARGIN: Final = 24.0
HEADER: Final = 76.0
BESIDE: Final = 142.0
OVER: Final = 78.0
"""Room beside, above and below the outermost systems for the names of the sectors."""
ACROSS: Final = 2
"""Maps side by side, unless asked otherwise; further ones stand below."""
LAYOUT: Final = "sightline-layout/1"
NO_TIE_SAID: Final = "tie: ?"
"""Inside a system of which no tie is recorded (by this rater)."""
BORDER: Final = "#b1b4b6"
WORDS: Final = 16.0
LETTERS: Final = 5.0
"""From the middle of a line of words to the upper edge of its letters."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Options:
    """How an eco-map is drawn. `table`: address of the page with the tables, that symbols link to; "" for no links.

    `across`: how many maps stand side by side; 1 puts each below the other.
    """

    raters: tuple[str, ...] = ()
    table: str = ""
    drawn_by: str = ""
    across: int = ACROSS


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, where everything stands in it (`sightline-layout/1` without the time), what to tell its reader, and
    the map that it shows, with the earlier ratings that it doesn't."""

    scene: Scene
    layout: dict[str, Any]
    shown: EcoMap
    earlier: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class _Map:
    """One rater's map: its middle on the page, and what stands in it."""

    eco: EcoMap
    plan: Plan
    x: float
    y: float
    seats: dict[str, Point]
    runs: dict[tuple[str, str], Run]
    marks: dict[str, str]
    table: str

    def move(self, place: Point) -> Point:
        return place[0] + self.x, place[1] + self.y


def row_id(kind: str, key: str) -> str:
    """The id of a row in the tables: of a person or of a system."""
    return f"{kind}-{quote(key, safe='')}"


def draw_ecomap(eco: EcoMap, options: Options | None = None) -> Drawing:
    """The eco-map of what is recorded. Raters: those asked for, else all; without any, one map."""
    options = options or Options()
    shown, earlier = newest(in_order(eco))
    if options.raters:
        shown = replace(shown, ties=tuple(tie for tie in shown.ties if not tie.rater or tie.rater in options.raters))
    plan_ = plan(shown)
    raters = [one for one in options.raters if one in shown.raters] or list(shown.raters) or [""]
    marks = _marks(shown.persons)
    places = seats(shown, plan_)
    wide, high_ = 2 * (plan_.reach + BESIDE), 2 * (plan_.reach + _over(shown, plan_))
    across = min(options.across, len(raters))
    heading = 34.0 if raters != [""] else 0.0
    shapes: list[Shape] = [*_header(shown, options, across * wide)]
    lines: list[dict[str, Any]] = []
    for number, rater in enumerate(raters):
        x = MARGIN + wide * (number % across + 0.5)
        y = HEADER + heading + (high_ + heading) * (number // across) + high_ / 2
        seen = replace(shown, ties=seen_by(shown, rater))
        one = _Map(seen, plan_, x, y, places, runs(plan_, places, seen.ties, PERSON), marks, options.table)
        if heading:
            words = wrapped(f"As {rater} saw it", (wide - 20) * 14 / 20, 1)[0]
            shapes.append(
                Text(x, y - high_ / 2 - 10, words, size=18, anchor="middle", bold=True, data={"rater": rater})
            )
        shapes += _one_map(one)
        lines += _line_data(one, rater)
    below = HEADER + (high_ + heading) * math.ceil(len(raters) / across) + 8
    width = max(360.0, across * wide + 2 * MARGIN)
    key, high = key_shapes(shown, marks, MARGIN, below, width - 2 * MARGIN)
    words = _desc(shown, raters, across)
    scene = Scene(round(width), round(below + high + MARGIN), _title(shown), words, (*shapes, *key))
    data = {
        "format": LAYOUT,
        "family": shown.id,
        **_place_data(shown, plan_, places, (MARGIN + wide / 2, HEADER + heading + high_ / 2)),
        "lines": lines,
    }
    return Drawing(scene, data, shown, earlier)


def _title(eco: EcoMap) -> str:
    return f"Eco-map: {' '.join(eco.title.split()) or middle_words(eco)}"


def _desc(eco: EcoMap, raters: Sequence[str], across: int) -> str:
    empty = [name for domain, name in DOMAINS.items() if not any(one.domain == domain for one in eco.systems)]
    parts = [
        f"In the middle: {and_list([name_of(one)[:80] for one in eco.persons]) or 'nobody recorded'}.",
        f"{len(eco.systems)} {'system' if len(eco.systems) == 1 else 'systems'} around.",
    ]
    stressful = sorted({eco.system[tie.system].called[:80] for tie in eco.ties if tie.stress and tie.has_line})
    if stressful:
        parts.append(f"Stressful ties: {and_list(stressful)}.")
    if empty:
        parts.append(f"Nothing is recorded under {and_list(empty)}.")
    if raters != [""]:
        placed = ", side by side" if across > 1 else ", one below the other"
        parts.append(f"Seen by {and_list(list(raters))}{placed if len(raters) > 1 else ''}.")
    if eco.as_of:
        parts.append(f"As of {date_words(eco.as_of)}.")
    return " ".join(parts)


def _header(eco: EcoMap, options: Options, width: float) -> list[Shape]:
    parts = [f"As of {date_words(eco.as_of)}" if eco.as_of else "Date of the drawing not recorded"]
    parts.append(f"{len(eco.systems)} around {middle_words(eco)}")
    if options.drawn_by:
        parts.append(f"drawn by {options.drawn_by}")
    parts.append("drawn with Sightline")
    title = wrapped(_title(eco), width * 14 / 22, 1)
    return [
        Text(MARGIN, 32, title[0] if title else "Eco-map", size=20, bold=True),
        Text(MARGIN, 56, wrapped(" · ".join(parts), width, 1)[0], fill=GREY),
    ]


def _marks(people: Sequence[Person]) -> dict[str, str]:
    """Initials of each person, with a number where two have the same."""
    found: dict[str, str] = {}
    for person in people:
        words = [word for word in name_of(person).split() if word[0].isalnum()]
        initials = "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words)) or "?"
        mark, number = initials, 2
        while mark in found.values():
            mark, number = f"{initials[0]}{number}", number + 1
        found[person.id] = mark
    return found


def _one_map(one: _Map) -> list[Shape]:
    x, y = one.x, one.y
    shapes: list[Shape] = [*_spokes(one)]
    shapes.append(Circle(x, y, one.plan.centre, Pen(width=2), {"centre": one.eco.centre}))
    shapes += _sector_names(one)
    for tie in one.eco.ties:
        run = one.runs.get((tie.system, tie.person))
        if run is not None and tie.has_line:
            shapes.append(_tie(one, tie, run))
    shapes += [_system(one, spot) for spot in one.plan.spots]
    shapes += [_person(one, person) for person in one.eco.persons]
    if not one.eco.persons:
        words = wrapped(middle_words(one.eco), 2 * one.plan.centre - 40, 3)
        top = y - WORDS * (len(words) - 1) / 2 + 5
        shapes += [Text(x, top + WORDS * n, line, anchor="middle", bold=True) for n, line in enumerate(words)]
    return shapes


def _spokes(one: _Map) -> list[Shape]:
    """Borders of the sectors; thick where informal ties meet formal ones."""
    shapes: list[Shape] = []
    names = list(DOMAINS)
    for number, sector in enumerate(one.plan.sectors):
        before = names[number - 1]
        parts = (before in INFORMAL) != (sector.domain in INFORMAL)
        points = tuple(one.move(at(sector.start, r)) for r in (one.plan.centre + 90, one.plan.reach + 12))
        shapes.append(Line(points, Pen(GREY, 3) if parts else Pen(BORDER, 1), data={"sector-border": sector.domain}))
    return shapes


def _over(eco: EcoMap, plan_: Plan) -> float:
    """Room above and below the outermost systems: more than usual where names of sectors were pushed outwards."""
    names = _sector_names(_Map(eco, plan_, 0.0, 0.0, {}, {}, {}, ""))
    boxes = [text.box for text in flat(names) if isinstance(text, Text)]
    return max([OVER, *(max(-box.top, box.bottom) + 8 - plan_.reach for box in boxes)])


def _sector_names(one: _Map) -> list[Shape]:
    """Every sector's name outside the rings, an empty one said to be so; pushed outwards where two would meet."""
    shapes: list[Shape] = []
    taken: list[Box] = []
    for sector in one.plan.sectors:
        empty = not any(spot.domain == sector.domain for spot in one.plan.spots)
        lines = [*wrapped(DOMAINS[sector.domain], 118, 3), *(["(nothing recorded)"] if empty else [])]
        away = one.plan.reach + 12
        while True:
            texts = _around(one, sector.middle, away, lines, empty)
            box = _union([text.box for text in texts])
            if not any(box.meets(other) for other in taken):
                break
            away += 8
        taken.append(box)
        shapes.append(Group(tuple(texts), data={"sector": sector.domain, "systems": "none" if empty else "some"}))
    return shapes


def _around(one: _Map, angle: float, away: float, lines: Sequence[str], empty: bool) -> list[Text]:
    """Lines of words outside a circle, so that none of them comes nearer to the middle than `away`."""
    turn = math.radians(angle)
    across, down = math.sin(turn), -math.cos(turn)
    x, y = one.move(at(angle, away))
    anchor = "middle" if abs(across) < 0.38 else "start" if across > 0 else "end"
    high = WORDS * len(lines)
    top = y - high * (1 - down) / 2 + 12
    return [
        Text(x, top + WORDS * number, words, anchor=anchor, bold=not words.startswith("("), fill=GREY)
        for number, words in enumerate(lines)
    ]


def _union(boxes: Sequence[Box]) -> Box:
    return Box(
        min(one.left for one in boxes),
        min(one.top for one in boxes),
        max(one.right for one in boxes),
        max(one.bottom for one in boxes),
    )


def _tie(one: _Map, tie: Tie, run: Run) -> Group:
    start, end = one.move(run.start), one.move(run.end)
    shapes = look.tie_shapes(tie, start, end)
    spot = next(spot for spot in one.plan.spots if spot.members[0].id == tie.system)
    if tie.person and not run.direct:
        shapes += _whose(one, tie.person, start, end, 28.0 * (2 * run.turn + spot.ring) + 20)
    if tie.strength is None:
        shapes += look.question(_towards(start, end, 24.0 + 22 * run.turn))
    data = {"tie": tie.system, "to": tie.person, "rater": tie.rater}
    return Group(tuple(shapes), title=tie_sentence(one.eco, tie), data={k: v for k, v in data.items() if v})


def _towards(start: Point, end: Point, away: float) -> Point:
    size = math.dist(start, end) or 1.0
    share = min(0.5, away / size)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _whose(one: _Map, person: str, start: Point, end: Point, away: float) -> list[Shape]:
    """The mark of the person on a tie that ends at the rim."""
    x, y = _towards(end, start, away)
    back = Circle(x, y, 12, Pen(width=1, fill=PAPER))
    return [back, Text(x, y + 5, one.marks[person], anchor="middle", bold=True, data={"port": person})]


def _system(one: _Map, spot: Spot) -> Group:
    """A system: a circle with its name; several that stand together have a second outline and their number."""
    x, y = one.move((spot.x, spot.y))
    mine = [tie for tie in one.eco.ties if any(tie.system == member.id for member in spot.members)]
    states = {tie.state if tie.state != "current" else "none" for tie in mine if not tie.has_line}
    has_line = any(tie.has_line for tie in mine)
    dashed = bool(states) and not has_line and not spot.is_group
    pen = Pen(dash="5 4" if dashed else "", fill=PAPER)
    shapes: list[Shape] = [Circle(x, y, SYMBOL, pen, {"symbol": "group" if spot.is_group else "system"})]
    if spot.is_group:
        shapes.append(Circle(x, y, SYMBOL - 4, Pen(width=1)))
    extra = "" if spot.is_group or has_line else _said(states) if states else NO_TIE_SAID
    shapes += _inside(f"{len(spot.members)} more" if spot.is_group else spot.members[0].called, extra, x, y)
    if spot.is_group:
        names = and_list([member.called for member in spot.members])
        title = f"{len(spot.members)} together: {names}. {' '.join(tie_sentence(one.eco, tie) for tie in mine)}".strip()
    else:
        lines = [tie_sentence(one.eco, tie) for tie in mine if not tie.has_line]
        title = " ".join([system_sentence(spot.members[0], len(mine)), *lines])
    href = f"{one.table}#{row_id('system', spot.members[0].id)}" if one.table else ""
    data = {"system": spot.key, "domain": spot.domain, "count": str(len(spot.members))}
    return Group(tuple(shapes), title=title, href=href, data=data)


def _said(states: set[str]) -> str:
    return {"ended": "ended", "wanted": "wanted", "none": "no tie"}[min(states, key=[*STATE, "none"].index)]


def _inside(words: str, extra: str, x: float, y: float) -> list[Shape]:
    """Up to four lines inside a circle, the last one `extra` where there is something to say.

    As few lines as hold the words whole; else as few as hold them with a hyphen; else four, and an ellipsis.
    """
    whole = " ".join(words.split())
    tried = [
        wrapped(words, _chords(total)[: total - bool(extra)], total - bool(extra))
        for total in range(2 if extra else 1, 5)
    ]
    complete = [lines for lines in tried if not lines or not lines[-1].endswith("…")]
    unbroken = [lines for lines in complete if " ".join(lines) == whole]
    lines = (unbroken or complete or tried[-1:])[0]
    total = len(lines) + bool(extra)
    top = y - WORDS * (total - 1) / 2 + 5
    shapes: list[Shape] = [Text(x, top + WORDS * n, line, anchor="middle") for n, line in enumerate(lines)]
    if extra:
        shapes.append(Text(x, top + WORDS * len(lines), extra, anchor="middle", fill=GREY))
    return shapes


def _chords(lines: int) -> list[float]:
    """The width of a circle where each of so many lines stands, at whichever edge of its letters is the farther."""
    middles = [abs(WORDS * (number - (lines - 1) / 2)) for number in range(lines)]
    return [2 * math.sqrt((SYMBOL - 2) ** 2 - (middle + LETTERS) ** 2) for middle in middles]


def _person(one: _Map, person: Person) -> Group:
    x, y = one.move(one.seats[person.id])
    kind = symbols.kind_of(person)
    half = symbols.SMALL if symbols.half_of(kind) < PERSON else PERSON
    shapes: list[Shape] = [symbols.outline(kind, x, y, half, Pen(fill=PAPER), {"symbol": kind})]
    if person.focus:
        shapes.append(symbols.outline(kind, x, y, half + 4, Pen(width=1.5), {}))
    mark = one.marks[person.id]
    shapes.append(Text(x, y + 5, mark, anchor="middle", bold=True))
    if len(one.eco.persons) == 1:
        lines = wrapped(name_of(person), 2 * one.plan.centre - 50, 2)
        shapes += [Text(x, y + PERSON + 20 + WORDS * n, words, anchor="middle") for n, words in enumerate(lines)]
    href = f"{one.table}#{row_id('person', person.id)}" if one.table else ""
    interest = ", child of interest" if person.focus else ""
    return Group(tuple(shapes), title=f"{name_of(person)}{interest}.", href=href, data={"person": person.id})


def _place_data(eco: EcoMap, plan_: Plan, places: dict[str, Point], middle: Point) -> dict[str, Any]:
    """Where things stand on the first map; the others are the same, moved."""
    x, y = middle
    people = [
        {"id": one.id, "x": _n(places[one.id][0] + x), "y": _n(places[one.id][1] + y), "w": 2 * PERSON, "h": 2 * PERSON}
        for one in eco.persons
    ]
    systems = [
        {
            "id": spot.key,
            "members": [member.id for member in spot.members],
            "domain": spot.domain,
            "angle": _n(spot.angle),
            "ring": spot.ring,
            "x": _n(spot.x + x),
            "y": _n(spot.y + y),
            "w": 2 * SYMBOL,
            "h": 2 * SYMBOL,
        }
        for spot in plan_.spots
    ]
    return {"persons": people, "systems": systems}


def _line_data(one: _Map, rater: str) -> list[dict[str, Any]]:
    found = []
    for (system, person), run in one.runs.items():
        points = [[_n(x), _n(y)] for x, y in (one.move(run.start), one.move(run.end))]
        ref = f"{system}+{person}" if person else system
        found.append({"kind": "tie", "ref": ref, "rater": rater, "points": points})
    return found


def _n(value: float) -> float:
    return round(value, 2)
