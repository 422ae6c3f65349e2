"""The eco-map on a record: the household, the professionals around it, and ties as people rated them, two together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from markupsafe import Markup

from sightline.access.models import Agency
from sightline.cases.entries import ENTRIES
from sightline.cases.models import Noted
from sightline.cases.noting import noted
from sightline.cases.pointing import names_for
from sightline.cases.policy import open_allocations
from sightline.cases.queries import when
from sightline.desk.on_paper import PaperDrawing
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.noted import event, write_link
from sightline.desk.then import keeping
from sightline.domain.checks.fact import Fact
from sightline.domain.dates import and_list
from sightline.domain.drawing import render
from sightline.domain.drawing.ecomap import (
    AGENCY_DOMAIN,
    DOMAINS,
    TIES,
    Drawing,
    EcoMap,
    Options,
    System,
    around,
    draw_ecomap,
    narrative,
    system_key,
    tie_cells,
)
from sightline.domain.kinship import Person as KinPerson
from sightline.kit.parts import Event, Link, Table
from sightline.kit.svg import checked
from sightline.people.ages import born
from sightline.people.models import HouseholdMembership, Person
from sightline.people.queries import homes

if TYPE_CHECKING:
    from sightline.access.models import Worker

TOGETHER = 2
ALWAYS = 7
"""Nights a week in a home without a number of nights: of several homes, the map is of the one with most."""


@dataclass(frozen=True)
class EcoPage:
    """The table first, then the drawing, then sentences; `raters`: whose view can be chosen, those shown marked."""

    frame: Frame
    table: Table
    drawing: Markup
    caption: str
    sentences: tuple[str, ...]
    empty: str
    raters: tuple[Link, ...]
    hidden: str
    ties: tuple[Event, ...]
    write: Link
    household_kept: bool


SMALLEST = 0.53
"""A map of two rings on one sheet of A4: its words are then 5.6 pt, and all of them stand in the table beside it."""


@dataclass(frozen=True)
class EcoSheet:
    """The eco-map in a print of the record: a drawing for each who rated, one table and the sentences of them all."""

    drawings: tuple[PaperDrawing, ...]
    eco: Table
    around: tuple[str, ...]


def eco_sheet(child: Person, worker: Worker, day: date) -> EcoSheet:
    """Build what is printed, as of a day."""
    eco = _map(child, worker, day, noted(child, worker, ["AgencyInvolvement", "Tie"]))
    each = [draw_ecomap(eco, Options((one,))) for one in eco.raters]
    drawing = draw_ecomap(eco)
    maps = [(f"The eco-map, as {name} saw it", one) for name, one in zip(eco.raters, each, strict=True)]
    return EcoSheet(
        drawings=tuple(PaperDrawing(words, one.scene, SMALLEST) for words, one in maps or [("The eco-map", drawing)]),
        eco=_table(drawing),
        around=tuple(narrative(drawing.shown)),
    )


def eco_page(child: Person, worker: Worker, today: date, raters: Sequence[str]) -> EcoPage:
    """Build the page."""
    about = known(child, today)
    rows = noted(child, worker, ["AgencyInvolvement", "Tie"])
    ties = [row for row in rows if row.kind == "Tie"]
    eco = _map(child, worker, today, rows)
    chosen = [one for one in raters if one in eco.raters] or list(eco.raters[:TOGETHER])
    drawing = draw_ecomap(eco, Options(tuple(chosen), across=1))  # two beside one another are wider than a screen
    names = names_for(child, rows, worker) if ties else (lambda _key: "")
    entry = ENTRIES["Tie"]
    return EcoPage(
        frame=replace(frame(about, "child-family"), sheet_words="Print the family with this eco-map (PDF)"),
        table=_table(drawing),
        drawing=checked(render(drawing.scene)),
        caption=drawing.scene.title,
        sentences=tuple(narrative(drawing.shown)),
        empty=and_list([name for key, name in DOMAINS.items() if all(one.domain != key for one in eco.systems)]),
        raters=_choices(child, eco.raters, chosen),
        hidden=and_list([one for one in eco.raters if one not in chosen]),
        ties=tuple(event(child, entry, row, names) for row in ties),
        write=write_link(child, entry),
        household_kept=about.coverage.keeps("HouseholdMembership", today),
    )


def _map(child: Person, worker: Worker, today: date, rows: Sequence[Noted]) -> EcoMap:
    living = [one for one in homes(child, today, worker) if one.now and one.own.role == "member"]
    home = max(living, key=lambda one: ALWAYS if one.own.nights is None else one.own.nights, default=None)
    others = [row.person for row in home.others if row.role == "member" and _holds(row, today)] if home else []
    people = tuple(_person(one, focus=one.pk == child.pk) for one in (child, *others))
    involved = [_fact(row, "from") for row in rows if row.kind == "AgencyInvolvement"]
    rated = [_fact(row, "date") for row in rows if row.kind == "Tie"]
    systems, ties = around({one.id for one in people}, involved, rated, today, _agencies(child, today))
    return EcoMap(child.key, "", today.isoformat(), "household", "", people, systems, ties)


def _holds(row: HouseholdMembership, on: date) -> bool:
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_on is None or row.ends_on >= on)


def _person(one: Person, *, focus: bool) -> KinPerson:
    found = born(one)
    day = found.value if found and found.is_exact else None
    unborn = "unborn" if not found and one.expected_dob else ""
    sex = one.sex if one.sex in ("F", "M") else "U"
    return KinPerson(one.key, one.shown_name, sex, day.isoformat() if day else "", outcome=unborn, focus=focus)


def _fact(row: Noted, day: str) -> Fact:
    happened = when(row)
    fields: dict[str, Any] = {**row.body, day: happened.to_json() if happened.has_bounds else None}
    return Fact(row.kind, str(row.fact), fields)


def _agencies(child: Person, today: date) -> list[System]:
    """Agencies whose workers work with the child on a day: professionals around it, no tie rated yet. One query."""
    held = child.allocations.filter(open_allocations(today)).values("worker__agency")
    return [
        System(f"system:{system_key(one.name)}", one.name, AGENCY_DOMAIN.get(one.kind, "social_care"))
        for one in Agency.objects.filter(pk__in=held).order_by("name")
    ]


def _table(drawing: Drawing) -> Table:
    rows = tuple(cells for _, _, cells in tie_cells(drawing.shown))
    return Table("Systems and ties", TIES, rows)


def _choices(child: Person, raters: Sequence[str], chosen: Sequence[str]) -> tuple[Link, ...]:
    """One person's view each; with more than one, the first two together."""
    if len(raters) < 2:
        return ()
    address = reverse("child-eco-map", kwargs={"key": child.key})
    words = "Both together" if len(raters) == TOGETHER else f"{and_list(list(raters[:TOGETHER]))} together"
    both = Link(words, keeping(address), current=len(chosen) > 1)
    links = [
        Link(f"As {one} sees it", keeping(f"{address}?{urlencode({'rater': one})}"), current=list(chosen) == [one])
        for one in raters
    ]
    return (both, *links)
