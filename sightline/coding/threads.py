"""Where rooms above hang on their end: files of coding tools are brought in and written by `exchange`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

Links = Callable[["CaseReview", "Worker"], tuple[Link, ...]]
_files: list[Links] = []
_sources: list[Links] = []


def register_files(provider: Links) -> None:
    """`provider(review, worker)` gives the links to bring in and take out files that this worker may follow."""
    if provider not in _files:
        _files.append(provider)


def files_of(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """Links to bring in and take out files of a review's coding."""
    return tuple(link for provider in _files for link in provider(review, worker))


def register_sources(provider: Links) -> None:
    """`provider(review, worker)` gives the links to further texts of a review that can be coded."""
    if provider not in _sources:
        _sources.append(provider)


def sources_of(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """Links to further texts of a review that can be coded, such as its chronology's rows."""
    return tuple(link for provider in _sources for link in provider(review, worker))
