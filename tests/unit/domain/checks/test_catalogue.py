"""What a check says about itself, its numbers, and a replay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sightline.domain.checks import (
    ANSWER_IN_WORDS,
    CATALOGUE,
    Answer,
    Coverage,
    Fact,
    FactVersion,
    History,
    NumberClass,
    ParameterError,
    Result,
    describe,
    evaluate,
    outcome_line,
    spans,
)
from sightline.domain.checks.kinds import KINDS
from sightline.domain.themes import theme
from tests.builders import a_child

ROOT = Path(__file__).resolve().parents[4]
CHECKS = pytest.mark.parametrize("check", CATALOGUE.values(), ids=list(CATALOGUE))


@CHECKS
def test_a_check_can_be_described_whole(check):
    told = describe(check)
    assert all(told[key] for key in ("question", "condition", "clears", "known_limits", "readings", "prompts"))
    assert theme(told["theme"]).group == told["theme"].split("-")[0]
    assert (ROOT / told["stories"]).exists()
    assert told["question"].endswith("?")
    for number in told["numbers"]:
        assert number["class"] in set(NumberClass)
        assert number["source"]


@CHECKS
def test_a_check_reads_only_kinds_of_the_record_format(check):
    named = [*check.kinds, *check.also_reads]
    assert set(named) <= set(KINDS)
    assert len(named) == len(set(named))
    empties = (*check.empties.asks, *check.empties.uncounted, *check.empties.unsettled)
    assert {name.split(".")[0] for name in empties} <= set(check.reads)


@CHECKS
@pytest.mark.parametrize("given", [{"moons": 3}, {"x": None}])
def test_a_number_it_does_not_have_is_refused(check, given):
    with pytest.raises(ParameterError, match="has no number called"):
        check.values(given)


@CHECKS
@pytest.mark.parametrize("value", ["ten", None, True, -1, 10_000, 2.5, float("nan")])
def test_a_number_that_cannot_be_used_is_refused(check, value):
    for parameter in check.parameters[:1]:
        with pytest.raises(ParameterError, match=f"{check.id}: "):
            check.values({parameter.name: value})


def test_every_answer_has_its_words():
    assert set(ANSWER_IN_WORDS) == set(Answer)


def test_an_outcome_as_one_line():
    record = a_child().at_level("CP").with_visit("2026-10-01").on("2026-11-18")
    check = CATALOGUE["VOI-02"]
    line = outcome_line(record, check, evaluate(check, record, {"cp_working_days": 5}), {"cp_working_days": 5})
    assert list(line) == [
        "child", "check", "result", "severity", "evidence", "parameters", "next_look", "prompt", "because",
    ]  # fmt: skip
    assert (line["child"], line["result"], line["severity"]) == ("C1", "ask", "today")
    assert line["parameters"]["cp_working_days"] == 5
    assert line["evidence"] == ["Visit1"]


def test_a_replay_follows_amendments_and_the_calendar():
    def visit(seen):
        return Fact("Visit", "V1", {"at": "2026-11-02", "seen": seen, "recorded_at": "2026-11-02"})

    rows = [
        FactVersion(Fact("Person", "C1", {"dob": "2018-03-01", "recorded_at": "2026-10-30"}), date(2026, 10, 30)),
        FactVersion(Fact("Involvement", "I1", {"level": "CP", "from": "2026-10-30"}), date(2026, 10, 30)),
        FactVersion(visit("N"), date(2026, 11, 2), date(2026, 11, 4)),
        FactVersion(visit("Y"), date(2026, 11, 4)),
    ]
    history = History("C1", rows)
    found = list(spans(history, CATALOGUE["VOI-02"], date(2026, 10, 28), date(2026, 11, 30)))
    assert [(span.start, span.end, span.outcome.result) for span in found] == [
        (date(2026, 10, 28), date(2026, 10, 29), Result.NOT_APPLICABLE),
        (date(2026, 10, 30), date(2026, 11, 3), Result.CLEAR),
        (date(2026, 11, 4), date(2026, 11, 16), Result.CLEAR),
        (date(2026, 11, 17), date(2026, 11, 30), Result.ASK),
    ]
    assert history.next_change(date(2026, 11, 4)) is None


def test_a_version_replaced_on_its_own_day_never_stood():
    day = date(2026, 11, 2)
    history = History("C1", [FactVersion(Fact("Visit", "V1", {}), day, day)], [Coverage("Visit", "here")])
    assert history.as_of(day).of("Visit") == ()
