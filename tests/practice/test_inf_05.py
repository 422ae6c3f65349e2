"""INF-05, shared or not shared and no reason: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def decided(decision: str | None, reason: str | None = None, on="2026-11-10", level: str = "CIN") -> Story:
    return a_case(level).with_fact("InfoShareDecision", decision=decision, reason=reason, at=on, recorded="2026-11-10")


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_not_shared_without_a_reason_asks_soon(empty):
    outcome = decided("not_shared", empty).ask("INF-05", TODAY)
    assert found(outcome) == ("ask", "soon", ("InfoShareDecision1",))
    assert outcome.prompt == (
        "On 10 November 2026 it was decided not to share something about Robin, and no reason is recorded. What "
        "weighed for sharing and what against, and could a line about it be added?"
    )


def test_shared_without_a_reason_is_to_reflect_on():
    outcome = decided("shared").ask("INF-05", TODAY)
    assert found(outcome) == ("ask", "reflect", ("InfoShareDecision1",))
    assert "was shared on 10 November 2026" in (outcome.prompt or "")


def test_neither_box_filled_asks_soon():
    outcome = decided(None).ask("INF-05", TODAY)
    assert found(outcome) == ("ask", "soon", ("InfoShareDecision1",))
    assert "neither what was decided nor why" in (outcome.prompt or "")


@pytest.mark.parametrize("decision", ["shared", "not_shared", None])
def test_a_reason_is_enough(decision):
    assert result(decided(decision, "The father would have read it"), "INF-05") == "clear"


def test_the_graver_one_sets_the_tone():
    story = decided("shared").with_fact("InfoShareDecision", decision="not_shared", at="2026-11-12")
    outcome = story.ask("INF-05", TODAY)
    assert found(outcome) == ("ask", "soon", ("InfoShareDecision1", "InfoShareDecision2"))
    assert "On 12 November 2026" in (outcome.prompt or "")


def test_the_day_does_not_matter_and_one_ahead_is_not_made():
    assert result(decided("not_shared", on=NOBODY_KNOWS), "INF-05") == "ask"
    assert result(decided("not_shared", on="2026-12-01"), "INF-05") == "n/a"


def test_level_and_coverage():
    assert result(decided("not_shared", level="EH"), "INF-05") == "n/a"
    assert result(a_case(), "INF-05") == "n/a"
    assert result(decided("not_shared").kept_here("Involvement"), "INF-05") == "unknown"
    assert result(decided("not_shared").kept_here("Involvement", "InfoShareDecision"), "INF-05") == "ask"
