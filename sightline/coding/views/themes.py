"""A theme, and patterns over reviews, as far as whoever asks may know."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sightline.access.declaring import declares
from sightline.coding import theme_pages
from sightline.coding.views.things import worker_of
from sightline.domain import themes
from sightline.kit import render


@declares("theme.view")
@require_safe
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """One theme."""
    if code not in themes.THEMES:
        raise Http404
    return render(request, "coding/theme.jinja", theme_pages.theme_page(code, worker_of(request)))


@declares("theme.view")
@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Themes together and over years."""
    return render(request, "coding/patterns.jinja", theme_pages.patterns_page(worker_of(request)))
