"""Looks for the plainest case facts in text that everyone will read: what the review or its subjects are called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sightline.reviews.models import Finding, Subject

SHORTEST = 4  # characters; "M" or "F" as a code would be found in ordinary sentences


def names_of_reviews(findings: Iterable[Finding]) -> tuple[str, ...]:
    """References and titles of the reviews behind these findings, and the codes of their subjects. One query."""
    reviews = {finding.review_id: finding.review for finding in findings}
    names = {name for review in reviews.values() for name in (review.reference, review.title)}
    names |= set(Subject.objects.filter(review__in=reviews).values_list("code", flat=True))
    return tuple(sorted(name for name in names if len(name) >= SHORTEST))


def named_in(text: str, names: Iterable[str]) -> str:
    """The first of these names that stands in the text as whole words, whatever its case; "" when none does."""
    for name in names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags=re.IGNORECASE):
            return name
    return ""
