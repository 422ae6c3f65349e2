"""DP-02, a history is on record and nobody has weighed it: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # twenty working days before is 21 October


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("DP-02", day, **params)


def history(on="2026-10-20", story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CIN")
    return story.with_fact("HistoryItem", **{"person": "MUM", "at": on, "topic": "looked_after", **fields})


def test_twenty_working_days_without_what_it_means_ask():
    outcome = ask(history())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.REFLECT, ("HistoryItem1",))
    assert outcome.prompt == (
        "A carer's history is on record, and not what it means for Robin now. It may be a strength or a wish for "
        "support: what do you make of it?"
    )


def test_the_last_day_of_the_limit_does_not_ask():
    outcome = ask(history("2026-10-21"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_filled_clears_and_empty_asks_however_it_is_empty():
    assert ask(history(so_what="She knows what help feels like")).result is Result.CLEAR
    for nothing in (None, "", "   "):
        assert ask(history(so_what=nothing)).result is Result.ASK


def test_having_asked_and_found_nothing_is_the_innocent_twin():
    for answer in ("asked_none", "asked_declined"):
        assert ask(history(answer=answer, topic=None)).result is Result.NOT_APPLICABLE


def test_one_of_several_is_enough():
    assert ask(history(story=history(so_what="Weighed"))).evidence == ("HistoryItem2",)


def test_days_that_are_not_exact():
    assert ask(history({"value": "2026-10", "precision": "month"}, recorded="2026-11-01")).result is Result.ASK
    assert ask(history({"precision": "unknown"}, recorded="2026-11-10")).result is Result.UNKNOWN
    assert ask(history({"precision": "unknown"}, recorded="2026-11-10", so_what="Weighed")).result is Result.CLEAR
    assert ask(history(None, recorded="2026-10-01")).result is Result.ASK


def test_none_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(history(story=a_child())).result is Result.NOT_APPLICABLE
    assert ask(history().kept_here("Involvement")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(history(), working_days=30).result is Result.CLEAR
