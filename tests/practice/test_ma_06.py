"""MA-06, dates: initial conference, core group, review conference, assessment. Little stories."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import Story
from tests.casework import NOBODY_KNOWS, TODAY, a_case, between, found, result


def enquiry(started="2026-10-27", level: str | None = "S47", **fields) -> Story:
    return a_case(level).with_fact("Section47", **{"started_on": started, "recorded": "2026-10-27"} | fields)


def held(story: Story, kind: str | None, at, **fields) -> Story:
    return story.with_fact("Meeting", kind=kind, at=at, **{"recorded": "2026-08-03"} | fields)


def conference(at, level: str | None = "CP", group: bool = True) -> Story:
    """An initial conference, with its core group in time unless said otherwise."""
    story = held(a_case(level), "icpc", at)
    return held(story, "core_group", at) if group else story


# The initial conference: fifteen working days end on 18 November when they begin on 28 October


def test_no_initial_conference_after_fifteen_working_days_asks():
    outcome = enquiry().ask("MA-06", TODAY)
    assert found(outcome) == ("ask", "soon", ("Section471",))
    assert outcome.prompt == (
        "Not on record yet: an initial conference by 17 November 2026 (section 47 enquiry of 27 October 2026). What "
        "keeps Robin safe meanwhile, and what is in the way?"
    )
    on_the_day = enquiry("2026-10-28").ask("MA-06", TODAY)
    assert (on_the_day.result, on_the_day.next_look) == ("clear", date(2026, 11, 19))


def test_an_enquiry_that_ended_without_a_conference_is_clear():
    assert result(enquiry(ended_on="2026-11-10", outcome="no further action"), "MA-06") == "clear"
    assert result(enquiry(ended_on="2026-11-10"), "MA-06") == "clear"
    assert result(enquiry(ended_on="2026-11-10", outcome="no conference"), "MA-06") == "clear"
    assert result(enquiry(ended_on="2026-11-10", outcome="initial_conference"), "MA-06") == "ask"
    assert result(enquiry(ended_on="2026-11-30"), "MA-06") == "ask"


def test_held_in_time_is_clear_and_held_late_needs_a_reason():
    assert result(held(enquiry(), "icpc", "2026-11-17"), "MA-06") == "clear"
    late = held(enquiry(), "icpc", "2026-11-18")
    assert found(late.ask("MA-06", TODAY)) == ("ask", "reflect", ("Section471", "Meeting1"))
    assert late.ask("MA-06", TODAY).prompt == (
        "An initial conference was held after 17 November 2026 (section 47 enquiry of 27 October 2026), and no reason "
        "is recorded. What kept Robin safe meanwhile, and what got in the way?"
    )
    assert result(held(enquiry(), "icpc", "2026-11-18", late_reason="Snow"), "MA-06") == "clear"
    assert result(held(enquiry(), "icpc", "2026-11-18", late_reason=" "), "MA-06") == "ask"


def test_held_on_a_day_nobody_knows():
    assert result(held(enquiry(), "icpc", NOBODY_KNOWS, recorded="2026-11-18"), "MA-06") == "unknown"


def test_arranged_is_not_held():
    assert result(held(enquiry(), "icpc", "2026-11-24"), "MA-06") == "ask"


def test_a_conference_before_the_enquiry_is_another():
    assert found(held(enquiry(level="CIN"), "icpc", "2025-12-01").ask("MA-06", TODAY)) == (
        "ask",
        "soon",
        ("Section471",),
    )


def test_a_meeting_of_no_kind_may_be_it():
    assert result(held(enquiry(), None, "2026-11-10"), "MA-06") == "unknown"
    assert result(held(a_case("CP"), None, "2026-11-10"), "MA-06") == "unknown"
    ended = enquiry(ended_on="2026-11-10", level="CIN")
    assert result(held(ended, None, "2026-11-18"), "MA-06") == "unknown"  # perhaps a conference, held late
    late = held(conference("2026-11-02", group=False), "core_group", "2026-11-17")
    assert result(held(late, None, "2026-11-10"), "MA-06") == "unknown"
    assert result(held(late, None, "2026-10-20"), "MA-06") == "ask"


def test_an_enquiry_nobody_can_date():
    assert result(enquiry(None, recorded="2026-10-27"), "MA-06") == "ask"
    assert result(enquiry(NOBODY_KNOWS, recorded="2026-10-28"), "MA-06") == "unknown"
    assert result(enquiry(between("2026-10-27", "2026-11-06")), "MA-06") == "ask"


# The core group: ten working days end on 18 November when they begin on 4 November


def test_no_core_group_after_ten_working_days_asks():
    assert result(conference("2026-11-04", group=False), "MA-06") == "clear"
    assert found(conference("2026-11-03", group=False).ask("MA-06", TODAY)) == ("ask", "soon", ("Meeting1",))
    late = held(conference("2026-11-02", group=False), "core_group", "2026-11-17")
    assert found(late.ask("MA-06", TODAY)) == ("ask", "reflect", ("Meeting1", "Meeting2"))


@pytest.mark.parametrize(
    ("level", "expected"), [("CP", "ask"), ("S47", "ask"), ("CLA", "ask"), ("CIN", "ask"), ("EH", "n/a")]
)
def test_levels(level, expected):
    assert result(conference("2026-11-03", level, group=False), "MA-06") == expected


def test_a_conference_that_led_to_no_child_protection_plan():
    story = conference("2026-11-03", "CIN", group=False)
    assert result(story.with_plan("CIN", since="2026-11-05"), "MA-06") == "n/a"
    assert result(story.with_plan("CIN", since="2026-10-05"), "MA-06") == "ask"
    assert result(story.at_level("CIN", since="2026-11-03"), "MA-06") == "n/a"
    both = story.with_plan("CIN", since="2026-11-05").with_plan("CP", since="2026-11-03")
    assert result(both, "MA-06") == "ask"


def test_a_child_protection_plan_that_is_over_needs_no_core_group():
    story = conference("2026-06-02", "CIN", group=False)
    assert result(story.with_plan("CP", since="2026-06-02", until="2026-11-02"), "MA-06") == "n/a"
    assert result(story.at_level("CP", since="2026-06-02", until="2026-11-02"), "MA-06") == "n/a"
    assert result(story.with_plan("CP", since="2026-02-02", until="2026-05-02"), "MA-06") == "ask"


# The reviews: three months, then six, clamped, and never rolled forward


def test_the_first_review_after_three_months():
    assert result(conference("2026-08-18"), "MA-06") == "clear"
    assert found(conference("2026-08-17").ask("MA-06", TODAY)) == ("ask", "soon", ("Meeting1",))


def test_a_limit_on_a_saturday_ends_on_the_friday():
    assert result(conference("2026-08-14"), "MA-06", "2026-11-13") == "clear"
    assert result(conference("2026-08-14"), "MA-06", "2026-11-14") == "ask"


def test_months_are_clamped():
    story = conference("2026-11-30")
    assert result(story, "MA-06", "2027-02-26") == "clear"  # 28 February 2027 is a Sunday
    assert result(story, "MA-06", "2027-02-27") == "ask"
    reviewed = held(conference("2026-06-01"), "review_conference", "2026-08-31")
    assert (result(reviewed, "MA-06", "2027-02-26"), result(reviewed, "MA-06", "2027-02-27")) == ("clear", "ask")


def test_six_months_from_one_review_to_the_next():
    story = held(conference("2026-02-18"), "review_conference", "2026-05-18")
    assert result(story, "MA-06") == "clear"
    assert found(story.ask("MA-06", "2026-11-19")) == ("ask", "soon", ("Meeting3",))
    again = held(story, "review_conference", "2026-11-24")
    assert found(again.ask("MA-06", "2026-11-25")) == ("ask", "reflect", ("Meeting3", "Meeting4"))
    reasoned = held(story, "review_conference", "2026-11-24", late_reason="The chair was ill")
    assert result(reasoned, "MA-06", "2026-11-25") == "clear"


def test_a_plain_review_is_no_review_conference():
    assert result(held(conference("2026-08-17"), "review", "2026-11-10"), "MA-06") == "ask"


# The assessment: forty-five working days end on 18 November when they begin on 16 September


def assessed(started="2026-09-15", referred: str | None = None, level="CIN", **fields) -> Story:
    story = a_case(level)
    if referred:
        story = story.with_fact("Referral", id="R", received_at=referred, recorded=referred)
        fields["referral"] = "R"
    return story.with_fact("Assessment", started_at=started, recorded="2026-09-15", **fields)


def test_an_assessment_not_signed_after_forty_five_working_days_asks():
    assert found(assessed().ask("MA-06", TODAY)) == ("ask", "soon", ("Assessment1",))
    assert result(assessed("2026-09-16"), "MA-06") == "clear"
    assert result(assessed(authorised_at="2026-11-17"), "MA-06") == "clear"
    assert result(assessed("2026-09-01", authorised_at="2026-11-17"), "MA-06") == "clear"


def test_it_runs_from_the_referral_where_that_is_known():
    assert found(assessed("2026-09-25", "2026-09-15").ask("MA-06", TODAY)) == ("ask", "soon", ("Assessment1", "R"))
    assert result(assessed("2026-09-25", "2026-09-16"), "MA-06") == "clear"


def test_several_clocks_make_one_prompt():
    story = assessed(level="CP").with_fact("Section47", started_on="2026-10-01", recorded="2026-10-01")
    outcome = story.ask("MA-06", TODAY)
    assert outcome.evidence == ("Section471", "Assessment1")
    assert " and the end of an assessment by " in (outcome.prompt or "")


def test_nothing_to_look_at_and_coverage():
    assert result(a_case("CP"), "MA-06") == "n/a"
    assert result(enquiry().kept_here("Involvement", "Section47", "Assessment"), "MA-06") == "unknown"
    assert result(enquiry().kept_here("Involvement", "Section47", "Assessment", "Meeting"), "MA-06") == "ask"
    assert result(a_case("CP").kept_here("Involvement", "Section47", "Meeting"), "MA-06") == "unknown"
    assert result(assessed().kept_here("Involvement", "Assessment"), "MA-06") == "ask"


def test_a_plan_or_level_of_no_kind_that_ended_since_leaves_open_whether_a_core_group_is_due():
    story = conference("2026-06-02", "CIN", group=False)
    assert result(story.with_plan(None, since="2026-06-02", until="2026-11-02"), "MA-06") == "unknown"
    assert result(story.at_level(None, since="2026-02-02", until="2026-05-02"), "MA-06") == "ask"


def test_what_nobody_can_date_may_be_the_latest_conference_or_from_before_it():
    quiet = conference("2026-05-15", group=False)
    assert result(quiet, "MA-06") == "ask"
    assert result(held(quiet, "icpc", NOBODY_KNOWS, recorded="2026-11-04"), "MA-06") == "unknown"
    assert result(held(quiet, "icpc", NOBODY_KNOWS, recorded="2026-05-14"), "MA-06") == "ask"
    late = conference("2026-10-28", group=False)
    assert result(held(late, "core_group", "2026-11-10"), "MA-06") == "clear"
    assert result(held(late, "core_group", NOBODY_KNOWS, recorded="2026-11-10"), "MA-06") == "unknown"
    assert result(held(late, "core_group", NOBODY_KNOWS, recorded="2026-10-27"), "MA-06") == "ask"


def test_a_meeting_of_no_kind_that_changes_nothing_leaves_nothing_open():
    enquired = enquiry("2026-10-28")
    assert result(held(enquired, None, "2026-11-04"), "MA-06") == "clear"
    assert result(held(enquired, None, "2026-11-03"), "MA-06") == "unknown"
    assert result(held(conference("2026-11-04", group=False), None, "2026-11-16"), "MA-06") == "clear"
    assert result(held(conference("2026-11-03", group=False), None, "2026-11-16"), "MA-06") == "unknown"


def test_a_kind_in_a_word_that_is_not_of_the_list_may_be_any():
    assert result(held(enquiry(), "mapping", "2026-11-16"), "MA-06") == "unknown"
    assert result(held(conference("2026-11-03", group=False), "mapping", "2026-11-16"), "MA-06") == "unknown"
    assert result(held(enquiry(), "planning", "2026-11-16"), "MA-06") == "ask"


def test_an_assessment_whose_referral_is_not_here():
    started = {"started_at": "2026-10-01", "recorded": "2026-10-01"}
    story = a_case().with_fact("Assessment", referral="Referral9", **started)
    assert result(story, "MA-06") == "unknown"
    assert result(a_case().with_fact("Assessment", **started), "MA-06") == "clear"
    signed = a_case().with_fact("Assessment", referral="Referral9", authorised_at="2026-11-02", **started)
    assert result(signed, "MA-06") == "clear"
    late = a_case().with_fact("Assessment", referral="Referral9", started_at="2026-09-01", recorded="2026-09-01")
    assert result(late, "MA-06") == "ask"
