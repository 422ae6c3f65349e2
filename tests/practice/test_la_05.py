"""LA-05, a plan is not there in the form a person needs: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # five working days before is 11 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("LA-05", day, **params)


def family(need: str | None = "no") -> Story:
    story = a_child().at_level("CIN").with_person("MUM", "Ada", interpreter_need=need)
    return story.with_fact("Parentage", child="C1", parent="MUM")


def reads(story: Story, kind: str | None = "reading", status: str | None = "known", person="MUM") -> Story:
    return story.with_fact("CommNeed", person=person, kind=kind, status=status, at="2026-10-01")


def version(story: Story, on="2026-11-10", current: str | None = "yes", **fields) -> Story:
    return story.with_fact("PlanVersion", **{"plan": "Plan1", "date": on, "current": current, **fields})


def given(story: Story, on="2026-11-12", form: str | None = "easy_read", **fields) -> Story:
    usual = {"version": "PlanVersion1", "person": "MUM", "format": form, "at": on}
    return story.with_fact("FormatGiven", **{**usual, **fields})


def test_five_working_days_without_their_form_ask():
    outcome = ask(version(reads(family())))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("CommNeed1", "PlanVersion1")
    assert outcome.prompt == (
        "It is recorded that Ada needs information in another form, and not that the current plan was given in one. Is "
        "there a version that Ada can use alone?"
    )
    before = ask(version(reads(family()), "2026-11-11"))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_an_interpreter_need_is_one_too():
    assert ask(version(family("yes"))).result is Result.ASK


def test_given_in_their_form_clears_and_the_standard_one_does_not():
    assert ask(given(version(reads(family())))).result is Result.CLEAR
    assert ask(given(version(reads(family())), form="standard")).result is Result.ASK
    assert ask(given(version(reads(family())), form=None)).result is Result.UNKNOWN
    assert ask(given(version(reads(family())), "2026-11-25", recorded="2026-11-12")).result is Result.ASK


def test_another_version_or_person_is_no_help():
    assert ask(given(version(reads(family())), version="PlanVersion0")).result is Result.ASK
    assert ask(given(version(reads(family())), person="DAD")).result is Result.ASK
    assert ask(given(version(reads(family())), person=None)).result is Result.UNKNOWN
    assert ask(given(version(reads(family())), version=None)).result is Result.UNKNOWN


def test_only_current_versions_are_looked_at():
    assert ask(version(reads(family()), current="no")).result is Result.NOT_APPLICABLE
    assert ask(version(reads(family()), current=None)).result is Result.UNKNOWN


def test_no_need_is_the_innocent_twin():
    assert ask(version(family())).result is Result.NOT_APPLICABLE
    assert ask(version(reads(family(), "none", "none"))).result is Result.NOT_APPLICABLE
    assert ask(version(family("offered_declined"))).result is Result.NOT_APPLICABLE


def test_whether_there_is_a_need_is_not_recorded():
    assert ask(version(family(None))).result is Result.UNKNOWN
    assert ask(version(reads(family(), status=None))).result is Result.UNKNOWN
    assert ask(given(version(family(None)))).result is Result.NOT_APPLICABLE


def test_days_that_are_not_exact():
    assert ask(version(reads(family()), {"value": "2026-11", "precision": "month"})).result is Result.ASK
    assert ask(version(reads(family()), {"precision": "unknown"}, recorded="2026-11-17")).result is Result.UNKNOWN


def test_no_plan_or_not_kept_here():
    assert ask(reads(family())).result is Result.NOT_APPLICABLE
    assert ask(version(reads(family())).kept_here("Involvement", "PlanVersion", "CommNeed")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(version(reads(family())), working_days=10).result is Result.CLEAR


def test_an_interpreters_need_met_is_clear_and_no_carers_need_is_nothing_to_look_at():
    assert ask(given(version(family("yes")))).result is Result.CLEAR
    aunt = family().with_person("AUNT", "Bea")
    assert ask(version(reads(aunt, "none", "none", "AUNT"))).result is Result.NOT_APPLICABLE
    kept = version(family()).kept_here("Involvement", "PlanVersion", "FormatGiven", "AdultRole", "HouseholdMembership")
    assert ask(kept.kept_here("Parentage")).result is Result.UNKNOWN
    assert ask(kept.kept_here("Parentage", "CommNeed")).result is Result.NOT_APPLICABLE
