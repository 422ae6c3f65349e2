"""Rules about assessments and their factors."""

from __future__ import annotations

from typing import Final

from ..rows import Assessment, Episode
from .rule import At, Rule, before, overlapping, second_open

NONE_FOUND: Final = "21"


def _codes(assessment: Assessment) -> list[str]:
    return [factor.code for factor in assessment.factors]


ASSESSMENT_RULES: Final = (
    Rule("1103", "AssessmentActualStartDate", "The assessment starts before the referral.",
         lambda a, at: before(a.started, at.episode.referral_date)),
    Rule("8608", "AssessmentActualStartDate", "The assessment ends before it starts.",
         lambda a, at: before(a.authorised, a.started)),
    Rule("8696", "AssessmentAuthorisationDate", "The assessment ends outside the period.",
         lambda a, at: at.outside(a.authorised)),
    Rule("8867", "AssessmentAuthorisationDate", "The assessment has no end on a closed case.",
         lambda a, at: a.authorised is None and at.episode.closure_date is not None),
    Rule("8670Q", "AssessmentActualStartDate", "The assessment began more than 45 working days before the period's end "
         "and has no end.", lambda a, at: a.authorised is None and before(a.started, at.days_45)),
    Rule("8869", "AssessmentFactors", "No factors found is given beside other factors.",
         lambda a, at: len(a.factors) > 1 and NONE_FOUND in _codes(a) and len(set(_codes(a))) > 1),
    Rule("8898", "AssessmentFactors", "The same factor is given twice.",
         lambda a, at: len(a.factors) > 1 and len(set(_codes(a))) < len(a.factors)),
    Rule("8614", "AssessmentFactors", "Factors are given on an assessment without an end.",
         lambda a, at: a.authorised is None and bool(a.factors)),
    Rule("8897Q", "AssessmentFactors", "A finished assessment has no factors.",
         lambda a, at: a.authorised is not None and not a.factors),
)  # fmt: skip


def _overlapping(episode: Episode, at: At) -> Assessment | None:
    return overlapping(episode.assessments, lambda row: (row.started, row.authorised), at.end)


ASSESSMENTS_RULES: Final = (
    Rule("8896", "AssessmentAuthorisationDate", "Two assessments of one episode have no end.",
         lambda e, at: second_open(e.assessments, lambda row: row.authorised is None)),
    Rule("8863Q", "AssessmentActualStartDate", "An assessment starts while another of the episode runs.", _overlapping),
)  # fmt: skip
