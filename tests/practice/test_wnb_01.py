"""WNB-01, a pattern of appointments a child was not brought to: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("WNB-01", day, **params)


def a_school_child(**fields) -> Story:
    """Eight years old, in need of help, no reason for one miss to be enough."""
    return a_child(**fields).at_level("CIN", since="2026-01-05")


def missed_twice(**fields) -> Story:
    story = a_school_child(**fields)
    return story.with_appointment("was_not_brought", on="2026-09-03").with_appointment("no_access", on="2026-10-12")


def answered(story: Story, family="2026-10-13", gp="2026-10-14", decision="2026-10-15") -> Story:
    story = story.with_contact(family) if family else story
    story = story.with_agency("gp", gp) if gp else story
    return story.with_decision("wnb_response", decision) if decision else story


# Asking


def test_two_misses_across_services_ask():
    story = a_school_child().with_appointment("was_not_brought", on="2026-09-03", service="dentist")
    outcome = ask(story.with_appointment("was_not_brought", on="2026-10-12", service="hospital"))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Appointment1", "Appointment2")
    assert outcome.prompt == (
        "Robin was not brought on 3 September and 12 October 2026. What got in the way, what has Robin missed out on, "
        "and who else should know?"
    )
    assert outcome.next_look == date(2027, 3, 4)  # the first miss leaves the window


@pytest.mark.parametrize("level", ["EH", "CIN", "CP", "S47", "CLA"])
def test_it_runs_on_every_level_of_open_involvement(level):
    story = a_child().at_level(level).with_appointment("was_not_brought", on="2026-10-12")
    assert ask(story.with_appointment("was_not_brought", on="2026-10-13")).result is Result.ASK


@pytest.mark.parametrize(
    ("level", "result"),
    [("CP", Result.ASK), ("S47", Result.ASK), ("CLA", Result.ASK), ("CIN", Result.CLEAR), ("EH", Result.CLEAR)],
)
def test_an_enquiry_and_being_looked_after_take_the_number_of_a_plan(level, result):
    story = a_child().at_level(level).with_appointment("was_not_brought", on="2026-10-12")
    assert ask(story).result is result


def test_a_visit_without_access_counts_and_reads_as_one():
    prompt = ask(missed_twice()).prompt
    assert prompt.startswith("Robin was not brought on 3 September 2026. There was no access to Robin on 12 October")


def test_a_child_without_a_name_reads_this_child():
    outcome = ask(missed_twice(name=None))
    assert outcome.prompt.startswith(
        "This child was not brought on 3 September 2026. There was no access to this child"
    )
    assert ask(missed_twice(name="  ")).prompt.startswith("This child was")


def test_two_misses_on_one_day_are_said_as_two():
    story = a_school_child()
    for _ in range(2):
        story = story.with_appointment("was_not_brought", on="2026-10-12")
    assert "not brought on 12 October 2026 (twice)." in ask(story).prompt


def test_three_family_cancellations_running_ask_though_they_count_one_and_a_half():
    story = a_school_child()
    for day in ("2026-09-03", "2026-09-17", "2026-10-01"):
        story = story.with_appointment("cancelled_by_family", on=day)
    outcome = ask(story)
    assert outcome.result is Result.ASK
    assert outcome.prompt.startswith(
        "Appointments for Robin were cancelled by the family on 3 September, 17 September and 1 October 2026. What"
    )


def test_a_miss_and_two_family_cancellations_make_two():
    story = a_school_child().with_appointment("was_not_brought", on="2026-09-03")
    story = story.with_appointment("attended", on="2026-09-10").with_appointment("cancelled_by_family", on="2026-09-17")
    assert ask(story).result is Result.CLEAR
    outcome = ask(story.with_appointment("cancelled_by_family", on="2026-10-01"))
    assert outcome.result is Result.ASK
    assert "An appointment" not in outcome.prompt


@pytest.mark.parametrize("between", ["cancelled_by_service", "rearranged"])
def test_what_the_service_cancels_neither_breaks_nor_extends_a_run(between):
    story = a_school_child()
    for day, outcome in (
        ("2026-09-03", "cancelled_by_family"),
        ("2026-09-10", between),
        ("2026-09-17", "cancelled_by_family"),
    ):
        story = story.with_appointment(outcome, on=day)
    assert ask(story).result is Result.CLEAR
    assert ask(story.with_appointment("cancelled_by_family", on="2026-10-01")).result is Result.ASK


# One is enough


def one_miss(story: Story, **fields) -> Story:
    return story.with_appointment("was_not_brought", **{"on": "2026-10-12", **fields})


def test_one_is_enough_on_a_child_protection_plan():
    assert ask(one_miss(a_child().at_level("CP"))).result is Result.ASK
    assert ask(one_miss(a_school_child()).with_plan("CP", since="2026-06-01")).result is Result.ASK
    ended = one_miss(a_school_child()).with_plan("CP", since="2026-06-01", until="2026-11-18")
    assert ask(ended).result is Result.CLEAR


def test_one_is_enough_with_a_current_concern_about_neglect():
    story = one_miss(a_school_child())
    concern = {"topic": "neglect", "first_known": "2026-02-01"}
    assert ask(story.with_fact("Concern", status="current", **concern)).result is Result.ASK
    assert ask(story.with_fact("Concern", status="past", **concern)).result is Result.CLEAR
    assert ask(story.with_fact("Concern", status="ruled_out", **concern)).result is Result.CLEAR
    assert ask(story.with_fact("Concern", status="unknown", **concern)).result is Result.UNKNOWN


def test_one_is_enough_when_missing_it_does_harm():
    assert ask(one_miss(a_school_child(), importance="harm_if_missed")).result is Result.ASK
    assert ask(one_miss(a_school_child(), importance="important")).result is Result.CLEAR


def test_age_is_the_age_at_the_appointment():
    story = a_child(born="2025-10-13").at_level("CIN")
    assert ask(one_miss(story)).result is Result.ASK  # the day before the first birthday; thirteen months old now
    assert ask(one_miss(story, on="2026-10-13")).result is Result.CLEAR


def test_one_is_enough_for_a_disabled_child():
    assert ask(one_miss(a_school_child(disability=["MOB"]))).result is Result.ASK


@pytest.mark.parametrize("disability", [None, [], ["NONE"]])
def test_an_empty_disability_does_not_hold_back_clear(disability):
    assert ask(one_miss(a_school_child(disability=disability))).result is Result.CLEAR


def test_one_is_enough_when_the_child_has_a_long_illness():
    story = one_miss(a_school_child())
    illness = {"topic": "physical_illness", "first_known": "2026-02-01", "status": "current"}
    assert ask(story.with_fact("Concern", person="C1", **illness)).result is Result.ASK
    assert ask(story.with_fact("Concern", person="MUM", **illness)).result is Result.CLEAR


def test_half_counts_do_not_reach_one():
    story = a_child(born="2026-05-01").at_level("CP")
    for day in ("2026-09-03", "2026-09-17"):
        story = story.with_appointment("cancelled_by_family", on=day, importance="harm_if_missed")
    assert ask(story).result is Result.CLEAR


# Innocent stories that stay silent


def test_one_ordinary_miss_is_not_a_pattern():
    assert ask(one_miss(a_school_child())).result is Result.CLEAR


def test_everything_attended_is_clear():
    outcome = ask(a_school_child().with_appointment("attended", on="2026-10-12"))
    assert outcome.result is Result.CLEAR
    assert outcome.prompt is None
    assert outcome.severity is None
    assert outcome.next_look == date(2027, 4, 13)  # then there will be nothing left to look at


def test_no_appointments_at_all_is_nothing_to_look_at():
    assert ask(a_school_child()).result is Result.NOT_APPLICABLE


def test_a_closed_case_is_not_asked_about():
    story = a_child().at_level("CP", since="2026-01-05", until="2026-11-01")
    story = one_miss(one_miss(story))
    assert ask(story).result is Result.NOT_APPLICABLE
    assert ask(story, "2026-10-31").result is Result.ASK


def test_the_services_own_cancellations_do_not_count():
    story = a_school_child()
    for day in ("2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"):
        story = story.with_appointment("cancelled_by_service", on=day)
    assert ask(story).result is Result.CLEAR


def test_a_kept_appointment_breaks_a_run():
    story = a_school_child()
    for day, outcome in (
        ("2026-09-03", "cancelled_by_family"),
        ("2026-09-10", "cancelled_by_family"),
        ("2026-09-17", "attended"),
        ("2026-10-01", "cancelled_by_family"),
    ):
        story = story.with_appointment(outcome, on=day)
    assert ask(story).result is Result.CLEAR


def test_a_young_persons_own_appointments_are_theirs_from_sixteen():
    story = a_child(born="2010-10-01").at_level("CP")
    for day in ("2026-10-02", "2026-10-20"):
        story = story.with_appointment("self_attending_dna", on=day)
    assert ask(story).result is Result.CLEAR
    younger = a_child(born="2010-10-21").at_level("CP").with_appointment("self_attending_dna", on="2026-10-20")
    assert ask(younger).result is Result.ASK


def test_a_miss_filed_in_the_old_words_is_still_a_miss_for_a_child():
    story = a_school_child().with_appointment("did_not_attend", on="2026-10-02")
    outcome = ask(story.with_appointment("did_not_attend", on="2026-10-20"))
    assert outcome.prompt.startswith("Robin was not brought on 2 October and 20 October 2026.")


def test_an_adults_or_a_siblings_appointment_is_not_counted():
    story = a_child().at_level("CP")
    for person in ("MUM", "SISTER"):
        story = story.with_appointment("was_not_brought", on="2026-10-02", person=person)
    assert ask(story).result is Result.NOT_APPLICABLE


def test_appointments_after_the_eighteenth_birthday_are_an_adults():
    story = a_child(born="2008-10-12").at_level("CLA")
    assert ask(one_miss(one_miss(story))).result is Result.NOT_APPLICABLE


def test_what_lies_ahead_does_not_count_until_its_day():
    story = one_miss(a_school_child())
    story = story.with_appointment("cancelled_by_family", on="2026-11-25", recorded="2026-11-10")
    story = story.with_appointment("cancelled_by_family", on="2026-11-27", recorded="2026-11-10")
    outcome = ask(story)
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 25))
    assert ask(story, "2026-11-27").result is Result.ASK


def test_the_window_includes_both_its_end_days():
    story = a_school_child().with_appointment("was_not_brought", on="2026-05-18")
    story = story.with_appointment("was_not_brought", on="2026-11-18")
    assert ask(story, "2026-11-18").result is Result.ASK
    assert ask(story, "2026-11-19").result is Result.CLEAR
    assert ask(story, "2026-11-18").next_look == date(2026, 11, 19)


# Clearing


def test_family_professional_and_decision_after_the_latest_miss_clear():
    outcome = ask(answered(missed_twice()))
    assert outcome.result is Result.CLEAR
    assert outcome.evidence == ("Appointment1", "Appointment2", "Contact1", "AgencyContact1", "Decision1")


@pytest.mark.parametrize("missing", ["family", "gp", "decision"])
def test_two_of_three_do_not_clear(missing):
    outcome = ask(answered(missed_twice(), **{missing: None}))
    assert outcome.result is Result.ASK
    assert any(sentence.startswith("Not on record since") for sentence in outcome.shows)


@pytest.mark.parametrize("part", ["family", "gp", "decision"])
def test_what_was_done_before_the_latest_miss_does_not_clear(part):
    assert ask(answered(missed_twice(), **{part: "2026-10-11"})).result is Result.ASK
    assert ask(answered(missed_twice(), **{part: "2026-10-12"})).result is Result.CLEAR


def test_times_of_day_tell_before_from_after():
    story = a_school_child().with_appointment("was_not_brought", on="2026-09-03")
    story = story.with_appointment("was_not_brought", on="2026-10-12T11:00")
    assert ask(answered(story, family="2026-10-12T09:30")).result is Result.ASK
    assert ask(answered(story, family="2026-10-12T14:00")).result is Result.CLEAR


def test_a_new_miss_asks_again():
    story = answered(missed_twice())
    assert ask(story.with_appointment("was_not_brought", on="2026-11-16")).result is Result.ASK


def test_the_appointment_itself_can_show_that_family_and_professional_were_asked():
    story = a_school_child().with_appointment("was_not_brought", on="2026-09-03")
    story = story.with_appointment(
        "was_not_brought", on="2026-10-12", barrier_codes=["transport"], told_who="health visitor"
    )
    assert ask(story.with_decision("wnb_response", "2026-10-15")).result is Result.CLEAR


def test_a_decision_that_names_the_miss_counts_and_a_proposal_does_not():
    story = answered(missed_twice(), decision=None)
    assert ask(story.with_decision("pattern_review", "2026-10-15", names=["Appointment2"])).result is Result.CLEAR
    assert ask(story.with_decision("pattern_review", "2026-10-15")).result is Result.ASK
    assert ask(story.with_decision("wnb_response", "2026-10-15", status="proposed")).result is Result.ASK


def test_the_police_or_a_contact_about_the_mother_is_not_the_lead_professional():
    story = answered(missed_twice(), gp=None)
    assert ask(story.with_agency("police", "2026-10-15")).result is Result.ASK
    assert ask(story.with_agency("gp", "2026-10-15", about="MUM")).result is Result.ASK
    assert ask(story.with_agency("gp", "2026-10-15", about=None)).result is Result.UNKNOWN


# Unknown is not fine


def test_an_outcome_never_filled_in_is_unknown_where_it_could_matter():
    story = one_miss(a_school_child()).with_appointment(None, on="2026-11-16")
    outcome = ask(story)
    assert outcome.result is Result.UNKNOWN
    assert outcome.severity is None
    assert outcome.unknown_because == (
        "It is not recorded whether Robin was brought to an appointment on 16 November 2026.",
    )


def test_an_outcome_never_filled_in_does_not_matter_where_it_cannot_change_anything():
    story = a_school_child().with_appointment(None, on="2026-11-16")
    assert ask(story).result is Result.CLEAR
    assert ask(missed_twice().with_appointment(None, on="2026-10-01")).result is Result.ASK


def test_an_appointment_is_not_late_on_its_own_day():
    story = one_miss(a_school_child()).with_appointment(None, on=TODAY)
    outcome = ask(story)
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))
    assert ask(story, "2026-11-19").result is Result.UNKNOWN


def test_an_importance_never_filled_in_is_unknown_for_a_single_miss():
    assert ask(one_miss(a_school_child(), importance=None)).result is Result.UNKNOWN
    assert ask(one_miss(a_child(born="2026-05-01").at_level("CIN"), importance=None)).result is Result.ASK


def test_a_date_of_birth_not_recorded_is_unknown_for_a_single_miss():
    assert ask(one_miss(a_child(born=None).at_level("CIN"))).result is Result.UNKNOWN
    assert ask(missed_twice(born=None)).result is Result.ASK


def test_whose_appointment_it_was_matters():
    story = one_miss(a_school_child())
    assert ask(story.with_appointment("was_not_brought", on="2026-11-02", person=None)).result is Result.UNKNOWN


def test_a_miss_some_time_in_a_month_counts_when_it_could_fall_inside():
    story = one_miss(a_school_child())
    outcome = ask(story.with_appointment("was_not_brought", on={"value": "2026-05", "precision": "month"}))
    assert outcome.result is Result.ASK
    assert "May 2026 (approx.)" in outcome.prompt


def test_a_miss_on_a_day_nobody_knows_is_unknown():
    story = one_miss(a_school_child())
    undated = {"precision": "unknown"}
    assert ask(story.with_appointment("was_not_brought", on=undated, recorded=TODAY)).result is Result.UNKNOWN
    old = story.with_appointment("was_not_brought", on=undated, recorded="2026-05-17")
    assert ask(old).result is Result.CLEAR  # no later than the day it was recorded, so outside the window


def test_a_level_never_filled_in_matters_only_for_a_single_miss():
    story = a_child().at_level(None)
    assert ask(one_miss(story)).result is Result.UNKNOWN
    assert ask(one_miss(one_miss(story))).result is Result.ASK


def test_an_involvement_that_ended_on_a_day_nobody_knows():
    story = one_miss(one_miss(a_child().at_level("CIN", until={"precision": "unknown"})))
    assert ask(story).result is Result.UNKNOWN


# Coverage


def test_appointments_that_are_not_kept_here_are_unknown():
    outcome = ask(a_school_child().kept_here("Involvement", "Person"))
    assert outcome.result is Result.UNKNOWN
    assert outcome.unknown_because == ("Appointments: not kept here.",)
    assert outcome.note == "not kept here"


def test_a_closed_case_needs_no_appointments_kept():
    story = a_child().at_level("CIN", until="2026-10-01").kept_here("Involvement")
    assert ask(story).result is Result.NOT_APPLICABLE


def test_part_of_the_window_kept_here_cannot_be_clear_but_can_ask():
    kept = ("Involvement", "Concern")
    story = one_miss(a_school_child()).kept_here(*kept).kept_here("Appointment", since="2026-08-03")
    outcome = ask(story)
    assert outcome.result is Result.UNKNOWN
    assert "only since 3 August 2026" in outcome.unknown_because[0]
    assert outcome.next_look == date(2027, 2, 3)
    assert ask(story, "2027-02-03").result is Result.CLEAR
    assert ask(one_miss(story)).result is Result.ASK


def test_appointments_no_longer_kept_here_cannot_be_clear():
    story = one_miss(a_school_child()).kept_here("Involvement", "Concern").kept_here("Appointment", until="2026-10-31")
    outcome = ask(story)
    assert outcome.result is Result.UNKNOWN
    assert "since 1 November 2026" in outcome.unknown_because[0]
    assert ask(one_miss(story)).result is Result.ASK


def test_a_babys_window_begins_at_birth():
    story = a_child(born="2026-09-01").at_level("CIN", since="2026-09-01").with_appointment("attended", on="2026-10-01")
    story = story.kept_here("Involvement", "Concern").kept_here("Appointment", since="2026-08-03")
    assert ask(story).result is Result.CLEAR


def test_a_single_miss_is_unknown_where_concerns_are_not_kept():
    story = one_miss(a_school_child()).kept_here("Involvement", "Appointment")
    assert ask(story).result is Result.UNKNOWN
    assert ask(one_miss(story)).result is Result.ASK


# Numbers


def test_a_partnership_can_change_a_number():
    assert ask(missed_twice(), misses=3).result is Result.CLEAR
    assert ask(missed_twice(), window_months=2).result is Result.CLEAR
    assert ask(one_miss(a_child().at_level("CP")), enough_plan_neglect=2).result is Result.CLEAR


def test_a_case_that_closed_some_time_this_month_could_still_be_open():
    story = one_miss(one_miss(a_child().at_level("CIN", until={"value": "2026-11", "precision": "month"})))
    outcome = ask(story)
    assert (outcome.result, outcome.next_look) == (Result.ASK, date(2026, 11, 30))
    assert ask(story, "2026-11-30").result is Result.NOT_APPLICABLE


def test_what_was_done_about_a_miss_that_may_not_have_been_one_answers_only_perhaps():
    open_one = {"reason_checked": "yes", "told_who": "GP", "on": "2026-11-02"}
    story = missed_twice().with_decision("wnb_response", "2026-11-03")
    assert ask(story.with_appointment("was_not_brought", **open_one)).result is Result.CLEAR
    assert ask(story.with_appointment("attended", **open_one)).result is Result.ASK
    assert ask(story.with_appointment(None, **open_one)).result is Result.UNKNOWN


def test_an_undated_miss_may_be_later_than_what_was_done():
    story = answered(missed_twice())
    undated = {"on": {"precision": "unknown"}, "importance": "routine"}
    assert ask(story.with_appointment("was_not_brought", **undated, recorded="2026-11-16")).result is Result.UNKNOWN
    assert ask(story.with_appointment("was_not_brought", **undated, recorded="2026-10-01")).result is Result.CLEAR
