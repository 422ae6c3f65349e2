"""Measures a drawn family: anybody's SVG that keeps the contract, against the family it was drawn from.

    python -m tools.measure_drawing FAMILY.json DRAWING.svg              a table
    python -m tools.measure_drawing FAMILY.json DRAWING.svg --json       the same as JSON
    python -m tools.measure_drawing --stability OLD.json NEW.json        two sightline-layout/1 files

It reads the file and nothing else: no part of the engine that drew it is used, only the family reader.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sightline.domain.kinship import Family, certainly_before, own_ancestor_rows, read_family
from tools.svg_geometry import Drawing, KinLine, Point, inside, length, read_drawing

NEAR = 0.05
Segment = tuple[Point, Point, str]


@dataclass
class Measures:
    """Section 3 of the drawing requirements; counts unless a share or a mean is said."""

    people: int = 0
    missing: int = 0
    duplicates: int = 0
    overlaps: int = 0
    label_overlaps: int = 0
    crossings: int = 0
    line_overlaps: int = 0
    through_people: int = 0
    faults: int = 0
    unions: int = 0
    off_row: int = 0
    not_below: int = 0
    siblings_off_row: int = 0
    adjacent: int = 0
    sibships: int = 0
    split_sibships: int = 0
    split_anyway: int = 0
    """So many are split in any order of these rows: of three that meet in one child, two can stand beside it."""
    sibling_pairs: int = 0
    younger_left: int = 0
    centred: int = 0
    centring_mean: float = 0.0
    centring_max: float = 0.0
    width_ratio: float = 1.0
    edge_length: float = 0.0
    intruders: int = 0
    missing_lines: int = 0


def measure(family: Family, drawing: Drawing) -> Measures:
    """Every measure of one drawing."""
    found = Measures(people=len(family.persons))
    places = {symbol.person: symbol.centre for symbol in reversed(drawing.symbols)}
    counts = Counter(symbol.person for symbol in drawing.symbols)
    found.missing = sum(one.id not in counts for one in family.persons)
    found.duplicates = sum(count - 1 for count in counts.values())
    if not places:
        return found
    boxes = [symbol.box for symbol in drawing.symbols]
    wide = statistics.median(right - left for left, _, right, _ in boxes)
    high = statistics.median(bottom - top for _, top, _, bottom in boxes)
    found.overlaps = _overlapping(boxes)
    found.label_overlaps = _label_overlaps(drawing)
    kin = [line for line in drawing.lines if line.kind in ("union", "descent")]
    groups = _groups(family)
    _line_faults(found, drawing, kin, groups, wide)
    _rows(found, family, places, high)
    _sibships(found, family, groups, places, kin, (wide, high))
    _width(found, places, kin, high)
    found.intruders = _intruders(family, drawing, places)
    refs = {line.ref for line in kin}
    found.missing_lines = sum(
        ref not in refs for ref, (parents, children) in groups.items() if _drawn(parents, children)
    )
    return found


def _drawn(parents: set[str], children: set[str]) -> bool:
    return len(parents) == 2 or bool(children)


def _groups(family: Family) -> dict[str, tuple[set[str], set[str]]]:
    """Parents and children by the ref their lines carry."""
    found: dict[str, tuple[set[str], set[str]]] = {
        one.id: (set(one.partners), set()) for one in family.unions if len(one.partners) == 2
    }
    errors = {id(row) for row in own_ancestor_rows(family)}
    for row in family.parentage:
        if id(row) in errors:
            continue
        pair = set(row.parents)
        union = family.union.get(row.union)
        shared = [
            one.id for one in family.unions_of.get(row.parents[0], ()) if set(one.partners) == pair and len(pair) == 2
        ]
        if union and set(union.partners) == pair:
            ref = union.id
        elif shared:
            ref = min(shared, key=lambda key: (family.union[key].start or "9", key))
        else:
            ref = "+".join(sorted(pair))
        found.setdefault(ref, (pair, set()))[1].add(row.child)
    return found


def _overlapping(boxes: Sequence[tuple[float, float, float, float]]) -> int:
    count = 0
    order = sorted(boxes)
    for index, (_, top, right, bottom) in enumerate(order):
        for left2, top2, _, bottom2 in order[index + 1 :]:
            if left2 >= right - 0.01:
                break
            count += top < bottom2 - 0.01 and top2 < bottom - 0.01
    return count


def _label_overlaps(drawing: Drawing) -> int:
    count = 0
    labels = sorted(drawing.labels, key=lambda one: one[1])
    for index, (person, (_, top, right, bottom)) in enumerate(labels):
        for other, (left2, top2, _, bottom2) in labels[index + 1 :]:
            if left2 >= right:
                break
            count += person != other and top < bottom2 and top2 < bottom
    return count


def _segments(lines: Sequence[KinLine]) -> list[Segment]:
    return [
        (a, b, line.ref)
        for line in lines
        for a, b in zip(line.points, line.points[1:], strict=False)
        if abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.01
    ]


def _line_faults(
    found: Measures,
    drawing: Drawing,
    kin: Sequence[KinLine],
    groups: dict[str, tuple[set[str], set[str]]],
    wide: float,
) -> None:
    segments = sorted(_segments(kin), key=lambda one: min(one[0][0], one[1][0]))
    for index, (a, b, ref) in enumerate(segments):
        right = max(a[0], b[0])
        for c, d, other in segments[index + 1 :]:
            if min(c[0], d[0]) > right + NEAR:
                break
            if ref == other:
                continue
            if _shared(a, b, c, d) > 0.05 * wide:
                found.line_overlaps += 1
            elif _meet(a, b, c, d):
                found.crossings += 1
    for symbol in drawing.symbols:
        left, top, right, bottom = symbol.box
        dx, dy = 0.05 * (right - left), 0.05 * (bottom - top)
        core = (left + dx, top + dy, right - dx, bottom - dy)
        for a, b, ref in segments:
            parents, children = groups.get(ref, (set(ref.split("+")), set()))
            if symbol.person not in parents and symbol.person not in children and _through(a, b, core):
                found.through_people += 1
    found.faults = found.crossings + found.line_overlaps + found.through_people


def _cross(o: Point, a: Point, b: Point) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def _on(p: Point, a: Point, b: Point) -> bool:
    """Whether a point lies on a segment."""
    size = max(abs(b[0] - a[0]) + abs(b[1] - a[1]), 1e-9)
    return (
        abs(_cross(a, b, p)) / size < NEAR
        and min(a[0], b[0]) - NEAR <= p[0] <= max(a[0], b[0]) + NEAR
        and min(a[1], b[1]) - NEAR <= p[1] <= max(a[1], b[1]) + NEAR
    )


def _same(p: Point, q: Point) -> bool:
    return abs(p[0] - q[0]) < NEAR and abs(p[1] - q[1]) < NEAR


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments meet, other than both ending at the point."""
    if any(_same(p, q) for p in (a, b) for q in (c, d)):
        return False
    if _on(a, c, d) or _on(b, c, d) or _on(c, a, b) or _on(d, a, b):
        return True
    return _cross(a, b, c) * _cross(a, b, d) < 0 and _cross(c, d, a) * _cross(c, d, b) < 0


def _shared(a: Point, b: Point, c: Point, d: Point) -> float:
    """How long two segments run on top of one another."""
    if not (_on(c, a, b) or _on(d, a, b) or _on(a, c, d) or _on(b, c, d)):
        return 0.0
    size = max(abs(b[0] - a[0]) + abs(b[1] - a[1]), 1e-9)
    if abs(_cross(a, b, c)) / size > NEAR or abs(_cross(a, b, d)) / size > NEAR:
        return 0.0
    axis = 0 if abs(a[0] - b[0]) >= abs(a[1] - b[1]) else 1
    low = max(min(a[axis], b[axis]), min(c[axis], d[axis]))
    return min(max(a[axis], b[axis]), max(c[axis], d[axis])) - low


def _through(a: Point, b: Point, box: tuple[float, float, float, float]) -> bool:
    """Whether a segment passes through a box (clipping, after Liang and Barsky)."""
    left, top, right, bottom = box
    dx, dy = b[0] - a[0], b[1] - a[1]
    low, high = 0.0, 1.0
    for p, q in ((-dx, a[0] - left), (dx, right - a[0]), (-dy, a[1] - top), (dy, bottom - a[1])):
        if p == 0:
            if q <= 0:
                return False
        elif p < 0:
            low = max(low, q / p)
        else:
            high = min(high, q / p)
    return low < high


def _rows(found: Measures, family: Family, places: dict[str, Point], high: float) -> None:
    errors = {id(row) for row in own_ancestor_rows(family)}
    for row in family.parentage:
        if id(row) not in errors and row.child in places:
            tops = [places[one][1] for one in row.parents if one in places]
            found.not_below += any(places[row.child][1] < top + high / 4 for top in tops)
    for union in family.unions:
        if len(union.partners) != 2 or not set(union.partners) <= set(places):
            continue
        (ax, ay), (bx, by) = (places[one] for one in union.partners)
        found.unions += 1
        if abs(ay - by) > high / 4:
            found.off_row += 1
            continue
        between = [
            one
            for one, (x, y) in places.items()
            if one not in union.partners and min(ax, bx) < x < max(ax, bx) and abs(y - ay) <= high / 4
        ]
        found.adjacent += not between


def _sibships(
    found: Measures,
    family: Family,
    groups: dict[str, tuple[set[str], set[str]]],
    places: dict[str, Point],
    kin: Sequence[KinLine],
    size: tuple[float, float],
) -> None:
    wide, high = size
    errors = []
    partners: dict[str, set[str]] = {}
    for union in family.unions:
        for one in union.partners:
            partners.setdefault(one, set()).update(union.partners)
    born = {one.id: one.born for one in family.persons}
    on_rows: dict[int, list[set[str]]] = {}
    for ref, (parents, kids) in groups.items():
        children = {one for one in kids if one in places}
        for level in sorted({round(places[one][1]) for one in children}):
            on_rows.setdefault(level, []).append({one for one in children if round(places[one][1]) == level})
        if len(children) > 1:
            found.sibships += 1
            ys = [places[one][1] for one in children]
            found.siblings_off_row += max(ys) - min(ys) > high / 4
            found.split_sibships += _is_split(children, places, partners, high)
            for older, younger in _pairs(children, born):
                found.sibling_pairs += 1
                found.younger_left += places[younger][0] < places[older][0]
        rows = [row for row in family.parentage if row.child in children and set(row.parents) == parents]
        if children and all(row.kind == "birth" for row in rows):
            tops = [point for line in kin if line.kind == "descent" and line.ref == ref for point in line.points]
            if tops:
                xs = [places[one][0] for one in children]
                errors.append(abs(min(tops, key=lambda p: p[1])[0] - (min(xs) + max(xs)) / 2) / wide)
    found.split_anyway = sum(_split_anyway(sibships, partners) for sibships in on_rows.values())
    found.centred = len(errors)
    found.centring_mean = statistics.fmean(errors) if errors else 0.0
    found.centring_max = max(errors, default=0.0)


def _pairs(children: set[str], born: dict[str, str]) -> Iterator[tuple[str, str]]:
    for one in sorted(children):
        for other in sorted(children):
            if certainly_before(born[one], born[other]):
                yield one, other


def _is_split(children: set[str], places: dict[str, Point], partners: dict[str, set[str]], high: float) -> bool:
    """Whether somebody stands between siblings on a row who is neither a sibling nor a sibling's partner."""
    for level in {round(places[one][1]) for one in children}:
        here = [places[one][0] for one in children if abs(places[one][1] - level) <= high / 4]
        for one, (x, y) in places.items():
            between = abs(y - level) <= high / 4 and min(here) < x < max(here)
            if between and one not in children and not partners.get(one, set()) & children:
                return True
    return False


def _split_anyway(sibships: Sequence[set[str]], partners: dict[str, set[str]]) -> int:
    """How many sibships of a row are split whatever its order, at least.

    Of sibships that have one child in common, and nobody else nor any couple, one can stand to its left and one to its
    right; whoever is of a third has one of theirs in between. A sibship counts for one child only.
    """
    count, used = 0, set()
    shared = Counter(child for siblings in sibships if len(siblings) > 1 for child in siblings)
    for child in sorted(child for child, times in shared.items() if times > 2):
        apart: list[tuple[set[str], set[str]]] = []
        for number, siblings in enumerate(sibships):
            others = siblings - {child}
            if not others or child not in siblings or number in used:
                continue
            near = others.union(*(partners.get(one, set()) for one in siblings))
            if not any(near & theirs or others & around for theirs, around in apart):
                apart.append((others, near))
                used.add(number)
        count += max(0, len(apart) - 2)
    return count


def _width(found: Measures, places: dict[str, Point], kin: Sequence[KinLine], high: float) -> None:
    rows: list[list[Point]] = []
    for point in sorted(places.values(), key=lambda p: p[1]):
        if rows and point[1] - rows[-1][0][1] <= high / 4:
            rows[-1].append(point)
        else:
            rows.append([point])
    pitches = [b - a for row in rows for a, b in _neighbours(sorted(x for x, _ in row))]
    pitch = min(pitches, default=0.0)
    if pitch > 0:
        xs = [x for x, _ in places.values()]
        found.width_ratio = ((max(xs) - min(xs)) / pitch + 1) / max(len(row) for row in rows)
        found.edge_length = sum(length(line.points) for line in kin) / pitch / max(1, found.people)


def _neighbours(values: Sequence[float]) -> Iterator[tuple[float, float]]:
    return iter(itertools.pairwise(values))


def _intruders(family: Family, drawing: Drawing, places: dict[str, Point]) -> int:
    outlines: dict[str, list[list[Point]]] = {}
    for line in drawing.lines:
        if line.kind == "household":
            outlines.setdefault(line.ref, []).append(line.points)
    count = 0
    for home in family.households:
        members = {one.person for one in home.members}
        for person, centre in places.items():
            within = any(inside(centre, outline) for outline in outlines.get(home.id, ()))
            if person not in members:
                count += within
            elif not within and (person, home.id) not in drawing.badges:
                count += 1
    return count


def stability(old: dict[str, Any], new: dict[str, Any], wide: float = 48.0) -> dict[str, float]:
    """Mean move in W after the median shift, share moved over 1 W, and order flips among pairs of one row."""
    before = {one["id"]: (one["x"], one["y"]) for one in old["persons"]}
    after = {one["id"]: (one["x"], one["y"]) for one in new["persons"]}
    both = sorted(set(before) & set(after))
    if not both:
        return {"mean_move": 0.0, "moved": 0.0, "flips": 0}
    dx = statistics.median(after[one][0] - before[one][0] for one in both)
    dy = statistics.median(after[one][1] - before[one][1] for one in both)
    moves = [
        ((after[one][0] - before[one][0] - dx) ** 2 + (after[one][1] - before[one][1] - dy) ** 2) ** 0.5 / wide
        for one in both
    ]
    flips = 0
    for index, one in enumerate(both):
        for other in both[index + 1 :]:
            row = abs(before[one][1] - before[other][1]) < 12 and abs(after[one][1] - after[other][1]) < 12
            flips += row and (before[one][0] - before[other][0]) * (after[one][0] - after[other][0]) < 0
    return {
        "mean_move": statistics.fmean(moves),
        "moved": sum(one > 1 for one in moves) / len(moves),
        "flips": flips,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Print the measures; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.measure_drawing", description=__doc__.split("\n")[0])
    parser.add_argument("first", metavar="FAMILY.json", type=Path)
    parser.add_argument("second", metavar="DRAWING.svg", type=Path)
    parser.add_argument("--stability", action="store_true", help="both files are layouts: OLD.json NEW.json")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    if arguments.stability:
        found = stability(
            *(json.loads(path.read_text(encoding="utf-8")) for path in (arguments.first, arguments.second))
        )
    else:
        family = read_family(arguments.first.read_bytes())
        found = asdict(measure(family, read_drawing(arguments.second)))
    if arguments.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name.replace('_', ' '):18} {value if isinstance(value, int) else round(value, 3)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
