"""Who may read, work on and replay a review's chronologies. Everything here holds case facts (class D).

review.read_chronology      inside the gate, levels 0 to 2: in codes
review.work_on_chronology   review officers named on the review (levels 0 and 1): returns, glossary, links, marks
review.note_chronology      whoever is named on it, at levels 0 and 1
review.read_names           level 0 alone: the agencies' own words, with names; each look is written down
review.replay_chronology    levels 0 and 1
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Q

from sightline.access.policy import register_rule, register_scope
from sightline.access.roles import ADMINISTRATOR, ALL_BUT_ADMINISTRATOR, REVIEW_OFFICER
from sightline.domain.disclosure import Level
from sightline.reviews.models import CaseReview, ReviewMember
from sightline.reviews.policy import reviews_inside

if TYPE_CHECKING:
    from sightline.access.models import Worker

READ, WORK = "review.read_chronology", "review.work_on_chronology"
NOTE, NAMES, REPLAY = "review.note_chronology", "review.read_names", "review.replay_chronology"


def _named(most: Level) -> Callable[[Worker], Q]:
    """The reviews that name a worker at this level or a stricter one."""

    def reviews(worker: Worker) -> Q:
        if worker.role == ADMINISTRATOR:
            return Q(pk__in=())
        return Q(pk__in=ReviewMember.objects.filter(worker=worker, level__lte=most).values("review"))

    return reviews


register_rule(READ, roles=ALL_BUT_ADMINISTRATOR)
register_scope(READ, CaseReview, reviews_inside)
for action, roles, most in (
    (WORK, (REVIEW_OFFICER,), Level.PANEL),
    (NOTE, ALL_BUT_ADMINISTRATOR, Level.PANEL),
    (NAMES, ALL_BUT_ADMINISTRATOR, Level.NAMED),
    (REPLAY, ALL_BUT_ADMINISTRATOR, Level.PANEL),
):
    register_rule(action, roles=roles)
    register_scope(action, CaseReview, _named(most))
