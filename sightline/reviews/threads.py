"""Where rooms above hang on their end of the thread: a review's page asks here, since it may not import them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import Finding

Points = Callable[["Iterable[Finding]", "Worker"], "dict[int, tuple[Link, ...]]"]
_points: list[Points] = []


def register_learning(provider: Points) -> None:
    """`provider(findings, worker)` gives, by finding, links to the learning written from it that worker may see."""
    if provider not in _points:
        _points.append(provider)


def learning_from(findings: Iterable[Finding], worker: Worker) -> dict[int, tuple[Link, ...]]:
    """Learning points written from each finding, by the finding's primary key; findings without any are left out."""
    rows = list(findings)
    found: dict[int, tuple[Link, ...]] = {}
    for provider in _points:
        for finding, links in provider(rows, worker).items():
            found[finding] = (*found.get(finding, ()), *links)
    return found
