"""Who may read and code a review's texts: whoever is inside the review (gate levels 0 to 2), and nobody else.

view     read the texts and, unless two people are coding one blind, what they are coded to
code     code passages, as somebody inside
manage   add texts, ask two people to code one, bring in and take out projects: review officers
codes    add and end local codes: review officers and learning leads
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from sightline.access.policy import register_rule, register_scope
from sightline.access.roles import ALL_BUT_ADMINISTRATOR, LEARNING_LEAD, REVIEW_OFFICER
from sightline.coding.models import CodedText
from sightline.reviews.models import CaseReview
from sightline.reviews.policy import reviews_inside

if TYPE_CHECKING:
    from sightline.access.models import Worker


def texts_inside(worker: Worker) -> Q:
    """The texts of the reviews a worker is inside the gate of."""
    return Q(review__in=CaseReview.objects.filter(reviews_inside(worker)).values("pk"))


for action, roles in (
    ("coding.view", ALL_BUT_ADMINISTRATOR),
    ("coding.code", ALL_BUT_ADMINISTRATOR),
    ("coding.manage", (REVIEW_OFFICER,)),
):
    register_rule(action, roles=roles)
    register_scope(action, CodedText, texts_inside)
    register_scope(action, CaseReview, reviews_inside)
register_rule("coding.codes", roles=(REVIEW_OFFICER, LEARNING_LEAD))
