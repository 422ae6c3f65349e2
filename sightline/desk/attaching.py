"""Saving an entry together with a document: both in one transaction, and the document looked through afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction

from sightline.access.models import Worker
from sightline.cases import attaching, store
from sightline.cases.models import AttachedDocument, DocumentState
from sightline.desk.document_forms import DocumentForm

T = TypeVar("T")


@contextmanager
def with_document(
    document: DocumentForm | None, write: Callable[[], T], *, entry: Callable[[T], Any], by: Worker, opening: str
) -> Iterator[Callable[[], T]]:
    """`write`, followed by attaching the document of a valid form to `entry(what was written)`, if a file was chosen.

    The file is whole and on the disk before anything is written; nothing of it stays when the change is not made.
    """
    file = document.chosen if document else None
    if document is None or file is None or document.kind is None:
        yield write
        return
    kept, words, kind = store.keep(file.chunks()), document.words(), document.kind.code
    made: list[AttachedDocument] = []

    def both() -> T:
        with transaction.atomic():
            done = write()
            row = attaching.attach(entry(done), by=by, stored=kept, opening=opening, kind=kind, **words)
            made[:] = [row]
            return done

    try:
        yield both
    except BaseException:
        store.discard(kept.stored_as)
        raise
    for row in made:
        if row.stored_as != kept.stored_as:  # the same form was sent before: that document is there already
            store.discard(kept.stored_as)
        document.came = outcome(attaching.examine(row))


def outcome(row: AttachedDocument) -> str:
    """What to say after a document was added."""
    if row.state == DocumentState.REFUSED:
        return f"The document was not taken. {row.refused_because}"
    if row.state == DocumentState.HELD:
        return "The document is kept. It can be opened as soon as it has been looked through."
    return "The document is added."
