"""Where rooms above hang on their end of the thread: which checks cite a learning point, and where its chart is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.learning.models import LearningPoint

Provider = Callable[["LearningPoint", "Worker"], "tuple[Link, ...]"]
_checks: list[Provider] = []
_charts: list[Provider] = []


def register_checks(provider: Provider) -> None:
    """`provider(point, worker)` gives links to the practice checks that cite the point."""
    if provider not in _checks:
        _checks.append(provider)


def register_charts(provider: Provider) -> None:
    """`provider(point, worker)` gives links to charts of what changed in practice since the point was shared."""
    if provider not in _charts:
        _charts.append(provider)


def citing_checks(point: LearningPoint, worker: Worker) -> tuple[Link, ...]:
    """The checks that ask because of this learning point."""
    return tuple(link for provider in _checks for link in provider(point, worker))


def charts(point: LearningPoint, worker: Worker) -> tuple[Link, ...]:
    """Where one can see whether practice moved."""
    return tuple(link for provider in _charts for link in provider(point, worker))
