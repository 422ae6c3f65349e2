"""Writing down a child or adult, after looking whether they are known; and everything recorded of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sightline import kit, trail
from sightline.access import declares
from sightline.cases.birth import before_parent, why_not_born
from sightline.cases.joining import begin_record, join_adult
from sightline.desk import people_forms as forms
from sightline.desk.finding import child_to_write_about, find, signed_in
from sightline.desk.looking import looked_for
from sightline.desk.pages import people as pages
from sightline.desk.pages.joining import can_join, with_joined
from sightline.desk.then import shown, shown_on
from sightline.people import amending, telling
from sightline.people.ages import born
from sightline.people.changes import amend_person
from sightline.people.facts import ChangedMeanwhile
from sightline.people.knowing import told_to
from sightline.people.models import Person
from sightline.people.queries import people_around

CHANGED = "Somebody else changed these details meanwhile. Look at them again, then save."


@kit.form_page
@declares("record.add", once=True)
def add_child(request: HttpRequest) -> HttpResponse:
    """Look first; then, if it is none of those, a new record."""
    worker, form, looked = signed_in(request), forms.WhoForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        looked = looked_for(request, form.typed_name, form.day, children=True)
        if looked.settled:
            child = begin_record(by=worker, details=form.details())
            messages.success(request, "The record is begun. You are its lead practitioner until somebody else is.")
            return redirect("child", key=child.key)
    page = pages.AddPage("Write down a child", form, looked is not None, looked.found if looked else ())
    return kit.render(request, "desk/add_person.jinja", page)


@kit.form_page
@declares("record.change", once=True)
def add_adult(request: HttpRequest, key: str) -> HttpResponse:
    """An adult of this child's family: look first; then join the one who is known, or write them down."""
    worker, today = signed_in(request), timezone.localdate()
    child = child_to_write_about(request, key, "writing down an adult")
    form, looked = forms.AdultForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        looked = looked_for(request, form.typed_name, form.day, children=False, child=child)
        tie, known = form.cleaned_data["tie"], looked.one
        day = born(known) if known else form.day
        reason = (
            before_parent(child, known.shown_name if known else form.typed_name, day) if tie == "biological" else ""
        )
        if looked.settled and reason:
            form.add_error("dob", reason)
        elif looked.settled:
            adult = join_adult(child, by=worker, adult=looked.one, details=form.details(), tie=tie, on=today)
            messages.success(request, "They are on this child’s record now.")
            return redirect("person", key=key, person=adult.key)
    found = looked.found if looked else ()
    page = pages.AddPage("Write down an adult", form, looked is not None, found, pages.frame_of(child))
    return kit.render(request, "desk/add_person.jinja", page)


@require_POST
@declares("record.openings")
def looked_read(request: HttpRequest) -> HttpResponse:
    """A keeper has spoken with those who looked for a record they keep."""
    worker = signed_in(request)
    telling.read_looks(worker, told_to(worker))
    messages.success(request, "It is written down that you have spoken with them.")
    return redirect("home")


def both(request: HttpRequest, key: str, person: str, part: str) -> tuple[Person, Person]:
    """The child, and the person on the child's record; 404 for anybody else."""
    child = child_to_write_about(request, key, part)
    found = pages.find_person(child, person, signed_in(request))
    if found is None:
        raise Http404
    return child, found


@require_safe
@declares("record.view")
def details(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Everything recorded of one person, now or as it was known on a day."""
    with shown(request, key, "a person") as (child, day):
        worker = signed_in(request)
        found = pages.find_person(child, person, worker)
        if found is None:
            raise Http404
        page = pages.person_page(child, found, day, now=shown_on().day is None)
        if shown_on().day is None:
            page = with_joined(page, child, found, may=can_join(worker, child, found))
    return kit.render(request, "desk/person.jinja", page)


@kit.form_page
@declares("record.change")
def change(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Change a person's details; the earlier ones stay readable."""
    child, found = both(request, key, person, "changing a person’s details")
    form = forms.DetailsForm(request.POST or None, initial=forms.shown(found))
    if (
        request.method == "POST"
        and form.is_valid()
        and form.day
        and (reason := why_not_born(found, form.day, signed_in(request)))
    ):
        form.add_error("dob" if form.cleaned_data["dob"] else "expected_dob", reason)
    if request.method == "POST" and form.is_valid():
        if not form.says_otherwise(found):
            return redirect("person", key=key, person=person)
        found.version = form.cleaned_data["seen_version"]
        try:
            amend_person(found, by=signed_in(request), changes=form.details())
        except ChangedMeanwhile:
            form.add_error(None, CHANGED)
        else:
            return redirect("person", key=key, person=person)
    return _form(request, child, found, "Change details", form)


@kit.form_page
@declares("record.change", once=True)
def other_name(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Another name of somebody."""
    child, found = both(request, key, person, "adding a name")
    form = forms.NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        telling.record_other_name(
            found, by=signed_in(request), child=child, name=data["name"], kind=data["kind"], **form.spell()
        )
        return redirect("person", key=key, person=person)
    return _form(request, child, found, "Another name", form)


@kit.form_page
@declares("record.change", once=True)
def address(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Where somebody lives, and from whom that is kept."""
    child, found = both(request, key, person, "adding an address")
    form = forms.AddressForm(request.POST or None, around=people_around(child, signed_in(request)))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        telling.record_address(
            found, by=signed_in(request), child=child, text=data["text"], is_protected=data["is_protected"],
            kept_from=data["kept_from"], **form.spell(),
        )  # fmt: skip
        return redirect("person", key=key, person=person)
    return _form(request, child, found, "Address", form)


@kit.form_page
@declares("record.view")
def show_address(request: HttpRequest, key: str, person: str, fact: UUID) -> HttpResponse:
    """A protected address, asked for: the button is a POST, and the look is in the trail with this part's own name."""
    child = find(request, key)
    worker = signed_in(request)
    found = pages.find_person(child, person, worker)
    rows = amending.versions("address", found, fact) if found else []
    if found is None or not rows:
        raise Http404
    if request.method != "POST":
        trail.record_view(by=worker, child=child.key, part="a person")
        return _form(request, child, found, "Show a protected address", None)
    trail.record_view(by=worker, child=child.key, part="a protected address", reason_given=True)
    page = pages.address_page(child, found, rows, worker, timezone.localdate())
    return kit.render(request, "desk/address.jinja", page)


@kit.form_page
@declares("record.change", once=True)
def professional(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody who works with the child or the family."""
    child = child_to_write_about(request, key, "adding a professional")
    form = forms.ProfessionalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {
            name: form.cleaned_data[name] for name in ("name", "role", "organisation", "reached_by")
        }
        telling.record_professional(child, by=signed_in(request), **given, **form.spell())
        return redirect("person", key=key, person=key)
    return _form(request, child, child, "Somebody who works with the child", form)


def _form(request: HttpRequest, child: Person, person: Person, heading: str, form: Any) -> HttpResponse:
    page = pages.person_form(child, person, heading, form, timezone.localdate())
    return kit.render(request, "desk/person_form.jinja", page)
