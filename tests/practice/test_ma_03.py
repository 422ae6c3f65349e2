"""MA-03, a strategy discussion without one of the three: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

ALL = ["social_care", "police", "health_visitor"]


def discussed(
    there: list[str] | None, at=TODAY, kind: str | None = "strategy_discussion", level="S47", **fields
) -> Story:
    return a_case(level).with_fact("Meeting", kind=kind, at=at, agencies_present=there, **{"recorded": TODAY} | fields)


def test_all_three_are_enough():
    assert found(discussed(ALL).ask("MA-03", TODAY)) == ("clear", None, ("Meeting1",))


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        (["social_care", "gp"], "police"),
        (["social_care", "police", "school"], "health"),
        (["police", "hospital"], "social care"),
        ([], "social care, police or health"),
    ],
)
def test_one_missing_asks_today(there, missing):
    outcome = discussed(there).ask("MA-03", TODAY)
    assert found(outcome) == ("ask", "today", ("Meeting1",))
    assert outcome.prompt == (
        "The strategy discussion of 18 November 2026 about Robin was held, as far as is recorded, without "
        f"{missing}. Could the missing partner join today, by phone if need be?"
    )


@pytest.mark.parametrize("health", ["gp", "health_visitor", "hospital", "midwifery", "School nurse", "mental_health"])
def test_any_health_service_is_health(health):
    assert result(discussed(["social_care", "police", health]), "MA-03") == "clear"


def test_joining_by_phone_the_same_day_counts_when_what_they_said_is_recorded():
    story = discussed(["social_care", "gp"], at="2026-11-10")
    assert result(story.with_agency("police", "2026-11-10", advice="Agree"), "MA-03") == "clear"
    assert result(story.with_agency("police", "2026-11-10", advice="  "), "MA-03") == "ask"
    assert result(story.with_agency("police", "2026-11-10"), "MA-03") == "unknown"
    assert result(story.with_agency("police", "2026-11-11", advice="Agree"), "MA-03") == "ask"
    assert result(story.with_agency("school", "2026-11-10", advice="Agree"), "MA-03") == "ask"


def test_an_invitation_that_says_they_came_counts():
    story = discussed(["social_care", "gp"])
    there = story.with_fact("Invitation", meeting="Meeting1", agency="police", attended="yes", recorded=TODAY)
    assert result(there, "MA-03") == "clear"


def test_who_was_there_is_not_recorded():
    assert result(discussed(None), "MA-03") == "unknown"


def test_a_later_discussion_with_all_three_makes_it_good():
    story = discussed(["social_care"], at="2026-11-02")
    both = story.with_fact(
        "Meeting", kind="strategy_discussion", at="2026-11-04", agencies_present=ALL, recorded="2026-11-04"
    )
    assert result(both, "MA-03") == "clear"
    before = discussed(["social_care"], at="2026-11-05").with_fact(
        "Meeting", kind="strategy_discussion", at="2026-11-04", agencies_present=ALL, recorded="2026-11-04"
    )
    assert result(before, "MA-03") == "ask"


def test_other_meetings_and_those_ahead():
    assert result(discussed([], kind="core_group"), "MA-03") == "n/a"
    assert result(discussed([], at="2026-11-25"), "MA-03") == "n/a"
    assert result(discussed([], kind=None), "MA-03") == "unknown"
    assert result(a_case(), "MA-03") == "n/a"


def test_uncertain_days():
    assert result(discussed(["police"], at=NOBODY_KNOWS), "MA-03") == "ask"
    story = discussed(["social_care", "gp"], at=between("2026-11-09", "2026-11-11"))
    assert result(story.with_agency("police", "2026-11-10", advice="Agree"), "MA-03") == "clear"


def test_level_and_coverage():
    assert result(discussed([], level="EH"), "MA-03") == "n/a"
    assert result(discussed([]).kept_here("Involvement"), "MA-03") == "unknown"
    assert result(discussed([]).kept_here("Involvement", "Meeting"), "MA-03") == "ask"


def test_a_call_to_nobody_knows_whom_may_be_the_missing_one():
    story = discussed(["social_care", "police"], at="2026-11-16")
    assert result(story.with_agency(None, "2026-11-16", advice="Agrees"), "MA-03") == "unknown"
    assert result(story.with_agency(None, "2026-11-16", advice=""), "MA-03") == "ask"
    assert result(story.with_agency(None, "2026-11-17", advice="Agrees"), "MA-03") == "ask"
