"""SS-06, the child's own map: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 60 days before is 19 September


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("SS-06", day, **params)


def at(since="2026-01-05", level="CP", **fields) -> Story:
    return a_child(**fields).at_level(level, since=since)


def voice(story: Story, on="2026-09-19", mode: str | None = "three_houses", **fields) -> Story:
    return story.with_fact("Voice", **{"person": "C1", "date": on, "mode": mode, **fields})


@pytest.mark.parametrize("mode", ["three_houses", "observed"])
def test_sixty_days_are_the_limit(mode):
    assert ask(voice(at(), mode=mode)).result is Result.CLEAR
    outcome = ask(voice(at(), "2026-09-18", mode=mode))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Voice1",))
    assert outcome.prompt == (
        "In 60 days neither Three Houses nor an observation of Robin is on record. The last was on 18 September 2026. "
        "What would Robin put in each house?"
    )


def test_words_alone_are_the_innocent_twin_and_words_with_an_observation_count():
    assert ask(voice(at(), "2026-11-10", "said", words="I like Gran's")).result is Result.ASK
    assert ask(voice(at(), "2026-11-10", "said", observation="He hid behind her")).result is Result.CLEAR


def test_never_runs_from_the_level_or_birth():
    assert ask(at("2026-09-19")).result is Result.CLEAR
    outcome = ask(at("2026-09-18"))
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("Involvement1",))
    assert ask(at(born="2026-10-01")).result is Result.CLEAR


def test_an_unborn_child_has_no_map():
    outcome = ask(at(born=None, expected_dob="2026-12-20"))
    assert (outcome.result, outcome.next_look) == (Result.NOT_APPLICABLE, date(2026, 12, 21))


def test_boxes_nobody_filled_in():
    assert ask(voice(at(), "2026-11-10", None)).result is Result.UNKNOWN
    assert ask(voice(at(), "2026-11-10", person=None)).result is Result.UNKNOWN
    assert ask(voice(at(), "2026-11-10", person="SIB")).result is Result.ASK
    assert ask(voice(voice(at(), "2026-11-10", None), "2026-11-11")).result is Result.CLEAR


def test_days_that_are_not_exact():
    assert ask(voice(at(), {"value": "2026-09", "precision": "month"})).result is Result.ASK
    assert ask(voice(at(), {"precision": "unknown"}, recorded="2026-11-01")).result is Result.UNKNOWN


def test_levels_and_what_is_kept_here():
    assert ask(at(level="EH")).result is Result.NOT_APPLICABLE
    assert ask(at().kept_here("Involvement")).result is Result.UNKNOWN
    assert ask(at().kept_here("Involvement").kept_here("Voice", since="2026-11-01")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(voice(at(), "2026-09-18"), days=90).result is Result.CLEAR


def test_never_runs_from_an_open_plan_that_began_later():
    story = at().with_fact("Plan", kind="CP", starts="2026-09-19")
    assert (ask(story).result, ask(story, "2026-11-19").result) == (Result.CLEAR, Result.ASK)


def test_on_the_expected_day_the_child_is_not_born_and_after_it_nobody_can_say():
    assert ask(at(born=None, expected_dob=TODAY)).result is Result.NOT_APPLICABLE
    assert ask(at(born=None, expected_dob="2026-11-17")).result is Result.UNKNOWN
    assert ask(at(born=None, expected_dob={"precision": "unknown"})).result is Result.NOT_APPLICABLE
