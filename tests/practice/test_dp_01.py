"""DP-01, nobody has asked a carer about their own history: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("DP-01", day)


def assessed(signed: object = "2026-10-01", *, mum: bool = True) -> Story:
    story = a_child().at_level("CIN").with_fact("Assessment", started_at="2026-08-03", authorised_at=signed)
    story = story.living_with("C1").with_person("MUM", "Ada", dob="1994-04-04")
    return (
        story.living_with("MUM").with_fact("Parentage", child="C1", parent="MUM", kind="biological") if mum else story
    )


def history(story: Story, person: str | None = "MUM", on="2026-09-01", **fields) -> Story:
    return story.with_fact("HistoryItem", **{"person": person, "at": on, "topic": "looked_after", **fields})


def test_a_signed_assessment_without_a_carers_history_asks():
    outcome = ask(assessed())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert {"Assessment1", "HouseholdMembership2"} <= set(outcome.evidence)
    assert outcome.prompt == (
        "The assessment of Robin is signed, and there is no entry on the history of Ada. What do we know of their "
        "childhood and earlier parenting, from them and from records?"
    )


def test_an_entry_or_having_asked_clears():
    assert ask(history(assessed())).result is Result.CLEAR
    assert ask(history(assessed(), topic=None, answer="asked_none")).result is Result.CLEAR
    assert ask(history(assessed(), topic=None, answer="asked_declined")).result is Result.CLEAR


def test_not_signed_yet_is_nothing_to_look_at():
    for nothing in (None, "", "2026-12-01"):
        assert ask(assessed(nothing)).result is Result.NOT_APPLICABLE
    assert ask(assessed("2026-11-18")).result is Result.ASK
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE


def test_each_carer_is_asked_about():
    story = history(assessed()).with_person("DAV", "Dav", dob="1990-01-01")
    outcome = ask(story.living_with("DAV"))
    assert outcome.result is Result.ASK
    assert "the history of Dav" in outcome.prompt
    assert ask(story.with_fact("AdultRole", person="DAV", lives_here="yes")).result is Result.ASK
    assert ask(story.with_fact("AdultRole", person="DAV", lives_here="no", cares_alone="yes")).result is Result.ASK
    assert ask(history(story.living_with("DAV"), "DAV")).result is Result.CLEAR


def test_somebody_who_is_no_carer_is_the_innocent_twin():
    story = history(assessed()).with_person("GRAN", "Gran", dob="1960-01-01")
    assert ask(story.living_with("GRAN", "elsewhere")).result is Result.CLEAR
    assert ask(story.living_with("GRAN", role="regular_contact")).result is Result.CLEAR
    assert ask(story.with_fact("AdultRole", person="GRAN", lives_here="no", cares_alone="no")).result is Result.CLEAR
    child = history(assessed()).with_person("SIB", "Kit", dob="2015-01-01").living_with("SIB")
    assert ask(child).result is Result.CLEAR
    grown = history(assessed()).with_person("SIB", "Kit", dob="2006-01-01").living_with("SIB")
    assert ask(grown.with_fact("Parentage", child="SIB", parent="MUM", kind="biological")).result is Result.CLEAR


def test_a_parent_who_lives_elsewhere_is_no_carer_unless_in_regular_contact():
    dad = history(assessed()).with_person("DAD", "Sam").with_fact("Parentage", child="C1", parent="DAD")
    assert ask(dad).result is Result.CLEAR
    assert ask(dad.living_with("DAD", role="regular_contact")).result is Result.ASK


def test_boxes_that_say_about_whom():
    assert ask(history(assessed(), person=None)).result is Result.UNKNOWN
    story = history(assessed()).with_person("DAV", "Dav")
    assert ask(story.living_with("DAV")).result is Result.UNKNOWN  # nobody knows whether Dav is grown up
    assert ask(story.with_fact("AdultRole", person="DAV", lives_here=None)).result is Result.UNKNOWN
    role = story.with_fact("AdultRole", person="DAV", lives_here="no", cares_alone=None)
    assert ask(role).result is Result.UNKNOWN
    assert ask(history(role, "DAV")).result is Result.CLEAR


def test_an_entry_or_a_signature_that_is_still_ahead_or_not_exact():
    assert ask(history(assessed(), on="2026-12-01", recorded="2026-11-01")).result is Result.ASK
    assert ask(assessed({"value": "2026-11", "precision": "month"})).result is Result.ASK
    assert ask(assessed({"precision": "unknown"})).result is Result.ASK


def test_no_carer_known_or_not_kept_here():
    alone = a_child().at_level("CIN").with_fact("Assessment", started_at="2026-08-03", authorised_at="2026-10-01")
    assert ask(alone).result is Result.NOT_APPLICABLE
    assert ask(alone.kept_here("Involvement", "Assessment", "HistoryItem")).result is Result.UNKNOWN
    assert ask(assessed().kept_here("Involvement", "Assessment", "HouseholdMembership")).result is Result.UNKNOWN


def test_one_entry_that_names_nobody_cannot_be_two_carers_history():
    two = assessed().with_person("DAV", "Dav", dob="1990-01-01").living_with("DAV")
    outcome = ask(history(two, person=None))
    assert outcome.result is Result.ASK
    assert "no entry on the history of one of Ada and Dav." in outcome.prompt
    assert ask(history(history(two, person=None), person=None)).result is Result.UNKNOWN
