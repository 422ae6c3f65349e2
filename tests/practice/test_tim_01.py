"""TIM-01, written late: a count for MEASURE, never a prompt, never by name. Little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, month, result


def written(kind: str, recorded: str, /, **fields) -> Story:
    return a_case().with_fact(kind, recorded=recorded, **fields)


def test_a_visit_written_up_after_two_working_days_is_counted():
    outcome = written("Visit", "2026-11-12", at="2026-11-09").ask("TIM-01", TODAY)
    assert found(outcome) == ("ask", None, ("Visit1",))
    assert result(written("Visit", "2026-11-11", at="2026-11-09"), "TIM-01") == "clear"


def test_a_weekend_is_no_working_day():
    assert result(written("Visit", "2026-11-17", at="2026-11-13"), "TIM-01") == "clear"
    assert result(written("Visit", "2026-11-17", at="2026-11-14"), "TIM-01") == "clear"
    assert result(written("Visit", "2026-11-18", at="2026-11-14"), "TIM-01") == "ask"


@pytest.mark.parametrize("kind", ["Contact", "AgencyContact", "Meeting"])
def test_five_for_the_rest(kind):
    assert result(written(kind, "2026-11-13", at="2026-11-06"), "TIM-01") == "clear"
    assert found(written(kind, "2026-11-16", at="2026-11-06").ask("TIM-01", TODAY)) == ("ask", None, (f"{kind}1",))


def event(recorded: str, significance: str | None = "other", kind: str | None = "fact", when="2026-11-09") -> Story:
    return written("Event", recorded, when=when, kind=kind, significance=significance)


def test_one_for_what_is_critical():
    assert result(event("2026-11-10", "critical"), "TIM-01") == "clear"
    assert result(event("2026-11-11", "critical"), "TIM-01") == "ask"
    assert result(event("2026-11-11"), "TIM-01") == "clear"


def test_how_critical_matters_only_between_the_two_limits():
    assert result(event("2026-11-10", None), "TIM-01") == "clear"
    assert result(event("2026-11-11", None), "TIM-01") == "unknown"
    assert result(event("2026-11-17", None), "TIM-01") == "ask"


def test_reported_history_and_views_are_out():
    assert result(event("2026-11-18", kind="reported"), "TIM-01") == "n/a"
    assert result(event("2026-11-18", kind="opinion"), "TIM-01") == "n/a"
    assert result(event("2026-11-18", kind=None), "TIM-01") == "unknown"


def test_uncertain_days_are_out():
    assert result(event("2026-11-18", when=month("2026-10")), "TIM-01") == "n/a"
    assert result(event("2026-11-18", when=NOBODY_KNOWS), "TIM-01") == "n/a"
    assert result(written("Visit", "2026-11-18"), "TIM-01") == "n/a"


def test_what_was_arranged_beforehand_is_not_late():
    assert result(written("Meeting", "2026-11-02", at="2026-11-10"), "TIM-01") == "clear"
    assert result(written("Meeting", "2026-11-02", at="2026-12-10"), "TIM-01") == "n/a"


def test_early_help_is_not_counted():
    assert result(a_case("EH").with_fact("Visit", at="2026-11-02", recorded="2026-11-18"), "TIM-01") == "n/a"


def test_kinds_not_kept_here():
    story = written("Visit", "2026-11-12", at="2026-11-09")
    assert result(story.kept_here("Involvement", "Contact", "AgencyContact", "Meeting", "Event"), "TIM-01") == "unknown"
    kinds = ("Involvement", "Visit", "Contact", "AgencyContact", "Meeting", "Event")
    assert result(story.kept_here(*kinds), "TIM-01") == "ask"
