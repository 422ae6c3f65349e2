"""Gaps in words, and agencies that sent far more than the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sightline.chronologies import queries
from sightline.chronologies.pages.frame import Frame, frame
from sightline.chronologies.pages.reading import gap_words
from sightline.chronologies.seeing import Seeing
from sightline.domain.chronology.gaps import SHORTEST, find_gaps, long_returns

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview

HEADINGS: Final = (
    ("child_seen", "When no row says that the child was seen"),
    ("all", "When no agency has a row"),
    ("agency", "When one agency has no row and others have more than five"),
)


@dataclass(frozen=True, slots=True)
class GapsPage:
    """Gaps by kind, each as sentences."""

    frame: Frame
    shortest: int
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    long: tuple[str, ...]
    undated: int
    rows: int
    says_seen: bool


def gaps_page(review: CaseReview, worker: Worker, seeing: Seeing) -> GapsPage:
    """The page. Only days known to within a month count."""
    rows = queries.outline(review)
    found = find_gaps(rows)
    groups = tuple(
        (words, tuple(gap_words(gap, seeing) for gap in found if gap.kind == kind)) for kind, words in HEADINGS
    )
    long = tuple(
        f"{seeing.change(one['agency'])} has {one['rows']:,} of {one['of']:,} rows ({one['share']:.0%})."
        for one in long_returns(rows)
    )
    undated = sum(row.bounds is None for row in rows)
    return GapsPage(
        frame(review, worker, "gaps"), SHORTEST, groups, long, undated, len(rows),
        any(row.child_seen == "yes" for row in rows),
    )  # fmt: skip
