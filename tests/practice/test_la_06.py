"""LA-06, somebody named in a plan has not yet said it back: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # ten working days before is 4 November, two is 16 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("LA-06", day, **params)


def family() -> Story:
    return a_child().at_level("CP").with_person("MUM", "Ada").with_person("DAD", "Sam")


def planned(since="2026-11-03", kind: str | None = "CP", people: object = ("MUM",), story=None, **fields) -> Story:
    named = list(people) if isinstance(people, tuple) else people
    return (story or family()).with_fact("Plan", **{"kind": kind, "starts": since, "persons_named": named, **fields})


def safe(on="2026-11-13", people: object = ("MUM",), story=None, **fields) -> Story:
    named = list(people) if isinstance(people, tuple) else people
    return (story or family()).with_fact("SafetyPlan", made_at=on, persons_named=named, recorded=on, **fields)


def version(story: Story, on, text: str | None = "Up at seven.", current: str | None = "yes", **fields) -> Story:
    return story.with_fact("PlanVersion", **{"plan": "Plan1", "date": on, "text": text, "current": current, **fields})


def said(story: Story, on="2026-11-10", method: str | None = "teach_back", version: str | None = "Plan1", **fields):
    usual = {"person": "MUM", "at": on, "method": method, "version": version, "verbatim": "I get him up"}
    return story.with_fact("UnderstandingCheck", **{**usual, **fields})


def test_ten_working_days_ask():
    outcome = ask(planned())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Plan1",))
    assert outcome.prompt == (
        "The plan names Ada, and not yet that Ada has said it back. Could Ada tell you the worry and the plan in their "
        "own words?"
    )
    before = ask(planned("2026-11-04"))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_a_safety_plan_has_two():
    assert ask(safe("2026-11-16")).result is Result.CLEAR
    outcome = ask(safe("2026-11-13"))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("SafetyPlan1",))
    assert ask(planned("2026-11-13", "safety")).result is Result.ASK
    assert ask(planned("2026-11-13", None)).result is Result.UNKNOWN
    assert ask(planned("2026-11-03", None)).result is Result.ASK


@pytest.mark.parametrize("plan", [planned, safe])
def test_today_where_a_need_in_communicating_is_recorded(plan):
    need = plan().with_fact("CommNeed", person="MUM", kind="learning_difficulty", status="suspected", at="2026-10-01")
    assert (ask(need).severity, ask(need).evidence[1:]) == (Severity.TODAY, ("CommNeed1",))
    other = plan().with_fact("CommNeed", person="DAD", kind="reading", status="known", at="2026-10-01")
    assert ask(other).severity is Severity.SOON


def test_said_back_or_shown_clears_and_a_yes_does_not():
    assert ask(said(planned())).result is Result.CLEAR
    assert ask(said(planned(), method="demonstrated")).result is Result.CLEAR
    assert ask(said(planned(), method="yes_no")).result is Result.ASK
    assert ask(said(planned(), method=None)).result is Result.UNKNOWN
    assert ask(said(planned(), verbatim=None)).result is Result.CLEAR  # LA-07 asks for the words


def test_each_carer_named_is_asked_about():
    outcome = ask(said(planned(people=("MUM", "DAD"))))
    assert outcome.result is Result.ASK
    assert "names Sam" in outcome.prompt
    assert ask(said(said(planned(people=("MUM", "DAD"))), person="DAD")).result is Result.CLEAR
    assert ask(said(planned(), person=None)).result is Result.UNKNOWN


def test_nobody_named_and_nobody_knows_who_is_named():
    assert ask(planned(people=())).result is Result.NOT_APPLICABLE
    assert ask(planned(people=None)).result is Result.UNKNOWN
    assert ask(planned(people=("C1",))).result is Result.CLEAR
    assert ask(safe(people=None, carers_allowed=["DAD"])).result is Result.ASK


def test_a_new_version_with_other_words_starts_again():
    story = version(version(planned("2026-09-01"), "2026-09-01", current="no"), "2026-11-03", "Up at six.")
    assert ask(said(story, "2026-09-10", version="PlanVersion1")).result is Result.ASK
    assert ask(said(story, "2026-11-10", version="PlanVersion2")).result is Result.CLEAR
    fresh = version(version(planned("2026-09-01"), "2026-09-01", current="no"), "2026-11-04", "Up at six.")
    assert ask(said(fresh, "2026-09-10", version="PlanVersion1")).result is Result.CLEAR


def test_a_new_version_with_the_same_words_does_not():
    story = version(version(planned("2026-09-01"), "2026-09-01", current="no"), "2026-11-10", " up at  seven.")
    assert ask(said(story, "2026-09-10", version="PlanVersion1")).result is Result.CLEAR
    assert ask(story).result is Result.ASK
    untold = version(version(planned("2026-09-01"), "2026-09-01", current="no"), "2026-11-03", None)
    assert ask(said(untold, "2026-09-10", version="PlanVersion1")).result is Result.UNKNOWN


def test_a_version_written_before_the_plan_began_waits_for_the_plan():
    assert ask(version(planned("2026-11-03"), "2026-10-20")).result is Result.ASK
    assert ask(version(planned("2026-11-04"), "2026-10-20")).result is Result.CLEAR


def test_which_version_is_not_recorded():
    assert ask(said(planned(), version=None)).result is Result.UNKNOWN
    assert ask(said(planned(), version="Plan2")).result is Result.UNKNOWN
    of_no_plan = planned().with_fact("PlanVersion", plan=None, date="2026-11-02", text="Up at seven.")
    assert ask(said(of_no_plan, version="PlanVersion1")).result is Result.UNKNOWN
    of_another = planned().with_fact("PlanVersion", plan="Plan2", date="2026-11-02", text="Up at seven.")
    assert ask(said(of_another, version="PlanVersion1")).result is Result.ASK


def test_a_plan_that_is_over_is_the_innocent_twin():
    assert ask(planned(to="2026-11-10")).result is Result.NOT_APPLICABLE
    assert ask(safe(ends_when="2026-11-17")).result is Result.NOT_APPLICABLE
    assert ask(safe(ends_when="2026-11-18")).result is Result.ASK


def test_days_that_are_not_exact():
    assert ask(planned({"value": "2026-11", "precision": "month"}, recorded="2026-11-10")).result is Result.ASK
    assert ask(planned({"precision": "unknown"}, recorded="2026-11-10")).result is Result.UNKNOWN


def test_no_plan_or_not_kept_here():
    assert ask(family()).result is Result.NOT_APPLICABLE
    assert ask(planned().kept_here("Involvement", "Plan", "SafetyPlan")).result is Result.UNKNOWN
    assert ask(family().kept_here("Involvement", "UnderstandingCheck")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(planned(), working_days=20).result is Result.CLEAR


def test_a_plan_that_names_only_the_child_or_another_child_is_for_no_carer():
    assert ask(planned(people=("C1",))).result is not Result.ASK
    sister = planned(people=("SIB",), story=family().with_person("SIB", "Mia", dob="2018-01-01"))
    assert ask(sister).result is not Result.ASK
    assert ask(planned(people=("C1", "MUM"))).evidence == ("Plan1",)
