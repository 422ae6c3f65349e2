"""REF-01, a telephone referral without written confirmation: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # a Wednesday


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("REF-01", day, **params)


def rang(on="2026-11-16", how="phone", **fields) -> Story:
    return a_child().with_fact("Referral", received_at=on, how_made=how, recorded="2026-11-16", **fields)


def test_no_confirmation_after_one_working_day_asks():
    outcome = ask(rang())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Referral1",)
    assert outcome.prompt.startswith("A referral about Robin was made by telephone on 16 November 2026")


def test_on_the_first_working_day_it_does_not_ask_yet():
    outcome = ask(rang("2026-11-17"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_the_weekend_does_not_count():
    friday = rang("2026-11-13T16:50")
    assert ask(friday, "2026-11-16").result is Result.CLEAR
    assert ask(friday, "2026-11-17").result is Result.ASK


def test_confirmed_in_time_or_late_is_clear():
    assert ask(rang(confirmed_in_writing_at="2026-11-17")).result is Result.CLEAR
    assert ask(rang("2026-11-02", confirmed_in_writing_at="2026-11-17")).result is Result.CLEAR
    assert ask(rang(confirmed_in_writing_at="2026-11-20")).result is Result.ASK


def test_one_made_in_writing_is_nothing_to_look_at():
    assert ask(rang(how="written")).result is Result.NOT_APPLICABLE
    assert ask(rang(how="online")).result is Result.NOT_APPLICABLE
    assert ask(a_child()).result is Result.NOT_APPLICABLE


def test_how_or_when_not_recorded_is_unknown():
    assert ask(rang(how=None)).result is Result.UNKNOWN
    assert ask(rang({"precision": "unknown"}), "2026-11-17").result is Result.UNKNOWN
    assert ask(rang({"precision": "unknown"})).result is Result.ASK  # recorded on the 16th: no later than that


def test_it_runs_before_there_is_a_case_and_where_referrals_are_kept():
    assert ask(rang().at_level("EH")).result is Result.ASK
    assert ask(rang().kept_here("Person")).result is Result.UNKNOWN
