"""DP-08, a child helps care and was not assessed: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # twenty working days before is 21 October


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("DP-08", day, **params)


def helps(on="2026-10-20", answer: str | None = "yes", story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CIN")
    return story.with_fact("CaringRole", **{"child": "C1", "cared_for": "MUM", "answer": answer, "at": on, **fields})


def assessment(story: Story, offered: str | None = "yes", on="2026-11-01", **fields) -> Story:
    return story.with_fact("YCAssessment", **{"child": "C1", "offered": offered, "at": on, **fields})


def test_twenty_working_days_without_an_offer_ask():
    outcome = ask(helps())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("CaringRole1",))
    assert outcome.prompt == (
        "The record shows that Robin helps care for somebody. Has an assessment of Robin's own been offered?"
    )


def test_the_last_day_of_the_limit_does_not_ask():
    outcome = ask(helps("2026-10-21"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_offered_declined_or_done_clears_at_any_time():
    assert ask(assessment(helps())).result is Result.CLEAR
    assert ask(assessment(helps(), on="2026-09-01")).result is Result.CLEAR
    assert ask(assessment(helps(), None, declined_by="Robin")).result is Result.CLEAR
    assert ask(assessment(helps(), None, done_on="2026-11-05")).result is Result.CLEAR


def test_not_offered_asks_and_an_empty_box_is_unknown():
    assert ask(assessment(helps(), "no")).result is Result.ASK
    assert ask(assessment(helps(), None)).result is Result.UNKNOWN
    assert ask(assessment(helps(), None, done_on="2026-12-05")).result is Result.UNKNOWN


def test_a_brother_or_sister_is_the_innocent_twin():
    assert ask(helps(child="SIB")).result is Result.NOT_APPLICABLE
    assert ask(assessment(helps(), child="SIB")).result is Result.ASK
    assert ask(assessment(helps(), child=None)).result is Result.UNKNOWN


def test_answered_no_or_no_longer():
    assert ask(helps(answer="no")).result is Result.NOT_APPLICABLE
    assert ask(helps("2026-11-10", "no", story=helps())).result is Result.NOT_APPLICABLE
    assert ask(helps("2026-11-10", "no", story=helps(), cared_for="GRAN")).result is Result.ASK
    assert ask(helps("2026-11-10", "yes", story=helps())).result is Result.ASK
    assert ask(helps(answer=None)).result is Result.UNKNOWN


def test_days_that_are_not_exact():
    assert ask(helps({"value": "2026-10", "precision": "month"}, recorded="2026-10-20")).result is Result.ASK
    assert ask(helps({"precision": "unknown"}, recorded="2026-11-10")).result is Result.UNKNOWN


def test_none_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(helps(story=a_child().at_level("EH"))).result is Result.NOT_APPLICABLE
    assert ask(helps().kept_here("Involvement", "CaringRole")).result is Result.UNKNOWN
    part = helps().kept_here("Involvement", "CaringRole").kept_here("YCAssessment", since="2026-11-01")
    assert ask(part).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(helps(), working_days=30).result is Result.CLEAR


def test_offered_declined_and_done_are_each_an_offer():
    for fields in ({"declined_by": "Robin", "offered": None}, {"done_on": "2026-11-02", "offered": None}):
        assert ask(assessment(helps(), **fields)).result is Result.CLEAR
    assert ask(assessment(helps(), offered=None)).result is Result.UNKNOWN


def test_on_one_day_the_later_written_no_is_the_last_word():
    story = helps().with_fact("CaringRole", child="C1", cared_for="MUM", answer="no", at="2026-10-20")
    assert ask(story).result is Result.NOT_APPLICABLE


def test_a_later_no_that_may_be_about_another_child_or_earlier_leaves_it_open():
    assert ask(helps("2026-11-01", "no", story=helps())).result is Result.NOT_APPLICABLE
    assert ask(helps("2026-11-01", "no", story=helps(), child=None)).result is Result.UNKNOWN
    undated = helps({"precision": "unknown"}, "no", story=helps(), recorded="2026-11-10")
    assert ask(undated).result is Result.UNKNOWN
