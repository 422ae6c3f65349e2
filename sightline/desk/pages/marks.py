"""The body map on a page: a form being filled, an entry and its versions, all that is on record. Always with its words.

An entry is shown on the drawing it was marked on, however old it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from sightline.cases.entries.form import NotedForm
from sightline.cases.entries.marks import TYPES, mark_of
from sightline.cases.fields import NOT_RECORDED
from sightline.cases.models import Noted
from sightline.cases.queries import when
from sightline.desk import saying
from sightline.desk.chronology import address
from sightline.domain.drawing import render
from sightline.domain.drawing.body import NOWHERE, OLDER, REGIONS, Mark, body_map, figure_for, figures, mark_words
from sightline.kit.svg import checked
from sightline.people.ages import months_on
from sightline.people.models import Person


@dataclass(frozen=True)
class BodyPicture:
    """A drawing for a phone and one for a desk, and the same marks in words."""

    caption: str
    narrow: Markup
    wide: Markup
    words: tuple[str, ...]


def form_picture(form: NotedForm) -> BodyPicture | None:
    """The drawing of a form, with the marks that stand in it; None for a kind that has none."""
    if "marks-0-region" not in form.fields:
        return None
    marks = []
    number = 0
    while f"marks-{number}-region" in form.fields:
        values = {name: form[f"marks-{number}-{name}"].value() for name in _FIELDS}
        said = {name: value for name, value in values.items() if value and value != NOT_RECORDED}
        if said:
            marks.append(mark_of(number + 1, said))
        number += 1
    version = str(form["drawing"].value() or "")
    return _picture(version if version in figures() else OLDER, marks, "The body, to mark on")


_FIELDS = ("region", "side", "view", "place", "size_mm", "shape", "colour", "x", "y")


def entry_picture(kind: str, body: Mapping[str, Any]) -> BodyPicture | None:
    """The drawing of one entry with its marks; None where none was marked."""
    if kind != "Injury" or not body.get("marks"):
        return None
    marks = [mark_of(number, one) for number, one in enumerate(body["marks"], 1)]
    return _picture(_version(body), marks, "Marks of this entry on the body")


def record_pictures(child: Person, rows: Sequence[Noted]) -> tuple[BodyPicture, ...]:
    """The marks of these entries, the newest first: one picture for each drawing that was marked on.

    `rows` as `noting.noted` gives the newest of a kind: where there are older ones the picture says so.
    """
    found: dict[str, list[Mark]] = {}
    number = 0
    for row in rows:
        happened = when(row)
        version = _version(row.body) if row.body.get("marks") else figure_for(_months(child, happened.earliest))
        for mark in row.body.get("marks") or [_whole(row.body)]:
            number += 1
            what = f"{TYPES.get(str(row.body.get('type')), 'A mark')}, {saying.happened(row)}"
            link = address(child, "Injury", row.fact)
            found.setdefault(version, []).append(replace(mark_of(number, mark), what=what, href=link))
    return tuple(_picture(version, marks, _title(rows)) for version, marks in found.items())


def _title(rows: Sequence[Noted]) -> str:
    older = getattr(rows[0], "of_kind", len(rows)) - len(rows)
    every = "Every mark on record, the newest first"
    return saying.older("Marks on record, by entry", older) if older else every


def _months(child: Person, on: date | None) -> int | None:
    return months_on(child, on) if on else None


def _whole(body: Mapping[str, Any]) -> dict[str, Any]:
    """An entry without marks of its own, as one mark somewhere in its region."""
    names = {"body_region": "region", "size_mm": "size_mm", "shape_and_colour": "shape"}
    return {name: body[field] for field, name in names.items() if field in body}


def _version(body: Mapping[str, Any]) -> str:
    version = str(body.get("drawing") or "")
    return version if version in figures() else OLDER


def _picture(version: str, marks: Sequence[Mark], title: str) -> BodyPicture:
    narrow = checked(render(body_map(version, marks, across=2, title=title)))
    wide = checked(render(body_map(version, marks, across=4, title=title)))
    nowhere = sum(mark.region in NOWHERE or mark.region not in REGIONS for mark in marks)
    caption = f"{title}. {figures()[version].name}."
    if nowhere:
        caption += f" {nowhere} in words only."
    return BodyPicture(caption, narrow, wide, tuple(mark_words(mark) for mark in marks))
