"""The story: every kind of record as a timeline or as a table, the newest first, gaps in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from sightline.desk.chronology import Entry, gaps, story
from sightline.desk.on_paper import PaperDrawing
from sightline.desk.paged import Part, story_part
from sightline.desk.pages.frame import Frame, Known, frame, known
from sightline.desk.pages.story_picture import StoryPicture, story_on_paper, story_picture
from sightline.desk.then import keeping
from sightline.domain.dates import in_words
from sightline.kit.parts import Event, Link, Table
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


@dataclass(frozen=True)
class StoryPage:
    """`table` when it was asked for as a table, else `events`; both hold the same facts in the same order."""

    frame: Frame
    events: tuple[Event, ...]
    table: Table | None
    gaps: tuple[str, ...]
    shapes: tuple[Link, ...]
    visits_kept: bool
    ends: str
    count: int
    picture: StoryPicture | None = None
    shown: str = ""
    pages: tuple[Link, ...] = ()


def story_page(
    child: Person, today: date, as_table: bool, worker: Worker, number: int | None = None, *, drawn: bool = False
) -> StoryPage:
    """Build the page: one page of the story by its number; all of it, for paper, without one. `drawn`: with the page's
    entries as a drawing."""
    about = known(child, today)
    part = story_part(child, today, worker, number) if number else None
    entries = part.entries if part else story(child, today, worker)
    days = part.days if part else [entry.day for entry in entries]
    return StoryPage(
        frame=frame(about, "child-story"),
        events=() if as_table else tuple(entry.event(child) for entry in entries),
        table=_table(entries, child) if as_table else None,
        gaps=gaps(days, today),
        shapes=(
            Link("As a timeline", _address(child, as_table=False), current=not as_table),
            Link("As a table", _address(child, as_table=True), current=as_table),
        ),
        ends=_ends(about),
        visits_kept=about.coverage.keeps("Visit", today),
        count=len(days),
        shown=f"Entries {part.first} to {part.last} of {part.count}, the newest first." if part else "",
        pages=_pages(part, child, as_table) if part else (),
        picture=_picture(child, today, entries, part, in_list=not as_table) if drawn else None,
    )


@dataclass(frozen=True)
class StorySheet:
    """The story in a print of the record: the timeline as a drawing and in sentences, then every entry."""

    frame: Frame
    drawing: PaperDrawing | None
    in_sentences: tuple[str, ...]
    story: StoryPage


def story_sheet(child: Person, day: date, worker: Worker) -> StorySheet:
    """Build what is printed, as of a day."""
    page = story_page(child, day, False, worker)
    drawn = story_on_paper(child, day, story(child, day, worker))
    return StorySheet(
        frame=page.frame,
        drawing=PaperDrawing("The timeline", drawn.scene) if drawn else None,
        in_sentences=drawn.sentences if drawn else (),
        story=page,
    )


def _picture(
    child: Person, today: date, entries: Sequence[Entry], part: Part | None, *, in_list: bool
) -> StoryPicture | None:
    """The entries of the page; who lived there and the level of help over all of it, whichever page says so."""
    return story_picture(child, today, entries, in_list=in_list, over=part.over if part else ())


def _address(child: Person, *, as_table: bool, number: int = 1) -> str:
    asked = {"as": "table"} if as_table else {}
    if number > 1:
        asked["page"] = str(number)
    address = reverse("child-story", kwargs={"key": child.key})
    return keeping(f"{address}?{urlencode(asked)}" if asked else address)


def _pages(part: Part, child: Person, as_table: bool) -> tuple[Link, ...]:
    """To newer and older entries, and to the first of all; none when there is one page."""
    wanted = (("The newest entries", 1), ("Newer entries", part.number - 1), ("Older entries", part.number + 1),
              ("The oldest entries", part.pages))  # fmt: skip
    links: dict[int, Link] = {}
    for words, number in wanted:
        if 1 <= number <= part.pages and number != part.number:
            links.setdefault(number, Link(words, _address(child, as_table=as_table, number=number)))
    return tuple(links.values())


def _ends(about: Known) -> str:
    """Up to which day an imported record goes: a silence after it says nothing at all."""
    if not about.coverage.only_imported:
        return ""
    last = max((row.ends_on for row in about.coverage.rows if row.ends_on), default=None)
    return f"What is here was brought in from a file that ends on {in_words(last)}." if last else ""


def _table(entries: Sequence[Entry], child: Person) -> Table:
    rows = []
    for entry in entries:
        event = entry.event(child)
        marks = f" ({', '.join(event.tags)})" if event.tags else ""
        recorded = f"{event.source}; {event.recorded}"
        rows.append((event.when, event.link or event.heading, event.text + marks, recorded))
    return Table("Chronology, newest first", ("When", "What", "More", "Who wrote it and when"), tuple(rows))
