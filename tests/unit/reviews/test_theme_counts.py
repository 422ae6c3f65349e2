"""Rule G5: outside levels 0 to 2 a count covers three reviews or more, and nothing can be subtracted from it."""

from __future__ import annotations

import pytest

from sightline.coding.found import found_themes
from sightline.coding.theme_pages import patterns_page, theme_page
from sightline.reviews import work
from sightline.reviews.models import Panellist
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


def stands_aside(worker, review, officer):
    values = {"name": worker.name, "part": "panel", "worker": worker, "interest": "aside"}
    work.write_item(Panellist, review, by=officer, values=values)


def test_nothing_of_a_review_that_a_lead_stands_aside_from_is_counted_for_them(standing):
    officer, lead = standing.review_officer, standing.learning_lead
    open_to, aside = a_review(officer, "LR-1", "Child 1"), a_review(officer, "LR-2", "Child 2")
    a_finding(open_to, officer, "One.", "PROC-WNB", "INFO-VERIFY")
    a_finding(aside, officer, "Two.", "PROC-WNB", "INFO-VERIFY")
    a_finding(aside, officer, "Three.", "HARM-TRIO")
    stands_aside(lead, aside, officer)
    assert (theme_counts(lead)["PROC-WNB"].findings, theme_counts(lead)["HARM-TRIO"].findings) == (1, 0)
    assert theme_counts(officer)["PROC-WNB"].findings == 2
    assert {one.review for one in found_themes(lead)} == {open_to.pk}
    page = theme_page("PROC-WNB", lead)
    assert dict(page.counts)["Found in"] == "1 review"
    assert [link.text for link in page.findings] == ["LR-1, finding 1"]
    together = patterns_page(lead).together.rows
    assert [(row[2], row[3]) for row in together] == [("1", "1")]
    assert [row[-1] for row in patterns_page(lead).trend.rows] == ["1", "1"]


def test_once_it_is_published_they_count_it_as_everybody_does(standing):
    officer, lead = standing.review_officer, standing.learning_lead
    review = a_review(officer)
    a_finding(review, officer, "One.", "PROC-WNB")
    stands_aside(lead, review, officer)
    assert theme_counts(lead)["PROC-WNB"].findings == 0
    publish(review, officer)
    assert theme_counts(lead)["PROC-WNB"].findings == 1
