"""LA-08, no advocate was offered: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("LA-08", day)


def family(level: str | None = "CP", **fields) -> Story:
    story = a_child().at_level(level).with_person("MUM", "Ada", **fields)
    return story.with_fact("Parentage", child="C1", parent="MUM")


def need(kind: str | None = "learning_disability", status: str | None = "known", story=None, **fields) -> Story:
    usual = {"person": "MUM", "kind": kind, "status": status, "at": "2026-10-01"}
    return (story or family()).with_fact("CommNeed", **{**usual, **fields})


def advocate(story: Story, offered: str | None = "yes", **fields) -> Story:
    return story.with_fact("Advocate", **{"person": "MUM", "offered": offered, "at": "2026-11-01", **fields})


@pytest.mark.parametrize("kind", ["learning_disability", "learning_difficulty"])
@pytest.mark.parametrize("status", ["known", "suspected"])
@pytest.mark.parametrize("level", ["CP", "S47", "CLA"])
def test_known_or_suspected_without_an_offer_asks(level, status, kind):
    outcome = ask(need(kind, status, family(level)))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("CommNeed1",))
    assert outcome.prompt == (
        "A learning disability or difficulty is known or suspected for Ada, and no offer of an advocate is on record. "
        "Has independent advocacy been offered?"
    )


def test_child_in_need_is_the_innocent_twin_until_there_is_a_legal_meeting():
    story = need(story=family("CIN"))
    assert ask(story).result is Result.NOT_APPLICABLE
    assert ask(story.with_fact("Meeting", kind="legal_meeting", at="2026-11-10")).result is Result.ASK
    ahead = story.with_fact("Meeting", kind="legal_meeting", at="2026-12-10", planned="true", recorded="2026-11-10")
    assert ask(ahead).result is Result.ASK
    assert ask(story.with_fact("Meeting", kind="core_group", at="2026-11-10")).result is Result.NOT_APPLICABLE
    assert ask(story.with_fact("Meeting", kind=None, at="2026-11-10")).result is Result.UNKNOWN


def test_offered_or_declined_clears():
    assert ask(advocate(need())).result is Result.CLEAR
    assert ask(advocate(need(), None, declined="yes")).result is Result.CLEAR
    assert ask(advocate(need(), "no")).result is Result.ASK
    assert ask(advocate(need(), None)).result is Result.UNKNOWN
    assert ask(advocate(need(), person="DAD")).result is Result.ASK
    assert ask(advocate(need(), person=None)).result is Result.UNKNOWN
    assert ask(advocate(need(), at="2026-12-01", recorded="2026-11-01")).result is Result.ASK


def test_a_disability_code_or_a_concern_says_it_too():
    assert ask(family(disability=["LD"])).result is Result.ASK
    assert ask(family(disability=["MOB"])).result is Result.NOT_APPLICABLE
    concern = {"person": "MUM", "topic": "learning_disability", "first_known": "2026-10-01"}
    assert ask(family().with_fact("Concern", status="current", **concern)).result is Result.ASK
    assert ask(family().with_fact("Concern", status="past", **concern)).result is Result.NOT_APPLICABLE
    assert ask(family().with_fact("Concern", status=None, **concern)).result is Result.UNKNOWN


def test_other_needs_do_not_ask():
    assert ask(need("hearing")).result is Result.NOT_APPLICABLE
    assert ask(need("none", "none")).result is Result.NOT_APPLICABLE
    assert ask(need(person="C1")).result is Result.NOT_APPLICABLE


def test_boxes_that_say_whether_it_applies():
    assert ask(need(status=None)).result is Result.UNKNOWN
    assert ask(need(None)).result is Result.UNKNOWN
    assert ask(need(person=None)).result is Result.UNKNOWN
    assert ask(need(story=family(None))).result is Result.UNKNOWN


def test_a_day_nobody_knows_does_not_matter():
    assert ask(advocate(need(), at={"precision": "unknown"}, recorded="2026-11-01")).result is Result.CLEAR


def test_nobody_or_not_kept_here():
    assert ask(family()).result is Result.NOT_APPLICABLE
    assert ask(need().kept_here("Involvement", "CommNeed", "Parentage")).result is Result.UNKNOWN
    assert ask(family().kept_here("Involvement", "Advocate", "Parentage")).result is Result.UNKNOWN
    kinds = ("Involvement", "CommNeed", "Advocate", "Parentage")
    assert ask(need(story=family("CIN")).kept_here(*kinds)).result is Result.UNKNOWN  # a legal meeting may be held
    assert ask(need(story=family("CIN")).kept_here(*kinds, "Meeting")).result is Result.NOT_APPLICABLE


def test_a_sisters_learning_disability_is_not_a_carers():
    story = family().with_person("SIB", "Mia", dob="2014-01-01")
    assert ask(need(story=story, person="SIB")).result is Result.NOT_APPLICABLE
    assert ask(need(story=story.with_person("GRAN", "Gran", dob="1955-01-01"), person="GRAN")).result is Result.ASK
