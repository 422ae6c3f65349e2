"""A family as a scene: header, households, kin lines, people, ties, key; and the layout as data.

draw_genogram(family)  →  Genogram(scene, layout, notes)  →  render(scene)
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from sightline.domain.drawing.scene import (
    GREY,
    PAPER,
    Group,
    Line,
    Pen,
    Rect,
    Scene,
    Shape,
    Text,
    flat,
    text_width,
)
from sightline.domain.drawing.wrapping import wrapped
from sightline.domain.kinship import Family, Person, Relationship, in_order, problems

from . import labels, lines, symbols
from .graph import build_graph
from .heading import HEADER, MARGIN, description_of, header, title_of
from .households import Home, homes
from .key import about_entries, key_entries, key_shapes
from .layout import Layout, lay_out
from .previous import Previous
from .room import Taken, household_letter, union_words
from .sizes import HALF, LABEL, PITCH
from .ties import layered, raters, tie_shapes
from .wires import DESCENT, Drawn
from .wires import Line as KinLine
from .words import age_of, person_sentence, year_mark

NARROWEST: Final = 660.0
NIGHTS: Final = "2 4"
"""The frame of the mark of a home that is shared is dotted; of one where somebody lives apart from the rest, solid."""
CROWDED: Final = 24.0
"""Two lines to a symbol that are nearer have no room for a letter on each."""
NAME: Final = 51.0
"""Half the widest name: inside the outline of a household."""
LAYOUT: Final = "sightline-layout/1"
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Options:
    """How a genogram is drawn. `table`: address of the page with the tables, that symbols link to; "" for no links.

    `same_page`: the tables stand on the page that holds the drawing. `ages`: whether ages are written in the symbols.
    """

    profile: str = symbols.UK
    family_view: bool = False
    ties: tuple[Relationship, ...] = ()
    table: str = ""
    drawn_by: str = ""
    previous: Previous | None = None
    same_page: bool = False
    ages: bool = True


@dataclass(frozen=True, slots=True)
class Genogram:
    """A drawing, where everything stands in it (`sightline-layout/1` without the time), and what to tell the reader."""

    scene: Scene
    layout: dict[str, Any]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Page:
    """What the parts of a picture share: geometry moved to the page, symbols by id."""

    family: Family
    options: Options
    layout: Layout
    dx: float
    dy: float
    centre: dict[str, Point] = field(default_factory=dict)
    kind: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[KinLine, tuple[Point, ...]]] = field(default_factory=list)
    lettered: dict[int, list[float]] = field(default_factory=dict)

    @property
    def drawn(self) -> Drawn:
        return self.layout.drawn

    @property
    def ids(self) -> tuple[str, ...]:
        return self.layout.plan.graph.ids


def draw_genogram(family: Family, options: Options | None = None) -> Genogram:
    """The genogram of a family. Everybody in it is drawn once; make the view first (`views.py`)."""
    family = in_order(family)
    options = options or Options()
    notes = tuple(one.sentence for one in problems(family))
    if not family.persons:
        return _nobody(family, notes)
    layout = lay_out(build_graph(family), symbols.UNDER[options.profile], options.previous)
    page = _page(family, options, layout)
    rows = [[page.ids[one] for one in row if one < len(page.ids)] for row in layout.order]
    drawn_homes = homes(family, rows, page.centre, page.drawn.under)
    width = max(NARROWEST, max(x for x, _ in _extent(page, drawn_homes)) + MARGIN)
    people, taken = _people(page, drawn_homes), Taken()
    for _, points in page.lines:
        taken.add_lines(points)
    taken.add(people)
    kin = [*_outlines(drawn_homes, taken), *_kin_lines(page, taken)]
    ties = tie_shapes(family, options.ties, page.centre, width - MARGIN / 2, [*people, *kin])
    lowest = [y for shape in flat(ties.lines) if isinstance(shape, Line) for _, y in shape.points]
    below = max([y for _, y in _extent(page, drawn_homes)] + lowest) + 30
    entries = [
        *key_entries(family, drawn_homes, options.ties, options.profile, family_view=options.family_view),
        *about_entries(family, ages=options.ages),
        *_error_entry(page),
    ]
    key, high = key_shapes(entries, MARGIN, below, width - 2 * MARGIN)
    top = header(family, options.drawn_by, width, raters(options.ties))
    shapes = (*top, *layered(kin, ties, people, _errors(page)), *key)
    scene = Scene(
        width=round(width),
        height=round(below + high + MARGIN),
        title=title_of(family),
        desc=description_of(family, drawn_homes, notes),
        shapes=shapes,
    )
    return Genogram(scene, _layout_data(page), notes)


def _nobody(family: Family, notes: tuple[str, ...]) -> Genogram:
    words = "Nobody is recorded in this family."
    shapes = (Text(MARGIN, 50, wrapped(title_of(family), 560, 1)[0], size=20, bold=True), Text(MARGIN, 90, words))
    data = {"format": LAYOUT, "family": family.id, "persons": [], "lines": []}
    return Genogram(Scene(660, 130, title_of(family), words, shapes), data, notes)


def _page(family: Family, options: Options, layout: Layout) -> _Page:
    drawn, graph = layout.drawn, layout.plan.graph
    people = range(len(graph.ids))
    xs = [drawn.places.x[one] for one in people] + [x for line in drawn.lines for x, _ in line.points]
    ys = [point[1] for line in drawn.lines for point in line.points] + [drawn.y[0] - HALF]
    page = _Page(family, options, layout, MARGIN + PITCH / 2 - min(xs), HEADER + 30 - min(ys))
    for one in people:
        key = graph.ids[one]
        page.centre[key] = (drawn.places.x[one] + page.dx, drawn.y[layout.plan.row[one]] + page.dy)
        page.kind[key] = symbols.kind_of(family.person[key])
    page.lines = [(line, _fitted(page, line)) for line in drawn.lines]
    page.lettered = _lettered(page)
    return page


def _fitted(page: _Page, line: KinLine) -> tuple[Point, ...]:
    """A line's points on the page; an end at a symbol moved to the symbol's real edge."""
    points = [(x + page.dx, y + page.dy) for x, y in line.points]
    kin = page.layout.plan.graph.kins[line.kin]
    for index in (0, -1):
        x, y = points[index]
        for one in (*kin.parents, *kin.children):
            px, py = page.centre[page.ids[one]]
            kind = page.kind[page.ids[one]]
            if abs(x - px) < HALF and abs(y - (py - HALF)) < 0.01:
                points[index] = (x, py - symbols.edge_above(kind, x - px))
            elif abs(x - px) < HALF and abs(y - (py + HALF)) < 0.01:
                points[index] = (x, py + symbols.edge_below(kind, x - px))
            elif abs(y - py) <= HALF / 2 and abs(abs(x - px) - HALF) < 0.01:
                points[index] = (px + (1 if x > px else -1) * _beside(kind, y - py), y)
    return tuple(points)


def _beside(kind: str, away: float) -> float:
    half = symbols.edge_beside(kind)
    return float((half * half - away * away) ** 0.5) if kind.endswith("female") else half


def _extent(page: _Page, drawn_homes: Sequence[Home]) -> list[Point]:
    """Points that must lie on the page."""
    found = [(x + PITCH / 2, y + HALF + LABEL + page.drawn.under) for x, y in page.centre.values()]
    found += [point for _, points in page.lines for point in points]
    return found + [point for home in drawn_homes for point in home.outline]


def _outlines(drawn_homes: Sequence[Home], taken: Taken) -> list[Shape]:
    shapes: list[Shape] = []
    enclosed = [home for home in drawn_homes if home.outline]
    for home in enclosed:
        data = {"line": "household", "ref": home.household.id}
        shapes.append(Line(home.outline, Pen(stroke=GREY, dash="2 6"), closed=True, data=data))
    for home in enclosed:
        letter = household_letter(home.outline, home.mark, taken, GREY)
        shapes += letter
        taken.add(letter)
    for home in enclosed:
        taken.add_outline(home.outline)
    return shapes


def _kin_lines(page: _Page, taken: Taken) -> list[Shape]:
    """Descents first, unions over them, ornament last."""
    shapes: list[Shape] = []
    ornament: list[Shape] = []
    for (x, y), many in page.drawn.stalks:
        ornament += _twin_bar(page, (x + page.dx, y + page.dy), many)
    unions, lettered, ends = [], list[Point](), [points[-1] for _, points in page.lines]
    for line, points in sorted(page.lines, key=lambda one: (one[0].kind, one[1][-1], one[1])):
        kin = page.layout.plan.graph.kins[line.kin]
        data = {"line": line.kind, "ref": kin.ref}
        if line.kind == DESCENT:
            rows = kin.rows[line.child] if line.child >= 0 else ()
            pen = lines.stub_pen(rows) if rows else Pen()
            shapes.append(Line(points, pen, data=data))
            if rows:
                x, y = points[-1]
                near = any(0 < x - left <= CROWDED and abs(y - foot) < HALF for left, foot in lettered)
                near = near and not any(0 < right - x < CROWDED and abs(y - foot) < HALF for right, foot in ends)
                ornament += lines.stub_ornament(rows, points[0], points[-1], beside=near)
                lettered += [points[-1]] if lines.stub_letters(rows) else []
            continue
        shapes.append(Line(points, lines.union_pen(kin.union, page.options.profile), data=data))
        if kin.union:
            unions.append((kin.union, _longest(page, line, points), len(points) == 2))
    for union, (_low, high, start, y), _straight in unions:
        ornament += lines.slashes(union, start + min(20.0, (high - start) * 0.6), y)
    taken.add(ornament)
    for union, (low, high, _start, y), straight in unions:
        words = lines.union_label(union, page.options.profile)
        found = union_words(words, low, high, y, taken, need=straight)
        taken.add(found)
        ornament += found
    return [*shapes, *ornament]


def _longest(page: _Page, line: KinLine, points: tuple[Point, ...]) -> tuple[float, float, float, float]:
    """The longest level piece of a union's line: from, to, where the children hang from (else its middle), height."""
    (ax, ay), (bx, _) = max(
        itertools.pairwise(points),
        key=lambda pair: (abs(pair[0][1] - pair[1][1]) < 0.01) * abs(pair[0][0] - pair[1][0]),
    )
    low, high = min(ax, bx), max(ax, bx)
    hang = page.drawn.anchors.get(line.kin)
    inside = hang is not None and low < hang[0] + page.dx < high
    return low, high, hang[0] + page.dx if hang and inside else (low + high) / 2, ay


def _twin_bar(page: _Page, stalk: Point, many: tuple[int, ...]) -> list[Shape]:
    """The bar between the lines of identical twins."""
    ids = {page.ids[one] for one in many}
    kinds = {one.kind for one in page.family.multiples if set(one.children) == ids}
    if "mz" not in kinds:
        return []
    places = sorted(page.centre[one] for one in ids)
    (x, y), share = stalk, 0.6
    top = places[0][1] - HALF
    level = y + (top - y) * share
    return [Line(((x + (places[0][0] - x) * share, level), (x + (places[-1][0] - x) * share, level)), Pen())]


def _people(page: _Page, drawn_homes: Sequence[Home]) -> list[Shape]:
    """In reading order, row by row from the left: the order in which a reader comes to them without a script."""
    shapes: list[Shape] = []
    for key in sorted(page.ids, key=lambda one: (page.centre[one][1], page.centre[one][0])):
        person = page.family.person[key]
        title = person_sentence(page.family, person)
        linked = page.options.table or page.options.same_page
        href = f"{page.options.table}#{row_id(key)}" if linked else ""
        inner = (*_one(page, person), *_badges(page, key, drawn_homes))
        shapes.append(Group(tuple(inner), title=title, href=href, data={"person": key}))
    return shapes


def reading_order(layout: Mapping[str, Any]) -> tuple[str, ...]:
    """The people of a drawing's layout row by row, each from the left: an order for the tables beside it."""
    rows = sorted(layout["persons"], key=lambda one: (one["y"], one["x"], one["id"]))
    return tuple(row["id"] for row in rows)


def row_id(person: str) -> str:
    """The id of a person's row in the table of people."""
    return f"person-{quote(person, safe='')}"


def _one(page: _Page, person: Person) -> list[Shape]:
    x, y = page.centre[person.id]
    age = age_of(person, page.family.as_of) if page.options.ages else ""
    shapes: list[Shape] = list(
        symbols.symbol(person, x, y, age=age, profile=page.options.profile, family_view=page.options.family_view)
    )
    number = page.layout.plan.graph.number[person.id]
    width, backed = _room(page, person.id)
    twin = any(number in many for _, many in page.drawn.stalks)
    lead = f"b {year_mark(person.born, person.born_words)}{person.born[:4]}" if twin and person.born else ""
    foot = y + HALF + page.drawn.under + 4
    shapes += labels.under(person, x, foot, width, lead=lead, backed=backed)
    left, right = _reach(page, number)
    shown = person
    if twin:
        shown = Person(person.id, died=person.died, died_words=person.died_words)
    return [*shapes, *labels.above(shown, x, y, left, right)]


def _reach(page: _Page, number: int) -> tuple[float, float]:
    """How far left and right of the middle lines, and letters on them, reach a symbol from above."""
    away = [dx for (one, _, _), dx in page.drawn.ends.above.items() if one == number]
    away += page.lettered.get(number, ())
    return -min([0.0, *away]), max([0.0, *away])


def _lettered(page: _Page) -> dict[int, list[float]]:
    """How far letters on the lines to each child reach to either side of the child's middle."""
    found: dict[int, list[float]] = {}
    for line, points in page.lines:
        kin = page.layout.plan.graph.kins[line.kin]
        if line.kind == DESCENT and line.child >= 0 and (words := lines.stub_letters(kin.rows[line.child])):
            half, middle = text_width(words) / 2, points[-1][0] - page.centre[page.ids[line.child]][0]
            found.setdefault(line.child, []).extend((middle - half, middle + half))
    return found


def _room(page: _Page, person: str) -> tuple[float, bool]:
    """Width for the words under a symbol, and whether a line of the person's own runs behind them."""
    x, y = page.centre[person]
    top, bottom = y + HALF + page.drawn.under + 2, y + HALF + page.drawn.under + LABEL - 8
    left = right = NAME
    for other, (ox, oy) in page.centre.items():
        if other != person and abs(oy - y) < 1:
            side = abs(ox - x) / 2 - 2
            left, right = (min(left, side), right) if ox < x else (left, min(right, side))
    backed = False
    for _, points in page.lines:
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            if abs(ax - bx) < 0.01 and min(ay, by) < bottom and max(ay, by) > top:
                if abs(ax - x) < HALF:
                    backed = True
                elif ax < x:
                    left = min(left, x - ax - 4)
                else:
                    right = min(right, ax - x - 4)
    return max(labels.NARROWEST, 2 * min(left, right)), backed


def _badges(page: _Page, person: str, drawn_homes: Sequence[Home]) -> list[Shape]:
    """Marks of households whose outline does not hold the person, and of nights in a shared home."""
    x, y = page.centre[person]
    shapes: list[Shape] = []
    count = 0
    for home in drawn_homes:
        nights = next((one.nights for one in home.household.members if one.person == person), None)
        if person not in home.badged and nights is None:
            continue
        words = home.mark + ("" if nights is None else f" {nights}")
        width = max(18.0, text_width(words, bold=True) + 6)
        side = 1 if count % 2 == 0 else -1
        place = x + side * (HALF + 2 + width / 2 + (width + 2) * (count // 2))
        count += 1
        pen = Pen(stroke=GREY, width=1.5, dash="" if nights is None else NIGHTS, fill=PAPER)
        back = Rect(place - width / 2, y + HALF - 12, width, 18, pen)
        text = Text(place, y + HALF + 2, words, anchor="middle", bold=True)
        data = {"badge": home.household.id} if person in home.badged else {}
        shapes.append(Group((back, text), data=data))
    return shapes


def _errors(page: _Page) -> list[Shape]:
    shapes: list[Shape] = []
    for row in page.layout.plan.graph.errors:
        for parent in row.parents:
            shapes += lines.error_line(page.centre[parent], page.centre[row.child], "+".join(sorted(row.parents)))
    return shapes


def _error_entry(page: _Page) -> list[Any]:
    if not page.layout.plan.graph.errors:
        return []
    return [(lambda x, y: lines.error_line((x - 30, y), (x + 30, y), ""), "Recorded, but cannot be")]


def _layout_data(page: _Page) -> dict[str, Any]:
    plan, previous = page.layout.plan, page.options.previous
    pinned = previous.pinned if previous else frozenset()
    people = []
    for number, key in enumerate(page.ids):
        x, y = page.centre[key]
        size = 2 * symbols.half_of(page.kind[key])
        high = _n(symbols.height_of(page.kind[key], page.options.profile))
        row = {"id": key, "x": _n(x), "y": _n(y), "w": size, "h": high, "row": plan.row[number]}
        people.append({**row, "pinned": True} if key in pinned else row)
    found = [
        {"kind": line.kind, "ref": plan.graph.kins[line.kin].ref, "points": [[_n(x), _n(y)] for x, y in points]}
        for line, points in page.lines
    ]
    return {"format": LAYOUT, "family": page.family.id, "persons": people, "lines": found}


def _n(value: float) -> float:
    return round(value, 2)
