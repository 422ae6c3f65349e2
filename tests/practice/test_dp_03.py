"""DP-03, signs of abuse or exploitation and nobody has asked in private: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # ten working days before is 4 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("DP-03", day, **params)


def concern(on="2026-11-03", topic: str | None = "domestic_abuse", status: str | None = "current", **fields) -> Story:
    story = a_child().at_level("CIN").with_person("MUM", "Ada")
    usual = {"person": "MUM", "topic": topic, "first_known": on, "status": status}
    return story.with_fact("Concern", **{**usual, **fields})


def enquiry(story: Story, on="2026-11-05", alone: str | None = "yes", **fields) -> Story:
    usual = {"topic": "domestic_abuse", "person": "MUM", "asked": "yes", "at": on, "alone": alone}
    return story.with_fact("SensitiveEnquiry", **{**usual, **fields})


def test_ten_working_days_after_a_concern_with_nobody_asked_alone_ask():
    outcome = ask(concern())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Concern1",))
    assert outcome.prompt == (
        "There are signs of domestic abuse around Robin, and no enquiry in private is on record since. Has there been "
        "a safe moment to ask, and what would make one?"
    )


def test_the_last_day_of_the_limit_does_not_ask():
    outcome = ask(concern("2026-11-04"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_an_enquiry_alone_on_or_after_the_sign_clears():
    assert ask(enquiry(concern())).result is Result.CLEAR
    assert ask(enquiry(concern(), "2026-11-03")).result is Result.CLEAR
    assert ask(enquiry(concern(), "2026-11-02")).result is Result.ASK


def test_an_enquiry_not_alone_or_not_asked_does_not_clear():
    assert ask(enquiry(concern(), alone="no")).result is Result.ASK
    assert ask(enquiry(concern(), asked="no")).result is Result.ASK
    assert ask(enquiry(concern(), alone=None)).result is Result.UNKNOWN


def test_not_safe_yet_needs_a_day_and_holds_until_it_has_passed():
    later = enquiry(concern(), alone=None, asked="no", not_safe_yet="yes", next_time="2026-11-25")
    assert ask(later).result is Result.CLEAR
    assert ask(later, "2026-11-25").result is Result.CLEAR
    assert ask(later, "2026-11-26").result is Result.ASK
    undated = enquiry(concern(), alone="no", not_safe_yet="yes", next_time=None)
    assert ask(undated).result is Result.UNKNOWN


def test_a_concern_that_is_past_or_about_something_else_is_the_innocent_twin():
    assert ask(concern(status="past")).result is Result.NOT_APPLICABLE
    assert ask(concern(topic="neglect")).result is Result.NOT_APPLICABLE
    assert ask(concern(status="unknown")).result is Result.ASK
    assert ask(concern(status=None)).result is Result.UNKNOWN


def test_an_event_and_an_exploitation_indicator_are_signs_and_a_vulnerability_is_not():
    story = a_child().at_level("CP")
    event = story.with_fact("Event", when="2026-11-02", topic="domestic_abuse", recorded="2026-11-02")
    assert ask(event).result is Result.ASK
    sign = {"code": "gifts", "date_seen": "2026-11-02"}
    asked = ask(story.with_fact("ExploitationIndicator", kind="indicator", **sign))
    assert asked.result is Result.ASK
    assert "signs of exploitation" in asked.prompt
    alone = ask(story.with_fact("ExploitationIndicator", kind="vulnerability", **sign))
    assert alone.result is Result.NOT_APPLICABLE


def test_about_exploitation_the_child_is_asked_and_on_that_topic():
    story = concern(topic="cse", person="C1")
    assert ask(enquiry(story, topic="cse", person="C1")).result is Result.CLEAR
    assert ask(enquiry(story, topic="cse", person="MUM")).result is Result.ASK
    assert ask(enquiry(story, topic="domestic_abuse", person="C1")).result is Result.ASK
    assert ask(enquiry(story, topic="alcohol", person="C1")).result is Result.ASK
    assert ask(enquiry(story, topic=None, person="C1")).result is Result.UNKNOWN


def test_who_is_harmed_is_asked_where_that_is_known():
    assert ask(enquiry(concern(victim_person="MUM"))).result is Result.CLEAR
    assert ask(enquiry(concern(victim_person="MUM"), person="DAD")).result is Result.ASK
    assert ask(enquiry(concern(victim_person="MUM"), person=None)).result is Result.UNKNOWN
    assert ask(enquiry(concern(), person=None)).result is Result.CLEAR


def test_a_new_sign_after_an_enquiry_starts_again():
    story = enquiry(concern("2026-10-01"), "2026-10-05")
    again = story.with_fact("Event", when="2026-11-02", topic="domestic_abuse", recorded="2026-11-02")
    assert ask(story).result is Result.CLEAR
    assert ask(again).evidence == ("Event1",)


def test_days_that_are_not_exact():
    assert ask(concern({"value": "2026-11", "precision": "month"}, recorded="2026-11-10")).result is Result.ASK
    assert ask(enquiry(concern(), {"value": "2026-11", "precision": "month"})).result is Result.CLEAR
    assert ask(enquiry(concern(), {"precision": "unknown"}, recorded="2026-11-10")).result is Result.UNKNOWN
    assert ask(concern(None, recorded="2026-11-10")).result is Result.UNKNOWN


def test_no_sign_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(concern().kept_here("Involvement", "Concern", "Event", "ExploitationIndicator")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(concern(), working_days=15).result is Result.CLEAR


def test_one_enquiry_that_names_nobody_cannot_be_with_two_people():
    usual = {"topic": "domestic_abuse", "status": "current", "first_known": "2026-11-03"}
    two = concern(victim_person="MUM").with_fact("Concern", victim_person="GRAN", **usual)
    assert ask(enquiry(two, person=None)).result is Result.ASK
    assert ask(enquiry(enquiry(two, person=None), person="GRAN")).result is Result.UNKNOWN
