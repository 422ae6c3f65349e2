"""Where a review officer begins: what is overdue, agency returns, how chronologies stand, what waits at the gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from sightline.access import drafts_of, scope
from sightline.chronologies.models import ChronologyRow, ReturnFile, RowLink, Standing
from sightline.chronologies.policy import READ
from sightline.kit.jinja import address_if_any
from sightline.kit.parts import Link
from sightline.kit.words import count, moment
from sightline.learning.gate import views_of
from sightline.learning.models import LearningPoint
from sightline.reviews.models import CaseReview
from sightline.reviews.register import Outstanding, ReviewLine, register_lines

if TYPE_CHECKING:
    from sightline.access.models import Draft, Worker

AT_THE_GATE = 10
HEADINGS = (
    ("clock", "Time limits", "No time limit is overdue or due within three working days."),
    ("return", "Agency returns", "Nothing that was asked of an agency is outstanding."),
    ("plan", "Plans and impact", "No action is overdue, blocked or at risk, and no evidence waits."),
    ("publication", "Publication", "No report is held back or waits for its statement."),
    ("people", "Who takes part", "Everybody who takes part has been asked about an interest."),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, with the review it belongs to."""

    review: str
    what: Outstanding


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that wait, the overdue ones first. `empty`: what is said when there is none."""

    anchor: str
    heading: str
    waiting: tuple[Waiting, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class ReviewingPage:
    """The page. `open_reviews`: how many are not closed."""

    heading: str
    open_reviews: int
    groups: tuple[Group, ...]
    chronologies: tuple[Link, ...]
    gate: tuple[Link, ...]
    drafts: tuple[Link, ...]
    links: tuple[Link, ...]


def reviewing_page(worker: Worker, today: date) -> ReviewingPage:
    """Build the page: a constant number of queries whatever the number of reviews."""
    lines = register_lines(worker, today)
    return ReviewingPage(
        heading="Reviews",
        open_reviews=sum(not line.closed for line in lines),
        groups=tuple(Group(kind, heading, _of_kind(lines, kind), empty) for kind, heading, empty in HEADINGS),
        chronologies=_chronologies(worker),
        gate=_gate(worker),
        drafts=tuple(_draft(draft) for draft in drafts_of(worker) if not draft.child),
        links=tuple(
            Link(text, address_if_any(name))
            for text, name in (
                ("All reviews", "reviews:reviews"),
                ("Open a review", "reviews:open"),
                ("How reviews are run here", "reviews:regimes"),
                ("The library of learning", "learning:library"),
                ("What Sightline asks, and why", "checks:catalogue"),
            )
            if address_if_any(name)
        ),
    )


def _of_kind(lines: Iterable[ReviewLine], kind: str) -> tuple[Waiting, ...]:
    found = [Waiting(line.link.text, one) for line in lines for one in line.outstanding if one.kind == kind]
    return tuple(sorted(found, key=lambda one: not one.what.late))


def _draft(draft: Draft) -> Link:
    join = "&" if "?" in draft.path else "?"
    return Link(
        draft.label or "A form",
        f"{draft.path}{join}draft={draft.pk}",
        note=f"typed {moment(draft.saved_at)}, not saved",
    )


def _chronologies(worker: Worker) -> tuple[Link, ...]:
    """How far each chronology has come: rows, files that wait to be taken in, links that wait for a decision."""
    open_to = scope(worker, READ, CaseReview.objects.exclude(review_state="CLOSED"))
    reviews = {row.pk: row for row in open_to.order_by("reference")}
    rows = _count(ChronologyRow.objects.filter(removed_by=None), reviews)
    files = _count(ReturnFile.objects.filter(standing=Standing.WAITING), reviews)
    links = _count(RowLink.objects.filter(stands=True, decision=""), reviews)
    return tuple(
        Link(
            f"{review.reference} {review.title}",
            reverse("chronologies:table", args=[review.key]),
            note=_chronology(rows.get(pk, 0), files.get(pk, 0), links.get(pk, 0)),
        )
        for pk, review in reviews.items()
        if pk in rows or pk in files or review.review_state == "CHRONOLOGY"
    )


def _chronology(rows: int, files: int, links: int) -> str:
    said = [count(rows, "row"), count(files, "file") + " to take in", count(links, "link") + " to decide"]
    return ", ".join(said)


def _count(rows: QuerySet[Any], reviews: Iterable[int]) -> dict[int, int]:
    """How many of the rows each review has. One query."""
    found = rows.filter(review__in=[*reviews]).values_list("review").annotate(number=Count("pk")).order_by()
    return dict(found)


def _gate(worker: Worker) -> tuple[Link, ...]:
    """Learning in the library whose case detail nobody has released yet, as far as the worker may read it."""
    waits = Q(state="published", released_to=None) & ~Q(detail="") & Q(findings__isnull=False)
    points = scope(worker, "learning.view", LearningPoint.objects.filter(waits)).distinct().order_by("-published_at")
    return tuple(
        Link(view.title, reverse("learning:point", args=[view.key]), note="its case detail has not been released")
        for view in views_of(points[:AT_THE_GATE], worker)
    )
