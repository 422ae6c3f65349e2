"""The measuring program sees each fault in drawings made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.domain.kinship import Family, read_family
from tools.measure_drawing import Measures, measure, stability
from tools.svg_geometry import read_drawing


def family(**parts: Any) -> Family:
    data = {
        "format": "sightline-family/1",
        "id": "f",
        "persons": [{"id": key, "born": f"{1980 + number}"} for number, key in enumerate("abcdx")],
        "unions": [{"id": "u", "partners": ["a", "b"]}],
        "parentage": [{"child": key, "parents": ["a", "b"], "union": "u"} for key in "cd"],
        **parts,
    }
    return read_family(data)


PLACES = {"a": (0, 0), "b": (100, 0), "c": (0, 150), "d": (100, 150), "x": (300, 0)}
LINES = (
    '<path d="M 10 0 H 90" data-line="union" data-ref="u"/>',
    '<polyline points="50,0 50,100" data-line="descent" data-ref="u"/>',
    '<line x1="0" y1="100" x2="100" y2="100" data-line="descent" data-ref="u"/>',
    '<line x1="0" y1="100" x2="0" y2="140" data-line="descent" data-ref="u"/>',
    '<line x1="100" y1="100" x2="100" y2="140" data-line="descent" data-ref="u"/>',
)


def measured(places: dict[str, tuple[float, float]] = PLACES, *more: str, of: Family | None = None) -> Measures:
    box = '<rect x="-10" y="-10" width="20" height="20" data-symbol="m"/>'
    people = [f'<g data-person="{key}" transform="translate({x} {y})">{box}</g>' for key, (x, y) in places.items()]
    text = "".join(['<svg xmlns="http://www.w3.org/2000/svg">', *people, *LINES, *more, "</svg>"])
    return measure(of or family(), read_drawing(text))


def test_a_clean_drawing_has_no_fault() -> None:
    found = measured()
    assert (found.people, found.missing, found.duplicates, found.overlaps, found.faults, found.not_below) == (
        5,
        0,
        0,
        0,
        0,
        0,
    )
    assert (found.unions, found.adjacent, found.sibships, found.split_sibships, found.younger_left) == (1, 1, 1, 0, 0)
    assert found.centring_mean == 0
    assert found.width_ratio == pytest.approx((300 / 100 + 1) / 3)


def test_somebody_missing_or_twice_is_seen() -> None:
    assert measured({key: place for key, place in PLACES.items() if key != "x"}).missing == 1
    twice = '<g data-person="a"><circle cx="500" cy="0" r="10" data-symbol="f"/></g>'
    assert measured(PLACES, twice).duplicates == 1


def test_overlapping_symbols_are_seen() -> None:
    assert measured(PLACES | {"x": (105, 5)}).overlaps == 1


@pytest.mark.parametrize(
    ("line", "crossings", "overlaps", "through"),
    [
        ("M 50 50 L 200 50", 1, 0, 0),  # touches the drop: a T counts
        ("M 30 50 L 200 50", 1, 0, 0),
        ("M 50 0 L 60 40", 1, 0, 0),  # ends in the middle of the union line
        ("M 50 20 V 60", 0, 1, 0),  # on top of the drop
        ("M 295 -40 V 40", 0, 0, 1),
        ("M 10 0 L 10 -60", 0, 0, 0),  # both end there
    ],
)
def test_each_fault_of_a_line_is_seen(line: str, crossings: int, overlaps: int, through: int) -> None:
    stranger = family(
        persons=[{"id": key} for key in "abcdxyz"],
        unions=[{"id": "u", "partners": ["a", "b"]}, {"id": "v", "partners": ["y", "z"]}],
    )
    found = measured(
        PLACES | {"y": (600, 0), "z": (700, 0)}, f'<path d="{line}" data-line="union" data-ref="v"/>', of=stranger
    )
    assert (min(found.crossings, 1), found.line_overlaps, found.through_people) == (crossings, overlaps, through)


def test_rows_order_and_centring_are_seen() -> None:
    found = measured(PLACES | {"b": (100, 20), "c": (100, 0), "d": (30, 150), "x": (60, 150)})
    assert (found.off_row, found.not_below, found.siblings_off_row) == (1, 1, 1)
    found = measured(PLACES | {"c": (100, 150), "d": (0, 150), "x": (50, 150)})
    assert (found.younger_left, found.split_sibships) == (1, 1)
    assert measured(PLACES | {"d": (140, 150)}).centring_max == pytest.approx(1.0)
    assert measured(PLACES | {"x": (50, 0)}).adjacent == 0


def test_a_sibship_that_any_order_splits_is_counted_apart() -> None:
    homes = ("birth", "adopted", "fostered")
    rows = [{"child": "c", "parents": [f"p{n}"], "kind": kind} for n, kind in enumerate(homes)]
    rows += [{"child": f"s{n}", "parents": [f"p{n}"], "kind": "birth"} for n in range(3)]
    people = [{"id": key} for key in ("c", "p0", "p1", "p2", "s0", "s1", "s2")]
    placed = {"p0": (0, 0), "p1": (100, 0), "p2": (200, 0)} | {
        key: (100 * n, 150) for n, key in enumerate(("s0", "c", "s1", "s2"))
    }
    three = family(persons=people, unions=[], parentage=rows)
    found = measured(placed, of=three)
    assert (found.sibships, found.split_sibships, found.split_anyway) == (3, 1, 1)
    two = family(persons=people, unions=[], parentage=[row for row in rows if row["parents"] != ["p2"]])
    assert measured(placed, of=two).split_anyway == 0
    # A sibling's partner may stand between, be it of the child that they share.
    for pair in (["s1", "s2"], ["c", "s1"], ["c", "s2"]):
        couple = family(persons=people, unions=[{"id": "u", "partners": pair}], parentage=rows)
        assert measured(placed, of=couple).split_anyway == 0


def test_intruders_and_badges_are_seen() -> None:
    homes = family(households=[{"id": "h", "members": ["a", "d"]}])
    outline = '<polygon points="-20,-20 120,-20 120,20 -20,20" data-line="household" data-ref="h"/>'
    assert measured(PLACES, outline, of=homes).intruders == 2
    badge = '<g data-person="d"><circle r="3" data-badge="h"/></g>'
    assert measured(PLACES, outline, badge, of=homes).intruders == 1


def test_moves_and_flips_are_counted_after_the_shift_of_all() -> None:
    def layout(**x: float) -> dict[str, Any]:
        return {"persons": [{"id": key, "x": value, "y": 0} for key, value in x.items()]}

    assert stability(layout(a=0, b=100, c=200), layout(a=50, b=150, c=250)) == {"mean_move": 0, "moved": 0, "flips": 0}
    found = stability(layout(a=0, b=100, c=200), layout(a=100, b=0, c=200))
    assert found["flips"] == 1
    assert found["moved"] == pytest.approx(2 / 3)


def test_transforms_are_applied_and_turning_is_refused() -> None:
    box = '<rect width="10" height="10" data-symbol="m"/>'
    text = f'<svg><g transform="scale(2) translate(5,0)" data-person="a">{box}</g></svg>'
    assert read_drawing(text).symbols[0].box == (10, 0, 30, 20)
    with pytest.raises(ValueError, match="rotate"):
        read_drawing('<svg><g transform="rotate(5)"/></svg>')
