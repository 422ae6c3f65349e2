"""DVA-01, repeat incidents of domestic abuse with nothing decided since: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("DVA-01", day, **params)


def incidents(*days, level: str = "CIN") -> Story:
    story = a_child().at_level(level)
    for day in days:
        story = story.with_fact("Event", when=day, topic="domestic_abuse", what="Police called", recorded="2026-11-10")
    return story


THREE = incidents("2026-02-01", "2026-06-01", "2026-11-01")


def test_three_incidents_in_twelve_months_with_nothing_decided_ask():
    outcome = ask(THREE)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Event1", "Event2", "Event3")
    assert outcome.prompt == (
        "Three incidents of domestic abuse are on record: 1 February, 1 June and 1 November 2026. Looked at together, "
        "what would a DASH or MARAC referral add, and who knows what it is like for the adults, and for Robin?"
    )
    assert outcome.next_look == date(2027, 2, 2)


def test_two_incidents_are_clear_and_none_is_nothing_to_look_at():
    assert ask(incidents("2026-02-01", "2026-06-01")).result is Result.CLEAR
    assert ask(incidents()).result is Result.NOT_APPLICABLE
    assert ask(incidents("2025-01-01", "2025-02-01", "2025-03-01")).result is Result.NOT_APPLICABLE


def test_both_end_days_of_the_window_are_in_it():
    story = incidents("2025-11-18", "2026-06-01", "2026-11-01")
    assert ask(story).result is Result.ASK
    assert ask(story, "2026-11-19").result is Result.CLEAR


@pytest.mark.parametrize("what", ["marac_referral", "dash"])
def test_a_decision_on_or_after_the_latest_clears_it(what):
    assert ask(THREE.with_decision(what, "2026-11-01")).result is Result.CLEAR
    assert ask(THREE.with_decision(what, "2026-10-31")).result is Result.ASK
    assert ask(THREE.with_decision(what, "2026-11-02", status="proposed")).result is Result.ASK
    assert ask(THREE.with_decision(what, "2026-11-02", recorded="2026-11-25"), "2026-11-24").result is Result.ASK


def test_another_decision_clears_it_only_when_it_names_the_latest():
    assert ask(THREE.with_decision("closure", "2026-11-02")).result is Result.ASK
    assert ask(THREE.with_decision("closure", "2026-11-02", names=["Event2"])).result is Result.ASK
    reasons = {"reasons": "Looked at with the police: two were one argument", "names": ["Event3"]}
    assert ask(THREE.with_decision("closure", "2026-11-02", **reasons)).result is Result.CLEAR


def test_a_reason_saved_empty_is_none_and_one_never_filled_in_is_unknown():
    assert ask(THREE.with_decision("closure", "2026-11-02", names=["Event3"], reasons=" ")).result is Result.ASK
    assert ask(THREE.with_decision("closure", "2026-11-02", names=["Event3"])).result is Result.UNKNOWN
    # A referral is an answer whatever was written about it.
    assert ask(THREE.with_decision("dash", "2026-11-02", reasons=" ")).result is Result.CLEAR


def test_other_events_are_the_innocent_twin():
    story = incidents("2026-06-01", "2026-11-01")
    assert ask(story.with_fact("Event", when="2026-10-01", topic="move")).result is Result.CLEAR


def test_an_event_nobody_said_the_topic_of_may_be_the_third():
    story = incidents("2026-06-01", "2026-11-01").with_fact("Event", when="2026-10-01", topic=None)
    outcome = ask(story)
    assert outcome.result is Result.UNKNOWN
    assert outcome.unknown_because == ("It is not recorded what one of the events was about.",)


def test_a_month_that_could_lie_in_the_window_counts_and_is_marked():
    outcome = ask(incidents({"value": "2025-11", "precision": "month"}, "2026-06-01", "2026-11-01"))
    assert outcome.result is Result.ASK
    assert "November 2025 (approx.)" in outcome.prompt
    assert ask(incidents({"precision": "unknown"}, "2026-06-01", "2026-11-01")).result is Result.UNKNOWN


def test_at_early_help_it_is_not_asked():
    assert ask(incidents("2026-02-01", "2026-06-01", "2026-11-01", level="EH")).result is Result.NOT_APPLICABLE


def test_events_not_kept_here_long_enough_leave_it_unknown():
    story = incidents("2026-06-01", "2026-11-01").kept_here("Involvement", "Decision", "Person")
    assert ask(story.kept_here("Event", since="2026-03-01")).result is Result.UNKNOWN
    assert ask(story.kept_here("Event", since="2025-11-18")).result is Result.CLEAR
    assert ask(story).note == "not kept here"


def test_a_later_event_that_may_be_one_leaves_open_whether_a_decision_names_the_latest():
    named = {"at": TODAY, "what": "pattern_review", "status": "made", "reasons": "One argument", "recorded": TODAY}
    untold = THREE.with_fact("Event", when="2026-11-05", what="A call", recorded="2026-11-10")
    outcome = ask(untold.with_fact("Decision", names=["Event3"], **named))
    assert (outcome.result, outcome.unknown_because) == (
        Result.UNKNOWN, ("It is not recorded what one of the events was about.",)
    )  # fmt: skip
    assert ask(untold.with_fact("Decision", names=["Event3", "Event4"], **named)).result is Result.CLEAR
    assert ask(untold.with_fact("Decision", names=["Event1"], **named)).result is Result.ASK
