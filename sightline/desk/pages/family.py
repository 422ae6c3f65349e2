"""The family: drawn, as tables and in sentences, all from the same facts; every adult carer's strip; what to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from sightline.access.models import Worker
from sightline.desk import saying
from sightline.desk.drawn import ALL, FIRST, Chosen, Drawn, ViewForm, draw
from sightline.desk.on_paper import PaperDrawing
from sightline.desk.pages.carers import person_address, read_written, strip
from sightline.desk.pages.eco import EcoSheet, eco_sheet
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.kin_rows import change_links, with_links
from sightline.desk.pages.noted import Sections, sections
from sightline.domain.dates import in_words
from sightline.domain.drawing.genogram import (
    PEOPLE_HEAD,
    RELATIONS_HEAD,
    in_reading_order,
    narrative,
    person_cells,
    relation_rows,
)
from sightline.domain.kinship import Person as Somebody
from sightline.kit.parts import Link, Table
from sightline.kit.svg import checked
from sightline.people.family import UNKNOWN
from sightline.people.models import Person


@dataclass(frozen=True)
class PersonRow:
    """One person of the drawing: the row that the symbol links to, and the ids next to them for the arrow keys."""

    id: str
    anchor: str
    cells: tuple[str, ...]
    href: str
    parents: str
    children: str
    deeds: tuple[Link, ...]
    pinned: bool


@dataclass(frozen=True)
class FamilyPage:
    frame: Frame
    sections: Sections
    form: ViewForm
    problem: str
    past: str
    count: str
    svg: Markup | None
    caption: str
    notes: tuple[str, ...]
    people_head: tuple[str, ...]
    people: tuple[PersonRow, ...]
    relations: Table
    story: tuple[str, ...]
    strip: Table
    deeds: tuple[Link, ...]
    exports: tuple[Link, ...]
    first_day: str
    today: str
    on: str
    kept: bool
    redraw: str
    pin: str
    pinned: str
    asked: bool


@dataclass(frozen=True)
class FamilySheet:
    """The family in a print of the record: the genogram and the eco-map, each with its tables and sentences."""

    frame: Frame
    carers: tuple[Table, ...]
    drawing: PaperDrawing | None
    people: Table
    relations: Table
    family: tuple[str, ...]
    eco: EcoSheet
    sections: Sections


def family_sheet(child: Person, worker: Worker, day: date) -> FamilySheet:
    """Build what is printed, as of a day; how people get on is printed too."""
    about = known(child, day)
    drawn = draw(child, worker, Chosen(day, lines=ALL, today=day >= timezone.localdate()), places=False)
    rows = tuple(person_cells(drawn.family, one) for one in in_reading_order(drawn.family, drawn.order))
    return FamilySheet(
        frame=frame(about, "child-family"),
        carers=(strip(child, drawn, read_written(child, worker, drawn, about.coverage)),),
        drawing=PaperDrawing("The family as a drawing", drawn.genogram.scene) if rows else None,
        people=Table("Everybody in the family", PEOPLE_HEAD, rows, empty="Nobody is recorded in this family."),
        relations=_relations(drawn),
        family=narrative(drawn.family, drawn.order),
        eco=eco_sheet(child, worker, day),
        sections=sections(child, worker, "child-family"),
    )


def _relations(drawn: Drawn, child: Person | None = None) -> Table:
    """How they belong together; on the page of today (`child`) with where each row is changed or ended."""
    rows, title, empty = (
        relation_rows(drawn.family),
        "How they belong together",
        "Nothing of how they belong is recorded.",
    )
    if child is None or not drawn.chosen.today:
        return Table(title, RELATIONS_HEAD, tuple(row.cells for row in rows), empty=empty)
    return Table(title, (*RELATIONS_HEAD, saying.CHANGE), with_links(rows, change_links(child, drawn)), empty=empty)


DEEDS = (("partner", "Add a partner"), ("child", "Add a child"), ("parent", "Add a parent"), ("home", "Move home"))
OF_THE_DEAD = tuple(deed for deed in DEEDS if deed[0] != "home")
EXPORTS = (
    ("svg", "As a drawing (SVG)"),
    ("png", "As a picture (PNG)"),
    ("a4", "To print on A4 (PDF)"),
    ("a3", "To print on A3 (PDF)"),
)


def family_page(child: Person, worker: Worker, today: date, drawn: Drawn) -> FamilyPage:
    """Build the page from what was drawn."""
    about, family, chosen = known(child, today), drawn.family, drawn.chosen
    written, top = read_written(child, worker, drawn, about.coverage), frame(about, "child-family")
    return FamilyPage(
        frame=replace(top, dated=False),
        sections=sections(child, worker, "child-family"),
        form=_form(drawn, child, top.on.typed),
        problem=top.on.problem,
        past=_past(drawn),
        count=_count(drawn),
        svg=checked(drawn.svg) if family.persons else None,
        caption=f"The family as a drawing, as of {in_words(chosen.on)}. Each person in it leads to their row below.",
        notes=drawn.notes,
        people_head=PEOPLE_HEAD,
        people=_people(child, drawn),
        relations=_relations(drawn, child),
        story=narrative(family, drawn.order),
        strip=strip(child, drawn, written),
        deeds=deeds(child, child.key) if chosen.today else (),
        exports=_exports(child, drawn),
        first_day=timezone.localtime(child.first_recorded_at).date().isoformat(),
        today=timezone.localdate().isoformat(),
        on=chosen.on.isoformat(),
        kept=about.coverage.keeps("Parentage", today),
        redraw=reverse("child-family-redraw", kwargs={"key": child.key}) if chosen.today else "",
        pin=_pin(child, drawn),
        pinned=_pinned(len(drawn.pinned)),
        asked=bool(chosen.query()),
    )


def _form(drawn: Drawn, child: Person, typed: str) -> ViewForm:
    """The filter as it stands, its choices those of the family as found."""
    homes = {home.id: home.label for home in drawn.found.family.households}
    chosen = drawn.chosen
    show = chosen.show if chosen.show.startswith("near-") or chosen.show.removeprefix("home-") in homes else FIRST
    initial = {
        "on": typed or (chosen.on.isoformat() if not chosen.today else ""),
        "hindsight": chosen.hindsight,
        "show": chosen.show if chosen.show == "whole" else show,
        "lines": chosen.lines,
        "layers": list(chosen.layers),
        "profile": chosen.profile,
    }
    form = ViewForm(homes=homes, child=child.given_name or child.shown_name, initial=initial)
    for field in form.fields.values():
        field.required = True  # not "(optional)": each has a usual answer
    return form


def _pin(child: Person, drawn: Drawn) -> str:
    """Where pinning goes to; "" where the places of this view are not kept."""
    if not drawn.kept:
        return ""
    query = drawn.chosen.query()
    return reverse("child-family-pin", kwargs={"key": child.key}) + (f"?{query}" if query else "")


def _pinned(count: int) -> str:
    if not count:
        return "Nobody is pinned."
    return f"{count} {'person is' if count == 1 else 'people are'} pinned."


def _past(drawn: Drawn) -> str:
    chosen = drawn.chosen
    if not chosen.hindsight:
        return ""
    return (
        f"The family as it was on {in_words(chosen.on)}, seen with hindsight: what was written down since is used. "
        "Nobody could have known all of this on that day."
    )


def _count(drawn: Drawn) -> str:
    shown, all_of_them = len(drawn.family.persons), drawn.of
    if not shown:
        if drawn.chosen.today:
            return "Nobody is recorded in this family."
        first = in_words(drawn.chosen.on)
        return f"Nothing of this family had been written down by {first}. That does not mean that nothing happened."
    if shown < all_of_them:
        return f"{shown} of {all_of_them} people on record are shown."
    return f"{shown} {'person is' if shown == 1 else 'people are'} on record, and all are shown."


def _people(child: Person, drawn: Drawn) -> tuple[PersonRow, ...]:
    return tuple(_person(child, drawn, one) for one in in_reading_order(drawn.family, drawn.order))


def _person(child: Person, drawn: Drawn, one: Somebody) -> PersonRow:
    family = drawn.family
    parents = [parent for row in family.parentage_of.get(one.id, ()) for parent in row.parents]
    children = [row.child for row in family.parentage_by.get(one.id, ())]
    place = {key: number for number, key in enumerate(drawn.order)}
    return PersonRow(
        id=one.id,
        anchor=f"person-{one.id}",
        cells=person_cells(family, one),
        href=person_address(drawn, one.id),
        parents=" ".join(sorted(set(parents), key=lambda key: place.get(key, 0))),
        children=" ".join(sorted(set(children), key=lambda key: place.get(key, 0))),
        deeds=deeds(child, one.id, OF_THE_DEAD if one.dead else DEEDS) if drawn.chosen.today else (),
        pinned=one.id in drawn.pinned,
    )


def deeds(child: Person, key: str, some: Sequence[tuple[str, str]] = DEEDS) -> tuple[Link, ...]:
    """What can be written about somebody of the family; of a parent who is not known, nothing before they are."""
    if key.startswith(UNKNOWN):
        return ()
    return tuple(
        Link(text, reverse("child-family-write", kwargs={"key": child.key, "deed": deed, "person": key}))
        for deed, text in some
    )


def _exports(child: Person, drawn: Drawn) -> tuple[Link, ...]:
    query = drawn.chosen.query()
    links = []
    for form, text in EXPORTS:
        where = reverse("child-family-export", kwargs={"key": child.key, "form": form})
        links.append(Link(text, f"{where}?{query}" if query else where))
    return (
        *links,
        Link("The copy for somebody of the family", reverse("child-family-copy", kwargs={"key": child.key})),
    )
