"""EVD-01, a decision without evidence: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result

LISTED = ("nfa_at_referral", "end_of_s47", "step_down", "closure", "change_of_plan", "not_holding_conference")
REASONS = "School and nursery both see change."  # six words


def decided(what: str | None = "closure", on=TODAY, **fields) -> Story:
    usual = {"reasons": REASONS, "evidence_refs": ["Event1"], "options_considered": ["close", "stay open"]}
    return a_case().with_decision(what, on, **{**usual, **fields})


def test_a_decision_with_evidence_reasons_and_options_is_clear():
    assert found(decided().ask("EVD-01", TODAY)) == ("clear", None, ("Decision1",))


def test_no_evidence_asks():
    outcome = decided(evidence_refs=[]).ask("EVD-01", TODAY)
    assert found(outcome) == ("ask", "soon", ("Decision1",))
    assert outcome.prompt == (
        "The decision of 18 November 2026 on closing names no evidence. What did it rest on, what else was thought "
        "of, and why this? A sentence or two may be all that is missing: could it be added?"
    )


@pytest.mark.parametrize("empty", [None, "", "  ", "No concerns any more"])
def test_reasons_shorter_than_five_words_ask(empty):
    assert result(decided(reasons=empty), "EVD-01") == "ask"


def test_five_words_are_enough():
    assert result(decided(reasons="No concerns at school now"), "EVD-01") == "clear"


@pytest.mark.parametrize("options", [None, [], ["close"], ["close", "  "], "close"])
def test_fewer_than_two_options_ask(options):
    assert result(decided(options_considered=options), "EVD-01") == "ask"


def test_options_written_as_one_text():
    assert result(decided(options_considered="close; stay open for six weeks"), "EVD-01") == "clear"


@pytest.mark.parametrize("what", LISTED)
def test_every_listed_kind(what):
    assert result(decided(what, evidence_refs=None), "EVD-01") == "ask"


def test_other_decisions_are_not_looked_at():
    assert result(decided("day_out", evidence_refs=None), "EVD-01") == "n/a"
    assert result(a_case(), "EVD-01") == "n/a"


def test_a_proposal_or_one_still_ahead_is_not_made_yet():
    assert result(decided(evidence_refs=None, status="proposed"), "EVD-01") == "n/a"
    assert result(decided(evidence_refs=None, on="2026-11-20", recorded="2026-11-10"), "EVD-01") == "n/a"


def test_several_decisions_make_one_prompt():
    story = decided(reasons="").with_decision("step_down", "2026-03-02")
    outcome = story.ask("EVD-01", TODAY)
    assert outcome.evidence == ("Decision2", "Decision1")
    assert "One more decision" in (outcome.prompt or "")


def test_a_decision_of_no_kind_may_be_a_listed_one():
    assert result(decided(None, reasons=""), "EVD-01") == "unknown"
    assert result(decided(None, reasons="").with_decision("closure", TODAY), "EVD-01") == "ask"


def test_the_day_does_not_matter():
    assert result(decided(on=NOBODY_KNOWS, evidence_refs=None), "EVD-01") == "ask"


def test_decisions_not_kept_here():
    story = decided(reasons="").kept_here("Involvement")
    assert result(story, "EVD-01") == "unknown"
    assert result(story.kept_here("Decision"), "EVD-01") == "ask"


def test_more_decisions_like_it_are_counted_in_the_prompt():
    bad = {"evidence_refs": [], "reasons": REASONS, "options_considered": ["close", "stay open"]}
    two = decided(evidence_refs=[]).with_decision("step_down", TODAY, **bad)
    assert "One more decision reads like this." in two.ask("EVD-01", TODAY).prompt
    three = two.with_decision("change_of_plan", TODAY, **bad)
    assert "Two more decisions read like this." in three.ask("EVD-01", TODAY).prompt
