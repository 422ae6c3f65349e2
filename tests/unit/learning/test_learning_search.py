"""Search: by beginning, by phrase, whatever is typed; and never a way round the gate."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.learning.changes import Words, revise
from sightline.learning.search import index_all, parts_of, search
from sightline.learning.snippets import snippet
from tests.library import a_finding, a_point, a_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(standing):
    return a_finding(a_review(standing.review_officer), standing.review_officer, "A heron stood at the gate.")


@pytest.fixture
def point(standing, finding):
    lesson = "A baby cannot come alone. One miss in each of three services is a pattern to the child."
    return a_point(standing.learning_lead, [finding], lesson=lesson)


def titles(words, viewer, **more):
    return [hit.point.title for hit in search(words, viewer, **more)]


@pytest.mark.parametrize(
    "words", ["pattern", "patt", "PATTERNS", '"three services"', "baby pattern", "bäby", '"three services', "brought"]
)
def test_found_by_word_beginning_phrase_and_theme(standing, point, words):
    assert titles(words, standing.outsider) == ["Count across services"]


@pytest.mark.parametrize("words", ["elephant", '"services three"', "baby elephant", '"', "*", "NEAR(", "-", "()"])
def test_not_found_and_no_trouble(standing, point, words):
    assert titles(words, standing.outsider) == []


@pytest.mark.parametrize("words", ["walrus", "heron", "walr", "appointments missed", "baby walrus"])
def test_a_word_of_the_detail_finds_it_only_for_those_inside(standing, point, words):
    assert titles(words, standing.outsider) == []
    assert titles(words, standing.administrator) == []
    expected = [] if words == "baby elephant" else ["Count across services"]
    assert titles(words, standing.learning_lead) == expected


def test_a_word_of_the_detail_never_stands_in_a_snippet_outside(standing, point):
    [hit] = search("pattern", standing.outsider)
    assert "walrus" not in "".join(piece.text for piece in hit.snippet)
    [inside] = search("walrus", standing.learning_lead)
    assert "walrus" in [piece.text for piece in inside.snippet if piece.hit]


def test_a_case_fact_taken_out_of_the_lesson_is_no_longer_found(standing, point, finding):
    words = Words("Count across services", "Count.", themes=("PROC-WNB",))
    revise(point, by=standing.learning_lead, seen_version=point.version, words=words, findings=[finding])
    assert titles("pattern", standing.outsider) == []
    assert titles("walrus", standing.learning_lead) == []


def test_drafts_are_found_only_inside(standing, finding):
    a_point(standing.learning_lead, [finding], lesson="An otter.", published=False)
    assert titles("otter", standing.outsider) == []
    assert titles("otter", standing.learning_lead) == ["Count across services"]


def test_only_points_of_the_group(standing, point):
    assert titles("pattern", standing.outsider, group="PROC") == ["Count across services"]
    assert titles("pattern", standing.outsider, group="HARM") == []


def test_the_index_can_be_built_anew(standing, point):
    assert index_all() == 1
    assert titles("pattern", standing.outsider) == ["Count across services"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=60), st.text(alphabet="\"*()^:-+NEARandornot {}\\'\0%_", max_size=30)))
def test_nothing_that_can_be_typed_breaks_it_or_shows_the_detail(standing, point, words):
    for hit in search(words, standing.outsider):
        assert hit.point.detail is None


def test_what_was_typed_as_words():
    assert parts_of('"was not" brought* NEAR(') == (("was", "not"), ("brought",), ("near",))
    assert parts_of("follow-up") == (("follow", "up"),)
    assert len(parts_of("x " * 100)) == 12


@given(st.text(max_size=400), st.text(alphabet="abc \"'", max_size=12))
def test_a_snippet_is_a_piece_of_its_text(text, words):
    pieces = snippet(text, parts_of(words))
    said = "".join(piece.text for piece in pieces)
    assert said.removeprefix("… ").removesuffix(" …") in text or said in text
