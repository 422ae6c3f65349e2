"""CSE-03, missing again and again and not talked through: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # ninety days before is 20 August


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("CSE-03", day, **params)


def missing(*days) -> Story:
    story = a_child(born="2011-03-01")
    for day in days:
        story = story.with_fact("MissingEpisode", type="M", starts=day, recorded="2026-11-17")
    return story


def met(story: Story, on="2026-11-17", kind="team_meeting", **fields) -> Story:
    return story.with_fact("Meeting", kind=kind, at=on, **fields)


THREE = missing("2026-09-01", "2026-10-01", "2026-11-16")


def test_three_episodes_in_ninety_days_ask():
    outcome = ask(THREE)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("MissingEpisode1", "MissingEpisode2", "MissingEpisode3")
    assert outcome.prompt.startswith("Robin has been missing three times since 1 September 2026.")


def test_both_end_days_are_in_the_window():
    assert ask(missing("2026-08-20", "2026-10-01", "2026-11-16")).result is Result.ASK
    assert ask(missing("2026-08-19", "2026-10-01", "2026-11-16")).result is Result.CLEAR


def test_two_are_clear_and_none_is_nothing_to_look_at():
    assert ask(missing("2026-10-01", "2026-11-16")).result is Result.CLEAR
    assert ask(missing()).result is Result.NOT_APPLICABLE


@pytest.mark.parametrize(
    "fields",
    [
        {"multi_agency": "yes"},
        {"kind": "strategy_discussion"},
        {"agencies_present": ["social_care", "police"]},
    ],
)
def test_a_multi_agency_discussion_on_or_after_the_latest_clears_it(fields):
    assert ask(met(THREE, **fields)).result is Result.CLEAR
    assert ask(met(THREE, on="2026-11-16", **fields)).result is Result.CLEAR
    assert ask(met(THREE, on="2026-11-15", **fields)).result is Result.ASK


def test_one_agency_alone_or_one_arranged_does_not():
    assert ask(met(THREE, multi_agency="no")).result is Result.ASK
    assert ask(met(THREE, on="2026-11-20", recorded="2026-11-17", multi_agency="yes")).result is Result.ASK


def test_a_meeting_nobody_said_who_was_at_is_unknown():
    assert ask(met(THREE)).result is Result.UNKNOWN
    assert ask(met(THREE, agencies_present=["social_care"])).result is Result.UNKNOWN


def test_an_episode_that_could_lie_in_the_window_counts():
    assert ask(missing({"value": "2026-08", "precision": "month"}, "2026-10-01", "2026-11-16")).result is Result.ASK
    assert ask(missing({"precision": "unknown"}, "2026-10-01", "2026-11-16")).result is Result.UNKNOWN


def test_one_discussion_is_enough_whatever_else_met():
    among_ourselves = met(THREE, on="2026-11-17")
    assert ask(met(among_ourselves, on="2026-11-18", multi_agency="yes")).result is Result.CLEAR


def test_an_episode_that_nobody_dated_cannot_make_one_into_three():
    assert ask(missing("2026-10-01", {"precision": "unknown"})).result is Result.CLEAR
    assert ask(missing("2026-10-01", "2026-11-16", {"precision": "unknown"})).result is Result.UNKNOWN
