"""HIS-01, a decision is coming and there is no summary of the history: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # ten working days on is 2 December


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("HIS-01", day, **params)


def a_case(level="CP") -> Story:
    return a_child().at_level(level)


def arranged(on="2026-12-02", kind="icpc", story: Story | None = None, **fields) -> Story:
    return (story or a_case()).with_fact("Meeting", **{"kind": kind, "at": on, "recorded": "2026-11-16", **fields})


def summed_up(story: Story, on="2026-06-01", **fields) -> Story:
    return story.with_fact("HistorySummary", date=on, **fields, author="Ms Vale", patterns="Three winters alike")


@pytest.mark.parametrize("kind", ["icpc", "review_conference", "legal_meeting"])
def test_a_conference_or_legal_meeting_within_ten_working_days_asks(kind):
    outcome = ask(arranged(kind=kind))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Meeting1",)
    assert " about Robin is due on 2 December 2026, and no summary" in outcome.prompt


def test_the_eleventh_working_day_is_not_yet_and_the_next_look_is_right():
    outcome = ask(arranged("2026-12-03"))
    assert outcome.result is Result.NOT_APPLICABLE
    assert outcome.next_look is not None
    assert outcome.next_look <= date(2026, 11, 19)
    assert ask(arranged("2026-12-03"), "2026-11-19").result is Result.ASK


def test_todays_is_still_ahead_and_yesterdays_is_not():
    assert ask(arranged(DAY)).result is Result.ASK
    assert ask(arranged("2026-11-17")).result is Result.NOT_APPLICABLE


def test_another_meeting_is_nothing_to_look_at():
    assert ask(arranged(kind="core_group")).result is Result.NOT_APPLICABLE
    assert ask(a_case()).result is Result.NOT_APPLICABLE


def test_a_summary_of_the_last_six_months_clears_it():
    assert ask(summed_up(arranged(), "2026-05-18")).result is Result.CLEAR
    assert ask(summed_up(arranged(), "2026-05-17")).result is Result.ASK
    assert ask(summed_up(arranged(), {"precision": "unknown"}, recorded="2026-06-01")).result is Result.UNKNOWN


@pytest.mark.parametrize("what", ["step_down", "transfer", "end_of_s47"])
def test_a_decision_counts_by_the_day_on_which_it_takes_effect(what):
    story = a_case().with_decision(what, "2026-11-16", status="proposed", takes_effect_on="2026-12-02")
    assert ask(story).result is Result.ASK
    later = a_case().with_decision(what, "2026-11-16", status="proposed", takes_effect_on="2026-12-03")
    assert ask(later).result is Result.NOT_APPLICABLE
    assert ask(a_case().with_decision(what, "2026-11-16")).result is Result.NOT_APPLICABLE
    assert ask(a_case().with_decision(what, "2026-11-16", status="proposed")).result is Result.UNKNOWN


def test_another_decision_is_nothing_to_look_at():
    story = a_case().with_decision("closure", "2026-11-16", status="proposed", takes_effect_on="2026-12-01")
    assert ask(story).result is Result.NOT_APPLICABLE


def test_it_counts_from_the_day_it_was_recorded():
    assert ask(arranged(recorded="2026-11-19")).result is Result.NOT_APPLICABLE


def test_a_meeting_of_an_unknown_kind_or_day_is_unknown():
    assert ask(arranged(kind=None)).result is Result.UNKNOWN
    week = {"precision": "range", "earliest": "2026-12-01", "latest": "2026-12-10"}
    assert ask(arranged(week)).result is Result.ASK


def test_not_at_early_help():
    assert ask(arranged(story=a_case("EH"))).result is Result.NOT_APPLICABLE


def test_a_meeting_of_a_kind_nobody_wrote_down_does_not_open_what_is_certain():
    story = arranged(kind=None, story=arranged())
    assert ask(story).result is Result.ASK
    assert ask(arranged(kind=None)).result is Result.UNKNOWN


def test_a_decision_that_does_not_say_what_it_is_leaves_it_unknown():
    nameless = a_case().with_decision(None, "2026-11-16", takes_effect_on="2026-11-25", status="proposed")
    assert ask(nameless).result is Result.UNKNOWN
    named = a_case().with_decision("day_out", "2026-11-16", takes_effect_on="2026-11-25", status="proposed")
    assert ask(named).result is Result.NOT_APPLICABLE


def test_a_conference_arranged_for_no_day_on_record_is_unknown():
    assert ask(arranged(None, planned="true")).result is Result.UNKNOWN
    assert ask(summed_up(arranged(None, planned="true"))).result is Result.UNKNOWN
    assert ask(arranged(None)).result is Result.NOT_APPLICABLE  # one that is not ahead was held


def test_a_code_of_somebodys_own_is_not_read_as_nothing():
    assert ask(arranged(kind="summit")).result is Result.UNKNOWN
    own = a_case().with_decision("handover", "2026-11-16", status="proposed", takes_effect_on="2026-12-01")
    assert ask(own).result is Result.UNKNOWN


def test_the_prompt_says_the_partnerships_own_number():
    assert "from the last three months" in ask(arranged(), months=3).prompt
