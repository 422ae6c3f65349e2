"""UM-05, does their worker know there is a child: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("UM-05", day)


def known(agency: str | None = "probation", person: str | None = "DAD", **fields) -> Story:
    story = a_child().at_level("CIN").with_person("DAD", "Sam", dob="1990-01-01")
    usual = {"agency": agency, "with_person": person, "starts": "2026-06-01", "active": "yes"}
    return story.with_fact("AgencyInvolvement", **{**usual, **fields})


@pytest.mark.parametrize(
    ("agency", "words"),
    [
        ("probation", "probation"), ("substance_service", "the substance service"), ("prison", "the prison"),
        ("mental_health", "the mental health service"), ("Drug and Alcohol Team", "the substance service"),
    ],
)  # fmt: skip
def test_a_service_of_their_own_never_spoken_to_about_the_child_asks(agency, words):
    outcome = ask(known(agency))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("AgencyInvolvement1",))
    assert outcome.prompt == (
        f"It is recorded that {words} works with Sam, and not that anyone there was spoken to about Robin. Does their "
        "worker know there is a child?"
    )


def test_a_contact_with_that_service_about_the_child_clears():
    assert ask(known().with_agency("probation", "2026-10-01")).result is Result.CLEAR
    assert ask(known().with_agency("probation", "2026-10-01", about="DAD")).result is Result.ASK
    assert ask(known().with_agency("police", "2026-10-01")).result is Result.ASK
    assert ask(known().with_agency("Probation Service", "2026-10-01")).result is Result.CLEAR
    assert ask(known().with_agency("probation", "2026-12-01", recorded="2026-11-01")).result is Result.ASK


def test_boxes_nobody_filled_in():
    assert ask(known().with_agency("probation", "2026-10-01", about=None)).result is Result.UNKNOWN
    assert ask(known().with_agency(None, "2026-10-01")).result is Result.UNKNOWN
    assert ask(known(person=None)).result is Result.UNKNOWN
    assert ask(known(agency=None)).result is Result.UNKNOWN


def test_nobody_with_such_a_service_is_a_child_unless_a_date_of_birth_says_so():
    story = a_child().at_level("CIN").with_fact("AgencyInvolvement", agency="probation", with_person="LEE")
    assert ask(story.with_person("LEE", "Lee")).result is Result.ASK
    assert ask(story.with_person("LEE", "Lee", dob="2012-01-01")).result is Result.NOT_APPLICABLE


def test_everybodys_services_and_the_childs_own_are_the_innocent_twin():
    for agency in ("gp", "police", "health_visitor", "school"):
        assert ask(known(agency)).result is Result.NOT_APPLICABLE
    assert ask(known("mental_health", "C1")).result is Result.NOT_APPLICABLE


def test_a_service_that_is_over_does_not_ask():
    assert ask(known(active="no")).result is Result.NOT_APPLICABLE
    assert ask(known(to="2026-11-01")).result is Result.NOT_APPLICABLE
    assert ask(known(to="2026-12-01")).result is Result.ASK
    assert ask(known(active=None)).result is Result.ASK


def test_each_service_counts():
    story = known().with_agency("probation", "2026-10-01")
    more = story.with_fact("AgencyInvolvement", agency="mental_health", with_person="DAD", starts="2026-06-01")
    assert ask(more).evidence == ("AgencyInvolvement2",)


def test_a_day_nobody_knows_does_not_matter():
    story = known().with_agency("probation", {"precision": "unknown"}, recorded="2026-10-01")
    assert ask(story).result is Result.CLEAR


def test_none_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(known().kept_here("Involvement", "AgencyInvolvement")).result is Result.UNKNOWN
    assert ask(known().kept_here("Involvement", "AgencyContact")).result is Result.UNKNOWN


def test_a_service_named_on_an_adults_concern_knows_that_adult():
    def concern(**fields) -> Story:
        usual = {"person": "DAD", "topic": "drugs", "status": "current", "service": "Substance service"}
        story = a_child().at_level("CIN").with_person("DAD", "Sam", dob="1990-01-01")
        return story.with_fact("Concern", **{**usual, "first_known": "2026-06-01", **fields})

    outcome = ask(concern())
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("Concern1",))
    assert "the substance service works with Sam" in outcome.prompt
    assert ask(concern().with_agency("substance_service", "2026-10-01")).result is Result.CLEAR
    for fields in ({"service": "GP"}, {"service": None}, {"status": "past"}, {"person": "C1"}):
        assert ask(concern(**fields)).result is Result.NOT_APPLICABLE
    assert ask(concern(status=None)).result is Result.UNKNOWN
    assert ask(concern(person=None)).result is Result.UNKNOWN
