"""The page of a form of the composer: one frame for every entry, whatever its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import Form
from django.utils import timezone

from sightline.access import Writing
from sightline.cases.models import Visit, Voice
from sightline.cases.queries import last_visits
from sightline.desk import saying
from sightline.desk.document_forms import DocumentForm
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.pages.trouble import Trouble
from sightline.kit.fields import errors as form_errors
from sightline.kit.parts import Link, Row
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

ENOUGH = 140  # letters of what was said or written: three visits stay in sight on a phone


@dataclass(frozen=True)
class Lately:
    """One of the last visits, in two lines: when, who came, whether the child was seen; and what was said."""

    when: str
    seen: str
    words: str


@dataclass(frozen=True, kw_only=True)
class WritingPage:
    """One form being written, with what stands around it.

    `forms`: the form, then a visit's children. `earlier`: what it adds to; `waiting`: what may be meant instead;
    `other`: another way in; `lately`: the last visits, while a visit is written; `document`: one that goes with it;
    `trouble`: somebody else was first.
    """

    frame: Frame
    heading: str
    forms: tuple[Form, ...]
    writing: Writing
    earlier: tuple[Row, ...] = ()
    waiting: tuple[Link, ...] = ()
    other: Link | None = None
    lately: tuple[Lately, ...] | None = None
    document: DocumentForm | None = None
    trouble: Trouble | None = None

    @property
    def form(self) -> Form:
        """The form itself."""
        return self.forms[0]

    @property
    def parts(self) -> tuple[Form, ...]:
        """A visit's children."""
        return self.forms[1:]

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong in any of the forms, in order, for the summary."""
        every = (*self.forms, self.document) if self.document else self.forms
        return [error for form in every for error in form_errors(form)]


def top(child: Person) -> Frame:
    """The frame of a page on which something is written: it belongs to none of the record's parts."""
    return frame(known(child, timezone.localdate()), "")


def lately(child: Person, worker: Worker) -> tuple[Lately, ...]:
    """The last three visits that the worker may read, the newest first. Two queries."""
    return tuple(_line(row, said) for row, said in last_visits(child, worker))


def _line(row: Visit, said: Voice | None) -> Lately:
    alone = f", alone: {saying.yes_no(row.seen_alone)}" if row.seen == "Y" else ""
    words = f"“{_short(said.words)}”" if said and said.words else _short(row.note or (said and said.observation) or "")
    return Lately(
        f"{saying.happened(row)}, {row.by or 'somebody not recorded'}", f"seen: {saying.yes_no(row.seen)}{alone}", words
    )


def _short(text: str) -> str:
    """The beginning, up to a whole word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= ENOUGH else f"{flat[:ENOUGH].rpartition(' ')[0] or flat[:ENOUGH]} …"
