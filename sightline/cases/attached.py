"""Reads of documents: whoever may read an entry, all of it, may see what is attached to it; nobody else does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from sightline.cases.audience import readable
from sightline.cases.handling import entry_of, model_of
from sightline.cases.models import AttachedDocument, DocumentState, Noted
from sightline.cases.noting import about_hidden, about_shown

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person


def entry_with_documents(child: Person, kind: str, fact: UUID, worker: Worker) -> Any | None:
    """An entry of this record whose documents the worker may see. An adult's health detail has some of its own."""
    row = entry_of(child, kind, fact, worker)
    if row is None or getattr(row, "detail_is_closed", False):
        return None
    return next(iter(about_shown([row], worker)), None) if isinstance(row, Noted) else row


def documents_of(entry: Any) -> list[AttachedDocument]:
    """What is attached to an entry, in the order in which it was added. One query."""
    rows = AttachedDocument.objects.current().filter(of=entry.fact, child=entry.child_id)
    return list(rows.select_related("added_by").order_by("first_recorded_at", "pk"))


def find_document(entry: Any, document: UUID) -> AttachedDocument | None:
    """One document of an entry."""
    rows = AttachedDocument.objects.current().filter(of=entry.fact, child=entry.child_id, fact=document)
    found: AttachedDocument | None = rows.select_related("added_by", "child").first()
    return found


def may_open(row: AttachedDocument) -> bool:
    """Whether the file is handed out: now, and as it was known on the day that is shown."""
    now = AttachedDocument.objects.filter(fact=row.fact, superseded_at=None).values_list("state", flat=True).first()
    return row.state == DocumentState.OPEN and now == DocumentState.OPEN


def versions_of(row: AttachedDocument) -> list[AttachedDocument]:
    """Every version of the words about a document, the latest first."""
    rows = AttachedDocument.objects.filter(fact=row.fact).select_related("recorded_by")
    return list(rows.order_by("-version"))


def documents_on(child: Person, worker: Worker) -> list[AttachedDocument]:
    """Every document on a record that this worker may see, the latest added first. Four queries at most."""
    rows = AttachedDocument.objects.current().filter(child=child).select_related("added_by")
    found: list[AttachedDocument] = list(rows.order_by("-first_recorded_at", "-pk"))
    shown = _readable_facts(child, {row.entry_kind for row in found}, worker) if found else frozenset()
    return [row for row in found if row.of in shown]


def _readable_facts(child: Person, kinds: Iterable[str], worker: Worker) -> frozenset[UUID]:
    """Facts of the entries of these kinds that the worker may read whole. One query, two more if anybody is hidden."""
    models = sorted({model for kind in kinds if (model := model_of(kind))}, key=lambda model: model.__name__)
    if not models:
        return frozenset()
    first, *others = (_facts(model, child, worker) for model in models)
    return frozenset(fact for (fact,) in (first.union(*others) if others else first))


def _facts(model: Any, child: Person, worker: Worker) -> QuerySet[Any, Any]:
    rows = readable(model._default_manager.current().filter(child=child), worker)
    if "detail_is_closed" in rows.query.annotations:
        rows = rows.filter(detail_is_closed=False)
    if model is Noted:
        rows = rows.exclude(pk__in=about_hidden(child, worker))
    found: QuerySet[Any, Any] = rows.order_by().values_list("fact")
    return found
