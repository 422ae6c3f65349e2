"""MGT-01, the manager's thinking is not on record: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result


def allocated(on: str | None, since="2026-11-02", level: str | None = "CIN") -> Story:
    from tests.builders import a_child

    return a_child().at_level(level, since=since, allocated_at=on)


def thought(story: Story, on, reasoning: str | None = "Wondered with Ana why the mornings go wrong", **fields) -> Story:
    return story.with_fact("Oversight", at=on, kind="supervision", reasoning=reasoning, **fields)


def test_none_in_twenty_working_days_asks():
    outcome = thought(a_case(), "2026-10-20").ask("MGT-01", TODAY)
    assert found(outcome) == ("ask", "soon", ("Oversight1",))
    assert outcome.prompt == (
        "The last management reflection on record was on 20 October 2026. Is there something you would like a second "
        "view on?"
    )


def test_the_last_day_of_the_twenty_does_not():
    outcome = thought(a_case(), "2026-10-21").ask("MGT-01", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


def test_the_first_is_asked_about_five_working_days_after_allocation():
    assert result(allocated("2026-11-11"), "MGT-01") == "clear"
    outcome = allocated("2026-11-10").ask("MGT-01", TODAY)
    assert found(outcome) == ("ask", "soon", ("Involvement1",))
    assert "No management reflection is on record yet" in (outcome.prompt or "")


def test_five_days_hold_only_while_there_is_none_at_all():
    assert result(thought(allocated("2026-11-03"), "2026-11-04"), "MGT-01") == "clear"


def test_never_any_and_not_allocated():
    assert result(allocated(None), "MGT-01") == "unknown"
    assert result(allocated(None, since="2026-10-20"), "MGT-01") == "ask"
    assert result(allocated("2026-12-01", since="2026-11-02"), "MGT-01") == "clear"  # arranged, not yet


def test_an_entry_without_reasoning_is_a_signature():
    assert result(thought(a_case(), "2026-11-10", ""), "MGT-01") == "ask"
    assert result(thought(a_case(), "2026-11-10", "   "), "MGT-01") == "ask"
    assert result(thought(a_case(), "2026-11-10", None), "MGT-01") == "unknown"
    assert result(thought(thought(a_case(), "2026-11-10", None), "2026-11-12"), "MGT-01") == "clear"


def test_an_entry_of_no_known_day_leaves_it_open():
    assert result(thought(a_case(), NOBODY_KNOWS, recorded="2026-11-10"), "MGT-01") == "unknown"
    assert result(thought(a_case(), NOBODY_KNOWS, recorded="2026-10-01"), "MGT-01") == "ask"


def test_an_uncertain_day_counts_from_its_first():
    assert result(thought(a_case(), between("2026-10-20", "2026-10-30")), "MGT-01") == "ask"
    assert result(thought(a_case(), between("2026-10-21", "2026-10-30")), "MGT-01") == "clear"


@pytest.mark.parametrize(("level", "expected"), [("EH", "n/a"), ("CP", "ask"), ("S47", "ask"), ("CLA", "ask")])
def test_open_statutory_work(level, expected):
    assert result(a_case(level), "MGT-01") == expected


def test_oversight_not_kept_here():
    story = thought(a_case(), "2026-11-10").kept_here("Involvement")
    assert result(story, "MGT-01") == "unknown"
    assert result(story.kept_here("Oversight", since="2026-11-01"), "MGT-01") == "clear"
    assert result(a_case().kept_here("Involvement").kept_here("Oversight", since="2026-11-01"), "MGT-01") == "unknown"


def test_what_is_the_same_with_or_without_reasoning_is_not_left_open():
    late = thought(allocated("2026-11-10", since="2026-11-10"), "2026-09-23", reasoning=None)
    assert found(late.ask("MGT-01", TODAY)) == ("ask", "soon", ("Involvement1",))
    assert result(thought(allocated("2026-11-11"), "2026-11-16", reasoning=None), "MGT-01") == "clear"
    assert result(thought(allocated("2026-11-10"), "2026-11-16", reasoning=None), "MGT-01") == "unknown"
