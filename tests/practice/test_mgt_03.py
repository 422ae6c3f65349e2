"""MGT-03, a direction not followed up: little stories."""

from __future__ import annotations

from datetime import date

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, month, result


def directed(**direction) -> Story:
    usual = {"text": "See Robin at school", "due": "2026-11-17", "answered": None, "reason": None}
    return a_case().with_fact("Oversight", at="2026-11-02", kind="case_direction", directions=[{**usual, **direction}])


def test_a_direction_past_its_date_and_unanswered_asks():
    outcome = directed().ask("MGT-03", TODAY)
    assert found(outcome) == ("ask", "reflect", ("Oversight1",))
    assert outcome.prompt == (
        "A direction of 2 November 2026 had the date 17 November 2026, and no answer is recorded. Was it done, did it "
        "change, or did something get in the way?"
    )


def test_on_its_date_it_does_not():
    outcome = directed(due=TODAY).ask("MGT-03", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


def test_done_changed_or_a_reason_clears():
    assert result(directed(answered="done"), "MGT-03") == "clear"
    assert result(directed(answered="changed"), "MGT-03") == "clear"
    assert result(directed(reason="School was closed"), "MGT-03") == "clear"
    assert result(directed(answered="", reason="  "), "MGT-03") == "ask"


def test_a_direction_without_a_date_leaves_it_open():
    assert result(directed(due=None), "MGT-03") == "unknown"
    assert result(directed(due=None, answered="done"), "MGT-03") == "clear"


def test_a_date_somewhere_in_a_month_counts_from_its_first_day():
    assert result(directed(due=month("2026-11")), "MGT-03") == "ask"
    assert result(directed(due=month("2026-12")), "MGT-03") == "clear"


def test_several_directions_make_one_prompt():
    late = {"text": "Ring the GP", "due": "2026-10-01"}
    story = directed(answered="done").with_fact(
        "Oversight", at="2026-09-20", directions=[late, {**late, "due": "2026-10-09"}]
    )
    outcome = story.ask("MGT-03", TODAY)
    assert outcome.evidence == ("Oversight2",)
    assert "One more direction" in (outcome.prompt or "")


def test_no_directions_is_nothing_to_look_at():
    assert result(a_case(), "MGT-03") == "n/a"
    for nothing in (None, []):
        story = a_case().with_fact("Oversight", at="2026-11-02", directions=nothing)
        assert result(story, "MGT-03") == "n/a"


def test_level_and_coverage():
    early = a_case("EH").with_fact("Oversight", at="2026-11-02", directions=[{"text": "x", "due": "2026-11-03"}])
    assert result(early, "MGT-03") == "n/a"
    assert result(directed().kept_here("Involvement"), "MGT-03") == "unknown"
    assert result(directed().kept_here("Involvement", "Oversight"), "MGT-03") == "ask"


def test_more_directions_are_counted_in_the_prompt():
    late = {"text": "See Robin", "due": "2026-11-17"}
    both = a_case().with_fact("Oversight", at="2026-11-02", kind="case_direction", directions=[late, late])
    assert "One more direction has no answer either." in both.ask("MGT-03", TODAY).prompt
    three = a_case().with_fact("Oversight", at="2026-11-02", kind="case_direction", directions=[late, late, late])
    assert "Two more directions have no answer either." in three.ask("MGT-03", TODAY).prompt


def test_a_direction_of_a_day_nobody_knows_is_named_without_it():
    late = {"text": "See Robin", "due": "2026-11-17"}
    story = a_case().with_fact("Oversight", at=NOBODY_KNOWS, kind="case_direction", directions=[late])
    assert story.ask("MGT-03", TODAY).prompt.startswith("A direction had the date 17 November 2026")
