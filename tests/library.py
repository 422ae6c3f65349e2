"""Builders for reviews and learning, through the product's own deeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sightline.access.models import Worker
from sightline.learning import changes as learning
from sightline.learning.models import LearningPoint
from sightline.people.models import Person
from sightline.reviews import changes as reviews
from sightline.reviews.models import CaseReview, Finding

ON = date(2026, 3, 2)


def a_review(by: Worker, reference: str = "LR-07", title: str = "Child Q", *, subjects: Iterable[str] = ("Child Q",),
             **more: Any) -> CaseReview:  # fmt: skip
    """An unpublished alternative learning review, its subjects marked as having no record here."""
    review = reviews.open_review(
        by=by, reference=reference, title=title, regime=more.pop("regime", "ALR"), subjects=subjects, **more
    )
    for subject in review.subjects.all():
        reviews.join_subject(subject, by=by, person=None, no_record_here=True)
    return review


def publish(review: CaseReview, by: Worker) -> CaseReview:
    """Bring the review to agreed and publish its report."""
    review.refresh_from_db()
    reviews.move_state(
        review, by=by, machine="review", to="AGREED", on=ON, seen_state=review.review_state, reason="Held before us."
    )
    reviews.move_state(review, by=by, machine="publication", to="PUBLISHED", on=ON, seen_state="NOT_DECIDED")
    review.refresh_from_db()
    return review


def about(review: CaseReview, by: Worker, *people: Person) -> None:
    """Join the review's subjects to people, in order."""
    for subject, person in zip(review.subjects.order_by("pk"), people):
        reviews.join_subject(subject, by=by, person=person)


def a_finding(review: CaseReview, by: Worker, text: str = "The zebra crossing was mentioned.", *codes: str) -> Finding:
    """A finding, coded to "was not brought" unless said otherwise."""
    return reviews.record_finding(review, by=by, text=text, codes=codes or ("PROC-WNB",))


def a_point(
    by: Worker, findings: Sequence[Finding], *, title: str = "Count across services",
    lesson: str = "Count misses together.", try_this: str = "Ring two people.",
    detail: str = "Six walrus appointments were missed.",
    themes: tuple[str, ...] = ("PROC-WNB",), published: bool = True,
) -> LearningPoint:  # fmt: skip
    """A learning point, in the library unless `published` is False."""
    words = learning.Words(title, lesson, try_this, detail, themes=themes)
    point = learning.write_learning_point(by=by, findings=findings, words=words)
    return learning.publish(point, by=by, seen_version=point.version) if published else point
