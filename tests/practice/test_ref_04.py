"""REF-04, declined but still worried: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # a Wednesday


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("REF-04", day, **params)


def declined(decision="nfa", response="still_worried", on="2026-11-16", **fields) -> Story:
    usual = {
        "received_at": "2026-11-10", "decision": decision, "decided_at": "2026-11-11",
        "feedback_given_at": "2026-11-12", "response_by_referrer": response, "response_at": on,
    }  # fmt: skip
    return a_child().with_fact("Referral", **{**usual, **fields})


@pytest.mark.parametrize("decision", ["nfa", "advice"])
def test_still_worried_and_nothing_since_asks(decision):
    outcome = ask(declined(decision))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Referral1",)
    assert outcome.prompt == (
        "After the decision on the referral of 10 November 2026 about Robin: you noted you were still worried. Would "
        "it help to talk with your safeguarding lead about the resolution procedure?"
    )


def test_on_the_first_working_day_it_does_not_ask_yet():
    outcome = ask(declined(on="2026-11-17"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_content_is_clear_and_taken_up_is_nothing_to_look_at():
    assert ask(declined(response="content")).result is Result.CLEAR
    assert ask(declined("assessment")).result is Result.NOT_APPLICABLE
    assert ask(declined(None, decided_at=None)).result is Result.NOT_APPLICABLE


def test_decided_and_nobody_recorded_what_is_unknown():
    assert ask(declined(None)).result is Result.UNKNOWN
    assert ask(declined(None, response="content")).result is Result.UNKNOWN
    assert ask(declined(None, decided_at="2026-11-19")).result is Result.NOT_APPLICABLE
    assert ask(declined(response="hard to say")).result is Result.UNKNOWN


def test_an_empty_response_is_unknown_only_after_feedback():
    assert ask(declined(response=None, on=None)).result is Result.UNKNOWN
    assert ask(declined(response=None, on=None, feedback_given_at=None)).result is Result.CLEAR


def test_a_disagreement_raised_since_clears_it():
    story = declined()
    assert ask(story.with_fact("Disagreement", raised_on="2026-11-16", stage="S1")).result is Result.CLEAR
    assert ask(story.with_fact("Disagreement", raised_on="2026-11-15", stage="S1")).result is Result.ASK
    about = story.with_fact("Disagreement", raised_on="2026-11-17", about="Referral1")
    assert ask(about).result is Result.CLEAR
    other = story.with_fact("Disagreement", raised_on="2026-11-17", about="Meeting1")
    assert ask(other).result is Result.ASK


def test_a_decision_that_names_the_referral_and_says_why_clears_it():
    reasons = {"reasons": "Read again with the school: a health matter", "names": ["Referral1"]}
    assert ask(declined().with_decision("tie_break", "2026-11-17", **reasons)).result is Result.CLEAR
    assert ask(declined().with_decision("tie_break", "2026-11-17", names=["Referral1"])).result is Result.ASK


def test_a_response_nobody_can_date_is_unknown():
    assert ask(declined(on=None)).result is Result.UNKNOWN


def test_where_disagreements_are_not_kept_it_is_unknown():
    assert ask(declined().kept_here("Person", "Referral")).result is Result.UNKNOWN


def test_a_response_nobody_dated_leaves_open_what_came_after_it():
    story = declined(on=None)
    raised = story.with_fact("Disagreement", raised_on="2026-11-16", stage="S1")
    assert ask(raised).result is Result.UNKNOWN
    assert ask(story.with_fact("Disagreement", raised_on="2026-11-01", stage="S1")).result is Result.UNKNOWN
    assert ask(story.with_fact("Disagreement", raised_on=DAY, stage="S1")).result is Result.CLEAR
