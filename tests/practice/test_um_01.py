"""UM-01, the other parent is not recorded: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # ten working days before is 4 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("UM-01", day, **params)


def family(since: object = "2026-11-03", sex: str | None = "F", **fields) -> Story:
    story = a_child(**fields).at_level("CIN", since=since).with_person("MUM", "Ada", sex=sex)
    return parent(story.with_person("DAD", "Sam", sex="M"), "MUM")


def parent(story: Story, person: str | None, kind: str | None = "biological", child="C1", **fields) -> Story:
    return story.with_fact("Parentage", child=child, parent=person, kind=kind, **fields)


def test_ten_working_days_with_only_the_mother_ask():
    outcome = ask(family())
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Involvement1",))
    assert outcome.prompt == (
        "After 10 working days no father or other parent of Robin is on record. What do we know about the father, and "
        "who could tell us?"
    )
    before = ask(family("2026-11-04"))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))
    assert ask(a_child().at_level("CIN", since="2026-11-03")).result is Result.ASK


def test_a_father_or_a_second_parent_clears():
    assert ask(parent(family(), "DAD")).result is Result.CLEAR
    assert ask(parent(family(), "DAD", "unknown")).result is Result.CLEAR
    second = family().with_person("MUMMY", "Bea", sex="F")
    assert ask(parent(second, "MUMMY", "adopted")).result is Result.CLEAR
    alone = a_child().at_level("CIN", since="2026-11-03").with_person("DAD", "Sam", sex="M")
    assert ask(parent(alone, "DAD")).result is Result.CLEAR


@pytest.mark.parametrize("kind", ["step", "foster", "sgo"])
def test_a_step_parent_is_not_the_other_parent(kind):
    assert ask(parent(family(), "DAD", kind)).result is Result.ASK


def test_asked_and_not_known_is_the_innocent_twin():
    assert ask(parent(family(), None, None, asked_on="2026-11-02", answer="not_known")).result is Result.CLEAR
    assert ask(parent(family(), None, None, asked_on="2026-11-25", answer="not_known")).result is Result.ASK
    assert ask(parent(family(), None, None, asked_on=None, answer="not_known")).result is Result.UNKNOWN
    assert ask(parent(family(), None, None)).result is Result.ASK


def test_boxes_nobody_filled_in():
    assert ask(parent(family(), "DAD", None)).result is Result.UNKNOWN
    assert ask(parent(family(), "DAD", child=None)).result is Result.UNKNOWN
    assert ask(parent(family(), "DAD", child="SIB")).result is Result.ASK
    assert ask(family(sex=None)).result is Result.ASK
    assert ask(parent(family(sex=None), "DAD")).result is Result.CLEAR


def test_a_baby_has_the_time_from_birth_and_the_unborn_the_time_from_the_level():
    assert ask(family("2026-01-05", born="2026-11-10")).result is Result.CLEAR
    assert ask(family("2026-01-05", born=None, expected_dob="2026-12-20")).result is Result.ASK


def test_days_that_are_not_exact():
    assert ask(family({"value": "2026-10", "precision": "month"})).result is Result.ASK
    asked = {"value": "2026-11", "precision": "month"}
    assert ask(parent(family(), None, None, asked_on=asked)).result is Result.CLEAR


def test_levels_and_what_is_kept_here():
    assert ask(a_child().at_level("EH")).result is Result.NOT_APPLICABLE
    assert ask(family().kept_here("Involvement")).result is Result.UNKNOWN
    assert ask(family().kept_here("Involvement").kept_here("Parentage", since="2026-11-10")).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(family(), working_days=20).result is Result.CLEAR


def test_two_parents_surely_on_record_are_enough_whoever_a_third_may_be():
    story = family().with_person("MUMMY", "Bea", sex="F").with_person("WHO", "Kit", sex="F")
    assert ask(parent(parent(story, "MUMMY", "adopted"), "WHO", None)).result is Result.CLEAR
    assert ask(parent(family().with_person("WHO", "Kit", sex="F"), "WHO", None)).result is Result.UNKNOWN
