"""What every view here begins with: the review open for the deed, or 404."""

from __future__ import annotations

from django.http import HttpRequest

from sightline.chronologies.models import ChronologyRow, ReturnFile
from sightline.chronologies.policy import READ
from sightline.chronologies.queries import find_file
from sightline.reviews.models import CaseReview
from sightline.reviews.views.finding_things import looked, or_404, review_or_404, worker_of

__all__ = ["file_or_404", "looked", "or_404", "review_for", "row_or_404", "worker_of"]


def review_for(request: HttpRequest, key: str, action: str = READ) -> CaseReview:
    """The review, if this worker may do the deed to it."""
    return review_or_404(request, key, action)


def file_or_404(review: CaseReview, key: str) -> ReturnFile:
    """A return of this review."""
    return or_404(find_file(review, key))


def row_or_404(review: CaseReview, key: str) -> ChronologyRow:
    """A row of this review, whether it stands or was taken away."""
    rows = review.chronology_rows.select_related("file", "removed_by")
    return or_404(rows.filter(key=key).first())
