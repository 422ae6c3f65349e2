"""What happened? One place to begin, then one page for each kind of entry."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline import kit
from sightline.access import declares, fill, save_draft_if_asked, start_writing
from sightline.cases import queries
from sightline.cases.accounts import AccountForm, CheckedForm
from sightline.cases.forms import AppointmentForm, OutcomeForm, VisitForm, visit_parts
from sightline.cases.once import AlreadySaved
from sightline.desk import composing
from sightline.desk.document_forms import DocumentForm
from sightline.desk.finding import find, look, signed_in
from sightline.desk.gone import gone
from sightline.desk.pages.happened import choose_page, writing_page
from sightline.desk.writing import to_overview
from sightline.people.facts import ChangedMeanwhile
from sightline.people.models import Person
from sightline.people.queries import people_around, siblings_at_home

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _child(request: HttpRequest, key: str, part: str) -> Person:
    """The child; opening the form is a look, sending it is a change and has its own entry."""
    if request.method == "POST":
        return find(request, key, "record.change")
    return look(request, key, part, "record.change")


def _page(
    request: HttpRequest, child: Person, template: str, heading: str, form: Any, form_key: str, **more: Any
) -> HttpResponse:
    """The form, filled from a draft if there is one and nothing was sent."""
    writing = start_writing(request, form_key, child=child.key, label=heading)
    if request.method != "POST":
        for one in (form, *more.get("parts", ()), more["document"]):
            fill(one, writing.draft)
    more["document"].say_again()
    page = writing_page(child, timezone.localdate(), heading, form, writing, **more)
    return kit.render(request, f"desk/{template}.jinja", page)


@require_safe
@declares("record.change")
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """What kind of thing happened."""
    found = look(request, key, "what happened", "record.change")
    return kit.render(request, "desk/happened.jinja", choose_page(found, timezone.localdate(), signed_in(request)))


@form_page
@declares("record.change")
def visit(request: HttpRequest, key: str) -> HttpResponse:
    """A visit, about the child and those siblings at home whom it was about too."""
    child, worker = _child(request, key, "writing a visit"), signed_in(request)
    form_key = f"cases.visit:{child.key}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data, document = request.POST if request.method == "POST" else None, DocumentForm(request, "Visit")
    form = VisitForm(data, child=child, initial={"by": worker.name})
    parts = visit_parts(child, siblings_at_home(worker, child, timezone.localdate()), data)
    trouble = None
    if data is not None and all([form.is_valid(), document.is_valid(), *(part.is_valid() for part in parts)]):
        try:
            composing.save_visit(request, form, parts, form_key, document)
            return to_overview(child)
        except AlreadySaved as error:
            trouble = composing.saved_already(form, error, child)
    return _page(
        request, child, "visit", "A visit", form, form_key, parts=tuple(parts), trouble=trouble, document=document
    )


@form_page
@declares("record.change")
def appointment(request: HttpRequest, key: str) -> HttpResponse:
    """An appointment of the child, or of an adult around the child."""
    child, worker = _child(request, key, "writing an appointment"), signed_in(request)
    adults = request.GET.get("whose") == "adult"
    form_key = f"cases.{'adults_' if adults else ''}appointment:{child.key}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data, document = request.POST if request.method == "POST" else None, DocumentForm(request, "Appointment")
    form = AppointmentForm(data, child=child, people=people_around(child, worker), adults=adults)
    trouble = None
    if data is not None and all([form.is_valid(), document.is_valid()]):
        try:
            composing.save_appointment(request, form, form_key, document)
            return to_overview(child)
        except AlreadySaved as error:
            trouble = composing.saved_already(form, error, child)
    more = composing.about_appointments(child, adults, worker)
    return _page(
        request, child, "appointment", more.pop("heading"), form, form_key, trouble=trouble, document=document, **more
    )


@form_page
@declares("record.change")
def appointment_outcome(request: HttpRequest, key: str, fact: UUID) -> HttpResponse:
    """What came of an appointment that is already on record."""
    child = _child(request, key, "writing what came of an appointment")
    row = queries.appointment(child, fact, signed_in(request))
    if row is None:
        return gone(request, child, fact)
    form_key = f"cases.outcome:{fact}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data, document = request.POST if request.method == "POST" else None, DocumentForm(request, "Appointment")
    form = OutcomeForm(data, **composing.outcome_form(row, signed_in(request)))
    trouble = None
    if data is not None and all([form.is_valid(), document.is_valid()]):
        try:
            composing.save_outcome(request, row, form, form_key, document)
            return to_overview(child)
        except (ChangedMeanwhile, AlreadySaved):
            trouble = composing.changed_meanwhile(form, row, child)
    earlier = composing.appointment_rows(row)
    return _page(
        request,
        child,
        "appointment",
        "What came of an appointment",
        form,
        form_key,
        earlier=earlier,
        trouble=trouble,
        document=document,
    )


@form_page
@declares("record.change")
def account(request: HttpRequest, key: str) -> HttpResponse:
    """An account to check."""
    child, worker = _child(request, key, "writing an account"), signed_in(request)
    form_key = f"cases.account:{child.key}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data, document = request.POST if request.method == "POST" else None, DocumentForm(request, "Statement")
    form = AccountForm(data, child=child, people=people_around(child, worker), initial={"heard_by": worker.name})
    trouble = None
    if data is not None and all([form.is_valid(), document.is_valid()]):
        try:
            composing.save_account(request, form, form_key, document)
            return to_overview(child)
        except AlreadySaved as error:
            trouble = composing.saved_already(form, error, child)
    return _page(request, child, "account", "An account to check", form, form_key, trouble=trouble, document=document)


@form_page
@declares("record.change")
def account_checked(request: HttpRequest, key: str, fact: UUID) -> HttpResponse:
    """What checking an account found."""
    child = _child(request, key, "writing what checking an account found")
    row = queries.statement(child, fact, signed_in(request))
    if row is None:
        return gone(request, child, fact)
    form_key = f"cases.checked:{fact}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data, document = request.POST if request.method == "POST" else None, DocumentForm(request, "Statement")
    form = CheckedForm(data, row=row, initial={"seen_version": row.version})
    trouble = None
    if data is not None and all([form.is_valid(), document.is_valid()]):
        try:
            composing.save_checked(request, row, form, form_key, document)
            return to_overview(child)
        except ChangedMeanwhile:
            trouble = composing.changed_meanwhile(form, row, child)
    earlier = composing.account_rows_of(row, child)
    return _page(
        request,
        child,
        "checked",
        "What checking found",
        form,
        form_key,
        earlier=earlier,
        trouble=trouble,
        document=document,
    )
