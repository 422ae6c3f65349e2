"""What each row of a census becomes on the record."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.cases.models import (
    Assessment,
    Concern,
    Event,
    Involvement,
    Meeting,
    Plan,
    RecordCoverage,
    Referral,
    Section47,
)
from sightline.people.models import Identifier
from tests.unit.exchange.cin.files import (
    a_child,
    a_cin_plan,
    a_protection_plan,
    an_assessment,
    an_enquiry,
    an_episode,
)
from tests.unit.exchange.cin.stored import Census, the_child, total

pytestmark = pytest.mark.django_db
CLOSED = "<CINclosureDate>2026-02-03</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"


@pytest.fixture
def census(tmp_path):
    return Census(tmp_path)


def levels():
    rows = Involvement.objects.order_by("level").values_list("level", "starts_on", "ends_on")
    return [(level, str(starts), str(ends) if ends else None) for level, starts, ends in rows]


def test_a_child_has_no_name_and_is_called_by_reference(census):
    census.bring_in(a_child(id="X12", more="<UPN>A123456789123</UPN>"))
    child = the_child("X12")
    assert (child.name, child.shown_name, child.is_child, child.source) == ("", "Child X12", True, "CIN census 201")
    assert (child.sex, child.ethnicity, child.dob) == ("F", "WBRI", date(2018, 5, 5))
    assert set(Identifier.objects.values_list("scheme", "value")) == {("cin:201", "X12"), ("upn", "A123456789123")}


@pytest.mark.parametrize(
    ("group", "disability"),
    [
        ("<Disabilities><Disability>NONE</Disability></Disabilities>", []),
        ("<Disabilities><Disability>LD</Disability><Disability>VIS</Disability></Disabilities>", ["LD", "VIS"]),
        ("", None),
    ],
)
def test_none_and_not_recorded_are_kept_apart(census, group, disability):
    census.bring_in(a_child(traits=f"<Ethnicity>WBRI</Ethnicity>{group}"))
    assert the_child().disability == disability


def test_an_unborn_child_has_an_expected_date_until_it_is_born(census):
    expected = "<ExpectedPersonBirthDate>2026-06-01</ExpectedPersonBirthDate>"
    census.bring_in(a_child(birth=expected, sex="<Sex>U</Sex>"))
    assert (the_child().dob, the_child().expected_dob) == (None, date(2026, 6, 1))
    census.bring_in(a_child(birth="<PersonBirthDate>2026-05-28</PersonBirthDate>", year=2027), year=2027)
    assert (the_child().dob, the_child().expected_dob, the_child().version) == (date(2026, 5, 28), None, 2)


def test_an_episode_is_a_referral_and_open_help(census):
    census.bring_in(a_child(an_episode("")))
    referral = Referral.objects.get()
    assert (referral.received_on, referral.source_code, referral.primary_need) == (date(2025, 11, 1), "1A", "N1")
    assert (referral.decision, referral.closed_on) == (None, None)
    assert levels() == [("CIN", "2025-11-01", None)]


def test_no_further_action_is_a_decision_and_no_help(census):
    census.bring_in(a_child(an_episode("").replace(">false<", ">true<")))
    assert Referral.objects.get().decision == "nfa"
    assert levels() == []


def test_a_closed_episode_ends_with_its_reason(census):
    census.bring_in(a_child(an_episode("", closed=CLOSED)))
    assert (Referral.objects.get().closed_on, Referral.objects.get().closure_reason) == (date(2026, 2, 3), "RC7")
    assert levels() == [("CIN", "2025-11-01", "2026-02-03")]


def test_an_enquiry_ends_with_its_conference(census):
    enquiry = an_enquiry("2025-11-03", "2025-11-20", target="2025-11-24")
    census.bring_in(a_child(an_episode(enquiry)))
    row = Section47.objects.get()
    assert (row.started_on, row.ended_on, row.conference_target) == (
        date(2025, 11, 3), date(2025, 11, 20), date(2025, 11, 24),
    )  # fmt: skip
    assert (row.conference_not_required, row.referral) == ("no", Referral.objects.get().fact)
    assert ("S47", "2025-11-03", "2025-11-20") in levels()


def test_an_enquiry_without_a_conference_ends_at_the_latest_when_the_episode_does(census):
    needless = an_enquiry("2025-11-03", not_required="true")
    census.bring_in(a_child(an_episode(needless), id="OPEN"), a_child(an_episode(needless, closed=CLOSED), id="SHUT"))
    ends = {row.child.reference: row.ends_on for row in Involvement.objects.filter(level="S47")}
    assert ends == {"OPEN": None, "SHUT": date(2026, 2, 3)}
    assert set(Section47.objects.values_list("conference_not_required", "ended_on")) == {("yes", None)}


def test_a_conference_given_twice_is_one_meeting(census):
    held = "<DateOfInitialCPC>{}</DateOfInitialCPC>"
    same = an_episode(held.format("2025-11-20") + an_enquiry("2025-11-03", "2025-11-20"))
    other = an_episode(held.format("2025-12-09") + an_enquiry("2025-11-03", "2025-11-20"))
    census.bring_in(a_child(same, id="SAME"), a_child(other, id="OTHER"))
    meetings = Meeting.objects.filter(kind="icpc")
    assert [row.at_date for row in meetings.filter(child__reference="SAME")] == [date(2025, 11, 20)]
    assert {row.at_date for row in meetings.filter(child__reference="OTHER")} == {date(2025, 11, 20), date(2025, 12, 9)}


def test_a_protection_plan_is_a_plan_help_at_that_level_and_its_reviews(census):
    plan = a_protection_plan("2025-11-20", reviews=("2026-01-15",), previous="2")
    census.bring_in(a_child(an_episode(after=plan)))
    row = Plan.objects.get()
    assert (row.kind, row.starts_on, row.ends_on) == ("CP", date(2025, 11, 20), None)
    assert (row.initial_category, row.latest_category, row.previous_plans) == ("NEG", "NEG", 2)
    assert ("CP", "2025-11-20", None) in levels()
    assert list(Meeting.objects.values_list("kind", "at_date")) == [("review_conference", date(2026, 1, 15))]


def test_a_child_in_need_plan_is_a_plan_and_no_further_help(census):
    census.bring_in(a_child(an_episode(a_cin_plan("2025-12-03", "2026-01-09"))))
    assert list(Plan.objects.values_list("kind", "ends_on")) == [("CIN", date(2026, 1, 9))]
    assert levels() == [("CIN", "2025-11-01", None)]


def test_factors_stand_on_the_assessment_and_become_dated_worries(census):
    assessment = an_assessment("2025-11-04", "2025-12-02", ("3B", "16A", "2C", "20", "3B"))
    census.bring_in(a_child(an_episode(assessment)))
    assert Assessment.objects.get().factors == ["3B", "16A", "2C", "20", "3B"]
    child = the_child()
    worries = {row.map_to_cin: row for row in Concern.objects.all()}
    assert {code: (row.topic, row.subject_words, row.person) for code, row in worries.items()} == {
        "3B": ("domestic_abuse", "carer, not identified", None),
        "16A": ("neglect", "", child),
        "2C": ("drugs", "another person in the household, not identified", None),
    }
    assert {(row.at_date, row.status, row.last_known) for row in worries.values()} == {
        (date(2025, 12, 2), "unknown", None)
    }


def test_factors_of_an_unfinished_assessment_are_no_worries_yet(census):
    census.bring_in(a_child(an_episode(an_assessment("2025-11-04", "", ("3B",)))))
    assert (Assessment.objects.get().factors, Concern.objects.count()) == (["3B"], 0)


def test_an_assessment_without_factors_says_nothing_about_worries(census):
    census.bring_in(a_child(an_episode(an_assessment("2025-11-04", "2025-12-02"))))
    assert Assessment.objects.get().factors is None


def test_pre_proceedings_are_an_event_in_plain_words_with_all_that_is_given(census):
    row = """<PreProceedingsandFGDM><PPStartDate>2027-01-11</PPStartDate><LBPSentDate>2027-01-14</LBPSentDate>
    <FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>0</FGDMMeetingFac><ReviewMeetingsCount>2</ReviewMeetingsCount>
    <PPOutcome>C</PPOutcome></PreProceedingsandFGDM>"""
    census.bring_in(a_child(an_episode(after=row, year=2027), year=2027), year=2027)
    event = Event.objects.get()
    assert (event.at_date, event.kind) == (date(2027, 1, 11), "fact")
    assert event.what == (
        "Pre-proceedings began. Letter before proceedings sent: 14 January 2027. "
        "Family group decision-making meeting offered: yes. Family group decision-making meeting held: no. "
        "Review meetings: 2. Outcome code: C."
    )


def test_a_row_without_its_day_is_refused_and_the_rest_is_kept(census):
    nameless = an_enquiry("2025-11-03").replace("2025-11-03", "3 November")
    stored = census.bring_in(a_child(an_episode(nameless + a_cin_plan("2025-12-03"))))
    (refused,) = stored.refused
    assert (refused.field, refused.child) == ("S47ActualStartDate", "C1")
    assert "left out" in refused.reason
    assert (Section47.objects.count(), Plan.objects.count()) == (0, 1)


def test_a_referral_without_its_day_takes_only_itself_away(census):
    episode = an_episode().replace("<CINreferralDate>2025-11-01</CINreferralDate>", "")
    stored = census.bring_in(a_child(episode))
    assert [issue.field for issue in stored.refused] == ["CINreferralDate"]
    assert (Referral.objects.count(), Involvement.objects.count()) == (0, 0)
    assert Assessment.objects.get().referral is None


def test_a_number_no_child_can_have_is_left_empty(census):
    stored = census.bring_in(a_child(an_episode(after=a_protection_plan("2025-11-20", previous="70000"))))
    assert Plan.objects.get().previous_plans is None
    assert any("left empty" in issue.reason for issue in stored.warnings if issue.field == "NumberOfPreviousCPP")


def test_coverage_is_the_period_and_only_what_a_census_holds(census):
    census.bring_in(a_child())
    rows = {(row.kind, row.source, row.starts_on, row.ends_on) for row in RecordCoverage.objects.all()}
    period = ("CIN census 201", date(2025, 4, 1), date(2026, 3, 31))
    kinds = ("Involvement", "Referral", "Assessment", "Section47", "Plan")
    assert rows == {(kind, *period) for kind in kinds} | {("Person", "CIN census 201", None, None)}


def test_an_id_longer_than_any_is_refused_with_its_child(census):
    stored = census.bring_in(a_child(id="L" * 41), a_child(id="C2"))
    assert [(issue.field, issue.child) for issue in stored.refused] == [("LAchildID", "L" * 41)]
    assert total(stored)[0] == 5  # C2: person, referral, help, assessment, worry
