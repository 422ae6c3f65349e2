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

PARTS = (
    ("table", "Table", READ),
    ("lanes", "Side by side", READ),
    ("links", "Accounts and conflicts", READ),
    ("gaps", "Gaps", READ),
    ("returns", "Returns", READ),
    ("glossary", "Glossary", NAMES),
    ("residue", "What is left", NAMES),
)


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
    may = {action: bool(can(worker, action, review)) for action in (NAMES, WORK)} | {READ: True}
    links = tuple(
        Link(text, reverse(f"chronologies:{name}", args=[review.key]), current=name == here)
        for name, text, action in PARTS
        if may[action]
    )
    return Frame(
        reference=review.reference,
        key=review.key,
        back=Link(f"Review {review.reference}", reverse("reviews:review", args=[review.key])),
        parts=links,
        may_work=may[WORK],
        may_read_names=may[NAMES],
    )


def part_of(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """The way from a review to its chronology."""
    if not can(worker, READ, review):
        return ()
    return (Link("Chronology", reverse("chronologies:table", args=[review.key])),)
