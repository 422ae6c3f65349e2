"""RP-03, a note of unease waits: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # ten working days before is 4 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("RP-03", day, **params)


def uneasy(on="2026-11-03", story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CIN")
    return story.with_fact("Unease", **{"at": on, "status": "open", "noticed": "He went quiet", **fields})


def test_open_for_more_than_ten_working_days_with_no_link_asks():
    outcome = ask(uneasy())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Unease1",))
    assert outcome.prompt == (
        "On 3 November 2026 you noted something about Robin that did not feel right. What would test it, and who "
        "could think it through with you?"
    )


def test_the_last_day_of_the_limit_does_not_ask():
    outcome = ask(uneasy("2026-11-04"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_a_link_from_either_side_clears_it():
    assert ask(uneasy(linked="Reflection1")).result is Result.CLEAR
    assert ask(uneasy(linked="VOI-02")).result is Result.CLEAR
    story = uneasy().with_fact("Reflection", date="2026-11-10", linked_to=["Unease1"])
    assert ask(story).result is Result.CLEAR
    assert ask(uneasy().with_fact("Reflection", date="2026-11-10", linked_to=["Unease2"])).result is Result.ASK


def test_an_empty_link_asks_however_it_is_empty():
    for nothing in (None, "", "  ", []):
        assert ask(uneasy(linked=nothing)).result is Result.ASK


def test_a_closed_note_is_the_innocent_twin():
    assert ask(uneasy(status="closed")).result is Result.NOT_APPLICABLE
    assert ask(uneasy("2026-10-01", story=uneasy("2026-11-16"), status="closed")).result is Result.CLEAR


def test_whether_it_is_open_is_not_recorded():
    assert ask(uneasy(status=None)).result is Result.UNKNOWN
    assert ask(uneasy("2026-11-16", status=None)).result is Result.UNKNOWN
    assert ask(uneasy(status=None, story=uneasy())).result is Result.ASK


def test_days_that_are_not_exact():
    week = {"precision": "range", "earliest": "2026-11-02", "latest": "2026-11-08"}
    outcome = ask(uneasy(week))
    assert outcome.result is Result.ASK
    assert "(approx.)" in outcome.prompt
    assert ask(uneasy({"precision": "unknown"}, recorded="2026-11-10")).result is Result.UNKNOWN
    assert ask(uneasy({"precision": "unknown"}, recorded="2026-11-03")).result is Result.ASK


def test_none_noted_or_not_open():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(uneasy(story=a_child())).result is Result.NOT_APPLICABLE
    assert ask(uneasy().kept_here("Involvement")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(uneasy(), working_days=15).result is Result.CLEAR
