"""TRI-01, domestic abuse, alcohol or drugs, and mental health in one household: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("TRI-01", day, **params)


def a_home(born="2018-03-01", level="CIN", **fields) -> Story:
    story = a_child(born=born, **fields).at_level(level).with_person("MUM", "Ann").with_person("DAD", "Sam")
    return story.living_with("C1", recorded="2024-01-01").living_with("MUM", recorded="2024-01-01")


def concern(story: Story, topic, person="MUM", on="2026-06-01", status="current", **fields) -> Story:
    return story.with_fact("Concern", person=person, topic=topic, first_known=on, status=status, **fields)


def all_three(story: Story | None = None) -> Story:
    story = concern(story or a_home(), "domestic_abuse", victim_person="MUM")
    return concern(concern(story, "drugs", on="2026-07-01"), "mental_health", on="2026-09-01")


def thought_through(story: Story, on="2026-09-01", without="") -> Story:
    impact = None if without == "impact" else "Robin gets himself to school and does not sleep"
    if without != "analysis":
        story = story.with_decision("joint_analysis", on, reasons="Read together", child_impact=impact)
    for agency in ("substance_service", "mental_health"):
        if agency != without:
            story = story.with_agency(agency, on, about="MUM")
    return story


def test_all_three_around_a_child_ask():
    outcome = ask(all_three())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Concern1", "Concern2", "Concern3")
    assert outcome.prompt == (
        "The record mentions domestic abuse, alcohol or drugs, and mental health around Robin. Each matters alone. Who "
        "is working with each adult, and has anyone described Robin's ordinary day?"
    )


def test_two_of_three_are_clear_and_none_is_nothing_to_look_at():
    assert ask(concern(concern(a_home(), "alcohol"), "mental_health")).result is Result.CLEAR
    assert ask(concern(concern(concern(a_home(), "alcohol"), "drugs"), "mental_health")).result is Result.CLEAR
    assert ask(concern(a_home(), "neglect")).result is Result.NOT_APPLICABLE


def test_for_a_baby_or_before_birth_two_are_enough():
    two = concern(concern(a_home(born="2025-11-19"), "alcohol"), "mental_health")
    assert ask(two).result is Result.ASK
    assert ask(concern(concern(a_home(born="2025-11-18"), "alcohol"), "mental_health")).result is Result.CLEAR
    unborn = a_child(born=None, name=None, expected_dob="2027-02-01").at_level("CIN").living_with("MUM")
    unborn = unborn.with_fact("Parentage", child="C1", parent="MUM", kind="biological")
    outcome = ask(concern(concern(unborn, "alcohol"), "mental_health"))
    assert outcome.result is Result.ASK
    assert outcome.prompt.startswith(
        "The record mentions alcohol or drugs and mental health around the baby, who is not born yet."
    )


def test_a_joint_analysis_with_the_childs_view_and_the_services_asked_clears_it():
    assert ask(thought_through(all_three())).result is Result.CLEAR
    for without in ("analysis", "impact", "substance_service", "mental_health"):
        assert ask(thought_through(all_three(), without=without)).result is Result.ASK


def test_before_the_third_became_known_an_analysis_does_not_count():
    early = thought_through(all_three(), on="2026-08-31")
    assert ask(early).result is Result.ASK
    # Nor when only the services were spoken to since.
    assert ask(early.with_agency("mental_health", "2026-09-02", about="MUM")).result is Result.ASK


def test_a_reason_not_to_ask_a_service_counts_and_a_named_service_is_the_one_to_ask():
    story = thought_through(all_three(), without="mental_health")
    told = story.with_fact("InfoRequest", to="mental_health", reason_not_asked="Known to no service", recorded=DAY)
    assert ask(told).result is Result.CLEAR
    named = concern(thought_through(all_three()), "alcohol", on="2026-06-15", service="Turning Point")
    assert ask(named).result is Result.ASK
    assert ask(named.with_agency("turning_point", "2026-09-02", about="MUM")).result is Result.CLEAR


def test_oversight_with_reasoning_counts_as_the_analysis():
    story = thought_through(all_three(), without="analysis").with_decision(
        "change_of_plan", DAY, child_impact="He waits up"
    )
    assert ask(story).result is Result.ASK
    reflected = story.with_fact("Oversight", at=DAY, kind="group_reflection", reasoning="Read together")
    assert ask(reflected).result is Result.CLEAR


def test_the_childs_own_drinking_does_not_count_and_the_child_as_victim_does():
    own = concern(concern(concern(a_home(), "domestic_abuse"), "alcohol", person="C1"), "mental_health")
    assert ask(own).result is Result.CLEAR
    victim = concern(concern(concern(a_home(), "domestic_abuse", person="C1"), "alcohol"), "mental_health")
    assert ask(victim).result is Result.ASK


def test_past_or_ruled_out_or_long_ago_does_not_count():
    base = concern(concern(a_home(), "domestic_abuse"), "alcohol")
    assert ask(concern(base, "mental_health", status="past")).result is Result.CLEAR
    assert ask(concern(base, "mental_health", status="ruled_out")).result is Result.CLEAR
    old = {"on": "2024-01-01", "status": "unknown"}
    long_over = {**old, "last_known": "2025-11-17", "recorded": "2026-01-01"}
    assert ask(concern(base, "mental_health", **long_over)).result is Result.CLEAR
    assert (
        ask(concern(base, "mental_health", **old, last_known="2025-11-18", recorded="2026-01-01")).result is Result.ASK
    )
    assert ask(concern(base, "mental_health", on="2020-01-01")).result is Result.ASK


def test_perhaps_over_first_known_long_ago_and_not_said_when_last_is_unknown():
    base = concern(concern(a_home(), "domestic_abuse"), "alcohol")
    untold = concern(base, "mental_health", on="2024-01-01", status="unknown")
    outcome = ask(untold)
    assert outcome.result is Result.UNKNOWN
    assert outcome.unknown_because == ("It is not recorded when one of the concerns was last known.",)
    assert ask(concern(untold, "mental_health", on="2025-11-18", status="unknown")).result is Result.ASK


def test_a_concern_with_only_its_census_factor_is_about_what_that_says():
    base = concern(concern(a_home(), "domestic_abuse"), "alcohol")
    assert ask(concern(base, None, map_to_cin="4B")).result is Result.ASK
    assert ask(concern(base, None, map_to_cin="2B")).result is Result.CLEAR
    assert ask(concern(base, None, map_to_cin="16A")).result is Result.CLEAR
    assert ask(concern(base, "gambling")).result is Result.UNKNOWN
    for factor, expected in (("4B", Result.ASK), ("4C", Result.ASK), ("4A", Result.CLEAR), ("20", Result.UNKNOWN)):
        assert ask(concern(base, "mental_health", person=None, map_to_cin=factor)).result is expected
    rest = concern(concern(a_home(), "alcohol"), "mental_health")
    for factor in ("3A", "3B", "3C"):
        assert ask(concern(rest, "domestic_abuse", person=None, map_to_cin=factor)).result is Result.ASK


def test_a_later_concern_that_may_count_leaves_open_whether_it_was_thought_through():
    baby = concern(a_home(born="2026-03-01"), "domestic_abuse", victim_person="MUM")
    two = thought_through(concern(baby, "drugs", on="2026-07-01"))
    assert ask(two).result is Result.CLEAR
    assert ask(concern(two, "mental_health", on="2026-10-01", status=None)).result is Result.UNKNOWN
    assert ask(concern(two, "mental_health", on="2026-10-01")).result is Result.ASK


def test_an_adult_who_lives_elsewhere_counts_only_with_regular_contact():
    story = concern(concern(concern(a_home(), "domestic_abuse"), "alcohol"), "mental_health", person="DAD")
    assert ask(story).result is Result.CLEAR
    assert ask(story.living_with("DAD", role="regular_contact", recorded="2026-01-01")).result is Result.ASK
    young = a_home().with_person("TEEN", "Jo", dob="2010-01-01")
    young = concern(concern(concern(young, "domestic_abuse"), "alcohol"), "mental_health", person="TEEN")
    assert ask(young.living_with("TEEN", role="regular_contact", recorded="2026-01-01")).result is Result.CLEAR
    assert ask(young.living_with("TEEN", recorded="2026-01-01")).result is Result.ASK
    left = story.living_with("DAD", recorded="2026-01-01", to="2026-11-01")
    assert ask(left).result is Result.CLEAR


def test_empty_boxes_leave_it_unknown():
    base = concern(concern(a_home(), "domestic_abuse"), "alcohol")
    assert ask(concern(base, None)).result is Result.UNKNOWN
    assert ask(concern(base, "mental_health", person=None)).result is Result.UNKNOWN
    assert ask(concern(base, "mental_health", status=None)).result is Result.UNKNOWN
    asked = thought_through(all_three(), without="mental_health")
    assert ask(asked.with_agency(None, DAY)).result is Result.UNKNOWN
    assert ask(asked.with_fact("InfoRequest", to=None, asked_at=DAY, recorded=DAY)).result is Result.UNKNOWN


def test_a_household_membership_that_names_nobody_leaves_it_unknown():
    unnamed = a_child().at_level("CIN").with_person("MUM", "Ann").living_with("MUM", recorded="2024-01-01")
    assert ask(all_three(unnamed)).result is Result.NOT_APPLICABLE
    assert ask(all_three(unnamed.living_with(None, recorded="2024-01-01"))).result is Result.UNKNOWN
    assert ask(all_three(unnamed.living_with(None, to="2026-11-01"))).result is Result.NOT_APPLICABLE


def test_a_managers_reasoning_saved_empty_is_none_and_never_filled_in_is_unknown():
    story = thought_through(all_three(), without="analysis").with_decision(
        "change_of_plan", DAY, child_impact="He waits up"
    )
    assert ask(story.with_fact("Oversight", at=DAY, kind="supervision", reasoning=" ")).result is Result.ASK
    assert ask(story.with_fact("Oversight", at=DAY, kind="supervision")).result is Result.UNKNOWN


def test_not_at_early_help_and_not_where_households_are_not_kept():
    assert ask(all_three(a_home(level="EH"))).result is Result.NOT_APPLICABLE
    kept = all_three().kept_here("Involvement", "Concern", "Decision", "AgencyContact", "Person")
    assert ask(kept).result is Result.UNKNOWN
