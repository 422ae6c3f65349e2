"""SS-05, different people give a danger very different numbers: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("SS-05", day, **params)


def scaled(on, value, rater: str | None, story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CP")
    usual = {"date": on, "value": value, "rater": rater, "danger": "Danger1", "recorded": "2026-11-10"}
    return story.with_fact("ScaleReading", **{**usual, **fields})


def two(on="2026-11-10", value: object = 7, rater: str | None = "mum", **fields) -> Story:
    return scaled(on, value, rater, story=scaled("2026-11-01", 4, "Ms Vale"), **fields)


def test_three_points_apart_ask():
    outcome = ask(two())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("ScaleReading1", "ScaleReading2")
    assert outcome.prompt == (
        "Two people gave 4 and 7 for the same danger to Robin (1 November and 10 November 2026). Each may know "
        "something: where does each number come from?"
    )
    assert ask(two(value=1)).result is Result.ASK


def test_two_points_apart_are_clear():
    assert ask(two(value=6)).result is Result.CLEAR


def test_fourteen_days_are_within_and_fifteen_are_not():
    assert ask(two("2026-11-15")).result is Result.ASK
    assert ask(two("2026-11-16")).result is Result.CLEAR


def test_talked_through_on_or_after_the_later_reading_clears_and_the_gap_may_stay():
    assert ask(two(talked_through_on="2026-11-10")).result is Result.CLEAR
    assert ask(two(talked_through_on="2026-11-09")).result is Result.ASK
    assert ask(two(talked_through_on="2026-11-20")).result is Result.ASK
    first = scaled("2026-11-01", 4, "Ms Vale", talked_through_on="2026-11-12")
    assert ask(scaled("2026-11-10", 7, "mum", story=first)).result is Result.CLEAR


def test_coming_closer_later_clears():
    story = scaled("2026-11-16", 5, "mum", story=scaled("2026-11-15", 4, "Ms Vale", story=two()))
    assert ask(story).result is Result.CLEAR
    assert ask(scaled("2026-11-16", 5, "dad", story=two())).result is Result.ASK


def test_the_same_person_or_another_danger_is_the_innocent_twin():
    assert ask(two(rater="Ms Vale")).result is Result.CLEAR
    assert ask(two(rater="ms vale ")).result is Result.CLEAR
    assert ask(two(danger="Danger2")).result is Result.CLEAR


def test_boxes_nobody_filled_in():
    assert ask(two(rater=None)).result is Result.UNKNOWN
    assert ask(two(value=None)).result is Result.UNKNOWN
    assert ask(two(danger=None)).result is Result.UNKNOWN
    assert ask(two(rater=None, value=5)).result is Result.CLEAR
    assert ask(scaled("2026-11-12", None, "dad", story=two())).result is Result.ASK


def test_days_that_are_not_exact():
    month = {"value": "2026-11", "precision": "month"}
    assert ask(two(month)).result is Result.ASK
    assert ask(two({"precision": "unknown"})).result is Result.UNKNOWN


def test_nothing_to_compare_or_not_kept_here():
    assert ask(a_child().at_level("CP")).result is Result.NOT_APPLICABLE
    assert ask(scaled("2026-11-01", 4, "mum")).result is Result.NOT_APPLICABLE
    assert ask(two().kept_here("Involvement")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(two(), points=4).result is Result.CLEAR
    assert ask(two("2026-11-16"), days=20).result is Result.ASK


def test_readings_of_no_danger_may_be_of_one():
    assert ask(two(danger=None)).result is Result.UNKNOWN
    first = scaled("2026-11-01", 4, "Ms Vale", danger=None)
    assert ask(scaled("2026-11-10", 7, "mum", story=first, danger=None)).result is Result.UNKNOWN
    assert ask(scaled("2026-11-10", 6, "mum", story=first, danger=None)).result is Result.CLEAR


def test_a_reading_nobody_dated_was_no_later_than_it_was_written():
    undated = {"on": {"precision": "unknown"}, "value": 4, "rater": "Ms Vale"}
    assert ask(scaled("2026-11-10", 7, "mum", story=scaled(**undated, recorded="2026-10-26"))).result is Result.CLEAR
    assert ask(scaled("2026-11-10", 7, "mum", story=scaled(**undated, recorded="2026-10-27"))).result is Result.UNKNOWN
