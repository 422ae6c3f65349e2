"""UM-04, left out of a stage: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("UM-04", day)


def family(pr: str | None = "yes", lives: str | None = "no", **fields) -> Story:
    story = a_child().at_level("CP").with_person("DAD", "Sam").with_fact("Parentage", child="C1", parent="DAD")
    usual = {"person": "DAD", "pr": pr, "lives_here": lives, "cares_alone": "no", "since": "2026-01-05"}
    return story.with_fact("AdultRole", **{**usual, **fields})


def held(kind: str | None = "icpc", on: object = "2026-11-02", story: Story | None = None, **fields) -> Story:
    return (story or family()).with_fact("Meeting", **{"kind": kind, "at": on, "recorded": "2026-10-20", **fields})


def invited(story: Story, person: str | None = "DAD", meeting: str | None = "Meeting1", **fields) -> Story:
    usual = {"person": person, "meeting": meeting, "sent_on": "2026-10-20"}
    return story.with_fact("Invitation", **{**usual, **fields})


@pytest.mark.parametrize(
    ("kind", "words"),
    [("icpc", "conference"), ("review_conference", "conference"), ("core_group", "core group"), ("review", "review")],
)
def test_a_parent_with_responsibility_who_was_not_invited_asks(kind, words):
    outcome = ask(held(kind))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert set(outcome.evidence) == {"Meeting1", "AdultRole1"}
    assert outcome.prompt == (
        f"The record does not show that Sam was invited to the {words} of 2 November 2026, or why not. How could they "
        "be part of this step, safely?"
    )


def test_invited_there_in_another_way_or_a_reason_clears():
    assert ask(invited(held())).result is Result.CLEAR
    assert ask(invited(held(), sent_on=None, attended="yes")).result is Result.CLEAR
    assert ask(invited(held(), sent_on=None, report="yes")).result is Result.CLEAR
    assert ask(invited(held(), sent_on=None, reason_not_invited="Not safe for Ada")).result is Result.CLEAR
    spoke = held().with_contact("2026-11-02", person="DAD", kind="conference")
    assert ask(spoke).result is Result.CLEAR
    assert ask(held().with_fact("RoleStatement", meeting="Meeting1", member="DAD", at="2026-11-02")).result is (
        Result.CLEAR
    )


def test_an_invitation_that_says_nothing():
    assert ask(invited(held(), sent_on=None)).result is Result.UNKNOWN
    assert ask(invited(held(), sent_on=None, reason_not_invited="  ")).result is Result.ASK
    assert ask(invited(held(), "MUM")).result is Result.ASK
    assert ask(invited(held(), None)).result is Result.UNKNOWN
    assert ask(invited(held(), None, agency="school")).result is Result.ASK
    assert ask(invited(held(), meeting="Meeting2")).result is Result.ASK
    assert ask(invited(held(), meeting=None)).result is Result.UNKNOWN


def test_a_partner_who_lives_here_counts_and_one_who_does_not_is_the_innocent_twin():
    partner = a_child().at_level("CP").with_person("DAV", "Dav").with_fact("AdultRole", person="DAV", lives_here="yes")
    assert ask(held(story=partner)).result is Result.ASK
    gone = a_child().at_level("CP").with_person("DAV", "Dav")
    gone = gone.with_fact("AdultRole", person="DAV", lives_here="no", pr="no", cares_alone="no")
    assert ask(held(story=gone)).result is Result.NOT_APPLICABLE
    untold = a_child().at_level("CP").with_person("DAV", "Dav")
    untold = untold.with_fact("AdultRole", person="DAV", lives_here="no", pr=None, cares_alone="no")
    assert ask(held(story=untold)).result is Result.UNKNOWN
    assert ask(held(story=family("no"))).result is Result.NOT_APPLICABLE


def test_responsibility_or_where_they_live_is_not_recorded():
    assert ask(held(story=family(None))).result is Result.UNKNOWN
    assert ask(held(story=family("no", None))).result is Result.UNKNOWN
    assert ask(invited(held(story=family(None)))).result is Result.UNKNOWN


def test_the_last_of_each_stage_is_looked_at():
    earlier = invited(held("core_group", "2026-11-10", story=held("core_group", "2026-10-25")), meeting="Meeting2")
    assert ask(earlier).result is Result.CLEAR
    both = invited(held("core_group", "2026-11-10", story=held("icpc")), meeting="Meeting2")
    assert ask(both).result is Result.ASK


def test_a_later_meeting_of_no_known_kind_may_be_the_last():
    later = held(None, "2026-11-10", story=held("icpc"))
    assert ask(invited(later, meeting="Meeting2")).result is Result.UNKNOWN
    assert ask(later).result is Result.ASK  # left out of either
    earlier = held(None, "2026-10-25", story=held("icpc"))
    assert ask(invited(earlier, meeting="Meeting2")).result is Result.ASK


def test_other_meetings_and_those_still_ahead_are_not():
    assert ask(held("strategy_discussion")).result is Result.NOT_APPLICABLE
    assert ask(held("team_meeting")).result is Result.NOT_APPLICABLE
    assert ask(held("core_group", "2026-12-01")).result is Result.NOT_APPLICABLE
    assert ask(held(None)).result is Result.UNKNOWN


def test_a_partner_known_only_after_the_meeting_was_not_left_out():
    partner = a_child().at_level("CP").with_person("DAV", "Dav")
    late = partner.with_fact("AdultRole", person="DAV", lives_here="yes", since="2026-11-03")
    assert ask(held(story=late)).result is Result.CLEAR
    assert ask(
        held(story=partner.with_fact("AdultRole", person="DAV", lives_here="yes", since="2026-11-02"))
    ).result is (Result.ASK)


def test_days_that_are_not_exact():
    outcome = ask(held(on={"value": "2026-11", "precision": "month"}))
    assert outcome.result is Result.ASK
    assert "of a day in November 2026 (approx.)" in outcome.prompt


def test_no_meeting_nobody_or_not_kept_here():
    assert ask(family()).result is Result.NOT_APPLICABLE
    assert ask(held(story=a_child().at_level("CP"))).result is Result.NOT_APPLICABLE
    assert ask(held().kept_here("Involvement", "Meeting", "AdultRole")).result is Result.UNKNOWN


def test_one_invitation_to_no_meeting_cannot_be_to_two():
    both = held("core_group", "2026-11-10", story=held("icpc"))
    outcome = ask(invited(both, meeting=None))
    assert outcome.result is Result.ASK
    assert "Sam was invited to the conference of 2 November 2026" in outcome.prompt
    assert ask(invited(invited(both, meeting=None))).result is Result.UNKNOWN
