"""EVD-02, opinion as fact: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def noted(kind: str | None = "fact", source: str | None = None, when="2026-11-10", **fields) -> Story:
    return a_case().with_fact("Event", when=when, kind=kind, source=source, **{"recorded": "2026-11-10"} | fields)


@pytest.mark.parametrize("source", [None, "", "  "])
def test_a_fact_without_a_source_asks(source):
    outcome = noted(source=source).ask("EVD-02", TODAY)
    assert found(outcome) == ("ask", "reflect", ("Event1",))
    assert outcome.prompt == (
        "The entry of 10 November 2026 is written as a fact and names no source. Who saw or said it, or is it "
        "somebody's view, to be marked as one?"
    )


def test_a_source_clears():
    assert result(noted(source="Nursery, by phone"), "EVD-02") == "clear"


@pytest.mark.parametrize("kind", ["reported", "opinion"])
def test_what_is_marked_as_a_view_or_as_reported_is_not_looked_at(kind):
    assert result(noted(kind), "EVD-02") == "n/a"


def test_an_entry_of_no_kind_may_be_a_fact():
    assert result(noted(None), "EVD-02") == "unknown"
    assert result(noted(None, source="Police").with_fact("Event", kind="fact", source="GP"), "EVD-02") == "clear"


def test_several_are_counted_and_the_first_named():
    story = noted(when="2026-10-01").with_fact("Event", when="2026-11-12", kind="fact", recorded="2026-11-12")
    outcome = story.ask("EVD-02", TODAY)
    assert outcome.evidence == ("Event1", "Event2")
    assert "1 October and 12 November 2026" in (outcome.prompt or "")


def test_what_is_still_ahead_has_not_happened():
    assert result(noted(when="2026-12-01"), "EVD-02") == "n/a"


def test_the_day_does_not_matter():
    assert result(noted(when=NOBODY_KNOWS), "EVD-02") == "ask"


def test_level_and_coverage():
    assert result(a_case("EH").with_fact("Event", kind="fact"), "EVD-02") == "n/a"
    assert result(noted().kept_here("Involvement"), "EVD-02") == "unknown"
    assert result(noted().kept_here("Involvement", "Event"), "EVD-02") == "ask"
