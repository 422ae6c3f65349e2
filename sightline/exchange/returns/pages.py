"""What the pages about files of a review show, and the links to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import Form
from django.urls import reverse

from sightline.access.policy import can
from sightline.chronologies.policy import NAMES, WORK
from sightline.kit.parts import Link

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.chronologies.models import ReturnFile
    from sightline.reviews.models import CaseReview


@dataclass(frozen=True, slots=True)
class SendPage:
    """Bringing a return in."""

    back: Link
    form: Form
    templates: tuple[Link, ...]


def send_page(review: CaseReview, worker: Worker, form: Form) -> SendPage:
    """The page of a review."""
    back = Link("What agencies sent", reverse("chronologies:returns", args=[review.key]))
    return SendPage(back, form, _templates(review))


def _templates(review: CaseReview) -> tuple[Link, ...]:
    return tuple(
        Link(f"Template for {words}", reverse("exchange:template", args=[review.key, kind]))
        for kind, words in (("docx", "Word"), ("xlsx", "Excel"))
    )


def where_returns_come_in(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """Links for the list of returns."""
    if not can(worker, WORK, review):
        return ()
    return (Link("Bring a return in", reverse("exchange:send_return", args=[review.key])), *_templates(review))


def of_file(file: ReturnFile, worker: Worker) -> tuple[Link, ...]:
    """Links to a marked-up copy of one return."""
    if not can(worker, NAMES, file.review):
        return ()
    return tuple(
        Link(
            f"Marked-up copy for the agency ({words})",
            reverse("exchange:marked", args=[file.review.key, file.key, kind]),
        )
        for kind, words in (("docx", "Word"), ("xlsx", "Excel"))
    )
