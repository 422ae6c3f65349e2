"""Something runs beside a review: what may leave it waits, and what had left it closes (gate rules G2 and G3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sightline.learning import changes as learning
from sightline.learning.citing import blocked_points
from sightline.learning.gate import A_WITHDRAWN_REVIEW, AN_UNPUBLISHED_REVIEW, view_for_practitioners, view_of
from sightline.learning.search import search
from sightline.people import changes as people
from sightline.reviews import work
from sightline.reviews.changes import Refused, move_state
from sightline.reviews.models import Copy, Proceeding
from sightline.reviews.queries import theme_counts
from sightline.trail.models import Entry
from tests.library import ON, a_finding, a_point, a_review, about, publish
from tests.records import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(standing):
    return standing.review_officer


@pytest.fixture
def lead(standing):
    return standing.learning_lead


@pytest.fixture
def review(officer):
    return a_review(officer)


def runs(review, officer, kind="criminal", standing="live", **more):
    values = {"kind": kind, "standing": standing, "holds": []}
    return work.write_item(Proceeding, review, by=officer, values=values | more)


def ends(row, officer):
    row.refresh_from_db()
    return work.amend_item(row, by=officer, seen_version=row.version, values={"standing": "ended"})


def fresh(row):
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("kind", ["criminal", "family"])
def test_a_report_is_not_published_while_it_waits_and_the_refusal_says_for_what(officer, review, kind):
    row = runs(review, officer, kind)
    with pytest.raises(Refused, match="is running"):
        publish(review, officer)
    assert fresh(review).publication_state == "NOT_DECIDED"
    ends(row, officer)
    review.refresh_from_db()
    move_state(review, by=officer, machine="publication", to="PUBLISHED", on=ON, seen_state="NOT_DECIDED")
    assert fresh(review).published_now


def test_the_owner_of_family_proceedings_answered_and_publication_goes_on(officer, review):
    row = runs(review, officer, "family")
    values = {"consulted_on": ON, "answer": "Nothing against it."}
    work.amend_item(row, by=officer, seen_version=1, values=values)
    assert publish(review, officer).published_now


def test_an_improvements_statement_goes_out_unless_learning_itself_is_held(officer, review):
    row = runs(review, officer)
    move = {"by": officer, "machine": "publication", "on": ON, "seen_state": "NOT_DECIDED", "reason": "The trial."}
    move_state(fresh(review), by=officer, machine="review", to="AGREED", on=ON, seen_state="NOTIFIED", reason="Before.")
    work.amend_item(row, by=officer, seen_version=1, values={"holds": ["learning"]})
    with pytest.raises(Refused, match="holds the sharing of learning back"):
        move_state(fresh(review), to="IMPROVEMENTS_PUBLISHED", **move)
    work.amend_item(fresh(row), by=officer, seen_version=2, values={"holds": []})
    assert move_state(fresh(review), to="IMPROVEMENTS_PUBLISHED", **move)


def test_a_new_charge_closes_what_was_released_and_its_end_opens_nothing_by_itself(standing, officer, lead, review):
    point = a_point(lead, [a_finding(publish(review, officer), officer, "A heron was seen.")])
    assert view_of(point, standing.outsider).detail
    row = runs(review, officer)
    view = view_of(fresh(point), standing.outsider)
    assert (view.detail, view.sources, view.source_words) == (None, (), A_WITHDRAWN_REVIEW)
    assert view.lesson  # a lesson without case facts stays
    assert "heron" not in repr(view)
    assert not search("heron", standing.outsider)
    assert view_of(point, lead).detail  # inside the review nothing waits
    with pytest.raises(Refused, match="not published"):
        learning.release_detail(point, by=lead, seen_version=point.version)
    ends(row, officer)
    again = view_of(fresh(point), standing.outsider)
    assert (again.detail, again.withheld, again.sources[0].reference) == (None, True, "LR-07")
    assert view_of(learning.release_detail(point, by=lead, seen_version=point.version), standing.outsider).detail


def test_who_closed_it_is_in_the_trail(officer, lead, review):
    point = a_point(lead, [a_finding(publish(review, officer), officer)])
    runs(review, officer)
    assert Entry.objects.filter(verb="learning.close_detail", thing_id=point.key).count() == 1


def test_of_a_withdrawn_review_beside_one_never_published_only_the_second_is_told(standing, officer, lead, review):
    other = a_review(officer, "LR-08", "Child Z")
    found = [a_finding(publish(review, officer), officer), a_finding(other, officer)]
    point = a_point(lead, found)
    runs(review, officer)
    assert view_of(point, standing.outsider).source_words == AN_UNPUBLISHED_REVIEW


def test_the_page_of_a_withdrawn_review_says_so_and_no_more(standing, officer, lead, review):
    a_point(lead, [a_finding(publish(review, officer), officer)], title="Count it")
    client = signed_in(standing.outsider)
    assert "Child Q" in client.get(reverse("reviews:review", args=[review.key])).content.decode()
    runs(review, officer)
    page = client.get(reverse("reviews:review", args=[review.key])).content.decode()
    assert "withdrawn for now" in page
    assert not [word for word in ("Child Q", "LR-07", "Count it", "riminal") if word in page]


def test_on_the_page_inside_the_reason_stands_beside_the_state(officer, review):
    runs(review, officer, "family", "unknown")
    page = signed_in(officer).get(reverse("reviews:review", args=[review.key])).content.decode()
    assert "Family court may be running: how it stands is not known" in page


def test_learning_goes_into_the_library_once_the_contact_was_asked_about_this_wording(officer, lead, review):
    point = a_point(lead, [a_finding(review, officer)], published=False)
    row = runs(review, officer)
    with pytest.raises(Refused, match="has to be asked first"):
        learning.publish(point, by=lead, seen_version=point.version)
    today = timezone.localdate()
    work.amend_item(row, by=officer, seen_version=1, values={"consulted_on": today - timedelta(days=1)})
    with pytest.raises(Refused, match="Ask them again"):
        learning.publish(point, by=lead, seen_version=point.version)
    work.amend_item(fresh(row), by=officer, seen_version=2, values={"consulted_on": today})
    assert learning.publish(point, by=lead, seen_version=point.version).state == "published"


def test_a_new_wording_of_published_learning_waits_as_a_draft(standing, officer, lead, review):
    finding = a_finding(review, officer)
    point = a_point(lead, [finding])
    runs(review, officer, consulted_on=date(2026, 3, 1))
    words = learning.Words("Count", "Count misses of all services.", themes=("PROC-WNB",))
    point = learning.revise(point, by=lead, seen_version=point.version, words=words, findings=[finding])
    assert point.state == "draft"
    assert view_of(point, standing.outsider) is None


def test_while_the_sharing_of_learning_is_held_back_nobody_outside_gets_any(standing, officer, lead, review):
    point = a_point(lead, [a_finding(review, officer)])
    row = runs(review, officer, "other", holds=["learning"])
    assert view_of(point, standing.outsider) is None
    assert not search("misses", standing.outsider)
    assert view_for_practitioners(point, lead) is None  # nothing to hand on either
    assert view_of(point, lead).waits
    with pytest.raises(Refused, match="holds the sharing of learning back"):
        learning.share(point, by=lead, on=timezone.localdate(), how="Briefing")
    before = learning.share(point, by=lead, on=timezone.localdate() - timedelta(days=1), how="Briefing")
    assert before.pk  # that it was shared before somebody asked to wait is a fact
    ends(row, officer)
    assert view_of(point, standing.outsider).lesson


def test_its_subjects_are_protected_again(standing, officer, lead, review):
    child = people.add_person(by=standing.social_worker, is_child=True)
    about(review, officer, child)
    point = a_point(lead, [a_finding(publish(review, officer), officer)])
    assert point.pk not in blocked_points([child.pk])[child.pk]
    row = runs(review, officer)
    assert point.pk in blocked_points([child.pk])[child.pk]
    ends(row, officer)
    assert point.pk not in blocked_points([child.pk])[child.pk]


def test_a_count_for_everybody_does_not_count_it_as_published(standing, officer):
    reviews = [a_review(officer, f"LR-{number}", f"Child {number}") for number in range(3)]
    for one in reviews:
        a_finding(publish(one, officer), officer, "Found.", "PROC-WNB")
    assert theme_counts(standing.social_worker)["PROC-WNB"].findings == 3
    runs(reviews[0], officer)
    assert theme_counts(standing.social_worker)["PROC-WNB"].findings is None
    assert theme_counts(officer)["PROC-WNB"].findings == 3


def holds(review, officer, holder, **more):
    values = {"what": "briefing", "holder": holder, "became": "unknown"}
    return work.write_item(Copy, review, by=officer, values=values | more)


def test_who_holds_a_copy_and_was_not_told_since_is_named_until_they_were(officer, review):
    first = holds(review, officer, "Named nurse")
    holds(review, officer, "School", told_on=date(2026, 2, 1), told_by="Business manager")
    holds(review, officer, "Probation", became="destroyed")
    address = reverse("reviews:opening", args=[review.key])
    page = signed_in(officer).get(address).content.decode()
    assert "Nobody has written down that these were told" not in page
    runs(review, officer, starts_on=date(2026, 3, 2))
    page = signed_in(officer).get(address).content.decode()
    assert "began on 2 March 2026. Nobody has written down that these were told since: Named nurse, School." in page
    told = {"told_on": date(2026, 3, 3), "told_by": "Business manager"}
    work.amend_item(first, by=officer, seen_version=1, values=told)
    page = signed_in(officer).get(address).content.decode()
    assert "told since: School." in page
    assert Entry.objects.filter(verb="reviews.amend_copy").count() == 1


def test_a_telling_has_a_day_and_somebody_who_told(officer, review):
    address = reverse("reviews:write", args=[review.key, "copy"])
    typed = {"what": "report", "holder": "School", "became": "unknown"}
    for more, words in (
        ({"told_on": "3/3/2026"}, "Write who told them."),
        ({"told_by": "Chair"}, "Write the day on which they were told."),
        ({"given_on": "4/3/2026", "told_on": "3/3/2026", "told_by": "Chair"}, "before it was given to them"),
    ):
        assert words in signed_in(officer).post(address, typed | more).content.decode()
    assert not Copy.objects.exists()
