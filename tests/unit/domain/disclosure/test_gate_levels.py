"""G1: a learning point from an unpublished review shows theme and lesson only outside levels 0 to 2."""

import pytest

from sightline.domain.disclosure import ContentClass, Level, Source, level_of, may_see, opaque_id, visible_class

OUTSIDE = (Level.PRACTITIONERS, Level.PUBLIC)
INSIDE = (Level.NAMED, Level.PANEL, Level.LEADS)
UNPUBLISHED = ("NOT_DECIDED", "HELD", "NOT_PUBLISHED", "IMPROVEMENTS_PUBLISHED", "WITHDRAWN", "", "no such state")


def a_source(level=Level.LEADS, state="HELD", released_to=None):
    return Source(level=level, publication_state=state, released_to=released_to)


@pytest.mark.parametrize("viewer", OUTSIDE)
@pytest.mark.parametrize("state", UNPUBLISHED)
def test_outside_sees_theme_and_lesson_of_an_unpublished_review(viewer, state):
    assert visible_class(viewer, [a_source(state=state)]) is ContentClass.LESSON


@pytest.mark.parametrize("viewer", OUTSIDE)
@pytest.mark.parametrize("released_to", [None, *Level])
def test_a_release_made_before_the_review_was_withdrawn_opens_nothing(viewer, released_to):
    assert not may_see(ContentClass.CASE_FACTS, viewer, [a_source(state="WITHDRAWN", released_to=released_to)])


@pytest.mark.parametrize("viewer", OUTSIDE)
def test_a_disguised_composite_only_once_cleared(viewer):
    assert not may_see(ContentClass.COMPOSITE, viewer, [a_source()])
    assert may_see(ContentClass.COMPOSITE, viewer, [a_source()], composite_cleared=True)
    assert not may_see(ContentClass.CASE_FACTS, viewer, [a_source()], composite_cleared=True)


@pytest.mark.parametrize("viewer", INSIDE)
def test_leads_and_closer_see_all_of_a_source_at_their_level(viewer):
    assert visible_class(viewer, [a_source(level=Level.LEADS)]) is ContentClass.REPORT


def test_a_lead_sees_only_the_lesson_of_what_the_panel_keeps():
    assert visible_class(Level.LEADS, [a_source(level=Level.PANEL)]) is ContentClass.LESSON


def test_publication_alone_relaxes_nothing():
    assert visible_class(Level.PUBLIC, [a_source(state="PUBLISHED")]) is ContentClass.LESSON


def test_a_published_review_is_seen_as_far_as_it_was_released():
    source = a_source(state="PUBLISHED", released_to=Level.PRACTITIONERS)
    assert visible_class(Level.PRACTITIONERS, [source]) is ContentClass.REPORT
    assert visible_class(Level.PUBLIC, [source]) is ContentClass.LESSON


def test_one_unpublished_source_among_published_ones_decides():
    open_source = a_source(state="PUBLISHED", released_to=Level.PUBLIC)
    assert visible_class(Level.PUBLIC, [open_source]) is ContentClass.REPORT
    assert visible_class(Level.PUBLIC, [open_source, a_source()]) is ContentClass.LESSON


@pytest.mark.parametrize("viewer", Level)
def test_of_unknown_origin_only_the_theme_is_shown(viewer):
    assert visible_class(viewer, []) is ContentClass.THEME


@pytest.mark.parametrize("viewer", Level)
@pytest.mark.parametrize("content", [ContentClass.THEME, ContentClass.LESSON])
def test_theme_and_lesson_are_for_everybody(viewer, content):
    assert may_see(content, viewer, [a_source(level=Level.NAMED)])


def test_the_strictest_source_sets_the_level():
    assert level_of([Level.PUBLIC, a_source(level=Level.PANEL), Level.LEADS]) is Level.PANEL
    assert level_of([]) is Level.NAMED


def test_an_opaque_id_is_steady_short_and_keyed():
    first = opaque_id("point-1", key=b"k" * 32)
    assert first == opaque_id("point-1", key=b"k" * 32)
    assert len(first) == 8
    assert first != opaque_id("point-1", key=b"j" * 32)
    assert first != opaque_id("point-2", key=b"k" * 32)


def test_levels_and_classes_have_plain_words():
    assert Level.LEADS.words == "partnership leads"
    assert ContentClass.LESSON.words == "learning without case facts"
    assert all(level.words for level in Level)
    assert all(content.words for content in ContentClass)
