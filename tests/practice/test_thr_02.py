"""THR-02, came back within twelve months: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("THR-02", day, **params)


def referred(*days, level="CIN") -> Story:
    story = a_child().at_level(level)
    for day in days:
        story = story.with_fact("Referral", received_at=day, recorded="2026-11-10")
    return story


BACK = referred("2026-01-10", "2026-11-09")


def test_a_second_referral_within_the_year_asks():
    outcome = ask(BACK)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.REFLECT)
    assert outcome.evidence == ("Referral1", "Referral2")
    assert outcome.prompt.startswith(
        "Robin was referred on 9 November 2026, after a referral on 10 January 2026. What was hoped for then"
    )


def test_twelve_months_to_the_day_still_count():
    assert ask(referred("2025-11-09", "2026-11-09")).result is Result.ASK
    assert ask(referred("2025-11-08", "2026-11-09")).result is Result.CLEAR
    assert ask(referred("2024-02-29", "2025-02-28")).result is Result.ASK


def test_one_referral_is_clear_and_none_is_nothing_to_look_at():
    assert ask(referred("2026-11-09")).result is Result.CLEAR
    assert ask(referred()).result is Result.NOT_APPLICABLE


def test_only_the_latest_two_are_compared():
    assert ask(referred("2024-01-01", "2024-03-01", "2026-11-09")).result is Result.CLEAR


def test_a_decision_comparing_then_and_now_clears_it():
    assert ask(BACK.with_decision("rereferral_compared", "2026-11-09")).result is Result.CLEAR
    assert ask(BACK.with_decision("rereferral_compared", "2026-11-08")).result is Result.ASK
    assert ask(BACK.with_decision("closure", "2026-11-12")).result is Result.ASK
    assert ask(BACK.with_decision("closure", "2026-11-12", names=["Referral1"])).result is Result.CLEAR
    assert ask(BACK.with_decision(None, "2026-11-12")).result is Result.UNKNOWN


def test_a_referral_whose_day_nobody_knows_leaves_it_unknown():
    assert ask(referred("2026-01-10", {"precision": "unknown"})).result is Result.UNKNOWN
    month = {"value": "2025-11", "precision": "month"}
    assert ask(referred(month, "2026-11-20"), "2026-11-25").result is Result.ASK


def test_it_is_asked_from_child_in_need_up():
    assert ask(referred("2026-01-10", "2026-11-09", level="EH")).result is Result.NOT_APPLICABLE
    assert ask(referred("2026-01-10", "2026-11-09", level=None)).result is Result.UNKNOWN


def test_a_referral_that_is_only_announced_is_nothing_to_look_at_yet():
    assert ask(referred("2026-11-25")).result is Result.NOT_APPLICABLE
    assert ask(referred("2026-11-09", "2026-11-25")).result is Result.CLEAR


def test_what_is_not_known_of_an_undated_referral_is_said():
    outcome = ask(referred("2026-01-10", {"precision": "unknown"}))
    assert outcome.unknown_because == ("It is not recorded when one of the referrals was.",)


def test_an_earlier_referral_known_only_from_a_day_on_may_have_come_within_the_year():
    since = {"precision": "range", "earliest": "2025-06-01"}
    assert ask(referred(since, "2026-11-09")).result is Result.ASK
