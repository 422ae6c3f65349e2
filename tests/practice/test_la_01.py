"""LA-01, how a carer likes to talk and read is not recorded: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # ten working days before is 4 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("LA-01", day, **params)


def at(since="2026-11-03", languages: object = ("English",), **fields) -> Story:
    spoken = list(languages) if isinstance(languages, tuple) else languages
    story = a_child(**fields).at_level("CIN", since=since).with_person("MUM", "Ada", languages=spoken)
    return story.living_with("C1").with_fact("Parentage", child="C1", parent="MUM").living_with("MUM")


def need(story: Story, kind: str | None = "none", status: str | None = "none", person: str | None = "MUM") -> Story:
    return story.with_fact("CommNeed", person=person, kind=kind, status=status, at="2026-11-04")


def test_ten_working_days_on_without_a_need_on_file_asks():
    outcome = ask(at())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.REFLECT)
    assert "HouseholdMembership2" in outcome.evidence
    assert outcome.prompt == (
        "The record does not say how Ada likes to talk and read. Which languages, in speech and in writing, and does "
        "anything make it harder?"
    )
    before = ask(at("2026-11-04"))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_either_blank_asks_and_both_filled_are_clear():
    assert ask(need(at())).result is Result.CLEAR
    for nothing in (None, "", []):
        assert ask(need(at(languages=nothing))).result is Result.ASK
    assert ask(need(at(), "reading", "known")).result is Result.CLEAR
    assert ask(need(at(), "reading", None)).result is Result.ASK
    assert ask(need(at(), None, None)).result is Result.ASK


def test_the_clock_starts_when_the_carer_moved_in_or_birth_when_later():
    story = need(at("2026-01-05")).with_person("DAV", "Dav", dob="1990-01-01")
    assert ask(story.living_with("DAV", starts="2026-11-04")).result is Result.CLEAR
    assert ask(story.living_with("DAV", starts="2026-11-03")).result is Result.ASK
    assert ask(at("2026-01-05", born="2026-11-10")).result is Result.CLEAR


def test_somebody_who_is_no_carer_is_the_innocent_twin():
    story = need(at()).with_person("GRAN", "Gran", dob="1960-01-01")
    assert ask(story.living_with("GRAN", "elsewhere")).result is Result.CLEAR
    assert ask(story.living_with("GRAN")).result is Result.ASK


def test_whose_need_it_is_is_not_recorded():
    assert ask(need(at(), person=None)).result is Result.UNKNOWN
    assert ask(need(at(languages=None), person=None)).result is Result.ASK
    assert ask(need(at(), person="GRAN")).result is Result.ASK


def test_days_that_are_not_exact():
    assert ask(at({"value": "2026-10", "precision": "month"})).result is Result.ASK
    unknown = a_child().at_level("CIN", since=None, recorded="2026-11-10").with_person("MUM", "Ada")
    assert ask(unknown.with_fact("Parentage", child="C1", parent="MUM")).result is Result.UNKNOWN


def test_no_carer_known_or_not_kept_here():
    assert ask(a_child().at_level("CIN", since="2026-01-05")).result is Result.NOT_APPLICABLE
    kept = ("Involvement", "HouseholdMembership", "Parentage", "AdultRole")
    assert ask(at().kept_here(*kept)).result is Result.UNKNOWN
    assert ask(a_child().at_level("CIN").kept_here("Involvement", "CommNeed")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(at(), working_days=20).result is Result.CLEAR
