"""Documents on the Fennimores' record: one to read, one that was withdrawn, each with its file in the store."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sightline.access.models import Worker
from sightline.cases import store
from sightline.cases.models import Appointment, AttachedDocument, DocumentState
from sightline.domain.dates import in_words
from sightline.stories.book import Book, weekday

LETTER = """Westmarsh Audiology

About: Robin Fennimore

Robin was not brought for his hearing test on {missed}. We know that mornings can be hard with two children.
We have kept a place for him on the next clinic day and can send a taxi. Please ring us, or ask the health visitor to.

A hearing test at this age tells us whether a child hears enough to learn to speak. We would like to see Robin soon.
"""
STRAY = """Westmarsh Community Health

Weights and feeds of the last clinic. (The page that was sent is of another family.)
"""


def live(book: Book, health: Worker | None, today: date) -> None:
    """Attach them to Robin's appointments; called once those are written, before the book is flushed."""
    if health is None:
        return
    rng = random.Random("fennimore/documents")
    missed = {row.service: row for row in book.rows[Appointment] if isinstance(row, Appointment)}
    audiology, review = missed["Audiology"], missed["Health visiting"]
    letter = LETTER.format(missed=in_words(_on(audiology)))
    what = "Letter from audiology: was not brought, and the next place"
    _attach(rng, book, audiology, health, letter, what, "Westmarsh Audiology", family=True)
    stray = _attach(rng, book, review, health, STRAY, "Clinic sheet", "The clinic", family=False)
    because = "It is about another family, who were told."
    book.amend(
        stray, rng=rng, by=health, on=weekday(_on(stray) + timedelta(days=1)), child=review.child,
        verb="cases.withdraw_document", state=DocumentState.WITHDRAWN, withdrawn_because=because,
        amended_because=because,
    )  # fmt: skip


def _on(row: Appointment | AttachedDocument) -> date:
    """Its day, which everything told here has."""
    assert row.at_date is not None
    return row.at_date


def _attach(
    rng: random.Random, book: Book, entry: Appointment, by: Worker, text: str, what: str, whose: str, *, family: bool
) -> AttachedDocument:  # fmt: skip
    """Held, then looked through and open, as the product does it."""
    on = weekday(_on(entry) + timedelta(days=4))
    kept = store.keep([text.encode()], name=f"{rng.getrandbits(128):032x}")
    row = AttachedDocument(
        child=entry.child, of=entry.fact, entry_kind="Appointment", added_by=by, size=kept.size, digest=kept.digest,
        stored_as=kept.stored_as, kind="text", what=what, from_whom=whose, for_family=family, at_date=on,
    )  # fmt: skip
    book.write(row, rng=rng, by=by, on=on, child=entry.child, verb="cases.attach_document")
    return book.amend(
        row, rng=rng, by=None, on=on, child=entry.child, verb="cases.document_open", state=DocumentState.OPEN
    )
