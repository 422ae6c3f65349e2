"""A name, an address or a professional: what it said before; correcting, ending and taking it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares, drop_draft
from sightline.access.models import Worker
from sightline.desk.amending_forms import FORMS, AmendingForm
from sightline.desk.finding import signed_in
from sightline.desk.pages import amending as pages
from sightline.desk.pages.people import find_person
from sightline.desk.then import shown, shown_on
from sightline.desk.views.people import both
from sightline.desk.views.writing import composed
from sightline.people import amending
from sightline.people.facts import ChangedMeanwhile
from sightline.people.models import Person
from sightline.people.queries import people_around


def _around(child: Person, worker: Worker) -> Mapping[str, str]:
    return {one.key: one.shown_name for one in (child, *people_around(child, worker))}


def _rows(what: str, child: Person, person: Person, fact: UUID) -> list[Any]:
    """The versions of one fact of this person; 404 for anything else. Professionals are the child's."""
    if what not in amending.KINDS or (what == "professional" and person.pk != child.pk):
        raise Http404
    rows = amending.versions(what, person, fact)
    if not rows:
        raise Http404
    return rows


@require_safe
@declares("record.view")
def versions(request: HttpRequest, key: str, person: str, what: str, fact: UUID) -> HttpResponse:
    """One fact, version by version: who wrote it, when, and why it was changed."""
    with shown(request, key, "what was recorded of a person before") as (child, day):
        worker = signed_in(request)
        found = find_person(child, person, worker)
        if found is None:
            raise Http404
        rows, fields = _rows(what, child, found, fact), amending.KINDS[what].fields
        now = shown_on().day is None
        page = pages.versions_page(child, found, what, rows, fields, _around(child, worker), day, now=now)
    return kit.render(request, "desk/kept_versions.jinja", page)


@kit.form_page
@declares("record.change")
def change(request: HttpRequest, key: str, person: str, what: str, fact: UUID) -> HttpResponse:
    """Correct it, write until when it was so, or take it out; the second of two writers sees both."""
    child, found = both(request, key, person, "changing what is recorded of a person")
    rows, worker = _rows(what, child, found, fact), signed_in(request)
    if not amending.stands(rows):
        return redirect("kept-versions", key=key, person=person, what=what, fact=fact)
    form_key = f"people.amend-{what}:{fact}"
    more = {"around": people_around(child, worker)} if what == "address" else {}

    def store(forms: Sequence[AmendingForm], _document: object) -> None:
        try:
            _write(what, rows[0], forms[0], by=worker, child=child)
        except ChangedMeanwhile:
            now = amending.versions(what, found, fact)
            if not amending.stands(now) or forms[0].changes(now[0]):
                raise  # else it is the same form, pressed twice
        drop_draft(request, form_key)
        messages.success(request, "It is changed; what it said before stays readable.")

    return composed(
        request,
        child,
        form_key=form_key,
        label=f"{pages.WHAT[what][0]}: change it",
        template="kindred",
        make=lambda data: [FORMS[what](data, row=rows[0], **more)],
        store=store,
        meanwhile=lambda forms, _error: pages.meanwhile(
            forms[0], what, amending.versions(what, found, fact)[0], _around(child, worker)
        ),
        page=partial(pages.amend_page, child, found, what),
        then=lambda _child: redirect("person", key=key, person=person),
    )


def _write(what: str, row: Any, form: AmendingForm, *, by: Worker, child: Person) -> None:
    data = form.cleaned_data
    said = {"by": by, "child": child, "because": data["amended_because"], "seen_version": data["seen_version"]}
    if data["is_mistake"]:
        amending.take_out(what, row, **said)
    else:
        amending.amend(what, row, changes=form.changes(row), **said)
