"""MA-02, known and not invited: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, found, result

# Ten working days ahead of 18 November is 2 December.


def meeting(at="2026-11-10", kind: str | None = "core_group", level="CP", starts="2026-01-05", **fields) -> Story:
    story = a_case(level).with_fact("AgencyInvolvement", agency="school", with_person="C1", starts=starts, active="yes")
    return story.with_fact("Meeting", kind=kind, at=at, **{"recorded": "2026-11-02"} | fields)


def invited(
    story: Story, agency: str | None = "school", to: str | None = "Meeting1", sent="2026-11-02", **fields
) -> Story:
    return story.with_fact(
        "Invitation", **{"meeting": to, "agency": agency, "sent_on": sent, "recorded": "2026-11-02"} | fields
    )


def test_no_invitation_to_a_meeting_that_was_held_asks():
    outcome = meeting().ask("MA-02", TODAY)
    assert found(outcome) == ("ask", "soon", ("Meeting1", "AgencyInvolvement1"))
    assert outcome.prompt == (
        "No invitation of the school to the meeting of 10 November 2026 is on record, nor a reason why not. Is "
        "somebody missing who knows Robin? (Anyone may say so.) Who could still bring in what they know?"
    )


def test_ten_working_days_ahead_it_begins_to_ask():
    assert result(meeting("2026-12-02"), "MA-02") == "ask"
    outcome = meeting("2026-12-03").ask("MA-02", TODAY)
    assert (outcome.result, outcome.next_look) == ("n/a", date(2026, 11, 19))


def test_an_invitation_or_a_reason_clears():
    assert result(invited(meeting()), "MA-02") == "clear"
    assert result(invited(meeting(), sent=None, reason_not_invited="Closed last week"), "MA-02") == "clear"
    assert result(invited(meeting(), agency="Oak Primary School"), "MA-02") == "clear"
    assert result(invited(meeting(), to="Meeting9"), "MA-02") == "ask"
    assert result(invited(meeting(), agency="gp"), "MA-02") == "ask"
    assert result(invited(meeting(), sent="2026-11-25"), "MA-02") == "ask"


def test_an_agency_that_was_there_is_not_missing():
    assert result(meeting(agencies_present=["school", "social_care"]), "MA-02") == "clear"
    assert result(meeting(agencies_present=["social_care"]), "MA-02") == "ask"


def test_what_is_not_recorded_of_an_invitation():
    assert result(invited(meeting(), agency=None), "MA-02") == "unknown"
    assert result(invited(meeting(), to=None), "MA-02") == "unknown"
    assert result(invited(meeting(), sent=None), "MA-02") == "unknown"
    assert result(invited(meeting(), sent=None, reason_not_invited=""), "MA-02") == "ask"
    family = meeting().with_person("MUM", "Jo")
    assert result(invited(family, agency=None, person="MUM"), "MA-02") == "ask"
    assert result(invited(family, agency=None, person="W7"), "MA-02") == "unknown"  # of which agency?


def test_an_agency_that_came_later_was_not_left_out():
    assert result(meeting(starts="2026-11-12"), "MA-02") == "n/a"
    assert result(meeting(starts="2026-11-10"), "MA-02") == "ask"


@pytest.mark.parametrize("kind", ["strategy_discussion", "icpc", "review_conference", "review", "planning", None])
def test_every_meeting_of_agencies(kind):
    assert result(meeting(kind=kind), "MA-02") == "ask"


def test_a_teams_own_meeting_is_not_for_others():
    assert result(meeting(kind="team_meeting"), "MA-02") == "n/a"
    assert result(meeting(kind="team_meeting", multi_agency="yes"), "MA-02") == "ask"
    assert result(meeting(multi_agency="no"), "MA-02") == "n/a"


def test_the_latest_meeting_counts():
    story = invited(
        meeting().with_fact("Meeting", kind="core_group", at="2026-11-25", recorded="2026-11-02"), to="Meeting2"
    )
    assert result(story, "MA-02") == "clear"
    earlier = invited(meeting()).with_fact("Meeting", kind="core_group", at="2026-11-25", recorded="2026-11-02")
    assert found(earlier.ask("MA-02", TODAY)) == ("ask", "soon", ("Meeting2", "AgencyInvolvement1"))


def test_a_meeting_nobody_can_date_leaves_it_open_or_asks():
    assert result(meeting(NOBODY_KNOWS), "MA-02") == "unknown"  # perhaps before the school began
    assert result(invited(meeting(NOBODY_KNOWS)), "MA-02") == "unknown"


def test_level_and_coverage():
    assert result(meeting(level="EH"), "MA-02") == "n/a"
    for dropped in ("AgencyInvolvement", "Meeting", "Invitation"):
        kinds = {"Involvement", "AgencyInvolvement", "Meeting", "Invitation"} - {dropped}
        assert result(meeting().kept_here(*kinds), "MA-02") == "unknown"


def test_a_meeting_arranged_for_a_far_year_hides_nothing():
    assert (
        result(meeting().with_fact("Meeting", kind="core_group", at="2040-05-01", recorded="2026-11-02"), "MA-02")
        == "ask"
    )
    alone = meeting("2040-05-01")
    assert result(alone, "MA-02") == "n/a"


def test_an_agency_of_a_brother_or_sister_only_is_not_missed_and_one_of_an_adult_is():
    def of(born: str) -> Story:
        story = a_case("CP").with_person("SIB", "Kit", dob=born)
        story = story.with_fact(
            "AgencyInvolvement", agency="school", with_person="SIB", starts="2026-01-05", active="yes"
        )
        return story.with_fact("Meeting", kind="core_group", at="2026-11-10", recorded="2026-11-02")

    assert result(of("2015-01-01"), "MA-02") == "n/a"
    assert result(of("1990-01-01"), "MA-02") == "ask"


def test_with_whom_an_agency_works_is_not_recorded():
    story = a_case("CP").with_fact("AgencyInvolvement", agency="school", starts="2026-01-05", active="yes")
    story = story.with_fact("Meeting", kind="core_group", at="2026-11-10", recorded="2026-11-02")
    assert result(story, "MA-02") == "unknown"


def test_every_meeting_ahead_that_is_near_counts():
    two = meeting("2026-11-19").with_fact("Meeting", kind="review", at="2026-11-30", recorded="2026-11-02")
    both = invited(invited(two), to="Meeting2")
    assert result(both, "MA-02") == "clear"
    outcome = invited(two, to="Meeting2").ask("MA-02", TODAY)
    assert found(outcome) == ("ask", "soon", ("Meeting1", "AgencyInvolvement1"))
    outcome = two.ask("MA-02", TODAY)
    assert found(outcome) == ("ask", "soon", ("Meeting2", "AgencyInvolvement1", "Meeting1"))
    assert "to the meetings of 19 November and 30 November 2026 is on record" in (outcome.prompt or "")


def test_a_held_meeting_nobody_can_date_may_be_the_latest():
    dated = invited(meeting("2026-11-10"))
    undated = dated.with_fact("Meeting", kind="review", at=NOBODY_KNOWS, recorded="2026-11-16")
    assert result(undated, "MA-02") == "unknown"
    assert result(invited(undated, to="Meeting2"), "MA-02") == "clear"
    written_before = dated.with_fact("Meeting", kind="review", at=NOBODY_KNOWS, recorded="2026-11-09")
    assert result(written_before, "MA-02") == "clear"


def test_an_agency_with_no_name_is_not_nobody():
    story = a_case("CP").with_fact("AgencyInvolvement", with_person="C1", starts="2026-01-05", active="yes")
    story = story.with_fact("Meeting", kind="core_group", at="2026-11-10", recorded="2026-11-02")
    assert result(story, "MA-02") == "unknown"
