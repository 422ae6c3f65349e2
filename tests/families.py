"""Small families for tests, told in a line or two."""

from __future__ import annotations

from typing import Any

from sightline.domain.drawing.genogram import Options, draw_genogram
from sightline.domain.drawing.scene import render
from sightline.domain.kinship import Family, read_family
from tools.svg_geometry import Drawing, read_drawing


def a_family(*people: str | dict[str, Any], **parts: Any) -> Family:
    """A family of people (an id, or fields) with unions `{"u": ("a", "b", "married")}` and children `("c", "a",
    "b")`."""
    persons = [{"id": one, "name": one.title()} if isinstance(one, str) else {"name": "", **one} for one in people]
    unions = [
        {"id": key, "partners": [a, b], "kind": kind} | (more[0] if more else {})
        for key, (a, b, kind, *more) in parts.pop("unions", {}).items()
    ]
    rows = []
    for child, *rest in parts.pop("children", ()):
        more = rest.pop() if rest and isinstance(rest[-1], dict) else {}
        rows.append({"child": child, "parents": rest, **more})
    data = {"format": "sightline-family/1", "id": "test", "title": "A test", "as_of": "2025-06-01"}
    return read_family({**data, "persons": persons, "unions": unions, "parentage": rows, **parts})


def svg_of(family: Family, **options: Any) -> str:
    """The family's drawing as SVG text."""
    return render(draw_genogram(family, Options(**options)).scene)


def drawing_of(family: Family, **options: Any) -> Drawing:
    """The geometry of the family's drawing."""
    return read_drawing(svg_of(family, **options))
