"""REF-03, the referrer was not told: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # three working days before is 13 November


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("REF-03", day, **params)


def decided(on="2026-11-12", source="2A", **fields) -> Story:
    return a_child().with_fact(
        "Referral",
        **{"received_at": "2026-11-11", "source_code": source, "decision": "assessment", "decided_at": on, **fields},
    )


def test_three_working_days_after_the_decision_it_asks():
    outcome = ask(decided())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Referral1",)
    assert outcome.prompt.startswith("A referral about Robin, received on 11 November 2026, was decided")


def test_on_the_third_working_day_it_does_not_ask_yet():
    outcome = ask(decided("2026-11-13"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_told_in_time_or_late_is_clear():
    assert ask(decided(feedback_given_at="2026-11-13")).result is Result.CLEAR
    assert ask(decided("2026-10-01", feedback_given_at="2026-11-18")).result is Result.CLEAR
    assert ask(decided(feedback_given_at="2026-11-19")).result is Result.ASK


def test_an_anonymous_referrer_cannot_be_told_and_an_unknown_source_can():
    for anonymous in ("9", 9):
        assert ask(decided(source=anonymous)).result is Result.NOT_APPLICABLE
    assert ask(decided(source="10")).result is Result.ASK
    assert ask(decided(source=None)).result is Result.UNKNOWN


def test_undecided_is_nothing_to_look_at():
    assert ask(decided(None, decision=None)).result is Result.NOT_APPLICABLE
    assert ask(a_child()).result is Result.NOT_APPLICABLE


def test_decided_nobody_knows_when_is_unknown():
    assert ask(decided(None)).result is Result.UNKNOWN
    assert ask(decided(None, feedback_given_at="2026-11-13")).result is Result.CLEAR
    assert ask(decided({"precision": "unknown"})).result is Result.UNKNOWN


def test_where_referrals_are_not_kept_it_is_unknown():
    assert ask(decided().kept_here("Person")).result is Result.UNKNOWN
