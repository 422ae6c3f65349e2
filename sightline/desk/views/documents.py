"""Documents attached to an entry: added, opened, corrected, withdrawn. Whoever may not read the entry finds nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sightline import kit
from sightline.access import declares, drop_draft, fill, save_draft_if_asked, start_writing
from sightline.access.security_log import security_event
from sightline.cases import attached, attaching, store
from sightline.cases.models import AttachedDocument, DocumentState
from sightline.desk.attaching import with_document
from sightline.desk.chronology import address
from sightline.desk.composing import put
from sightline.desk.document_forms import AddDocumentForm, CorrectDocumentForm, WithdrawForm, as_typed
from sightline.desk.finding import child_to_write_about, signed_in
from sightline.desk.gone import gone
from sightline.desk.pages.documents import document_page, document_rows, number
from sightline.desk.then import shown
from sightline.domain.documents import BY_CODE
from sightline.people.facts import ChangedMeanwhile
from sightline.people.models import Person

MEANWHILE = "Somebody changed this document while you were writing. Read it as it is now, then send yours again."
LOOKED = {
    DocumentState.OPEN: "The document was looked through. It can be opened.",
    DocumentState.REFUSED: "The document was looked through and refused. Under it stands why.",
}
NOT_YET = "The document could not be looked through now. Try again in a minute; the night does it at the latest."
DAMAGED = "The file is missing or is not what was sent. It was not opened. Tell whoever looks after Sightline."


def _entry(request: HttpRequest, key: str, kind: str, fact: UUID, part: str) -> tuple[Person, Any]:
    """The child, and the entry or None."""
    child = child_to_write_about(request, key, part)
    return child, attached.entry_with_documents(child, kind, fact, signed_in(request))


def _document(entry: Any, document: UUID) -> AttachedDocument:
    row = attached.find_document(entry, document)
    if row is None:
        raise Http404
    return row


@kit.form_page
@declares("record.change")
def add(request: HttpRequest, key: str, kind: str, fact: UUID) -> HttpResponse:
    """A document for an entry that is on record."""
    child, entry = _entry(request, key, kind, fact, "adding a document")
    if entry is None:
        return gone(request, child, fact)
    form_key = f"cases.document:{fact}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    writing = start_writing(request, form_key, child=child.key, label="A document")
    form = AddDocumentForm(request, kind)
    if request.method != "POST":
        fill(form, writing.draft)
    elif form.is_valid():
        opening, worker = form.cleaned_data["opening"], signed_in(request)
        try:
            with with_document(form, lambda: entry, entry=lambda row: row, by=worker, opening=opening) as write:
                write()
        except ChangedMeanwhile:  # moved, or taken out, since it was found above
            return gone(request, child, fact)
        drop_draft(request, form_key)
        messages.success(request, form.came)
        return HttpResponseRedirect(f"{address(child, kind, fact)}#documents")
    form.say_again()
    page = document_page(child, timezone.localdate(), "Add a document", form, entry, kind, writing=writing)
    return kit.render(request, "desk/document.jinja", page)


@require_safe
@declares("record.view")
def open_document(request: HttpRequest, key: str, kind: str, fact: UUID, document: UUID) -> HttpResponse:
    """A copy of the file, as an attachment; that it was opened is in the trail first."""
    with shown(request, key, f"a document, number {str(document)[:8]}") as (child, _day):
        entry = attached.entry_with_documents(child, kind, fact, signed_in(request))
        row = attached.find_document(entry, document) if entry is not None else None
        if row is None:
            raise Http404
        if not attached.may_open(row):  # the entry's page says why
            return HttpResponseRedirect(f"{address(child, kind, fact)}#document-{row.fact}")
        content = store.read(store.Stored(row.stored_as, row.size, row.digest))
        if content is None:
            security_event("document_damaged", worker=signed_in(request), request=request, document=str(row.fact))
            messages.error(request, DAMAGED)
            return HttpResponseRedirect(f"{address(child, kind, fact)}#document-{row.fact}")
        return _handed_out(row, content)


def _handed_out(row: AttachedDocument, content: bytes) -> HttpResponse:
    """The bytes under a type of our list and a name made here; nothing in a browser shows or runs them."""
    kind = BY_CODE[row.kind]
    response = HttpResponse(content, content_type=kind.content_type)
    response["Content-Disposition"] = f'attachment; filename="document-{number(row)}.{kind.suffix}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@declares("record.change")
def look_through(request: HttpRequest, key: str, kind: str, fact: UUID, document: UUID) -> HttpResponse:
    """Have a document looked through that is held still: too many were at once, or a server was stopped meanwhile."""
    child, entry = _entry(request, key, kind, fact, "having a document looked through")
    if entry is None:
        return gone(request, child, fact)
    row = attaching.examine(_document(entry, document))
    messages.info(request, LOOKED.get(DocumentState(row.state), NOT_YET))
    return HttpResponseRedirect(f"{address(child, kind, fact)}#document-{document}")


@kit.form_page
@declares("record.change")
def correct(request: HttpRequest, key: str, kind: str, fact: UUID, document: UUID) -> HttpResponse:
    """The words about a document; the earlier ones stay readable."""
    child, entry = _entry(request, key, kind, fact, "correcting a document")
    if entry is None:
        return gone(request, child, fact)
    row = _document(entry, document)
    form_key = f"cases.correct-document:{document}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    writing = start_writing(request, form_key, child=child.key, label="A document: correct")
    form = CorrectDocumentForm(request.POST if request.method == "POST" else None, initial=as_typed(row))
    trouble = ""
    if request.method != "POST":
        fill(form, writing.draft)
    elif form.is_valid():
        found = form.cleaned_data
        try:
            attaching.correct(
                row, by=signed_in(request), seen_version=found["seen_version"], because=found["because"], **form.words()
            )
        except ChangedMeanwhile:
            trouble = MEANWHILE
            put(form, "seen_version", str(row.version))
        else:
            drop_draft(request, form_key)
            messages.success(request, "What is written about the document is corrected; the earlier version is kept.")
            return HttpResponseRedirect(f"{address(child, kind, fact)}#document-{document}")
    page = document_page(
        child, timezone.localdate(), "Correct what is written about a document", form, entry, kind,
        rows=document_rows(row), writing=writing, trouble=trouble,
    )  # fmt: skip
    return kit.render(request, "desk/document.jinja", page)


@kit.form_page
@declares("record.change")
def withdraw(request: HttpRequest, key: str, kind: str, fact: UUID, document: UUID) -> HttpResponse:
    """Nobody opens the document any more; that it was here, and why it was withdrawn, stays."""
    child, entry = _entry(request, key, kind, fact, "withdrawing a document")
    if entry is None:
        return gone(request, child, fact)
    row = _document(entry, document)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    trouble = ""
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            attaching.withdraw(row, by=signed_in(request), because=found["because"], erase=found["file"] == "erase")
        except (ChangedMeanwhile, attaching.NotPossible) as error:
            trouble = str(error) or MEANWHILE
        else:
            messages.success(request, "The document is withdrawn. Nobody can open it any more.")
            return HttpResponseRedirect(f"{address(child, kind, fact)}#document-{document}")
    page = document_page(
        child, timezone.localdate(), "Withdraw a document", form, entry, kind, rows=document_rows(row), trouble=trouble
    )
    return kit.render(request, "desk/document.jinja", page)
