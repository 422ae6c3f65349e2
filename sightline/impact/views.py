"""The chart of a learning point."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access import declares
from sightline.access.models import Worker
from sightline.confidence.pages import beside_charts
from sightline.impact.pages import ChartPage, chart_data, chart_page
from sightline.impact.queries import charts_for
from sightline.kit.pdf import pdf_response
from sightline.learning.gate import view_of
from sightline.learning.queries import find_point


@require_safe
@declares("measure.view")
def chart(request: HttpRequest, key: str) -> HttpResponse:
    """Whether practice moved since this learning was shared."""
    return kit.render(request, "impact/chart.jinja", _page(request, key))


@require_safe
@declares("measure.view")
def chart_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The same as a PDF, with the numbers under each chart."""
    return pdf_response("impact/chart.typ", chart_data(_page(request, key), localdate()), name=f"chart-{key}")


def _page(request: HttpRequest, key: str) -> ChartPage:
    worker = cast(Worker, request.user)
    point = find_point(worker, key)
    view = view_of(point, worker) if point else None
    if point is None or view is None:
        raise Http404
    return chart_page(view, charts_for(point, worker), beside_charts(point))
