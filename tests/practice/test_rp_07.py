"""RP-07, nobody from outside has read it for nine months: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("RP-07", day, **params)


def planned_since(since="2026-02-18", level: str | None = "CP") -> Story:
    return a_child().at_level(level, since=since)


def read(story: Story, on="2026-09-01", outsider="yes", **fields) -> Story:
    return story.with_fact("Reflection", date=on, kind="peer", outsider=outsider, **fields)


@pytest.mark.parametrize("level", ["CP", "S47", "CLA"])
def test_nine_months_ask_on_the_day(level):
    outcome = ask(planned_since(level=level))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Involvement1",))
    assert outcome.prompt == (
        "Robin's case has been at this level for 9 months or more, and the record shows no reflection with somebody "
        "from outside. Could someone who does not know the family read this with you?"
    )
    before = ask(planned_since("2026-02-19", level))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_months_are_clamped():
    assert ask(planned_since("2026-01-31"), "2026-10-30").result is Result.CLEAR
    assert ask(planned_since("2026-01-31"), "2026-10-31").result is Result.ASK
    assert ask(planned_since("2025-05-31"), "2026-02-28").result is Result.ASK


def test_an_outsider_since_it_began_clears():
    assert ask(read(planned_since())).result is Result.CLEAR
    assert ask(read(planned_since(), "2026-02-18")).result is Result.CLEAR
    assert ask(read(planned_since(), "2026-02-17")).result is Result.ASK


def test_a_reflection_among_those_who_know_the_family_does_not_clear():
    assert ask(read(planned_since(), outsider="no")).result is Result.ASK


def test_whether_somebody_from_outside_took_part_is_not_recorded():
    assert ask(read(planned_since(), outsider=None)).result is Result.UNKNOWN
    assert ask(read(read(planned_since(), outsider=None))).result is Result.CLEAR
    assert ask(read(planned_since("2026-06-01"), outsider=None)).result is Result.CLEAR


def test_child_in_need_is_the_innocent_twin():
    assert ask(planned_since("2025-01-01", "CIN")).result is Result.NOT_APPLICABLE


def test_days_that_are_not_exact():
    assert ask(planned_since({"value": "2026-02", "precision": "month"})).result is Result.ASK
    assert ask(read(planned_since(), {"value": "2026-02", "precision": "month"})).result is Result.CLEAR
    assert ask(a_child().at_level("CP", since=None, recorded="2026-10-01")).result is Result.UNKNOWN


def test_a_level_nobody_wrote_down_and_reflections_kept_elsewhere():
    assert ask(planned_since(level=None)).result is Result.UNKNOWN
    assert ask(planned_since().kept_here("Involvement")).result is Result.UNKNOWN
    half = planned_since().kept_here("Involvement").kept_here("Reflection", since="2026-06-01")
    assert ask(half).result is Result.UNKNOWN
    assert ask(read(half)).result is Result.CLEAR


def test_a_partnership_can_change_the_number():
    assert ask(planned_since(), months=12).result is Result.CLEAR
