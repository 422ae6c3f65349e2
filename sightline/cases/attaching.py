"""Attaching a document to an entry, having it looked through, correcting its words, withdrawing it.

    held ──looked through──> open ──────┐
      │  └─────────────────> refused    ├──withdrawn──> withdrawn (the file is kept) or erased
      └─────────────────────────────────┘

The file is whole before its row is written, and is removed, by night, only after the row says so: whatever is cut off
in between, no row lacks its file. Every step is a version of the row and stands in the trail.
"""

from __future__ import annotations

import json
import logging
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from sightline.cases import store
from sightline.cases.models import AttachedDocument, DocumentState, Noted
from sightline.cases.models.attached import WITH_FILE
from sightline.cases.moving import register_companion
from sightline.cases.once import fact_of
from sightline.cases.store import Stored
from sightline.domain.documents.kinds import MEGABYTE
from sightline.kit import apart
from sightline.kit.at_once import as_it_stands
from sightline.people.changes import amend_fact, record_fact
from sightline.people.facts import ChangedMeanwhile

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person

log = logging.getLogger("sightline.cases")
CHILD = "sightline.cases.examining"
SECONDS, MEMORY, AT_ONCE, WAIT = 20, 768 * MEGABYTE, 2, 15.0
"""Limits of looking through one document, and how many at once in a process of the server (our defaults)."""
TOO_LONG = "Looking through the document took too long. Print it to a PDF with fewer pages, and add that."
_turns = BoundedSemaphore(AT_ONCE)


class NotPossible(Exception):
    """It cannot be done; the text is a sentence that its worker may read."""


@transaction.atomic
def attach(entry: Any, *, by: Worker, stored: Stored, opening: str = "", **details: Any) -> AttachedDocument:
    """Attach a stored file to an entry; it is held until it has been examined.

    `details`: `kind`, `what`, `from_whom`, `for_family`, and the `at_*` fields of its day. The same `opening` twice is
    one document: the first. Raises ChangedMeanwhile when the entry stands on this record no more.
    """
    _hold(entry)
    fact = fact_of(opening, by, "document", str(entry.fact))
    first: AttachedDocument | None = AttachedDocument.objects.filter(fact=fact).order_by("-version").first()
    if first is not None:
        return first
    kind = entry.kind if isinstance(entry, Noted) else type(entry).__name__
    row = AttachedDocument(
        child=entry.child, fact=fact, of=entry.fact, entry_kind=kind, added_by=by, size=stored.size,
        digest=stored.digest, stored_as=stored.stored_as, **details,
    )  # fmt: skip
    return record_fact(row, by=by, verb="cases.attach_document", child=entry.child)


def _hold(entry: Any) -> None:
    """Hold the entry: it is not moved while something is attached to it, and one form that arrives twice waits."""
    rows = type(entry)._default_manager.select_for_update(no_key=True)
    rows = rows.filter(fact=entry.fact, child=entry.child_id, superseded_at=None).values_list("pk")
    if not as_it_stands(rows):
        raise ChangedMeanwhile


def examine(row: AttachedDocument) -> AttachedDocument:
    """Have a held document looked through in a process of its own, and open or refuse it.

    It stays held when too many are being looked through, or somebody withdrew it meanwhile.
    """
    if row.state != DocumentState.HELD or not _turns.acquire(timeout=WAIT):
        return row
    try:
        refused = _look(row)
    finally:
        _turns.release()
    state = DocumentState.REFUSED if refused else DocumentState.OPEN
    try:
        return amend_fact(
            row, by=None, verb=f"cases.document_{state}", child=row.child,
            changes={"state": state, "refused_because": refused},
        )  # fmt: skip
    except ChangedMeanwhile:
        return AttachedDocument.objects.get(fact=row.fact, superseded_at=None)


def _look(row: AttachedDocument) -> str:
    """Why a document is refused; "" when it may be opened."""
    try:
        answer = apart.run(CHILD, str(store.path_of(row.stored_as)), row.kind, memory=MEMORY, seconds=SECONDS)
        return str(json.loads(answer)["refused"])
    except apart.TookTooLong:
        return TOO_LONG
    except (apart.Died, ValueError, KeyError, TypeError):
        from sightline.cases.examining import BROKEN

        return BROKEN


def correct(
    row: AttachedDocument, *, by: Worker, seen_version: int, because: str = "", **changes: Any
) -> AttachedDocument:
    """Put the words about a document right; the earlier ones stay readable. Raises ChangedMeanwhile."""
    return amend_fact(
        row, by=by, verb="cases.correct_document", child=row.child, changes=changes, because=because,
        seen_version=seen_version,
    )  # fmt: skip


def withdraw(row: AttachedDocument, *, by: Worker, because: str, erase: bool) -> AttachedDocument:
    """Withdraw a document: nobody opens it any more. `erase`: its file goes too, with the next night.

    Raises ChangedMeanwhile; NotPossible when its file has gone already.
    """
    if row.state not in WITH_FILE:
        raise NotPossible("Its file is not kept any more: there is nothing to withdraw.")
    state = DocumentState.ERASED if erase else DocumentState.WITHDRAWN
    return amend_fact(
        row, by=by, verb="cases.withdraw_document", child=row.child,
        changes={"state": state, "withdrawn_because": because}, because=because,
    )  # fmt: skip


def _move_along(fact: UUID, _whence: Person, to: Person) -> None:
    """Documents go with the entry that was on the wrong child."""
    AttachedDocument.objects.filter(of=fact).put_on(to)


register_companion(_move_along)


def examine_waiting() -> int:
    """Look through what is still held, after a server was stopped in the middle, say. How many were looked through."""
    rows = AttachedDocument.objects.filter(superseded_at=None, state=DocumentState.HELD).order_by("pk")
    return sum(examine(row).state != DocumentState.HELD for row in rows.select_related("child"))


def sweep() -> int:
    """Remove files that no document calls for: refused, erased, or left over. How many."""
    return store.sweep(set(_with_file().values_list("stored_as", flat=True)))


def troubles() -> list[str]:
    """A sentence when files of documents are missing or not what was sent. It reads every file."""
    stored = [Stored(*row) for row in _with_file().values_list("stored_as", "size", "digest")]
    bad = sum(store.read(one) is None for one in stored)
    said = f"Of {len(stored):,} documents attached to entries, {bad:,} cannot be read as they were sent."
    return [said] if bad else []


def _with_file() -> Any:
    return AttachedDocument.objects.filter(superseded_at=None, state__in=WITH_FILE).order_by("pk")
