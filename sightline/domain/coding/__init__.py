"""Passages of a text, what they are coded to, and how far two coders agree."""

from sightline.domain.coding.agreement import CodeAgreement, Difference, Mark, agreement_on, compare
from sightline.domain.coding.sentences import paragraphs, sentences, sentences_of
from sightline.domain.coding.shapes import Project, ProjectCode, ProjectCoding, ProjectText, ProjectUser
from sightline.domain.coding.spans import OutsideText, Span, digest, passage, pieces, trimmed

__all__ = [
    "CodeAgreement",
    "Difference",
    "Mark",
    "OutsideText",
    "Project",
    "ProjectCode",
    "ProjectCoding",
    "ProjectText",
    "ProjectUser",
    "Span",
    "agreement_on",
    "compare",
    "digest",
    "paragraphs",
    "passage",
    "pieces",
    "sentences",
    "sentences_of",
    "trimmed",
]
