"""Who runs surveys and who reads what came of them. Answering needs no account and is asked of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from sightline.access.policy import register_rule, register_scope
from sightline.access.roles import LEARNING_LEAD, QUALITY_LEAD
from sightline.confidence.models import OwnQuestion, Survey, Wave

if TYPE_CHECKING:
    from sightline.access.models import Worker

LEADS = (LEARNING_LEAD, QUALITY_LEAD)


def every_survey(worker: Worker) -> Q:
    """All of them: the role has been asked already, and a survey belongs to the partnership."""
    return Q()


# "measure.": what an administrator never sees, though nobody's name stands in it.
register_rule("measure.run_surveys", roles=LEADS)
register_scope("measure.run_surveys", Survey, every_survey)
register_scope("measure.run_surveys", Wave, every_survey)
register_scope("measure.run_surveys", OwnQuestion, every_survey)
register_scope("measure.view", Survey, every_survey)
