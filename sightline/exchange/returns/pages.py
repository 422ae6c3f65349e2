"""What the pages about files of a review show, and the links to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import Form
from django.urls import reverse

from sightline.access.policy import can
from sightline.chronologies.policy import NAMES, READ, WORK
from sightline.chronologies.queries import last_glossary
from sightline.exchange.returns.leaving import KINDS, PERSONALISED, VIEWS
from sightline.kit.parts import Link
from sightline.reviews.models import AgencyReturn

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
    made_for: tuple[tuple[str, tuple[Link, ...]], ...]


def send_page(review: CaseReview, worker: Worker, form: Form) -> SendPage:
    """The page of a review."""
    back = Link("What agencies sent", reverse("chronologies:returns", args=[review.key]))
    asked = AgencyReturn.objects.filter(review=review, asked_for=AgencyReturn.Asked.CHRONOLOGY)
    made_for = tuple((row.agency_name, _templates(review, row)) for row in asked.order_by("agency_name", "pk"))
    return SendPage(back, form, _templates(review), made_for)


def _templates(review: CaseReview, asked: AgencyReturn | None = None) -> tuple[Link, ...]:
    """A template for any agency, or one made for the agency that was asked."""
    to = f"?asked={asked.key}" if asked else ""
    words_of = {"docx": "Word", "xlsx": "Excel"}
    return tuple(
        Link(words if asked else f"Template for {words}", reverse("exchange:template", args=[review.key, kind]) + to)
        for kind, words in words_of.items()
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


@dataclass(frozen=True, slots=True)
class ViewLine:
    """One view, with its files."""

    name: str
    about: str
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FilesPage:
    """What may leave."""

    back: Link
    views: tuple[ViewLine, ...]
    disguised: str
    has_glossary: bool


def files_page(review: CaseReview, worker: Worker) -> FilesPage:
    """The page of a review; views that this worker may not have are left out."""
    names = bool(can(worker, NAMES, review))
    has_glossary = last_glossary(review) is not None
    return FilesPage(
        Link("Chronology", reverse("chronologies:table", args=[review.key])),
        tuple(
            ViewLine(name, about, tuple(_file(review, view, kind, words) for kind, words in KINDS.items()))
            for view, (name, about) in VIEWS.items()
            if (names or view != PERSONALISED) and (has_glossary or view == PERSONALISED)
        ),
        reverse("exchange:disguised", args=[review.key]) if names and review.disguises.exists() else "",
        has_glossary,
    )


def _file(review: CaseReview, view: str, kind: str, words: str) -> Link:
    return Link(words, reverse("exchange:chronology_file", args=[review.key, view, kind]))


def what_comes_out(review: CaseReview, worker: Worker) -> tuple[Link, ...]:
    """The way from a chronology to its files."""
    if not can(worker, READ, review):
        return ()
    return (Link("Download it", reverse("exchange:chronology_files", args=[review.key])),)
