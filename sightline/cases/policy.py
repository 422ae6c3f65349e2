"""Who may see and write on a child's record: those who work with the child today, and their supervisors.

A person declared in conflict, a role without a case, or a worker whose allocation has ended sees nothing: the same
condition lists the children and opens the one, so a list and a page never disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sightline.access.policy import register_scope
from sightline.cases.models import Allocation
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

CASE_ROLES = frozenset({"practitioner", "supervisor"})


def open_allocations() -> Q:
    """Allocations that hold today."""
    today = timezone.localdate()
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))


def own_children(worker: Worker) -> Q:
    """The children a worker works with today; for a supervisor, those of the team (of the agency, if in no team)."""
    holds = Allocation.objects.filter(open_allocations(), child=OuterRef("pk"))
    if worker.role == "practitioner":
        holds = holds.filter(worker=worker)
    elif worker.role == "supervisor":
        mine = Q(worker__team=worker.team_id) if worker.team_id else Q(worker__agency=worker.agency_id)
        holds = holds.filter(mine | Q(worker=worker))
    else:
        return Q(pk__in=())
    return Q(is_child=True) & Q(Exists(holds))


for action in ("record.view", "record.change", "checks.answer", "trail.who_has_looked"):
    register_scope(action, Person, own_children)
