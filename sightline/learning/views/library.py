"""Reading: the library, one learning point, its briefing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sightline.access.declaring import declares
from sightline.access.models import Worker
from sightline.kit import render
from sightline.kit.pdf import pdf_response
from sightline.learning import pages, queries
from sightline.learning.forms import SearchForm
from sightline.learning.gate import PointView, view_for_practitioners, view_of
from sightline.learning.models import LearningPoint
from sightline.reviews.views.finding_things import looked, or_404, worker_of


def point_and_view(request: HttpRequest, key: str) -> tuple[LearningPoint, PointView]:
    """The point and what the gate makes of it for this worker; 404 when there is nothing of it for them."""
    worker = worker_of(request)
    point = or_404(queries.find_point(worker, key))
    view = or_404(view_of(point, worker))
    _note_the_look(worker, view)
    return point, view


def _note_the_look(worker: Worker, view: PointView) -> None:
    """Who looked inside an unpublished review's learning is written down, before it is shown."""
    if view.inside and view.rests_on_unpublished:
        looked(worker, f"learning point {view.key}")


@declares("learning.view")
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The library, searched or whole."""
    form = SearchForm(request.GET)
    page = pages.library_page(worker_of(request), form, request.GET.get("page", "1"))
    return render(request, "learning/library.jinja", page)


@declares("learning.view")
@require_safe
def point(request: HttpRequest, key: str) -> HttpResponse:
    """One learning point, with its thread."""
    found, view = point_and_view(request, key)
    return render(request, "learning/point.jinja", pages.point_page(found, view, worker_of(request)))


@declares("learning.view")
@require_safe
def briefing(request: HttpRequest, key: str) -> HttpResponse:
    """One page to print and read together: for the team it is read to, so never more than practitioners may read."""
    return render(request, "learning/briefing.jinja", _briefing(request, key))


@declares("learning.view")
@require_safe
def briefing_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The same page as a PDF, to send on."""
    page = _briefing(request, key)
    return pdf_response("learning/briefing.typ", pages.briefing_data(page), name=f"briefing-{page.reference}")


def _briefing(request: HttpRequest, key: str) -> pages.BriefingPage:
    worker = worker_of(request)
    found = or_404(queries.find_point(worker, key))
    return pages.briefing_page(or_404(view_for_practitioners(found, worker)), worker)
