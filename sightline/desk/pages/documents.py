"""Documents under an entry and on a record: what each is, whether it can be opened, and the forms about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from sightline.access import Writing
from sightline.cases.entries import ENTRIES
from sightline.cases.handling import model_of
from sightline.cases.models import AttachedDocument, DocumentState
from sightline.desk import saying
from sightline.desk.chronology import address
from sightline.desk.pages.frame import Frame, frame, known
from sightline.desk.then import keeping
from sightline.domain.documents import BY_CODE
from sightline.domain.documents.kinds import in_words
from sightline.kit.fields import errors as form_errors
from sightline.kit.parts import Link, Row, Table
from sightline.kit.words import moment
from sightline.people.models import Person

STATES = {
    DocumentState.HELD: "Held back until it has been looked through, by the coming night at the latest. It cannot be "
    "opened yet.",
    DocumentState.OPEN: "",
    DocumentState.REFUSED: "Refused when it was looked through. It cannot be opened, and its file is not kept.",
    DocumentState.WITHDRAWN: "Withdrawn. It cannot be opened; its file is kept.",
    DocumentState.ERASED: "Withdrawn. It cannot be opened, and its file is erased.",
}


@dataclass(frozen=True)
class Attached:
    """One document under its entry. `state`: why it cannot be opened, "" when it can; `look`: where it is looked
    through now, while it waits."""

    what: str
    rows: tuple[Row, ...]
    state: str
    open: Link | None
    ways: tuple[Link, ...]
    anchor: str
    look: str = ""


def number(row: AttachedDocument) -> str:
    """By what a document is known under Who has looked, and in the name of a copy."""
    return str(row.fact)[:8]


def type_and_size(row: AttachedDocument) -> str:
    """ "PDF, 180 KB"."""
    return f"{BY_CODE[row.kind].name}, {in_words(row.size)}"


def where(name: str, child: Person, row: AttachedDocument) -> str:
    """An address about one document."""
    return reverse(name, args=[child.key, row.entry_kind, row.of, row.fact])


def attached(child: Person, rows: Sequence[AttachedDocument], *, writing: bool) -> tuple[Attached, ...]:
    """Documents as they stand under an entry. `writing`: whether anything can be changed from here."""
    return tuple(_attached(child, row, writing) for row in rows)


def _attached(child: Person, row: AttachedDocument, writing: bool) -> Attached:
    is_open = row.state == DocumentState.OPEN
    ways = [Link("Correct what is written about it", where("correct-document", child, row), note=row.what)]
    if row.state in (DocumentState.OPEN, DocumentState.HELD):
        ways.append(Link("Withdraw it", where("withdraw-document", child, row), note=row.what))
    elif row.state == DocumentState.WITHDRAWN:
        ways.append(Link("Have its file erased", where("withdraw-document", child, row), note=row.what))
    return Attached(
        what=row.what,
        rows=_rows(row),
        state=STATES[DocumentState(row.state)],
        open=Link(f"Open: {row.what}", keeping(where("open-document", child, row)), note=type_and_size(row))
        if is_open
        else None,
        ways=tuple(ways) if writing else (),
        anchor=f"document-{row.fact}",
        look=where("look-through-document", child, row) if writing and row.state == DocumentState.HELD else "",
    )


def _rows(row: AttachedDocument) -> tuple[Row, ...]:
    """The facts about a document; why it was refused or withdrawn only where it was."""
    added = f"{moment(row.first_recorded_at)}, by {row.added_by.name}"
    whys = (Row("Why it was refused", row.refused_because), Row("Why it was withdrawn", row.withdrawn_because))
    return (
        Row("Of which day", of_which_day(row)),
        Row("From", row.from_whom),
        Row("Type and size", type_and_size(row)),
        Row("Added", added, note=f"Amended {moment(row.recorded_at)}" if row.amended_because else ""),
        *(why for why in whys if why.value),
        Row("In a document for the family", "It may say that this is here" if row.for_family else "Not named"),
        Row("Number", number(row), note="Openings stand under Who has looked with this number."),
    )


def of_which_day(row: AttachedDocument) -> str:
    """The day of a document; "" where nobody wrote one."""
    nobody = row.at_precision == "unknown" and not row.at_words
    return "" if nobody else saying.happened(row)


def documents_table(child: Person, rows: Sequence[AttachedDocument]) -> Table:
    """Every document of a record in one list, for its page and for paper."""
    shown = tuple(
        (
            Link(row.what, f"{address(child, row.entry_kind, row.of)}#document-{row.fact}"),
            of_which_day(row) or saying.NOT_RECORDED,
            row.from_whom or saying.NOT_RECORDED,
            type_and_size(row),
            f"{moment(row.first_recorded_at)}, {row.added_by.name}",
            _in_a_word(row),
        )
        for row in rows
    )
    head = ("Document", "Of which day", "From", "Type and size", "Added", "Can it be opened?")
    return Table(f"Documents ({len(shown)})" if shown else "Documents", head, shown, empty="None is attached.")


def _in_a_word(row: AttachedDocument) -> str:
    words = {DocumentState.OPEN: "Yes", DocumentState.HELD: "Not yet", DocumentState.REFUSED: "No: refused"}
    return words.get(DocumentState(row.state), "No: withdrawn")


@dataclass(frozen=True)
class DocumentPage:
    """A form about a document: added, corrected or withdrawn. `entry`: what it is attached to."""

    frame: Frame
    heading: str
    form: forms.Form
    entry: Link
    rows: tuple[Row, ...] = ()
    writing: Writing | None = None
    trouble: str = ""

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong, for the summary."""
        return form_errors(self.form)


def document_page(
    child: Person, today: date, heading: str, form: forms.Form, entry: Any, kind: str, **more: Any
) -> DocumentPage:
    """Build the page."""
    back = Link(f"Back to the entry: {name_of(kind).lower()}", address(child, kind, entry.fact))
    return DocumentPage(frame(known(child, today), ""), heading, form, back, **more)


def name_of(kind: str) -> str:
    """What a kind of entry is called."""
    if kind in ENTRIES:
        return ENTRIES[kind].name
    model = model_of(kind)
    return str(model._meta.verbose_name).capitalize() if model else kind


def document_rows(row: AttachedDocument) -> tuple[Row, ...]:
    """A document in a few facts, above a form about it."""
    return (Row("What", row.what), *_rows(row)[:4])
