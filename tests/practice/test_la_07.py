"""LA-07, asked for a yes or no, or without their words: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("LA-07", day)


def said(method: str | None = "yes_no", verbatim: object = "Yes", on="2026-11-02", story=None, **fields) -> Story:
    story = story or a_child().at_level("CIN").with_person("MUM", "Ada")
    usual = {"person": "MUM", "at": on, "method": method, "verbatim": verbatim, "version": "PlanVersion1"}
    return story.with_fact("UnderstandingCheck", **{**usual, **fields})


GOOD = ("teach_back", "I get him up at seven, Gran rings")


def test_a_yes_or_no_asks():
    outcome = ask(said())
    assert (outcome.result, outcome.severity, outcome.evidence) == (
        Result.ASK,
        Severity.REFLECT,
        ("UnderstandingCheck1",),
    )
    assert outcome.prompt == (
        "On 2 November 2026 it was checked with Ada whether the plan is understood, and their own words are not on "
        "record. What did they say they would do, and when?"
    )


def test_without_their_words_asks_however_they_are_empty():
    for nothing in (None, "", "  "):
        assert ask(said("teach_back", nothing)).result is Result.ASK
    assert ask(said("demonstrated", None)).result is Result.ASK
    assert ask(said(None, None)).result is Result.ASK


def test_said_back_with_words_is_clear():
    assert ask(said(*GOOD)).result is Result.CLEAR
    assert ask(said("demonstrated", "She laid out the tablets")).result is Result.CLEAR
    assert ask(said(None, "I get him up")).result is Result.UNKNOWN


def test_said_back_by_the_same_person_clears():
    assert ask(said(*GOOD, on="2026-11-10", story=said())).result is Result.CLEAR
    assert ask(said(*GOOD, on="2026-11-01", story=said())).result is Result.CLEAR
    assert ask(said(*GOOD, on="2026-11-10", story=said(), person="DAD")).result is Result.ASK
    assert ask(said(*GOOD, on="2026-11-10", story=said(), person=None)).result is Result.UNKNOWN
    assert ask(said(None, "I get him up", on="2026-11-10", story=said())).result is Result.UNKNOWN


def test_on_another_version_it_clears_when_it_is_later_and_the_same_plan():
    plan = a_child().at_level("CIN").with_fact("PlanVersion", plan="Plan1", date="2026-10-01")
    plan = plan.with_fact("PlanVersion", plan="Plan1", date="2026-11-05")
    plan = plan.with_fact("PlanVersion", plan="Plan2", date="2026-11-05")
    first = said(story=plan)
    assert ask(said(*GOOD, on="2026-11-10", story=first, version="PlanVersion2")).result is Result.CLEAR
    assert ask(said(*GOOD, on="2026-11-01", story=first, version="PlanVersion2")).result is Result.ASK
    assert ask(said(*GOOD, on="2026-11-10", story=first, version="PlanVersion3")).result is Result.ASK


def test_a_day_nobody_knows_does_not_matter():
    assert ask(said(on={"precision": "unknown"}, recorded="2026-11-02")).result is Result.ASK


def test_one_that_is_still_ahead_none_or_not_kept_here():
    assert ask(said(on="2026-11-25", recorded="2026-11-02")).result is Result.NOT_APPLICABLE
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(said().kept_here("Involvement")).result is Result.UNKNOWN


def test_said_back_without_words_does_not_make_up_for_a_yes():
    outcome = ask(said("teach_back", None, on="2026-11-10", story=said()))
    assert outcome.evidence == ("UnderstandingCheck1", "UnderstandingCheck2")
