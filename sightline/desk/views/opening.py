"""Opening a record outside one's own children for a reason, ending that, and the managers' list of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares, security_event
from sightline.access.declaring import recently_authenticated
from sightline.cases import opening
from sightline.desk.barrier_forms import OpenForm, ReadForm
from sightline.desk.composing import put
from sightline.desk.finding import known, remember_opened, signed_in
from sightline.desk.pages.barriers import OpenPage, ReadPage, opened_page, opening_rows
from sightline.people import queries
from sightline.people.ages import age_words
from sightline.people.models import Person


@kit.form_page
@declares("record.find", once=True)
def open_record(request: HttpRequest, key: str) -> HttpResponseBase:
    """A reason and a time; then the record is open."""
    child = known(request, key)
    if queries.find_child(signed_in(request), key):
        return redirect("child", key=key)
    return _open_record(request, child)


@recently_authenticated
def _open_record(request: HttpRequest, child: Person) -> HttpResponse:
    worker, key = signed_in(request), child.key
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = opening.open_for_reason(child, by=worker, **form.cleaned_data)
        remember_opened(request, key, row.ends_at)
        security_event("break_glass", worker=worker, request=request, child=key, hours=form.cleaned_data["hours"])
        return redirect("child", key=key)
    age = age_words(child, timezone.localdate())
    return kit.render(request, "desk/open_for_reason.jinja", OpenPage(child.shown_name, age, form))


@kit.form_page
@declares("record.find")
def close_again(request: HttpRequest, key: str) -> HttpResponse:
    """The reason is over."""
    worker = signed_in(request)
    child = known(request, key)
    if request.method != "POST":
        return kit.render(request, "desk/close_again.jinja", OpenPage(child.shown_name, "", None))
    opening.close_again(child, by=worker)
    remember_opened(request, key, None)
    messages.success(request, "The record is closed to you again.")
    return redirect("home")


@require_safe
@declares("record.openings")
def opened(request: HttpRequest) -> HttpResponse:
    """Records opened for a reason: those nobody has read yet, or all of them."""
    return kit.render(request, "desk/opened.jinja", opened_page(signed_in(request), request.GET))


@kit.form_page
@declares("record.openings")
def read(request: HttpRequest, number: int) -> HttpResponse:
    """One opening, and what its manager makes of it."""
    worker = signed_in(request)
    row = opening.openings_for(worker).filter(pk=number).first()
    if row is None:
        raise Http404
    form = ReadForm(request.POST or None, initial={"seen": opening.reading_of(row)})
    if request.method == "POST" and form.is_valid():
        try:
            opening.read_opening(row, by=worker, **form.cleaned_data)
        except opening.NotPossible as error:
            form.add_error(None, str(error))
            row.refresh_from_db()
            put(form, "seen", opening.reading_of(row))
        else:
            messages.success(request, "It is written down that you have read it.")
            return redirect("opened")
    return kit.render(request, "desk/opened_read.jinja", ReadPage(opening_rows(row), form, row.read_at is not None))
