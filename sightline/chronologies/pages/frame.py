"""What every page of a chronology has: the review, the ways between its parts, and in which view words are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from sightline.access.policy import can
from sightline.chronologies.policy import NAMES, READ, WORK
from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

PARTS = (("returns", "Returns"),)


@dataclass(frozen=True, slots=True)
class Frame:
    """The review, where its parts are, and what its reader may do."""

    reference: str
    key: str
    back: Link
    parts: tuple[Link, ...]
    may_work: bool
    may_read_names: bool


def frame(review: CaseReview, worker: Worker, here: str) -> Frame:
    """The frame of one part, by the name of its route."""
    links = tuple(
        Link(text, reverse(f"chronologies:{name}", args=[review.key]), current=name == here) for name, text in PARTS
    )
    return Frame(
        reference=review.reference,
        key=review.key,
        back=Link(f"Review {review.reference}", reverse("reviews:review", args=[review.key])),
        parts=links,
        may_work=bool(can(worker, WORK, review)),
        may_read_names=bool(can(worker, NAMES, review)),
    )


def part_of(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """The way from a review to its chronology."""
    if not can(worker, READ, review):
        return ()
    return (Link("Chronology: what agencies sent", reverse("chronologies:returns", args=[review.key])),)
