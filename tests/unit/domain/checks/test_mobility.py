"""Whether a child could move about on a day: the rules of section 6, in their order."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import CATALOGUE
from sightline.domain.checks.library.mobility import independently_mobile
from sightline.domain.checks.look import Look
from sightline.domain.dates import UncertainDate
from tests.builders import Story, a_child

DAY = date(2026, 11, 18)


def mobile(story: Story, day: UncertainDate | None = None, rolling: bool = False) -> bool | None:
    look = Look(CATALOGUE["BRU-01"], story.on("2026-11-18"), {})
    return independently_mobile(look, day or UncertainDate.exact(DAY), rolling_counts=rolling).answer


def able(story: Story, what, on="2026-11-01", **fields) -> Story:
    return story.with_fact("Milestone", person="C1", milestone=what, observed_on=on, **fields)


def test_under_six_months_by_age_is_no_whatever_was_seen():
    assert mobile(able(a_child(born="2026-05-19"), "walks")) is False
    assert mobile(able(a_child(born="2026-05-18"), "walks")) is True


def test_under_six_months_by_corrected_age_is_no_too():
    assert mobile(able(a_child(born="2026-05-01", gestation_weeks=34), "crawls")) is False
    assert mobile(able(a_child(born="2026-05-01", gestation_weeks=38), "crawls")) is True  # corrected 15 May


@pytest.mark.parametrize("what", ["crawls", "bottom_shuffles", "pulls_to_stand", "cruises", "walks"])
def test_the_milestones_that_count(what):
    assert mobile(able(a_child(born="2026-03-01"), what)) is True


def test_sitting_does_not_count_and_rolling_only_where_it_is_said_to():
    assert mobile(able(a_child(born="2026-03-01"), "sits")) is False
    assert mobile(able(a_child(born="2026-03-01"), "rolls")) is False
    assert mobile(able(a_child(born="2026-03-01"), "rolls"), rolling=True) is True


def test_the_latest_by_then_decides():
    story = able(able(a_child(born="2026-03-01"), "sits", on="2026-10-01"), "crawls", on="2026-11-10")
    assert mobile(story) is True
    assert mobile(story, UncertainDate.exact(date(2026, 11, 9))) is False
    assert mobile(able(story, "crawls", on="2026-11-15", regression="yes")) is False


def test_between_six_and_eighteen_months_without_any_nobody_knows():
    assert mobile(a_child(born="2026-05-18")) is None
    assert mobile(a_child(born="2025-05-19")) is None
    assert mobile(a_child(born="2025-05-18")) is True
    assert mobile(a_child(born=None)) is None


def test_over_eighteen_months_a_delay_or_disability_goes_by_milestones():
    for fields in ({"disability": ["MOB"]}, {"delay": "yes"}):
        assert mobile(a_child(born="2020-01-01", **fields)) is None
        assert mobile(able(a_child(born="2020-01-01", **fields), "walks")) is True
        assert mobile(able(a_child(born="2020-01-01", **fields), "sits")) is False
    assert mobile(a_child(born="2020-01-01", disability=["LD"], delay="no")) is True


def test_over_eighteen_months_a_cast_counts():
    assert mobile(able(a_child(born="2024-01-01"), "walks", regression="yes")) is False


def test_an_uncertain_day_or_birth_is_read_towards_looking():
    week = UncertainDate.between(date(2026, 11, 10), date(2026, 11, 20))
    assert mobile(able(a_child(born="2026-03-01"), "crawls", on="2026-11-12"), week) is not True
    assert mobile(able(a_child(born={"value": "2026-05", "precision": "month"}), "crawls")) is False
    assert mobile(able(a_child(born="2026-03-01"), "crawls"), UncertainDate.unknown()) is not True


def test_what_was_lost_stays_lost_until_the_child_is_seen_moving_again():
    lost = able(a_child(born="2024-01-01"), "walks", on="2026-10-01", regression="yes")
    assert mobile(able(lost, "sits", on="2026-10-20")) is False
    assert mobile(able(lost, "cruises", on="2026-10-20")) is True
    assert mobile(able(able(lost, "cruises", on="2026-10-20"), "sits", on="2026-10-21")) is True  # over eighteen months


def test_a_loss_need_not_say_which_milestone_it_was():
    walking = able(a_child(born="2025-03-01"), "walks", on="2026-10-01")
    assert mobile(walking) is True
    assert mobile(able(walking, None, on="2026-11-01", regression="yes")) is False
    assert mobile(able(walking, None, on="2026-11-01")) is True
