"""The replay of a review's chronology."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sightline.access.declaring import declares
from sightline.checks.of_chronology import replay_page
from sightline.chronologies.policy import REPLAY
from sightline.chronologies.views.finding_things import looked, review_for, worker_of
from sightline.kit import render


@declares(REPLAY)
@require_safe
def replay(request: HttpRequest, key: str) -> HttpResponse:
    """What the checks would have asked, and when first; with hindsight, for levels 0 and 1."""
    worker, review = worker_of(request), review_for(request, key, REPLAY)
    looked(worker, f"replay of the chronology of review {review.key}")
    return render(request, "checks/chronology_replay.jinja", replay_page(review, worker))
