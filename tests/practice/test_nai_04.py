"""NAI-04, other children: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"
SEEN = {"person": "SIB", "status": "seen"}


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("NAI-04", day, **params)


def a_home(born="2022-01-01") -> Story:
    story = a_child(born="2026-08-01").living_with("C1", recorded="2026-08-01")
    return story.with_person("SIB", "Mia", dob=born).living_with("SIB", recorded="2024-01-01")


def planned(siblings=(), story: Story | None = None, **fields) -> Story:
    listed = None if siblings is None else list(siblings)
    usual = {"made_at": "2026-11-16", "siblings": listed, "recorded": "2026-11-16"}
    return (story or a_home()).with_fact("SafetyPlan", **{**usual, **fields})


def test_a_child_of_the_household_the_plan_does_not_name_asks_today():
    outcome = ask(planned())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.evidence == ("SafetyPlan1", "HouseholdMembership2")
    assert outcome.prompt.startswith("The safety plan for Robin does not say who has seen or examined Mia")
    assert ask(planned(None)).result is Result.ASK


def test_seen_examined_or_a_reason_clears_it():
    for entry in (SEEN, {"person": "SIB", "status": "examined"}, {"person": "SIB", "reason": "Lives with her father"}):
        assert ask(planned([entry])).result is Result.CLEAR


def test_an_entry_without_status_or_reason_is_unknown():
    assert ask(planned([{"person": "SIB", "status": None, "reason": None}])).result is Result.UNKNOWN
    assert ask(planned([{"person": None, "status": "seen"}])).result is Result.UNKNOWN


def test_somebody_of_eighteen_is_no_child_and_an_age_nobody_knows_is_unknown():
    assert ask(planned(story=a_home("2008-11-18"))).result is Result.NOT_APPLICABLE
    assert ask(planned(story=a_home("2008-11-19"))).result is Result.ASK
    assert ask(planned(story=a_home(None))).result is Result.UNKNOWN


def test_a_child_cared_for_by_the_same_adult_in_another_home_counts():
    story = a_child(born="2026-08-01").living_with("C1").with_person("DAD", "Sam", dob="1990-01-01").living_with("DAD")
    story = story.with_person("SIB", "Mia", dob="2022-01-01").living_with("SIB", household="elsewhere")
    assert ask(planned(story=story)).result is Result.NOT_APPLICABLE
    story = story.living_with("DAD", household="elsewhere", role="regular_contact")
    assert ask(planned(story=story)).result is Result.ASK


def test_a_child_who_has_moved_out_or_a_plan_that_has_ended_is_nothing_to_look_at():
    moved = a_child(born="2026-08-01").living_with("C1").with_person("SIB", "Mia", dob="2022-01-01")
    moved = moved.living_with("SIB", to="2026-10-01")
    assert ask(planned(story=moved)).result is Result.NOT_APPLICABLE
    assert ask(planned(ends_when="2026-11-17")).result is Result.NOT_APPLICABLE


def test_a_baby_not_born_yet_is_not_examined():
    story = a_child().living_with("C1").with_person("SIB", "the baby", expected_dob="2027-01-01").living_with("SIB")
    assert ask(planned(story=story)).result is Result.NOT_APPLICABLE


def test_where_households_are_not_kept_it_is_unknown():
    assert ask(planned([SEEN]).kept_here("SafetyPlan", "Person")).result is Result.UNKNOWN


def test_each_open_plan_says_it_for_itself_and_a_later_one_takes_an_earlier_ones_place():
    first = planned([SEEN], trigger_injury="Injury1")
    other = planned([], story=first, trigger_injury="Injury2", made_at="2026-11-17", recorded="2026-11-17")
    outcome = ask(other)
    assert outcome.result is Result.ASK
    assert outcome.evidence == ("SafetyPlan2", "HouseholdMembership2")
    silent = planned([], trigger_injury="Injury1")
    later = planned([SEEN], story=silent, trigger_injury="Injury1", made_at="2026-11-17", recorded="2026-11-17")
    assert ask(later).result is Result.CLEAR


def test_a_membership_that_names_nobody_leaves_it_unknown():
    assert ask(planned([SEEN], story=a_home().living_with(None, recorded="2024-01-01"))).result is Result.UNKNOWN
    assert ask(planned([], story=a_home().living_with(None, recorded="2024-01-01"))).result is Result.ASK
    assert ask(a_home().living_with(None, recorded="2024-01-01")).result is Result.NOT_APPLICABLE


def test_a_home_of_people_who_are_not_around_the_child_does_not_count():
    story = a_child(born="2026-08-01").living_with("C1").with_person("X", "Kit", dob="1990-01-01")
    story = story.living_with("X", household="elsewhere").with_person("SIB", "Mia", dob="2022-01-01")
    assert ask(planned(story=story.living_with("SIB", household="elsewhere"))).result is Result.NOT_APPLICABLE


def test_where_plans_or_households_are_no_longer_kept_it_is_unknown():
    kinds = ("SafetyPlan", "HouseholdMembership")
    for kind in kinds:
        kept = planned([SEEN]).kept_here("Person", *(other for other in kinds if other != kind))
        assert ask(kept.kept_here(kind)).result is Result.CLEAR
        assert ask(kept.kept_here(kind, until="2026-11-17")).result is Result.UNKNOWN
