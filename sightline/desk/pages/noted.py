"""Entries of the declared kinds on a record: as lists on its pages, and one of them being written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from sightline.cases.entries import ENTRIES, Entry
from sightline.cases.entries.form import Block, NotedForm
from sightline.cases.entries.words import Names, facts_of, headline, text_of
from sightline.cases.models import Noted
from sightline.cases.noting import noted
from sightline.cases.pointing import Pointing, names_for
from sightline.cases.usual import now_usual
from sightline.desk import saying
from sightline.desk.chronology import address
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.marks import BodyPicture, form_picture
from sightline.desk.pages.writing import WritingPage
from sightline.desk.then import keeping
from sightline.kit.parts import Event, Link
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


SHOWN = 20  # of each kind on a page (our default); the others are in the story, page by page
FEW = 3  # of a kind that has a page of its own


@dataclass(frozen=True)
class Section:
    """The entries of one kind, the newest first. `more`: how many are not shown; `own_page`: where all of them are."""

    heading: str
    about: str
    events: tuple[Event, ...]
    write: Link
    private: str
    more: int = 0
    own_page: str = ""


@dataclass(frozen=True)
class Sections:
    """What of the declared kinds stands on one page of a record, and what could be written there.

    `write`: kinds with tables of their own, whose entries stand elsewhere on the page or in the story; `none`: kinds
    of which nothing is recorded that this worker may read.
    """

    filled: tuple[Section, ...]
    write: tuple[Link, ...]
    none: tuple[Link, ...]


@dataclass(frozen=True)
class PartPage:
    """A page of a record that holds declared entries alone."""

    frame: Frame
    heading: str
    intro: str
    sections: Sections


OWN_AGENCY_WORDS = "Shown to the agency that wrote it, unless the partnership has decided otherwise."
READ_BY = {
    "own_agency": "Only people of your agency read this.",
    "health_and_care": "Only health and social care read this.",
    "named": "Only you read this, and whom you name on the page of the entry.",
}
INTRO = {
    "child-worries": "Worries by person, the level of help, and what is known of safety. Nothing here is added up.",
    "child-thinking": "Decisions with their reasons. Reflections, unease and a manager’s thinking are shown to the "
    "agency that wrote them, unless the partnership has decided otherwise; the family or a court may one day read "
    "them.",
}


def sections(child: Person, worker: Worker, part: str) -> Sections:
    """The declared entries of one page. Three queries at most."""
    return sections_and_names(child, worker, part)[0]


def sections_and_names(
    child: Person, worker: Worker, part: str, beside: Sequence[Pointing] = ()
) -> tuple[Sections, Names]:
    """The same, with the names of what else on the page points at somebody or something, looked up along with them."""
    kinds = [entry for entry in ENTRIES.values() if entry.part == part]
    own = [entry for entry in kinds if entry.table is None]
    rows = noted(child, worker, [entry.kind for entry in own], most=SHOWN) if own else []
    pointing = [*rows, *(one for one in beside if one.body)]
    names = names_for(child, pointing, worker, rows) if pointing else (lambda _key: "")
    by_kind: dict[str, list[Noted]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    filled = tuple(_section(child, entry, by_kind[entry.kind], names) for entry in own if entry.kind in by_kind)
    write = tuple(write_link(child, entry) for entry in kinds if entry.table is not None and not entry.own_form)
    none = tuple(write_link(child, entry) for entry in own if entry.kind not in by_kind)
    return Sections(filled, write, none), names


def write_link(child: Person, entry: Entry) -> Link:
    """Where an entry of a kind is written."""
    if entry.own_form:
        return Link(entry.name, reverse(entry.own_form, args=[child.key]), note=entry.about)
    return Link(entry.name, reverse("write-entry", kwargs={"key": child.key, "slug": entry.slug}), note=entry.about)


def _section(child: Person, entry: Entry, rows: Sequence[Noted], names: Names) -> Section:
    shown = rows[:FEW] if entry.own_page else rows
    return Section(
        heading=entry.name,
        about=entry.about,
        events=tuple(event(child, entry, row, names) for row in shown),
        write=write_link(child, entry),
        private=OWN_AGENCY_WORDS if entry.own_agency else "",
        more=getattr(rows[0], "of_kind", len(rows)) - len(shown),
        own_page=keeping(reverse(entry.own_page, kwargs={"key": child.key})) if entry.own_page else "",
    )


def event(child: Person, entry: Entry, row: Noted, names: Names) -> Event:
    """One entry as a line of a list."""
    title = headline(entry, row.body, names)
    return Event(
        when=saying.happened(row) if entry.when else f"written {saying.written(row).removeprefix('written ')}",
        heading=title,
        text=text_of(entry, row.body, names),
        facts=facts_of(entry, row.body, names),
        source=saying.recorder(row),
        recorded=saying.written(row),
        tags=("amended",) if row.version > 1 else (),
        link=Link(title, address(child, row.kind, row.fact)),
        anchor=f"entry-{row.fact}",
    )


def part_page(child: Person, worker: Worker, today: date, part: str, heading: str) -> PartPage:
    """A page that holds declared entries alone."""
    return PartPage(frame(known(child, today), part), heading, INTRO[part], sections(child, worker, part))


@dataclass(frozen=True, kw_only=True)
class NotingPage(WritingPage):
    """The form of one declared entry. `private`: who alone reads it, in words."""

    blocks: tuple[Block, ...]
    private: str
    amending: bool
    body: BodyPicture | None


def noting_page(entry: Entry, *, forms: tuple[NotedForm], amending: bool = False, **around: Any) -> NotingPage:
    """Build the page of the form."""
    [form] = forms
    return NotingPage(
        heading=f"{entry.name}: amend" if amending else entry.name,
        forms=forms,
        blocks=tuple(form.blocks()),
        private=READ_BY.get(now_usual().get(entry.kind, ""), ""),
        amending=amending,
        body=form_picture(form),
        **around,
    )
