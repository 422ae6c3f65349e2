"""The head of a genogram: its name, its day, who is in it; and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sightline.domain.dates import and_list
from sightline.domain.drawing.scene import GREY, Shape, Text, text_width
from sightline.domain.drawing.wrapping import wrapped
from sightline.domain.kinship import Family

from .households import Home
from .words import date_words, name_of

MARGIN: Final = 40.0
HEADER: Final = 84.0


def title_of(family: Family) -> str:
    """The name of the drawing."""
    return f"Genogram: {' '.join(family.title.split()) or family.id or 'family'}"


def description_of(family: Family, drawn: Sequence[Home], notes: Sequence[str]) -> str:
    """What the drawing shows, for who does not see it; with what is contradictory in the record."""
    count = len(family.persons)
    parts = [f"{count} {'person' if count == 1 else 'people'}, {len(family.unions)} unions."]
    interest = [name_of(one)[:80] for one in sorted(family.persons, key=lambda one: one.id) if one.focus]
    if interest:
        parts.append(f"Children of interest: {and_list(interest)}.")
    if drawn:
        parts.append(f"Households: {and_list([(one.household.label or one.household.id)[:80] for one in drawn])}.")
    if family.as_of:
        parts.append(f"As of {date_words(family.as_of)}.")
    return " ".join([*parts, *notes])


def header(family: Family, drawn_by: str, width: float, views: Sequence[str] = ("",)) -> list[Shape]:
    """The title, and under it the day, how many people, by whom and with what.

    `views`: whose the lines between people are, the wordiest first; the first that fits is taken. The tables have all.
    """
    count = len(family.persons)
    parts = [f"As of {date_words(family.as_of)}"] if family.as_of else ["Date of the drawing not recorded"]
    parts.append(f"{count} {'person' if count == 1 else 'people'}")
    if drawn_by:
        parts.append(f"drawn by {drawn_by}")
    parts.append("drawn with Sightline")
    title = " ".join(family.title.split()) or family.id or "Family"
    cut = wrapped(title, (width - 2 * MARGIN) * 14 / 22, 1)
    room, said = width - 2 * MARGIN, [f"Lines between people as seen by: {one}" for one in views if one]
    lines = wrapped(next((one for one in said if text_width(one) <= room), said[-1]), room, 1) if said else ()
    return [
        *(Text(MARGIN, 80, words, fill=GREY) for words in lines),
        Text(MARGIN, 36, cut[0] if cut else "Family", size=20, bold=True),
        Text(MARGIN, 60, " · ".join(parts), fill=GREY),
    ]
