"""A partnership that begins empty finds a library that is not."""

from __future__ import annotations

import re

import pytest

from sightline.checks import starter as with_citations
from sightline.checks.cited import cited
from sightline.checks.models import Citation
from sightline.domain.checks.library import CATALOGUE
from sightline.domain.themes import THEMES, themes_on
from sightline.learning import changes, starter
from sightline.learning.gate import view_of
from sightline.learning.models import LearningPoint, Material, Procedure, PublishedSource
from sightline.learning.queries import library
from sightline.trail.models import Entry
from tests.unit.test_starter_words import FORBIDDEN

pytestmark = pytest.mark.django_db


def test_everything_is_there_published_and_open_to_everyone(standing):
    done = with_citations.install()
    assert len(done.added) == len(starter.points()) >= 40
    assert {point.state for point in LearningPoint.objects.all()} == {"published"}
    for worker in (standing.social_worker, standing.quality_lead, standing.administrator):
        assert len(library(worker)) == len(done.added)
    view = view_of(done.added["was-not-brought"], standing.social_worker)
    assert (view.source_words, view.rests_on_unpublished, view.inside) == ("", False, False)
    assert any("Rethinking" in text.words for text in view.published)


def test_every_theme_has_learning():
    covered = {code for point in starter.points() for code in point.words.themes}
    assert covered >= {theme.code for theme in themes_on()}
    assert covered <= set(THEMES)


def test_every_point_is_linked_to_a_check_and_rests_on_something():
    known = {row["key"] for row in starter.sources()}
    for point in starter.points():
        assert point.checks, point.key
        assert set(point.sources) <= known, point.key
        assert point.sources, point.key


def test_running_it_again_adds_nothing_and_leaves_what_the_partnership_changed(standing):
    with_citations.install()
    point = LearningPoint.objects.get(starter_key="disagree-well")
    words = changes.Words("Our own title", "Our own words.", themes=("MULTI-ESCALATE",))
    changes.revise(
        point,
        by=standing.learning_lead,
        seen_version=point.version,
        words=words,
        published=point.published_sources.all(),
    )
    Citation.objects.filter(check_id="WNB-01").delete()
    before = [model.objects.count() for model in (LearningPoint, PublishedSource, Procedure, Material, Citation)]
    again = with_citations.install()
    assert (again.added, again.sources, again.procedures, again.materials) == ({}, 0, 0, 0)
    after = [model.objects.count() for model in (LearningPoint, PublishedSource, Procedure, Material, Citation)]
    assert after == before
    point.refresh_from_db()
    assert point.title == "Our own title"


def test_checks_cite_it_with_the_texts_it_rests_on(standing):
    with_citations.install()
    found = cited("WNB-01", standing.social_worker)
    assert {learning.title for learning in found} >= {"Two here, two there: count across services"}
    assert all(learning.source_words and "unpublished" not in learning.source_words for learning in found)
    assert set(Citation.objects.values_list("check_id", flat=True)) <= set(CATALOGUE)


def test_it_is_in_the_trail_by_sightline_itself():
    done = starter.install()
    assert Entry.objects.filter(verb="learning.write_learning_point").count() == len(done.added)
    assert set(Entry.objects.values_list("actor", flat=True)) == {"system"}


def test_words_can_be_read_aloud():
    for point in starter.points():
        for text in (point.words.lesson, point.words.try_this):
            assert len(text.split()) <= 90, point.key
            assert not re.search(FORBIDDEN, text, flags=re.IGNORECASE), point.key
        assert 2 <= len(point.words.questions.splitlines()) <= 4, point.key
