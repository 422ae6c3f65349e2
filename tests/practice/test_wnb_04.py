"""WNB-04, an adult's own missed appointments: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

# Three months back from 18 November is 18 August.


def a_parent(topic: str | None = "alcohol", status: str | None = "current", level: str = "CIN") -> Story:
    story = a_case(level).with_person("MUM", "Jo", dob="1994-02-01").with_person("GRAN", "Pat", dob="1960-02-01")
    story = story.with_fact("Parentage", child="C1", parent="MUM", kind="biological", recorded="2026-01-05")
    return story.with_fact("Concern", person="MUM", topic=topic, first_known="2026-03-01", status=status)


def missed(story: Story, on, outcome: str | None = "did_not_attend", person: str | None = "MUM", **fields) -> Story:
    return story.with_appointment(outcome, on, person=person, service="substance_service", **fields)


def twice(story: Story | None = None, **fields) -> Story:
    return missed(missed(story or a_parent(), "2026-08-18"), "2026-10-05", **fields)


def test_two_in_three_months_ask():
    outcome = twice().ask("WNB-04", TODAY)
    assert found(outcome) == ("ask", "reflect", ("Appointment1", "Appointment2"))
    assert outcome.prompt == (
        "Jo missed appointments of their own on 18 August and 5 October 2026. What might that mean for Robin's days, "
        "and who could ask Jo what got in the way?"
    )


def test_a_day_earlier_lies_outside():
    assert result(missed(missed(a_parent(), "2026-08-17"), "2026-10-05"), "WNB-04") == "clear"


def test_one_is_none():
    assert result(missed(a_parent(), "2026-10-05"), "WNB-04") == "clear"


def test_cancelled_or_moved_is_not_missed():
    assert result(missed(missed(a_parent(), "2026-10-01"), "2026-10-05", "cancelled_by_service"), "WNB-04") == "clear"
    assert result(missed(missed(a_parent(), "2026-10-01"), "2026-10-05", "no_access"), "WNB-04") == "ask"


def test_a_note_of_what_it_means_for_the_child_clears():
    assert result(twice(consequence_for_child="Robin gets herself to school"), "WNB-04") == "clear"
    assert result(twice(consequence_for_child="  "), "WNB-04") == "ask"
    noted = twice().with_decision("joint_analysis", "2026-10-20", child_impact="Mornings are hard for Robin")
    assert result(noted, "WNB-04") == "clear"
    assert result(twice().with_decision("joint_analysis", "2026-10-20", child_impact=""), "WNB-04") == "ask"
    early = twice().with_decision("joint_analysis", "2026-09-01", child_impact="Mornings are hard for Robin")
    assert result(early, "WNB-04") == "ask"


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("domestic_abuse", "ask"),
        ("drugs", "ask"),
        ("mental_health", "ask"),
        ("physical_illness", "n/a"),
        (None, "unknown"),
    ],
)
def test_topics(topic, expected):
    assert result(twice(a_parent(topic)), "WNB-04") == expected


@pytest.mark.parametrize(
    ("status", "expected"), [("unknown", "ask"), ("past", "n/a"), ("ruled_out", "n/a"), (None, "unknown")]
)
def test_status(status, expected):
    assert result(twice(a_parent(status=status)), "WNB-04") == expected


def test_two_adults_do_not_add_up():
    story = a_parent().with_fact("Concern", person="GRAN", topic="drugs", first_known="2026-03-01", status="current")
    assert result(missed(missed(story, "2026-10-01"), "2026-10-05", person="GRAN"), "WNB-04") == "clear"


def test_the_childs_own_misses_are_not_these():
    assert result(twice().with_appointment("was_not_brought", "2026-10-06"), "WNB-04") == "ask"
    own = missed(missed(a_parent(), "2026-10-01", person="C1"), "2026-10-05", person="C1")
    assert result(own, "WNB-04") == "n/a"


def test_what_is_not_recorded():
    assert result(missed(missed(a_parent(), "2026-10-01"), "2026-10-05", None), "WNB-04") == "unknown"
    assert result(missed(missed(a_parent(), "2026-10-01"), "2026-10-05", person=None), "WNB-04") == "unknown"
    undated = missed(missed(a_parent(), "2026-10-01"), NOBODY_KNOWS, recorded="2026-10-05")
    assert result(undated, "WNB-04") == "unknown"
    assert result(missed(missed(a_parent(), "2026-10-01"), between("2026-08-01", "2026-08-18")), "WNB-04") == "ask"


def test_early_help_too_and_kinds_not_kept_here():
    assert result(twice(a_parent(level="EH")), "WNB-04") == "ask"
    for dropped in ("Appointment", "Concern"):
        kinds = {"Involvement", "Appointment", "Concern", "Decision"} - {dropped}
        assert result(twice().kept_here(*kinds), "WNB-04") == "unknown"


def test_one_that_may_be_missed_and_says_what_it_means_can_only_clear():
    noted = "Robin got up alone that day"
    assert (
        result(missed(missed(a_parent(), "2026-10-05"), "2026-10-12", None, consequence_for_child=noted), "WNB-04")
        == "clear"
    )
    assert result(missed(twice(), "2026-10-12", None, consequence_for_child=noted), "WNB-04") == "unknown"
    assert result(missed(twice(), "2026-10-12", None), "WNB-04") == "ask"


def test_a_decision_before_what_may_be_the_second_miss_is_none():
    once = missed(missed(a_parent(), "2026-10-05"), "2026-10-12", None)
    said = {"child_impact": "Robin got up alone that day"}
    assert result(once.with_decision("day_out", "2026-10-08", **said), "WNB-04") == "unknown"
    assert result(once.with_decision("day_out", "2026-10-12", **said), "WNB-04") == "clear"
    third = missed(once, "2026-10-19")
    assert result(third.with_decision("day_out", "2026-10-14", **said), "WNB-04") == "unknown"
    assert result(third.with_decision("day_out", "2026-10-08", **said), "WNB-04") == "ask"
