"""Writing and amending an entry of any declared kind, and the pages that hold such entries alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline import kit
from sightline.access import declares, fill, save_draft_if_asked, start_writing
from sightline.cases import noting
from sightline.cases.entries import BY_SLUG, Entry
from sightline.cases.entries.form import NotedForm
from sightline.cases.once import AlreadySaved
from sightline.cases.queries import when
from sightline.desk import composing
from sightline.desk.document_forms import DocumentForm
from sightline.desk.finding import find, look, signed_in
from sightline.desk.gone import gone
from sightline.desk.pages.noted import noting_page, part_page
from sightline.desk.then import shown
from sightline.desk.writing import save, to_overview
from sightline.people.ages import months_on
from sightline.people.facts import ChangedMeanwhile, DatedFact
from sightline.people.models import Person

form_page = require_http_methods(["GET", "HEAD", "POST"])


class AmendForm(NotedForm):
    """An entry that is on record already, as its writer read it."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    amended_because = forms.CharField(
        label="Why is this being changed?",
        max_length=300,
        required=False,
        help_text="The earlier version stays readable.",
    )


def _entry(slug: str) -> Entry:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _child(request: HttpRequest, key: str, part: str) -> Person:
    """The child; opening the form is a look, sending it is a change and has its own entry."""
    if request.method == "POST":
        return find(request, key, "record.change")
    return look(request, key, part, "record.change")


@form_page
@declares("record.change")
def write(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """A new entry."""
    entry = _entry(slug)
    child, worker = _child(request, key, f"writing {entry.slug}"), signed_in(request)
    form_key = f"cases.{entry.slug}:{child.key}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data, document = request.POST if request.method == "POST" else None, DocumentForm(request, entry.kind)
    writing = start_writing(request, form_key, child=child.key, label=entry.name)
    body = _start(entry, child)
    form = NotedForm(data, child=child, entry=entry, around=noting.around(child, worker, entry), body=body)
    trouble = None
    if data is None:
        fill(form, writing.draft)
        fill(document, writing.draft)
    elif all([form.is_valid(), document.is_valid()]):
        try:
            _save(request, child, entry, form, form_key, document)
            return to_overview(child)
        except AlreadySaved as error:
            trouble = composing.saved_already(form, error, child)
    document.say_again()
    page = noting_page(child, timezone.localdate(), entry, form, writing, trouble=trouble, document=document)
    return kit.render(request, "desk/noting.jinja", page)


def _start(entry: Entry, child: Person) -> Mapping[str, Any]:
    """What a new form of this kind holds for this child."""
    return entry.start(months_on(child, timezone.localdate())) if entry.start else {}


def _save(
    request: HttpRequest, child: Person, entry: Entry, form: NotedForm, form_key: str, document: DocumentForm
) -> None:
    save(
        request,
        children=[child],
        form_key=form_key,
        document=document,
        words="The entry is saved.",
        write=lambda: noting.record_entry(
            entry,
            by=signed_in(request),
            child=child,
            body=form.body(),
            at=form.at_fields(),
            opening=form.cleaned_data["opening"],
        ),
    )


@form_page
@declares("record.change")
def amend(request: HttpRequest, key: str, slug: str, fact: UUID) -> HttpResponse:
    """The next version of an entry; the second of two writers sees both texts."""
    entry = _entry(slug)
    child, worker = _child(request, key, f"amending {entry.slug}"), signed_in(request)
    row = noting.find_entry(child, worker, entry, fact)
    if row is None:
        return gone(request, child, fact)
    form_key = f"cases.amend-{entry.slug}:{fact}"
    if answer := save_draft_if_asked(request, form_key):
        return answer
    data, document = request.POST if request.method == "POST" else None, DocumentForm(request, entry.kind)
    writing = start_writing(request, form_key, child=child.key, label=f"{entry.name}: amend")
    initial = {"seen_version": row.version}
    if entry.when and isinstance(row, DatedFact):
        initial |= _when(row)
    form = AmendForm(
        data,
        child=child,
        entry=entry,
        around=noting.around(child, worker, entry),
        body={**_start(entry, child), **noting.body_of(row, entry)},
        initial=initial,
    )
    form.order_fields([*(name for name in form.fields if name != "amended_because"), "amended_because"])
    trouble = None
    if data is None:
        fill(form, writing.draft)
        fill(document, writing.draft)
    elif all([form.is_valid(), document.is_valid()]):
        try:
            save(
                request,
                children=[child],
                form_key=form_key,
                document=document,
                words="The entry is amended; its earlier version stays readable.",
                write=lambda: noting.amend_entry(
                    row,
                    entry,
                    by=worker,
                    seen_version=form.cleaned_data["seen_version"],
                    body=form.body(),
                    at=form.at_fields(),
                    because=form.cleaned_data["amended_because"],
                ),
            )
            return to_overview(child)
        except ChangedMeanwhile:
            now = noting.find_entry(child, worker, entry, fact)
            composing.put(form, "seen_version", str(now.version if now else row.version))
            trouble = composing.theirs_of_entry(now or row, entry, child, worker)
    document.say_again()
    page = noting_page(
        child, timezone.localdate(), entry, form, writing, amending=True, trouble=trouble, document=document
    )
    return kit.render(request, "desk/noting.jinja", page)


def _when(row: DatedFact) -> dict[str, str]:
    found = when(row)
    words = f"{found.value:%d/%m/%Y}" if found.is_exact and found.value else row.at_words or found.in_words()
    return {"when": words, "time": f"{row.at_time:%H:%M}" if row.at_time else ""}


@require_safe
@declares("record.view")
def worries(request: HttpRequest, key: str) -> HttpResponse:
    """Worries and safety."""
    with shown(request, key, "worries") as (found, day):
        page = part_page(found, signed_in(request), day, "child-worries", "Worries and safety")
    return kit.render(request, "desk/part.jinja", page)


@require_safe
@declares("record.view")
def thinking(request: HttpRequest, key: str) -> HttpResponse:
    """Decisions, reflections, a manager's thinking."""
    with shown(request, key, "thinking") as (found, day):
        page = part_page(found, signed_in(request), day, "child-thinking", "Thinking and decisions")
    return kit.render(request, "desk/part.jinja", page)
