"""INF-04, a key agency was never asked: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import TODAY, a_case, between, found, result

# Five working days before 25 November is 18 November.


def enquiry(planned_end="2026-11-25", ended: str | None = None, **child) -> Story:
    return a_case("S47", **child).with_fact(
        "Section47", started_on="2026-11-09", planned_end=planned_end, ended_on=ended, recorded="2026-11-09"
    )


def asked(story: Story, *agencies: str | None) -> Story:
    for agency in agencies:
        story = story.with_fact("InfoRequest", to=agency, asked_at="2026-11-10", recorded="2026-11-10")
    return story


EVERYBODY = ("gp", "health_visitor", "police")


def test_nobody_asked_five_working_days_before_the_end_asks():
    outcome = enquiry().ask("INF-04", TODAY)
    assert found(outcome) == ("ask", "soon", ("Section471",))
    assert outcome.prompt == (
        "A section 47 enquiry is to end on 25 November 2026, and no question to the GP, the health visitor or school "
        "nurse or police is on record, nor a reason why not. What might they know about Robin that nobody has asked?"
    )


def test_a_day_earlier_it_is_not_about_to_end():
    outcome = enquiry("2026-11-26").ask("INF-04", TODAY)
    assert (outcome.result, outcome.next_look) == ("n/a", date(2026, 11, 19))


def test_everybody_asked_is_clear():
    assert result(asked(enquiry(), *EVERYBODY), "INF-04") == "clear"
    assert result(asked(enquiry(), "GP surgery", "School nurse", "Police"), "INF-04") == "clear"


@pytest.mark.parametrize("left_out", EVERYBODY)
def test_each_of_them_matters(left_out):
    story = asked(enquiry(), *(agency for agency in EVERYBODY if agency != left_out))
    assert found(story.ask("INF-04", TODAY)) == ("ask", "soon", ("Section471",))


def test_a_reason_for_not_asking_is_an_answer():
    story = asked(enquiry(), "gp", "health_visitor")
    reasoned = story.with_fact(
        "InfoRequest", to="police", reason_not_asked="They are leading it", recorded="2026-11-10"
    )
    assert result(reasoned, "INF-04") == "clear"
    empty = story.with_fact("InfoRequest", to="police", reason_not_asked="", recorded="2026-11-10")
    assert result(empty, "INF-04") == "ask"
    silent = story.with_fact("InfoRequest", to="police", recorded="2026-11-10")
    assert result(silent, "INF-04") == "unknown"


def at_school(story: Story, active: str | None = "yes", person: str | None = "C1", agency="school") -> Story:
    return story.with_fact("AgencyInvolvement", agency=agency, with_person=person, starts="2026-01-05", active=active)


def test_the_school_if_the_child_has_one():
    story = asked(enquiry(), *EVERYBODY)
    assert found(at_school(story).ask("INF-04", TODAY)) == ("ask", "soon", ("Section471", "AgencyInvolvement1"))
    assert result(asked(at_school(story), "Oak Primary School"), "INF-04") == "clear"
    assert result(at_school(story, agency="nursery"), "INF-04") == "ask"
    assert result(at_school(story, active="no"), "INF-04") == "clear"
    assert result(at_school(story, active=None), "INF-04") == "unknown"
    assert result(at_school(story, person="SIS"), "INF-04") == "clear"
    assert result(at_school(story, person=None), "INF-04") == "unknown"


def test_a_service_known_to_treat_an_adult():
    story = asked(enquiry(), *EVERYBODY)
    treated = at_school(story, agency="substance_service", person="MUM")
    assert found(treated.ask("INF-04", TODAY)) == ("ask", "soon", ("Section471", "AgencyInvolvement1"))
    assert result(asked(treated, "substance_service"), "INF-04") == "clear"
    assert result(at_school(story, agency="probation", person="MUM"), "INF-04") == "clear"
    concern = {"person": "MUM", "topic": "alcohol", "first_known": "2026-05-01", "service": "Turning Point"}
    assert result(story.with_fact("Concern", status="current", **concern), "INF-04") == "ask"
    assert result(asked(story.with_fact("Concern", status="current", **concern), "turning point"), "INF-04") == "clear"
    assert result(story.with_fact("Concern", status="past", **concern), "INF-04") == "clear"
    assert result(story.with_fact("Concern", status=None, **concern), "INF-04") == "unknown"


def test_a_question_to_nobody_in_particular_went_to_one_of_them():
    assert result(asked(enquiry(), "gp", "police", None), "INF-04") == "unknown"
    assert result(asked(enquiry(), "gp", None), "INF-04") == "ask"


def test_once_it_has_ended_it_is_too_late_to_ask():
    assert result(enquiry(ended="2026-11-17"), "INF-04") == "n/a"
    assert result(enquiry("2026-11-11"), "INF-04") == "ask"


def test_without_a_planned_end_nobody_knows():
    assert result(enquiry(None), "INF-04") == "unknown"
    assert result(enquiry(between("2026-11-25", "2026-11-30")), "INF-04") == "ask"


def test_a_conference_and_an_assessment_end_too():
    conference = a_case("CP").with_fact("Meeting", kind="icpc", at="2026-11-25", recorded="2026-11-02")
    assert found(conference.ask("INF-04", TODAY)) == ("ask", "soon", ("Meeting1",))
    assert result(conference, "INF-04", "2026-11-25") == "ask"
    assert result(conference, "INF-04", "2026-11-26") == "n/a"
    group = a_case("CP").with_fact("Meeting", kind="core_group", at="2026-11-25", recorded="2026-11-02")
    assert result(group, "INF-04") == "n/a"
    assessment = {"started_at": "2026-10-01", "planned_end": "2026-11-20", "recorded": "2026-10-01"}
    assert result(a_case().with_fact("Assessment", **assessment), "INF-04") == "ask"
    signed = a_case().with_fact("Assessment", authorised_at="2026-11-16", **assessment)
    assert result(signed, "INF-04") == "n/a"


def test_before_birth_the_midwife_will_do():
    unborn = enquiry(born=None, expected_dob="2026-12-20")
    assert result(asked(unborn, "gp", "midwifery", "police"), "INF-04") == "clear"
    assert result(asked(enquiry(), "gp", "midwifery", "police"), "INF-04") == "ask"
    assert "about the baby" in (
        asked(enquiry(born=None, expected_dob="2026-12-20", name=None)).ask("INF-04", TODAY).prompt or ""
    )


def test_level_and_coverage():
    early = a_case("EH").with_fact("Assessment", started_at="2026-10-01", planned_end="2026-11-20")
    assert result(early, "INF-04") == "n/a"
    kinds = ("Involvement", "Section47", "Assessment", "Meeting", "AgencyInvolvement")
    assert result(enquiry().kept_here(*kinds), "INF-04") == "unknown"
    assert result(enquiry().kept_here(*kinds, "InfoRequest"), "INF-04") == "ask"
    assert result(a_case().kept_here(*kinds, "InfoRequest"), "INF-04") == "n/a"
    assert result(a_case().kept_here("Involvement", "InfoRequest"), "INF-04") == "unknown"


def test_a_gp_named_on_a_concern_is_no_second_agency():
    """The one question that names nobody may have been the GP's."""
    story = asked(enquiry(), "health_visitor", "police", None)
    named = story.with_fact("Concern", person="DAD", topic="alcohol", status="current", service="GP")
    assert story.ask("INF-04", "2026-11-18").result == "unknown"
    assert named.ask("INF-04", "2026-11-18").result == "unknown"


def test_what_treats_a_brother_treats_no_adult():
    story = asked(enquiry(), *EVERYBODY).with_person("SIB", "Kit", dob="2013-01-01").with_person("MUM", "Jo")
    assert result(at_school(story, agency="mental_health", person="SIB"), "INF-04") == "clear"
    concern = {"topic": "drugs", "first_known": "2026-05-01", "service": "Turning Point", "status": "current"}
    assert result(story.with_fact("Concern", person="SIB", **concern), "INF-04") == "clear"
    outcome = at_school(story, agency="mental_health", person="MUM").ask("INF-04", TODAY)
    assert outcome.result == "ask"
    assert "no question to the mental health service is on record" in (outcome.prompt or "")


def test_a_conference_with_no_day_or_a_meeting_of_no_kind_may_be_near():
    case = a_case("CP")
    planned = {"planned": "true", "recorded": "2026-11-02"}
    assert result(case.with_fact("Meeting", kind="icpc", at=None, **planned), "INF-04") == "unknown"
    assert result(case.with_fact("Meeting", kind="core_group", at=None, **planned), "INF-04") == "n/a"
    near = case.with_fact("Meeting", kind=None, at="2026-11-25", **planned)
    assert result(near, "INF-04") == "unknown"
    assert result(case.with_fact("Meeting", kind=None, at="2026-11-26", **planned), "INF-04") == "n/a"
    assert result(case.with_fact("Meeting", kind=None, at="2026-11-10", recorded="2026-11-02"), "INF-04") == "n/a"


def test_an_agency_with_no_name_may_be_the_school_or_an_adults_service():
    story = asked(enquiry(), *EVERYBODY)
    assert result(at_school(story, agency=None), "INF-04") == "unknown"
    assert result(at_school(asked(story, "school", "nursery"), agency=None), "INF-04") == "clear"
    assert result(at_school(story, agency=None, active="no"), "INF-04") == "clear"
    assert result(at_school(story, agency=None, person="MUM"), "INF-04") == "unknown"


def test_concerns_not_kept_here_may_name_an_adults_service():
    story = asked(enquiry(), *EVERYBODY)
    kinds = ("Involvement", "InfoRequest", "Section47", "Assessment", "Meeting", "AgencyInvolvement")
    assert result(story.kept_here(*kinds, "Concern"), "INF-04") == "clear"
    assert result(story.kept_here(*kinds), "INF-04") == "unknown"
    assert result(asked(story, "mental_health").kept_here(*kinds), "INF-04") == "unknown"
    assert result(asked(story, "mental_health", "substance_service").kept_here(*kinds), "INF-04") == "clear"
    assert result(enquiry().kept_here(*kinds), "INF-04") == "ask"


def test_what_is_to_end_in_a_far_year_is_not_near():
    assert result(enquiry("2040-05-01"), "INF-04") == "n/a"
    team = {"kind": "team_meeting", "at": "2040-05-01", "recorded": "2026-11-02"}
    assert result(enquiry().with_fact("Meeting", **team), "INF-04") == "ask"
