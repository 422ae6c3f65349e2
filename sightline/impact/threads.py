"""The last end of the thread: from a learning point to the chart of whether practice moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.access.policy import can
from sightline.checks.models import Citation
from sightline.kit.parts import Link
from sightline.learning import threads

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.learning.models import LearningPoint


def link_from(point: LearningPoint, worker: Worker) -> tuple[Link, ...]:
    """The chart of a point that a check cites, for those who may look at charts."""
    if not can(worker, "measure.view") or not Citation.objects.filter(point=point).exists():
        return ()
    return (Link("Has practice moved since this was shared?", reverse("impact:chart", args=[point.key])),)


def register() -> None:
    """Called once, when the app is ready."""
    threads.register_charts(link_from)
