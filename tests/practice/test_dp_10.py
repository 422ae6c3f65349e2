"""DP-10, whose plan is it: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("DP-10", day, **params)


def a_plan(adults: int = 0, children: int = 0, story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CIN")
    for subject in ("adult",) * adults + ("child",) * children:
        usual = {"subject": subject, "status": "open", "set_on": "2026-06-01"}
        story = story.with_fact("Outcome", **{**usual, **fields})
    return story


def test_four_in_five_for_adults_ask():
    outcome = ask(a_plan(adults=4, children=1))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("Outcome1", "Outcome2", "Outcome3", "Outcome4")
    assert outcome.prompt == (
        "Of 5 open outcomes in Robin's plan 4 are for adults. Reading the plan as Robin: what gets better for me, and "
        "by when?"
    )


def test_three_in_four_are_clear_and_a_single_one_for_an_adult_asks():
    assert ask(a_plan(adults=3, children=1)).result is Result.CLEAR
    assert ask(a_plan(adults=1)).result is Result.ASK
    assert ask(a_plan(children=1)).result is Result.CLEAR


def test_closed_outcomes_are_not_counted():
    story = a_plan(adults=3, children=1)
    assert ask(a_plan(adults=5, story=story, status="closed")).result is Result.CLEAR
    assert ask(a_plan(children=5, story=a_plan(adults=1), status="closed")).result is Result.ASK
    assert ask(a_plan(adults=3, status="closed")).result is Result.NOT_APPLICABLE


def test_for_whom_one_is_is_not_recorded():
    assert ask(a_plan(adults=1, children=0, story=a_plan(adults=2, children=1), subject=None)).result is Result.CLEAR
    assert ask(a_plan(adults=1, story=a_plan(adults=3, children=1), subject=None)).result is Result.UNKNOWN
    assert ask(a_plan(adults=1, story=a_plan(adults=4), subject=None)).result is Result.ASK
    assert ask(a_plan(adults=1, story=a_plan(adults=3), subject="")).result is Result.UNKNOWN


def test_whether_one_is_open_is_not_recorded():
    assert ask(a_plan(adults=2, status=None)).result is Result.UNKNOWN
    assert ask(a_plan(adults=1, story=a_plan(adults=3, children=1), status=None)).result is Result.UNKNOWN
    assert ask(a_plan(adults=1, story=a_plan(adults=1), status=None)).result is Result.ASK
    assert ask(a_plan(children=1, story=a_plan(children=1), status=None)).result is Result.CLEAR


def test_an_outcome_not_set_yet_and_one_set_on_a_day_nobody_knows():
    ahead = a_plan(children=1, story=a_plan(adults=1), set_on="2026-12-01", recorded="2026-11-01")
    assert ask(ahead).result is Result.ASK
    assert ask(ahead, "2026-12-01").result is Result.CLEAR
    assert ask(a_plan(children=1, story=a_plan(adults=1), set_on=None)).result is Result.CLEAR


def test_no_outcomes_no_open_case_or_not_kept_here():
    assert ask(a_plan()).result is Result.NOT_APPLICABLE
    assert ask(a_plan(adults=1, story=a_child().at_level("EH"))).result is Result.NOT_APPLICABLE
    assert ask(a_plan(adults=1).kept_here("Involvement")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(a_plan(adults=4, children=1), adult_percent=90).result is Result.CLEAR


def test_it_counts_only_what_is_surely_open():
    story = a_plan(adults=1, story=a_plan(adults=4, children=1), status=None)
    outcome = ask(story)
    assert outcome.evidence == ("Outcome1", "Outcome2", "Outcome3", "Outcome4")
    assert "Of 5 open outcomes in Robin's plan 4 are for adults." in outcome.prompt
    unsure = ask(a_plan(adults=1, story=a_plan(adults=3, children=1), status=None))
    assert (unsure.result, unsure.evidence) == (Result.UNKNOWN, ("Outcome5",))
