"""VOI-01, the child's voice missing: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

# Twenty working days end on 18 November when they begin on 21 October.


def a_plan(level: str | None = "CIN", **child) -> Story:
    return a_case(level, **child).with_plan("CIN", since="2026-01-05")


def heard(story: Story, on, mode: str | None = "said", **fields) -> Story:
    usual = {"person": "C1", "words": "I like it at Gran's", "observation": None}
    if mode == "observed":
        usual = {"person": "C1", "words": None, "observation": "Settles when held"}
    return story.with_fact("Voice", date=on, mode=mode, **{**usual, **fields})


# Asking


def test_nothing_of_the_childs_own_for_twenty_working_days_asks():
    outcome = heard(a_plan(), "2026-10-20").ask("VOI-01", TODAY)
    assert found(outcome) == ("ask", "soon", ("Voice1",))
    assert outcome.prompt == (
        "The last entry in Robin's own words, or of how Robin was, is of 20 October 2026. If Robin read this back, "
        "where would they find themselves?"
    )


def test_the_last_day_of_the_twenty_does_not_ask():
    outcome = heard(a_plan(), "2026-10-21").ask("VOI-01", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


def test_never_heard_runs_from_the_later_of_plan_level_and_birth():
    outcome = a_plan().ask("VOI-01", TODAY)
    assert found(outcome) == ("ask", "soon", ("Plan1", "Involvement1"))
    assert "no entry in Robin's own words" in (outcome.prompt or "")
    story = a_case().with_plan("CIN", since="2026-10-21")
    assert (result(story, "VOI-01"), result(story, "VOI-01", "2026-11-19")) == ("clear", "ask")
    assert result(a_plan(born="2026-11-01"), "VOI-01") == "clear"


def test_no_entry_since_the_visit_before_last_asks():
    story = heard(a_plan(), "2026-11-02").with_visit("2026-11-03").with_visit("2026-11-10")
    outcome = story.ask("VOI-01", TODAY)
    assert found(outcome) == ("ask", "soon", ("Voice1", "Visit1", "Visit2"))
    assert "the last two visits" in (outcome.prompt or "")
    assert result(heard(story, "2026-11-03"), "VOI-01") == "clear"
    assert result(heard(a_plan(), "2026-11-02").with_visit("2026-11-10"), "VOI-01") == "clear"


def test_a_visit_still_to_come_is_none_of_the_last_two():
    story = heard(a_plan(), "2026-11-02").with_visit("2026-11-10")
    assert result(story.with_visit("2026-11-20", seen=None, recorded="2026-11-10"), "VOI-01") == "clear"


# What counts


def test_watching_is_enough_for_a_child_under_two():
    assert result(heard(a_plan(born="2024-11-19"), "2026-11-10", "observed"), "VOI-01") == "clear"
    assert result(heard(a_plan(born="2024-11-18"), "2026-11-10", "observed"), "VOI-01") == "ask"


def test_watching_alone_is_enough_for_a_child_who_does_not_speak_or_sign():
    assert result(heard(a_plan(disability=["COMM"]), "2026-11-10", "observed"), "VOI-01") == "clear"
    assert result(heard(a_plan(disability=["MOB"]), "2026-11-10", "observed"), "VOI-01") == "ask"


@pytest.mark.parametrize("mode", ["said", "drawn", "via_advocate", "interpreter", "three_houses"])
def test_any_way_of_saying_it_counts(mode):
    assert result(heard(a_plan(), "2026-11-10", mode), "VOI-01") == "clear"


def test_an_entry_with_neither_words_nor_observation_is_no_voice():
    for nothing in ("", "  ", None):
        assert result(heard(a_plan(), "2026-11-10", words=nothing, observation=nothing), "VOI-01") == "ask"


def test_a_sisters_words_are_not_the_childs():
    assert result(heard(a_plan(), "2026-11-10", person="SIS"), "VOI-01") == "ask"


# Unknown


def test_an_entry_of_nobody_or_by_no_method_or_of_no_day_leaves_it_open():
    assert result(heard(a_plan(), "2026-11-10", person=None), "VOI-01") == "unknown"
    assert result(heard(a_plan(), "2026-11-10", None, words=None, observation="Quiet"), "VOI-01") == "unknown"
    assert result(heard(a_plan(), NOBODY_KNOWS, recorded="2026-11-10"), "VOI-01") == "unknown"
    assert result(heard(a_plan(), "2026-11-10", None), "VOI-01") == "unknown"  # said, or only watched?
    assert result(heard(a_plan(born="2025-03-01"), "2026-11-10", None), "VOI-01") == "clear"


def test_a_missing_birthday_matters_only_where_watching_is_all_there_is():
    assert result(heard(a_plan(born=None), "2026-11-10", "observed"), "VOI-01") == "unknown"
    assert result(heard(a_plan(born=None), "2026-11-10"), "VOI-01") == "clear"
    assert result(heard(a_plan(born=None), "2026-09-10", "observed"), "VOI-01") == "ask"


def test_an_uncertain_day_counts_from_its_first():
    assert result(heard(a_plan(), between("2026-10-20", "2026-10-27")), "VOI-01") == "ask"
    assert result(heard(a_plan(), between("2026-10-21", "2026-10-28")), "VOI-01") == "clear"
    story = heard(a_plan(), between("2026-10-28", "2026-11-03")).with_visit("2026-11-03").with_visit("2026-11-10")
    assert result(story, "VOI-01") == "clear"  # it could have been at the visit


# Not for this child


@pytest.mark.parametrize(("level", "expected"), [("EH", "n/a"), ("CP", "ask"), ("S47", "ask"), ("CLA", "ask")])
def test_it_runs_from_child_in_need_up(level, expected):
    assert result(a_plan(level), "VOI-01") == expected


def test_without_an_open_plan_or_assessment_there_is_nothing_to_look_at():
    assert result(a_case(), "VOI-01") == "n/a"
    assert result(a_case().with_plan("CIN", since="2026-01-05", until="2026-11-02"), "VOI-01") == "n/a"
    assessed = a_case().with_fact("Assessment", id="A", started_at="2026-09-01", recorded="2026-09-01")
    assert result(assessed, "VOI-01") == "ask"
    signed = a_case().with_fact(
        "Assessment", started_at="2026-09-01", authorised_at="2026-10-01", recorded="2026-09-01"
    )
    assert result(signed, "VOI-01") == "n/a"


def test_before_birth_there_is_nobody_to_hear_yet():
    assert result(a_plan(born=None, expected_dob="2026-12-20"), "VOI-01") == "n/a"


def test_kinds_not_kept_here():
    story = heard(a_plan(), "2026-11-10").kept_here("Involvement", "Visit", "Plan", "Assessment")
    assert result(story, "VOI-01") == "unknown"
    assert result(story.kept_here("Voice", since="2026-11-12"), "VOI-01") == "clear"  # it is on record all the same
    silent = a_plan().kept_here("Involvement", "Visit", "Plan", "Assessment")
    assert result(silent.kept_here("Voice", since="2026-10-22"), "VOI-01") == "unknown"
    assert result(silent.kept_here("Voice", since="2026-10-21"), "VOI-01") == "ask"
    plans_elsewhere = heard(a_plan(), "2026-11-10").kept_here("Involvement", "Visit", "Voice", "Assessment")
    assert result(plans_elsewhere, "VOI-01") == "clear"  # the plan that is on record is open


def test_a_partnership_may_ask_after_every_visit():
    story = heard(a_plan(), "2026-11-02").with_visit("2026-11-09")
    assert story.ask("VOI-01", TODAY, visits_running=1).result == "ask"
    assert story.ask("VOI-01", TODAY, visits_running=2).result == "clear"
    assert story.ask("VOI-01", TODAY, visits_running=0).result == "clear"


def test_an_entry_after_every_visit_settles_it_whenever_one_of_them_was():
    visited = a_plan().with_visit("2026-11-03").with_visit(NOBODY_KNOWS, recorded="2026-11-05")
    assert result(heard(visited, "2026-11-10"), "VOI-01") == "clear"
    assert result(heard(visited, "2026-11-05"), "VOI-01") == "clear"
    assert result(heard(visited, "2026-11-02"), "VOI-01") == "unknown"


def test_what_is_the_same_whoever_said_it_is_not_left_open():
    young = a_case(since="2026-11-11").with_plan("CIN", since="2026-11-11")
    assert result(heard(young, "2026-10-21", person=None), "VOI-01") == "clear"
    assert result(heard(young, "2026-10-20", person=None), "VOI-01") == "unknown"
    visited = young.with_visit("2026-10-26").with_visit("2026-11-16")
    assert result(heard(visited, "2026-10-20", person=None), "VOI-01") == "ask"
