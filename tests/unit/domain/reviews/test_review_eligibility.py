"""Tests of regimes: what answers come to, never a decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.reviews import REGIMES, Reading, read_test, regime


@pytest.mark.parametrize(
    ("code", "answers", "reading"),
    [
        ("SCR", {"abuse": "Y", "died": "Y"}, "met"),
        ("SCR", {"abuse": "Y", "harmed": "Y"}, "open"),
        ("SCR", {"abuse": "Y", "harmed": "Y", "together": "Y"}, "met"),
        ("SCR", {"abuse": "N", "detained": "N"}, "not met"),
        ("SCR", {"detained": "Y"}, "met"),
        ("RR", {"abuse": "Y", "harmed": "Y", "place": "Y"}, "met"),
        ("RR", {"abuse": "Y", "died": "N", "harmed": "N"}, "not met"),
        ("RR", {"abuse": "?", "harmed": "Y", "place": "Y"}, "open"),
        ("LCSPR", {"improve": "Y"}, "met"),
        ("LCSPR", dict.fromkeys(("improve", "recurrent", "together", "panel"), "N"), "not met"),
        ("SAR", {"other": "Y"}, "met"),
        ("DARDR", {"sixteen": "N"}, "not met"),
        ("ALR", {}, "open"),
    ],
)
def test_what_the_answers_come_to(code, answers, reading):
    assert read_test(regime(code), answers).reading.value == reading


def test_must_and_may_are_told_apart():
    care = dict.fromkeys(("care", "together", "died", "abuse_death"), "Y")
    assert "must be held" in read_test(regime("SAR"), care).sentence
    assert "may be held" in read_test(regime("SAR"), {"other": "Y"}).sentence
    assert "may be held" in read_test(regime("LCSPR"), {"improve": "Y"}).sentence


def test_an_open_test_names_what_could_still_settle_it():
    found = read_test(regime("RR"), {"abuse": "Y", "died": "N"})
    assert found.open_questions == ("harmed", "place")
    assert "2 answers" in found.sentence


@pytest.mark.parametrize("code", list(REGIMES))
def test_every_group_is_made_of_questions_that_are_asked(code):
    found = regime(code)
    asked = {question.code for question in found.questions}
    assert found.met_when
    assert frozenset().union(*found.met_when) <= asked
    assert set(found.may_when) <= set(found.met_when)
    assert all(len(question.code) <= 16 and len(question.ask) <= 240 for question in found.questions)


@given(st.sampled_from(list(REGIMES)), st.data())
def test_one_more_answer_never_turns_met_into_not_met_or_back(code, data):
    found = regime(code)
    codes = [question.code for question in found.questions]
    answers = data.draw(st.dictionaries(st.sampled_from(codes), st.sampled_from(["Y", "N", "?"])))
    before = read_test(found, answers).reading
    missing = [c for c in codes if answers.get(c) not in ("Y", "N")]
    for one in missing:
        for answer in ("Y", "N"):
            after = read_test(found, answers | {one: answer}).reading
            assert before in (Reading.OPEN, after) or before is after


def test_nothing_answered_is_never_met_nor_not_met():
    for found in REGIMES.values():
        assert read_test(found, {}).reading is Reading.OPEN
