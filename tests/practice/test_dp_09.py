"""DP-09, what a child carries may have changed: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("DP-09", day)


def assessed(on="2026-06-01", story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CIN")
    usual = {"child": "C1", "offered": "yes", "at": on, "done_on": on, "recorded": "2026-06-01"}
    return story.with_fact("YCAssessment", **{**usual, **fields})


def event(story: Story, topic: str | None = "admission", on="2026-09-01") -> Story:
    return story.with_fact("Event", when=on, topic=topic, recorded="2026-09-05")


def tasks(story: Story, on, *what, **fields) -> Story:
    return story.with_fact("CaringRole", **{"child": "C1", "answer": "yes", "at": on, "tasks": list(what), **fields})


@pytest.mark.parametrize("topic", ["new_diagnosis", "admission", "carer_leaves"])
def test_a_change_after_the_assessment_asks(topic):
    outcome = ask(event(assessed(), topic))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Event1", "YCAssessment1")
    assert outcome.prompt == (
        "Things have changed since Robin's own assessment as a young carer was done or offered. Is it worth looking "
        "again at what Robin carries?"
    )


def test_a_change_before_it_or_on_its_day_does_not():
    assert ask(event(assessed(), on="2026-05-31")).result is Result.CLEAR
    assert ask(event(assessed(), on="2026-06-01")).result is Result.CLEAR
    assert ask(event(assessed(), on="2026-06-02")).result is Result.ASK


def test_looking_again_on_or_after_the_change_clears():
    assert ask(event(assessed(reviewed_on="2026-09-01"))).result is Result.CLEAR
    assert ask(event(assessed(reviewed_on="2026-08-31"))).result is Result.ASK
    assert ask(event(assessed(reviewed_on="2026-12-01"))).result is Result.ASK
    assert ask(event(assessed("2026-10-01", story=assessed()))).result is Result.CLEAR


def test_another_event_is_the_innocent_twin():
    assert ask(event(assessed(), "move")).result is Result.CLEAR
    assert ask(event(assessed(), None)).result is Result.UNKNOWN


def test_tasks_that_were_not_there_before():
    before = tasks(assessed(), "2026-05-01", "Shopping", "Cooking")
    assert ask(tasks(before, "2026-09-01", "cooking")).result is Result.CLEAR
    outcome = ask(tasks(before, "2026-09-01", "Cooking", "Her tablets"))
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("CaringRole2", "YCAssessment1"))
    assert ask(tasks(assessed(), "2026-09-01", "Her tablets")).result is Result.ASK
    untold = tasks(assessed(), "2026-05-01", tasks=None)
    assert ask(tasks(untold, "2026-09-01", "Her tablets")).result is Result.UNKNOWN


def test_boxes_nobody_filled_in():
    assert ask(event(assessed(offered=None, done_on=None))).result is Result.UNKNOWN
    assert ask(event(assessed(offered="no", done_on=None))).result is Result.NOT_APPLICABLE
    assert ask(event(assessed(child=None))).result is Result.UNKNOWN
    assert ask(event(assessed(child="SIB"))).result is Result.NOT_APPLICABLE


def test_an_offer_that_was_declined_has_its_day():
    assert ask(event(assessed(done_on=None, declined_by="Robin"))).result is Result.ASK


def test_days_that_are_not_exact():
    assert ask(event(assessed(), on={"value": "2026-06", "precision": "month"})).result is Result.ASK
    assert ask(event(assessed(), on={"precision": "unknown"})).result is Result.UNKNOWN


def test_none_or_not_kept_here():
    assert ask(event(a_child().at_level("CIN"))).result is Result.NOT_APPLICABLE
    assert ask(event(assessed()).kept_here("Involvement", "Event")).result is Result.UNKNOWN


def test_changes_that_would_not_be_here():
    kept = assessed().kept_here("Involvement", "YCAssessment", "Event")
    assert ask(kept).result is Result.UNKNOWN
    assert ask(kept.kept_here("CaringRole", since="2026-06-02")).result is Result.UNKNOWN
    assert ask(kept.kept_here("CaringRole", since="2026-06-01")).result is Result.CLEAR
    assert ask(event(kept)).result is Result.ASK
    assert ask(assessed().kept_here("Involvement", "YCAssessment", "CaringRole")).result is Result.UNKNOWN
