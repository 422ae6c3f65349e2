"""Documents for members of the family: made of what may go to that person, previewed, confirmed, checked by another."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sightline import kit
from sightline.access import declares, recently_authenticated
from sightline.cases import giving
from sightline.cases.models import GivenDocument
from sightline.desk.finding import child_to_write_about, find, look, signed_in
from sightline.desk.giving import made, own_words, sheet
from sightline.desk.pages.giving import ConfirmForm, documents_page, make_page, other_language
from sightline.kit.pdf import pdf_response
from sightline.people.models import Person
from sightline.people.queries import people_around


@require_safe
@declares("record.view")
def documents(request: HttpRequest, key: str) -> HttpResponse:
    """Documents that were made for somebody of the family, and whom the next could be for."""
    child = look(request, key, "documents for the family")
    page = documents_page(child, signed_in(request), timezone.localdate())
    return kit.render(request, "desk/family_documents.jinja", page)


@kit.form_page
@declares("record.change", once=True)
def make(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """The preview for one recipient; confirming keeps exactly what was previewed, or shows what has changed since."""
    posted, worker, today = request.method == "POST", signed_in(request), timezone.localdate()
    child = child_to_write_about(request, key, "a document")
    recipient = _recipient(child, person, request)
    now = made(child, recipient, worker, today)
    whose = {"child": child, "recipient": recipient}
    first = {"seen": now.digest, "language": other_language(recipient)}
    form = ConfirmForm(request.POST, **whose) if posted else ConfirmForm(initial=first, **whose)
    changed = posted and request.POST.get("seen") != now.digest
    if posted and not changed and form.is_valid():
        found = form.cleaned_data
        giving.confirm(
            by=worker, child=child, recipient=recipient, purpose=found["purpose"], large_print=found["large_print"],
            blocks=[*own_words(**form.said()), *now.blocks], left_out=now.left_out,
        )  # fmt: skip
        messages.success(request, "The document is made. Have a second person read it before it is handed over.")
        return HttpResponseRedirect(reverse("family-documents", args=[child.key]))
    if changed:
        typed = {name: request.POST.get(name, "") for name in ConfirmForm.base_fields if name != "read"}
        form = ConfirmForm(initial=typed | {"seen": now.digest}, **whose)
    page = make_page(child, recipient, worker, today, now, form, changed=changed)
    return kit.render(request, "desk/make_document.jinja", page)


def _recipient(child: Person, person: str, request: HttpRequest) -> Person:
    people = {one.key: one for one in (child, *people_around(child, signed_in(request))) if one.died_on is None}
    if person not in people:
        raise Http404
    return people[person]


def _document(child: Person, document: str) -> GivenDocument:
    row = next((each for each in giving.documents(child) if each.key == document), None)
    if row is None:
        raise Http404
    return row


@require_safe
@declares("record.view")
def on_paper(request: HttpRequest, key: str, document: str) -> HttpResponseBase:
    """A document as it was confirmed. The password is asked for once the record is known to be open."""
    find(request, key)
    return _on_paper(request, key, document)


@recently_authenticated
def _on_paper(request: HttpRequest, key: str, document: str) -> HttpResponseBase:
    child = look(request, key, "printed: a document for the family")
    # The name of the file says nothing about anybody.
    return pdf_response("desk/record.typ", sheet(_document(child, document)), name=f"document-{document}")


@require_POST
@declares("record.change")
def check(request: HttpRequest, key: str, document: str) -> HttpResponse:
    """A second person has read it through."""
    child = find(request, key, "record.change")
    giving.check(_document(child, document), by=signed_in(request))
    return HttpResponseRedirect(reverse("family-documents", args=[child.key]))
