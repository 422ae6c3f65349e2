"""A check's words and dates: the partnership's, never its logic."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline import kit
from sightline.access import declares
from sightline.access.models import Worker
from sightline.checks import policy, standards, tending, tending_pages
from sightline.checks.setting import Incomplete
from sightline.checks.tending_forms import DatesForm, WordingForm
from sightline.domain.checks import rewording


@kit.form_page
@declares(policy.WORD)
def words(request: HttpRequest, check_id: str) -> HttpResponse:
    """Every wording of a check, and the days on which it is looked at again or let go."""
    check = tending_pages.known(check_id)
    if check is None:
        raise Http404
    today = standards.today()
    form = DatesForm(request.POST or None, initial=tending_pages.dates_of(check.id, today))
    if request.method == "POST" and form.is_valid():
        try:
            added = tending.set_dates(check.id, by=cast(Worker, request.user), **form.cleaned_data)
        except Incomplete as incomplete:
            _say(form, incomplete)
        else:
            messages.success(request, "Kept." if added else "Nothing was changed.")
            return redirect("checks:words", check.id)
    page = tending_pages.words_page(check, form, today)
    return kit.render(request, "checks/words.jinja", page, status=422 if form.errors else 200)


@kit.form_page
@declares(policy.WORD, once=True)
def wording(request: HttpRequest, check_id: str, place: str) -> HttpResponse:
    """One wording: see how it would read, then keep it."""
    check = tending_pages.known(check_id)
    if check is None or place not in rewording.places(check):
        raise Http404
    start = {"text": tending_pages.in_force(check, place, standards.today())}
    form = WordingForm(request.POST or None, initial=start, check=check, place=place)
    preview = request.method == "POST" and "preview" in request.POST
    if preview:
        form.looks_well()
    elif request.method == "POST" and form.is_valid():
        try:
            row = tending.set_wording(check.id, place, by=cast(Worker, request.user), **form.cleaned_data)
        except Incomplete as incomplete:
            _say(form, incomplete)
        else:
            messages.success(request, "Kept." if row else "That very row is there already.")
            return redirect("checks:words", check.id)
    page = tending_pages.wording_page(check, place, form, preview=preview)
    return kit.render(request, "checks/wording.jinja", page, status=422 if form.errors else 200)


def _say(form: forms.Form, incomplete: Incomplete) -> None:
    for field, sentence in incomplete.problems.items():
        form.add_error(field, sentence)
