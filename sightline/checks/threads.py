"""The checks' end of the thread: a learning point shows which checks ask because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.access.policy import can
from sightline.checks import hindsight_pages, used
from sightline.checks.models import Citation
from sightline.chronologies.policy import REPLAY
from sightline.domain.checks.library import CATALOGUE
from sightline.kit.parts import Link
from sightline.learning import threads
from sightline.reviews.threads import register_parts

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.learning.models import LearningPoint
    from sightline.reviews.models import CaseReview


def links_from(point: LearningPoint, worker: Worker) -> tuple[Link, ...]:
    """The checks that cite a learning point, with how many children each asks about now for who may see figures."""
    if not can(worker, "checks.view"):
        return ()
    ids = Citation.objects.filter(point=point).order_by("check_id").values_list("check_id", flat=True)
    keys = [key for key in ids if key in CATALOGUE]
    touched = used.touched_now(keys) if keys and can(worker, "measure.view") else {}
    return tuple(
        Link(
            CATALOGUE[key].name,
            reverse("checks:check", args=[key]),
            note=f"{key}, asks about {touched[key]} now" if key in touched else key,
        )
        for key in keys
    )


def parts_of(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """The replay of each child a review is about, for those named on it at levels 0 and 1."""
    return hindsight_pages.parts_of(review, bool(can(worker, REPLAY, review)))


def register() -> None:
    """Called once, when the app is ready."""
    register_parts(parts_of)
    threads.register_checks(links_from)
