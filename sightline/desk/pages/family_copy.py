"""The copy of a family for one person of it: for whom, what it will hold, what is left out and why.

The list of what is left out is for the worker. The copy itself does not say that anything is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.urls import reverse
from markupsafe import Markup

from sightline.access.models import Worker
from sightline.desk.drawn import Chosen, Drawn, draw
from sightline.desk.pages.frame import Frame, frame, known
from sightline.domain.drawing.genogram import name_of
from sightline.domain.drawing.genogram.words import parentage_words, relationship_words
from sightline.domain.kinship.family import HARM, LOSSES
from sightline.kit.parts import Link
from sightline.kit.svg import checked
from sightline.people.family import UNKNOWN
from sightline.people.models import Person

FORMS: Final = (
    ("a4", "To print on A4 (PDF)"),
    ("a3", "To print on A3 (PDF)"),
    ("svg", "As a drawing (SVG)"),
    ("png", "As a picture (PNG)"),
)


@dataclass(frozen=True)
class CopyPage:
    frame: Frame
    recipients: tuple[Link, ...]
    name: str
    svg: Markup | None
    left_out: tuple[str, ...]
    exports: tuple[Link, ...]
    back: Link


def copy_page(child: Person, worker: Worker, today: date, chosen: Chosen, recipient: str) -> CopyPage | None:
    """Build the page; None when the recipient is nobody of the family as this worker may see it."""
    whole = draw(child, worker, chosen)
    where = reverse("child-family-copy", kwargs={"key": child.key})
    people = [
        one
        for one in whole.family.persons
        if not (one.id.startswith(UNKNOWN) or one.unknown or one.outcome or one.dead)
    ]
    links = tuple(
        Link(name_of(one), f"{where}?{_query(chosen, one.id)}", current=one.id == recipient) for one in people
    )
    made = None
    if recipient:
        if recipient not in {one.id for one in people}:
            return None
        made = draw(child, worker, chosen, recipient=recipient)
    return CopyPage(
        # Without links to print: those sheets are for professionals, and this page is about what may be handed over.
        frame=replace(frame(known(child, today), "child-family"), dated=False, sheet=""),
        recipients=links,
        name=name_of(whole.family.person[recipient]) if recipient else "",
        svg=checked(made.svg) if made else None,
        left_out=left_out(whole, made) if made else (),
        exports=_exports(child, chosen, recipient) if made else (),
        back=Link("Back to the family", reverse("child-family", kwargs={"key": child.key})),
    )


def _query(chosen: Chosen, recipient: str) -> str:
    query = chosen.query()
    return f"{query}&for={recipient}" if query else f"for={recipient}"


def _exports(child: Person, chosen: Chosen, recipient: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            text,
            f"{reverse('child-family-export', kwargs={'key': child.key, 'form': form})}?{_query(chosen, recipient)}",
        )
        for form, text in FORMS
    )


def left_out(whole: Drawn, made: Drawn) -> tuple[str, ...]:
    """What the copy does not hold of what this worker sees, and why."""
    family, copy = whole.family, made.family
    found = []
    for one in family.persons:
        if one.id not in copy.person:
            why = "a loss" if one.outcome in LOSSES else "kept from this person"
            found.append(f"{name_of(one)}: {why}.")
    kept = {(row.child, row.parents, row.kind) for row in copy.parentage}
    for row in family.parentage:
        if row.certainty == "disputed" and (row.child, row.parents, row.kind) not in kept:
            found.append(f"{name_of(family.person[row.child])}: {parentage_words(family, row)}. Disputed.")
    homes = {home.id for home in copy.households}
    found += [f"The home {home.label}: kept from this person." for home in family.households if home.id not in homes]
    found += [
        f"{relationship_words(family, tie)}: harm between people." for tie in family.relationships if tie.kind in HARM
    ]
    if any(one.dead and not one.outcome for one in family.persons):
        found.append("No cross is drawn over those who have died; the years are written.")
    return tuple(found)
