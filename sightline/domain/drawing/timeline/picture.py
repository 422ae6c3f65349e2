"""A timeline as a scene: axis with ages, bands, a lane for each agency with its marks and gaps.

timeline(rows, options)  →  Timeline(scene, lanes, …)  →  render(timeline.scene)

        2024        2025       2026
        3 y         4 y        5 y
Household  [ with mother ][ with gran      ]      bands
Police: 12 entries
  o  (3)   [- -]      o                            a day, a count, a range
  ////////                                         silence longer than expected, hatched and named
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from sightline.domain.dates import in_words
from sightline.domain.drawing.scene import (
    FAINT,
    GREY,
    INK,
    PAPER,
    SHADE,
    Circle,
    Group,
    Line,
    Pen,
    Rect,
    Scene,
    Shape,
    Text,
    text_width,
)
from sightline.domain.drawing.wrapping import wrapped

from .axis import Tick, ticks
from .gaps import Gap, gaps_in
from .marks import DOT, MOST, Mark, bounds, marks_of
from .model import NARROW, WIDEST, Band, Happening, Options, in_order
from .scale import Scale, scale
from .words import band_words, entries, lane_words, mark_words, narrative

EDGE: Final = 16.0
ROW: Final = 22.0
MARK: Final = 18.0
STRIP: Final = 18.0
BLUE: Final = "#1d70b8"
MOST_LANES: Final = 40
MOST_TITLES: Final = 300
"""Gaps that carry a sentence of their own in the drawing; all are in the list."""
OTHERS: Final = "Other lanes together"


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane as drawn."""

    name: str
    rows: tuple[Happening, ...]
    marks: tuple[Mark, ...]
    gaps: tuple[Gap, ...]

    @property
    def undated(self) -> int:
        return sum(not row.is_dated for row in self.rows)

    @property
    def depth(self) -> int:
        """Rows of marks."""
        return max((mark.row + 1 for mark in self.marks), default=0)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing with all that it shows: lanes, bands, what to say beside them, and the entries outside the view."""

    scene: Scene
    lanes: tuple[Lane, ...]
    bands: tuple[Band, ...]
    notes: tuple[str, ...]
    outside: tuple[Happening, ...]
    options: Options

    @property
    def sentences(self) -> tuple[str, ...]:
        """The whole in words."""
        return tuple(narrative([(one.name, one.rows, one.gaps) for one in self.lanes], self.bands, self.notes))


def row_id(key: str) -> str:
    """The id of an entry's row in the list."""
    return f"entry-{quote(key, safe='')}"


def timeline(rows: Sequence[Happening], options: Options | None = None) -> Timeline:
    """The drawing of entries and bands. The same entries give the same drawing, in whatever order they come.

    Raises ValueError for a width outside 320 to 2,400 px.
    """
    options = options or Options()
    if not NARROW <= options.width <= WIDEST:
        raise ValueError(f"A timeline can be drawn from {NARROW} to {WIDEST} px wide.")
    ordered = in_order(tuple(rows))
    shown, outside = _view(ordered, options)
    lanes = _lanes(shown)
    found = _scale(shown, options)
    undated = sum(any(not row.is_dated for row in lane) for lane in lanes.values())
    dated = [[row for row in lane if row.is_dated] for lane in lanes.values()]
    drawn = marks_of(dated, found, MOST - undated)
    made = tuple(
        Lane(name, tuple(many), tuple(marks), tuple(gaps_in(name, many, options)))
        for (name, many), marks in zip(lanes.items(), drawn, strict=True)
    )
    bands = tuple(sorted(options.bands, key=_band_place))
    notes = _notes(found, outside, made, options)
    return Timeline(_scene(made, bands, notes, found, options), made, bands, notes, outside, options)


def _band_place(band: Band) -> tuple[object, ...]:
    return band.row, band.first or date.min, band.last or date.max, band.label


def _view(rows: Sequence[Happening], options: Options) -> tuple[list[Happening], tuple[Happening, ...]]:
    since, to = options.since or date.min, options.to or date.max
    inside: list[Happening] = []
    outside: list[Happening] = []
    for row in rows:
        seen = not row.is_dated or ((row.first or date.min) <= to and (row.last or date.max) >= since)
        (inside if seen else outside).append(row)
    return inside, tuple(outside)


def _lanes(rows: Sequence[Happening]) -> dict[str, list[Happening]]:
    """Entries by lane, in the order of their names; above forty lanes the smallest stand together."""
    found: dict[str, list[Happening]] = {}
    for row in rows:
        found.setdefault(row.lane, []).append(row)
    names = sorted(found, key=lambda name: (name.casefold(), name))
    if len(names) > MOST_LANES:
        kept = set(sorted(names, key=lambda name: -len(found[name]))[: MOST_LANES - 1])
        rest = [replace(row, lane=OTHERS, what=f"{row.lane}: {row.what}") for row in rows if row.lane not in kept]
        return {**{name: found[name] for name in names if name in kept}, OTHERS: rest}
    return {name: found[name] for name in names}


def _scale(rows: Sequence[Happening], options: Options) -> Scale:
    left, right = EDGE, options.width - EDGE
    spans = [(row.first or row.last, row.last or row.first) for row in rows if row.is_dated]
    held = [(first, last) for first, last in spans if first and last]
    edges = [day for span in held for day in span] + [day for day in (options.until,) if day]
    edges += [day for band in options.bands for day in (band.first, band.last) if day and not held]
    first = options.since or min(edges, default=options.to or date(2000, 1, 1))
    last = options.to or max(edges, default=first)
    clipped = [(max(a, first), min(b, last)) for a, b in held]
    return scale([one for one in clipped if one[0] <= one[1]], first, max(first, last), left, right)


def _notes(found: Scale, outside: Sequence[Happening], lanes: Sequence[Lane], options: Options) -> tuple[str, ...]:
    notes = [f"Break {_letter(n)}: {one.words}." for n, one in enumerate(found.breaks)]
    if outside:
        notes.append(f"{entries(len(outside))} outside the stretch that is drawn.")
    expected = {options.expects(lane.name) for lane in lanes}
    if expected:
        each = f"{min(expected)} days{' (in some lanes longer)' if len(expected) > 1 else ''}"
        notes.append(f"Hatched: nothing recorded for longer than {each}. That may mean that nothing was written down.")
    return tuple(notes)


def _letter(number: int) -> str:
    return "ABCDEFGH"[number % 8]


def _scene(lanes: Sequence[Lane], bands: Sequence[Band], notes: Sequence[str], found: Scale, options: Options) -> Scene:
    width = options.width
    marked = ticks(found, options.born)
    total = sum(len(lane.rows) for lane in lanes)
    title = f"Timeline: {' '.join(options.title.split()) or entries(total)}"
    head, y = _heading(title, lanes, options)
    axis, y = _axis(marked, y, options)
    top = y
    body: list[Shape] = []
    for name in dict.fromkeys(band.row for band in bands):
        more, y = _bands([one for one in bands if one.row == name], found, y, options)
        body += more
    titles = sum(len(lane.gaps) for lane in lanes) <= MOST_TITLES
    for lane in lanes:
        more, y = _lane(lane, found, y, options, titles)
        body += more
    if not lanes:
        body.append(Text(EDGE, y + 20, "No entries are recorded."))
        y += ROW + 8
    grid = [Line(((tick.x, top), (tick.x, y)), Pen(FAINT, 1)) for tick in marked]
    breaks = _breaks(found, top, y)
    foot, y = _axis(marked, y + 4, options) if y - top > 600 else ([], y)
    key, y = _key(lanes, bands, y + 8, options)
    said, y = _said(notes, y, width)
    desc = " ".join([f"{entries(total)}.", *(lane_words(one.name, one.rows, one.gaps) for one in lanes), *notes])
    shapes = (*head, *grid, *axis, *breaks, *body, *foot, *key, *said)
    return Scene(width, round(y + EDGE), title, desc, shapes)


def _heading(title: str, lanes: Sequence[Lane], options: Options) -> tuple[list[Shape], float]:
    words = wrapped(title, (options.width - 2 * EDGE) * 14 / 19, 2)
    shapes: list[Shape] = [Text(EDGE, 26 + 22 * n, line, size=18, bold=True) for n, line in enumerate(words)]
    y = 26.0 + 22 * len(words)
    about = [entries(sum(len(lane.rows) for lane in lanes)), f"{len(lanes)} {'lane' if len(lanes) == 1 else 'lanes'}"]
    if options.until:
        about.append(f"as of {in_words(options.until)}")
    if options.born:
        about.append(f"ages of {' '.join(options.whose.split()) or 'the child'} under the dates")
    lines = wrapped(" · ".join(about), options.width - 2 * EDGE, 3)
    shapes += [Text(EDGE, y + 18 * n, line, fill=GREY) for n, line in enumerate(lines)]
    return shapes, y + 18 * len(lines) + 2


def _axis(marked: Sequence[Tick], y: float, options: Options) -> tuple[list[Shape], float]:
    """Names of days, ages under them, and the line."""
    rows = 2 if options.born else 1
    shapes: list[Shape] = []
    for tick in marked:
        if not tick.name:
            continue
        x = tick.at
        shapes.append(Text(x, y + 16, tick.name, anchor="middle", data={"tick": tick.day.isoformat()}))
        if tick.age:
            shapes.append(Text(x, y + 34, tick.age, anchor="middle", fill=GREY, data={"age": tick.day.isoformat()}))
    y += 18.0 * rows + 6
    shapes.append(Line(((EDGE - DOT, y), (options.width - EDGE + DOT, y)), Pen(INK, 1)))
    shapes += [Line(((tick.x, y - 4), (tick.x, y + 4)), Pen(INK, 1)) for tick in marked]
    return shapes, y + 8


def _breaks(found: Scale, top: float, bottom: float) -> list[Shape]:
    """A zigzag at both sides of a stretch that is not to scale, and its letter."""
    shapes: list[Shape] = []
    for number, one in enumerate(found.breaks):
        left, right = found.x(one.first), found.x(one.last)
        inner: list[Shape] = [Rect(left, top, right - left, bottom - top, Pen("none", 0, "", SHADE))]
        for x in (left, right):
            steps = range(int((bottom - top) // 8) + 1)
            inner.append(Line(tuple((x + (3 if n % 2 else -3), top + 8 * n) for n in steps), Pen(GREY, 1)))
        inner.append(Text((left + right) / 2, top + 12, _letter(number), anchor="middle", bold=True))
        data = {"break": f"{one.first.isoformat()}/{one.last.isoformat()}"}
        shapes.append(Group(tuple(inner), title=f"Break {_letter(number)}: {one.words}.", data=data))
    return shapes


def _bands(bands: Sequence[Band], found: Scale, y: float, options: Options) -> tuple[list[Shape], float]:
    """One row name, then its bands, each with its words in or beside it."""
    shapes: list[Shape] = [*_plate(EDGE, y + 14, wrapped(bands[0].row, options.width - 2 * EDGE, 1)[0], bold=True)]
    y += 20
    ends: list[float] = []
    for band in bands:
        left = found.x(band.first or found.first)
        right = max(left + 4, found.x(band.last or found.last))
        room = options.width - EDGE - left - 4
        words = wrapped(band.label, max(60.0, min(room, 260.0)), 1)
        label = words[0] if words else ""
        start = min(left + 5, options.width - EDGE - text_width(label))
        reach = max(right, start + text_width(label)) + 4
        row = next((n for n, end in enumerate(ends) if end <= min(left, start)), len(ends))
        ends[row : row + 1] = [reach]
        top = y + ROW * row
        pen = Pen(GREY, 1, "" if band.first and band.last else "4 3", SHADE)
        inner: list[Shape] = [Rect(left, top, right - left, MARK, pen), Text(start, top + 14, label)]
        shapes.append(Group(tuple(inner), title=band_words(band), data={"band": band.row}))
    return shapes, y + ROW * len(ends) + 6


def _plate(x: float, y: float, words: str, *, bold: bool = False, fill: str = INK) -> list[Shape]:
    """Words on paper of their own, over the lines of the grid."""
    width = text_width(words, bold=bold)
    return [Rect(x - 2, y - 13, width + 4, 17, Pen("none", 0, "", PAPER)), Text(x, y, words, bold=bold, fill=fill)]


def _lane(lane: Lane, found: Scale, y: float, options: Options, titles: bool) -> tuple[list[Shape], float]:
    count = entries(len(lane.rows))
    room = options.width - 2 * EDGE - text_width(count) - 24
    name = wrapped(lane.name, room * text_width("a") / text_width("a", bold=True), 1)[0]
    y += 6
    shapes: list[Shape] = [Line(((EDGE - DOT, y), (options.width - EDGE + DOT, y)), Pen(FAINT, 1))]
    shapes += _plate(EDGE, y + 17, name, bold=True)
    shapes += _plate(EDGE + text_width(name, bold=True) + 16, y + 17, count, fill=GREY)
    y += 24
    if lane.undated:
        words = f"? {lane.undated} without a date"
        inner = tuple(_plate(EDGE, y + 13, words))
        data = {"mark": "undated", "count": str(lane.undated), "lane": lane.name}
        shapes.append(Group(inner, title=f"{lane.name}: {entries(lane.undated)} without a date.", data=data))
        y += 20
    shapes += [_mark(mark, y, options) for mark in lane.marks]
    y += ROW * lane.depth
    if lane.gaps:
        shapes += [_gap(gap, found, y, titles) for gap in lane.gaps]
        y += STRIP + 2
    return [Group(tuple(shapes), data={"lane": lane.name, "rows": str(lane.depth)})], y + 6


def _mark(mark: Mark, top: float, options: Options) -> Group:
    y = top + ROW * mark.row
    middle, wide = mark.middle, mark.right - mark.left
    note = mark.count == 1 and mark.rows[0].note
    shape: list[Shape]
    if mark.shape == "count":
        shape = [
            Rect(mark.left, y, wide, MARK, Pen(INK, 1, "4 3" if mark.vague else "", PAPER)),
            Text(middle, y + 14, str(mark.count), anchor="middle", bold=True),
        ]
    elif mark.shape == "day":
        corners = ((middle, y + 3), (mark.right, y + 9), (middle, y + 15), (mark.left, y + 9))
        dot = Circle(middle, y + 9, DOT, Pen(BLUE, 1.5, "", BLUE))
        shape = [Line(corners, Pen(INK, 1.5, "", PAPER), closed=True) if note else dot]
    else:
        fill = BLUE if mark.shape == "lasting" else PAPER
        shape = [Rect(mark.left, y + 4, wide, 10, Pen(BLUE, 1.5, "" if mark.shape == "lasting" else "4 3", fill))]
    first, last = bounds(mark)
    data = {
        "mark": mark.shape,
        "count": str(mark.count),
        "from": first.isoformat() if first else "",
        "to": last.isoformat() if last else "",
    }
    href = mark.rows[0].href if mark.count == 1 and mark.rows[0].href else ""
    if not href and options.table:
        href = f"{options.table}#{row_id(mark.rows[0].key)}"
    return Group(tuple(shape), title=mark_words(mark), href=href, data=data)


def _gap(gap: Gap, found: Scale, y: float, titles: bool) -> Group:
    left, right = found.x(gap.first), found.x(gap.last)
    right = max(right, left + 1)
    shapes: list[Shape] = [Rect(left, y, right - left, STRIP - 2, Pen(GREY, 1, "", PAPER))]
    strokes = int((right - left) // 6)
    zigzag = [(left + 6 * n, y + (STRIP - 2 if n % 2 else 0)) for n in range(strokes + 1)]
    if len(zigzag) > 1:
        shapes.append(Line(tuple(zigzag), Pen(GREY, 1)))
    words = f"{gap.days} days"
    if text_width(words) + 12 < right - left:
        middle, half = (left + right) / 2, text_width(words) / 2 + 3
        shapes.append(Rect(middle - half, y + 1, 2 * half, STRIP - 4, Pen("none", 0, "", PAPER)))
        shapes.append(Text(middle, y + 13, words, anchor="middle", fill=GREY))
    data = {"gap": f"{gap.first.isoformat()}/{gap.last.isoformat()}", "days": str(gap.days)}
    return Group(tuple(shapes), title=gap.words if titles else "", data=data)


def _key(lanes: Sequence[Lane], bands: Sequence[Band], y: float, options: Options) -> tuple[list[Shape], float]:
    """Only what is used."""
    used = {mark.shape for lane in lanes for mark in lane.marks}
    wanted = [
        ("day", "one entry, its day known"),
        ("range", "some day between"),
        ("lasting", "lasted from, to"),
        ("count", "several, counted (dashed: days between)"),
    ]
    entries_: list[tuple[list[Shape], str]] = []
    for shape, words in wanted:
        if shape in used:
            entries_.append((_icon(shape), words))
    if any(mark.rows[0].note for lane in lanes for mark in lane.marks if mark.shape == "day"):
        corners = ((19.0, 3.0), (24.0, 9.0), (19.0, 15.0), (14.0, 9.0))
        entries_.append(([Line(corners, Pen(INK, 1.5, "", PAPER), closed=True)], "a note or context"))
    if any(lane.gaps for lane in lanes):
        zig = tuple((6.0 * n, 0.0 if n % 2 else 16.0) for n in range(7))
        entries_.append(([Rect(0, 0, 36, 16, Pen(GREY, 1)), Line(zig, Pen(GREY, 1))], "nothing recorded"))
    if bands:
        entries_.append(([Rect(0, 0, 36, MARK, Pen(GREY, 1, "", SHADE))], "lasts; dashed: open end"))
    shapes: list[Shape] = []
    x = EDGE
    for icon, words in entries_:
        line = wrapped(words, options.width - 2 * EDGE - 46, 1)[0]
        need = 46 + text_width(line) + 18
        if x > EDGE and x + need > options.width:
            x, y = EDGE, y + ROW + 2
        shapes += [_moved(one, x, y) for one in icon]
        shapes.append(Text(x + 44, y + 14, line))
        x += need
    return shapes, y + (ROW + 4 if entries_ else 0)


def _icon(shape: str) -> list[Shape]:
    if shape == "count":
        return [Rect(6, 0, 26, MARK, Pen(INK, 1, "", PAPER)), Text(19, 14, "3", anchor="middle", bold=True)]
    if shape == "day":
        return [Circle(19, 9, DOT, Pen(BLUE, 1.5, "", BLUE))]
    lasting = shape == "lasting"
    return [Rect(0, 4, 38, 10, Pen(BLUE, 1.5, "" if lasting else "4 3", BLUE if lasting else PAPER))]


def _moved(shape: Shape, x: float, y: float) -> Shape:
    if isinstance(shape, Line):
        return replace(shape, points=tuple((px + x, py + y) for px, py in shape.points))
    assert not isinstance(shape, Group)
    return replace(shape, x=shape.x + x, y=shape.y + y)


def _said(notes: Sequence[str], y: float, width: int) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    for note in notes:
        for line in wrapped(note, width - 2 * EDGE, 6):
            shapes.append(Text(EDGE, y + 14, line))
            y += 18
    return shapes, y


def facts(found: Timeline) -> dict[str, Any]:
    """What is drawn, as data: lanes with their marks and gaps, bands, breaks in `notes`, the words."""
    return {
        "entries": sum(len(lane.rows) for lane in found.lanes),
        "undated": sum(lane.undated for lane in found.lanes),
        "outside": len(found.outside),
        "lanes": [_lane_facts(lane, found.options) for lane in found.lanes],
        "bands": [
            {"row": one.row, "label": one.label, "from": _iso(one.first), "to": _iso(one.last)} for one in found.bands
        ],
        "notes": list(found.notes),
        "narrative": list(found.sentences),
    }


def _lane_facts(lane: Lane, options: Options) -> dict[str, Any]:
    marks = []
    for mark in lane.marks:
        first, last = bounds(mark)
        marks.append({"shape": mark.shape, "count": mark.count, "from": _iso(first), "to": _iso(last), "row": mark.row})
    return {
        "lane": lane.name,
        "entries": len(lane.rows),
        "undated": lane.undated,
        "rows": lane.depth,
        "expected_days": options.expects(lane.name),
        "marks": marks,
        "gaps": [
            {"from": _iso(gap.first), "to": _iso(gap.last), "days": gap.days, "words": gap.words} for gap in lane.gaps
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
