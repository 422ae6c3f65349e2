"""ES-02, meanwhile: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result


def differed(on="2026-11-16", safety: str | None = None, outcome: str | None = "open", level="CP", **fields) -> Story:
    return a_case(level).with_fact(
        "Disagreement", raised_on=on, interim_safety=safety, outcome=outcome, **{"recorded": "2026-11-16"} | fields
    )


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_one_working_day_with_nothing_said_asks_today(empty):
    outcome = differed(safety=empty).ask("ES-02", TODAY)
    assert found(outcome) == ("ask", "today", ("Disagreement1",))
    assert outcome.prompt == (
        "We have differed about Robin since 16 November 2026, and what keeps Robin safe meanwhile is not recorded. "
        "What is it, and who sees to it today?"
    )


def test_the_last_day_does_not():
    outcome = differed("2026-11-17").ask("ES-02", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


def test_a_weekend_is_no_working_day():
    assert result(differed("2026-11-13", recorded="2026-11-13"), "ES-02", "2026-11-16") == "clear"
    assert result(differed("2026-11-13", recorded="2026-11-13"), "ES-02", "2026-11-17") == "ask"


def test_what_keeps_the_child_safe_clears():
    assert result(differed(safety="Gran stays over"), "ES-02") == "clear"


def test_only_while_it_is_open():
    assert result(differed(outcome="resolved"), "ES-02") == "n/a"
    assert result(differed(outcome=None), "ES-02") == "unknown"
    assert result(a_case(), "ES-02") == "n/a"


def test_uncertain_days():
    assert result(differed(NOBODY_KNOWS), "ES-02") == "ask"
    assert result(differed(NOBODY_KNOWS, recorded="2026-11-17"), "ES-02") == "unknown"
    assert result(differed(between("2026-11-16", "2026-11-18")), "ES-02") == "ask"


def test_level_and_coverage():
    assert result(differed(level="EH"), "ES-02") == "n/a"
    assert result(differed().kept_here("Involvement"), "ES-02") == "unknown"
    assert result(differed().kept_here("Involvement", "Disagreement"), "ES-02") == "ask"
