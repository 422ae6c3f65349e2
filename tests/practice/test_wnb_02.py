"""WNB-02, no thinking after a miss: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

THOUGHT = {"reason_given": "no bus fare", "consequence_for_child": "hearing not tested", "action": "taxi booked"}


def missed(on="2026-11-10", outcome: str | None = "was_not_brought", level: str = "CIN", **fields) -> Story:
    return a_case(level).with_appointment(outcome, on, **{"service": "audiology", "recorded": "2026-11-10"} | fields)


def test_five_working_days_without_any_thinking_ask():
    outcome = missed().ask("WNB-02", TODAY)
    assert found(outcome) == ("ask", "soon", ("Appointment1",))
    assert outcome.prompt == (
        "Robin was not brought on 10 November 2026; not on record yet: the reason, what it means for Robin and what "
        "was done. What got in the way, and what happens next?"
    )


def test_the_last_day_does_not():
    outcome = missed("2026-11-11").ask("WNB-02", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


def test_reason_consequence_and_action_clear():
    assert result(missed(**THOUGHT), "WNB-02") == "clear"
    assert result(missed(**{**THOUGHT, "reason_given": "asked, not known"}), "WNB-02") == "clear"


@pytest.mark.parametrize("field", sorted(THOUGHT))
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_one_of_the_three_empty_asks(field, empty):
    assert result(missed(**{**THOUGHT, field: empty}), "WNB-02") == "ask"


def test_no_access_is_a_miss_and_a_cancellation_is_not():
    assert result(missed(outcome="no_access"), "WNB-02") == "ask"
    for other in ("attended", "cancelled_by_service", "cancelled_by_family", "rearranged"):
        assert result(missed(outcome=other), "WNB-02") == "n/a"


def test_an_own_miss_from_sixteen_is_not_one():
    old = a_case(born="2010-11-01").with_appointment("self_attending_dna", "2026-11-05")
    assert result(old, "WNB-02") == "n/a"
    assert result(missed(outcome="did_not_attend"), "WNB-02") == "ask"


def test_an_empty_outcome_leaves_it_open():
    assert result(missed(outcome=None), "WNB-02") == "unknown"
    assert result(missed(on=TODAY, outcome=None), "WNB-02") == "n/a"  # its day is not over


def test_whose_it_was_leaves_it_open():
    assert result(missed(person=None), "WNB-02") == "unknown"
    assert result(missed(person="MUM"), "WNB-02") == "n/a"


def test_uncertain_days():
    assert result(missed(between("2026-11-10", "2026-11-14")), "WNB-02") == "ask"
    assert result(missed(between("2026-11-11", "2026-11-14")), "WNB-02") == "clear"
    assert result(missed(NOBODY_KNOWS), "WNB-02") == "ask"
    assert result(missed(NOBODY_KNOWS, recorded="2026-11-11"), "WNB-02") == "unknown"


def test_early_help_too():
    assert result(missed(level="EH"), "WNB-02") == "ask"


def test_several_misses():
    outcome = missed("2026-11-02").with_appointment("no_access", "2026-10-20").ask("WNB-02", TODAY)
    assert outcome.evidence == ("Appointment2", "Appointment1")
    assert (outcome.prompt or "").startswith(
        "Robin was not brought on 2 November 2026, and there was no access to Robin on 20 October 2026; not on record "
        "yet for each of them: the reason, "
    )


def test_appointments_not_kept_here():
    assert result(missed().kept_here("Involvement"), "WNB-02") == "unknown"
    assert result(missed().kept_here("Involvement", "Appointment"), "WNB-02") == "ask"
