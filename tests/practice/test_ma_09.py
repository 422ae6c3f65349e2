"""MA-09, the owner may not know: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result


def agreed(on="2026-11-10", attended: str | None = "no", level="CP", **fields) -> Story:
    story = a_case(level).with_fact("Meeting", kind="core_group", at="2026-11-10", recorded="2026-11-10")
    story = story.with_fact(
        "Invitation", meeting="Meeting1", agency="school", person="W7", sent_on="2026-11-02", attended=attended
    )
    usual = {
        "owner": "W7", "agreed_on": on, "agreed_at_meeting": "Meeting1", "status": "open", "acknowledged": None,
        "recorded": "2026-11-10",
    }  # fmt: skip
    return story.with_fact("PlanAction", **{**usual, **fields})


def test_absent_and_not_acknowledged_for_five_working_days_asks():
    outcome = agreed().ask("MA-09", TODAY)
    assert found(outcome) == ("ask", "soon", ("PlanAction1",))
    assert outcome.prompt == (
        "One open action belongs to somebody who was not there when it was agreed, and has not acknowledged it. Does "
        "whoever is to do it for Robin know that it is theirs?"
    )


def test_the_last_day_does_not():
    outcome = agreed("2026-11-11").ask("MA-09", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


def test_there_or_acknowledged_is_clear():
    assert result(agreed(attended="yes"), "MA-09") == "clear"
    assert result(agreed(acknowledged="yes"), "MA-09") == "clear"
    assert result(agreed(acknowledged="no"), "MA-09") == "ask"


def test_an_owner_who_has_left_asks_at_once():
    left = agreed(TODAY, attended="yes", acknowledged="yes", owner_left_on="2026-11-17")
    assert found(left.ask("MA-09", TODAY)) == ("ask", "soon", ("PlanAction1",))
    assert "who has left" in (left.ask("MA-09", TODAY).prompt or "")
    assert result(agreed(TODAY, attended="yes", owner_left_on="2026-11-30"), "MA-09") == "clear"


def test_whether_the_owner_was_there_is_not_recorded():
    assert result(agreed(attended=None), "MA-09") == "unknown"
    assert result(agreed(agreed_at_meeting=None), "MA-09") == "unknown"
    assert result(agreed(owner="W8"), "MA-09") == "unknown"
    assert result(agreed(attended=None, acknowledged="yes"), "MA-09") == "clear"
    assert result(agreed("2026-11-12", attended=None), "MA-09") == "clear"


def test_without_a_day_it_runs_from_the_meeting():
    assert result(agreed(None), "MA-09") == "ask"
    assert result(agreed(NOBODY_KNOWS), "MA-09") == "ask"
    assert result(agreed(NOBODY_KNOWS, recorded="2026-11-12"), "MA-09") == "unknown"
    assert result(agreed(between("2026-11-10", "2026-11-16")), "MA-09") == "ask"


@pytest.mark.parametrize(("status", "expected"), [("open", "ask"), ("done", "n/a"), (None, "unknown")])
def test_open_actions_only(status, expected):
    assert result(agreed(status=status), "MA-09") == expected


def test_an_action_without_an_owner_is_another_checks():
    assert result(agreed(owner=None), "MA-09") == "n/a"


def test_level_and_coverage():
    assert result(agreed(level="EH"), "MA-09") == "n/a"
    assert result(agreed().kept_here("Involvement"), "MA-09") == "unknown"
    assert result(agreed().kept_here("Involvement", "PlanAction", "Meeting", "Invitation"), "MA-09") == "ask"
