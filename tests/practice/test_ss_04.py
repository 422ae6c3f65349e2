"""SS-04, a danger without its pair: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("SS-04", day)


def danger(**fields) -> Story:
    usual = {"behaviour": "He is left alone at night", "impact": "He is frightened", "date": "2026-10-01"}
    return a_child().at_level("CIN").with_fact("Danger", **{**usual, **fields})


def goal(story: Story, to: str | None = "Danger1", text: str | None = "Somebody is there", **fields) -> Story:
    return story.with_fact("SafetyGoal", **{"danger": to, "text": text, "date": "2026-10-01", **fields})


def scale(story: Story, to: str | None = "Danger1", value: object = 4, **fields) -> Story:
    return story.with_fact("ScaleReading", **{"danger": to, "value": value, "date": "2026-10-01", **fields})


def test_a_goal_or_a_scale_missing_asks():
    outcome = ask(danger())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Danger1",))
    assert outcome.prompt == (
        "A danger to Robin is on record without a goal and a scale. What would we need to see, and for how long, to "
        "stop worrying?"
    )
    assert ask(goal(danger())).result is Result.ASK
    assert ask(scale(danger())).result is Result.ASK


def test_paired_is_clear():
    assert ask(scale(goal(danger()))).result is Result.CLEAR


def test_behaviour_and_impact_are_asked_for_however_they_are_empty():
    for nothing in (None, "", "   "):
        assert ask(scale(goal(danger(behaviour=nothing)))).result is Result.ASK
        assert ask(scale(goal(danger(impact=nothing)))).result is Result.ASK


def test_a_goal_tied_to_no_danger_is_unknown():
    assert ask(scale(goal(danger(), to=None))).result is Result.UNKNOWN
    assert ask(scale(goal(danger()), to=None)).result is Result.UNKNOWN
    assert ask(goal(a_child().at_level("CIN"), to=None)).result is Result.UNKNOWN
    assert ask(goal(danger(), to=None)).result is Result.ASK  # there is no scale either
    assert ask(scale(goal(goal(danger()), to=None))).result is Result.CLEAR


def test_a_goal_or_scale_that_says_nothing():
    assert ask(scale(goal(danger(), text=""))).result is Result.ASK
    assert ask(scale(goal(danger(), text=None))).result is Result.UNKNOWN
    assert ask(scale(goal(danger()), value=None)).result is Result.UNKNOWN
    assert ask(scale(goal(danger()), value=0)).result is Result.CLEAR


def test_another_dangers_goal_is_no_help():
    story = scale(goal(danger())).with_fact("Danger", behaviour="Hits", impact="Hurt", date="2026-10-01")
    assert ask(story).evidence == ("Danger2",)


def test_what_is_still_ahead_does_not_count_and_a_day_nobody_knows_does():
    assert ask(scale(goal(danger()), date="2026-12-01", recorded="2026-11-01")).result is Result.ASK
    assert ask(scale(goal(danger()), date={"precision": "unknown"})).result is Result.CLEAR


def test_none_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(scale(goal(danger())).kept_here("Involvement", "SafetyGoal", "ScaleReading")).result is Result.UNKNOWN
    assert ask(danger().kept_here("Involvement", "Danger", "ScaleReading")).result is Result.UNKNOWN
