"""REF-02, the decision on a referral: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # a Wednesday


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("REF-02", day, **params)


def received(on="2026-11-17T15:00", **fields) -> Story:
    return a_child().with_fact("Referral", received_at=on, recorded="2026-11-17", **fields)


def test_it_asks_today_on_the_last_day_itself_while_there_is_time():
    outcome = ask(received())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.evidence == ("Referral1",)
    assert outcome.prompt.startswith("A referral about Robin was received on 17 November 2026, and no decision")


def test_on_the_day_of_receipt_it_does_not_ask():
    outcome = ask(received(), "2026-11-17")
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 18))


def test_it_goes_on_asking_and_received_out_of_hours_counts_as_that_day():
    assert ask(received(), "2026-12-18").result is Result.ASK
    assert ask(received("2026-11-17T23:30")).result is Result.ASK


def test_christmas_is_no_working_day():
    eve = a_child().with_fact("Referral", received_at="2026-12-24", recorded="2026-12-24")
    assert ask(eve, "2026-12-28").result is Result.CLEAR
    assert ask(eve, "2026-12-29").result is Result.ASK


def test_decided_is_clear_with_or_without_its_day():
    assert ask(received(decision="nfa", decided_at="2026-11-18")).result is Result.CLEAR
    assert ask(received(decision="assessment")).result is Result.CLEAR
    assert ask(received(decided_at="2026-11-18")).result is Result.CLEAR
    assert ask(received(decision="nfa", decided_at="2026-11-19")).result is Result.ASK


def test_one_of_two_undecided_asks():
    story = received(decision="nfa", decided_at="2026-11-18").with_fact("Referral", received_at="2026-11-17")
    assert ask(story).evidence == ("Referral2",)


def test_a_day_nobody_knows_is_unknown_until_it_can_only_have_passed():
    assert ask(received({"precision": "unknown"}), "2026-11-17").result is Result.UNKNOWN
    assert ask(received({"precision": "unknown"})).result is Result.ASK


def test_without_a_referral_there_is_nothing_to_look_at():
    assert ask(a_child()).result is Result.NOT_APPLICABLE
    assert ask(received().kept_here("Person")).result is Result.UNKNOWN


def test_a_referral_known_only_from_a_census_is_not_taken_for_undecided():
    for decision in (None, "nfa"):
        outcome = ask(received(from_return=True, decision=decision), "2026-12-18")
        assert outcome.result is Result.UNKNOWN
        assert any("known from a census" in why for why in outcome.unknown_because)
    assert ask(received(from_return=True, decided_at="2026-11-17"), "2026-12-18").result is Result.CLEAR
