"""PLN-01, a plan without a contingency: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("PLN-01", day, **params)


def planned(kind="CP", level="CP", until=None) -> Story:
    return a_child().at_level(level).with_plan(kind, since="2026-09-01", until=until)


def what_if(story: Story, plan="Plan1", **fields) -> Story:
    usual = {"if": "Sam comes back", "then": "Ring", "trigger": "seen at the flat", "who": "Ms Vale"}
    return story.with_fact("Contingency", **{"plan": plan, **usual, **fields})


@pytest.mark.parametrize("kind", ["CP", "CIN", "early_help", "safety"])
def test_any_open_plan_without_one_asks(kind):
    outcome = ask(planned(kind))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Plan1",)
    assert outcome.prompt.startswith("The plan for Robin does not yet say what happens if it does not work.")


def test_if_then_trigger_and_who_clear_it():
    assert ask(what_if(planned())).result is Result.CLEAR
    for box in ("if", "then", "trigger", "who"):
        assert ask(what_if(planned(), **{box: None})).result is Result.ASK


def test_an_empty_name_asks_beside_a_whole_one():
    assert ask(what_if(what_if(planned()), who=" ")).result is Result.ASK
    assert ask(what_if(what_if(planned()), trigger=None)).result is Result.CLEAR


def test_each_plan_needs_its_own():
    story = what_if(planned()).with_plan("safety", since="2026-10-01")
    assert ask(story).evidence == ("Plan2",)
    assert ask(what_if(planned(), plan=None)).result is Result.UNKNOWN


def test_a_plan_that_is_over_is_nothing_to_look_at():
    assert ask(planned(until="2026-11-01")).result is Result.NOT_APPLICABLE
    assert ask(planned(until="2026-12-01")).result is Result.ASK
    assert ask(a_child().at_level("CP")).result is Result.NOT_APPLICABLE
    assert ask(planned(until={"precision": "unknown"})).result is Result.UNKNOWN


def test_it_runs_at_early_help_and_not_without_an_open_case():
    assert ask(planned("early_help", level="EH")).result is Result.ASK
    assert ask(a_child().with_plan("CIN", since="2026-09-01")).result is Result.NOT_APPLICABLE


def test_a_safety_plan_for_a_suspected_injury_is_not_looked_at_here():
    story = a_child().at_level("CP").with_fact("SafetyPlan", made_at="2026-11-16", trigger_injury="Injury1")
    assert ask(story).result is Result.NOT_APPLICABLE
    other = a_child().at_level("CP").with_fact("SafetyPlan", made_at="2026-11-16")
    assert ask(other).result is Result.ASK
    assert ask(what_if(other, plan="SafetyPlan1")).result is Result.CLEAR
