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
from sightline.reviews import work
from sightline.reviews.models import (
    Action,
    AgencyReturn,
    CaseReview,
    Evidence,
    Finding,
    Progress,
    Recommendation,
)

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


def a_return(review: CaseReview, by: Worker, agency_name: str, **more: Any) -> AgencyReturn:
    """A chronology asked of an agency, due three weeks later."""
    values = {"agency_name": agency_name, "asked_for": "chronology", "asked_on": ON, "due_on": date(2026, 3, 23)}
    return work.write_item(AgencyReturn, review, by=by, values=values | more)


def a_recommendation(review: CaseReview, by: Worker, **more: Any) -> Recommendation:
    """A recommendation to the partners, no response yet."""
    values = {"text": "Count misses together.", "addressed_to": "The partners", "made_on": ON}
    return work.write_item(Recommendation, review, by=by, values=values | {"response_due_on": date(2026, 5, 2)} | more)


def an_action(review: CaseReview, by: Worker, **more: Any) -> Action:
    """An action that changes practice, due at the end of June 2026, for a recommendation of its own."""
    values = {
        "recommendation": more.pop("recommendation", None) or a_recommendation(review, by),
        "kind": "practice",
        "outcome": "A child who is not brought is seen within a week.",
        "step": "Agree one list of misses across services and test it in two teams.",
        "owner": "Named nurse",
        "agency": "Westmarsh Community Health",
        "due_on": date(2026, 6, 30),
        "measure": "Audit of twenty misses.",
    }
    return work.write_item(Action, review, by=by, values=values | more)


def evidence_for(action: Action, by: Worker, **more: Any) -> Evidence:
    """An audit that shows a change, waiting to be judged."""
    values = {"action": action, "level": 4, "result": "better", "text": "Seventeen of twenty.", "on": date(2026, 5, 1)}
    return work.write_item(Evidence, action.review, by=by, values=values | more)


def progress_of(action: Action, by: Worker, on: date, kind: str = "moved", text: str = "The teams met.") -> Progress:
    """Something that moved an action."""
    values = {"action": action, "kind": kind, "on": on, "text": text}
    return work.write_item(Progress, action.review, by=by, values=values)
