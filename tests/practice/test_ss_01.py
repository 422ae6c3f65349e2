"""SS-01, a strength that rests on somebody's word: little stories."""

from __future__ import annotations

import pytest

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("SS-01", day)


def cited(category: str | None = "strength", **fields) -> Story:
    usual = {"category": category, "date": "2026-11-02", "text": "Gran rings every evening"}
    usual |= {"cited_for": ["step_down"], "evidence": ["Evidence1"]}
    return a_child().at_level("CP").with_fact("MapItem", **{**usual, **fields})


def evidence(story: Story, kind: str | None = "professional", seen: str | None = "observed", **fields) -> Story:
    usual = {"date": "2026-10-01", "source_kind": kind, "observed_or_reported": seen, "source": "school"}
    return story.with_fact("Evidence", **{**usual, **fields})


@pytest.mark.parametrize("category", ["strength", "existing_safety"])
@pytest.mark.parametrize("reason", ["step_down", "closure", "scale_rise"])
def test_cited_and_resting_on_a_word_asks(category, reason):
    outcome = ask(evidence(cited(category, cited_for=[reason]), "own_word"))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("MapItem1",))
    assert outcome.prompt == (
        "A strength on Robin's map (2 November 2026) is cited for less help or a higher number, and nothing linked to "
        "it was seen by a professional or told by Robin. What have we seen that shows it protects Robin?"
    )


def test_no_evidence_at_all_asks():
    for nothing in (None, []):
        assert ask(cited(evidence=nothing)).result is Result.ASK


def test_seen_by_a_professional_or_told_by_the_child_clears():
    assert ask(evidence(cited())).result is Result.CLEAR
    assert ask(evidence(cited(), "child", "reported")).result is Result.CLEAR
    assert ask(evidence(cited(), "other_reports")).result is Result.ASK
    assert ask(evidence(cited(), seen="reported")).result is Result.ASK


def test_one_of_several_is_enough():
    story = evidence(cited(evidence=["Evidence1", "Evidence2"]), "own_word")
    assert ask(evidence(story)).result is Result.CLEAR


def test_cited_for_nothing_is_the_innocent_twin():
    assert ask(cited(cited_for=[])).result is Result.NOT_APPLICABLE
    assert ask(cited("past_harm")).result is Result.NOT_APPLICABLE


def test_boxes_nobody_filled_in():
    assert ask(cited(cited_for=None, evidence=None)).result is Result.UNKNOWN
    assert ask(cited(None, evidence=None)).result is Result.UNKNOWN
    assert ask(evidence(cited(), None)).result is Result.UNKNOWN
    assert ask(evidence(cited(), seen=None)).result is Result.UNKNOWN
    assert ask(cited()).result is Result.UNKNOWN  # the evidence it names is not on record here


def test_evidence_that_is_still_ahead_or_on_a_day_nobody_knows():
    assert ask(evidence(cited(), date="2026-12-01", recorded="2026-11-01")).result is Result.ASK
    assert ask(evidence(cited(), date={"precision": "unknown"})).result is Result.CLEAR


def test_none_or_not_kept_here():
    assert ask(a_child().at_level("CP")).result is Result.NOT_APPLICABLE
    assert ask(cited(evidence=None).kept_here("Involvement", "MapItem")).result is Result.UNKNOWN


def test_a_reason_written_as_one_word_counts_and_one_saved_empty_is_open():
    assert ask(evidence(cited(cited_for="closure"), "own_word")).result is Result.ASK
    assert ask(evidence(cited(cited_for=" "), "own_word")).result is Result.UNKNOWN
