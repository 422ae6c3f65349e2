"""INF-01, a parent's account is the only source: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # ten working days before is 4 November

SCHOOL = {"source": "school", "agency": "school", "date": "2026-11-10", "how": "phone", "result": "supported"}


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("INF-01", day, **params)


def a_case(level: str | None = "CIN", **fields) -> Story:
    story = a_child(**fields).at_level(level, since="2026-01-05").with_person("MUM", "Jo").with_person("GRAN", "Pat")
    return story.living_with("C1", starts="2020-01-01").living_with("MUM", starts="2020-01-01")


# Asking


def test_ten_working_days_without_another_source_ask():
    story = a_case().with_statement(on="2026-11-03")
    outcome = ask(story)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Statement1",)
    assert outcome.prompt == (
        "So far there is one source for 'who lives at home': Jo. Most people tell us the truth as they see it. Who "
        "else could confirm it, for Robin's sake and theirs?"
    )
    assert ask(story, "2026-11-17").result is Result.CLEAR


def test_the_last_day_of_the_limit_does_not_ask():
    outcome = ask(a_case().with_statement(on="2026-11-04"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_an_account_a_plan_leans_on_is_asked_about_at_once():
    story = a_case().with_plan("CIN", since="2026-11-01").with_statement(on=TODAY, used_in=["Plan1"])
    outcome = ask(story)
    assert outcome.result is Result.ASK
    assert outcome.prompt.startswith("The plan leans on Jo saying 'who lives at home'. Most people tell us the truth")


def test_a_decision_that_lists_the_account_as_evidence_leans_on_it():
    story = a_case().with_statement(on=TODAY)
    for field in ("evidence_refs", "names"):
        outcome = ask(story.with_decision("closure", TODAY, **{field: ["Statement1"]}))
        assert outcome.result is Result.ASK
        assert outcome.prompt.startswith("A decision leans on Jo saying")


def test_a_decision_still_ahead_does_not_lean_on_it_yet():
    story = a_case().with_statement(on="2026-11-17")
    outcome = ask(story.with_decision("closure", "2026-11-24", recorded=TODAY, evidence_refs=["Statement1"]))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 24))


def test_a_report_is_neither_decision_nor_plan():
    story = a_case()
    assert ask(story.with_statement(on=TODAY, used_in=["letter to the school"])).result is Result.CLEAR
    assert ask(story.with_statement(on=TODAY, used_in=["child in need plan of March"])).result is Result.ASK
    story = story.with_fact("HistorySummary", date="2026-11-01")
    assert ask(story.with_statement(on=TODAY, used_in=["HistorySummary1"])).result is Result.CLEAR


def test_an_account_of_an_injury_asks_after_one_working_day_and_today():
    story = a_case().with_statement(on="2026-11-16", topic="injury")
    assert ask(story, "2026-11-17").result is Result.CLEAR
    outcome = ask(story)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert "'how the injury happened'" in outcome.prompt
    assert "confirm it today" in outcome.prompt
    friday = a_case().with_statement(on="2026-11-13", topic="injury")
    assert ask(friday, "2026-11-16").result is Result.CLEAR
    assert ask(friday, "2026-11-17").result is Result.ASK


def test_several_accounts_make_one_prompt_gravest_first():
    story = a_case().with_statement(on="2026-10-01").with_statement(on="2026-11-10", topic="injury")
    outcome = ask(story.with_statement(on="2026-10-02", topic="abstinence"))
    assert outcome.severity is Severity.TODAY
    assert outcome.evidence == ("Statement1", "Statement3", "Statement2")
    assert "'how the injury happened': Jo. Two more accounts rest on one person's word." in outcome.prompt


@pytest.mark.parametrize(
    ("level", "result"), [("CIN", "ask"), ("CP", "ask"), ("S47", "ask"), ("CLA", "ask"), ("EH", "n/a")]
)
def test_it_runs_from_child_in_need_up(level, result):
    assert ask(a_case(level).with_statement(on="2026-10-01")).result == result


def test_nobody_is_called_by_an_id_or_by_nothing():
    unnamed = a_case(name="").with_statement(on="2026-10-01", said_by="P77", role="carer")
    assert "So far there is one source for 'who lives at home': a carer." in ask(unnamed).prompt
    assert "for this child's sake" in ask(unnamed).prompt
    assert ": a parent." in ask(a_case().with_statement(on="2026-10-01", said_by=None)).prompt


# Independent or not


def supported_by(**corroboration) -> Story:
    entry = {"date": "2026-11-02", "result": "supported", **corroboration}
    return a_case().with_statement(on="2026-10-01", verification="supported", corroborations=[entry])


def test_another_agency_or_somebody_outside_the_household_is_independent():
    assert ask(supported_by(source="school", agency="school")).result is Result.CLEAR
    assert ask(supported_by(source="GRAN")).result is Result.CLEAR
    assert ask(supported_by(source="a neighbour at number nine")).result is Result.CLEAR


def test_a_record_whose_origin_is_the_same_person_is_not_independent():
    assert ask(supported_by(source="GP record", agency="gp", origin="MUM")).result is Result.ASK
    assert ask(supported_by(source="GP record", agency="gp", origin="Jo")).result is Result.ASK
    assert ask(supported_by(source="GP record", agency="gp", origin="parent")).result is Result.ASK
    assert ask(supported_by(source="MUM")).result is Result.ASK


def test_somebody_in_the_household_is_not_independent():
    story = supported_by(source="DAD").with_person("DAD", "Lee")
    assert ask(story).result is Result.CLEAR
    assert ask(story.living_with("DAD", starts="2025-01-01")).result is Result.ASK
    moved_out = story.living_with("DAD", starts="2025-01-01", to="2026-03-01")
    assert ask(moved_out).result is Result.CLEAR
    assert ask(story.living_with("DAD", role="regular_contact")).result is Result.CLEAR
    assert ask(supported_by(source="C1")).result is Result.ASK


def test_an_independent_source_clears_even_when_nobody_changed_the_mark():
    story = a_case().with_statement(on="2026-10-01", verification="not_checked", corroborations=[SCHOOL])
    assert ask(story).result is Result.CLEAR


def test_one_source_among_several_is_enough():
    twice = [{"source": "MUM", "result": "supported"}, SCHOOL]
    assert ask(a_case().with_statement(on="2026-10-01", corroborations=twice)).result is Result.CLEAR


def test_a_source_counts_from_its_own_day():
    story = a_case().with_statement(on="2026-10-01", recorded="2026-10-01", corroborations=[SCHOOL])
    outcome = ask(story, "2026-11-09")
    assert (outcome.result, outcome.next_look) == (Result.ASK, date(2026, 11, 10))


# Clearing


def test_contradicted_has_been_checked():
    assert ask(a_case().with_statement(on="2026-10-01", verification="contradicted")).result is Result.CLEAR


@pytest.mark.parametrize("why", [None, "", "   "])
def test_cannot_be_checked_needs_its_reason(why):
    story = a_case()
    said = {"on": "2026-10-01", "verification": "cannot_be_checked"}
    assert ask(story.with_statement(**said, verification_why=why)).result is Result.ASK
    assert ask(story.with_statement(**said, verification_why="No record is left of that time")).result is Result.CLEAR


def test_asking_somebody_holds_for_ten_working_days():
    story = a_case().with_statement(
        on="2026-09-01", verification="sought", sought_at="2026-11-04", used_in=["the plan"], topic="injury"
    )
    outcome = ask(story)
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))
    assert ask(story, "2026-11-19").result is Result.ASK


def test_asking_that_is_still_ahead_does_not_hold():
    story = a_case().with_statement(on="2026-09-01", verification="sought", sought_at="2026-11-24")
    assert ask(story).result is Result.ASK


# Innocent stories that stay silent


@pytest.mark.parametrize("role", ["child", "relative", "neighbour", "practitioner", "agency_record"])
def test_other_peoples_accounts_are_not_this_checks(role):
    assert ask(a_case().with_statement(on="2026-10-01", role=role)).result is Result.NOT_APPLICABLE


def test_what_matters_little_is_not_asked_about():
    story = a_case().with_statement(on="2026-10-01", matters="low", topic="injury", used_in=["the plan"])
    assert ask(story).result is Result.NOT_APPLICABLE


def test_no_accounts_at_all_is_nothing_to_look_at():
    assert ask(a_case()).result is Result.NOT_APPLICABLE


def test_a_fresh_account_is_given_time():
    assert ask(a_case().with_statement(on="2026-11-16")).result is Result.CLEAR


# Unknown is not fine


def test_whether_it_matters_is_not_recorded():
    outcome = ask(a_case().with_statement(on="2026-10-01", matters=None))
    assert outcome.result is Result.UNKNOWN
    assert outcome.unknown_because == (
        "It is not recorded whether the account of who lives at home on 1 October 2026 matters for a decision.",
    )
    other = a_case().with_statement(on="2026-10-01").with_statement(on="2026-10-02", matters=None)
    assert ask(other).result is Result.ASK


def test_who_gave_it_is_not_recorded():
    assert ask(a_case().with_statement(on="2026-10-01", role=None)).result is Result.UNKNOWN
    assert ask(a_case().with_statement(on="2026-10-01", role="")).result is Result.UNKNOWN


def test_what_it_is_about_matters_between_one_and_ten_days():
    story = a_case().with_statement(on="2026-11-10", topic=None)
    assert ask(story).result is Result.UNKNOWN
    assert ask(story, "2026-11-11").result is Result.CLEAR
    assert ask(story, "2026-11-25").result is Result.ASK


def test_supported_by_whom_is_not_recorded():
    assert ask(a_case().with_statement(on="2026-10-01", verification="supported")).result is Result.UNKNOWN
    nobody = a_case().with_statement(on="2026-10-01", verification="supported", corroborations=[])
    assert ask(nobody).result is Result.ASK
    assert ask(supported_by(source=None)).result is Result.UNKNOWN


def test_a_mark_never_set_is_read_as_not_checked():
    assert ask(a_case().with_statement(on="2026-10-01", verification=None)).result is Result.ASK


def test_sought_on_a_day_not_recorded():
    assert ask(a_case().with_statement(on="2026-10-01", verification="sought")).result is Result.UNKNOWN
    assert ask(a_case().with_statement(on="2026-11-10", verification="sought")).result is Result.CLEAR


def test_given_on_a_day_nobody_knows():
    story = a_case().with_statement(on={"precision": "unknown"}, recorded="2026-11-10")
    assert ask(story).result is Result.UNKNOWN
    assert ask(story, "2026-11-25").result is Result.ASK  # written down more than ten working days ago


def test_given_some_time_in_a_month_runs_from_its_first_day():
    story = a_case().with_statement(on={"value": "2026-11", "precision": "month"}, recorded="2026-11-10")
    assert ask(story).result is Result.ASK


def test_a_level_that_is_not_recorded():
    assert ask(a_case(None).with_statement(on="2026-10-01")).result is Result.UNKNOWN
    assert ask(a_case(None)).result is Result.NOT_APPLICABLE


# Coverage


def test_accounts_that_are_not_kept_here():
    outcome = ask(a_case().kept_here("Involvement"))
    assert (outcome.result, outcome.unknown_because) == (Result.UNKNOWN, ("Accounts people gave: not kept here.",))


def test_kept_for_less_than_the_limit_cannot_be_clear_but_can_ask():
    story = a_case().kept_here("Involvement", "HouseholdMembership").kept_here("Statement", since="2026-11-09")
    outcome = ask(story)
    assert outcome.result is Result.UNKNOWN
    assert outcome.next_look == date(2026, 11, 21)
    assert ask(story, "2026-11-21").result is Result.NOT_APPLICABLE
    assert ask(story.with_statement(on="2026-11-10", used_in=["the plan"])).result is Result.ASK


def test_kept_since_the_case_opened_is_enough():
    story = a_child().at_level("CIN", since="2026-11-12").with_statement(on="2026-11-13")
    story = story.kept_here("Involvement").kept_here("Statement", since="2026-11-12")
    assert ask(story).result is Result.CLEAR


def test_a_household_not_kept_here_leaves_a_relative_open():
    story = supported_by(source="GRAN").kept_here("Involvement", "Statement")
    assert ask(story).result is Result.UNKNOWN
    assert (
        ask(supported_by(source="school", agency="school").kept_here("Involvement", "Statement")).result is Result.CLEAR
    )


# Numbers


def test_a_partnership_can_change_a_number():
    assert ask(a_case().with_statement(on="2026-11-03"), working_days=15).result is Result.CLEAR
    assert ask(a_case().with_statement(on="2026-11-16", topic="injury"), injury_working_days=3).result is Result.CLEAR


def test_what_leans_on_an_account_and_how_many_more_there_are_stands_in_the_prompt():
    plan = a_case().with_statement(on=TODAY, used_in=["the plan"])
    assert ask(plan).prompt.startswith("The plan leans on Jo saying")
    decision = a_case().with_statement(on=TODAY, used_in=["the decision to close"])
    assert ask(decision).prompt.startswith("A decision leans on Jo saying")
    two = plan.with_statement(on="2026-11-02")
    assert "One more account rests on one person's word." in ask(two).prompt
    assert "Two more accounts rest on one person's word." in ask(two.with_statement(on="2026-11-01")).prompt
