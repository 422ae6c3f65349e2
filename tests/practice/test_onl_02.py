"""ONL-02, a child's online life is not explored: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

DAY = "2026-11-18"  # six months before is 18 May


def ask(story: Story, day: str = DAY, **params: float):
    return story.ask("ONL-02", day, **params)


def a_case(born="2014-03-01", level="CIN", since="2026-01-05") -> Story:
    return a_child(born=born).at_level(level, since=since)


def planned(since="2026-02-01", story: Story | None = None, until=None) -> Story:
    return (story or a_case()).with_plan("CIN", since=since, until=until)


def noted(story: Story, on, topic="online_life") -> Story:
    return story.with_fact("Event", when=on, topic=topic, what="Talked about games", recorded="2026-11-17")


def test_no_note_in_six_months_of_a_plan_asks():
    outcome = ask(planned())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.REFLECT)
    assert outcome.prompt == "Much of a young person's day is online. What is Robin's?"
    assert outcome.evidence


def test_the_clock_starts_with_the_plan_or_the_level():
    assert ask(planned("2026-05-18")).result is Result.CLEAR
    assert ask(planned("2026-05-17")).result is Result.ASK
    assert ask(planned("2026-05-18")).next_look == date(2026, 11, 19)
    assert ask(planned(story=a_case(since="2026-05-18"))).result is Result.CLEAR


def test_once_noted_before_the_plan_began_its_own_clock_runs():
    assert ask(noted(planned("2026-09-01"), "2026-03-01")).result is Result.ASK
    assert ask(planned("2026-09-01")).result is Result.CLEAR


def test_an_open_assessment_counts_and_a_signed_one_does_not():
    story = a_case().with_fact("Assessment", started_at="2026-02-01", recorded="2026-02-01")
    assert ask(story).result is Result.ASK
    signed = a_case().with_fact(
        "Assessment", started_at="2026-02-01", authorised_at="2026-03-20", recorded="2026-02-01"
    )
    assert ask(signed).result is Result.NOT_APPLICABLE
    assert ask(a_case()).result is Result.NOT_APPLICABLE
    assert ask(planned(until="2026-10-01")).result is Result.NOT_APPLICABLE


def test_a_note_in_the_window_clears_it():
    assert ask(noted(planned(), "2026-05-18")).result is Result.CLEAR
    assert ask(noted(planned(), "2026-05-17")).result is Result.ASK
    assert ask(noted(planned(), "2026-10-01", topic="move")).result is Result.ASK
    assert ask(noted(planned(), "2026-10-01", topic=None)).result is Result.UNKNOWN
    told = planned().with_fact("OnlineConcern", at="2026-10-01", four_c=["content"])
    assert ask(told).result is Result.CLEAR


def test_from_eight_years_on():
    assert ask(planned(story=a_case(born="2018-11-18"))).result is Result.ASK
    assert ask(planned(story=a_case(born="2018-11-19"))).result is Result.NOT_APPLICABLE
    assert ask(planned(story=a_case(born=None))).result is Result.UNKNOWN


def test_not_at_early_help_and_not_where_events_are_not_kept():
    assert ask(planned(story=a_case(level="EH"))).result is Result.NOT_APPLICABLE
    assert ask(planned().kept_here("Involvement", "Plan", "Assessment", "Person")).result is Result.UNKNOWN


def test_never_noted_the_clock_starts_with_the_latest_of_what_is_open():
    story = planned().with_fact("Assessment", started_at="2026-05-18", recorded="2026-05-18")
    assert ask(story).result is Result.CLEAR
    assert ask(story, "2026-11-19").result is Result.ASK
    signed = planned().with_fact(
        "Assessment", started_at="2026-05-18", authorised_at="2026-06-01", recorded="2026-05-18"
    )
    assert ask(signed).result is Result.ASK


def test_six_months_are_counted_back_from_the_day_and_clamped():
    story = planned().with_fact("Event", when="2026-02-28", topic="online_life")
    for day in ("2026-08-28", "2026-08-31"):  # six months before each is 28 February
        assert ask(story, day).result is Result.CLEAR
        assert ask(story, day).next_look == date(2026, 9, 1)
    assert ask(story, "2026-09-01").result is Result.ASK
