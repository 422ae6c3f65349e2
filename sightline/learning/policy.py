"""Who may read the library, write in it, and say that something was shared.

Everyone who signs in reads the library; what of a point they read is decided by `gate`, not here. A draft is open to
those who write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from sightline.access.policy import register_rule, register_scope
from sightline.access.roles import ALL_BUT_ADMINISTRATOR, EVERYONE, LEARNING_LEAD, QUALITY_LEAD
from sightline.learning.acknowledging import shared_with
from sightline.learning.models import LearningPoint, Sharing

if TYPE_CHECKING:
    from sightline.access.models import Worker


def points_open(worker: Worker) -> Q:
    """Published points for everyone; drafts for learning leads, who stand inside the gate of every review."""
    return Q() if worker.role == LEARNING_LEAD else Q(state="published")


def every_point(worker: Worker) -> Q:
    """All of them: the role has been asked already."""
    return Q()


def with_my_team(worker: Worker) -> Q:
    """What was shared with the worker's team."""
    return shared_with(worker)


register_rule("learning.view", roles=EVERYONE)
register_scope("learning.view", LearningPoint, points_open)
register_rule("learning.write", roles=(LEARNING_LEAD,))
register_scope("learning.write", LearningPoint, every_point)
register_rule("learning.share", roles=(LEARNING_LEAD,))
register_scope("learning.share", LearningPoint, every_point)
register_rule("learning.acknowledge", roles=ALL_BUT_ADMINISTRATOR)
register_scope("learning.acknowledge", Sharing, with_my_team)
register_rule("learning.count_acknowledgements", roles=(LEARNING_LEAD, QUALITY_LEAD))
