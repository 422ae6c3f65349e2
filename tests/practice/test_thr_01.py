"""THR-01, things have changed since the level was last considered: little stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sightline.domain.checks import Coverage, Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # ninety days before is 20 August


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("THR-01", day, **params)


def a_case(level="CIN") -> Story:
    return a_child().at_level(level).living_with("C1", recorded="2020-01-01")


def event(story: Story, topic, on="2026-10-01", **fields) -> Story:
    return story.with_fact("Event", topic=topic, when=on, recorded="2026-11-01", **fields)


def considered(story: Story, on="2026-11-10", refs=("Event1",), **fields) -> Story:
    refs = None if refs is None else list(refs)
    return story.with_fact("ThresholdDecision", date=on, level_from=2, level_to=3, evidence_refs=refs, **fields)


@pytest.mark.parametrize("topic", ["release_from_prison", "refused_access", "domestic_abuse"])
def test_one_strong_sign_asks(topic):
    outcome = ask(event(a_case(), topic))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Event1",)


@pytest.mark.parametrize(
    "topic", ["pregnancy", "separation", "move", "service_closing", "key_worker_change", "return_home"]
)
def test_one_other_sign_is_clear_and_two_ask(topic):
    assert ask(event(a_case(), topic)).result is Result.CLEAR
    outcome = ask(event(event(a_case(), topic), "move", on="2026-10-20"))
    assert outcome.result is Result.ASK
    assert outcome.evidence == ("Event1", "Event2")


def test_the_prompt_says_what_the_record_shows():
    story = event(event(a_case(), "move"), "pregnancy", on="2026-10-20")
    assert ask(story).prompt == (
        "Since 1 October 2026 the record shows a move and a pregnancy. Does the current level of help still fit Robin?"
    )


def test_other_events_are_nothing_to_look_at():
    assert ask(event(a_case(), "online_life")).result is Result.NOT_APPLICABLE


def test_both_end_days_of_ninety_are_in_the_window():
    assert ask(event(a_case(), "domestic_abuse", on="2026-08-20")).result is Result.ASK
    assert ask(event(a_case(), "domestic_abuse", on="2026-08-19")).result is Result.NOT_APPLICABLE
    assert ask(event(a_case(), "domestic_abuse", on="2026-08-20")).next_look == date(2026, 11, 19)


def test_a_level_decision_that_lists_it_clears_it():
    story = event(a_case(), "domestic_abuse")
    assert ask(considered(story)).result is Result.CLEAR
    assert ask(considered(story, on="2026-10-01")).result is Result.CLEAR
    assert ask(considered(story, on="2026-09-30")).result is Result.ASK
    assert ask(considered(story, refs=())).result is Result.ASK
    assert ask(considered(story, refs=None)).result is Result.UNKNOWN


def test_one_of_two_listed_leaves_one_which_is_clear():
    story = event(event(a_case(), "move"), "pregnancy")
    assert ask(considered(story)).result is Result.CLEAR


def test_a_level_decision_brought_in_lists_all_before_it():
    story = event(a_case(), "domestic_abuse")
    assert ask(considered(story, refs=None, source="Mosaic")).result is Result.CLEAR
    imported = [
        Coverage(kind, "Mosaic" if kind == "ThresholdDecision" else "kept here")
        for kind in ("Involvement", "Event", "Injury", "HouseholdMembership", "ThresholdDecision", "Person")
    ]
    assert ask(Story(considered(story, refs=None).rows, tuple(imported))).result is Result.CLEAR


def test_an_injury_is_strong_and_a_documented_birthmark_is_none():
    story = a_case().with_fact("Injury", person="C1", type="bruise", seen_at="2026-11-01", recorded="2026-11-01")
    assert ask(story).result is Result.ASK
    mark = a_case().with_fact("Injury", person="C1", documented_birthmark="yes", seen_at="2026-11-01")
    assert ask(mark).result is Result.NOT_APPLICABLE


def test_a_new_adult_in_the_household_is_strong_and_a_new_baby_is_not():
    dad = a_case().with_person("DAD", "Sam", dob="1990-01-01")
    assert ask(dad.living_with("DAD", starts="2026-10-01", recorded="2026-10-02")).result is Result.ASK
    assert ask(dad.living_with("DAD", starts="2026-01-01", recorded="2026-10-02")).result is Result.NOT_APPLICABLE
    visits = dad.living_with("DAD", starts="2026-10-01", role="regular_contact", recorded="2026-10-02")
    assert ask(visits).result is Result.NOT_APPLICABLE
    baby = a_case().with_person("SIB", "Mia", dob="2026-10-01")
    assert ask(baby.living_with("SIB", starts="2026-10-01", recorded="2026-10-02")).result is Result.NOT_APPLICABLE
    nobody_knows = a_case().with_person("X", "Kit").living_with("X", starts="2026-10-01", recorded="2026-10-02")
    assert ask(nobody_knows).result is Result.UNKNOWN


def test_a_missing_episode_and_a_pattern_of_misses_are_two():
    story = a_case().with_fact("MissingEpisode", starts="2026-10-01", type="M", recorded="2026-10-01")
    assert ask(story).result is Result.CLEAR
    story = story.with_appointment("was_not_brought", "2026-10-05").with_appointment("was_not_brought", "2026-10-20")
    outcome = ask(story)
    assert outcome.result is Result.ASK
    assert set(outcome.evidence) == {"MissingEpisode1", "Appointment1", "Appointment2"}


def test_an_action_of_the_plan_missed_twice_is_one_sign():
    story = event(a_case(), "move")
    for due in ("2026-10-05", "2026-11-05"):
        story = story.with_fact(
            "PlanAction", engagement="missed", due=due, agreed_on="2026-06-01", recorded="2026-06-01"
        )
    assert ask(story).result is Result.ASK
    once = event(a_case(), "move").with_fact("PlanAction", engagement="missed", due="2026-10-05", recorded="2026-06-01")
    assert ask(once).result is Result.CLEAR


def test_an_event_without_a_topic_or_an_injury_without_a_person_leaves_it_unknown():
    assert ask(event(a_case(), None)).result is Result.UNKNOWN
    assert ask(event(event(a_case(), None), "refused_access")).result is Result.ASK
    assert ask(a_case().with_fact("Injury", person=None, seen_at="2026-11-01")).result is Result.UNKNOWN


def test_an_uncertain_day_that_could_lie_in_the_window_counts():
    outcome = ask(event(a_case(), "domestic_abuse", on={"value": "2026-08", "precision": "month"}))
    assert outcome.result is Result.ASK
    assert "August 2026 (approx.)" in outcome.prompt


def test_not_at_early_help():
    assert ask(event(a_case("EH"), "domestic_abuse")).result is Result.NOT_APPLICABLE


def test_the_prompt_begins_with_the_earliest_sign_whatever_its_kind():
    story = event(a_case(), "domestic_abuse").with_fact(
        "Injury", person="C1", type="bruise", seen_at="2026-09-01", recorded="2026-09-01"
    )
    assert ask(story).prompt.startswith("Since 1 September 2026 the record shows")


def test_a_pattern_of_misses_is_one_sign_and_not_a_strong_one():
    story = a_case()
    for day in ("2026-09-15", "2026-10-06", "2026-10-27"):
        story = story.with_appointment("was_not_brought", on=day)
    assert ask(story).result is Result.CLEAR
    with_a_move = ask(event(story, "move"))
    assert with_a_move.result is Result.ASK
    assert "Appointments missed, 27 October 2026." in with_a_move.shows


def test_a_level_decision_brought_in_on_the_last_day_of_the_import_lists_all_before_it():
    def imported(until: str) -> Story:
        story = considered(event(a_case(), "release_from_prison"), on="2026-11-10", refs=None)
        kinds = ("Person", "Involvement", "Event", "Injury", "HouseholdMembership")
        story = story.kept_here(*kinds)
        more = (
            Coverage("ThresholdDecision", "Mosaic", None, date.fromisoformat(until)),
            Coverage("ThresholdDecision", "kept here", date(2026, 11, 11), None),
        )
        return replace(story, coverage=(*(story.coverage or ()), *more))

    assert ask(imported("2026-11-10")).result is Result.CLEAR
    assert ask(imported("2026-11-09")).result is Result.UNKNOWN
    began = considered(event(a_case(), "release_from_prison"), on="2026-11-11", refs=None)
    began = began.kept_here("Person", "Involvement", "Event", "Injury", "HouseholdMembership")
    for start, expected in ((date(2026, 11, 11), Result.CLEAR), (date(2026, 11, 12), Result.UNKNOWN)):
        brought_in = Coverage("ThresholdDecision", "Mosaic", start, None)
        assert ask(replace(began, coverage=(*(began.coverage or ()), brought_in))).result is expected


def test_where_events_or_injuries_were_not_kept_all_the_while_it_is_unknown():
    kinds = ("Person", "Involvement", "HouseholdMembership", "ThresholdDecision")
    for whole, short in (("Event", "Injury"), ("Injury", "Event")):
        kept = event(a_case(), "move").kept_here(*kinds, whole)
        assert ask(kept.kept_here(short, since="2026-08-20")).result is Result.CLEAR
        assert ask(kept.kept_here(short, since="2026-08-21")).result is Result.UNKNOWN


def test_a_membership_that_names_nobody_may_be_a_new_adults():
    assert ask(a_case().living_with(None, starts="2026-10-01", recorded="2026-10-02")).result is Result.UNKNOWN
    assert ask(a_case().living_with(None, starts="2026-01-01", recorded="2026-10-02")).result is Result.NOT_APPLICABLE


def test_actions_missed_count_once_two_surely_lie_in_the_window_from_the_latest_of_them():
    story = event(a_case(), "move")
    for agreed, due in (("2026-05-01", "2026-11-05"), ("2026-06-01", "2026-10-05")):
        story = story.with_fact("PlanAction", engagement="missed", due=due, agreed_on=agreed, recorded="2026-06-01")
    undated = story.with_fact("PlanAction", engagement="missed", due={"precision": "unknown"}, recorded="2026-06-01")
    assert ask(undated).result is Result.ASK
    listed = ("PlanAction1", "PlanAction2")
    assert ask(considered(story, on="2026-11-05", refs=listed)).result is Result.CLEAR
    assert ask(considered(story, on="2026-11-04", refs=listed)).result is Result.ASK
