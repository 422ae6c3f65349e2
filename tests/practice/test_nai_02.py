"""NAI-02, a safety plan without a contingency: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("NAI-02", day, **params)


def planned(trigger="Injury1", story: Story | None = None, **fields) -> Story:
    story = story or a_child().with_person("GRAN", "Ada")
    return story.with_fact(
        "SafetyPlan",
        **{"made_at": "2026-11-16", "trigger_injury": trigger, "carers_allowed": ["GRAN"], "recorded": "2026-11-16"},
        **fields,
    )


def what_if(story: Story, who="Ms Vale", how_fast="tonight", plan="SafetyPlan1") -> Story:
    return story.with_fact(
        "Contingency", **{"plan": plan, "if": "Ada is ill", "then": "Ring", "who": who, "how_fast": how_fast}
    )


def test_no_contingency_at_all_asks_today():
    outcome = ask(planned())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.evidence == ("SafetyPlan1",)
    assert "If Ada could not keep to this tonight, who would notice, and what would happen next?" in outcome.prompt


def test_one_with_a_person_and_a_time_clears_it():
    assert ask(what_if(planned())).result is Result.CLEAR


def test_any_without_a_person_or_a_time_asks():
    for empty in ({"who": None}, {"who": " "}, {"how_fast": None}, {"how_fast": ""}):
        assert ask(what_if(what_if(planned()), **empty)).result is Result.ASK


def test_a_contingency_of_another_plan_does_not_count_and_of_nobody_knows_which_is_unknown():
    assert ask(what_if(planned(), plan="Plan1")).result is Result.ASK
    assert ask(what_if(planned(), plan=None)).result is Result.UNKNOWN


def test_a_plan_that_has_ended_is_nothing_to_look_at():
    assert ask(planned(ends_when="2026-11-18")).result is Result.ASK
    assert ask(planned(ends_when="2026-11-18")).next_look == date(2026, 11, 19)
    assert ask(planned(ends_when="2026-11-17")).result is Result.NOT_APPLICABLE


def test_a_plan_that_names_no_injury_is_for_one_where_one_is_suspected():
    def hurt(flag):
        return a_child().with_fact("Injury", person="C1", seen_at="2026-11-16", nai_suspected=flag)

    assert ask(planned(None)).result is Result.NOT_APPLICABLE
    assert ask(planned(None, hurt("yes"))).result is Result.ASK
    assert ask(planned(None, hurt("no"))).result is Result.NOT_APPLICABLE
    assert ask(planned(None, hurt(None))).result is Result.UNKNOWN


def test_it_asks_for_any_child_and_where_contingencies_are_not_kept_it_is_unknown():
    assert ask(planned().at_level("EH")).result is Result.ASK
    assert ask(planned().kept_here("SafetyPlan", "Person", "Injury")).result is Result.UNKNOWN
