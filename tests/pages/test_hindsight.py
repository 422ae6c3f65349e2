"""What would have been asked of a child's record, and when first: for a case review at levels 0 and 1, in codes."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from sightline.checks import beside
from sightline.checks.models import Outcome
from sightline.people.facts import LONDON
from sightline.reviews import changes as reviews
from sightline.trail.models import Entry
from tests.library import a_review, about
from tests.records import signed_in
from tests.standing import a_recorded_child

TODAY = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as moving:
        yield moving


@pytest.fixture
def looked_back(standing):
    """A review about a child who was not brought twice."""
    with time_machine.travel(datetime(2026, 6, 1, 9, 0, tzinfo=LONDON), tick=False):
        who = a_recorded_child(standing.social_worker, name="Robin Fennimore").at_level("CIN", "2026-06-01")
    for day in ("2026-09-07", "2026-10-05"):
        with time_machine.travel(datetime.fromisoformat(f"{day}T15:00").replace(tzinfo=LONDON), tick=False):
            who = who.with_appointment("was_not_brought", day)
    review = a_review(standing.review_officer)
    about(review, standing.review_officer, who.child)
    reviews.name_member(review, by=standing.review_officer, worker=standing.supervisor, level=1)
    return review, who.child


def page_for(worker, review, **asked):
    address = reverse("checks:hindsight", args=[review.key, review.subjects.get().pk])
    return signed_in(worker).get(address, asked)


def test_it_says_what_would_have_been_asked_and_when_first(standing, looked_back) -> None:
    review, child = looked_back
    found = page_for(standing.supervisor, review)
    text = found.content.decode()
    assert found.status_code == 200
    assert "Hindsight" in text
    [row] = [row for row in found.context_data["page"].table.rows if row[1].note == "WNB-01"]
    assert row[0] == "5 October 2026"
    assert row[2].startswith("On 45 days, at the gravest soon: 5 October 2026 to 18 November 2026.")
    assert "still have asked on 18 November 2026" in row[2]
    assert row[3] == "fewer than 5 children"
    assert "Robin" not in text
    assert "Fennimore" not in text
    view = Entry.objects.filter(kind=Entry.Kind.VIEW, child=child.key).latest("seq")
    assert (view.actor, view.part) == (str(standing.supervisor.pk), "replay for a case review")


def test_before_the_second_miss_it_would_not_have_been_asked(standing, looked_back) -> None:
    review, _ = looked_back
    page = page_for(standing.supervisor, review, **{"from": "1 September 2026", "to": "4 October 2026"}).context_data[
        "page"
    ]
    notes = [row[1].note for row in page.table.rows] if page.table else []
    assert "WNB-01" not in notes
    assert "does not mean that all was well" in page.silent


def test_a_span_that_is_none_says_so(standing, looked_back) -> None:
    review, _ = looked_back
    for asked, words in (
        ({"from": "1 October 2026", "to": "1 September 2026"}, "Give the earlier day first"),
        ({"from": "1 October 2010", "to": "1 September 2026", "checks": "all"}, "ten years at most"),
        ({"from": "soon"}, ""),
    ):
        page = page_for(standing.supervisor, review, **asked).context_data["page"]
        assert page.problem
        assert words in page.problem
        assert page.table is None


def test_only_who_is_named_at_levels_0_and_1_is_shown_the_way_to_it(standing, looked_back) -> None:
    review, _ = looked_back
    way = reverse("checks:hindsight", args=[review.key, review.subjects.get().pk])
    own = signed_in(standing.supervisor).get(reverse("reviews:review", args=[review.key])).content.decode()
    assert way in own
    lead = signed_in(standing.learning_lead).get(reverse("reviews:review", args=[review.key])).content.decode()
    assert way not in lead
    assert page_for(standing.learning_lead, review).status_code == 404


def test_similar_children_are_others_at_the_same_level_and_small_numbers_hidden(standing, looked_back) -> None:
    _, child = looked_back
    for number in range(6):
        other = a_recorded_child(standing.outsider, name=f"Other {number}").at_level("CIN", "2026-06-01").child
        Outcome.objects.filter(child=other).delete()
        Outcome.objects.create(
            child=other, check_id="WNB-01", check_version="1", result="ask", content_key=str(number),
            starts_at=TODAY, looked_at=TODAY, asks_since=TODAY,
        )  # fmt: skip
    a_recorded_child(standing.outsider, name="At another").at_level("CP", "2026-06-01")
    found = beside.beside(child, ["WNB-01"], datetime(2026, 9, 1).date(), TODAY.date())
    assert found.similar == "6 children"
    assert found.asked == {"WNB-01": "6 children"}
    assert found.came_of_it["WNB-01"].startswith("No longer asked by the end: fewer than 5.")
    earlier = beside.beside(child, ["WNB-01", "ZZZ-01"], datetime(2026, 9, 1).date(), datetime(2026, 9, 2).date())
    assert earlier.asked == {"WNB-01": "fewer than 5 children", "ZZZ-01": beside.NOT_ON}
