"""What happened? The ways to begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from sightline.access.models import Worker
from sightline.cases.entries import BY_SLUG, ENTRIES
from sightline.cases.queries import without_outcome
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.health import waiting_link
from sightline.desk.pages.noted import write_link
from sightline.kit.parts import Link
from sightline.people.models import Person

CHOICES = (
    ("A visit", "Who was seen, alone or not, and the child’s words.", "write-visit"),
    ("A contact or call", "A talk with the family: with whom, about what, who interpreted.", "contact"),
    (
        "An appointment",
        "Kept, was not brought, cancelled or still ahead; what got in the way; who was told.",
        "write-appointment",
    ),
    ("A mark or injury", "What was seen and where, what was said about it, who has examined the child.", "injury"),
    (
        "An account to check",
        "What somebody said, who heard it, and whether anybody else could confirm it.",
        "write-account",
    ),
)


@dataclass(frozen=True)
class ChoosePage:
    """Where to begin: the five commonest entries, then everything else by the page it belongs to."""

    frame: Frame
    choices: tuple[Link, ...]
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    waiting: tuple[Link, ...]


def choose_page(child: Person, today: date, worker: Worker) -> ChoosePage:
    """Build the page. Each way begins at the form's heading, so that the next Tab is its first field."""
    choices = tuple(Link(words, f"{_address(child, name)}#write", note=note) for words, note, name in CHOICES)
    waiting = tuple(waiting_link(child, row) for row in without_outcome(child, today, worker))
    return ChoosePage(frame(known(child, today), ""), choices, _groups(child), waiting)


def _address(child: Person, name: str) -> str:
    if name in BY_SLUG:
        return reverse("write-entry", kwargs={"key": child.key, "slug": name})
    return reverse(name, kwargs={"key": child.key})


PAGES = {
    "child-health": "Health and marks",
    "child-voice": "The child’s voice",
    "child-worries": "Worries and safety",
    "child-family": "Family and carers",
    "child-plan": "Plans and meetings",
    "child-information": "Information",
    "child-thinking": "Thinking and decisions",
    "child-story": "Anything else",
}


def _groups(child: Person) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Everything else that can be written, by the page of the record it belongs to."""
    offered = [entry for entry in ENTRIES.values() if not entry.own_form]
    found = ((title, [entry for entry in offered if entry.part == part]) for part, title in PAGES.items())
    return tuple((title, tuple(write_link(child, entry) for entry in entries)) for title, entries in found if entries)
