"""SS-03, before a step down or closure: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # five working days on is 25 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("SS-03", day, **params)


def proposed(what: str | None = "step_down", effect: object = "2026-12-10", **fields) -> Story:
    story = a_child().at_level("CP").with_fact("Danger", behaviour="Hits", impact="Hurt", date="2026-03-01")
    usual = {"status": "proposed", "takes_effect_on": effect, "reasons": "He is doing well and the plan is done"}
    return story.with_decision(what, fields.pop("at", "2026-11-10"), **{**usual, **fields})


LASTING = (("2026-07-03", "school"), ("2026-08-20", "nurse"), ("2026-09-25", "school"))  # 84 days


def seen(story: Story, *rows, **fields) -> Story:
    usual = {"danger": "Danger1", "source_kind": "professional", "observed_or_reported": "observed"}
    for on, source in rows:
        story = story.with_fact("Evidence", **{**usual, "date": on, "source": source, **fields})
    return story


@pytest.mark.parametrize(("what", "words"), [("step_down", "stepping down"), ("closure", "closing")])
def test_less_help_proposed_without_lasting_evidence_asks(what, words):
    outcome = ask(proposed(what))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert set(outcome.evidence) == {"Decision1", "Danger1"}
    assert outcome.prompt == (
        f"It is proposed to begin {words} for Robin, and for a danger no lasting evidence is linked. Do we know that "
        "risk is less and will stay so, and what would show it slipping?"
    )


def test_within_five_working_days_it_is_today():
    assert ask(proposed(effect="2026-11-26")).severity is Severity.SOON
    assert ask(proposed(effect="2026-11-26")).next_look == date(2026, 11, 19)
    outcome = ask(proposed(effect="2026-11-25"))
    assert outcome.severity is Severity.TODAY
    assert "within days" in outcome.prompt
    assert ask(proposed(effect="2026-11-12")).severity is Severity.TODAY


def test_without_a_day_of_effect_nobody_can_say_that_it_is_near():
    outcome = ask(proposed(effect=None))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    ahead = {"effect": None, "at": "2026-11-25", "recorded": "2026-11-10"}
    assert ask(proposed(**ahead)).severity is Severity.TODAY
    assert ask(proposed(**{**ahead, "at": "2026-11-26"})).severity is Severity.SOON
    assert ask(proposed(**ahead), "2026-11-27").severity is Severity.TODAY  # it should have begun


def test_of_two_proposals_it_speaks_of_the_one_that_is_near():
    story = proposed().with_decision("closure", "2026-11-10", status="proposed", takes_effect_on="2026-11-20")
    assert "begin closing for Robin within days" in ask(story).prompt


def test_three_dates_from_two_sources_over_eighty_four_days_clear():
    assert ask(seen(proposed(), *LASTING)).result is Result.CLEAR
    assert ask(seen(proposed(), ("2026-07-04", "school"), *LASTING[1:])).result is Result.ASK
    assert ask(seen(proposed(), *LASTING[::2])).result is Result.ASK
    assert ask(seen(proposed(), *((on, "school") for on, _ in LASTING))).result is Result.ASK


def test_the_goal_may_ask_for_longer_and_not_for_less():
    story = seen(proposed(), *LASTING)
    assert ask(story.with_fact("SafetyGoal", danger="Danger1", hold_for_days=85, date="2026-03-01")).result is (
        Result.ASK
    )
    assert ask(story.with_fact("SafetyGoal", danger="Danger1", hold_for_days=56, date="2026-03-01")).result is (
        Result.CLEAR
    )
    assert ask(story.with_fact("SafetyGoal", danger="Danger2", hold_for_days=120, date="2026-03-01")).result is (
        Result.CLEAR
    )


def test_what_people_say_is_not_seen():
    assert ask(seen(proposed(), *LASTING, source_kind="own_word")).result is Result.ASK
    assert ask(seen(proposed(), *LASTING, source_kind="other_reports")).result is Result.ASK
    assert ask(seen(proposed(), *LASTING, source_kind="child", observed_or_reported=None)).result is Result.CLEAR
    assert ask(seen(proposed(), *LASTING, source_kind=None)).result is Result.UNKNOWN


def test_each_danger_needs_its_own():
    story = seen(proposed(), *LASTING)
    assert ask(story.with_fact("Danger", behaviour="Drinks", impact="Alone", date="2026-04-01")).result is Result.ASK
    assert ask(seen(proposed(), *LASTING, danger=None)).result is Result.UNKNOWN


def test_a_decision_made_on_it_since_with_reasons_clears():
    story = proposed().with_decision("step_down", "2026-11-16", reasons="Gran lives there now and will ring us")
    assert ask(story).result is Result.CLEAR
    assert ask(proposed().with_decision("step_down", "2026-11-16", reasons="  ")).result is Result.ASK
    assert ask(proposed().with_decision("step_down", "2026-11-09", reasons="Because")).result is Result.ASK


def test_something_else_proposed_or_made_already_is_the_innocent_twin():
    assert ask(proposed("transfer")).result is Result.NOT_APPLICABLE
    assert ask(proposed(status="made")).result is Result.NOT_APPLICABLE
    assert ask(proposed(status=None)).result is Result.UNKNOWN
    assert ask(proposed(None)).result is Result.UNKNOWN


def test_a_proposal_counts_from_the_day_it_was_written():
    story = proposed(at="2026-12-01", recorded="2026-11-18")
    assert ask(story).result is Result.ASK
    assert ask(story, "2026-11-17").result is Result.NOT_APPLICABLE


def test_days_that_are_not_exact():
    july = {"value": "2026-07", "precision": "month"}
    assert ask(seen(proposed(), (july, "school"), *LASTING[1:])).result is Result.CLEAR
    undated = seen(proposed(), ({"precision": "unknown"}, "school"), *LASTING[1:])
    assert ask(undated).result is Result.UNKNOWN


def test_no_danger_none_proposed_or_not_kept_here():
    assert ask(a_child().at_level("CP").with_decision("step_down", "2026-11-10", status="proposed")).result is (
        Result.NOT_APPLICABLE
    )
    assert ask(a_child().at_level("CP")).result is Result.NOT_APPLICABLE
    assert ask(proposed().kept_here("Involvement", "Decision", "Danger")).result is Result.UNKNOWN
    kinds = ("Involvement", "Decision", "Danger", "Evidence")
    assert ask(seen(proposed(), *LASTING).kept_here(*kinds)).result is Result.UNKNOWN  # a goal may ask for longer
    assert ask(seen(proposed(), *LASTING).kept_here(*kinds, "SafetyGoal")).result is Result.CLEAR
    assert ask(proposed().kept_here(*kinds)).result is Result.ASK


def test_a_partnership_can_change_the_numbers():
    assert ask(seen(proposed(), *LASTING), days=100).result is Result.ASK


def test_a_goal_that_asks_for_more_days_than_a_life_has_leaves_the_number():
    slip = seen(proposed(), *LASTING).with_fact("SafetyGoal", danger="Danger1", hold_for_days=20_000)
    assert ask(slip).result is Result.CLEAR
    assert (
        ask(seen(proposed(), *LASTING).with_fact("SafetyGoal", danger="Danger1", hold_for_days=90)).result is Result.ASK
    )


def test_evidence_of_no_danger_cannot_be_lasting_for_two():
    two = proposed().with_fact("Danger", behaviour="Drinks", impact="Alone", date="2026-04-01")
    first, *others = LASTING
    assert ask(seen(seen(two, *others), first, danger=None)).result is Result.ASK
    both = seen(seen(two, *LASTING, danger="Danger2"), *others)
    assert ask(seen(both, first, danger=None)).result is Result.UNKNOWN


def test_a_decision_of_another_kind_clears_only_when_it_names_the_proposal():
    other = {"reasons": "The core group will go on meeting until spring"}
    assert ask(proposed().with_decision("change_of_plan", "2026-11-16", **other)).result is Result.ASK
    named = proposed().with_decision("change_of_plan", "2026-11-16", names=["Decision1"], **other)
    assert ask(named).result is Result.CLEAR
