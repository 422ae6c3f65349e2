"""BRU-01, a bruise or mark on a child who may not be moving about: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("BRU-01", day, **params)


def a_baby(born="2026-08-01", **fields) -> Story:
    return a_child(born=born, **fields)


def bruise(story: Story, on=DAY, person="C1", kind="bruise", **fields) -> Story:
    return story.with_fact("Injury", **{"person": person, "type": kind, "seen_at": on, "recorded": DAY, **fields})


EXAMINED = {"examiner": "Dr Reed", "grade": "consultant", "when": DAY, "opinion": "cannot_say", "reason_for_none": None}
NEW = bruise(a_baby())


def answered(story: Story | None = None, without: str = "", examination=EXAMINED) -> Story:
    story = story or bruise(a_baby(), examination=None if without == "examination" else examination)
    rows = {
        "social_care": lambda s: s.with_agency("social_care", DAY, who="Ms Vale", advice="Bring the baby in today"),
        "gp": lambda s: s.with_agency("gp", DAY, who="Dr Ash"),
        "another": lambda s: s.with_agency("health_visitor", DAY, who="Ms Oak"),
        "decision": lambda s: s.with_decision("bruise_outcome", DAY, reasons="A birthmark was seen at birth by two"),
    }
    for name, add in rows.items():
        if name != without:
            story = add(story)
    return story


def test_it_asks_today_as_soon_as_a_mark_is_saved():
    outcome = ask(NEW)
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    assert outcome.evidence == ("Injury1",)
    assert outcome.prompt == (
        "A bruise was recorded on Robin, who may not be moving about independently. On a baby who cannot move any mark "
        "is unusual and needs a skilled look today; the cause may prove innocent. Who has examined Robin, and who has "
        "been asked what they know?"
    )


def test_an_explanation_does_not_switch_it_off():
    told = [{"who": "MUM", "when": DAY, "words": "He rolled onto a toy", "consistent": "Y"}]
    assert ask(bruise(a_baby(), explanations=told)).result is Result.ASK


def test_all_four_on_record_clear_it_whatever_was_decided():
    assert ask(answered()).result is Result.CLEAR


@pytest.mark.parametrize("without", ["social_care", "examination", "gp", "another", "decision"])
def test_each_of_the_four_is_needed(without):
    outcome = ask(answered(without=without))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)


def test_a_section_47_enquiry_alone_clears_nothing():
    story = NEW.with_fact("Section47", started_on=DAY).with_decision("end_of_s47", DAY, reasons="No further action")
    assert ask(story).result is Result.ASK


def test_social_care_needs_who_and_advice_and_is_not_the_other_agency():
    for missing in ({"who": "", "advice": "Come in"}, {"who": "Ms Vale", "advice": None}):
        story = answered(without="social_care").with_agency("social_care", DAY, **missing)
        assert ask(story).result is Result.ASK
    story = answered(without="another").with_agency("social_care", DAY, who="Mr Elm", advice="See above")
    assert ask(story).result is Result.ASK
    assert ask(answered(without="another").with_agency("police", DAY)).result is Result.CLEAR


def test_neither_gp_nor_health_visitor_is_not_enough():
    story = answered(without="gp")
    story = Story(tuple(row for row in story.rows if row.fields.get("agency") != "health_visitor"))
    assert ask(story.with_agency("police", DAY).with_agency("nursery", DAY)).result is Result.ASK


def test_an_agency_asked_in_writing_counts_as_asked():
    story = answered(without="another").with_fact("InfoRequest", to="hospital", asked_at=DAY, question="Seen before?")
    assert ask(story).result is Result.CLEAR


def test_a_named_clinicians_reason_for_no_examination_counts_and_a_nameless_one_does_not():
    reason = {"examiner": "Dr Reed", "reason_for_none": "Seen at birth, drawn on the chart"}
    assert ask(answered(examination=reason)).result is Result.CLEAR
    assert ask(answered(examination={**reason, "examiner": None})).result is Result.ASK
    assert ask(answered(examination={**EXAMINED, "when": "2026-11-20"})).result is Result.ASK


def test_contacts_before_the_injury_or_about_somebody_else_do_not_count():
    story = answered(without="social_care")
    assert ask(story.with_agency("social_care", "2026-11-17", who="A", advice="B")).result is Result.ASK
    assert ask(story.with_agency("social_care", DAY, about="MUM", who="A", advice="B")).result is Result.ASK
    assert ask(story.with_agency("social_care", DAY, about=None, who="A", advice="B")).result is Result.ASK


def test_a_decision_needs_reasons_and_may_name_the_injury_instead():
    story = answered(without="decision")
    assert ask(story.with_decision("bruise_outcome", DAY, reasons=" ")).result is Result.ASK
    assert ask(story.with_decision("closure", DAY, reasons="Talked through")).result is Result.ASK
    assert ask(story.with_decision("closure", DAY, reasons="Talked through", names=["Injury1"])).result is Result.CLEAR


@pytest.mark.parametrize(
    ("born", "milestone", "expected"),
    [
        ("2026-05-18", None, Result.ASK),  # six months to the day: not known whether mobile
        ("2026-05-19", "crawls", Result.ASK),  # under six months: a milestone does not change that
        ("2026-04-01", "crawls", Result.NOT_APPLICABLE),
        ("2026-04-01", "rolls", Result.ASK),
        ("2026-04-01", "sits", Result.ASK),
        ("2025-05-19", None, Result.ASK),  # the day before eighteen months
        ("2025-05-18", None, Result.NOT_APPLICABLE),
        (None, None, Result.ASK),
        (None, "walks", Result.NOT_APPLICABLE),
    ],
)
def test_who_counts_as_moving_about(born, milestone, expected):
    story = a_baby(born=born)
    if milestone:
        story = story.with_fact("Milestone", person="C1", milestone=milestone, observed_on="2026-11-01", observer="HV")
    assert ask(bruise(story)).result is expected


def test_a_walking_toddler_is_the_innocent_twin():
    assert ask(bruise(a_child(born="2024-06-01"))).result is Result.NOT_APPLICABLE


def test_disability_or_delay_goes_by_milestones_at_any_age():
    for fields in ({"disability": ["MOB"]}, {"delay": "yes"}):
        story = a_child(born="2019-01-01", **fields)
        outcome = ask(bruise(story))
        assert outcome.result is Result.ASK
        assert "On a child who cannot move" in outcome.prompt
        walks = story.with_fact("Milestone", person="C1", milestone="walks", observed_on="2026-06-01")
        assert ask(bruise(walks)).result is Result.NOT_APPLICABLE


def test_corrected_age_counts_too():
    born = "2026-05-10"  # six months old, and not yet six months corrected for 32 weeks
    crawling = a_baby(born=born, gestation_weeks=32).with_fact(
        "Milestone", person="C1", milestone="crawls", observed_on="2026-11-10"
    )
    assert ask(bruise(crawling)).result is Result.ASK
    term = a_baby(born=born, gestation_weeks=40).with_fact(
        "Milestone", person="C1", milestone="crawls", observed_on="2026-11-10"
    )
    assert ask(bruise(term)).result is Result.NOT_APPLICABLE


def test_a_milestone_that_came_later_or_was_lost_again_does_not_count():
    story = a_baby(born="2026-02-01")
    later = story.with_fact("Milestone", person="C1", milestone="crawls", observed_on="2026-11-10")
    assert ask(bruise(later, on="2026-11-09")).result is Result.ASK
    crawled = story.with_fact("Milestone", person="C1", milestone="crawls", observed_on="2026-10-01")
    lost = crawled.with_fact("Milestone", person="C1", milestone="crawls", regression="yes", observed_on="2026-11-01")
    assert ask(bruise(crawled)).result is Result.NOT_APPLICABLE
    assert ask(bruise(lost)).result is Result.ASK


def test_a_documented_birthmark_is_nothing_to_look_at_and_an_empty_box_is_no_birthmark():
    assert ask(bruise(a_baby(), documented_birthmark="yes")).result is Result.NOT_APPLICABLE
    assert ask(bruise(a_baby(), documented_birthmark=None)).result is Result.ASK


def test_it_never_says_unknown_for_an_empty_box():
    for fields in ({"person": None}, {"on": {"precision": "unknown"}}, {"on": None}, {"kind": None}):
        assert ask(bruise(a_baby(), **fields)).result is Result.ASK


def test_another_childs_injury_is_not_this_childs():
    story = bruise(a_baby().with_person("SIB", "Mia", dob="2026-08-01"), person="SIB")
    assert ask(story).result is Result.NOT_APPLICABLE


def test_more_than_28_days_old_when_first_recorded_asks_soon():
    soon = ask(bruise(a_baby(), on="2026-10-20"))
    assert (soon.result, soon.severity) == (Result.ASK, Severity.SOON)
    assert "seen on 20 October 2026 and written down later" in soon.prompt
    assert ask(bruise(a_baby(), on="2026-10-21")).severity is Severity.TODAY
    assert ask(bruise(bruise(a_baby(), on="2026-10-01"))).severity is Severity.TODAY


def test_it_asks_for_a_child_without_an_open_case_and_uses_the_partnerships_numbers():
    assert ask(NEW.at_level("EH")).result is Result.ASK
    rolls = a_baby(born="2026-04-01").with_fact("Milestone", person="C1", milestone="rolls", observed_on="2026-11-01")
    assert ask(bruise(rolls), rolling_counts=1).result is Result.NOT_APPLICABLE
    waits = ask(answered(without="examination"), exam_within_days=1)
    assert waits.result is Result.CLEAR
    assert waits.next_look.isoformat() == "2026-11-19"


def test_without_a_name_the_prompt_still_reads():
    assert ask(bruise(a_baby(name=None), kind="unidentified_mark")).prompt.startswith(
        "An unidentified mark was recorded on this child, who may not"
    )


def test_where_contacts_or_decisions_are_not_kept_it_asks_and_only_without_injuries_is_it_unknown():
    outcome = ask(NEW.kept_here("Injury", "Person", "Milestone"))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)
    outcome = ask(a_baby().kept_here("AgencyContact", "Decision", "Person", "Milestone"))
    assert (outcome.result, outcome.note) == (Result.UNKNOWN, "not kept here")


def test_it_says_what_mark_it_was():
    assert ask(NEW).shows[0] == "Bruise, 18 November 2026."
