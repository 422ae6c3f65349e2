"""Reading the chronology: the table, and side by side. What is searched for is posted, so that it is in no address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access.declaring import declares
from sightline.chronologies.pages import gaps as gap_pages
from sightline.chronologies.pages import lanes as lane_pages
from sightline.chronologies.pages import reading
from sightline.chronologies.policy import READ
from sightline.chronologies.queries import Wanted
from sightline.chronologies.seeing import Seeing, seeing
from sightline.chronologies.views.finding_things import looked, review_for, worker_of
from sightline.kit import render
from sightline.reviews.models import CaseReview


def begin(request: HttpRequest, key: str, part: str) -> tuple[CaseReview, Seeing]:
    """The review and the view of it this worker asked for; the look is written down, and whether names were shown."""
    worker, review = worker_of(request), review_for(request, key)
    found = seeing(worker, review, names="names" in request.GET)
    looked(worker, f"{part} of review {review.key}{' with names' if found.with_names else ''}")
    return review, found


def _asked(request: HttpRequest, review: CaseReview, view: Seeing) -> tuple[Wanted, str]:
    if request.method == "POST":
        return reading.asked_for(review, request.POST.dict(), view), request.POST.get("page", "1")
    return Wanted(with_names=view.with_names), request.GET.get("page", "1")


@declares(READ)
@kit.form_page
def table(request: HttpRequest, key: str) -> HttpResponse:
    """The chronology as a table, filtered or whole."""
    review, view = begin(request, key, "chronology")
    wanted, number = _asked(request, review, view)
    page = reading.table_page(review, worker_of(request), view, wanted, number)
    return render(request, "chronologies/table.jinja", page)


@declares(READ)
@kit.form_page
def lanes(request: HttpRequest, key: str) -> HttpResponse:
    """The same, a column for each agency."""
    review, view = begin(request, key, "chronology side by side")
    wanted, number = _asked(request, review, view)
    page = lane_pages.lanes_page(review, worker_of(request), view, wanted, number)
    return render(request, "chronologies/lanes.jinja", page)


@declares(READ)
@require_safe
def gaps(request: HttpRequest, key: str) -> HttpResponse:
    """Silences: of everybody, of one agency, and about the child being seen."""
    review, view = begin(request, key, "gaps in the chronology")
    return render(request, "chronologies/gaps.jinja", gap_pages.gaps_page(review, worker_of(request), view))
