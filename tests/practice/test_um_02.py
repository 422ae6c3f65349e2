"""UM-02, a carer nobody has met: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # twenty working days before is 21 October, ten is 4 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("UM-02", day, **params)


def known(since: object = "2026-10-20", born: object = "2018-03-01", child=None, **fields) -> Story:
    story = a_child(born=born, **(child or {})).at_level("CIN", since="2026-01-05").with_person("DAV", "Dav")
    usual = {"person": "DAV", "lives_here": "yes", "cares_alone": "no", "since": since, "recorded": "2026-10-20"}
    return story.with_fact("AdultRole", **{**usual, **fields})


def met(story: Story, kind: str | None = "home_visit", direct: str | None = "yes", on="2026-11-02", **fields) -> Story:
    return story.with_contact(on, **{"person": "DAV", "kind": kind, "direct": direct, **fields})


def hurt(story: Story, on: object = "2026-11-10", **fields) -> Story:
    return story.with_fact("Injury", **{"person": "C1", "seen_at": on, "recorded": "2026-11-10", **fields})


def test_twenty_working_days_without_direct_contact_ask():
    outcome = ask(known())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("AdultRole1",))
    assert outcome.prompt == (
        "No direct contact is on record with Dav, who lives with or cares for Robin. Has anyone met Dav, and what gets "
        "in the way?"
    )
    before = ask(known("2026-10-21"))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_ten_while_the_child_is_under_one_or_not_born():
    assert ask(known("2026-11-03", born="2025-11-19")).result is Result.ASK
    assert ask(known("2026-11-04", born="2025-11-19")).result is Result.CLEAR
    assert ask(known("2026-11-03", born="2025-11-18")).result is Result.CLEAR
    assert ask(known("2026-11-03", born=None, child={"expected_dob": "2026-12-20"})).result is Result.ASK
    assert ask(known("2026-11-03", born=None)).result is Result.UNKNOWN
    assert ask(known("2026-10-20", born=None)).result is Result.ASK


def test_an_injury_in_the_last_ninety_days_makes_it_today():
    outcome = ask(hurt(known()))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert {"AdultRole1", "Injury1"} <= set(outcome.evidence)
    assert outcome.prompt.startswith("An injury of Robin is on record, and not that anyone has met Dav")
    assert ask(hurt(known(), "2026-08-20")).severity is Severity.TODAY
    assert ask(hurt(known(), "2026-08-19")).severity is Severity.SOON
    assert ask(hurt(known(), person="SIB")).severity is Severity.SOON
    assert ask(hurt(known(), documented_birthmark="yes")).severity is Severity.SOON


def test_a_direct_call_counts_but_after_an_injury_only_being_met():
    assert ask(met(known(), "call")).result is Result.CLEAR
    assert ask(met(known(), "home_visit")).result is Result.CLEAR
    assert ask(met(known(), "text")).result is Result.ASK
    outcome = ask(met(hurt(known()), "call"))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert ask(met(hurt(known()), "home_visit")).result is Result.CLEAR


def test_indirect_contact_or_with_somebody_else_is_no_help():
    assert ask(met(known(), direct="no")).result is Result.ASK
    assert ask(met(known(), person="MUM")).result is Result.ASK
    assert ask(met(known(), direct=None)).result is Result.UNKNOWN
    assert ask(met(known(), person=None)).result is Result.UNKNOWN


def test_why_not_and_what_comes_next_clear_only_together():
    why, next_step = {"reason_not_contacted": "Not safe for Ada"}, {"next_step": "Through probation on Friday"}
    assert ask(known(**why, **next_step)).result is Result.CLEAR
    assert ask(known(**why)).result is Result.ASK
    assert ask(known(**next_step, reason_not_contacted=" ")).result is Result.ASK
    assert ask(known(attempts=[{"at": "2026-11-02", "how": "call"}])).result is Result.ASK


def test_somebody_who_lives_elsewhere_and_does_not_care_alone_is_the_innocent_twin():
    assert ask(known(lives_here="no")).result is Result.NOT_APPLICABLE
    assert ask(known(lives_here="no", cares_alone="yes")).result is Result.ASK
    assert ask(known(lives_here=None)).result is Result.UNKNOWN
    assert ask(known(lives_here="no", cares_alone=None)).result is Result.UNKNOWN
    assert ask(met(known(lives_here=None))).result is Result.UNKNOWN


def test_an_adult_of_the_household_without_a_role_is_one():
    story = (
        a_child().at_level("CIN", since="2026-01-05").living_with("C1").with_person("GRAN", "Gran", dob="1960-01-01")
    )
    assert ask(story.living_with("GRAN", starts="2026-10-20")).result is Result.ASK
    assert ask(story.living_with("GRAN", starts="2026-10-21")).result is Result.CLEAR
    child = story.with_person("SIB", "Kit", dob="2012-01-01").living_with("SIB", starts="2026-10-20")
    assert ask(child).result is Result.NOT_APPLICABLE
    untold = story.with_person("LEE", "Lee").living_with("LEE", starts="2026-10-20")
    assert ask(untold).result is Result.UNKNOWN


def test_each_adult_and_somebody_nobody_can_name():
    story = met(known()).with_fact("AdultRole", person=None, identity="unknown", lives_here="yes", since="2026-10-01")
    outcome = ask(story)
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("AdultRole2",))
    assert "one adult" in outcome.prompt


def test_the_clock_starts_when_the_level_began_if_that_is_later():
    story = a_child().at_level("CIN", since="2026-11-10").with_person("DAV", "Dav")
    assert ask(story.with_fact("AdultRole", person="DAV", lives_here="yes", since="2026-01-05")).result is Result.CLEAR


def test_days_that_are_not_exact():
    assert ask(known({"value": "2026-10", "precision": "month"})).result is Result.ASK
    assert ask(known({"precision": "unknown"}, recorded="2026-11-10")).result is Result.UNKNOWN


def test_nobody_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(known().kept_here("Involvement", "AdultRole")).result is Result.UNKNOWN
    assert ask(a_child().at_level("CIN").kept_here("Involvement", "Contact")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(known(), working_days=30).result is Result.CLEAR


def test_a_brother_who_has_grown_up_and_lives_here_is_an_adult_of_the_household():
    story = a_child().at_level("CIN", since="2026-01-05").living_with("C1").with_person("SIB", "Kit", dob="2006-01-01")
    story = story.with_fact("Parentage", child="C1", parent="MUM").with_fact("Parentage", child="SIB", parent="MUM")
    story = met(story.with_fact("AdultRole", person="MUM", lives_here="yes", since="2026-01-05"), person="MUM")
    outcome = ask(story.living_with("SIB", starts="2026-10-20"))
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("HouseholdMembership2",))
    assert ask(story.living_with("SIB", household="elsewhere", starts="2026-10-20")).result is Result.CLEAR


def test_injuries_that_would_not_be_here():
    kinds = ("Involvement", "AdultRole", "Contact")
    assert ask(met(known(), "call").kept_here(*kinds)).result is Result.UNKNOWN
    assert ask(met(known(), "home_visit").kept_here(*kinds)).result is Result.CLEAR
    assert ask(known().kept_here(*kinds)).severity is Severity.SOON


def test_one_contact_that_names_nobody_cannot_be_with_two_adults():
    two = known().with_person("SAM", "Sam").with_fact("AdultRole", person="SAM", lives_here="yes", since="2026-10-20")
    outcome = ask(met(two, person=None))
    assert outcome.result is Result.ASK
    assert outcome.prompt.startswith("No direct contact is on record with one of Dav and Sam,")
    assert ask(met(met(two, person=None), person="SAM")).result is Result.UNKNOWN
