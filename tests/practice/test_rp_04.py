"""RP-04, the view moved and the evidence did not: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY, **params: float):
    return story.ask("RP-04", day, **params)


def at(level: str = "CP") -> Story:
    return a_child().at_level(level, since="2026-01-05")


def scaled(story: Story, on, value, rater: str | None = "Ms Vale", danger: str | None = "Danger1") -> Story:
    return story.with_fact("ScaleReading", date=on, value=value, rater=rater, danger=danger, recorded="2026-11-01")


def evidence(story: Story, on, kind: str | None = "professional", seen: str | None = "observed", **fields) -> Story:
    usual = {"date": on, "source_kind": kind, "observed_or_reported": seen, "danger": "Danger1", "source": "school"}
    return story.with_fact("Evidence", **{**usual, "recorded": "2026-11-01", **fields})


def moved(first=4, second=6, **fields) -> Story:
    return scaled(scaled(at(), "2026-08-03", first), "2026-10-05", second, **fields)


@pytest.mark.parametrize(("first", "second"), [(4, 6), (6, 4), (3, 9)])
def test_two_points_up_or_down_with_nothing_new_between_ask(first, second):
    outcome = ask(moved(first, second))
    assert (outcome.result, outcome.severity, outcome.evidence) == (
        Result.ASK,
        Severity.SOON,
        ("ScaleReading1", "ScaleReading2"),
    )
    assert outcome.prompt == (
        "On 5 October 2026 the number on a scale moved for Robin, and no new evidence is linked between. It may just "
        "not be linked: what have we seen or heard that moves our view?"
    )


def test_one_point_is_clear():
    assert ask(moved(4, 5)).result is Result.CLEAR
    assert ask(moved("4", "6")).result is Result.ASK


def test_something_a_professional_saw_or_the_child_told_between_clears():
    assert ask(evidence(moved(), "2026-09-01")).result is Result.CLEAR
    assert ask(evidence(moved(), "2026-09-01", kind="child", seen="reported")).result is Result.CLEAR
    assert ask(evidence(moved(), "2026-10-05")).result is Result.CLEAR
    assert ask(evidence(moved(), "2026-08-04")).result is Result.CLEAR


def test_what_was_known_before_or_came_after_is_not_between():
    assert ask(evidence(moved(), "2026-08-03")).result is Result.ASK
    assert ask(evidence(moved(), "2026-10-06")).result is Result.ASK


@pytest.mark.parametrize("kind", ["own_word", "other_reports"])
def test_a_word_is_not_enough(kind):
    assert ask(evidence(moved(), "2026-09-01", kind=kind)).result is Result.ASK
    assert ask(evidence(moved(), "2026-09-01", seen="reported")).result is Result.ASK


def test_evidence_on_another_danger_is_no_help():
    assert ask(evidence(moved(), "2026-09-01", danger="Danger2")).result is Result.ASK
    assert ask(evidence(moved(), "2026-09-01", danger=None)).result is Result.UNKNOWN


def test_where_evidence_comes_from_is_not_recorded():
    assert ask(evidence(moved(), "2026-09-01", kind=None)).result is Result.UNKNOWN
    assert ask(evidence(moved(), "2026-09-01", seen=None)).result is Result.UNKNOWN
    assert ask(evidence(evidence(moved(), "2026-09-01", kind=None), "2026-09-02")).result is Result.CLEAR


def test_two_raters_who_differ_are_the_innocent_twin():
    assert ask(moved(rater="mum")).result is Result.CLEAR
    assert ask(moved(danger="Danger2")).result is Result.CLEAR
    assert ask(moved(rater=None)).result is Result.UNKNOWN


def test_a_slow_drift_counts_from_where_it_began():
    story = scaled(scaled(scaled(at(), "2026-07-01", 3), "2026-08-03", 4), "2026-10-05", 5)
    assert ask(story).result is Result.ASK
    assert ask(evidence(story, "2026-07-15")).result is Result.CLEAR


def test_a_number_that_is_not_recorded():
    assert ask(moved(4, None)).result is Result.UNKNOWN
    assert ask(evidence(moved(4, None), "2026-09-01")).result is Result.CLEAR


def test_days_that_are_not_exact():
    month = {"value": "2026-09", "precision": "month"}
    assert ask(evidence(moved(), month)).result is Result.CLEAR
    assert ask(evidence(moved(), {"precision": "unknown"})).result is Result.UNKNOWN


def levels(before="CIN", after="CP", ended="2026-10-05", began="2026-10-05") -> Story:
    return a_child().at_level(before, since="2026-03-02", until=ended).at_level(after, since=began)


def test_a_level_that_followed_another_without_evidence_asks():
    outcome = ask(levels())
    assert (outcome.result, outcome.evidence) == (Result.ASK, ("Involvement2",))
    assert "the level of help moved" in outcome.prompt
    assert ask(levels(began="2026-10-06")).result is Result.ASK
    assert ask(levels("CP", "CIN")).result is Result.ASK
    assert ask(evidence(levels(), "2026-09-01")).result is Result.CLEAR
    assert ask(evidence(levels(), "2026-02-01")).result is Result.ASK


def test_a_new_case_after_a_gap_and_a_renewal_are_no_change_of_view():
    assert ask(levels(ended="2026-08-01")).result is Result.NOT_APPLICABLE
    assert ask(levels("CP", "CP")).result is Result.CLEAR


def decided(story: Story, on, before: str | None = "4", after: str | None = "3", **fields) -> Story:
    return story.with_fact("ThresholdDecision", date=on, level_from=before, level_to=after, **fields)


def test_a_level_decision_without_evidence_asks_and_one_that_names_it_does_not():
    story = decided(at(), "2026-10-05")
    assert ask(story).result is Result.ASK
    assert ask(decided(at(), "2026-10-05", after="4")).result is not Result.ASK
    assert ask(decided(at(), "2026-10-05", after=None)).result is Result.UNKNOWN
    old = evidence(decided(decided(at(), "2026-06-01", after="4"), "2026-10-05"), "2026-02-01")
    assert ask(old).result is Result.ASK
    thrice = decided(decided(decided(at(), "2026-03-02"), "2026-06-01", "3", "4"), "2026-10-05")
    assert ask(evidence(thrice, "2026-04-01")).result is Result.ASK
    assert ask(evidence(thrice, "2026-07-01")).result is Result.CLEAR
    named = decided(decided(at(), "2026-06-01", after="4"), "2026-10-05", evidence_refs=["Evidence1"])
    assert ask(evidence(named, "2026-02-01")).result is Result.CLEAR


def test_nothing_to_compare_is_nothing_to_look_at():
    assert ask(at()).result is Result.NOT_APPLICABLE
    assert ask(scaled(at(), "2026-08-03", 4)).result is Result.NOT_APPLICABLE
    assert ask(moved(), "2026-08-01").result is Result.NOT_APPLICABLE


def test_what_is_not_kept_here():
    assert ask(moved().kept_here("Involvement", "Evidence")).result is Result.UNKNOWN
    assert ask(moved().kept_here("Involvement", "ScaleReading")).result is Result.UNKNOWN
    kept = moved().kept_here("Involvement", "ScaleReading").kept_here("Evidence", since="2026-09-01")
    assert ask(kept).result is Result.UNKNOWN


def test_a_partnership_can_change_the_number():
    assert ask(moved(), points=3).result is Result.CLEAR


def test_a_reading_nobody_dated_leaves_open_whether_evidence_lies_between():
    undated = scaled(scaled(at(), "2026-08-03", 4), {"precision": "unknown"}, 7)
    assert ask(undated).result is Result.ASK
    assert ask(evidence(undated, "2026-09-01")).result is Result.UNKNOWN
