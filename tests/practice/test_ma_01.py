"""MA-01, known and not spoken to: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result

# 42 days end on 18 November when they begin on 7 October; 90 when they begin on 20 August.


def known(level: str | None = "CP", agency="gp", since="2026-01-05", starts="2026-01-05", **fields) -> Story:
    usual = {"agency": agency, "with_person": "C1", "starts": starts, "active": "yes"}
    return a_case(level, since=since).with_fact("AgencyInvolvement", **{**usual, **fields})


def test_forty_two_days_without_contact_ask_at_child_protection():
    outcome = known().with_agency("gp", "2026-10-06").ask("MA-01", TODAY)
    assert found(outcome) == ("ask", "soon", ("AgencyInvolvement1",))
    assert outcome.prompt == (
        "The last contact with the GP on record was on 6 October 2026. What might they know about Robin that we do not?"
    )


def test_the_last_day_does_not():
    outcome = known().with_agency("gp", "2026-10-07").ask("MA-01", TODAY)
    assert (outcome.result, outcome.next_look) == ("clear", date(2026, 11, 19))


@pytest.mark.parametrize(
    ("level", "expected"), [("CP", "ask"), ("S47", "ask"), ("CLA", "ask"), ("CIN", "clear"), ("EH", "n/a")]
)
def test_the_level_sets_the_number(level, expected):
    assert result(known(level).with_agency("gp", "2026-10-06"), "MA-01") == expected


def test_ninety_days_at_child_in_need():
    assert result(known("CIN").with_agency("gp", "2026-08-20"), "MA-01") == "clear"
    assert result(known("CIN").with_agency("gp", "2026-08-19"), "MA-01") == "ask"


def test_never_spoken_to_runs_from_the_later_of_level_and_agency():
    assert "no contact with the GP is on record" in (known().ask("MA-01", TODAY).prompt or "").lower().replace(
        "gp", "GP"
    )
    assert result(known(since="2026-10-07"), "MA-01") == "clear"
    assert result(known(starts="2026-10-07"), "MA-01") == "clear"
    assert result(known(starts="2026-10-06"), "MA-01") == "ask"


def test_another_agencys_contact_is_not_this_ones():
    assert result(known().with_agency("police", "2026-11-16"), "MA-01") == "ask"
    assert result(known(agency="Health Visiting").with_agency("health_visitor", "2026-11-16"), "MA-01") == "clear"


def test_adult_services_count_and_a_sisters_school_does_not():
    assert result(known(agency="substance_service", with_person="MUM"), "MA-01") == "ask"
    sister = known(agency="school", with_person="SIS").with_person("SIS", "Kit", dob="2016-03-01")
    assert result(sister, "MA-01") == "n/a"


def test_no_longer_involved():
    assert result(known(active="no"), "MA-01") == "n/a"
    assert result(known(to="2026-11-02", active="no"), "MA-01") == "n/a"
    assert result(known(active=None, to="2026-11-02"), "MA-01") == "n/a"
    assert result(known(active=None), "MA-01") == "unknown"
    assert result(known(active=None).with_agency("gp", "2026-11-16"), "MA-01") == "unknown"


def test_a_contact_with_nobody_knows_whom_or_when():
    assert result(known().with_agency(None, "2026-11-16"), "MA-01") == "unknown"
    assert result(known().with_agency("gp", NOBODY_KNOWS, recorded="2026-11-16"), "MA-01") == "unknown"
    assert result(known().with_agency("gp", between("2026-10-06", "2026-10-20")), "MA-01") == "ask"
    assert result(known().with_agency("gp", between("2026-10-07", "2026-10-20")), "MA-01") == "clear"


def enquired(ended: str | None, started="2026-10-26") -> Story:
    story = known("CIN").with_agency("gp", "2026-10-20")
    return story.with_fact("Section47", started_on=started, ended_on=ended, planned_end="2026-12-30", recorded=started)


def test_none_between_the_start_of_a_section_47_enquiry_and_its_decision():
    assert result(enquired("2026-11-10"), "MA-01") == "ask"
    assert result(enquired(None), "MA-01") == "clear"
    assert result(enquired("2026-11-10").with_agency("gp", "2026-11-02"), "MA-01") == "clear"
    assert result(enquired("2026-11-10", started="2026-10-20"), "MA-01") == "clear"
    assert result(enquired("2026-11-10").with_agency("gp", "2026-11-16"), "MA-01") == "clear"  # late, and an answer


def test_an_agency_that_came_later_was_not_left_out():
    story = known("CIN", starts="2026-11-12")
    assert result(story.with_fact("Section47", started_on="2026-10-26", ended_on="2026-11-10"), "MA-01") == "clear"


def conferred(decided: str | None = "2026-11-10", invited: str | None = "2026-10-26", recorded="2026-11-10") -> Story:
    story = known("CIN").with_agency("gp", "2026-10-20")
    story = story.with_fact("Meeting", kind="icpc", at="2026-11-10", decision_made_on=decided, recorded=recorded)
    return story.with_fact("Invitation", meeting="Meeting1", agency="school", sent_on=invited, recorded="2026-10-26")


def test_none_between_notice_of_a_conference_and_its_decision():
    assert result(conferred(), "MA-01") == "ask"
    assert result(conferred(invited="2026-10-20"), "MA-01") == "clear"
    assert result(conferred(invited=None, recorded="2026-10-28"), "MA-01") == "ask"
    assert result(conferred(invited=None), "MA-01") == "unknown"  # nobody knows when notice was given
    assert result(conferred(decided=None), "MA-01") == "unknown"
    assert result(conferred(decided="2026-11-24"), "MA-01") == "clear"


def test_one_agency_raises_one_prompt():
    near = known("S47").with_fact("Section47", started_on="2026-09-01", planned_end="2026-11-20", recorded="2026-09-01")
    assert result(near, "INF-04") == "ask"
    assert result(near, "MA-01") == "clear"
    asked = near.with_fact("InfoRequest", to="gp", asked_at="2026-09-02", recorded="2026-09-02")
    assert result(asked, "MA-01") == "ask"


def test_kinds_not_kept_here():
    kinds = ("Involvement", "AgencyInvolvement", "Section47", "Meeting")
    story = known().with_agency("gp", "2026-11-16")
    assert result(story.kept_here(*kinds), "MA-01") == "unknown"
    assert result(story.kept_here(*kinds, "AgencyContact"), "MA-01") == "clear"
    silent = known().kept_here(*kinds).kept_here("AgencyContact", since="2026-10-20")
    assert result(silent, "MA-01") == "unknown"
    assert result(story.kept_here("Involvement", "AgencyContact"), "MA-01") == "unknown"


def test_with_whom_an_agency_works_is_not_recorded():
    assert result(known(with_person=None), "MA-01") == "unknown"
    assert result(known(with_person=None, active="no"), "MA-01") == "n/a"


def test_a_meeting_of_no_kind_may_be_a_conference():
    story = known("CIN").with_agency("gp", "2026-10-20")
    meeting = {"kind": None, "at": "2026-11-10", "decision_made_on": "2026-11-10", "recorded": "2026-10-26"}
    assert result(story.with_fact("Meeting", **meeting), "MA-01") == "unknown"
    assert result(story.with_fact("Meeting", **meeting | {"kind": "core_group"}), "MA-01") == "clear"
    assert result(story.with_fact("Meeting", **meeting).with_agency("gp", "2026-10-26"), "MA-01") == "clear"


def test_a_contact_with_nobody_knows_whom_changes_nothing_before_the_limit():
    assert result(known(since="2026-10-07").with_agency(None, "2026-11-16"), "MA-01") == "clear"


def test_an_agency_with_no_name_is_not_nobody():
    assert result(known(agency=None), "MA-01") == "unknown"
    assert result(known(agency=""), "MA-01") == "unknown"
    assert result(known(agency=None, active="no"), "MA-01") == "n/a"
    both = known(agency=None).with_fact(
        "AgencyInvolvement", agency="gp", with_person="C1", starts="2026-01-05", active="yes"
    )
    assert found(both.ask("MA-01", TODAY)) == ("ask", "soon", ("AgencyInvolvement2",))
    assert result(both.with_agency("gp", "2026-11-16"), "MA-01") == "unknown"
