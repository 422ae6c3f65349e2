"""The checks' end of the thread: a learning point shows which checks ask because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.access.policy import can
from sightline.checks import used
from sightline.checks.models import Citation
from sightline.domain.checks.library import CATALOGUE
from sightline.kit.parts import Link
from sightline.learning import threads

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.learning.models import LearningPoint


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


def register() -> None:
    """Called once, when the app is ready."""
    threads.register_checks(links_from)
