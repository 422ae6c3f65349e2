"""CF-01, no genogram: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # twenty working days before is 21 October


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("CF-01", day, **params)


def at(since: object = "2026-10-20", level: str | None = "CIN", **fields) -> Story:
    return a_child(**fields).at_level(level, since=since)


def drawn(story: Story, generations: object = 3, **fields) -> Story:
    return story.with_fact("Genogram", **{"drawn_on": "2026-11-02", "generations": generations, **fields})


def test_open_for_more_than_twenty_working_days_asks():
    outcome = ask(at())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Involvement1",))
    assert outcome.prompt == (
        "After 20 working days there is no genogram of three generations for Robin. Could drawing the family with them "
        "help?"
    )
    before = ask(at("2026-10-21"))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_three_generations_clear_and_two_do_not():
    assert ask(drawn(at())).result is Result.CLEAR
    assert ask(drawn(at(), 4)).result is Result.CLEAR
    assert ask(drawn(at(), "3")).result is Result.CLEAR
    assert ask(drawn(at(), 2)).result is Result.ASK


def test_tried_and_not_known_is_the_innocent_twin():
    assert ask(drawn(at(), 1, tried_not_known="His mother was adopted")).result is Result.CLEAR
    assert ask(drawn(at(), None, tried_not_known="His mother was adopted")).result is Result.CLEAR
    assert ask(drawn(at(), 1, tried_not_known="  ")).result is Result.ASK


def test_how_many_generations_is_not_recorded():
    assert ask(drawn(at(), None)).result is Result.UNKNOWN
    assert ask(drawn(drawn(at(), None))).result is Result.CLEAR
    assert ask(drawn(at("2026-11-10"), None)).result is Result.CLEAR


def test_a_baby_has_the_time_from_birth():
    assert ask(at("2026-01-05", born="2026-11-01")).result is Result.CLEAR
    assert ask(at("2026-01-05", born=None, expected_dob="2026-12-20")).result is Result.ASK


def test_days_that_are_not_exact_and_one_still_ahead():
    assert ask(at({"value": "2026-10", "precision": "month"})).result is Result.ASK
    assert ask(a_child().at_level("CIN", since=None, recorded="2026-11-10")).result is Result.UNKNOWN
    assert ask(drawn(at(), drawn_on="2026-12-01", recorded="2026-11-01")).result is Result.ASK


def test_levels_and_what_is_kept_here():
    assert ask(at(level="EH")).result is Result.NOT_APPLICABLE
    assert ask(at(level=None)).result is Result.UNKNOWN
    assert ask(at().kept_here("Involvement")).result is Result.UNKNOWN
    assert ask(at().kept_here("Involvement").kept_here("Genogram", since="2026-11-01")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_numbers():
    assert ask(at(), working_days=30).result is Result.CLEAR
    assert ask(drawn(at(), 2), generations=2).result is Result.CLEAR
