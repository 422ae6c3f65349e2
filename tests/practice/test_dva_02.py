"""DVA-02, it is not recorded who is abusing: little stories."""

from __future__ import annotations

from datetime import date

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"  # ten working days before is 4 November


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("DVA-02", day, **params)


def a_concern(on="2026-11-03", topic="domestic_abuse", level="CIN", **fields) -> Story:
    return a_child().at_level(level).with_fact("Concern", person="MUM", topic=topic, first_known=on, **fields)


def test_after_ten_working_days_without_a_name_or_a_reason_it_asks():
    outcome = ask(a_concern())
    assert (outcome.result, outcome.severity) == (Result.ASK, Severity.REFLECT)
    assert outcome.evidence == ("Concern1",)
    assert outcome.prompt.startswith("Domestic abuse is recorded around Robin, and not by whom.")


def test_on_the_tenth_working_day_it_does_not_ask_yet():
    outcome = ask(a_concern("2026-11-04"))
    assert (outcome.result, outcome.next_look) == (Result.CLEAR, date(2026, 11, 19))


def test_a_name_or_a_reason_clears_it_and_spaces_do_not():
    assert ask(a_concern(abuser_person="DAD")).result is Result.CLEAR
    assert ask(a_concern(abuser_not_known_reason="She will not say yet")).result is Result.CLEAR
    assert ask(a_concern(abuser_not_known_reason="  ")).result is Result.ASK


def test_another_topic_or_one_ruled_out_is_nothing_to_look_at():
    assert ask(a_concern(topic="drugs")).result is Result.NOT_APPLICABLE
    assert ask(a_concern(status="ruled_out")).result is Result.NOT_APPLICABLE
    assert ask(a_concern(status="past")).result is Result.ASK


def test_a_concern_whose_topic_or_day_nobody_recorded_is_unknown():
    assert ask(a_concern(topic=None)).result is Result.UNKNOWN
    assert ask(a_concern(topic=None, abuser_person="DAD")).result is Result.UNKNOWN
    undated = a_concern({"precision": "unknown"}, recorded="2026-11-10")
    assert ask(undated).result is Result.UNKNOWN
    assert ask(undated, "2026-11-25").result is Result.ASK


def test_an_uncertain_day_runs_from_its_first():
    week = {"precision": "range", "earliest": "2026-11-02", "latest": "2026-11-08"}
    assert ask(a_concern(week, recorded="2026-11-09")).result is Result.ASK


def test_it_is_not_asked_at_early_help_or_where_concerns_are_not_kept():
    assert ask(a_concern(level="EH")).result is Result.NOT_APPLICABLE
    assert ask(a_concern().kept_here("Involvement", "Person")).result is Result.UNKNOWN


def test_a_concern_with_only_its_census_factor_is_about_what_that_says():
    for factor in ("3A", "3B", "3C"):
        assert ask(a_concern(topic=None, map_to_cin=factor)).result is Result.ASK
    assert ask(a_concern(topic=None, map_to_cin="4B")).result is Result.NOT_APPLICABLE
    assert ask(a_concern(topic=None, map_to_cin="21")).result is Result.UNKNOWN
