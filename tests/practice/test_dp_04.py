"""DP-04, nobody can describe this child's ordinary day: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # 30 days before is 19 October, 180 is 22 May
NINE = ("waking", "first_food", "getting_ready", "school", "after", "meal", "evening", "bedtime", "night")


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("DP-04", day, **params)


def at(since="2026-01-05", level="CIN", **fields) -> Story:
    return a_child(**fields).at_level(level, since=since)


def slots(number: int, what: object = "Cereal, alone"):
    return [{"slot": slot, "informant": "MUM", "informant_kind": "adult", "what": what} for slot in NINE[:number]]


def told(story: Story, on="2026-09-01", number: int = 6, **fields) -> Story:
    return story.with_fact("LivedDay", **{"child": "C1", "date": on, "slots": slots(number), **fields})


def test_open_for_more_than_thirty_days_with_no_day_asks():
    outcome = ask(at("2026-10-18"))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("Involvement1",))
    assert outcome.prompt == (
        "No ordinary day is described. Could you describe Robin's ordinary day, from waking to night, and how you know?"
    )
    before = ask(at("2026-10-19"))
    assert (before.result, before.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_six_of_nine_slots_clear_and_five_do_not():
    assert ask(told(at())).result is Result.CLEAR
    assert ask(told(at(), number=5)).result is Result.ASK


def test_a_slot_counts_once_and_only_when_it_says_something():
    twice = [*slots(5), *slots(1)]
    assert ask(told(at(), slots=twice)).result is Result.ASK
    assert ask(told(at(), slots=slots(6, what=""))).result is Result.ASK
    assert ask(told(at(), slots=slots(6, what=None))).result is Result.UNKNOWN
    assert ask(told(at(), slots=[])).result is Result.ASK
    assert ask(told(at(), slots=None)).result is Result.UNKNOWN


def test_the_newest_may_be_a_hundred_and_eighty_days_old():
    assert ask(told(at(), "2026-05-22")).result is Result.CLEAR
    outcome = ask(told(at(), "2026-05-21"))
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("LivedDay1",))
    assert outcome.prompt.startswith("The last ordinary day described was on 21 May 2026.")
    assert ask(told(at("2026-11-01"), "2026-05-21")).result is Result.CLEAR  # a case just opened has its thirty days
    assert ask(told(told(at(), "2026-05-21"), "2026-11-01", number=3)).result is Result.ASK


def test_a_brothers_or_sisters_day_is_the_innocent_twin():
    assert ask(told(at(), child="SIB")).result is Result.ASK
    assert ask(told(at(), child=None)).result is Result.UNKNOWN


def test_a_baby_has_thirty_days_from_birth_and_an_unborn_child_no_day_yet():
    assert ask(at(born="2026-10-19")).result is Result.CLEAR
    assert ask(at(born="2026-10-18")).result is Result.ASK
    unborn = ask(at(born=None, expected_dob="2026-12-20"))
    assert (unborn.result, unborn.next_look) == (Result.NOT_APPLICABLE, date(2026, 12, 21))
    assert ask(at(born=None, expected_dob="2026-12-20"), "2026-12-21").result is Result.UNKNOWN


def test_days_that_are_not_exact():
    assert ask(told(at(), {"value": "2026-05", "precision": "month"})).result is Result.ASK
    assert ask(told(at(), {"precision": "unknown"}, recorded="2026-09-01")).result is Result.UNKNOWN


def test_one_that_is_still_ahead_does_not_count():
    assert ask(told(at(), "2026-11-25", recorded="2026-11-01")).result is Result.ASK


def test_levels_and_what_is_kept_here():
    assert ask(at(level="EH")).result is Result.NOT_APPLICABLE
    assert ask(at().kept_here("Involvement")).result is Result.UNKNOWN
    since = at().kept_here("Involvement").kept_here("LivedDay", since="2026-09-01")
    assert ask(since).result is Result.UNKNOWN
    assert ask(told(since, "2026-10-01")).result is Result.CLEAR
    assert ask(at().kept_here("Involvement").kept_here("LivedDay", since="2026-01-05")).result is Result.ASK


def test_a_partnership_can_change_the_numbers():
    assert ask(told(at(), number=5), slots=5).result is Result.CLEAR
    assert ask(at("2026-10-18"), open_days=40).result is Result.CLEAR


def test_on_the_day_a_birth_is_expected_there_is_no_day_to_describe_yet():
    assert ask(at(born=None, expected_dob=TODAY)).result is Result.NOT_APPLICABLE
