"""The two published samples, with exact counts, and every cell an independent validator reports on the first."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from sightline.exchange.cin import Severity
from tests.unit.exchange.cin.files import Result, read

SAMPLES = Path(__file__).parents[3] / "samples" / "cin"
RULES_OF_THE_REPORT = 2026  # the report was made with the rules of 2025-26

# What we find and the report has not, and why.
OURS_ALONE = {
    ("100", ""): "the header's year is 2023 and the reference date 31 March 2024; the report looks at no header",
    ("2884", "DfEX0000001"): "a conference date stands on the episode and on its enquiry, too",
}  # fmt: skip


def sample(name: str, **options: int) -> Result:
    return read((SAMPLES / name).read_bytes(), **options)


def test_the_validators_sample_is_read_in_full() -> None:
    result = sample("CIN_Census_2024.xml")
    assert result.modules == {
        "ChildIdentifiers": 2, "ChildCharacteristics": 2, "Disability": 3, "CINdetails": 2, "Assessments": 2,
        "AssessmentFactors": 3, "CINPlanDates": 1, "Section47": 1, "ChildProtectionPlans": 1, "Reviews": 1,
        "CPPreviewDate": 1, "PreProceedingsandFGDM": 0,
    }  # fmt: skip
    assert (result.header.period_start, result.header.period_end) == (date(2023, 4, 1), date(2024, 3, 31))
    first, second = result.children
    assert (first.lachild_id, first.sex, first.disabilities) == ("DfEX0000001", "M", ("HAND", "HEAR"))
    assert (second.lachild_id, second.sex, second.disabilities) == ("child_fails_assessments", "M", ("NONE",))
    assert [row.code for row in first.episodes[0].assessments[0].factors] == ["1C", "6B"]
    assert first.episodes[0].assessments[0].started == date(2028, 4, 28)  # after its end and in the future: as given
    assert first.episodes[0].protection_plans[0].reviews[0].held == date(2023, 2, 15)


def test_the_validators_sample_has_one_refusal_and_oddities_with_lines() -> None:
    result = sample("CIN_Census_2024.xml")
    assert [(issue.line, issue.field) for issue in result.refused] == [(46, "AssessmentFactors")]
    oddities = [(issue.line, issue.field, issue.count) for issue in result.warnings if issue.rule is None]
    assert oddities == [(23, "ChildIdentifiers", 1), (25, "Sex", 2)]


def test_every_cell_of_the_independent_report_is_found_and_every_further_one_explained() -> None:
    with (SAMPLES / "CIN_Census_2024_issues_cin2025_26.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert len(cells) == 32
    theirs: dict[tuple[str, str], set[str]] = {}
    for cell in cells:
        theirs.setdefault((cell["rule_code"], cell["child_id"]), set()).add(cell["columns_affected"])

    ours: dict[tuple[str, str], set[str]] = {}
    for issue in sample("CIN_Census_2024.xml", rules_year=RULES_OF_THE_REPORT).issues:
        if issue.rule:
            ours.setdefault((issue.rule, issue.child), set()).add(issue.field)

    assert set(theirs) - set(ours) == set()
    assert set(ours) - set(theirs) == set(OURS_ALONE)
    # We point at one element of each failing row; the report at every element its rule compares.
    for place, fields in theirs.items():
        assert ours[place] <= fields, place


def test_queries_are_told_from_errors() -> None:
    found = {issue.rule: issue.severity for issue in sample("CIN_Census_2024.xml").issues if issue.rule}
    assert found["8897Q"] is Severity.QUERY
    assert found["8608"] is Severity.ERROR


def test_the_old_sample_is_read_in_full() -> None:
    result = sample("liia-cin-2022.xml")
    assert result.modules == {
        "ChildIdentifiers": 1, "ChildCharacteristics": 1, "Disability": 2, "CINdetails": 1, "Assessments": 1,
        "AssessmentFactors": 2, "CINPlanDates": 1, "Section47": 1, "ChildProtectionPlans": 1, "Reviews": 1,
        "CPPreviewDate": 1, "PreProceedingsandFGDM": 0,
    }  # fmt: skip
    assert result.refused == ()
    assert result.reasons() == []
    child = result.child
    assert (child.born, child.expected, child.died) == (date(1966, 3, 24), date(1966, 3, 22), date(1980, 10, 8))
    assert child.sex == "M"
    (episode,) = child.episodes
    assert (episode.referral_date, episode.closure_date) == (date(1970, 10, 6), date(1971, 2, 27))
    assert episode.assessments[0].reviewed == date(1970, 6, 22)
    assert [row.code for row in episode.assessments[0].factors] == ["2A", "2B"]
    assert episode.enquiries[0].conference_target == date(1970, 6, 23)
    assert episode.protection_plans[0].previous_plans == 10
    assert result.rules() == {
        "1103", "1104", "1105", "1510", "1530", "1560Q", "2884", "2889", "4013", "4016", "8525Q", "8565", "8620",
        "8696", "8715", "8875", "8930",
    }  # fmt: skip
