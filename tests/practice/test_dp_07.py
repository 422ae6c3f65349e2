"""DP-07, somebody at home is unwell and nobody asked who helps: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 30 days before is 19 October


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("DP-07", day, **params)


def at_home(born: object = "2018-03-01", level="CIN", **fields) -> Story:
    story = a_child(born=born).at_level(level, since="2026-01-05").with_person("MUM", "Ada", dob="1990-01-01", **fields)
    return story.living_with("C1").living_with("MUM")


def unwell(story: Story | None = None, topic="mental_health", on="2026-10-18", person="MUM", **fields) -> Story:
    usual = {"person": person, "topic": topic, "first_known": on, "status": "current"}
    return (story or at_home()).with_fact("Concern", **{**usual, **fields})


def role(story: Story, answer: str | None = "no", on="2026-11-01", **fields) -> Story:
    return story.with_fact("CaringRole", **{"child": "C1", "cared_for": "MUM", "answer": answer, "at": on, **fields})


@pytest.mark.parametrize("topic", ["physical_illness", "mental_health", "alcohol", "drugs", "learning_disability"])
def test_thirty_days_unanswered_ask(topic):
    outcome = ask(unwell(topic=topic))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.REFLECT)
    assert "Concern1" in outcome.evidence
    assert outcome.prompt == (
        "The record shows that Ada may need help at times, and not who gives it. Who helps then, and might it be Robin?"
    )
    before = ask(unwell(topic=topic, on="2026-10-19"))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_a_disabled_person_at_home_counts():
    assert ask(at_home(disability=["MOB"])).result is Result.ASK
    assert ask(at_home(disability=["NONE"])).result is Result.NOT_APPLICABLE
    assert ask(at_home(disability=None)).result is Result.NOT_APPLICABLE


def test_yes_or_no_answers_it_and_an_empty_answer_does_not():
    assert ask(role(unwell())).result is Result.CLEAR
    assert ask(role(unwell(), "yes")).result is Result.CLEAR
    assert ask(role(unwell(), cared_for=None)).result is Result.CLEAR
    assert ask(role(unwell(), None)).result is Result.ASK
    assert ask(role(unwell(), "")).result is Result.ASK


def test_an_answer_about_somebody_else_or_another_child_does_not_answer_it():
    assert ask(role(unwell(), cared_for="GRAN")).result is Result.ASK
    assert ask(role(unwell(), child="SIB")).result is Result.ASK
    assert ask(role(unwell(), child=None)).result is Result.UNKNOWN


def test_five_years_of_age():
    assert ask(unwell(at_home(born="2021-11-18"))).result is Result.ASK
    young = ask(unwell(at_home(born="2021-11-19")))
    assert (young.result, young.next_look) == (Result.NOT_APPLICABLE, date(2026, 11, 19))
    assert ask(unwell(at_home(born=None))).result is Result.UNKNOWN
    assert ask(role(unwell(at_home(born=None)))).result is Result.UNKNOWN


def test_the_clock_starts_when_they_moved_in_or_the_level_began():
    later = a_child().at_level("CIN", since="2026-01-05").with_person("MUM", "Ada")
    later = later.living_with("C1").living_with("MUM", starts="2026-11-01")
    assert ask(unwell(later, on="2026-01-01")).result is Result.CLEAR
    opened = a_child().at_level("CIN", since="2026-11-01").with_person("MUM", "Ada")
    opened = opened.living_with("C1").living_with("MUM")
    assert ask(unwell(opened, on="2026-01-01")).result is Result.CLEAR


def test_a_past_concern_or_somebody_elsewhere_is_the_innocent_twin():
    assert ask(unwell(status="past")).result is Result.NOT_APPLICABLE
    assert ask(unwell(topic="domestic_abuse")).result is Result.NOT_APPLICABLE
    assert ask(unwell(person="GRAN")).result is Result.NOT_APPLICABLE
    regular = at_home().with_person("GRAN", "Gran").living_with("GRAN", role="regular_contact")
    assert ask(unwell(regular, person="GRAN")).result is Result.NOT_APPLICABLE


def test_boxes_that_say_whether_it_applies():
    assert ask(unwell(status=None)).result is Result.UNKNOWN
    assert ask(unwell(topic=None)).result is Result.UNKNOWN
    assert ask(unwell(person=None)).result is Result.UNKNOWN


def test_days_that_are_not_exact():
    assert ask(unwell(on={"value": "2026-10", "precision": "month"}, recorded="2026-10-18")).result is Result.ASK
    assert ask(unwell(on={"precision": "unknown"}, recorded="2026-11-10")).result is Result.UNKNOWN


def test_what_is_not_kept_here():
    assert ask(at_home().kept_here("Involvement", "HouseholdMembership", "Concern")).result is Result.UNKNOWN
    assert ask(at_home().kept_here("Involvement", "HouseholdMembership", "CaringRole")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(unwell(), days=60).result is Result.CLEAR


def test_an_adult_whose_role_says_that_they_live_here_is_a_household_member():
    def lodger(**fields) -> Story:
        story = a_child().at_level("CIN", since="2026-01-05").with_person("DAV", "Dav")
        usual = {"person": "DAV", "lives_here": "yes", "since": "2026-10-18"}
        return unwell(story.with_fact("AdultRole", **{**usual, **fields}), person="DAV", on="2026-06-01")

    outcome = ask(lodger())
    assert (outcome.result, set(outcome.evidence)) == (Result.ASK, {"AdultRole1", "Concern1"})
    assert ask(lodger(since="2026-10-19")).result is Result.CLEAR
    assert ask(lodger(lives_here="no")).result is Result.NOT_APPLICABLE
    assert ask(lodger(lives_here=None)).result is Result.UNKNOWN


def test_one_of_two_answered_still_asks_about_the_other():
    story = unwell(unwell(at_home().with_person("GRAN", "Gran", dob="1950-01-01").living_with("GRAN")), person="GRAN")
    outcome = ask(role(story))
    assert outcome.result is Result.ASK
    assert "shows that Gran may need help" in outcome.prompt
    assert ask(role(role(story), cared_for="GRAN")).result is Result.CLEAR
