"""An unpublished review is never cited on the record of those it is about."""

from sightline.domain.disclosure import CitedReview, may_cite_all, may_cite_on

RECORD = frozenset({"noor", "noors-mother", "noors-cousin"})


def test_not_on_the_record_of_a_subject():
    assert not may_cite_on(RECORD, frozenset({"noor"}), publication_state="HELD")


def test_not_on_the_record_of_a_relative_or_household():
    assert not may_cite_on(RECORD, frozenset({"noors-cousin"}), publication_state="AGREED")


def test_on_the_record_of_somebody_else():
    assert may_cite_on(RECORD, frozenset({"somebody-else"}), publication_state="HELD")


def test_not_while_nobody_recorded_whom_the_review_is_about():
    assert not may_cite_on(RECORD, None, publication_state="HELD")


def test_where_none_of_the_subjects_is_on_record_here():
    assert may_cite_on(RECORD, frozenset(), publication_state="HELD")


def test_not_where_the_family_is_not_known():
    assert not may_cite_on(frozenset(), frozenset({"noor"}), publication_state="HELD")


def test_a_published_review_may_be_cited_anywhere():
    assert may_cite_on(RECORD, frozenset({"noor"}), publication_state="PUBLISHED")


def test_a_state_nobody_gave_counts_as_unpublished():
    assert not may_cite_on(RECORD, frozenset({"noor"}))


def test_one_refusal_among_several_reviews_refuses():
    fine = CitedReview("HELD", frozenset({"somebody-else"}))
    theirs = CitedReview("HELD", frozenset({"noor"}))
    assert may_cite_all(RECORD, [fine])
    assert not may_cite_all(RECORD, [fine, theirs])
    assert may_cite_all(RECORD, [])
