"""A scene: shapes and words on a page, turned into SVG.

    Scene(width, height, title, desc, shapes)   →   render(scene)   →   the same bytes every time

Only presentation attributes, so a strict content security policy lets it through: no style, no script, no class, no id.
Coordinates are px from the top left; numbers are written with at most two decimals. A shape may carry `data`, which
becomes `data-…` attributes in alphabetical order, for tests and measuring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

FONT: Final = "Arial, Helvetica, sans-serif"
SMALLEST_TEXT: Final = 14
"""Text is never smaller than this (px)."""
INK: Final = "#0b0c0c"
PAPER: Final = "#ffffff"
GREY: Final = "#505a5f"
"""Words and lines of the second rank: 7:1 on paper."""
FAINT: Final = "#d5d8da"
"""Rules that only guide the eye; they say nothing."""
SHADE: Final = "#f3f2f1"
"""Behind a stretch of a drawing, or inside what is not shown."""

JOINERS: Final = "\u200c\u200d"
_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]/ -·")
_WIDE: Final = frozenset("mwMW@%–—")


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line or outline is drawn: colour, width (px), dash pattern ("" is solid), fill ("none" is hollow)."""

    stroke: str = INK
    width: float = 2
    dash: str = ""
    fill: str = "none"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Whether this lies within the other."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `closed` joins the last to the first."""

    points: tuple[tuple[float, float], ...]
    pen: Pen = Pen()
    closed: bool = False
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle."""

    x: float
    y: float
    radius: float
    pen: Pen = Pen()
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle from its top left corner."""

    x: float
    y: float
    width: float
    height: float
    pen: Pen = Pen()
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words. `y` is the baseline; `anchor` is start, middle or end; `edged`: on an edge of paper, to be
    read over lines."""

    x: float
    y: float
    words: str
    size: int = SMALLEST_TEXT
    anchor: str = "start"
    bold: bool = False
    fill: str = INK
    data: Mapping[str, str] = field(default_factory=dict)
    edged: bool = False

    @property
    def box(self) -> Box:
        """Where the words lie, by an estimate that is rather too large than too small."""
        width = text_width(self.words, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - 0.8 * self.size, left + width, self.y + 0.24 * self.size)


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together; with `title`, something a reader can be told about; with `href`, a link."""

    shapes: tuple[Shape, ...]
    title: str = ""
    href: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


Shape = Line | Circle | Rect | Text | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing. `title` names it, `desc` says in words what it shows."""

    width: int
    height: int
    title: str
    desc: str
    shapes: tuple[Shape, ...]

    def texts(self) -> tuple[Text, ...]:
        """Every line of words in it, in order."""
        return tuple(shape for shape in flat(self.shapes) if isinstance(shape, Text))


def flat(shapes: Iterable[Shape]) -> Iterable[Shape]:
    """Shapes with groups opened up."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from flat(shape.shapes)
        else:
            yield shape


def edged(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """The same shapes, their words to be read over lines."""

    def one(shape: Shape) -> Shape:
        if isinstance(shape, Group):
            return replace(shape, shapes=edged(shape.shapes))
        return replace(shape, edged=True) if isinstance(shape, Text) else shape

    return tuple(map(one, shapes))


def text_width(words: str, size: int = SMALLEST_TEXT, *, bold: bool = False) -> float:
    """About how wide words are in a sans-serif face (px): never less than they turn out, tried in a browser."""
    ems = sum(
        0.0 if c in JOINERS else 0.36 if c in _NARROW else 0.96 if c in _WIDE else 0.72 if c.isupper() else 0.58
        for c in words
    )
    return ems * size * (1.08 if bold else 1)


def render(scene: Scene) -> str:
    """The scene as standalone SVG. The same scene gives the same bytes."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width} {scene.height}" '
        f'width="{scene.width}" height="{scene.height}" role="graphics-document document" '
        f'font-family="{FONT}">'
    )
    lines = [
        head,
        f"<title>{escape(printable(scene.title))}</title>",
        f"<desc>{escape(printable(scene.desc))}</desc>",
    ]
    lines.append(_tag("rect", {"width": scene.width, "height": scene.height, "fill": PAPER}))
    lines.extend(_draw(shape) for shape in scene.shapes)
    return "\n".join([*lines, "</svg>"]) + "\n"


def number(value: float) -> str:
    """12.0 as "12", 12.345 as "12.35" (never "-0")."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _draw(shape: Shape) -> str:
    match shape:
        case Group():
            return _group(shape)
        case Line():
            points = " ".join(f"{number(x)},{number(y)}" for x, y in shape.points)
            kind = "polygon" if shape.closed else "polyline"
            return _tag(kind, {"points": points, **_pen(shape.pen), **_data(shape)})
        case Circle():
            place = {"cx": shape.x, "cy": shape.y, "r": shape.radius}
            return _tag("circle", {**place, **_pen(shape.pen), **_data(shape)})
        case Rect():
            place = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
            return _tag("rect", {**place, **_pen(shape.pen), **_data(shape)})
        case Text():
            return f"{_tag('text', _look(shape), close=False)}{escape(printable(shape.words))}</text>"


def _group(shape: Group) -> str:
    """A group; a link stands round it, so that nothing to be reached lies inside an image."""
    title = f"<title>{escape(printable(shape.title))}</title>" if shape.title else ""
    role = {"role": "graphics-symbol img"} if shape.title else {}
    inner = [_tag("g", role | _data(shape), close=False) + title, *map(_draw, shape.shapes), "</g>"]
    if shape.href:
        inner = [_tag("a", {"href": shape.href}, close=False), *inner, "</a>"]
    return "\n".join(inner)


def _look(text: Text) -> dict[str, str | float]:
    look: dict[str, str | float] = {"x": text.x, "y": text.y, "font-size": text.size, "fill": text.fill}
    if text.anchor != "start":
        look["text-anchor"] = text.anchor
    if text.bold:
        look["font-weight"] = "bold"
    if text.edged:
        look |= {"stroke": PAPER, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke"}
    return look | _data(text)


def printable(words: str) -> str:
    """Words without the control characters that XML forbids; a line break becomes a space.

    What joins letters, or keeps them apart, is part of how names are spelt in many scripts, and stays.
    """
    if words.isprintable():  # nearly always: nothing to look at letter by letter
        return words
    odd = {c for c in set(words) if c not in JOINERS and not c.isprintable()}
    return words.translate({ord(c): " " if c in "\t\r\n" else None for c in odd})


def _pen(pen: Pen) -> dict[str, str | float]:
    if pen.stroke == "none":
        return {"fill": pen.fill}
    dash = {"stroke-dasharray": pen.dash} if pen.dash else {}
    return {"fill": pen.fill, "stroke": pen.stroke, "stroke-width": pen.width, **dash}


def _data(shape: Shape) -> dict[str, str | float]:
    return {f"data-{name}": printable(shape.data[name]) for name in sorted(shape.data)}


def _tag(name: str, attributes: Mapping[str, str | float], *, close: bool = True) -> str:
    written = (f" {key}={quoteattr(v if isinstance(v, str) else number(v))}" for key, v in attributes.items())
    return f"<{name}{''.join(written)}{'/' if close else ''}>"
