"""What every view here begins with: the thing or 404, and the look written to the trail before it is shown."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404, HttpRequest

from sightline import trail
from sightline.access.models import Worker
from sightline.reviews import queries
from sightline.reviews.models import CaseReview, Finding

T = TypeVar("T")


def or_404(found: T | None) -> T:
    """The thing, or the page that says there is nothing here: the same for what is not there and not open."""
    if found is None:
        raise Http404
    return found


def worker_of(request: HttpRequest) -> Worker:
    """Who is signed in; `declares` has made sure somebody is."""
    assert isinstance(request.user, Worker)
    return request.user


def review_or_404(request: HttpRequest, key: str, action: str = "review.view") -> CaseReview:
    """The review, if it is open to this worker for this action."""
    return or_404(queries.find_review(worker_of(request), key, action))


def finding_or_404(request: HttpRequest, key: str, action: str = "finding.view") -> Finding:
    """The finding, if it is open to this worker for this action."""
    return or_404(queries.find_finding(worker_of(request), key, action))


def looked(worker: Worker, part: str) -> None:
    """Write that somebody looked at something of a review, before it is shown. No child is named: see `changes`."""
    trail.record_view(by=worker, child=None, part=part)
