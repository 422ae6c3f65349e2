"""RP-06, the same danger does not move: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 90 days before is 20 August


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("RP-06", day, **params)


def scaled(*readings, story: Story | None = None, level: str | None = "CP", rater="worker", danger="Danger1") -> Story:
    story = story or a_child().at_level(level, since="2026-01-05")
    for on, value in readings:
        story = story.with_fact("ScaleReading", date=on, value=value, rater=rater, danger=danger, recorded="2026-10-01")
    return story


THREE = (("2026-07-03", 4), ("2026-08-20", 5), ("2026-10-01", 4))  # 3 July to 1 October are 90 days


@pytest.mark.parametrize("level", ["CP", "S47", "CLA"])
def test_three_readings_within_a_point_over_ninety_days_ask(level):
    outcome = ask(scaled(*THREE, level=level))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("ScaleReading1", "ScaleReading2", "ScaleReading3")
    assert outcome.prompt == (
        "The last 3 or more readings of one danger for Robin lie close together. What might move this on: a joint "
        "visit, a genogram, someone new?"
    )


def test_eighty_nine_days_two_readings_or_two_points_are_clear():
    assert ask(scaled(("2026-07-04", 4), *THREE[1:])).result is Result.CLEAR
    assert ask(scaled(THREE[0], THREE[2])).result is Result.CLEAR
    assert ask(scaled(THREE[0], ("2026-08-20", 6), THREE[2])).result is Result.CLEAR


def test_a_last_reading_of_some_day_in_a_month_could_be_ninety_days_on():
    november = {"precision": "month", "value": "2026-11"}
    story = scaled(("2026-08-20", 4), ("2026-10-01", 5), (november, 4))
    assert ask(story).result is Result.ASK
    story = scaled(("2026-08-21", 4), ("2026-10-01", 5), (november, 4))
    assert (ask(story).result, ask(story).next_look) == (Result.CLEAR, date(2026, 11, 19))
    assert ask(story, "2026-11-19").result is Result.ASK
    autumn = {"precision": "range", "earliest": "2026-09-20", "latest": "2026-11-01"}  # could be the last of them
    assert ask(scaled(("2026-08-03", 4), (autumn, 5), ("2026-10-01", 4))).result is Result.ASK
    assert ask(scaled(("2026-08-04", 4), (autumn, 5), ("2026-10-01", 4))).result is Result.CLEAR


def test_an_older_move_does_not_hide_that_it_stands_still_now():
    assert ask(scaled(("2026-02-01", 1), *THREE)).result is Result.ASK


def test_the_last_reading_is_not_older_than_ninety_days():
    old = (("2026-05-01", 4), ("2026-07-01", 4), ("2026-08-20", 4))
    assert ask(scaled(*old)).result is Result.ASK
    assert ask(scaled(*old), "2026-11-19").result is Result.CLEAR


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("Decision", {"what": "change_of_plan", "status": "made", "at": "2026-10-01"}),
        ("PlanVersion", {"date": "2026-10-10"}),
        ("Visit", {"at": "2026-10-10", "by": "Ms Vale and Mr Kerr (health visitor)"}),
        ("Visit", {"at": "2026-10-10", "by": ["Ms Vale", "Mr Kerr"]}),
        ("Reflection", {"date": "2026-10-10", "kind": "group_pod"}),
        ("Oversight", {"at": "2026-10-10", "kind": "group_reflection"}),
    ],
)
def test_something_new_since_the_last_reading_clears(kind, fields):
    assert ask(scaled(*THREE).with_fact(kind, **fields)).result is Result.CLEAR
    day = next(name for name in ("at", "date") if name in fields)
    before = {**fields, day: "2026-09-30"}
    assert ask(scaled(*THREE).with_fact(kind, **before)).result is Result.ASK


def test_a_visit_by_one_or_a_supervision_is_the_innocent_twin():
    story = scaled(*THREE).with_fact("Visit", at="2026-10-10", by="Ms Vale")
    assert ask(story.with_fact("Reflection", date="2026-10-10", kind="supervision")).result is Result.ASK
    assert ask(scaled(*THREE).with_fact("Reflection", date="2026-10-10", kind=None)).result is Result.UNKNOWN


def test_each_rater_is_looked_at_and_all_together():
    other = (("2026-07-03", 8), ("2026-10-02", 8))
    assert ask(scaled(*other, story=scaled(*THREE), rater="mum")).result is Result.ASK
    by_turns = scaled(THREE[1], story=scaled(THREE[0], THREE[2]), rater="mum")
    assert ask(by_turns).result is Result.ASK
    assert ask(scaled(THREE[1], story=scaled(THREE[0], THREE[2]), danger="Danger2")).result is Result.CLEAR


def test_boxes_nobody_filled_in():
    assert ask(scaled(THREE[0], ("2026-08-20", None), THREE[2])).result is Result.UNKNOWN
    assert ask(scaled(THREE[1], story=scaled(THREE[0], THREE[2]), danger=None)).result is Result.UNKNOWN
    assert ask(scaled(THREE[0], ("2026-08-20", 9), ("2026-10-01", None))).result is Result.CLEAR


def test_days_that_are_not_exact():
    july = {"value": "2026-07", "precision": "month"}
    assert ask(scaled((july, 4), *THREE[1:])).result is Result.ASK


def test_child_in_need_or_no_reading_is_nothing_to_look_at():
    assert ask(scaled(*THREE, level="CIN")).result is Result.NOT_APPLICABLE
    assert ask(scaled()).result is Result.NOT_APPLICABLE
    assert ask(scaled(*THREE).kept_here("Involvement")).result is Result.UNKNOWN
    moved = scaled(("2026-07-03", 1), ("2026-08-20", 5), ("2026-10-01", 9)).kept_here("Involvement", "Reflection")
    assert ask(moved.kept_here("ScaleReading", since="2026-05-22")).result is Result.CLEAR  # 180 days before
    assert ask(moved.kept_here("ScaleReading", since="2026-05-23")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(scaled(*THREE), days=120).result is Result.CLEAR
