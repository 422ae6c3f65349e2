"""Rule G5: outside levels 0 to 2 a count covers three reviews or more, and nothing can be subtracted from it."""

from __future__ import annotations

import pytest

from sightline.reviews.queries import theme_counts
from tests.library import a_finding, a_review, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(standing):
    """`found(published=2, unpublished=1)`: that many reviews, each with one finding coded to PROC-WNB."""

    def make(*, published: int = 0, unpublished: int = 0) -> None:
        officer = standing.review_officer
        for number in range(published + unpublished):
            review = a_review(officer, f"LR-{number}", f"Child {number}")
            a_finding(review, officer, f"Finding {number}", "PROC-WNB")
            if number < published:
                publish(review, officer)

    return make


@pytest.mark.parametrize(
    ("published", "unpublished", "seen"),
    [
        (0, 0, None),
        (2, 0, None),
        (3, 0, 3),
        (2, 1, None),  # three together, but the published two are known elsewhere
        (3, 1, 3),  # 4 - 3 would tell of the one
        (3, 2, 3),
        (3, 3, 6),
        (0, 3, 3),
        (1, 3, 4),
    ],
)
def test_what_a_practitioner_may_know(standing, found, published, unpublished, seen):
    found(published=published, unpublished=unpublished)
    assert theme_counts(standing.social_worker)["PROC-WNB"].findings == seen
    assert theme_counts(standing.review_officer)["PROC-WNB"].findings == published + unpublished


def test_none_and_few_read_the_same(standing, found):
    found(published=2)
    counts = theme_counts(standing.quality_lead)
    assert counts["PROC-WNB"].words == counts["HARM-TRIO"].words
    assert "2" not in counts["PROC-WNB"].words
