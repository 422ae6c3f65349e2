"""NAI-03, a plan that ends before the answers: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("NAI-03", day, **params)


SURVEY = {"type": "skeletal survey", "due": "2026-11-12", "done": "2026-11-12", "result": "pending"}
SECOND = {"type": "second survey", "due": "2026-11-25", "done": None}


def planned(medicals=(SURVEY, SECOND), story: Story | None = None, **fields) -> Story:
    usual = {
        "made_at": "2026-11-11",
        "medicals": None if medicals is None else list(medicals),
        "next_review": "2026-11-26",
        "ends_when": "2026-12-10",
        "recorded": "2026-11-11",
    }
    return (story or a_child()).with_fact("SafetyPlan", **{**usual, **fields})


def test_a_plan_that_outlasts_its_medicals_is_clear():
    assert ask(planned()).result is Result.CLEAR


def test_ending_before_the_last_outstanding_medical_asks():
    outcome = ask(planned(ends_when="2026-11-24"))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("SafetyPlan1",)
    assert "the plan ends before the last medical that is outstanding" in outcome.prompt
    assert ask(planned(ends_when="2026-11-25")).result is Result.CLEAR
    assert ask(planned(ends_when=None)).result is Result.CLEAR


def test_a_review_missing_or_long_after_the_medical_asks():
    assert ask(planned(next_review=None)).result is Result.ASK
    assert ask(planned(next_review="2026-12-02")).result is Result.CLEAR  # five working days after
    assert ask(planned(next_review="2026-12-03")).result is Result.ASK


def test_once_the_medicals_are_done_nothing_is_outstanding():
    done = [SURVEY, {**SECOND, "done": "2026-11-17"}]
    assert ask(planned(done, next_review=None, ends_when="2026-11-20")).result is Result.CLEAR
    assert ask(planned([SURVEY, {**SECOND, "done": "2026-11-20"}], ends_when="2026-11-20")).result is Result.ASK


def test_a_medical_outstanding_more_than_fourteen_days_after_the_first_asks():
    story = planned()
    assert ask(story, "2026-11-26").result is Result.CLEAR
    assert ask(story, "2026-11-27").result is Result.ASK
    assert ask(story, "2026-11-26").next_look == date(2026, 11, 27)


def test_a_police_date_needs_a_review_on_or_before_it():
    bail = {"kind": "bail", "expiry": "2026-11-26"}
    assert ask(planned(police_status=bail)).result is Result.CLEAR
    assert ask(planned(police_status={**bail, "expiry": "2026-11-25"})).result is Result.ASK
    assert ask(planned([], next_review=None, police_status=bail)).result is Result.ASK
    assert ask(planned([], ends_when="2026-11-20", police_status=bail)).result is Result.CLEAR
    past = {"kind": "bail", "expiry": "2026-11-17"}
    assert ask(planned([], next_review=None, police_status=past)).result is Result.CLEAR


def test_a_date_that_is_missing_leaves_it_unknown():
    assert ask(planned([SURVEY, {**SECOND, "due": None}])).result is Result.UNKNOWN
    assert ask(planned(police_status={"kind": "bail", "expiry": None})).result is Result.UNKNOWN
    assert ask(planned(None)).result is Result.UNKNOWN
    assert ask(planned([])).result is Result.CLEAR


def test_a_later_plan_takes_the_place_of_an_earlier_one():
    early = planned(ends_when="2026-11-20")
    assert ask(early).result is Result.ASK
    assert ask(planned(story=early, made_at="2026-11-17", recorded="2026-11-17")).result is Result.CLEAR


def test_without_a_plan_there_is_nothing_to_look_at():
    assert ask(a_child()).result is Result.NOT_APPLICABLE
    assert ask(planned().kept_here("Person")).result is Result.UNKNOWN


def test_a_police_date_that_ends_today_still_needs_its_review():
    ends = {"kind": "bail", "expiry": DAY}
    assert ask(planned([], next_review=None, police_status=ends)).result is Result.ASK


def test_the_fourteen_days_run_from_when_the_first_was_done_not_when_it_was_due():
    late = planned(({**SURVEY, "due": "2026-11-05"}, SECOND))
    assert ask(late, "2026-11-26").result is Result.CLEAR
    assert ask(late, "2026-11-27").result is Result.ASK


def test_a_review_on_a_day_nobody_knows_leaves_a_police_date_open():
    bail = {"kind": "bail", "expiry": "2026-11-26"}
    assert ask(planned([], next_review={"precision": "unknown"}, police_status=bail)).result is Result.UNKNOWN
    by_then = {"precision": "range", "earliest": None, "latest": "2026-11-26"}
    assert ask(planned([], next_review=by_then, police_status=bail)).result is Result.CLEAR
