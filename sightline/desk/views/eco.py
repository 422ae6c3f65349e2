"""The eco-map of a child's record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.desk.finding import signed_in
from sightline.desk.pages.eco import eco_page
from sightline.desk.then import shown


@require_safe
@declares("record.view")
def eco_map(request: HttpRequest, key: str) -> HttpResponse:
    """Who and what surrounds the household, as several people see it."""
    with shown(request, key, "eco-map") as (found, day):
        page = eco_page(found, signed_in(request), day, tuple(request.GET.getlist("rater"))[:2])
        return kit.render(request, "desk/eco.jinja", page)
