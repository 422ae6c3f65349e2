"""BRU-02, nobody has written down lately what a child can do: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # eight weeks before is 23 September


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("BRU-02", day, **params)


def a_baby(born="2026-01-01", disability=(), **fields) -> Story:
    return a_child(born=born, disability=None if disability is None else list(disability), **fields)


def able(story: Story, on, what="sits", person="C1", **fields) -> Story:
    return story.with_fact("Milestone", person=person, milestone=what, observed_on=on, observer="HV", **fields)


def test_no_milestone_at_all_asks_soon():
    outcome = ask(a_baby())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.prompt == "No milestone is recorded. What can Robin do now?"
    assert outcome.evidence == ("C1",)


def test_eight_weeks_after_the_last_it_asks_and_names_the_day():
    outcome = ask(able(a_baby(), "2026-09-22"))
    assert outcome.result is Result.ASK
    assert outcome.prompt == "The last recorded milestone was 22 September 2026. What can Robin do now?"
    assert ask(able(able(a_baby(), "2026-08-01"), "2026-09-22")).evidence == ("Milestone2",)
    assert ask(able(a_baby(), "2026-09-23")).result is Result.CLEAR


def test_any_milestone_counts():
    assert ask(able(a_baby(), "2026-11-01", what="rolls")).result is Result.CLEAR


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2026-05-18", Result.ASK),
        ("2026-05-19", Result.NOT_APPLICABLE),
        ("2025-05-19", Result.ASK),
        ("2025-05-18", Result.NOT_APPLICABLE),
    ],
)
def test_from_six_months_to_the_day_before_eighteen(born, expected):
    assert ask(a_baby(born=born)).result is expected


def test_a_disability_of_movement_asks_at_any_age():
    assert ask(a_baby(born="2014-01-01", disability=["MOB"])).result is Result.ASK
    assert ask(a_baby(born="2014-01-01", disability=["LD"])).result is Result.NOT_APPLICABLE
    assert ask(a_baby(born="2014-01-01", disability=None)).result is Result.UNKNOWN


def test_a_date_of_birth_that_is_not_known_asks():
    assert ask(a_baby(born=None)).result is Result.ASK
    assert ask(a_baby(born={"precision": "unknown"})).result is Result.ASK
    assert ask(able(a_baby(born=None), "2026-11-01")).result is Result.CLEAR


def test_not_before_birth():
    assert ask(a_baby(born=None, expected_dob="2027-01-01")).result is Result.NOT_APPLICABLE


def test_with_an_injury_on_file_it_is_for_today():
    story = a_baby().with_fact("Injury", person="C1", type="bruise", seen_at="2026-03-01", recorded=DAY)
    outcome = ask(story)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    birthmark = a_baby().with_fact("Injury", person="C1", documented_birthmark="yes", seen_at=DAY, recorded=DAY)
    assert ask(birthmark).severity is Severity.SOON


def test_on_an_open_case_the_clock_starts_when_the_level_began():
    assert ask(a_baby().at_level("CIN", since="2026-09-23")).result is Result.CLEAR
    assert ask(a_baby().at_level("CIN", since="2026-09-22")).result is Result.ASK


def test_once_recorded_its_own_clock_runs_whenever_the_case_began():
    assert ask(able(a_baby().at_level("CIN", since="2026-11-01"), "2026-08-01")).result is Result.ASK
    assert ask(a_baby().at_level("CIN", since="2026-11-01")).result is Result.CLEAR


def test_a_milestone_whose_child_or_day_is_not_recorded_is_unknown():
    assert ask(able(a_baby(), "2026-11-01", person=None)).result is Result.UNKNOWN
    assert ask(able(a_baby(), {"precision": "unknown"}, recorded="2026-11-01")).result is Result.UNKNOWN
    assert ask(able(a_baby(), "2026-11-01", person="SIB")).result is Result.ASK


def test_a_month_runs_from_its_first_day():
    september = {"value": "2026-09", "precision": "month"}
    assert ask(able(a_baby(), september, recorded="2026-10-01")).result is Result.ASK
    assert ask(able(a_baby(), {"value": "2026-10", "precision": "month"}, recorded="2026-11-01")).result is Result.CLEAR


def test_where_milestones_are_not_kept_it_is_unknown():
    assert ask(a_baby().kept_here("Person", "Involvement")).result is Result.UNKNOWN
    assert ask(a_baby().kept_here("Person", "Involvement").kept_here("Milestone", since="2026-11-01")).result is (
        Result.UNKNOWN
    )
