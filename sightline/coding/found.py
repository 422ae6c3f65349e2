"""Where themes were found: in findings, and in passages that stand. The one source of every count of themes."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sightline.coding import queries
from sightline.coding.book import Names
from sightline.coding.models import CodedText
from sightline.domain.coding import paragraphs
from sightline.domain.coding.patterns import Found
from sightline.reviews.models import FindingTheme
from sightline.reviews.policy import unpublished_and_aside

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.reviews.models import CaseReview


def found_themes(worker: Worker) -> list[Found]:
    """Every theme found in any review but those this worker stands aside from, in a fixed order.

    A local code is found as the theme it belongs under; facets are no themes. Not for showing: what a reader may know
    of it is decided by `domain/coding/patterns`. Six or seven queries.
    """
    rows = FindingTheme.objects.filter(withdrawn_at=None).select_related("finding__review").order_by("pk")
    found = [_found(row.finding.review, row.code, row.polarity, f"finding {row.finding_id}") for row in rows]
    aside = unpublished_and_aside(worker)
    return [one for one in (*found, *passages_found()) if one.review not in aside]


def passages_found() -> list[Found]:
    """Themes found in passages that stand: none of a text that two people are still coding."""
    names = Names()
    texts = {text.pk: text for text in CodedText.objects.select_related("review", "double").order_by("pk")}
    found = []
    for pk, codings in queries.standing(texts.values()).items():
        begins = [block.start for block in paragraphs(texts[pk].text)] if codings else []
        for one in codings:
            if code := names.counted_as(one.code):
                place = f"text {pk} paragraph {bisect_right(begins, one.start)}"
                found.append(_found(texts[pk].review, code, one.polarity, place))
    return found


def year_of(review: CaseReview) -> int:
    """The year a review is counted in: of its notification, else of its opening here."""
    return review.notified_on.year if review.notified_on else review.opened_at.year


def _found(review: CaseReview, code: str, polarity: str, place: str) -> Found:
    return Found(review.pk, year_of(review), code, polarity, place, review.published_now)


def counts_for_reviews() -> list[tuple[str, int, bool]]:
    """For the list of themes in `reviews`: (code, review, whether its report is out) of each passage that stands."""
    return [(one.code, one.review, one.published) for one in passages_found()]
