"""SS-02, safety or a strength: little stories."""

from __future__ import annotations

from sightline.domain.checks import Result, Severity
from tests.builders import Story, a_child

TODAY = "2026-11-18"


def ask(story: Story, day: str = TODAY):
    return story.ask("SS-02", day)


def safety(category: str | None = "existing_safety", **fields) -> Story:
    usual = {"category": category, "date": "2026-11-02", "text": "Gran took him in", "evidence": ["Evidence1"]}
    return a_child().at_level("CIN").with_fact("MapItem", **{**usual, **fields})


def evidence(story: Story, there: str | None = "yes", **fields) -> Story:
    return story.with_fact("Evidence", **{"date": "2026-10-01", "danger_present": there, **fields})


def test_safety_from_when_the_danger_was_away_asks():
    outcome = ask(evidence(safety(), "no"))
    assert (outcome.result, outcome.severity, outcome.evidence) == (Result.ASK, Severity.SOON, ("MapItem1",))
    assert outcome.prompt == (
        "An entry on Robin's map (2 November 2026) is marked as existing safety. If the danger was not around, it may "
        "be a strength to build on: was it around when this happened?"
    )


def test_without_any_evidence_it_asks():
    for nothing in (None, []):
        assert ask(safety(evidence=nothing)).result is Result.ASK


def test_evidence_with_the_danger_there_clears():
    assert ask(evidence(safety())).result is Result.CLEAR
    assert ask(evidence(evidence(safety(evidence=["Evidence1", "Evidence2"]), "no"))).result is Result.CLEAR


def test_a_strength_is_the_innocent_twin():
    assert ask(safety("strength", evidence=None)).result is Result.NOT_APPLICABLE


def test_boxes_nobody_filled_in():
    assert ask(evidence(safety(), None)).result is Result.UNKNOWN
    assert ask(safety(None, evidence=None)).result is Result.UNKNOWN
    assert ask(evidence(safety(None))).result is Result.UNKNOWN
    assert ask(safety()).result is Result.UNKNOWN


def test_a_day_nobody_knows_does_not_matter_and_one_ahead_does():
    assert ask(evidence(safety(), date={"precision": "unknown"})).result is Result.CLEAR
    assert ask(evidence(safety(), date="2026-12-01", recorded="2026-11-01")).result is Result.ASK


def test_none_or_not_kept_here():
    assert ask(a_child().at_level("CIN")).result is Result.NOT_APPLICABLE
    assert ask(safety().kept_here("Involvement", "MapItem")).result is Result.UNKNOWN
