"""Rows of one kind: how they part into what has happened and what lies ahead, and that they are let go of."""

from __future__ import annotations

import gc
from datetime import date

import pytest

from sightline.domain.checks.fact import Fact
from sightline.domain.checks.rows import NONE, Rows

BEFORE, ON, AFTER = date(2026, 11, 1), date(2026, 11, 18), date(2026, 12, 20)


def visits(*days: date) -> Rows:
    return Rows(Fact("Visit", f"V{number}", {"at": day}) for number, day in enumerate(days))


def test_a_split_is_the_same_however_often_and_on_whichever_day_it_is_asked():
    rows = visits(BEFORE, ON, AFTER)
    for _ in range(2):
        assert rows.split(ON) == (rows[:2], AFTER, rows[2:])
        assert rows.split(BEFORE) == (rows[:1], ON, rows[1:])
        assert rows.split(AFTER) == (rows, None, NONE)
        assert rows.split(AFTER)[0] is rows
    ahead = visits(AFTER)
    assert ahead.split(ON) == ahead.split(ON) == (NONE, AFTER, ahead)


@pytest.mark.parametrize("days", [(BEFORE, ON), (BEFORE, AFTER)])
def test_rows_that_were_split_are_let_go_of_without_a_search_for_cycles(days):
    def alive() -> int:
        return sum(issubclass(type(thing), Rows) for thing in gc.get_objects())  # asking a lazy thing makes it

    gc.collect()
    was_on = gc.isenabled()
    gc.disable()
    try:
        before = alive()
        rows = visits(*days)
        rows.split(ON)
        rows.split(ON)
        del rows
        assert alive() == before
    finally:
        if was_on:
            gc.enable()
