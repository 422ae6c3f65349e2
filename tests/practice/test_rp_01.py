"""RP-01, nobody has thought the family through lately: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 28 days before is 21 October, 42 is 7 October, 84 is 26 August, 56 is 23 September


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("RP-01", day, **params)


def at(level: str | None, since: str = "2026-01-05", **fields) -> Story:
    return a_child(**fields).at_level(level, since=since)


def thought(story: Story, on, **fields) -> Story:
    return story.with_fact("Reflection", **{"date": on, "kind": "chat", "hypotheses": ["He is frightened"], **fields})


@pytest.mark.parametrize(
    ("level", "last_day"),
    [("EH", "2026-08-26"), ("CIN", "2026-10-07"), ("CP", "2026-10-21"), ("S47", "2026-10-21"), ("CLA", "2026-10-21")],
)
def test_each_level_has_its_limit_and_asks_from_the_day_after_its_last_day(level, last_day):
    assert ask(thought(at(level), last_day)).result is Result.CLEAR
    day_before = date.fromordinal(date.fromisoformat(last_day).toordinal() - 1).isoformat()
    outcome = ask(thought(at(level), day_before))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.REFLECT, ("Reflection1",))


def test_it_asks_soon_on_reaching_twice_as_long():
    assert ask(thought(at("CP"), "2026-09-24")).severity is Severity.REFLECT
    outcome = ask(thought(at("CP"), "2026-09-23"))
    assert outcome.severity is Severity.SOON
    assert outcome.prompt == (
        "The last reflection with a hypothesis or another view was on 23 September 2026. That is twice as long as is "
        "meant. Who could think Robin's family through with you this week, in supervision, in the pod or with a "
        "colleague from another agency?"
    )
    assert ask(thought(at("CP"), "2026-09-24")).next_look == date(2026, 11, 19)


def test_never_runs_from_the_day_the_level_began_and_rests_on_it():
    assert ask(at("CP", "2026-10-21")).result is Result.CLEAR
    outcome = ask(at("CP", "2026-10-20"))
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("Involvement1",))
    assert outcome.prompt.startswith("There is no reflection with a hypothesis or another view on record.")


def test_never_runs_from_birth_when_that_is_later():
    assert ask(at("CP", born="2026-10-25")).result is Result.CLEAR
    assert ask(at("CP", born="2026-10-20")).result is Result.ASK
    assert ask(at("CP", born=None, expected_dob="2026-12-20")).result is Result.ASK  # the unborn have a clock too


def test_one_from_before_the_level_began_that_is_long_ago_asks_at_once():
    assert ask(thought(at("CP", "2026-11-10"), "2026-09-30")).result is Result.ASK


def test_another_view_counts_and_a_form_saved_with_neither_does_not():
    assert ask(thought(at("CP"), "2026-11-10", hypotheses=None, alternative_view="Money, not neglect")).result is (
        Result.CLEAR
    )
    assert ask(thought(at("CP"), "2026-11-10", hypotheses=[], alternative_view="  ")).result is Result.ASK


def test_an_update_without_thinking_is_the_innocent_twin_only_when_it_says_so():
    outcome = ask(thought(at("CP"), "2026-11-10", hypotheses=None))
    assert outcome.result is Result.UNKNOWN
    assert outcome.unknown_because == ("It is not recorded whether a reflection came to a hypothesis or another view.",)
    recent = thought(thought(at("CP"), "2026-11-10", hypotheses=None), "2026-11-12")
    assert ask(recent).result is Result.CLEAR


def test_a_month_runs_from_its_first_day_and_a_day_nobody_knows_is_unknown():
    assert ask(thought(at("CP"), {"value": "2026-10", "precision": "month"})).result is Result.ASK
    assert ask(thought(at("CP"), {"precision": "unknown"}, recorded="2026-11-10")).result is Result.UNKNOWN


def test_of_two_levels_each_has_its_clock():
    story = thought(at("CIN").at_level("S47", since="2026-11-17"), "2026-10-15")
    assert ask(story).result is Result.ASK
    assert ask(thought(at("CIN"), "2026-10-15")).result is Result.CLEAR


def test_a_level_nobody_wrote_down():
    assert ask(thought(at(None), "2026-10-15")).result is Result.UNKNOWN
    assert ask(thought(at(None), "2026-11-10")).result is Result.CLEAR


def test_one_that_is_planned_does_not_count_yet():
    story = thought(at("CP", "2026-01-05"), "2026-11-20", recorded="2026-11-02")
    assert ask(story).result is Result.ASK
    assert ask(story, "2026-11-20").result is Result.CLEAR


def test_what_is_not_kept_here():
    assert ask(at("CP").kept_here("Involvement")).result is Result.UNKNOWN
    kept = at("CP").kept_here("Involvement").kept_here("Reflection", since="2026-11-01")
    assert ask(kept).result is Result.UNKNOWN
    assert ask(thought(kept, "2026-11-10")).result is Result.CLEAR
    assert ask(kept, "2026-11-28").result is Result.UNKNOWN
    assert ask(kept, "2026-11-29").result is Result.ASK


def test_closed_or_never_open_is_nothing_to_look_at():
    assert ask(a_child().at_level("CP", until="2026-10-01")).result is Result.NOT_APPLICABLE
    assert ask(a_child()).result is Result.NOT_APPLICABLE


def test_a_partnership_can_change_the_numbers():
    assert ask(thought(at("CP"), "2026-10-15"), cp_days=40).result is Result.CLEAR


def test_a_reflection_of_which_one_box_was_never_filled_in_may_hold_another_view():
    half = {"hypotheses": [], "alternative_view": None}
    assert ask(thought(at("CP"), "2026-11-10", **half)).result is Result.UNKNOWN
    assert ask(thought(at("CP"), "2026-11-10", **(half | {"alternative_view": " "}))).result is Result.ASK


def test_never_runs_from_an_open_plan_or_assessment_that_began_later():
    planned = at("CP").with_fact("Plan", kind="CP", starts="2026-10-21")
    assert ask(planned).result is Result.CLEAR
    assert ask(planned, "2026-11-19").result is Result.ASK
    assert ask(at("CP").with_fact("Plan", kind="CP", starts="2026-10-21", to="2026-11-01")).result is Result.ASK
    assert ask(at("CP").with_fact("Assessment", started_at="2026-10-21", recorded="2026-10-21")).result is Result.CLEAR
    assert ask(thought(planned, "2026-10-20")).result is Result.ASK  # there was one: the clock runs from it
