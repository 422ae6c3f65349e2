"""Who may see and write on a child's record: those who work with the child today, and their supervisors.

A child with whom nobody has ever worked (brought in from a census) is open to the supervisors of social care, who
allocate; the first allocation ends that. Such children are found, not listed among one's own (`record.mine`). Whoever
gives a reason opens a record outside their own children for some hours (`opening.py`), and their manager is told.

A restricted record, a declared conflict, a role without a case, an allocation that has ended: nothing is there
(`people.hiding`). Two records are joined only among one's own: a reason given for some hours must not become a join
that lasts (`record.join`). The same condition lists the children and opens the one, so a list and a page never
disagree.

The conditions are written so that a database begins with the few children somebody works with, not with all there are:
ids that come out of the worker's own allocations. A whole agency's are no longer few; those are asked child by child.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sightline.access.models import Agency, Worker
from sightline.access.policy import register_rule, register_scope
from sightline.cases.models import Allocation, OpenedForReason, RecordCoverage
from sightline.people import prepared
from sightline.people.barriers import NamedPerson, Restriction
from sightline.people.hiding import hidden_from
from sightline.people.models import Person
from sightline.people.sealing import sealed_people

CASE_ROLES = frozenset({"practitioner", "supervisor"})
ALLOCATES = "social_care"  # the kind of agency that allocates children's cases


def open_allocations(on: date | None = None) -> Q:
    """Allocations that hold on a day, today unless another is named. Access follows from today's alone."""
    day = on or prepared.today()
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def own_children(worker: Worker) -> Q:
    """The children a worker works with today; for a supervisor, those of the team (of the agency, if in no team)."""
    return _unless_hidden(worker, _own(worker))


def _unless_hidden(worker: Worker, any_of: Q) -> Q:
    """Children, but none who does not exist for the worker: asked once however many ways there are to a child."""
    return Q(is_child=True) & any_of & ~hidden_from(worker)


def _own(worker: Worker) -> Q:
    # An adopted child's earlier identity is nobody's, whoever worked with it: a keeper opens it for a reason.
    return _working(worker) & ~Q(pk__in=sealed_people())


def _working(worker: Worker) -> Q:
    holds = Allocation.objects.filter(open_allocations())
    if worker.role == "practitioner":
        return Q(pk__in=holds.filter(worker=worker).values("child"))
    if worker.role != "supervisor":
        return Q(pk__in=())
    if worker.team_id is None:
        colleagues = Worker.objects.filter(agency=worker.agency_id)
        return Q(Exists(holds.filter(child=OuterRef("pk"), worker__in=colleagues)))
    whose = Q(pk=worker.pk)
    if worker.in_team(timezone.localdate()):  # the team's no more, once the place in it has ended
        whose |= Q(team=worker.team_id)
    return Q(pk__in=holds.filter(worker__in=Worker.objects.filter(whose)).values("child"))


def not_allocated(worker: Worker) -> Q:
    """Children whose record is kept here and with whom nobody has worked yet, for whoever is to allocate them."""
    return _unless_hidden(worker, _not_allocated(worker))


def _not_allocated(worker: Worker) -> Q:
    if worker.role != "supervisor" or (worker.team_id and not worker.in_team(timezone.localdate())):
        return Q(pk__in=())
    allocates = Exists(Agency.objects.filter(pk=worker.agency_id, kind=ALLOCATES))
    kept = Exists(RecordCoverage.objects.filter(child=OuterRef("pk")))
    nobody = ~Q(Exists(Allocation.objects.filter(child=OuterRef("pk"))))
    return Q(allocates) & Q(kept) & nobody & ~Q(pk__in=sealed_people())


def opened_for_reason(worker: Worker) -> Q:
    """Children whose record the worker opened for a stated reason, while that lasts."""
    return _unless_hidden(worker, _opened(worker))


def _opened(worker: Worker) -> Q:
    holds = OpenedForReason.objects.filter(worker=worker, ends_at__gt=prepared.now()).values("child")
    return Q(pk__in=holds)


def open_children(worker: Worker) -> Q:
    """Every child whose record is open to the worker: one's own, those to be allocated, those opened for a reason."""
    return _unless_hidden(worker, _own(worker) | _not_allocated(worker) | _opened(worker))


def findable(worker: Worker) -> Q:
    """Children of whom the worker may learn that they are known here: all but those who do not exist for them."""
    return Q(is_child=True) & ~hidden_from(worker)


def joinable(worker: Worker) -> Q:
    """Children whose record the worker may join to another: their own, those to be allocated; none opened for hours."""
    return _unless_hidden(worker, _own(worker) | _not_allocated(worker))


def restrictable(worker: Worker) -> Q:
    """Children whose record the worker may restrict, or name people for: a supervisor's own; then its keepers."""
    keeps = NamedPerson.objects.filter(worker=worker, is_keeper=True, ended_at=None, restriction__ended_at=None)
    kept = Q(pk__in=keeps.values("restriction__person"))
    open_now = Q(pk__in=Restriction.objects.filter(ended_at=None).values("person"))
    return _unless_hidden(worker, kept | (_own(worker) & ~open_now))


def adoptable(worker: Worker) -> Q:
    """Children of whom the worker may record that they were adopted: whom they may restrict, and not sealed already."""
    return restrictable(worker) & ~Q(pk__in=sealed_people())


register_rule("record.adopt", roles=("supervisor",))
register_scope("record.adopt", Person, adoptable)
register_rule("record.sealed", roles=("supervisor",))
register_rule("record.mine", roles=CASE_ROLES)
register_scope("record.mine", Person, own_children)
register_rule("record.find", roles=CASE_ROLES)
register_rule("record.add", roles=CASE_ROLES)
register_scope("record.find", Person, findable)
register_rule("record.join", roles=CASE_ROLES)
register_scope("record.join", Person, joinable)
register_rule("record.allocate", roles=("supervisor",))
register_scope("record.allocate", Person, joinable)
register_rule("record.restrict", roles=("supervisor",))
register_scope("record.restrict", Person, restrictable)
register_rule("record.openings", roles=("supervisor",))
for action in ("record.view", "record.change", "checks.answer", "trail.who_has_looked"):
    register_scope(action, Person, open_children)
