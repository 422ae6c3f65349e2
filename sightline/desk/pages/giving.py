"""Documents for the family: those that were made, whom one can be made for, and the preview of the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse

from sightline.cases import giving
from sightline.cases.models import GivenDocument
from sightline.desk.giving import Made
from sightline.desk.pages.frame import Frame, frame, known
from sightline.kit.fields import errors as form_errors
from sightline.kit.parts import Link, Table
from sightline.kit.words import moment
from sightline.people.models import Person
from sightline.people.queries import people_around

if TYPE_CHECKING:
    from sightline.access.models import Worker


class ConfirmForm(forms.Form):
    """What the document is for, and that it has been read."""

    purpose = forms.CharField(
        label="What is it for?", max_length=200, help_text="A sentence the person will read at the top of it.",
        error_messages={"required": "Write in a sentence what it is for."},
    )  # fmt: skip
    large_print = forms.BooleanField(label="Large print (16 point)", required=False)
    read = forms.BooleanField(
        label="I have read it through, and it may go to this person",
        error_messages={"required": "Read it through and tick this, or go back."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)


@dataclass(frozen=True)
class Given:
    """One document that was made. `may_check`: whether this reader can be the second person."""

    title: str
    made: str
    checked: str
    purpose: str
    left_out: int
    paper: str
    check: str


@dataclass(frozen=True)
class FamilyDocumentsPage:
    frame: Frame
    recipients: tuple[Link, ...]
    given: tuple[Given, ...]


def documents_page(child: Person, worker: Worker, today: date) -> FamilyDocumentsPage:
    """Build the page."""
    people = (child, *people_around(child, worker))
    links = tuple(
        Link(person.shown_name, reverse("make-document", args=[child.key, person.key]))
        for person in people
        if person.died_on is None
    )
    return FamilyDocumentsPage(
        frame(known(child, today), ""), links, tuple(_given(row, child, worker) for row in giving.documents(child))
    )


def _given(row: GivenDocument, child: Person, worker: Worker) -> Given:
    checked = ""
    if row.checked_by and row.checked_at:
        checked = f"Read through by {row.checked_by.name}, {moment(row.checked_at)}"
    may_check = row.checked_by is None and row.made_by_id != worker.pk
    return Given(
        title=f"For {row.recipient.shown_name}, version {row.version}",
        made=f"Made by {row.made_by.name}, {moment(row.made_at)}",
        checked=checked,
        purpose=row.purpose,
        left_out=len(row.left_out),
        paper=reverse("document-on-paper", args=[child.key, row.key]),
        check=reverse("check-document", args=[child.key, row.key]) if may_check else "",
    )


@dataclass(frozen=True)
class MakeDocumentPage:
    """The preview: exactly what would be handed over, and what would not with its reasons."""

    frame: Frame
    recipient: str
    made: Made
    left_out: Table
    form: ConfirmForm
    back: Link
    changed: bool = False

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong, for the summary."""
        return form_errors(self.form)


def make_page(
    child: Person, recipient: Person, worker: Worker, today: date, made: Made, form: ConfirmForm, *, changed: bool
) -> MakeDocumentPage:
    """Build the page."""
    rows = tuple(tuple(row) for row in made.left_out)
    table = Table("Left out, and why", ("When", "What", "Why"), rows, empty="Nothing is left out.")
    back = Link("All documents for the family", reverse("family-documents", args=[child.key]))
    return MakeDocumentPage(frame(known(child, today), ""), recipient.shown_name, made, table, form, back, changed)
