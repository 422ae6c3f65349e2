"""CSE-02, a return interview that was not offered in time: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("CSE-02", day, **params)


def episode(back="2026-11-14T10:00", **fields) -> Story:
    story = a_child(born="2011-03-01")
    return story.with_fact("MissingEpisode", **{"type": "M", "starts": "2026-11-13", "to": back, **fields})


def test_past_72_hours_with_nothing_offered_it_asks():
    outcome = ask(episode())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("MissingEpisode1",)
    assert outcome.prompt.startswith("Robin came back on 14 November 2026, and no offer of a return interview")


def test_hours_run_through_the_weekend():
    assert ask(episode("2026-11-13T18:00"), "2026-11-15").result is Result.CLEAR
    assert ask(episode("2026-11-13T18:00"), "2026-11-16").result is Result.ASK
    assert ask(episode("2026-11-13T18:00"), "2026-11-15").next_look == date(2026, 11, 16)


def test_a_return_without_a_time_counts_from_the_start_of_its_day():
    assert ask(episode("2026-11-15")).result is Result.ASK
    assert ask(episode("2026-11-16")).result is Result.CLEAR


@pytest.mark.parametrize("offer", ["Y", "NA", "yes", True, "n/a"])
def test_offered_or_not_applicable_is_clear(offer):
    assert ask(episode(return_interview_offered=offer)).result is Result.CLEAR


def test_offered_and_refused_or_offered_late_is_clear():
    refused = episode(return_interview_offered="Y", return_interview_accepted="N")
    assert ask(refused).result is Result.CLEAR
    late = episode(return_interview_offered="Y", return_interview_offered_at="2026-11-18")
    assert ask(late).result is Result.CLEAR
    assert ask(late, "2026-11-17").result is Result.ASK


def test_not_offered_asks_and_one_held_is_clear():
    assert ask(episode(return_interview_offered="N")).result is Result.ASK
    assert ask(episode(interview_at="2026-11-16")).result is Result.CLEAR


def test_still_missing_is_nothing_to_look_at_yet():
    assert ask(episode(None)).result is Result.NOT_APPLICABLE
    assert ask(a_child()).result is Result.NOT_APPLICABLE


def test_away_without_authorisation_is_the_same():
    assert ask(episode(type="A")).result is Result.ASK


def test_a_return_nobody_can_date_is_unknown():
    assert ask(episode({"precision": "unknown"})).result is Result.UNKNOWN
    assert ask(episode({"precision": "unknown"}, return_interview_offered="Y")).result is Result.CLEAR


def test_each_episode_is_looked_at_by_itself():
    offered = {"type": "M", "starts": "2026-11-01", "to": "2026-11-02T10:00", "return_interview_offered": "Y"}
    outcome = ask(episode().with_fact("MissingEpisode", **offered))
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("MissingEpisode1",))
    still_away = {"type": "M", "starts": "2026-11-17"}
    assert ask(episode(return_interview_offered="Y").with_fact("MissingEpisode", **still_away)).result is Result.CLEAR


def test_a_return_known_only_to_be_by_a_day_asks_once_its_last_moment_is_72_hours_ago():
    by = {"precision": "range", "latest": "2026-11-15"}
    assert ask(episode(by, starts="2026-11-13")).result is Result.ASK
    assert ask(episode(by, starts="2026-11-13"), "2026-11-17").result is Result.UNKNOWN
