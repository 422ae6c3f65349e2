"""Documents for the family: those that were made, whom one can be made for, and the preview of the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from sightline.cases import giving
from sightline.cases.fields import TextBox
from sightline.cases.models import GivenDocument
from sightline.desk.giving import Made
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.people_forms import INTERPRETER
from sightline.kit.fields import errors as form_errors
from sightline.kit.parts import Link, Row
from sightline.kit.words import moment
from sightline.people.models import Person
from sightline.people.queries import people_around

if TYPE_CHECKING:
    from sightline.access.models import Worker


SAID_HERE = ("purpose", "easy", "translated")  # what is written for the person here, rather than on the record
REWRITE = {
    giving.NAMES_SOMEBODY: "This names somebody else of the family. Write it without the name.",
    giving.KEPT_FROM: "This holds something that is kept from this person, such as an address. Write it without that.",
}


class ConfirmForm(forms.Form):
    """What the document is for, the same in easy words and in the person's language, and that it has been read."""

    purpose = forms.CharField(
        label="What is it for?", max_length=200, help_text="A sentence the person will read at the top of it.",
        error_messages={"required": "Write in a sentence what it is for."},
    )  # fmt: skip
    easy = TextBox(
        label="In short, in easy words", rows=5, max_length=2_000,
        help_text="It stands first. Short sentences, one thing in each. Words that are said at home.",
    )  # fmt: skip
    language = forms.CharField(label="In which other language?", max_length=60, required=False)
    translated = TextBox(
        label="The same in that language", rows=5, max_length=4_000,
        help_text="Sightline translates nothing. Put in what a translator wrote.",
    )  # fmt: skip
    translator = forms.CharField(label="Who translated it?", max_length=120, required=False)
    large_print = forms.BooleanField(label="Large print (16 point)", required=False)
    read = forms.BooleanField(
        label="I have read it through, and it may go to this person",
        error_messages={"required": "Read it through and tick this, or go back."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, child: Person, recipient: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.child, self.recipient = child, recipient

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("translated"):
            for name, sentence in (
                ("language", "Write which language it is."),
                ("translator", "Write who translated it: whoever reads this through may not know the language."),
            ):
                if not found.get(name):
                    self.add_error(name, sentence)
        words = {name: found[name] for name in SAID_HERE if found.get(name)}
        for name, why in zip(words, giving.why_not_say(self.child, self.recipient, words.values()), strict=True):
            if why:
                self.add_error(name, REWRITE[why])
        return found

    def said(self) -> dict[str, str]:
        """What was written here, for the document. Call it on a valid form."""
        return {name: self.cleaned_data[name] or "" for name in ("easy", "language", "translated", "translator")}


def other_language(recipient: Person) -> str:
    """The first language on record that is not English; "" when there is none, or nobody has asked."""
    return next((each for each in recipient.languages or () if not each.casefold().startswith("english")), "")


def how_to_give(recipient: Person) -> tuple[Row, ...]:
    """What is on record of how the person takes things in: nothing recorded is said, never taken as no need."""
    needs = dict(INTERPRETER)
    return (
        Row("Languages", ", ".join(recipient.languages or ())),
        Row("Reads", ", ".join(recipient.reads or ())),
        Row("Talking and writing", recipient.communication),
        Row("Interpreter needed", needs.get(recipient.interpreter_need, "")),
    )


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
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    needs: tuple[Row, ...]
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
    by_reason: dict[str, list[str]] = {}
    for when, what, why in made.left_out:
        by_reason.setdefault(why, []).append(f"{when}: {what}")
    left_out = tuple((why, tuple(lines)) for why, lines in by_reason.items())
    back = Link("All documents for the family", reverse("family-documents", args=[child.key]))
    return MakeDocumentPage(
        frame(known(child, today), ""),
        recipient.shown_name,
        made,
        left_out,
        how_to_give(recipient),
        form,
        back,
        changed,
    )
