"""NAI-05, a supervisor nobody has checked: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"
CHECKED = {
    "person": "GRAN",
    "checked_by": "police and social care",
    "checked_on": "2026-11-16",
    "result": "nothing held",
}


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("NAI-05", day, **params)


def planned(*supervision, story: Story | None = None, **fields) -> Story:
    story = (story or a_child()).with_person("GRAN", "Ada").with_person("DAD", "Sam", possible_cause="yes")
    usual = {"made_at": "2026-11-16", "supervision": list(supervision), "recorded": "2026-11-16"}
    return story.with_fact("SafetyPlan", **{**usual, **fields})


def test_named_and_no_check_recorded_asks_today():
    outcome = ask(planned({"person": "GRAN"}))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.evidence == ("SafetyPlan1",)
    assert outcome.prompt.startswith(
        "The safety plan for Robin rests on Ada watching over contact, and no check of Ada is"
    )


def test_checked_is_clear_and_a_check_still_ahead_is_not():
    assert ask(planned(CHECKED)).result is Result.CLEAR
    assert ask(planned({**CHECKED, "checked_by": " "})).result is Result.ASK
    assert ask(planned({**CHECKED, "checked_on": "2026-11-20"})).result is Result.ASK


def test_an_empty_name_asks():
    outcome = ask(planned({**CHECKED, "person": None}))
    assert outcome.result is Result.ASK
    assert "rests on somebody watching over contact, and does not say who." in outcome.prompt


def test_sharing_a_home_with_a_possible_cause_asks_even_when_checked():
    together = a_child().living_with("GRAN", household="flat").living_with("DAD", household="flat")
    assert ask(planned(CHECKED, story=together)).result is Result.ASK
    apart = a_child().living_with("GRAN", household="flat").living_with("DAD", household="other")
    assert ask(planned(CHECKED, story=apart)).result is Result.CLEAR
    moved = a_child().living_with("GRAN", household="flat").living_with("DAD", household="flat", to="2026-11-10")
    assert ask(planned(CHECKED, story=moved)).result is Result.CLEAR
    visits = a_child().living_with("GRAN", household="flat")
    visits = visits.living_with("DAD", household="flat", role="regular_contact")
    assert ask(planned(CHECKED, story=visits)).result is Result.CLEAR


def test_a_possible_cause_as_supervisor_asks():
    outcome = ask(planned({"person": "GRAN"}, {**CHECKED, "person": "DAD"}))
    assert outcome.result is Result.ASK
    assert "by the record Sam may have caused the injury, or shares a home with" in outcome.prompt


def test_no_supervision_or_a_plan_that_has_ended_is_nothing_to_look_at():
    assert ask(planned()).result is Result.NOT_APPLICABLE
    assert ask(planned({"person": "GRAN"}, ends_when="2026-11-17")).result is Result.NOT_APPLICABLE
    assert ask(a_child()).result is Result.NOT_APPLICABLE


def test_a_home_whose_end_nobody_dated_leaves_it_unknown():
    story = a_child().living_with("GRAN", household="flat")
    story = story.living_with("DAD", household="flat", to={"precision": "unknown"})
    assert ask(planned(CHECKED, story=story)).result is Result.UNKNOWN


def test_where_households_are_not_kept_it_is_unknown():
    assert ask(planned(CHECKED).kept_here("SafetyPlan", "Person")).result is Result.UNKNOWN


def test_never_filled_in_nobody_knows_whether_anybody_supervises():
    outcome = ask(planned(supervision=None))
    assert outcome.result is Result.UNKNOWN
    assert outcome.unknown_because == ("It is not recorded whether a safety plan rests on anybody's supervision.",)


def test_a_household_nobody_wrote_down_may_be_shared_with_a_possible_cause():
    story = a_child().living_with("GRAN", household=None).living_with("DAD", household="flat")
    assert ask(planned(CHECKED, story=story)).result is Result.UNKNOWN
    assert ask(planned({"person": "GRAN"}, story=story)).result is Result.ASK
