""" "None in n days": from the last one, or, where there never was one, from the latest start."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import CATALOGUE, Fact
from sightline.domain.checks.look import Look
from sightline.domain.checks.maybe import NO, YES, Maybe, open_
from tests.builders import a_child

TODAY = date(2026, 11, 18)
UNTOLD = open_("Nobody wrote it down.")


def look() -> Look:
    return Look(CATALOGUE["DVA-01"], a_child().at_level("CP").on(TODAY.isoformat()), {})


def one(day: str) -> Fact:
    return Fact("Reflection", "Reflection1", {"date": day, "recorded_at": day})


@pytest.mark.parametrize(("start", "answer"), [(date(2026, 10, 20), True), (date(2026, 10, 21), False)])
def test_never_runs_from_the_latest_start(start, answer):
    assert look().quiet([], [date(2026, 1, 1), start], days=28).answer is answer


def test_one_from_before_the_start_that_is_long_ago_is_the_clock():
    assert look().quiet([one("2026-10-01")], [date(2026, 11, 15)], days=28).is_yes
    assert look().quiet([one("2026-10-21")], [date(2026, 11, 15)], days=28).is_no


@pytest.mark.parametrize(("counts", "answer"), [(YES, True), (NO, False), (UNTOLD, None)])
def test_one_that_may_count_leaves_open_whether_there_ever_was_one(counts: Maybe, answer):
    assert look().quiet([(one("2026-10-01"), counts)], [date(2026, 11, 15)], days=28).answer is answer


@pytest.mark.parametrize("counts", [YES, NO, UNTOLD])
def test_with_no_clock_run_out_it_does_not_matter_whether_one_counts(counts: Maybe):
    assert look().quiet([(one("2026-11-16"), counts)], [date(2026, 11, 15)], days=28).is_no
    long_ago = [(one("2026-10-01"), counts)]
    assert look().quiet(long_ago, [date(2026, 10, 2)], days=28).is_yes
