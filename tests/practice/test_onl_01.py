"""ONL-01, an online concern with no safety step: little stories."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # a Wednesday


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("ONL-01", day, **params)


CALM = {"adult_suspected": "no", "images_involved": "none", "money_threat": "no"}


def concern(four_c=("contact",), saved="2026-11-17", story: Story | None = None, **fields) -> Story:
    codes = None if four_c is None else list(four_c)
    return (story or a_child(born="2013-03-01")).with_fact(
        "OnlineConcern", **{"at": "2026-11-16", "four_c": codes, "recorded": saved, **CALM, **fields}
    )


def test_one_working_day_after_it_was_saved_it_asks_on_that_day():
    outcome = ask(concern())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.SOON)
    assert outcome.evidence == ("OnlineConcern1",)
    assert ask(concern(saved=DAY)).result is Result.CLEAR
    assert ask(concern(saved=DAY)).next_look == date(2026, 11, 19)
    assert ask(concern(saved="2026-11-20"), "2026-11-22").result is Result.CLEAR
    assert ask(concern(saved="2026-11-20"), "2026-11-23").result is Result.ASK


@pytest.mark.parametrize(
    "grave",
    [
        {"adult_suspected": "yes"},
        {"images_involved": "of_child"},
        {"images_involved": "by_child"},
        {"images_involved": "ai_generated"},
        {"images_involved": "unknown"},
        {"money_threat": "yes"},
    ],
)
def test_its_grave_kinds_ask_today_at_once(grave):
    outcome = ask(concern(saved=DAY, **grave))
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.TODAY)


def test_the_prompt_says_why_and_to_leave_images_alone():
    assert ask(concern(adult_suspected="yes", images_involved="unknown")).prompt == (
        "An online concern about Robin was noted on 16 November 2026: an adult is suspected and images may be "
        "involved. Devices and messages are best kept as they are, and images not viewed, copied or forwarded. Who is "
        "with Robin now, and have police and children's social care been spoken to?"
    )


def test_content_alone_is_nothing_to_look_at():
    assert ask(concern(["content"], adult_suspected="yes")).result is Result.NOT_APPLICABLE
    assert ask(concern([])).result is Result.NOT_APPLICABLE
    for other in ("conduct", "commerce"):
        assert ask(concern(["content", other])).result is Result.ASK


def test_police_or_social_care_told_or_a_reason_clears_it():
    for whom in ("police", "csc"):
        assert ask(concern(reported_to=[{"to": whom, "at": "2026-11-17"}])).result is Result.CLEAR
    assert ask(concern(reason_not_reported="Two friends of one age, talked through")).result is Result.CLEAR
    assert ask(concern(reason_not_reported=" ")).result is Result.ASK
    assert ask(concern().with_agency("police", "2026-11-17")).result is Result.CLEAR
    assert ask(concern().with_agency("police", "2026-11-15")).result is Result.ASK
    assert ask(concern().with_agency("police", "2026-11-17", about=None)).result is Result.UNKNOWN


def test_a_school_told_or_a_report_still_ahead_does_not():
    assert ask(concern(reported_to=[{"to": "school", "at": "2026-11-17"}])).result is Result.ASK
    assert ask(concern(reported_to=[{"to": "police", "at": "2026-11-20"}])).result is Result.ASK
    assert ask(concern(reported_to=[])).result is Result.ASK


def test_empty_boxes_are_unknown_until_the_working_day_is_over():
    early = concern(saved=DAY, adult_suspected=None)
    assert ask(early).result is Result.UNKNOWN
    later = ask(early, "2026-11-19")
    assert (later.result, later.severity) == (Result.ASK, Severity.SOON)
    assert ask(concern(None)).result is Result.UNKNOWN


def test_it_asks_for_any_child_on_record():
    assert ask(concern(story=a_child(born="2013-03-01").at_level("EH"))).result is Result.ASK
    assert ask(a_child()).result is Result.NOT_APPLICABLE


def test_words_of_somebodys_own_are_not_read_as_nothing():
    assert ask(concern(["grooming"])).result is Result.UNKNOWN
    saved_empty = a_child().with_fact("OnlineConcern", at="2026-11-16", four_c="", **CALM)
    assert ask(saved_empty).result is Result.UNKNOWN
    assert ask(concern(saved=DAY, images_involved="of somebody else")).result is Result.UNKNOWN
    assert ask(concern().with_agency(None, "2026-11-17")).result is Result.UNKNOWN


def test_each_concern_is_looked_at_by_itself():
    told = concern(reported_to=[{"to": "police", "at": "2026-11-17"}])
    outcome = ask(concern(story=told))
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("OnlineConcern2",))
    assert ask(concern(["content"], story=told)).result is Result.CLEAR
