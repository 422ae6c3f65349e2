"""What each viewer gets of a learning point: the gate, level by level."""

from __future__ import annotations

import dataclasses

import pytest

from sightline.learning.changes import release_detail
from sightline.learning.gate import AN_UNPUBLISHED_REVIEW, PointView, view_of
from sightline.reviews.changes import move_state, name_member
from tests.library import ON, a_finding, a_point, a_review, publish

pytestmark = pytest.mark.django_db
OUTSIDE = ("social_worker", "safeguarding_lead", "supervisor", "quality_lead", "administrator")


def everything_in(view: PointView) -> str:
    """All text of a view, as a page could show it."""
    return repr(dataclasses.asdict(view))


@pytest.fixture
def on_unpublished(standing):
    review = a_review(standing.review_officer)
    finding = a_finding(review, standing.review_officer, "A heron was seen at the gate.", "INFO-VERIFY", "PROC-WNB")
    return a_point(standing.learning_lead, [finding])


@pytest.mark.parametrize("who", OUTSIDE)
def test_outside_levels_0_to_2_only_lesson_and_theme_of_an_unpublished_review(standing, on_unpublished, who):
    view = view_of(on_unpublished, getattr(standing, who))
    text = everything_in(view)
    assert "Count misses together." in text
    assert view.source_words == AN_UNPUBLISHED_REVIEW
    assert view.sources == ()
    assert view.detail is None
    for secret in ("walrus", "heron", "LR-07", "Child Q", "ALR"):
        assert secret not in text


@pytest.mark.parametrize("who", ["review_officer", "learning_lead"])
def test_leads_see_everything(standing, on_unpublished, who):
    text = everything_in(view_of(on_unpublished, getattr(standing, who)))
    for word in ("walrus", "heron", "LR-07", "Child Q"):
        assert word in text


def test_a_practitioner_named_on_the_review_sees_everything(standing, on_unpublished):
    review = on_unpublished.findings.get().review
    name_member(review, by=standing.review_officer, worker=standing.social_worker, level=1)
    assert "walrus" in everything_in(view_of(on_unpublished, standing.social_worker))
    assert "walrus" not in everything_in(view_of(on_unpublished, standing.outsider))


def test_being_named_on_one_review_opens_nothing_of_another(standing):
    officer = standing.review_officer
    one, other = a_review(officer), a_review(officer, "LR-08", "Child Z")
    point = a_point(standing.learning_lead, [a_finding(one, officer), a_finding(other, officer, "A kestrel.")])
    name_member(one, by=officer, worker=standing.social_worker, level=0)
    text = everything_in(view_of(point, standing.social_worker))
    for secret in ("LR-07", "LR-08", "kestrel", "walrus"):
        assert secret not in text


def test_of_a_mixed_point_the_unpublished_review_decides_and_no_count_is_told(standing):
    officer = standing.review_officer
    known = a_finding(publish(a_review(officer, "SCR-01", "Child L"), officer), officer)
    hidden = a_finding(a_review(officer), officer)
    view = view_of(a_point(standing.learning_lead, [known, hidden]), standing.outsider)
    assert (view.sources, view.source_words) == ((), AN_UNPUBLISHED_REVIEW)
    assert "SCR-01" not in everything_in(view)


def test_published_before_the_point_shows_detail_and_findings_to_practitioners(standing):
    officer = standing.review_officer
    finding = a_finding(publish(a_review(officer), officer), officer, "A heron was seen.")
    view = view_of(a_point(standing.learning_lead, [finding]), standing.outsider)
    assert view.detail == "Six walrus appointments were missed."
    assert [f.text for s in view.sources for f in s.findings] == ["A heron was seen."]
    assert view.sources[0].reference == "LR-07"


def test_publication_alone_relaxes_nothing_until_the_detail_is_released(standing, on_unpublished):
    publish(on_unpublished.findings.get().review, standing.review_officer)
    before = view_of(on_unpublished, standing.outsider)
    assert (before.detail, before.withheld, before.sources[0].findings) == (None, True, ())
    on_unpublished.refresh_from_db()
    point = release_detail(on_unpublished, by=standing.learning_lead, seen_version=on_unpublished.version)
    assert view_of(point, standing.outsider).detail == "Six walrus appointments were missed."
    assert view_of(point, standing.administrator).detail is None


def test_withdrawing_the_report_closes_what_was_released(standing):
    officer = standing.review_officer
    review = publish(a_review(officer), officer)
    point = a_point(standing.learning_lead, [a_finding(review, officer)])
    move_state(
        review, by=officer, machine="publication", to="WITHDRAWN", on=ON, seen_state="PUBLISHED", reason="Charge"
    )
    view = view_of(point, standing.outsider)
    assert (view.detail, view.sources, view.source_words) == (None, (), AN_UNPUBLISHED_REVIEW)


def test_a_draft_is_not_there_for_those_outside(standing):
    finding = a_finding(a_review(standing.review_officer), standing.review_officer)
    point = a_point(standing.learning_lead, [finding], published=False)
    assert view_of(point, standing.outsider) is None
    assert view_of(point, standing.learning_lead) is not None


def test_a_practitioner_reads_the_practice_label_and_a_lead_the_name(standing):
    finding = a_finding(a_review(standing.review_officer), standing.review_officer)
    point = a_point(standing.learning_lead, [finding], themes=("HARM-TRIO",))
    assert view_of(point, standing.social_worker).themes[0].words == "Pressures that add up"
    assert view_of(point, standing.learning_lead).themes[0].words != "Pressures that add up"


def test_the_opaque_reference_is_the_points_own(standing):
    finding = a_finding(a_review(standing.review_officer), standing.review_officer)
    one, two = (a_point(standing.learning_lead, [finding], title=title) for title in ("One", "Two"))
    references = {view_of(point, standing.outsider).reference for point in (one, two)}
    assert len(references) == 2


def test_the_gate_asks_the_same_few_questions_for_one_and_for_many(standing, django_assert_max_num_queries):
    from sightline.learning.gate import views_of

    finding = a_finding(a_review(standing.review_officer), standing.review_officer)
    points = [a_point(standing.learning_lead, [finding], title=f"Point {n}") for n in range(12)]
    with django_assert_max_num_queries(4):
        assert len(views_of(points, standing.outsider)) == 12
