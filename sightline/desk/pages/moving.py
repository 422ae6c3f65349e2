"""Moving an entry to the child it belongs to: the entry, whom it could belong to, and what will happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.urls import reverse

from sightline.access import Writing
from sightline.cases.fields import TextBox
from sightline.desk.pages.entry import EntryPage
from sightline.desk.pages.frame import Frame
from sightline.desk.pages.trouble import Trouble
from sightline.kit.fields import errors as form_errors
from sightline.kit.parts import Link, Row
from sightline.people.ages import age_words
from sightline.people.models import Person
from sightline.people.queries import children_open_to, search, siblings_at_home

if TYPE_CHECKING:
    from sightline.access.models import Worker

OFFERED = 12  # children offered before anything is typed; others are found by name


class MoveForm(forms.Form):
    """Where the entry belongs, and why it stood here."""

    to = forms.ChoiceField(
        label="On which child’s record does it belong?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the child it belongs to.", "invalid_choice": "Choose one of the children."},
    )
    because = TextBox(
        label="How did it come to be here?",
        required=True,
        help_text="This is shown on the record it goes to, and not on this one.",
        error_messages={"required": "Write in a few words how it came to be on this record."},
        max_length=2000,
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, offered: Sequence[Person], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(child.key, f"{child.shown_name}, {age_words(child, today)}") for child in offered]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True)
class MovePage:
    """`target`: the child chosen, on the second page, where it is confirmed."""

    frame: Frame
    what: str
    when: str
    rows: tuple[Row, ...]
    form: MoveForm
    writing: Writing
    words: str
    nobody: bool
    target: str
    entry: Link
    why_not: str = ""
    trouble: Trouble | None = None

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong, for the summary."""
        return form_errors(self.form)


def offered(worker: Worker, child: Person, today: date, words: str, chosen: str) -> list[Person]:
    """Children on whose record this worker may write: those at home with the child, then one's own or those found."""
    near = siblings_at_home(worker, child, today)
    open_to_write = children_open_to(worker, "record.change")
    mine = children_open_to(worker, "record.mine")[:OFFERED]
    found = search(worker, words, OFFERED) if words.strip() else list(mine)
    picked = list(open_to_write.filter(key=chosen)) if chosen else []
    writable = set(open_to_write.filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    every = {one.pk: one for one in (*near, *picked, *(one for one in found if one.pk in writable))}
    every.pop(child.pk, None)
    return list(every.values())


def move_page(entry: EntryPage, child: Person, kind: str, fact: UUID, form: MoveForm, **more: Any) -> MovePage:
    """Build the page."""
    address = reverse("child-entry", kwargs={"key": child.key, "kind": kind, "fact": fact})
    now = entry.versions[0]
    nobody = not form.fields["to"].choices  # type: ignore[attr-defined]
    return MovePage(
        entry.frame, entry.what, entry.when, now.rows, form, nobody=nobody,
        entry=Link("Back to the entry", address), **more,
    )  # fmt: skip
