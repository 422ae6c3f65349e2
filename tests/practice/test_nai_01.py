"""NAI-01, an injury that may not be an accident and no plan: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("NAI-01", day, **params)


def injured(flag="yes", opinion=None, born="2018-03-01", person="C1", **fields) -> Story:
    examination = {"examiner": "Dr Reed", "when": DAY, "opinion": opinion} if opinion else None
    usual = {"type": "fracture", "seen_at": DAY, "nai_suspected": flag, "examination": examination, "recorded": DAY}
    return a_child(born=born).with_fact("Injury", **{"person": person, **usual, **fields})


def test_marked_as_suspected_asks_today_at_once():
    outcome = ask(injured())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.evidence == ("Injury1",)
    assert outcome.prompt.startswith("A fracture was recorded on Robin on 18 November 2026 that may not have been")


def test_an_examiner_who_says_so_counts_for_any_child():
    assert ask(injured("no", "suggests_inflicted")).result is Result.ASK


def test_cannot_say_counts_for_a_child_who_does_not_move_about():
    assert ask(injured("no", "cannot_say", born="2026-08-01")).result is Result.ASK
    assert ask(injured("no", "cannot_say", born=None)).result is Result.ASK
    assert ask(injured("no", "cannot_say")).result is Result.NOT_APPLICABLE


@pytest.mark.parametrize("opinion", ["accident", "medical", "birthmark"])
def test_an_accident_is_the_innocent_twin(opinion):
    assert ask(injured("no", opinion)).result is Result.NOT_APPLICABLE


def test_a_plan_the_same_day_or_the_next_clears_it():
    for day in (DAY, "2026-11-19"):
        story = injured().with_fact("SafetyPlan", made_at=day, trigger_injury="Injury1", recorded=day)
        assert ask(story, "2026-11-19").result is Result.CLEAR
    before = injured().with_fact("SafetyPlan", made_at="2026-11-17", recorded="2026-11-17")
    assert ask(before).result is Result.ASK
    assert ask(injured().with_fact("SafetyPlan", made_at="2026-11-19", recorded="2026-11-19")).result is Result.ASK


def test_whether_suspected_or_whose_not_recorded_is_unknown():
    assert ask(injured(None)).result is Result.UNKNOWN
    assert ask(injured(None, "suggests_inflicted")).result is Result.ASK
    assert ask(injured(person=None)).result is Result.UNKNOWN
    assert ask(injured(person="SIB")).result is Result.NOT_APPLICABLE


def test_a_plan_nobody_can_date_leaves_it_unknown():
    story = injured().with_fact("SafetyPlan", made_at={"precision": "unknown"}, recorded="2026-11-18")
    assert ask(story).result is Result.UNKNOWN


def test_it_asks_for_any_child_and_where_plans_are_not_kept_it_is_unknown():
    assert ask(injured().at_level("EH")).result is Result.ASK
    assert ask(a_child()).result is Result.NOT_APPLICABLE
    assert ask(injured().kept_here("Injury", "Person", "Milestone")).result is Result.UNKNOWN


def test_a_birthmark_that_is_suspected_all_the_same_asks_and_one_nobody_suspects_does_not():
    assert ask(injured(documented_birthmark="yes")).result is Result.ASK
    assert ask(injured(None, "suggests_inflicted", documented_birthmark="yes")).result is Result.ASK
    assert ask(injured("no", documented_birthmark="yes")).result is Result.NOT_APPLICABLE
    assert ask(injured(None, documented_birthmark="yes")).result is Result.UNKNOWN


def test_the_number_is_the_partnerships_to_set():
    assert ask(injured(), days=1).result is Result.CLEAR
    assert ask(injured(), "2026-11-19", days=1).result is Result.ASK
    assert ask(injured(), days=1).next_look is not None
