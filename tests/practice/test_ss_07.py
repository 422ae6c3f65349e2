"""SS-07, who outside services knows the worry: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("SS-07", day, **params)


def one(person: str | None, professional: str | None = "no", knows: str | None = "yes"):
    return {"person": person, "professional": professional, "knows_worry": knows}


def plan(*network, story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CP")
    usual = {"made_at": "2026-10-01", "network": list(network)}
    return story.with_fact("SafetyPlan", **{**usual, **fields})


def test_fewer_than_two_who_know_ask():
    outcome = ask(plan(one("GRAN")))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("SafetyPlan1",))
    assert outcome.prompt == (
        "The safety plan for Robin names fewer than 2 people outside services who know the worry. Who else knows, and "
        "would notice?"
    )
    assert ask(plan()).result is Result.ASK


def test_two_who_know_are_clear():
    assert ask(plan(one("GRAN"), one("NEIGHBOUR"))).result is Result.CLEAR


def test_professionals_those_who_do_not_know_and_the_same_person_twice_do_not_count():
    assert ask(plan(one("GRAN"), one("Ms Vale", professional="yes"))).result is Result.ASK
    assert ask(plan(one("GRAN"), one("NEIGHBOUR", knows="no"))).result is Result.ASK
    assert ask(plan(one("GRAN"), one("gran "))).result is Result.ASK


def test_boxes_nobody_filled_in():
    assert ask(plan(one("GRAN"), one("NEIGHBOUR", knows=None))).result is Result.UNKNOWN
    assert ask(plan(one("GRAN"), one("NEIGHBOUR", professional=None))).result is Result.UNKNOWN
    assert ask(plan(network=None)).result is Result.UNKNOWN
    assert ask(plan(one("NEIGHBOUR", knows=None))).result is Result.ASK


def test_a_plan_that_is_over_is_the_innocent_twin():
    assert ask(plan(ends_when="2026-11-17")).result is Result.NOT_APPLICABLE
    assert ask(plan(ends_when="2026-11-18")).result is Result.ASK
    assert ask(plan(ends_when={"value": "2026-11", "precision": "month"})).result is Result.ASK


def test_each_open_plan_is_looked_at():
    whole = plan(one("GRAN"), one("NEIGHBOUR"))
    assert ask(plan(one("GRAN"), story=whole)).evidence == ("SafetyPlan2",)


def test_one_that_is_still_ahead_none_or_not_kept_here():
    assert ask(plan(made_at="2026-12-01", recorded="2026-11-01")).result is Result.NOT_APPLICABLE
    assert ask(a_child().at_level("CP")).result is Result.NOT_APPLICABLE
    assert ask(plan().kept_here("Involvement")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(plan(one("GRAN")), people=1).result is Result.CLEAR
