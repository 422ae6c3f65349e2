"""The geometry of an SVG file as it really is: symbols, lines, outlines and words, transforms applied.

Knows nothing of who drew it. Reads rect, circle, ellipse, line, polyline, polygon, and path with straight and curved
pieces
(a curve counts as the line through points along it); translate, scale and matrix transforms.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element  # for the type; parsing is defused

from defusedxml.ElementTree import fromstring

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_NONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PIECE = re.compile(r"([MmLlHhVvZzCcQqAaSsTt])([^MmLlHhVvZzCcQqAaSsTt]*)")


@dataclass
class Symbol:
    """A person's symbol."""

    person: str
    kind: str
    box: Box

    @property
    def centre(self) -> Point:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


@dataclass
class KinLine:
    """A line with `data-line`: its kind, ref and points."""

    kind: str
    ref: str
    points: list[Point]


@dataclass
class Drawing:
    """Everything measurable in a file."""

    symbols: list[Symbol] = field(default_factory=list)
    lines: list[KinLine] = field(default_factory=list)
    badges: set[tuple[str, str]] = field(default_factory=set)
    labels: list[tuple[str, Box]] = field(default_factory=list)


def read_drawing(source: str | Path) -> Drawing:
    """Geometry of an SVG file or text."""
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    found = Drawing()
    for element, matrix, person in _walk(fromstring(text), _NONE, ""):
        tag = element.tag.rsplit("}", 1)[-1]
        badge = element.get("data-badge")
        if badge and person:
            found.badges.add((person, badge))
        if tag == "text" and person:
            found.labels.append((person, _text_box(element, matrix)))
        points = [_apply(matrix, point) for point in _points(tag, element)]
        if not points:
            continue
        symbol = element.get("data-symbol")
        if symbol is not None and person:
            found.symbols.append(Symbol(person, symbol, _box(points)))
        line = element.get("data-line")
        if line:
            found.lines.append(KinLine(line, element.get("data-ref", ""), points))
    return found


def _walk(element: Element, matrix: Matrix, person: str) -> Iterator[tuple[Element, Matrix, str]]:
    matrix = _times(matrix, _matrix(element.get("transform", "")))
    person = element.get("data-person") or person
    yield element, matrix, person
    for child in element:
        yield from _walk(child, matrix, person)


def _matrix(text: str) -> Matrix:
    whole = _NONE
    for name, inside in re.findall(r"(\w+)\s*\(([^)]*)\)", text):
        numbers = [float(one) for one in _NUMBER.findall(inside)]
        if name == "translate":
            step: Matrix = (1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0)
        elif name == "scale":
            step = (numbers[0], 0, 0, numbers[1] if len(numbers) > 1 else numbers[0], 0, 0)
        elif name == "matrix":
            step = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
        else:
            raise ValueError(f"The transform '{name}' is not part of the contract.")
        whole = _times(whole, step)
    return whole


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def _apply(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _points(tag: str, element: Element) -> list[Point]:
    def number(name: str) -> float:
        return float(element.get(name, "0"))

    if tag == "rect":
        x, y, w, h = (number(name) for name in ("x", "y", "width", "height"))
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    if tag in ("circle", "ellipse"):
        rx, ry = (number("r"), number("r")) if tag == "circle" else (number("rx"), number("ry"))
        x, y = number("cx"), number("cy")
        return [(x - rx, y), (x, y - ry), (x + rx, y), (x, y + ry)]
    if tag == "line":
        return [(number("x1"), number("y1")), (number("x2"), number("y2"))]
    if tag in ("polyline", "polygon"):
        values = [float(one) for one in _NUMBER.findall(element.get("points", ""))]
        return list(zip(values[::2], values[1::2], strict=True))
    return _path(element.get("d", "")) if tag == "path" else []


def _path(text: str) -> list[Point]:
    points: list[Point] = []
    x = y = 0.0
    start = (0.0, 0.0)
    for letter, inside in _PIECE.findall(text):
        numbers = [float(one) for one in _NUMBER.findall(inside)]
        far = letter.isupper()
        kind = letter.upper()
        if kind == "Z":
            points.append(start)
            x, y = start
            continue
        size = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7}[kind]
        for place in range(0, len(numbers) - size + 1, size):
            part = numbers[place : place + size]
            if kind == "H":
                x = part[0] if far else x + part[0]
            elif kind == "V":
                y = part[0] if far else y + part[0]
            else:
                x, y = (part[-2], part[-1]) if far else (x + part[-2], y + part[-1])
            points.append((x, y))
            if kind == "M" and place == 0:
                start = (x, y)
    return points


def _box(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _text_box(element: Element, matrix: Matrix) -> Box:
    """About where words lie: 0.56 of the size for each letter."""
    size = float(element.get("font-size", "14"))
    width = 0.56 * size * len("".join(element.itertext()))
    x = float(element.get("x", "0")) - width * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
    y = float(element.get("y", "0"))
    return _box([_apply(matrix, (x, y - 0.75 * size)), _apply(matrix, (x + width, y + 0.2 * size))])


def inside(point: Point, polygon: list[Point]) -> bool:
    """Whether a point lies within a polygon (even-odd)."""
    x, y = point
    found = False
    for (ax, ay), (bx, by) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            found = not found
    return found


def length(points: list[Point]) -> float:
    """The length of a line through points."""
    return sum(math.dist(a, b) for a, b in itertools.pairwise(points))
