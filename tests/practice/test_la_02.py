"""LA-02, no interpreter: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("LA-02", day)


def needs(need: str | None = "yes") -> Story:
    return a_child().at_level("CIN").with_person("MUM", "Ada", interpreter_need=need)


def met(story: Story, on, by: str | None = "none", kind: str | None = "home_visit", **fields) -> Story:
    usual = {"with_person": "MUM", "at": on, "kind": kind, "substantive": "yes", "interpreter": by}
    return story.with_fact("Contact", **{**usual, **fields})


def twice(by: str | None = "none", need: str | None = "yes") -> Story:
    return met(met(needs(need), "2026-11-02", by), "2026-11-09", by)


@pytest.mark.parametrize("by", ["none", "family", "friend", "child"])
def test_the_last_two_without_ask_soon(by):
    outcome = ask(twice(by))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert set(outcome.evidence) == {"Contact1", "Contact2"}
    assert outcome.prompt == (
        "At the last two contacts about safety or the plan with Ada, who needs an interpreter, no professional one is "
        "on record. Was one possible, and could what was agreed be gone over with one?"
    )


def test_one_without_is_clear_and_a_professional_between_starts_again():
    assert ask(met(needs(), "2026-11-02")).result is Result.CLEAR
    assert ask(met(met(needs(), "2026-11-02"), "2026-11-09", "in_person")).result is Result.CLEAR
    story = met(met(met(needs(), "2026-11-02"), "2026-11-04", "phone_video"), "2026-11-09")
    assert ask(story).result is Result.CLEAR
    assert ask(met(story, "2026-11-10")).result is Result.ASK


@pytest.mark.parametrize("kind", ["s47_interview", "conference", "plan_signing", "sensitive_enquiry"])
def test_one_is_too_many_where_it_weighs_more(kind):
    outcome = ask(met(needs(), "2026-11-02", kind=kind, substantive=None))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.TODAY, ("Contact1",))
    assert outcome.prompt.endswith("Was one possible, and could it be gone over with one today?")
    assert ask(met(needs(), "2026-11-02", "in_person", kind=kind)).result is Result.CLEAR


def test_a_bilingual_worker_counts_but_not_there():
    assert ask(twice("bilingual_worker")).result is Result.CLEAR
    story = met(needs(), "2026-11-02", "bilingual_worker", kind="plan_signing")
    assert ask(story).severity is Severity.TODAY
    assert ask(met(story, "2026-11-04", "bilingual_worker")).severity is Severity.TODAY
    assert ask(met(story, "2026-11-04", "phone_video")).result is Result.CLEAR


def test_a_contact_that_is_not_substantive_does_not_count():
    story = met(met(needs(), "2026-11-02"), "2026-11-09", substantive="no")
    assert ask(story).result is Result.CLEAR
    assert ask(met(met(needs(), "2026-11-02"), "2026-11-09", substantive=None)).result is Result.UNKNOWN


def test_no_need_or_declined_is_the_innocent_twin():
    assert ask(twice(need="no")).result is Result.NOT_APPLICABLE
    assert ask(twice(need="offered_declined")).result is Result.NOT_APPLICABLE
    assert ask(twice(need=None)).result is Result.UNKNOWN
    assert ask(twice("in_person", need=None)).result is Result.NOT_APPLICABLE


def test_boxes_nobody_filled_in():
    assert ask(twice(None)).result is Result.UNKNOWN
    assert ask(met(twice(), "2026-11-10", None)).result is Result.UNKNOWN
    assert ask(met(met(needs(), "2026-11-02"), "2026-11-09", kind=None)).result is Result.ASK
    assert ask(met(needs(), "2026-11-02", kind=None)).result is Result.UNKNOWN
    assert ask(met(met(needs(), "2026-11-02"), "2026-11-09", with_person=None)).result is Result.UNKNOWN


def test_one_with_somebody_else_does_not_count():
    assert ask(met(met(needs(), "2026-11-02"), "2026-11-09", with_person="DAD")).result is Result.CLEAR


def test_the_childs_own_need_counts():
    story = a_child(interpreter_need="yes").at_level("S47")
    assert ask(met(story, "2026-11-02", kind="s47_interview", with_person="C1")).severity is Severity.TODAY


def test_a_contact_that_is_still_ahead_or_on_a_day_nobody_knows():
    assert ask(met(met(needs(), "2026-11-02"), "2026-11-25", recorded="2026-11-02")).result is Result.CLEAR
    undated = met(met(needs(), "2026-11-02"), {"value": "2026-11", "precision": "month"})
    assert ask(undated).result is Result.ASK


def test_no_contact_or_not_kept_here():
    assert ask(needs()).result is Result.NOT_APPLICABLE
    assert ask(twice().kept_here("Involvement")).result is Result.UNKNOWN


def test_each_person_is_asked_about_for_themselves():
    story = twice().with_person("DAD", "Sam", interpreter_need="yes")
    both = met(met(story, "2026-11-03", "in_person", with_person="DAD"), "2026-11-10", "phone_video", with_person="DAD")
    outcome = ask(both)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert set(outcome.evidence) == {"Contact1", "Contact2"}


def test_an_interpreted_contact_nobody_dated_may_have_been_before():
    undated = met(twice(), {"precision": "unknown"}, "in_person", recorded="2026-11-10")
    assert ask(undated).result is Result.UNKNOWN
    weighty = met(needs(), "2026-11-02", kind="conference")
    assert ask(met(weighty, {"precision": "unknown"}, "in_person", recorded="2026-11-10")).result is Result.UNKNOWN
