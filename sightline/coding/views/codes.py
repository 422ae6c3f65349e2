"""Codes beyond the 38: additions of the catalogue switched on, and the partnership's own, each from a day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access.declaring import declares
from sightline.coding import changes, pages, theme_pages
from sightline.coding.forms import EndCodeForm, LocalCodeForm
from sightline.coding.models import LocalCode
from sightline.coding.views.things import worker_of
from sightline.kit import render
from sightline.kit.parts import Link

FORM = "reviews/form.jinja"


def _back() -> Link:
    return Link("Codes beyond the 38", reverse("coding:codes"))


@declares("coding.codes")
@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """The local codes, with their days."""
    return render(request, "coding/codes.jinja", theme_pages.codes_page())


@declares("coding.codes")
@kit.form_page
def add_code(request: HttpRequest) -> HttpResponse:
    """Add one."""
    form = LocalCodeForm(request.POST or None, initial={"from_on": "today"})
    if request.method == "POST" and form.is_valid() and _added(request, form):
        return redirect("coding:codes")
    intro = (
        "A code of your own is counted under the theme it belongs to as well, so that what you find can still be set "
        "beside other reviews.",
    )
    return render(request, FORM, pages.FormPage("Add a code", form, _back(), "Add the code", intro=intro))


def _added(request: HttpRequest, form: LocalCodeForm) -> bool:
    typed: dict[str, Any] = dict(form.cleaned_data)
    which = typed.pop("which")
    if which:
        typed = {"code": which, "from_on": typed["from_on"], "because": typed["because"]}
    try:
        changes.add_local_code(by=worker_of(request), **typed)
    except changes.Refused as refused:
        form.add_error("which" if which else "code", str(refused))
        return False
    messages.success(request, "The code can be used.")
    return True


@declares("coding.codes")
@kit.form_page
def end_code(request: HttpRequest, key: str) -> HttpResponse:
    """Say until when it may be used."""
    row = get_object_or_404(LocalCode, key=key)
    form = EndCodeForm(request.POST or None, initial={"until_on": "today"})
    if request.method == "POST" and form.is_valid():
        try:
            changes.end_local_code(row, by=worker_of(request), **form.cleaned_data)
        except changes.Refused as refused:
            form.add_error("until_on", str(refused))
        else:
            messages.success(request, "It is written down. What is coded to it stays.")
            return redirect("coding:codes")
    return render(request, FORM, pages.FormPage(f"{row.code}: until when?", form, _back(), "Save"))
