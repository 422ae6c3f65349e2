"""The catalogue of checks: what each asks and why, and the learning it cites."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.access.models import Worker
from sightline.checks import answers, pages, policy, queries
from sightline.checks.forms import CitationForm
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.checks.vocabulary import Check
from sightline.learning.gate import views_of


@require_safe
@declares("checks.view")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every check."""
    return kit.render(request, "checks/catalogue.jinja", pages.catalogue_page(cast(Worker, request.user)))


@require_safe
@declares("checks.view")
def check(request: HttpRequest, check_id: str) -> HttpResponse:
    """Why we ask."""
    page = pages.check_page(_find(check_id), cast(Worker, request.user))
    return kit.render(request, "checks/check.jinja", page)


def _find(check_id: str) -> Check:
    found = CATALOGUE.get(check_id)
    if found is None:
        raise Http404
    return found


@kit.form_page
@declares(policy.CITE)
def citations(request: HttpRequest, check_id: str) -> HttpResponse:
    """Choose the learning a check cites."""
    found, worker = _find(check_id), cast(Worker, request.user)
    points = {str(point.pk): point for point in queries.published_points()}
    views = views_of(points.values(), worker)
    form = CitationForm(
        request.POST or None, views=views, initial={"points": [str(pk) for pk in queries.cited_points(found.id)]}
    )
    if request.method == "POST":
        form = CitationForm(request.POST, views=views)
        if form.is_valid():
            chosen = [points[pk] for pk in form.cleaned_data["points"]]
            added, taken = answers.choose_citations(found.id, by=worker, points=chosen)
            messages.success(request, f"Kept: {added} added, {taken} taken away.")
            return redirect("checks:check", found.id)
    return kit.render(request, "checks/citations.jinja", pages.citations_page(found, form))
