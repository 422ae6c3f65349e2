"""Dates, times and counts as people write them here."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime

import pytest

from sightline.kit import words


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(words).failed == 0


def test_a_day() -> None:
    assert words.day(date(2026, 5, 3)) == "3 May 2026"


def test_a_moment_is_told_in_london_time() -> None:
    assert words.moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026 at 00:30"
    assert words.day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"
    assert words.clock(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == "23:30"


def test_an_unknown_day_is_said_to_be_unknown() -> None:
    assert words.day(None) == "date not known"
    assert words.moment(None) == "time not known"


def test_an_uncertain_date_says_itself() -> None:
    class About:
        def __str__(self) -> str:
            return "about March 2026"

    assert words.day(About()) == "about March 2026"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        words.moment(datetime(2026, 7, 1, 12, 0))


def test_text_is_no_date() -> None:
    with pytest.raises(TypeError):
        words.day("2026-05-03")


@pytest.mark.parametrize(("number", "said"), [(0, "no children"), (1, "1 child"), (3320, "3,320 children")])
def test_counts(number: int, said: str) -> None:
    assert words.count(number, "child", "children") == said


@pytest.mark.parametrize(("names", "said"), [([], ""), (["Ann"], "Ann"), (["Ann", "Ben"], "Ann and Ben")])
def test_lists(names: list[str], said: str) -> None:
    assert words.listed(names) == said
