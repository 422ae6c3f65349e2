"""THR-03, stepping down on trust: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("THR-03", day, **params)


def stepped(before=3, after=2, on="2026-11-10") -> Story:
    return a_child().at_level("CIN").with_fact("ThresholdDecision", level_from=before, level_to=after, date=on)


def seen(story: Story, *days, danger="Danger1", kind="professional", **fields) -> Story:
    for day in days:
        story = story.with_fact("Evidence", danger=danger, date=day, source_kind=kind, recorded="2026-11-11", **fields)
    return story


def heard(story: Story, on="2026-11-12", **fields) -> Story:
    story = story.with_visit("2026-11-12")
    return story.with_fact("Voice", **{"person": "C1", "date": on, "mode": "said", "words": "It is calm now", **fields})


HELD = seen(heard(stepped()), "2026-08-01", "2026-10-24")


def test_lowered_with_no_evidence_that_held_asks():
    outcome = ask(heard(stepped()))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("ThresholdDecision1",)
    assert outcome.prompt == (
        "The level of help for Robin was lowered on 10 November 2026. Not on record: evidence of change that has held "
        "for 12 weeks. What shows this will last when fewer people are looking?"
    )


def test_evidence_held_for_84_days_and_the_childs_voice_clear_it():
    assert ask(HELD).result is Result.CLEAR
    assert ask(seen(heard(stepped()), "2026-08-01", "2026-10-23")).result is Result.ASK


def test_without_the_childs_voice_since_the_last_visit_it_asks():
    before = seen(heard(stepped(), on="2026-11-11"), "2026-08-01", "2026-10-24")
    outcome = ask(before)
    assert outcome.result is Result.ASK
    assert "the child's own words or what was observed since the last visit" in outcome.prompt
    assert ask(seen(stepped(), "2026-08-01", "2026-10-24")).result is Result.ASK


def test_raised_or_unchanged_is_nothing_to_look_at():
    assert ask(stepped(2, 3)).result is Result.NOT_APPLICABLE
    assert ask(stepped(3, 3)).result is Result.NOT_APPLICABLE
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    again = stepped().with_fact("ThresholdDecision", level_from=2, level_to=3, date="2026-11-12")
    assert ask(again).result is Result.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("CP", "CIN", Result.ASK),
        ("CIN", "EH", Result.ASK),
        ("Child protection", "child in need", Result.ASK),
        ("level 4", "Level 3", Result.ASK),
        ("targeted early help", "statutory", Result.NOT_APPLICABLE),
        ("looked after", "section 47", Result.NOT_APPLICABLE),
        ("S47", "CP", Result.NOT_APPLICABLE),
        ("CIN", "CP", Result.NOT_APPLICABLE),
        (None, 2, Result.UNKNOWN),
        ("green", "amber", Result.UNKNOWN),
    ],
)
def test_ladders_in_letters(before, after, expected):
    assert ask(stepped(before, after)).result is expected


def test_a_step_down_that_was_made_counts_and_one_proposed_does_not():
    made = a_child().at_level("CIN").with_decision("step_down", "2026-11-10")
    assert ask(made).result is Result.ASK
    proposed = a_child().at_level("CIN").with_decision("step_down", "2026-11-10", status="proposed")
    assert ask(proposed).result is Result.NOT_APPLICABLE


def test_somebodys_own_word_is_not_evidence_that_held():
    assert ask(seen(heard(stepped()), "2026-08-01", "2026-10-24", kind="own_word")).result is Result.ASK
    assert ask(seen(heard(stepped()), "2026-08-01", "2026-10-24", kind=None)).result is Result.UNKNOWN


def test_every_danger_needs_its_own_and_a_goal_may_ask_for_longer():
    two = HELD.with_fact("Danger", behaviour="Shouting", date="2026-05-01").with_fact(
        "Danger", behaviour="Left alone", date="2026-05-01"
    )
    assert ask(two).result is Result.ASK
    longer = HELD.with_fact("SafetyGoal", danger="Danger1", hold_for_days=120, date="2026-05-01")
    assert ask(longer).result is Result.ASK


def test_it_says_how_long_the_goal_wants_the_change_to_hold():
    longer = HELD.with_fact("SafetyGoal", danger="Danger1", hold_for_days=120, date="2026-05-01")
    assert "evidence of change that has held for 120 days." in ask(longer).prompt
    assert "evidence of change that has held for ten weeks." in ask(heard(stepped()), days=70).prompt


def test_evidence_that_names_no_danger_may_be_about_each():
    danger = {"behaviour": "Shouting", "date": "2026-05-01"}
    untied = seen(heard(stepped()), "2026-08-01", "2026-10-24", danger=None)
    assert ask(untied).result is Result.CLEAR
    assert ask(untied.with_fact("Danger", **danger)).result is Result.UNKNOWN
    assert ask(seen(untied, "2026-08-01", "2026-10-24").with_fact("Danger", **danger)).result is Result.CLEAR
    short = seen(heard(stepped()), "2026-08-01", "2026-10-23", danger=None).with_fact("Danger", **danger)
    assert ask(short).result is Result.ASK


def test_an_undated_or_empty_entry_of_voice_leaves_it_unknown():
    story = seen(stepped().with_visit("2026-11-12"), "2026-08-01", "2026-10-24")
    empty = story.with_fact("Voice", person="C1", date="2026-11-12", mode="said")
    assert ask(empty).result is Result.UNKNOWN
    spaces = story.with_fact("Voice", person="C1", date="2026-11-12", mode="said", words="  ")
    assert ask(spaces).result is Result.ASK


def test_one_step_down_on_a_day_nobody_knows_still_asks_and_one_of_several_is_open():
    assert ask(stepped(on={"precision": "unknown"})).result is Result.ASK
    two = stepped(on={"precision": "unknown"}).with_fact(
        "ThresholdDecision", level_from=2, level_to=3, date="2026-11-01", recorded="2026-11-02"
    )
    assert ask(two).result is Result.UNKNOWN


def test_a_goal_that_says_in_words_how_long_leaves_the_number():
    assert ask(HELD.with_fact("SafetyGoal", danger="Danger1", hold_for_days="ninety")).result is Result.CLEAR


def test_evidence_whose_day_nobody_knows_leaves_it_unknown():
    assert ask(seen(heard(stepped()), "2026-08-01", {"precision": "unknown"})).result is Result.UNKNOWN
    assert ask(seen(HELD, {"precision": "unknown"})).result is Result.CLEAR


def test_what_is_not_known_of_a_level_is_said():
    outcome = ask(stepped(None, 2))
    assert outcome.unknown_because == ("It is not recorded from which level to which the level of help went.",)


def test_a_goal_may_write_its_days_in_digits_and_a_slip_of_the_pen_leaves_the_number():
    assert ask(HELD.with_fact("SafetyGoal", danger="Danger1", hold_for_days="120")).result is Result.ASK
    assert ask(HELD.with_fact("SafetyGoal", danger="Danger1", hold_for_days=99_999)).result is Result.CLEAR
