"""What every view here begins with: the thing or 404, and the look written to the trail before it is shown."""

from __future__ import annotations

from django.http import HttpRequest

from sightline import trail
from sightline.access.models import Worker
from sightline.coding import changes, queries
from sightline.coding.models import CodedText, Coding
from sightline.reviews.models import CaseReview
from sightline.reviews.views.finding_things import or_404, worker_of

__all__ = ["coding_or_404", "looked", "or_404", "review_or_404", "text_or_404", "worker_of"]


def review_or_404(request: HttpRequest, key: str, action: str = "coding.view") -> CaseReview:
    """The review, if this worker is inside it and may do this."""
    return or_404(queries.find_review(worker_of(request), key, action))


def text_or_404(request: HttpRequest, key: str, action: str = "coding.view") -> CodedText:
    """The text, if this worker is inside its review and may do this."""
    return or_404(queries.find_text(worker_of(request), key, action))


def coding_or_404(request: HttpRequest, key: str) -> Coding:
    """A coding that this worker may change."""
    return or_404(queries.find_coding(worker_of(request), key))


def looked(text: CodedText, worker: Worker) -> None:
    """Write that somebody looked at a text, and whether they saw another's codings. No child is named."""
    trail.record_view(by=worker, child=None, part=f"coded text {text.key}")
    seen = queries.codings_of(text, worker) + queries.codings_of(text, worker, withdrawn=True)
    changes.note_seen(seen, worker)
