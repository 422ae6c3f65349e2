"""The dated standards table: seen by everyone, set by an administrator, never edited."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import can, declares
from sightline.access.models import Worker
from sightline.checks import setting, standard_pages, standards, supplied
from sightline.checks.standard_forms import StandardForm
from sightline.domain.checks.library import CATALOGUE


@require_safe
@declares(setting.SEE)
def table(request: HttpRequest) -> HttpResponse:
    """Every standard: what is to be supplied first."""
    page = standard_pages.standards_page(standards.today(), bool(can(request.user, setting.SET)))
    return kit.render(request, "checks/standards.jinja", page)


@require_safe
@declares(setting.SEE)
def numbers(request: HttpRequest, check_id: str) -> HttpResponse:
    """The numbers of one check."""
    if check_id not in CATALOGUE:
        raise Http404
    may = bool(can(request.user, setting.SET))
    page = standard_pages.numbers_page(CATALOGUE[check_id], standards.today(), may)
    return kit.render(request, "checks/numbers.jinja", page)


@kit.form_page
@declares(setting.SET, once=True)
def topic(request: HttpRequest, name: str) -> HttpResponse:
    """Supply what only the partnership can."""
    found = supplied.topics().get(name)
    if found is None:
        raise Http404
    known = supplied.answers(standards.today()).get(name)
    start = {"value": known.value, "number_class": known.number_class, "source": known.source} if known else {}
    form = StandardForm(request.POST or None, of=found, initial={"number_class": found.number_class, **start})
    if request.method == "POST" and _kept(request, form, supplied.NO_CHECK, name):
        return redirect("checks:standards")
    return kit.render(request, "checks/standard.jinja", standard_pages.topic_page(found, form, True))


@kit.form_page
@declares(setting.SET, once=True)
def number(request: HttpRequest, check_id: str, name: str) -> HttpResponse:
    """Confirm or change one number of a check."""
    found = setting.parameter_of(check_id, name)
    if found is None:
        raise Http404
    now = next(one for one in standards.numbers(standards.today())[check_id] if one.name == name)
    start = {"value": f"{now.value:g}", "number_class": now.number_class, "source": now.source}
    form = StandardForm(request.POST or None, of=found, initial=start)
    if request.method == "POST" and _kept(request, form, check_id, name):
        return redirect("checks:numbers", check_id)
    page = standard_pages.number_page(CATALOGUE[check_id], now, form, True)
    return kit.render(request, "checks/standard.jinja", page)


def _kept(request: HttpRequest, form: StandardForm, check_id: str, name: str) -> bool:
    """Whether the row was added; else the form says what is missing."""
    if not form.is_valid():
        return False
    data: dict[str, Any] = form.cleaned_data
    try:
        row = setting.set_standard(check_id, name, by=cast(Worker, request.user), **data)
    except setting.Incomplete as incomplete:
        for field, sentence in incomplete.problems.items():
            form.add_error(field, sentence)
        return False
    messages.success(request, standard_pages.set_words(row))
    return True
