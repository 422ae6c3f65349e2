"""DP-05, one voice tells the child's day: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("DP-05", day)


def slot(name: str, informant: str | None = "MUM", kind: str | None = "adult", what: object = "Cereal"):
    return {"slot": name, "informant": informant, "informant_kind": kind, "what": what}


def told(*slots, on="2026-11-02", story: Story | None = None, **fields) -> Story:
    story = story or a_child().at_level("CIN")
    return story.with_fact("LivedDay", **{"child": "C1", "date": on, "slots": list(slots), **fields})


def test_one_adult_behind_every_slot_asks():
    outcome = ask(told(slot("waking"), slot("meal"), slot("night")))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("LivedDay1",))
    assert outcome.prompt == (
        "All of Robin's day as it is described comes from one adult. Who else sees Robin's day, and what does it look "
        "like when you are there?"
    )
    assert ask(told(slot("waking"))).result is Result.ASK


def test_a_second_adult_the_child_or_something_seen_clears():
    assert ask(told(slot("waking"), slot("meal", "GRAN"))).result is Result.CLEAR
    assert ask(told(slot("waking"), slot("meal", "C1", "child"))).result is Result.CLEAR
    assert ask(told(slot("waking"), slot("meal", "Ms Vale", "observation"))).result is Result.CLEAR
    assert ask(told(slot("waking"), slot("meal", None, "observation"))).result is Result.CLEAR


def test_the_same_adult_written_another_way_is_still_one():
    assert ask(told(slot("waking", "Mum"), slot("meal", "mum "))).result is Result.ASK


def test_who_told_it_is_not_recorded():
    assert ask(told(slot("waking"), slot("meal", None))).result is Result.UNKNOWN
    assert ask(told(slot("waking"), slot("meal", "MUM", None))).result is Result.UNKNOWN
    assert ask(told(slot("waking", "MUM", None), slot("meal", "GRAN", None))).result is Result.CLEAR
    assert ask(told(slots=None)).result is Result.UNKNOWN


def test_a_slot_saved_empty_is_no_voice():
    assert ask(told(slot("waking"), slot("meal", "GRAN", what=""))).result is Result.ASK
    assert ask(told(slot("waking", what=""))).result is Result.NOT_APPLICABLE


def test_accounts_given_apart_are_read_together():
    mum = told(slot("waking"), on="2026-10-01")
    assert ask(told(slot("waking", "DAD"), on="2026-11-02", story=mum)).result is Result.CLEAR
    long_ago = told(slot("waking", "GRAN"), on="2026-03-01")
    assert ask(told(slot("waking"), on="2026-11-02", story=long_ago)).result is Result.ASK
    assert ask(told(slot("waking"), on="2026-02-01")).result is Result.ASK


def test_another_childs_day_is_the_innocent_twin():
    assert ask(told(slot("waking"), child="SIB")).result is Result.NOT_APPLICABLE
    assert ask(told(slot("waking"), child=None)).result is Result.UNKNOWN


def test_days_that_are_not_exact():
    assert ask(told(slot("waking"), on={"value": "2026-11", "precision": "month"})).result is Result.ASK
    assert ask(told(slot("waking"), on={"precision": "unknown"}, recorded="2026-11-02")).result is Result.ASK


def test_none_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(told(slot("waking")).kept_here("Involvement")).result is Result.UNKNOWN
