"""Writing and amending an entry of any declared kind, and the pages that hold such entries alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.access.models import Worker
from sightline.cases import noting, pointing
from sightline.cases.entries import BY_SLUG, Entry
from sightline.cases.entries.form import NotedForm
from sightline.cases.queries import when
from sightline.desk import composing
from sightline.desk.document_forms import DocumentForm
from sightline.desk.finding import child_to_write_about, signed_in
from sightline.desk.gone import gone
from sightline.desk.pages.noted import noting_page, part_page
from sightline.desk.pages.trouble import Trouble
from sightline.desk.pages.worries import worries_page
from sightline.desk.then import shown
from sightline.desk.views.writing import composed
from sightline.desk.writing import save
from sightline.people.ages import months_on
from sightline.people.facts import DatedFact
from sightline.people.models import Person

# Of these, whoever writes was there: the day is nearly always the day of writing, and stands there to be changed.
TODAYS = frozenset({"Contact", "Injury"})


class AmendForm(NotedForm):
    """An entry that is on record already, as its writer read it."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    amended_because = forms.CharField(
        label="Why is this being changed?",
        max_length=300,
        required=False,
        help_text="The earlier version stays readable.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([*(name for name in self.fields if name != "amended_because"), "amended_because"])


def _entry(slug: str) -> Entry:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


@kit.form_page
@declares("record.change")
def write(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """A new entry."""
    entry = _entry(slug)
    if entry.own_form:
        raise Http404
    child, worker = child_to_write_about(request, key, f"writing {entry.slug}"), signed_in(request)
    form_key = f"cases.{entry.slug}:{child.key}"
    here = {"when": composing.today_in_words(), "seen_by": worker.name} if entry.kind in TODAYS else {}
    given: dict[str, Any] = {
        "child": child, "entry": entry, "around": pointing.around(child, worker, entry), "body": _start(entry, child),
        "initial": here,
    }  # fmt: skip
    return composed(
        request,
        child,
        form_key=form_key,
        label=entry.name,
        template="noting",
        make=lambda data: [NotedForm(data, **given)],
        attach=entry.kind,
        store=lambda forms, document: _save(request, child, entry, forms[0], form_key, document),
        meanwhile=lambda forms, error: composing.saved_already(forms[0], error, child),
        page=partial(noting_page, entry),
    )


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


@kit.form_page
@declares("record.change")
def amend(request: HttpRequest, key: str, slug: str, fact: UUID) -> HttpResponse:
    """The next version of an entry; the second of two writers sees both texts."""
    entry = _entry(slug)
    child, worker = child_to_write_about(request, key, f"amending {entry.slug}"), signed_in(request)
    row = noting.find_entry(child, worker, entry, fact)
    if row is None:
        return gone(request, child, fact)
    form_key = f"cases.amend-{entry.slug}:{fact}"
    initial = {"seen_version": row.version}
    if entry.when and isinstance(row, DatedFact):
        initial |= _when(row)
    given: dict[str, Any] = {
        "child": child, "entry": entry, "around": pointing.around(child, worker, entry), "initial": initial,
        "body": {**_start(entry, child), **noting.body_of(row, entry)},
    }  # fmt: skip
    return composed(
        request,
        child,
        form_key=form_key,
        label=f"{entry.name}: amend",
        template="noting",
        make=lambda data: [AmendForm(data, **given)],
        attach=entry.kind,
        store=lambda forms, document: _save_again(request, child, entry, row, forms[0], form_key, document),
        meanwhile=lambda forms, _error: _theirs(child, worker, entry, row, forms[0]),
        page=partial(noting_page, entry, amending=True),
    )


def _save_again(
    request: HttpRequest,
    child: Person,
    entry: Entry,
    row: Any,
    form: AmendForm,
    form_key: str,
    document: DocumentForm,
) -> None:
    save(
        request,
        children=[child],
        form_key=form_key,
        document=document,
        words="The entry is amended; its earlier version stays readable.",
        write=lambda: noting.amend_entry(
            row,
            entry,
            by=signed_in(request),
            seen_version=form.cleaned_data["seen_version"],
            body=form.body(),
            at=form.at_fields(),
            because=form.cleaned_data["amended_because"],
        ),
    )


def _theirs(child: Person, worker: Worker, entry: Entry, row: Any, form: AmendForm) -> Trouble:
    """What somebody else saved meanwhile; sending the form again then follows it."""
    now = noting.find_entry(child, worker, entry, row.fact)
    composing.put(form, "seen_version", str(now.version if now else row.version))
    return composing.theirs_of_entry(now or row, entry, child, worker)


def _when(row: DatedFact) -> dict[str, str]:
    found = when(row)
    if not found.has_bounds and not row.at_words:
        return {}  # nobody wrote a day
    words = f"{found.value:%d/%m/%Y}" if found.is_exact and found.value else row.at_words or found.in_words()
    return {"when": words, "time": f"{row.at_time:%H:%M}" if row.at_time else ""}


@require_safe
@declares("record.view")
def worries(request: HttpRequest, key: str) -> HttpResponse:
    """Worries and safety."""
    with shown(request, key, "worries") as (found, day):
        page = worries_page(found, day, signed_in(request))
    return kit.render(request, "desk/worries.jinja", page)


@require_safe
@declares("record.view")
def thinking(request: HttpRequest, key: str) -> HttpResponse:
    """Decisions, reflections, a manager's thinking."""
    with shown(request, key, "thinking") as (found, day):
        page = part_page(found, signed_in(request), day, "child-thinking", "Thinking and decisions")
    return kit.render(request, "desk/part.jinja", page)
