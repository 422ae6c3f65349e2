"""WNB-03, discharged for not having been brought: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result


def closed(to="2026-11-16", reason: str | None = None, level: str = "CIN", **fields) -> Story:
    usual = {"agency": "audiology", "with_person": "C1", "starts": "2026-01-12", "to": to, "closed_reason": reason}
    return a_case(level).with_fact("AgencyInvolvement", **{**usual, "notice_given_to": None, **fields})


def missed(
    story: Story, on="2026-11-02", service: str | None = "audiology", outcome="was_not_brought", **fields
) -> Story:
    return story.with_appointment(outcome, on, service=service, **fields)


def decided(story: Story, on="2026-11-16", what: str | None = "discharge_after_wnb") -> Story:
    return story.with_decision(what, on)


def test_closed_within_twenty_eight_days_of_a_miss_asks_today():
    outcome = missed(closed()).ask("WNB-03", TODAY)
    assert found(outcome) == ("ask", "today", ("AgencyInvolvement1", "Appointment1"))
    assert outcome.prompt == (
        "Audiology closed Robin's case on 16 November 2026 after Robin was not brought on 2 November 2026; not on "
        "record: a decision, and notice to the GP or referrer. Who still looks after what this was for, and who can be "
        "told today?"
    )


def test_twenty_eight_days_are_in_and_twenty_nine_out():
    assert result(missed(closed("2026-11-16"), "2026-10-19"), "WNB-03") == "ask"
    assert result(missed(closed("2026-11-16"), "2026-10-18"), "WNB-03") == "n/a"


def test_a_kept_appointment_between_breaks_it():
    story = missed(closed())
    assert result(missed(story, "2026-11-09", outcome="attended"), "WNB-03") == "n/a"
    assert result(missed(story, "2026-10-20", outcome="attended"), "WNB-03") == "ask"


def test_closed_for_this_reason_needs_no_counting():
    outcome = closed(reason="was_not_brought").ask("WNB-03", TODAY)
    assert found(outcome) == ("ask", "today", ("AgencyInvolvement1",))
    assert result(closed(to=None, reason="was_not_brought", active="no"), "WNB-03") == "ask"


def test_work_that_was_completed_is_no_such_discharge():
    assert result(missed(closed(reason="completed")), "WNB-03") == "n/a"


def test_decision_and_notice_clear_together_and_not_alone():
    told = missed(closed(notice_given_to=["GP"]))
    assert result(decided(told), "WNB-03") == "clear"
    assert result(told, "WNB-03") == "ask"
    assert result(decided(missed(closed())), "WNB-03") == "ask"
    assert result(decided(missed(closed(notice_given_to=["parents"]))), "WNB-03") == "ask"
    assert result(decided(missed(closed(notice_given_to=["referrer", "parents"]))), "WNB-03") == "clear"
    assert result(decided(missed(closed(notice_given_to=[]))), "WNB-03") == "ask"


def test_a_decision_from_before_the_miss_is_about_something_else():
    assert result(decided(missed(closed(notice_given_to=["GP"])), "2026-10-01"), "WNB-03") == "ask"


def test_a_decision_that_names_the_closing_counts_whatever_its_kind():
    told = missed(closed(notice_given_to=["GP"]))
    assert result(told.with_decision("closure", TODAY, names=["AgencyInvolvement1"]), "WNB-03") == "clear"
    assert result(told.with_decision("closure", TODAY), "WNB-03") == "ask"
    assert result(decided(told, what=None), "WNB-03") == "unknown"


def test_another_service_or_another_person():
    assert result(missed(closed(), service="dentist"), "WNB-03") == "n/a"
    assert result(missed(closed(), service=None), "WNB-03") == "unknown"
    assert result(missed(closed(with_person="MUM")), "WNB-03") == "n/a"
    assert result(missed(closed(with_person=None)), "WNB-03") == "unknown"
    assert result(missed(closed(agency="health_visitor"), service="Health visitor"), "WNB-03") == "ask"


def test_not_closed_yet():
    assert result(missed(closed(None)), "WNB-03") == "n/a"
    assert result(missed(closed("2026-12-01")), "WNB-03") == "n/a"


def test_uncertain_days():
    assert result(missed(closed(between("2026-11-10", "2026-11-30"))), "WNB-03") == "ask"
    assert result(missed(closed(), between("2026-10-01", "2026-10-19")), "WNB-03") == "ask"
    assert result(missed(closed(), NOBODY_KNOWS, recorded="2026-11-16"), "WNB-03") == "unknown"


def test_an_empty_outcome_may_be_a_miss():
    assert result(missed(closed(), outcome=None), "WNB-03") == "unknown"


@pytest.mark.parametrize("kind", ["Appointment", "AgencyInvolvement", "Decision"])
def test_early_help_too_and_kinds_not_kept_here(kind):
    assert result(missed(closed(level="EH")), "WNB-03") == "ask"
    kinds = {"Involvement", "Appointment", "AgencyInvolvement", "Decision"} - {kind}
    assert result(missed(closed()).kept_here(*kinds), "WNB-03") == "unknown"


def test_a_decision_before_what_may_be_the_miss_is_left_open():
    told = {"reason": "was_not_brought", "notice_given_to": ["GP"]}
    story = decided(missed(closed("2026-11-16", **told), "2026-11-12", outcome=None), "2026-11-10")
    assert result(story, "WNB-03") == "unknown"
    assert result(decided(story, "2026-11-13"), "WNB-03") == "clear"


def test_one_kept_on_the_very_day_of_the_miss_does_not_lie_between():
    story = missed(closed(), "2026-11-02")
    assert result(missed(story, "2026-11-02", outcome="attended"), "WNB-03") == "ask"
    assert result(missed(story, "2026-11-03", outcome="attended"), "WNB-03") == "n/a"


def test_one_kept_on_a_day_nobody_knows_may_lie_between():
    story = missed(closed(), "2026-11-02")
    assert result(missed(story, NOBODY_KNOWS, outcome="attended", recorded="2026-11-10"), "WNB-03") == "unknown"


@pytest.mark.parametrize("told", ["gp", "gp_surgery", "the_referrer", "General Practitioner"])
def test_the_gp_or_referrer_by_any_of_their_names(told):
    assert result(decided(missed(closed(notice_given_to=[told]))), "WNB-03") == "clear"
    assert result(decided(missed(closed(notice_given_to=["school"]))), "WNB-03") == "ask"
