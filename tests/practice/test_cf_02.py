"""CF-02, the picture may be out of date: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 90 days before is 20 August, 180 is 22 May


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("CF-02", day, **params)


def drawn(on: object = "2026-10-01", level: str | None = "CIN", **fields) -> Story:
    usual = {"drawn_on": on, "generations": 3, "recorded": "2026-05-01"}
    return a_child().at_level(level).with_fact("Genogram", **{**usual, **fields})


@pytest.mark.parametrize(("level", "last_day"), [("CIN", "2026-05-22"), ("CP", "2026-08-20"), ("CLA", "2026-08-20")])
def test_each_level_has_its_limit(level, last_day):
    assert ask(drawn(last_day, level)).result is Result.CLEAR
    assert ask(drawn(last_day, level)).next_look == date(2026, 11, 19)
    day_before = date.fromordinal(date.fromisoformat(last_day).toordinal() - 1)
    outcome = ask(drawn(day_before.isoformat(), level))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.REFLECT, ("Genogram1",))
    assert outcome.prompt.endswith("Is the picture of Robin's family still right?")


def test_a_review_starts_the_time_again():
    assert ask(drawn("2026-01-05", reviewed_on="2026-05-22")).result is Result.CLEAR
    assert ask(drawn("2026-01-05", reviewed_on="2026-12-22")).result is Result.ASK


def test_somebody_moving_in_or_out_since_asks():
    moved = drawn().living_with("GRAN", starts="2026-10-02")
    outcome = ask(moved)
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("HouseholdMembership1", "Genogram1"))
    assert outcome.prompt == (
        "The genogram was last drawn or reviewed on 1 October 2026, and the record shows a change in the family since. "
        "Is the picture of Robin's family still right?"
    )
    assert ask(drawn().living_with("GRAN", starts="2026-10-01")).result is Result.CLEAR
    assert ask(drawn().living_with("GRAN", starts="2025-10-01", to="2026-11-01")).result is Result.ASK
    assert ask(drawn().living_with("GRAN", starts="2025-10-01", to="2026-12-01")).result is Result.CLEAR
    assert ask(drawn(reviewed_on="2026-10-02").living_with("GRAN", starts="2026-10-02")).result is Result.CLEAR


def test_a_birth_a_death_or_a_parting_since_asks():
    assert ask(drawn().with_person("BABY", "Kit", dob="2026-11-01")).result is Result.ASK
    assert ask(drawn().with_person("GRAN", "Gran", dob="1950-11-01", date_of_death="2026-11-01")).result is Result.ASK
    for topic in ("separation", "carer_leaves", "return_home"):
        assert ask(drawn().with_fact("Event", when="2026-11-01", topic=topic)).result is Result.ASK


def test_another_event_is_the_innocent_twin():
    assert ask(drawn().with_fact("Event", when="2026-11-01", topic="domestic_abuse")).result is Result.CLEAR
    assert ask(drawn().with_fact("Event", when="2026-11-01", topic=None)).result is Result.UNKNOWN
    assert ask(drawn().with_fact("Event", when="2026-09-01", topic=None)).result is Result.CLEAR


def test_days_that_are_not_exact():
    assert ask(drawn({"value": "2026-05", "precision": "month"})).result is Result.ASK
    assert ask(drawn({"precision": "unknown"}, recorded="2026-11-01")).result is Result.UNKNOWN
    assert ask(drawn().living_with("GRAN", starts={"value": "2026-10", "precision": "month"})).result is Result.ASK


def test_no_genogram_is_asked_about_elsewhere():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(drawn(level="EH")).result is Result.NOT_APPLICABLE
    assert ask(drawn().kept_here("Involvement")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(drawn("2026-05-21"), cin_days=200).result is Result.CLEAR


def test_somebody_who_moved_in_today_is_a_change_of_today():
    assert ask(drawn().living_with("GRAN", starts=TODAY)).result is Result.ASK


def test_somebody_who_will_move_out_is_still_where_the_picture_shows_them():
    leaving = drawn().living_with("GRAN", starts="2026-05-01", to="2026-11-25")
    assert ask(leaving).result is Result.CLEAR
    assert ask(leaving).next_look == date(2026, 11, 25)
    assert ask(leaving, "2026-11-25").result is Result.ASK


def test_a_change_open_at_its_late_end_is_looked_at_again_tomorrow():
    gone = {"precision": "range", "earliest": "2026-08-01"}
    left = drawn(TODAY).living_with("GRAN", starts="2026-05-01", to=gone, recorded="2026-08-02")
    assert ask(left).result is Result.CLEAR
    assert ask(left).next_look == date(2026, 11, 19)


def test_changes_that_would_not_be_here():
    kept = drawn().kept_here("Involvement", "Genogram", "Event")
    assert ask(kept).result is Result.UNKNOWN
    assert ask(kept.kept_here("HouseholdMembership", since="2026-10-02")).result is Result.UNKNOWN
    assert ask(kept.kept_here("HouseholdMembership", since="2026-10-01")).result is Result.CLEAR
    assert ask(drawn().kept_here("Involvement", "Genogram", "HouseholdMembership")).result is Result.UNKNOWN
    assert ask(drawn("2026-01-05").kept_here("Involvement", "Genogram")).result is Result.ASK


def test_it_speaks_of_the_genogram_that_was_looked_at_last():
    story = drawn("2026-01-05", "CP", reviewed_on="2026-08-19").with_fact("Genogram", drawn_on="2026-02-01")
    outcome = ask(story)
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("Genogram1",))
    assert "19 August 2026" in outcome.prompt


def test_a_birth_that_is_ahead_has_not_come():
    story = drawn().with_person("BABY", "Kit", dob="2026-11-25")
    assert (ask(story).result, ask(story).next_look) == (Result.CLEAR, date(2026, 11, 25))


def test_a_genogram_nobody_dated_was_drawn_no_later_than_it_was_written():
    undated = drawn({"precision": "unknown"}, recorded="2026-11-01")
    assert ask(undated.living_with("GRAN", starts="2026-11-02")).result is Result.ASK
    assert ask(undated.living_with("GRAN", starts="2026-11-01")).result is Result.UNKNOWN
