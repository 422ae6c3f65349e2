"""One row: notes beside it, what it shows; and what the reviewer says of a link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from sightline.access import drafts
from sightline.access.declaring import declares
from sightline.access.policy import can
from sightline.chronologies import changes
from sightline.chronologies.forms import DecisionForm, MarksForm, NoteForm
from sightline.chronologies.models import ChronologyRow, RowLink, RowNote
from sightline.chronologies.pages import links as link_pages
from sightline.chronologies.pages import rows as pages
from sightline.chronologies.policy import NOTE, READ, WORK
from sightline.chronologies.views.finding_things import review_for, row_or_404, worker_of
from sightline.chronologies.views.reading import begin
from sightline.kit import render


@declares(READ)
@require_safe
def row(request: HttpRequest, key: str, row: str) -> HttpResponse:
    """One row, with all that stands beside it."""
    return _shown(request, key, row)


def _shown(request: HttpRequest, key: str, row: str, marks_form: MarksForm | None = None) -> HttpResponse:
    """The page of a row; `marks_form`: with what somebody typed that has to be put right."""
    review, view = begin(request, key, f"row {row}")
    one, worker = row_or_404(review, row), worker_of(request)
    may_note, may_work = can(worker, NOTE, review), can(worker, WORK, review)
    writing = drafts.start_writing(request, _form_key(one), label="A note beside a row of a chronology")
    marking = drafts.start_writing(request, _marks_key(one), label="What a row of a chronology shows")
    page = pages.row_page(
        review,
        worker,
        view,
        one,
        note_form=drafts.fill(NoteForm(), writing.draft) if may_note else None,
        writing=writing if may_note else None,
        marks_form=(marks_form or drafts.fill(_marks_form(one), marking.draft)) if may_work else None,
        marking=marking if may_work else None,
    )
    return render(request, "chronologies/row.jinja", page)


def _form_key(one: ChronologyRow) -> str:
    return f"chronologies.note:{one.key}"


def _marks_key(one: ChronologyRow) -> str:
    return f"chronologies.marks:{one.key}"


def _marks_form(one: ChronologyRow, posted: Any = None) -> MarksForm:
    marks = {mark.what: mark.details for mark in one.marks.filter(withdrawn_at=None).order_by("pk")}
    return MarksForm(posted, marks=marks, initial={"shows": list(marks), "significance": one.reviewer_significance})


@declares(NOTE, once=True)
@require_POST
def note(request: HttpRequest, key: str, row: str) -> HttpResponse:
    """Write a note beside a row."""
    worker, review = worker_of(request), review_for(request, key, NOTE)
    one = row_or_404(review, row)
    if (answer := drafts.save_draft_if_asked(request, _form_key(one))) is not None:
        return answer
    form = NoteForm(request.POST)
    if form.is_valid():
        changes.note_row(one, by=worker, text=form.cleaned_data["text"])
        drafts.drop_draft(request, _form_key(one))
        messages.success(request, "The note is saved.")
    else:
        messages.error(request, "Write the note.")
    return _to_row(review.key, one.key, request)


@declares(NOTE)
@require_POST
def withdraw_note(request: HttpRequest, key: str, row: str, number: int) -> HttpResponse:
    """Take one's own note back."""
    worker, review = worker_of(request), review_for(request, key, NOTE)
    one = row_or_404(review, row)
    try:
        changes.withdraw_note(get_object_or_404(RowNote, row=one, pk=number), by=worker)
    except changes.Refused as refusal:
        messages.error(request, str(refusal))
    return _to_row(review.key, one.key, request)


@declares(WORK)
@require_POST
def mark(request: HttpRequest, key: str, row: str) -> HttpResponse:
    """Say what a row shows, and what is told of it."""
    worker, review = worker_of(request), review_for(request, key, WORK)
    one = row_or_404(review, row)
    if (answer := drafts.save_draft_if_asked(request, _marks_key(one))) is not None:
        return answer
    form = _marks_form(one, request.POST)
    if not form.is_valid():
        return _shown(request, key, row, form)
    changes.mark_row(one, by=worker, shows=form.shown())
    if form.cleaned_data["significance"] != one.reviewer_significance:
        changes.say_significance(one, by=worker, significance=form.cleaned_data["significance"])
    drafts.drop_draft(request, _marks_key(one))
    messages.success(request, "It is written down what this row shows.")
    return _to_row(review.key, one.key, request, "#marks")


def _to_row(review: str, row: str, request: HttpRequest, part: str = "") -> HttpResponse:
    names = "?names=1" if request.POST.get("names") else ""
    return redirect(reverse("chronologies:row", args=[review, row]) + names + part)


@declares(READ)
@require_safe
def links(request: HttpRequest, key: str) -> HttpResponse:
    """Accounts, conflicts and gaps in sharing, a kind at a time."""
    review, view = begin(request, key, "links of the chronology")
    kind, number = request.GET.get("kind", ""), request.GET.get("page", "1")
    page = link_pages.links_page(review, worker_of(request), view, kind, number)
    return render(request, "chronologies/links.jinja", page)


@declares(WORK)
@require_POST
def decide(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Say whether rows belong together. No row is merged or taken away."""
    worker, review = worker_of(request), review_for(request, key, WORK)
    link = get_object_or_404(RowLink, review=review, pk=number)
    form = DecisionForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        changes.decide_link(link, by=worker, decision=typed["decision"], reason=typed["reason"])
        messages.success(request, "Your decision is written down." if typed["decision"] else "Taken back.")
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, None) or not back.startswith("/"):
        back = f"{reverse('chronologies:links', args=[review.key])}?kind={link.kind}"
    return redirect(back)
