"""Who may see and change a review, and at which gate level each worker stands on each review.

level 0, 1   named on the review, as its `ReviewMember` says
level 2      partnership leads: review officers and learning leads, on every review
level 3      everybody else who signs in; an administrator always, since that role sees no case content
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from sightline.access.policy import register_rule, register_scope
from sightline.access.roles import ADMINISTRATOR, ALL_BUT_ADMINISTRATOR, EVERYONE, LEARNING_LEAD, REVIEW_OFFICER
from sightline.domain.disclosure import Level
from sightline.domain.disclosure.levels import PUBLISHED
from sightline.reviews.models import CaseReview, Finding, ReviewMember

if TYPE_CHECKING:
    from sightline.access.models import Worker

LEADS = frozenset({REVIEW_OFFICER, LEARNING_LEAD})


def usual_level(worker: Worker) -> Level:
    """The level a worker stands at on a review that does not name them."""
    return Level.LEADS if worker.role in LEADS else Level.PRACTITIONERS


def levels_on(worker: Worker, reviews: Iterable[int]) -> dict[int, Level]:
    """The worker's gate level on each of these reviews (by primary key). One query; none for an administrator."""
    wanted = set(reviews)
    usual = usual_level(worker)
    found = dict.fromkeys(wanted, usual)
    if not wanted or worker.role == ADMINISTRATOR:
        return found
    named = ReviewMember.objects.filter(worker=worker, review__in=wanted).values_list("review_id", "level")
    for review, level in named:
        found[review] = min(usual, Level(level))
    return found


def reviews_inside(worker: Worker) -> Q:
    """The reviews a worker is inside the gate of: all for the leads, those that name them for others."""
    if worker.role in LEADS:
        return Q()
    if worker.role == ADMINISTRATOR:
        return Q(pk__in=())
    named = ReviewMember.objects.filter(worker=worker, level__lte=Level.LEADS)
    return Q(pk__in=named.values("review"))


def reviews_open(worker: Worker) -> Q:
    """The reviews whose page a worker may open: those they are inside of, and what is published of the others."""
    if worker.role == ADMINISTRATOR:
        return Q(pk__in=())
    inside = reviews_inside(worker)
    return inside if worker.role in LEADS else inside | Q(publication_state=PUBLISHED)


def findings_inside(worker: Worker) -> Q:
    """The findings of the reviews a worker is inside the gate of."""
    return Q(review__in=CaseReview.objects.filter(reviews_inside(worker)).values("pk"))


register_rule("review.list", roles=ALL_BUT_ADMINISTRATOR)
register_scope("review.list", CaseReview, reviews_inside)
register_rule("review.view", roles=ALL_BUT_ADMINISTRATOR)
register_scope("review.view", CaseReview, reviews_open)
register_rule("review.open", roles=(REVIEW_OFFICER,))
register_rule("review.change", roles=(REVIEW_OFFICER,))
register_scope("review.change", CaseReview, reviews_inside)
register_rule("finding.view", roles=ALL_BUT_ADMINISTRATOR)
register_scope("finding.view", Finding, findings_inside)
register_rule("finding.change", roles=(REVIEW_OFFICER,))
register_scope("finding.change", Finding, findings_inside)
# Definitions of themes hold no case; their counts obey rule G5 in `queries`.
register_rule("theme.view", roles=EVERYONE)
