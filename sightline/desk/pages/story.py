"""The story: every kind of record as a timeline or as a table, the newest first, gaps in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.desk.chronology import Entry, gaps, story
from sightline.desk.pages.frame import Frame, Known, frame, known
from sightline.desk.pages.story_picture import StoryPicture, story_picture
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


def story_page(child: Person, today: date, as_table: bool, worker: Worker, *, drawn: bool = False) -> StoryPage:
    """Build the page; `drawn`: with its timeline as a drawing."""
    about = known(child, today)
    entries = story(child, today, worker)
    address = reverse("child-story", kwargs={"key": child.key})
    return StoryPage(
        frame=frame(about, "child-story"),
        events=() if as_table else tuple(entry.event(child) for entry in entries),
        table=_table(entries, child) if as_table else None,
        gaps=gaps(entries, today),
        shapes=(
            Link("As a timeline", keeping(address), current=not as_table),
            Link("As a table", keeping(f"{address}?as=table"), current=as_table),
        ),
        ends=_ends(about),
        visits_kept=about.coverage.keeps("Visit", today),
        count=len(entries),
        picture=story_picture(child, today, entries, in_list=not as_table) if drawn else None,
    )


def _ends(about: Known) -> str:
    """Up to which day an imported record goes: a silence after it says nothing at all."""
    if not about.coverage.only_imported:
        return ""
    last = max((row.ends_on for row in about.coverage.rows if row.ends_on), default=None)
    return f"What is here was brought in from a file that ends on {in_words(last)}." if last else ""


def _table(entries: list[Entry], child: Person) -> Table:
    rows = []
    for entry in entries:
        event = entry.event(child)
        marks = f" ({', '.join(event.tags)})" if event.tags else ""
        recorded = f"{event.source}; {event.recorded}"
        rows.append((event.when, event.link or event.heading, event.text + marks, recorded))
    return Table("Chronology, newest first", ("When", "What", "More", "Who wrote it and when"), tuple(rows))
