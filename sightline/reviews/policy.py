"""Who may see and change a review, and at which gate level each worker stands on each review.

level 0, 1   named on the review, as its `ReviewMember` says
level 2      partnership leads: review officers and learning leads, on every review
level 3      everybody else who signs in; an administrator always, since that role sees no case content. And whoever
             declared an interest and stands aside (a `ReviewMember` at level 3), whatever their role

The work of a review (what agencies sent, declared interests, episodes) is for levels 0 and 1, and for the officers who
run it; findings and the plan also for level 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from sightline.access.policy import register_rule, register_scope
from sightline.access.roles import (
    ADMINISTRATOR,
    ALL_BUT_ADMINISTRATOR,
    EVERYONE,
    LEARNING_LEAD,
    QUALITY_LEAD,
    REVIEW_OFFICER,
)
from sightline.domain.disclosure import Level
from sightline.domain.disclosure.levels import PUBLISHED
from sightline.reviews.models import (
    Action,
    AgencyReturn,
    CaseReview,
    Evidence,
    Finding,
    Recommendation,
    ReviewMember,
)

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
        found[review] = Level.PRACTITIONERS if level == Level.PRACTITIONERS else min(usual, Level(level))
    return found


def level_among(worker: Worker, members: Iterable[ReviewMember]) -> Level:
    """The same for one review whose members have been read: no query."""
    usual = usual_level(worker)
    level = next((m.level for m in members if m.worker_id == worker.pk), None)
    if level is None or worker.role == ADMINISTRATOR:
        return usual
    return Level.PRACTITIONERS if level == Level.PRACTITIONERS else min(usual, Level(level))


def reviews_inside(worker: Worker) -> Q:
    """The reviews a worker is inside the gate of: all for the leads, those that name them for others."""
    if worker.role in LEADS:
        aside = ReviewMember.objects.filter(worker=worker, level=Level.PRACTITIONERS)
        return ~Q(pk__in=aside.values("review"))
    if worker.role == ADMINISTRATOR:
        return Q(pk__in=())
    named = ReviewMember.objects.filter(worker=worker, level__lte=Level.LEADS)
    return Q(pk__in=named.values("review"))


def unpublished_and_aside(worker: Worker) -> set[int]:
    """The unpublished reviews a worker stands aside from (by primary key): nothing of them goes into what they read."""
    rows = ReviewMember.objects.filter(worker=worker, level=Level.PRACTITIONERS).exclude(OUT_NOW)
    return set(rows.values_list("review_id", flat=True))


OUT_NOW = Q(review__publication_state=PUBLISHED, review__facts_wait=False)
"""What belongs to a review whose report is out, and is not held back by anything beside it."""


def reviews_open(worker: Worker) -> Q:
    """The reviews whose page a worker may open: those they are inside of, and what is published of the others.

    Of a published one that is held back by something beside it, the page says no more than that.
    """
    if worker.role == ADMINISTRATOR:
        return Q(pk__in=())
    return reviews_inside(worker) | Q(publication_state=PUBLISHED)


def reviews_worked_on(worker: Worker) -> Q:
    """The reviews whose work a worker may see: all for officers, those that name them at level 0 or 1 for others."""
    if worker.role == REVIEW_OFFICER:
        return reviews_inside(worker)
    if worker.role == ADMINISTRATOR:
        return Q(pk__in=())
    named = ReviewMember.objects.filter(worker=worker, level__lte=Level.PANEL)
    return Q(pk__in=named.values("review"))


def _of(maker: Callable[[Worker], Q]) -> Callable[[Worker], Q]:
    """The same for what belongs to a review."""
    return lambda worker: Q(review__in=CaseReview.objects.filter(maker(worker)).values("pk"))


def returns_changed(worker: Worker) -> Q:
    """The returns a worker may move on: all of their reviews for officers, those of one's own agency for authors."""
    inside = _of(reviews_worked_on)(worker)
    return inside if worker.role == REVIEW_OFFICER else inside & Q(agency=worker.agency_id)


def actions_reported(worker: Worker) -> Q:
    """The actions a worker may write progress and evidence for: all for officers, their own for owners."""
    inside = _of(reviews_inside)(worker)
    return inside if worker.role == REVIEW_OFFICER else inside & Q(owner_worker=worker)


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
register_rule("review.work", roles=ALL_BUT_ADMINISTRATOR)
register_scope("review.work", CaseReview, reviews_worked_on)
register_scope("review.work", AgencyReturn, _of(reviews_worked_on))
register_rule("review.plan", roles=ALL_BUT_ADMINISTRATOR)
register_scope("review.plan", CaseReview, reviews_inside)
register_scope("review.plan", Recommendation, _of(reviews_inside))
register_scope("review.plan", Action, _of(reviews_inside))
register_rule("review.return", roles=ALL_BUT_ADMINISTRATOR)
register_scope("review.return", AgencyReturn, returns_changed)
register_rule("review.report", roles=ALL_BUT_ADMINISTRATOR)
register_scope("review.report", Action, actions_reported)
# Evidence is judged by officers, and by a quality lead whom the review names; never by the owner (`judging`).
register_rule("review.judge", roles=(REVIEW_OFFICER, QUALITY_LEAD))
register_scope("review.judge", Evidence, _of(reviews_worked_on))
register_rule("review.steps", roles=(REVIEW_OFFICER,))
register_rule("finding.view", roles=ALL_BUT_ADMINISTRATOR)
register_scope("finding.view", Finding, findings_inside)
register_rule("finding.change", roles=(REVIEW_OFFICER,))
register_scope("finding.change", Finding, findings_inside)
# Definitions of themes hold no case; their counts obey rule G5 in `queries`.
register_rule("theme.view", roles=EVERYONE)
