"""MGT-02, a key decision and no manager: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

LISTED = ("nfa_at_referral", "end_of_s47", "step_down", "closure", "change_of_plan", "not_holding_conference")


def decided(on="2026-11-16", what: str | None = "closure", **fields) -> Story:
    return a_case().with_decision(what, on, **{"role": "social worker", "reasons": "Change has lasted", **fields})


def signed(story: Story, on, about: str | None = "Decision1", reasoning: str | None = "It lasted", **fields) -> Story:
    return story.with_fact("Oversight", at=on, kind="sign_off", about_decision=about, reasoning=reasoning, **fields)


def test_one_working_day_without_a_manager_asks():
    outcome = decided().ask("MGT-02", TODAY)
    assert found(outcome) == ("ask", "soon", ("Decision1",))
    assert outcome.prompt == (
        "For the manager: the decision of 16 November 2026 on closing has no manager's reasons beside it. Do you see "
        "it the same way, and why?"
    )


def test_the_last_day_does_not_ask():
    outcome = decided("2026-11-17").ask("MGT-02", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))
    assert (
        result(decided("2026-11-13"), "MGT-02", "2026-11-16"),
        result(decided("2026-11-13"), "MGT-02", "2026-11-17"),
    ) == (
        "clear",
        "ask",
    )


def test_a_sign_off_with_its_reason_clears_whenever_it_comes():
    assert found(signed(decided(), "2026-11-16").ask("MGT-02", TODAY))[0] == "clear"
    assert result(signed(decided("2026-10-01"), "2026-11-16"), "MGT-02") == "clear"


def test_a_sign_off_of_another_decision_does_not():
    assert result(signed(decided(), "2026-11-16", about="Decision9"), "MGT-02") == "ask"


def test_a_signature_without_reason():
    assert result(signed(decided(), "2026-11-16", reasoning=""), "MGT-02") == "ask"
    assert result(signed(decided(), "2026-11-16", reasoning=None), "MGT-02") == "unknown"


def test_the_managers_own_reasons_on_the_decision_count():
    assert result(decided(role="team manager"), "MGT-02") == "clear"
    assert result(decided(role="Manager", reasons="  "), "MGT-02") == "ask"
    assert result(decided(role=None), "MGT-02") == "ask"


def test_oversight_that_does_not_say_of_what_may_be_of_this():
    assert result(signed(decided(), "2026-11-17", about=None), "MGT-02") == "unknown"
    assert result(signed(decided(), "2026-11-10", about=None), "MGT-02") == "ask"
    long_ago = decided("2026-09-01")
    talk = long_ago.with_fact("Oversight", at="2026-11-02", kind="supervision", reasoning="About school")
    assert result(talk, "MGT-02") == "ask"


@pytest.mark.parametrize("what", LISTED)
def test_every_listed_kind(what):
    assert result(decided(what=what), "MGT-02") == "ask"


def test_other_decisions_and_proposals_are_not_looked_at():
    assert result(decided(what="marac_referral"), "MGT-02") == "n/a"
    assert result(decided(status="proposed"), "MGT-02") == "n/a"
    assert result(a_case(), "MGT-02") == "n/a"


def test_what_is_not_recorded():
    assert result(decided(what=None), "MGT-02") == "unknown"
    assert result(decided(NOBODY_KNOWS, recorded="2026-11-17"), "MGT-02") == "unknown"
    assert result(decided(NOBODY_KNOWS, recorded="2026-11-16"), "MGT-02") == "ask"
    assert result(decided(between("2026-11-16", "2026-11-18")), "MGT-02") == "ask"


def test_kinds_not_kept_here():
    story = decided().kept_here("Involvement", "Decision")
    assert result(story, "MGT-02") == "unknown"
    assert result(story.kept_here("Oversight", since="2026-11-17"), "MGT-02") == "unknown"
    assert result(story.kept_here("Oversight"), "MGT-02") == "ask"


def test_more_decisions_that_wait_are_counted_in_the_prompt():
    two = decided().with_decision("step_down", "2026-11-16", role="social worker", reasons="It lasted")
    assert "One more decision is waiting in the same way." in two.ask("MGT-02", TODAY).prompt
    three = two.with_decision("change_of_plan", "2026-11-16", role="social worker", reasons="It lasted")
    assert "Two more decisions are waiting in the same way." in three.ask("MGT-02", TODAY).prompt
