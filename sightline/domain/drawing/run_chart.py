"""Draws a run chart: four lines told apart by dash and marker, days of sharing, and gaps that say why they are there.

Children
 1   Shared 5 Mar 2024
40 |      |         o---o        a point stands at the end of its month,
20 | o--o |  o--o--'             so a day of sharing lies left of the month it could have moved
 0 +------+----------------
     Jan     Apr     Jul
Not shown    [fewer than 5]      a strip under the axis: one row for each line with gaps
--o-- Clear  - [] - Ask  …       the key
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from sightline.domain.dates import in_words, month_in_words
from sightline.domain.disclosure import NOT_SHOWN
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
from sightline.domain.drawing.wrapping import in_lines
from sightline.domain.measures import NOT_KEPT, SERIES, SERIES_NAMES, RunChart

NARROWEST: Final = 320
WIDEST: Final = 1200
NARROW: Final = 343
"""Width for a phone of 375 px with its margins."""
WIDE: Final = 960
"""Width for a desk."""

EDGE: Final = 8
ROW: Final = 22

PENS: Final = {
    "clear": Pen(stroke="#1d70b8", width=2.5),
    "ask": Pen(stroke="#942514", width=2.5, dash="9 5"),
    "answered": Pen(stroke="#003078", width=2.5, dash="12 4 3 4"),
    "unknown": Pen(stroke=GREY, width=2.5, dash="2 5"),
}


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things go: the plot's edges, months along it, and the top of the scale."""

    width: int
    left: float
    right: float
    top: float
    bottom: float
    months: tuple[date, ...]
    highest: int
    step: int

    @property
    def pitch(self) -> float:
        """Px for one month."""
        return (self.right - self.left) / len(self.months)

    def x(self, index: int) -> float:
        """The end of a month."""
        return self.left + (index + 1) * self.pitch

    def day(self, day: date) -> float:
        """The end of a day."""
        index = (day.year - self.months[0].year) * 12 + day.month - self.months[0].month
        return self.x(index) - self.pitch * (1 - day.day / monthrange(day.year, day.month)[1])

    def y(self, value: float) -> float:
        """A number of children."""
        return self.bottom - (self.bottom - self.top) * value / self.highest


def run_chart_scene(chart: RunChart, *, width: int = WIDE) -> Scene:
    """The drawing of a run chart at a width in px (320 to 1200). Raises ValueError outside.

    Text is 14 px at this very width: a page shows the drawing made for its width and does not shrink another.
    """
    if not NARROWEST <= width <= WIDEST:
        raise ValueError(f"A run chart can be drawn from {NARROWEST} to {WIDEST} px wide.")
    frame = _frame(chart, width)
    numbered, sharing = _sharing(chart, frame)
    y = frame.bottom + ROW + EDGE
    gaps, rows = _gaps(chart, frame, y)
    y += ROW * rows + (EDGE if rows else 0)
    key, rows = _key(y, width)
    y += ROW * rows
    notes, rows = _notes(chart, numbered, y, width)
    y += ROW * rows
    return Scene(
        width=width,
        height=round(y + EDGE),
        title=f"Run chart of {chart.check}, {month_in_words(chart.months[0].month)} to {in_words(chart.as_of)}",
        desc=" ".join(chart.words),
        shapes=(*_ground(chart, frame), *sharing, *_lines(chart, frame), *_nothing(chart, frame), *gaps, *key, *notes),
    )


def _frame(chart: RunChart, width: int) -> _Frame:
    shown = [cell.value for p in chart.months for name in SERIES if (cell := p.series(name)).value is not None]
    step, highest = _scale(max(shown, default=0))
    left = EDGE + text_width(str(highest)) + 10
    top = ROW + (ROW if chart.shared_on else 0) + EDGE
    return _Frame(
        width=width,
        left=left,
        right=width - EDGE - 6,
        top=top,
        bottom=top + (220 if width < 640 else 280),
        months=tuple(point.month for point in chart.months),
        highest=highest,
        step=step,
    )


def _scale(largest: int) -> tuple[int, int]:
    """A step of 1, 2 or 5 times a power of ten, with at most five steps, and the top of the scale."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * 5 >= largest:
                return step, step * max(1, -(-largest // step))
        power *= 10


def _ground(chart: RunChart, frame: _Frame) -> list[Shape]:
    """Axes with their words, and the month under way shaded."""
    shapes: list[Shape] = [Text(EDGE, 16, "Children", bold=True)]
    if chart.months[-1].so_far:
        start = frame.x(len(chart.months) - 2)
        shapes.append(
            Rect(
                start,
                frame.top,
                frame.right - start,
                frame.bottom - frame.top,
                Pen("none", 0, "", SHADE),
                {"so": "far"},
            )
        )
    for value in range(0, frame.highest + 1, frame.step):
        y = frame.y(value)
        shapes.append(Line(((frame.left, y), (frame.right, y)), Pen(INK if value == 0 else FAINT, 1)))
        shapes.append(Text(frame.left - 8, y + 5, str(value), anchor="end"))
    return shapes + _month_names(frame)


def _nothing(chart: RunChart, frame: _Frame) -> list[Shape]:
    """Where no point can be shown, words saying so on a plate of paper, over the uprights."""
    if any(not point.series(name).hidden for point in chart.months for name in SERIES):
        return []
    middle = (frame.left + frame.right) / 2
    lines = in_lines(
        "No number can be shown here: all are small, or were not kept then.", frame.right - frame.left - 24
    )
    top = (frame.top + frame.bottom) / 2 - ROW * len(lines) / 2
    half = max(text_width(line) for line in lines) / 2 + 4
    plate = Rect(middle - half, top - ROW, 2 * half, ROW * (len(lines) + 0.5), Pen("none", 0, "", PAPER))
    return [plate, *(Text(middle, top + ROW * n, words, anchor="middle") for n, words in enumerate(lines))]


def _month_names(frame: _Frame) -> list[Shape]:
    """As many month names as have room, at even steps, with a tick for every month."""
    names = [f"{month_in_words(month)[:3]} {month.year}" for month in frame.months]
    room = max(text_width(name) for name in names) + 4
    step = next((s for s in (1, 2, 3, 4, 6, 12, 24, 36, 60) if s * frame.pitch >= room), len(names))
    shapes: list[Shape] = []
    taken = -1.0
    for index, name in enumerate(names):
        x = frame.x(index)
        named = index % step == 0
        shapes.append(Line(((x, frame.bottom), (x, frame.bottom + (7 if named else 4))), Pen(INK, 1)))
        place = min(x, frame.width - EDGE - text_width(name) / 2)
        if named and place - text_width(name) / 2 > taken:
            shapes.append(Text(place, frame.bottom + ROW, name, anchor="middle"))
            taken = place + text_width(name) / 2 + 3
    return shapes


def _lines(chart: RunChart, frame: _Frame) -> list[Shape]:
    """One group a series: its line, broken where a number is hidden, and a marker at each point."""
    groups: list[Shape] = []
    size = 5.0 if frame.pitch >= 18 else 3.5
    for name in SERIES:
        points = [(n, p.series(name).value) for n, p in enumerate(chart.months)]
        shapes: list[Shape] = []
        for hidden, run in groupby(points, key=lambda point: point[1] is None):
            places = [] if hidden else [(frame.x(n), frame.y(value or 0)) for n, value in run]
            if len(places) > 1:
                shapes.append(Line(tuple(places), PENS[name]))
            shapes += [_marker(name, x, y, size) for x, y in places]
        if shapes:
            groups.append(Group(tuple(shapes), title=SERIES_NAMES[name], data={"series": name}))
    return groups


def _marker(name: str, x: float, y: float, size: float) -> Shape:
    """Clear a full circle, ask an open square, answered a full diamond, unknown an open triangle."""
    ink = PENS[name].stroke
    data = {"marker": name}
    if name == "clear":
        return Circle(x, y, size, Pen(ink, 1.5, "", ink), data)
    if name == "ask":
        corners = ((x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size))
        return Line(corners, Pen(ink, 2, "", PAPER), True, data)
    if name == "answered":
        big = size * 1.3
        return Line(((x, y - big), (x + big, y), (x, y + big), (x - big, y)), Pen(ink, 1.5, "", ink), True, data)
    big = size * 1.2
    return Line(((x, y - big), (x + big, y + big * 0.8), (x - big, y + big * 0.8)), Pen(ink, 2, "", PAPER), True, data)


def _sharing(chart: RunChart, frame: _Frame) -> tuple[bool, list[Shape]]:
    """An upright for each day the learning was shared, named directly where there is room, else by number."""
    places = [frame.day(day) for day in chart.shared_on]
    shapes: list[Shape] = [
        Line(((x, frame.top - 4), (x, frame.bottom)), Pen(INK, 1), data={"shared": day.isoformat()})
        for x, day in zip(places, chart.shared_on)
    ]
    named = [_held(f"Shared {_short(day)}", x, frame) for x, day in zip(places, chart.shared_on)]
    if _apart(named):
        return False, [*shapes, *named]
    return True, [*shapes, *_numbers(places, frame)]


def _held(words: str, x: float, frame: _Frame) -> Text:
    """Words over x, moved sideways as far as the frame demands."""
    half = text_width(words) / 2
    return Text(min(max(x, EDGE + half), frame.width - EDGE - half), frame.top - 12, words, anchor="middle")


def _apart(texts: Sequence[Text]) -> bool:
    boxes = [text.box for text in texts]
    return all(before.right + EDGE <= after.left for before, after in pairwise(boxes))


def _numbers(places: list[float], frame: _Frame) -> list[Text]:
    """Numbers over the uprights; neighbours without room between them share one: "3–5"."""
    runs = [[n] for n in range(len(places))]
    while True:
        texts = [_held(_run_words(run), sum(places[n] for n in run) / len(run), frame) for run in runs]
        close = next((n for n in range(len(texts) - 1) if not _apart(texts[n : n + 2])), None)
        if close is None:
            return texts
        runs[close : close + 2] = [runs[close] + runs[close + 1]]


def _run_words(run: list[int]) -> str:
    return str(run[0] + 1) if len(run) == 1 else f"{run[0] + 1}–{run[-1] + 1}"


def _gaps(chart: RunChart, frame: _Frame, y: float) -> tuple[list[Shape], int]:
    """A strip under the axis: for each line with gaps its marker, and a bar at each gap with the reason in words.

    With the number of rows it takes.
    """
    with_gaps = [name for name in SERIES if any(point.series(name).hidden for point in chart.months)]
    if not with_gaps:
        return [], 0
    shapes: list[Shape] = [Text(EDGE, y + 16, _why_gaps(chart), bold=True)]
    row = y + ROW
    for name in with_gaps:
        cells = [point.series(name) for point in chart.months]
        shapes.append(_marker(name, frame.left - 14, row + 10, 5))
        for kind, run in groupby(enumerate(cells), key=lambda item: item[1].hidden and 1 + (item[1] == NOT_KEPT)):
            found = tuple(run)
            if kind:
                words = {cell.words for _, cell in found}
                said = words.pop() if len(words) == 1 else NOT_SHOWN
                shapes += _bar(frame, row, found[0][0], found[-1][0], said, name)
        row += ROW
    return shapes, 1 + len(with_gaps)


def _why_gaps(chart: RunChart) -> str:
    hidden = [point.series(name) == NOT_KEPT for point in chart.months for name in SERIES if point.series(name).hidden]
    reasons = ["small numbers"] * (not all(hidden)) + ["not kept then"] * any(hidden)
    return f"Gaps: {' or '.join(reasons)}"


def _bar(frame: _Frame, row: float, first: int, last: int, words: str, name: str) -> list[Shape]:
    """A bar from the first to the last month of a gap; its words where they fit (the heading says them anyway)."""
    left, right = frame.x(first) - frame.pitch + 1, frame.x(last) - 1
    data = {"gap": name, "months": str(last - first + 1)}
    bar: list[Shape] = [Rect(left, row + 2, right - left, 17, Pen(GREY, 1, "", SHADE), data)]
    for said in (words, "not shown"):
        if text_width(said) + 6 <= right - left and (said == words or words != NOT_KEPT.words):
            return [*bar, Text((left + right) / 2, row + 15, said, anchor="middle")]
    return bar


def _key(y: float, width: int) -> tuple[list[Shape], int]:
    """The key, wrapped; with the number of rows it takes."""
    shapes: list[Shape] = []
    x, row = float(EDGE), 0
    for name in SERIES:
        words = SERIES_NAMES[name]
        need = 52 + text_width(words) + 20
        if x > EDGE and x + need > width:
            x, row = float(EDGE), row + 1
        middle = y + ROW * row + 11
        shapes.append(Line(((x, middle), (x + 44, middle)), PENS[name]))
        shapes.append(_marker(name, x + 22, middle, 5))
        shapes.append(Text(x + 52, middle + 5, words))
        x += need
    return shapes, row + 1


def _notes(chart: RunChart, numbered: bool, y: float, width: int) -> tuple[list[Shape], int]:
    """What the numbers over the uprights mean, and what is shaded."""
    notes = [f"{n}  Learning shared on {in_words(day)}" for n, day in enumerate(chart.shared_on, 1)] if numbered else []
    if chart.shared_on and not numbered:
        notes.append("Upright line: the learning was shared")
    if chart.months[-1].so_far:
        notes.append(f"Shaded: {month_in_words(chart.as_of)} so far, up to {in_words(chart.as_of)}")
    lines = [line for note in notes for line in in_lines(note, width - 2 * EDGE)]
    return [Text(EDGE, y + ROW * n + 16, words) for n, words in enumerate(lines)], len(lines)


def _short(day: date) -> str:
    """`5 Mar 2024`."""
    return f"{day.day} {month_in_words(day)[:3]} {day.year}"
