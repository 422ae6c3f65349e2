"""MA-04, a conference of too few: little stories."""

from __future__ import annotations

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result


def conference(there: list[str] | None, kind: str | None = "icpc", at="2026-11-10", level="CP", **fields) -> Story:
    return a_case(level).with_fact(
        "Meeting", kind=kind, at=at, agencies_present=there, **{"recorded": "2026-11-10"} | fields
    )


def test_social_care_and_two_others_are_enough():
    assert result(conference(["social_care", "police", "school"]), "MA-04") == "clear"


@pytest.mark.parametrize(
    "there", [["social_care", "school"], ["social_care", "school", "School"], ["police", "school", "gp"], []]
)
def test_fewer_ask(there):
    assert found(conference(there).ask("MA-04", TODAY)) == ("ask", "soon", ("Meeting1",))


def test_what_it_says():
    assert conference(["social_care", "school"]).ask("MA-04", TODAY).prompt == (
        "At the conference of 10 November 2026 only the school and social care are recorded as present, and neither a "
        "reason for going on nor a new date is. Was enough known in the room about Robin to decide safely?"
    )


def test_a_reason_clears():
    assert result(conference(["social_care"], quorum_reason="The plan could not wait"), "MA-04") == "clear"
    assert result(conference(["social_care"], quorum_reason="  "), "MA-04") == "ask"


def test_a_new_date_clears():
    story = conference(["social_care"])
    assert result(story.with_fact("Meeting", kind="icpc", at="2026-11-24", recorded="2026-11-11"), "MA-04") == "clear"
    late = story.with_fact("Meeting", kind="icpc", at="2027-02-09", recorded="2026-11-11")
    assert result(late, "MA-04") == "ask"
    untold = story.with_fact("Meeting", kind=None, at="2026-11-24", recorded="2026-11-11")
    assert result(untold, "MA-04") == "unknown"
    other = story.with_fact("Meeting", kind="core_group", at="2026-11-24", recorded="2026-11-11")
    assert result(other, "MA-04") == "ask"


def test_who_was_there_is_not_recorded():
    assert result(conference(None), "MA-04") == "unknown"
    assert result(conference(None, quorum_reason="Snow"), "MA-04") == "clear"


def test_reviews_too_and_other_meetings_not():
    assert result(conference(["social_care"], kind="review_conference"), "MA-04") == "ask"
    assert result(conference(["social_care"], kind="core_group"), "MA-04") == "n/a"
    assert result(conference(["social_care"], kind=None), "MA-04") == "unknown"
    assert result(conference(["social_care"], at="2026-11-25"), "MA-04") == "n/a"


def test_the_day_does_not_matter():
    assert result(conference(["social_care"], at=NOBODY_KNOWS), "MA-04") == "ask"


def test_level_and_coverage():
    assert result(conference([], level="EH"), "MA-04") == "n/a"
    assert result(conference([]).kept_here("Involvement"), "MA-04") == "unknown"
    assert result(conference([]).kept_here("Involvement", "Meeting"), "MA-04") == "ask"


def test_a_conference_nobody_can_date_may_be_the_new_date_or_before_it():
    enough = {"kind": "icpc", "agencies_present": ["social_care", "police", "school"]}
    few = conference(["social_care"])
    assert result(few.with_fact("Meeting", at=NOBODY_KNOWS, recorded="2026-11-18", **enough), "MA-04") == "unknown"
    assert result(few.with_fact("Meeting", at=NOBODY_KNOWS, recorded="2026-11-10", **enough), "MA-04") == "ask"
    undated = conference(["social_care"], at=NOBODY_KNOWS)
    assert result(undated.with_fact("Meeting", at="2026-11-12", **enough), "MA-04") == "unknown"
    assert result(undated.with_fact("Meeting", at="2026-12-02", recorded="2026-11-10", **enough), "MA-04") == "ask"


def test_a_kind_in_a_word_that_is_not_of_the_list_may_be_the_new_date():
    few = conference(["social_care"])
    after = {"at": "2026-11-16", "agencies_present": ["social_care", "police", "school"]}
    assert result(few.with_fact("Meeting", kind="mapping", **after), "MA-04") == "unknown"
    assert result(few.with_fact("Meeting", kind="planning", **after), "MA-04") == "ask"
