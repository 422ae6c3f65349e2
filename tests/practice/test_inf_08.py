"""INF-08, a relative or neighbour was worried: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

# Ten working days end on 18 November when they begin on 4 November.


def spoke(on="2026-11-03", role: str | None = "neighbour", topic: str | None = "worry", level="CIN", **fields) -> Story:
    return a_case(level).with_statement(
        on=on, said_by="Mrs Ash", role=role, topic=topic, **{"recorded": "2026-11-03"} | fields
    )


def test_ten_working_days_without_a_response_ask():
    outcome = spoke().ask("INF-08", TODAY)
    assert found(outcome) == ("ask", "soon", ("Statement1",))
    assert outcome.prompt == (
        "A neighbour spoke of a worry about Robin on 3 November 2026, and no answer to them is recorded. Were they "
        "heard, and who could get back to them, safely?"
    )


def test_the_last_day_does_not():
    outcome = spoke("2026-11-04").ask("INF-08", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


def test_a_relative_too_and_nobody_else():
    assert result(spoke(role="relative"), "INF-08") == "ask"
    for role in ("parent", "carer", "child", "practitioner", "agency_record"):
        assert result(spoke(role=role), "INF-08") == "n/a"


def test_another_matter_is_no_worry():
    assert result(spoke(topic="household"), "INF-08") == "n/a"


def test_a_response_clears():
    assert result(spoke(response_at="2026-11-16"), "INF-08") == "clear"
    assert result(spoke(response="Rang and thanked her"), "INF-08") == "clear"
    assert result(spoke(response="  "), "INF-08") == "ask"
    assert result(spoke(response_at="2026-11-25"), "INF-08") == "ask"


def test_who_or_what_is_not_recorded():
    assert result(spoke(role=None), "INF-08") == "unknown"
    assert result(spoke(topic=None), "INF-08") == "unknown"
    assert result(spoke(role=None, topic="household"), "INF-08") == "n/a"


def test_uncertain_days():
    assert result(spoke(between("2026-11-03", "2026-11-10")), "INF-08") == "ask"
    assert result(spoke(between("2026-11-04", "2026-11-10")), "INF-08") == "clear"
    assert result(spoke(NOBODY_KNOWS), "INF-08") == "ask"
    assert result(spoke(NOBODY_KNOWS, recorded="2026-11-04"), "INF-08") == "unknown"


@pytest.mark.parametrize(("level", "expected"), [("EH", "n/a"), ("CP", "ask"), ("S47", "ask"), ("CLA", "ask")])
def test_levels(level, expected):
    assert result(spoke(level=level), "INF-08") == expected


def test_coverage():
    assert result(spoke().kept_here("Involvement"), "INF-08") == "unknown"
    assert result(spoke().kept_here("Involvement", "Statement"), "INF-08") == "ask"
