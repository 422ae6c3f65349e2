"""Published texts, procedures as on the day, and materials to use with a team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access.declaring import declares
from sightline.kit import render
from sightline.kit.parts import Link
from sightline.learning import text_pages, texts
from sightline.learning.forms import EndProcedureForm, OnDayForm, ProcedureForm, SourceForm
from sightline.reviews.theme_pages import theme_groups
from sightline.reviews.views.finding_things import or_404, worker_of

LIBRARY = ("Learning", "learning:library")


@declares("learning.view")
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every published text that learning here rests on."""
    return render(request, "learning/sources.jinja", text_pages.sources_page(worker_of(request)))


@declares("learning.write", once=True)
@kit.form_page
def add_source(request: HttpRequest) -> HttpResponse:
    """Add a published text."""
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        texts.add_source(by=worker_of(request), **form.cleaned_data)
        messages.success(request, "It is added. Learning points can be written from it now.")
        return redirect("learning:sources")
    return _form(request, "Add a published text", form, Link("Published texts", reverse("learning:sources")))


@declares("learning.view")
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Procedures as they stood on a day."""
    form = OnDayForm(request.GET if "on" in request.GET else None, initial={"on": "today"})
    on = (form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None) or timezone.localdate()
    return render(request, "learning/procedures.jinja", text_pages.procedures_page(worker_of(request), form, on))


@declares("learning.write", once=True)
@kit.form_page
def add_procedure(request: HttpRequest) -> HttpResponse:
    """Add an edition of a procedure; `?of=` is the edition it follows."""
    earlier = texts.find_procedure(request.GET.get("of", ""))
    initial = {name: getattr(earlier, name) for name in ("title", "publisher", "link", "themes")} if earlier else {}
    form = ProcedureForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            texts.add_procedure(by=worker_of(request), follows=earlier, **form.cleaned_data)
        except texts.Refused as refusal:
            form.add_error("edition", str(refusal))
        else:
            messages.success(request, "The edition is added. Earlier editions stay readable for the days they stood.")
            return redirect("learning:procedures")
    heading = f"A newer edition of “{earlier.title}”" if earlier else "Add a procedure"
    back = Link("Procedures", reverse("learning:procedures"))
    chosen = [str(code) for code in form["themes"].value() or ()]
    return _form(request, heading, form, back, groups=theme_groups(chosen))


@declares("learning.write")
@kit.form_page
def end_procedure(request: HttpRequest, key: str) -> HttpResponse:
    """Write down the last day of an edition."""
    found = or_404(texts.find_procedure(key))
    form = EndProcedureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            texts.end_procedure(found, by=worker_of(request), on=form.cleaned_data["in_force_to"])
        except texts.Refused as refusal:
            form.add_error("in_force_to", str(refusal))
        else:
            messages.success(request, "Its last day is written down.")
            return redirect("learning:procedures")
    return _form(request, f"When did “{found}” end?", form, Link("Procedures", reverse("learning:procedures")))


@declares("learning.view")
@require_safe
def material(request: HttpRequest, key: str) -> HttpResponse:
    """A film or tool to use with a team, with a stand-in to print."""
    found = or_404(texts.find_material(key))
    return render(request, "learning/material.jinja", text_pages.material_page(found, worker_of(request)))


@declares("learning.write")
@kit.form_page
def material_link(request: HttpRequest, key: str) -> HttpResponse:
    """Put in the address at which this partnership finds the material."""
    found = or_404(texts.find_material(key))
    form = text_pages.link_form(request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        texts.set_material_link(found, by=worker_of(request), link=form.cleaned_data["link"])
        messages.success(request, "The address is kept.")
        return redirect("learning:material", key)
    back = Link(found.title, reverse("learning:material", args=[key]))
    return _form(request, f"Where is “{found.title}” to be found?", form, back)


def _form(request: HttpRequest, title: str, form: Any, back: Link, groups: Any = ()) -> HttpResponse:
    page = text_pages.FormPage(title, form, back, groups=groups)
    return render(request, "learning/text_form.jinja", page, status=422 if form.errors else 200)
