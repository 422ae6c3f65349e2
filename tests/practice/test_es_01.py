"""ES-01, past its stage: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result


def differed(since="2026-11-13", stage: str | None = "S1", outcome: str | None = "open", level="CP", **fields) -> Story:
    return a_case(level).with_fact(
        "Disagreement", stage=stage, stage_since=since, outcome=outcome,
        **{"raised_on": "2026-11-02", "recorded": "2026-11-02"} | fields,
    )  # fmt: skip


def test_two_working_days_between_practitioners_ask_the_day_after():
    assert result(differed("2026-11-16"), "ES-01") == "clear"
    outcome = differed("2026-11-13").ask("ES-01", TODAY)
    assert found(outcome) == ("ask", "soon", ("Disagreement1",))
    assert outcome.prompt == (
        "The disagreement of 2 November 2026 about Robin has been at its stage for longer than agreed. Would the next "
        "stage help?"
    )
    assert outcome.next_look == date(2026, 11, 19)


def test_today_on_reaching_twice_as_long():
    outcome = differed("2026-11-12").ask("ES-01", TODAY)
    assert found(outcome) == ("ask", "today", ("Disagreement1",))
    assert "twice as long" in (outcome.prompt or "")


@pytest.mark.parametrize(
    ("stage", "last_day", "asks", "before_twice", "twice"),
    [
        ("S2", "2026-11-13", "2026-11-12", "2026-11-11", "2026-11-10"),
        ("S3", "2026-11-11", "2026-11-10", "2026-11-05", "2026-11-04"),
        ("S4", "2026-11-04", "2026-11-03", "2026-10-22", "2026-10-21"),
    ],
)
def test_each_stage_has_its_days(stage, last_day, asks, before_twice, twice):
    assert result(differed(last_day, stage), "ES-01") == "clear"
    assert found(differed(asks, stage).ask("ES-01", TODAY))[:2] == ("ask", "soon")
    assert found(differed(before_twice, stage).ask("ES-01", TODAY))[:2] == ("ask", "soon")
    assert found(differed(twice, stage).ask("ES-01", TODAY))[:2] == ("ask", "today")


def test_resolved_is_nothing_to_look_at():
    assert result(differed(outcome="resolved"), "ES-01") == "n/a"
    assert result(differed(outcome=None), "ES-01") == "unknown"
    assert result(a_case(), "ES-01") == "n/a"


def test_at_a_stage_nobody_wrote_down():
    assert result(differed("2026-11-13", None), "ES-01") == "unknown"
    assert result(differed("2026-11-16", None), "ES-01") == "clear"
    assert found(differed("2026-11-03", None).ask("ES-01", TODAY))[:2] == ("ask", "soon")
    assert found(differed("2026-10-21", None).ask("ES-01", TODAY))[:2] == ("ask", "today")


def test_since_when_is_not_recorded():
    assert result(differed(None), "ES-01") == "unknown"
    assert result(differed(NOBODY_KNOWS), "ES-01") == "unknown"
    assert result(differed(between("2026-11-13", "2026-11-17")), "ES-01") == "ask"


def test_level_and_coverage():
    assert result(differed(level="EH"), "ES-01") == "n/a"
    assert result(differed().kept_here("Involvement"), "ES-01") == "unknown"
    assert result(differed().kept_here("Involvement", "Disagreement"), "ES-01") == "ask"


def test_two_disagreements_are_two():
    other = {"stage": "S1", "outcome": "open", "raised_on": "2026-11-04", "recorded": "2026-11-04"}
    outcome = differed().with_fact("Disagreement", stage_since="2026-11-13", **other).ask("ES-01", TODAY)
    assert outcome.prompt == (
        "The disagreements of 2 November and 4 November 2026 about Robin have been at their stage for longer than "
        "agreed. Would the next stage help?"
    )
