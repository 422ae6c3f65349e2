"""MA-08, an action without an owner: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def action(level="CIN", **fields) -> Story:
    usual = {
        "owner": "W7", "owner_is_person": "yes", "due": "2026-12-01", "outcome": "Robin is in school by nine",
        "status": "open", "agreed_on": "2026-11-10", "recorded": "2026-11-10",
    }  # fmt: skip
    return a_case(level).with_fact("PlanAction", **{**usual, **fields})


def test_a_person_a_day_and_an_outcome_are_enough():
    assert found(action().ask("MA-08", TODAY)) == ("clear", None, ("PlanAction1",))


@pytest.mark.parametrize(
    ("field", "words"), [("owner", "a named person"), ("due", "a date"), ("outcome", "what will be different")]
)
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_one_of_them_missing_asks(field, words, empty):
    outcome = action(**{field: empty}).ask("MA-08", TODAY)
    assert found(outcome) == ("ask", "soon", ("PlanAction1",))
    assert (
        outcome.prompt
        == f"One open action lacks {words}. Who will do it, by when, and what will be different for Robin?"
    )


def test_an_agency_is_not_a_person():
    assert result(action(owner="school", owner_is_person=None), "MA-08") == "ask"
    assert result(action(owner="Health Visiting", owner_is_person=None), "MA-08") == "ask"
    assert result(action(owner_is_person="no"), "MA-08") == "ask"


def test_whether_it_is_a_person_is_not_recorded():
    assert result(action(owner_is_person=None), "MA-08") == "unknown"
    assert result(action(owner_is_person=None, due=None), "MA-08") == "ask"
    assert result(action(owner="MUM", owner_is_person="no").with_person("MUM", "Jo"), "MA-08") == "ask"


def test_an_outcome_of_the_plan_counts():
    assert result(action(outcome=None, linked_outcome="Outcome1"), "MA-08") == "clear"


def test_open_actions_only():
    assert result(action(due=None, status="done"), "MA-08") == "n/a"
    assert result(action(due=None, status=None), "MA-08") == "unknown"
    assert result(a_case(), "MA-08") == "n/a"


def test_an_action_nobody_dated_still_needs_an_owner():
    assert result(action(owner=None, agreed_on=NOBODY_KNOWS), "MA-08") == "ask"


def test_several_actions():
    outcome = action(due=None).with_fact(
        "PlanAction",
        owner="",
        owner_is_person=None,
        due="2026-12-01",
        outcome="x",
        status="open",
        agreed_on="2026-11-12",
    )
    outcome = outcome.ask("MA-08", TODAY)
    assert outcome.evidence == ("PlanAction1", "PlanAction2")
    assert (outcome.prompt or "").startswith("Two open actions lack a named person or a date.")


def test_level_and_coverage():
    assert result(action(level="EH", due=None), "MA-08") == "n/a"
    assert result(action(due=None).kept_here("Involvement"), "MA-08") == "unknown"
    assert result(action(due=None).kept_here("Involvement", "PlanAction"), "MA-08") == "ask"


def test_somebody_on_the_record_is_a_person():
    known = action(owner="MUM", owner_is_person=None).with_person("MUM", "Jo")
    assert result(known, "MA-08") == "clear"
    assert result(action(owner="DAD", owner_is_person=None).with_person("MUM", "Jo"), "MA-08") == "unknown"
