"""The catalogue as a whole: its ids, whose its numbers are, and its words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sightline.domain.checks import CATALOGUE, ChildRecord, Coverage, Fact, NumberClass, Severity, evaluate
from sightline.domain.checks.case import LEVELS
from sightline.domain.checks.kinds import KINDS
from tests.practice.words import FORBIDDEN

# 48 of recognising and recording, 59 of practice and confidence; DP-06, MA-10 and two accounts of one thing are part of
# others, two more became INF-07 and INF-08.
FAMILIES = {
    "BRU": 3, "TRI": 1, "DVA": 2, "THR": 3, "CSE": 3, "ONL": 2, "HIS": 3, "REF": 4, "NAI": 5, "PLN": 1, "VOI": 4,
    "EVD": 2, "MGT": 3, "TIM": 1, "WNB": 5, "INF": 8, "RP": 7, "DP": 10, "LA": 9, "SS": 7, "CF": 3, "UM": 5, "MA": 10,
    "ES": 4,
}  # fmt: skip
TAKEN_OVER = {"DP-06", "MA-10"}
IDS = {f"{family}-{number:02}" for family, many in FAMILIES.items() for number in range(1, many + 1)} - TAKEN_OVER
CHECKS = pytest.mark.parametrize("check", CATALOGUE.values(), ids=list(CATALOGUE))


def test_the_two_practice_files_are_one_catalogue_of_103():
    assert len(IDS) == 103
    assert set(CATALOGUE) == IDS
    assert len(CATALOGUE) == 103


@CHECKS
def test_every_number_has_a_class_and_a_source(check):
    names = [parameter.name for parameter in check.parameters]
    assert len(names) == len(set(names))
    for parameter in check.parameters:
        assert isinstance(parameter.cls, NumberClass)
        assert parameter.source.strip(), parameter.name
        assert parameter.unit.strip(), parameter.name
        assert re.fullmatch(r"[a-z][a-z0-9_]*", parameter.name)


@CHECKS
def test_its_words_ask_and_do_not_judge(check):
    told = (check.name, check.question, check.condition, *check.clears, *check.readings)
    for text in (*check.prompts.values(), *check.wordings.values()):
        assert text.endswith("?"), text
        assert not FORBIDDEN.search(text), text
    if check.id not in ("WNB-04", "WNB-05"):  # an adult's own appointment; the check that is about these words
        for text in told:
            assert not FORBIDDEN.search(text), text
    assert check.question.endswith("?")


@CHECKS
def test_it_asks_with_a_severity_of_the_catalogue(check):
    assert check.prompts
    assert set(check.prompts) <= {*Severity, None}
    assert (None in check.prompts) == (check.id in ("WNB-05", "TIM-01"))
    assert set(check.levels) <= set(LEVELS)
    assert set(check.needs) <= set(KINDS)


def test_no_check_was_reviewed_on_a_day_to_come():
    assert all(check.reviewed_on is None or check.reviewed_on <= date.today() for check in CATALOGUE.values())


def test_a_kind_that_begins_to_be_kept_is_looked_at_again_though_cases_are_no_longer_kept():
    record = ChildRecord.build(
        child="C1",
        as_of=date(2026, 10, 30),
        facts=[Fact("Person", "C1", {"subject": True, "recorded_at": "2020-01-01"})],
        coverage=[
            Coverage("Involvement", "kept here", None, date(2026, 8, 3)),
            Coverage("HistoryItem", "kept here", date(2027, 1, 3), None),
        ],
    )
    outcome = evaluate(CATALOGUE["DP-02"], record)
    assert outcome.next_look == date(2027, 1, 3)
    assert len(outcome.unknown_because) == 2
