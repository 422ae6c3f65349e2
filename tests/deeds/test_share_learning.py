"""Writing down that learning was shared moves the learning state of its reviews along, and says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sightline.learning.changes import SHARED_REASON, Refused, share
from sightline.reviews.changes import move_state
from tests.library import a_finding, a_point, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(standing):
    return a_review(standing.review_officer)


def shared(standing, point, **more):
    more.setdefault("on", timezone.localdate())
    return share(point, by=standing.learning_lead, how="Team briefing", audience="Harbour team", **more)


def learning_state(review):
    review.refresh_from_db()
    return review.learning_state


def test_some_of_it_then_all_of_it(standing, review):
    one, two = (a_finding(review, standing.review_officer, f"Finding {n}") for n in (1, 2))
    points = [a_point(standing.learning_lead, [finding], title=str(finding.number)) for finding in (one, two)]
    shared(standing, points[0])
    assert learning_state(review) == "PART_SHARED"
    shared(standing, points[1])
    assert learning_state(review) == "SHARED"
    moves = review.moves.filter(field="learning_state").exclude(from_state="")
    assert [(move.reason, move.by) for move in moves] == [(SHARED_REASON, standing.learning_lead)] * 2


def test_sharing_again_moves_nothing(standing, review):
    point = a_point(standing.learning_lead, [a_finding(review, standing.review_officer)])
    shared(standing, point)
    shared(standing, point)
    assert point.sharings.count() == 2
    assert review.moves.filter(field="learning_state").count() == 2


def test_what_was_called_back_stays_called_back(standing, review):
    point = a_point(standing.learning_lead, [a_finding(review, standing.review_officer)])
    shared(standing, point)
    move_state(
        review, by=standing.review_officer, machine="learning", to="RECALLED", on=timezone.localdate(),
        seen_state="SHARED", reason="A fact was wrong.",
    )  # fmt: skip
    shared(standing, point)
    assert learning_state(review) == "RECALLED"


def test_a_draft_or_a_day_to_come_is_refused(standing, review):
    finding = a_finding(review, standing.review_officer)
    with pytest.raises(Refused, match="Publish"):
        shared(standing, a_point(standing.learning_lead, [finding], published=False))
    with pytest.raises(Refused, match="not come yet"):
        shared(standing, a_point(standing.learning_lead, [finding]), on=timezone.localdate() + timedelta(days=1))
    assert learning_state(review) == "NOT_SHARED"
