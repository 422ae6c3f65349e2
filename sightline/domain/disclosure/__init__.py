"""What may leave: gate levels and classes, citing, and small numbers."""

from sightline.domain.disclosure.citing import CitedReview, Citing, may_cite_all, may_cite_on
from sightline.domain.disclosure.levels import (
    UNPUBLISHED_REVIEW,
    ContentClass,
    Level,
    Source,
    level_of,
    may_see,
    opaque_id,
    visible_class,
)
from sightline.domain.disclosure.small_numbers import INTERNAL, NOT_SHOWN, PUBLISHED, Cell, Sum, fewer_than, suppress
from sightline.domain.disclosure.tables import ALL, FEWEST_REVIEWS, may_show_group, review_counts, suppress_table

__all__ = [
    "ALL",
    "FEWEST_REVIEWS",
    "INTERNAL",
    "NOT_SHOWN",
    "PUBLISHED",
    "UNPUBLISHED_REVIEW",
    "Cell",
    "CitedReview",
    "Citing",
    "ContentClass",
    "Level",
    "Source",
    "Sum",
    "fewer_than",
    "level_of",
    "may_cite_all",
    "may_cite_on",
    "may_see",
    "may_show_group",
    "opaque_id",
    "review_counts",
    "suppress",
    "suppress_table",
    "visible_class",
]
