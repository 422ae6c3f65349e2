"""What happened? The ways to begin, and the pages of each form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from sightline.access import Writing
from sightline.cases.forms import ChildPartForm
from sightline.cases.queries import without_outcome
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.health import waiting_link
from sightline.kit.fields import errors as form_errors
from sightline.kit.parts import Link, Row
from sightline.people.models import Person

CHOICES = (
    ("A visit", "Who was seen, alone or not, and the child’s words.", "write-visit"),
    (
        "An appointment",
        "Kept, was not brought, cancelled or still ahead; what got in the way; who was told.",
        "write-appointment",
    ),
    (
        "An account to check",
        "What somebody said, who heard it, and whether anybody else could confirm it.",
        "write-account",
    ),
)


@dataclass(frozen=True)
class ChoosePage:
    frame: Frame
    choices: tuple[Link, ...]
    waiting: tuple[Link, ...]


def choose_page(child: Person, today: date) -> ChoosePage:
    """Build the page."""
    choices = tuple(Link(words, reverse(name, kwargs={"key": child.key}), note=note) for words, note, name in CHOICES)
    waiting = tuple(waiting_link(child, row) for row in without_outcome(child, today))
    return ChoosePage(frame(known(child, today), ""), choices, waiting)


@dataclass(frozen=True)
class Trouble:
    """Somebody else saved first, or this form was saved before: what is on record now, beside the writer's own text."""

    sentence: str
    theirs: tuple[Row, ...]
    link: Link | None = None


@dataclass(frozen=True)
class WritingPage:
    """A form of the composer. `parts`: a visit's children; `earlier`: what it adds to; `other`: another way in."""

    frame: Frame
    heading: str
    form: forms.Form
    forms: tuple[forms.Form, ...]
    writing: Writing
    parts: tuple[ChildPartForm, ...] = ()
    earlier: tuple[Row, ...] = ()
    waiting: tuple[Link, ...] = ()
    other: Link | None = None
    trouble: Trouble | None = None

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong in any of the forms, in order, for the summary."""
        return [error for form in self.forms for error in form_errors(form)]


def writing_page(
    child: Person, today: date, heading: str, form: forms.Form, writing: Writing, **more: Any
) -> WritingPage:
    """Build the page of one form."""
    every = (form, *more.get("parts", ()))
    return WritingPage(frame(known(child, today), ""), heading, form, every, writing, **more)
