"""ES-04, no answer back: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def resolved(
    changed: str | None = "The plan stays",
    told: str | None = "yes",
    outcome: str | None = "resolved",
    level="CP",
    **fields,
) -> Story:
    usual = {"raised_on": "2026-11-02", "recorded": "2026-11-02"}
    return a_case(level).with_fact(
        "Disagreement", what_changed=changed, fed_back=told, outcome=outcome, **{**usual, **fields}
    )


def test_what_changed_and_fed_back_are_clear():
    assert result(resolved(), "ES-04") == "clear"
    assert result(resolved(told="Rang Ms Vale on 9 November"), "ES-04") == "clear"


@pytest.mark.parametrize("field", ["changed", "told"])
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_one_of_them_empty_asks_at_once(field, empty):
    outcome = resolved(**{field: empty}).ask("ES-04", TODAY)
    assert found(outcome) == ("ask", "soon", ("Disagreement1",))
    assert outcome.prompt == (
        "The disagreement of 2 November 2026 about Robin is resolved, and what came of it is not all recorded. What "
        "changed, and does the person who raised it know?"
    )


def test_not_fed_back_is_not():
    assert result(resolved(told="no"), "ES-04") == "ask"


def test_open_ones_are_not_looked_at():
    assert result(resolved(changed=None, outcome="open"), "ES-04") == "n/a"
    assert result(a_case(), "ES-04") == "n/a"


def test_whether_it_is_resolved_is_not_recorded():
    assert result(resolved(changed=None, outcome=None), "ES-04") == "unknown"


def test_the_day_does_not_matter():
    assert result(resolved(changed=None, raised_on=NOBODY_KNOWS), "ES-04") == "ask"


def test_level_and_coverage():
    assert result(resolved(changed=None, level="EH"), "ES-04") == "n/a"
    assert result(resolved(changed=None).kept_here("Involvement"), "ES-04") == "unknown"
    assert result(resolved(changed=None).kept_here("Involvement", "Disagreement"), "ES-04") == "ask"
