"""VOI-02, nobody has seen the child: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # a Wednesday; ten working days before is 4 November, twenty is 21 October


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("VOI-02", day, **params)


def at(level: str | None, since: str = "2026-01-05", **fields) -> Story:
    return a_child(**fields).at_level(level, since=since)


# Time


@pytest.mark.parametrize("level", ["CP", "S47", "CLA"])
def test_ten_working_days_at_child_protection_and_its_like_ask_today(level):
    story = at(level).with_visit("2026-11-03")
    outcome = ask(story)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.evidence == ("Visit1",)
    assert outcome.prompt == (
        "Robin was last seen on 3 November 2026. Has somebody seen Robin since, and it is only not written down yet? "
        "If not, who can see Robin today, and who should know?"
    )
    assert ask(story, "2026-11-17").result is Result.CLEAR


def test_the_last_day_of_the_limit_does_not_ask():
    outcome = ask(at("CP").with_visit("2026-11-04"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_child_in_need_has_twenty_and_asks_soon():
    story = at("CIN")
    assert ask(story.with_visit("2026-10-21")).result is Result.CLEAR
    outcome = ask(story.with_visit("2026-10-20"))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.prompt.endswith("what got in the way, and who else sees Robin?")


def test_bank_holidays_are_not_working_days():
    story = at("CP").with_visit("2026-12-18")
    # 21 to 24 December, 29 to 31 December, 4 to 6 January
    assert ask(story, "2027-01-06").result is Result.CLEAR
    assert ask(story, "2027-01-07").result is Result.ASK


def test_the_plans_own_interval_comes_first():
    story = at("CP").with_visit("2026-11-03").with_plan("CP", since="2026-01-05", every=15)
    assert ask(story).result is Result.CLEAR
    shorter = at("CP").with_visit("2026-11-10").with_plan("CP", since="2026-01-05", every=5)
    assert ask(shorter).result is Result.ASK


def test_another_plan_or_one_that_is_over_does_not_set_the_interval():
    story = at("CP").with_visit("2026-11-03")
    assert ask(story.with_plan("CIN", since="2026-01-05", every=20)).result is Result.ASK
    assert ask(story.with_plan("CP", since="2026-01-05", every=20, until="2026-11-01")).result is Result.ASK
    assert ask(at("CP").with_visit("2026-11-10").with_plan("safety", since="2026-11-01", every=3)).result is Result.ASK


def test_early_help_has_no_time_limit():
    assert ask(at("EH").with_visit("2026-03-03")).result is Result.CLEAR
    assert ask(at("EH")).result is Result.NOT_APPLICABLE


def test_never_seen_runs_from_the_day_the_level_began():
    outcome = ask(at("CP", since="2026-11-04"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))
    asked = ask(at("CP", since="2026-11-03"))
    assert asked.result is Result.ASK
    assert asked.evidence == ("Involvement1",)
    assert asked.prompt.startswith("There is no visit on record since 3 November 2026 at which Robin was seen.")


def test_never_seen_runs_from_the_plan_or_birth_when_later():
    story = at("CP", since="2026-09-01")
    assert ask(story.with_plan("CP", since="2026-11-04")).result is Result.CLEAR
    assert ask(story.with_plan("CP", since="2026-11-03")).result is Result.ASK
    assert ask(at("CP", since="2026-09-01", born="2026-11-10")).result is Result.CLEAR
    assert ask(at("CP", since="2026-09-01", born="2026-11-02")).result is Result.ASK


def test_a_child_last_seen_before_the_level_began_is_not_seen_more_lately_for_it():
    assert ask(at("CP", since="2026-11-16").with_visit("2026-10-01")).result is Result.ASK


def test_an_open_child_in_need_case_keeps_its_limit_when_an_enquiry_opens():
    story = at("CIN", since="2026-09-01").at_level("S47", since="2026-11-17")
    outcome = ask(story)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)


def test_a_week_in_which_the_child_was_seen_counts_from_its_first_day():
    week = {"precision": "range", "earliest": "2026-11-02", "latest": "2026-11-08"}
    outcome = ask(at("CP").with_visit(week, recorded="2026-11-09"))
    assert outcome.result is Result.ASK
    assert "on a day between 2 November 2026 and 8 November 2026 (approx.)" in outcome.prompt


# Visits running


def test_two_visits_running_ask_at_any_level():
    for level, severity in (("EH", Severity.SOON), ("CIN", Severity.SOON), ("CP", Severity.TODAY)):
        story = at(level).with_visit("2026-11-06").with_visit("2026-11-10", seen="N")
        assert ask(story).result is Result.CLEAR
        outcome = ask(story.with_visit("2026-11-13", seen="N"))
        assert (outcome.result, outcome.severity) == (Result.ASK, severity)
        assert outcome.evidence == ("Visit2", "Visit3")
        assert outcome.prompt.startswith(
            "Robin was not seen at the last two visits, on 10 November and 13 November 2026."
        )


def test_being_seen_between_or_after_is_silent():
    story = at("CIN").with_visit("2026-11-06", seen="N").with_visit("2026-11-09").with_visit("2026-11-10", seen="N")
    assert ask(story).result is Result.CLEAR
    story = story.with_visit("2026-11-12", seen="N")
    assert ask(story).result is Result.ASK
    assert ask(story.with_visit("2026-11-13")).result is Result.CLEAR


def test_times_on_one_day_tell_which_visit_came_last():
    story = at("CIN").with_visit("2026-11-10", seen="N")
    morning = story.with_visit("2026-11-12T14:00", seen="N").with_visit("2026-11-12T09:00")
    assert ask(morning).result is Result.CLEAR
    assert ask(morning.with_visit("2026-11-12T16:00", seen="N")).result is Result.ASK
    assert ask(story.with_visit("2026-11-12", seen="N").with_visit("2026-11-12")).result is Result.CLEAR


def test_three_home_visits_running_ask_though_the_child_was_seen_at_school_between():
    story = at("CIN")
    for home, school in (("2026-10-26", "2026-10-27"), ("2026-11-02", "2026-11-03"), ("2026-11-09", None)):
        story = story.with_visit(home, seen="N")
        story = story.with_visit(school, where="school") if school else story
    outcome = ask(story)
    assert outcome.result is Result.ASK
    assert "last three home visits, on 26 October, 2 November and 9 November 2026" in outcome.prompt
    assert ask(story.with_visit("2026-11-10", where="school")).result is Result.CLEAR


def test_early_help_does_not_count_home_visits():
    story = at("EH")
    for home, school in (("2026-10-26", "2026-10-27"), ("2026-11-02", "2026-11-03"), ("2026-11-09", None)):
        story = story.with_visit(home, seen="N")
        story = story.with_visit(school, where="school") if school else story
    assert ask(story).result is Result.CLEAR


def test_an_announced_visit_has_still_taken_place_and_one_ahead_has_not():
    story = at("CIN").with_visit("2026-11-06").with_visit("2026-11-10", seen="N", planned="yes")
    ahead = story.with_visit("2026-11-20", seen=None, planned="true", recorded="2026-11-12")
    assert ask(ahead).result is Result.CLEAR
    assert ask(story.with_visit("2026-11-12", seen="N", planned="yes")).result is Result.ASK


# Clearing by raising it, and by whoever did see the child


def not_seen_twice() -> Story:
    return at("CP").with_visit("2026-11-06").with_visit("2026-11-10", seen="N").with_visit("2026-11-13", seen="N")


def raised(story: Story, on: str = "2026-11-13") -> Story:
    return story.with_fact("Oversight", kind="case_direction", at=on, reasoning="Go with the school nurse")


def test_raised_and_seen_by_somebody_else_is_clear():
    story = raised(not_seen_twice()).with_agency("school", "2026-11-16", who="Ms Vale, form tutor")
    outcome = ask(story)
    assert outcome.result is Result.CLEAR
    assert {"Oversight1", "AgencyContact1"} <= set(outcome.evidence)
    assert outcome.next_look == date(2026, 12, 1)  # ten working days from the day the tutor saw Robin


def test_only_one_of_the_two_still_asks():
    assert ask(raised(not_seen_twice())).result is Result.ASK
    story = not_seen_twice().with_agency("school", "2026-11-16", who="Ms Vale, form tutor")
    assert ask(story).result is Result.ASK
    assert ask(story.with_fact("Disagreement", raised_on="2026-11-16", stage="S1")).result is Result.CLEAR


def test_an_answer_from_before_the_last_visit_does_not_clear():
    story = raised(not_seen_twice(), on="2026-11-11").with_agency("school", "2026-11-12", who="Ms Vale")
    assert ask(story).result is Result.ASK


def test_an_ordinary_supervision_is_not_raising_it():
    story = not_seen_twice().with_fact("Oversight", kind="supervision", at="2026-11-16", directions=[])
    story = story.with_agency("school", "2026-11-16", who="Ms Vale")
    assert ask(story).result is Result.ASK
    directed = story.with_fact("Oversight", kind="supervision", at="2026-11-16", directions=[{"text": "See Robin"}])
    assert ask(directed).result is Result.CLEAR


def test_a_call_is_not_a_sight_and_a_talk_in_person_is():
    story = raised(not_seen_twice())
    assert ask(story.with_contact("2026-11-16", person="C1", direct="yes")).result is Result.ASK
    assert ask(story.with_contact("2026-11-16", person="C1", kind="office", direct="yes")).result is Result.CLEAR
    assert ask(story.with_contact("2026-11-16", person="C1", kind="office", direct=None)).result is Result.UNKNOWN


def test_the_time_runs_out_again_after_somebody_elses_sight():
    story = raised(not_seen_twice()).with_agency("school", "2026-11-16", who="Ms Vale, form tutor")
    assert ask(story, "2026-11-30").result is Result.CLEAR
    assert ask(story, "2026-12-01").result is Result.ASK


# Unknown is not fine


def test_a_visit_that_does_not_say_whether_the_child_was_seen():
    story = at("CP").with_visit("2026-11-02").with_visit("2026-11-12", seen=None)
    outcome = ask(story)
    assert outcome.result is Result.UNKNOWN
    assert outcome.unknown_because == ("It is not recorded whether Robin was seen on 12 November 2026.",)
    assert outcome.prompt == "Has somebody seen the child lately?"
    assert outcome.severity is None


def test_it_does_not_matter_where_nothing_could_change():
    assert ask(at("CP").with_visit("2026-10-20", seen=None)).result is Result.ASK
    assert ask(at("CP").with_visit("2026-11-12", seen=None).with_visit("2026-11-13")).result is Result.CLEAR


def test_what_is_not_recorded_is_not_said():
    outcome = ask(at("CP").with_visit("2026-10-13").with_visit("2026-10-20", seen=None))
    assert outcome.prompt.startswith("Robin was last seen on 13 October 2026, as far as is recorded.")


def test_a_level_that_is_not_recorded():
    assert ask(at(None).with_visit("2026-11-03")).result is Result.UNKNOWN
    assert ask(at(None).with_visit("2026-11-10")).result is Result.CLEAR
    twice = at(None).with_visit("2026-11-10", seen="N").with_visit("2026-11-12", seen="N")
    assert (ask(twice).result, ask(twice).severity) == (Result.ASK, Severity.TODAY)


def test_since_when_the_level_is_not_recorded():
    story = a_child().at_level("CP", since=None, recorded="2026-11-10")
    assert ask(story).result is Result.UNKNOWN
    assert ask(story, "2026-11-25").result is Result.ASK  # ten working days since it was written down at the latest


def test_an_unborn_child_cannot_be_seen():
    story = at("CP", born=None, expected_dob="2026-12-20")
    outcome = ask(story)
    assert (outcome.result, outcome.next_look) == (Result.NOT_APPLICABLE, date(2026, 12, 21))
    assert ask(story, "2026-12-21").result is Result.UNKNOWN


def test_a_closed_case_is_not_asked_about():
    assert ask(a_child().at_level("CP", since="2026-01-05", until="2026-10-01")).result is Result.NOT_APPLICABLE


# Coverage


def test_visits_that_are_not_kept_here():
    outcome = ask(at("CP").kept_here("Involvement"))
    assert outcome.result is Result.UNKNOWN
    assert outcome.unknown_because == ("Visits: not kept here.",)


def test_visits_kept_for_less_than_the_interval():
    story = at("CP").kept_here("Involvement", "Plan").kept_here("Visit", since="2026-11-09")
    outcome = ask(story)
    assert outcome.result is Result.UNKNOWN
    assert "only since 9 November 2026" in outcome.unknown_because[0]
    assert outcome.next_look == date(2026, 11, 21)
    assert ask(story, "2026-11-20").result is Result.UNKNOWN
    assert ask(story, "2026-11-23").result is Result.ASK


def test_seen_since_visits_are_kept_is_clear():
    story = at("CP").kept_here("Involvement", "Plan").kept_here("Visit", since="2026-11-09").with_visit("2026-11-10")
    assert ask(story).result is Result.CLEAR


def test_visits_no_longer_kept_here():
    story = at("CP").kept_here("Involvement").kept_here("Visit", until="2026-11-12")
    assert ask(story.with_visit("2026-11-10")).result is Result.UNKNOWN
    assert ask(story.with_visit("2026-10-10")).result is Result.UNKNOWN
    twice = story.with_visit("2026-11-10", seen="N").with_visit("2026-11-12", seen="N")
    assert ask(twice).result is Result.ASK


# Numbers


def test_past_the_table_of_bank_holidays_it_says_so():
    story = at("CP").with_visit("2027-12-24")
    outcome = ask(story, "2028-01-12")
    assert outcome.result is Result.UNKNOWN
    assert "extends to 31 December 2027" in outcome.unknown_because[0]
    assert ask(story, "2028-03-01").result is Result.ASK  # no holiday could change it any more


def test_a_partnership_can_change_a_number():
    story = at("CP").with_visit("2026-11-03")
    assert ask(story, cp_working_days=15).result is Result.CLEAR
    assert ask(at("CIN").with_visit("2026-10-20"), cin_working_days=30).result is Result.CLEAR
    assert ask(at("CIN").with_visit("2026-11-10", seen="N"), visits_running=1).result is Result.ASK


def test_a_sight_on_a_day_nobody_knows_may_be_long_ago():
    story = at("CP", since="2026-11-16").with_visit({"precision": "unknown"}, recorded="2026-11-16")
    assert ask(story).result is Result.UNKNOWN
    assert ask(story.with_visit("2026-11-17")).result is Result.CLEAR


def test_on_the_expected_day_itself_a_child_cannot_be_seen_yet():
    assert ask(at("CP", born=None, expected_dob=TODAY)).result is Result.NOT_APPLICABLE


def test_one_visit_is_the_last_visit_in_the_prompt():
    outcome = ask(at("CIN").with_visit("2026-11-10", seen="N"), visits_running=1)
    assert outcome.prompt.startswith("Robin was not seen at the last visit, on 10 November 2026.")


def test_a_visit_nobody_dated_leaves_open_what_was_raised_before_it():
    story = at("CP").with_visit(None, seen=None, recorded="2026-09-07")
    story = story.with_fact("Disagreement", raised_on="2026-09-03", recorded="2026-09-04")
    seen = story.with_fact("AgencyContact", agency="school", who="Ms Oak", about="C1", at=TODAY, recorded=TODAY)
    assert ask(seen).result is Result.UNKNOWN


def test_a_level_nobody_wrote_down_may_be_child_in_need_with_its_own_interval():
    story = a_child().at_level(None, since="2026-10-21").with_plan("CP", since="2026-10-21", every=15)
    story = story.with_plan("CIN", since="2026-10-21", every=5)
    assert story.with_visit("2026-11-03").ask("VOI-02", "2026-11-18").result == "unknown"
    assert story.with_visit("2026-11-16").ask("VOI-02", "2026-11-18").result == "clear"


def test_a_plan_in_a_word_that_is_not_of_the_list_may_have_an_interval_that_counts():
    seen = at("CP").with_visit("2026-11-09")
    assert ask(seen.with_plan("outline", since="2026-01-05", every=5)).result == "unknown"
    assert ask(seen.with_plan("early_help", since="2026-01-05", every=5)).result == "clear"


def test_what_asks_whether_or_not_the_child_was_seen_asks():
    story = at("CLA", since="2026-11-04").with_visit("2026-10-27", seen=None).with_visit("2026-11-16", seen="N")
    outcome = ask(story)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert set(outcome.evidence) == {"Visit1", "Visit2"}
    assert (outcome.prompt or "").startswith("It is not recorded whether Robin was seen on 27 October 2026. Has")
    recent = at("CLA", since="2026-11-04").with_visit("2026-11-05", seen=None).with_visit("2026-11-16", seen="N")
    assert ask(recent).result is Result.UNKNOWN
