"""Who works with a child: allocated by a supervisor, handed over, ended. Access to the record follows from it.

    a lead      one at a time: for the one before, whoever allocates says what becomes of their part
    others      as many as work with the child, of any agency
    an end      is a day; from the next day on the record is closed to that worker

One after another: first what is written anew, as whoever corrects it does, then the trail's turn, then the child. So
two who allocate at once do not make two leads, and nobody waits for somebody who waits for them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from sightline import trail
from sightline.cases import changes as cases
from sightline.cases.models import Allocation, Involvement
from sightline.kit.at_once import again_if_undone
from sightline.people.changes import amend_fact
from sightline.people.facts import KEPT_HERE
from sightline.people.hiding import hidden_from
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

LEAD, INVOLVED = "lead", "involved"
ENDS, STAYS = "ends", "stays"


class NotPossible(Exception):
    """They cannot be allocated; `field` is where, the text a sentence for whoever allocates."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def not_over(on: date) -> Q:
    """Allocations that hold on a day, or begin after it."""
    return Q(ends_on=None) | Q(ends_on__gte=on)


def working_with(child: Person, on: date) -> list[Allocation]:
    """Who works with the child on a day or from a later one: the lead first, then in order of names."""
    rows = Allocation.objects.filter(not_over(on), child=child).select_related("worker__agency")
    return sorted(rows.order_by("pk"), key=lambda row: (row.role != LEAD, row.worker.name))


@again_if_undone
@transaction.atomic
def allocate(child: Person, *, by: Worker, worker: Worker, role: str, starts_on: date, before: str = "") -> Allocation:
    """Let a worker work with the child. `before`: what becomes of whoever leads now. Raises NotPossible."""
    levels = _without_a_day(child, starts_on) if role == LEAD else []
    _one_at_a_time(child)
    if Person.objects.filter(hidden_from(worker), pk=child.pk).exists():
        sentence = (
            f"This record is closed to {worker.name}. Choose somebody else, or name them first where it is restricted."
        )
        raise NotPossible("worker", sentence)
    now = working_with(child, starts_on)
    mine = [row for row in now if row.worker_id == worker.pk]
    if any(row.role == role for row in mine):
        raise NotPossible("worker", f"{worker.name} is allocated already, in this part.")
    leads = [row for row in now if row.role == LEAD and row.worker_id != worker.pk] if role == LEAD else []
    if leads and before not in (ENDS, STAYS):
        raise NotPossible("before", f"{leads[0].worker.name} leads now. Choose what becomes of their part.")
    for row in leads:
        _hand_over(row, by=by, on=starts_on, stays=before == STAYS)
    for row in mine:  # from one part to the other
        cases.end_allocation(row, by=by, ends_on=_last_day(row, starts_on))
    for level in levels:
        amend_fact(level, by=by, verb="cases.amend_involvement", child=child, changes={"allocated_at": starts_on})
    return cases.allocate(by=by, child=child, worker=worker, role=role, starts_on=starts_on)


def _one_at_a_time(child: Person) -> None:
    trail.take_turn()
    Person.objects.select_for_update(no_key=True).get(pk=child.pk)


def _last_day(row: Allocation, on: date) -> date:
    """The day before another begins; not before it began itself."""
    return max(row.starts_on, on - timedelta(days=1))


def _hand_over(row: Allocation, *, by: Worker, on: date, stays: bool) -> None:
    cases.end_allocation(row, by=by, ends_on=_last_day(row, on))
    there = any(one.worker_id == row.worker_id and one.role == INVOLVED for one in working_with(row.child, on))
    if stays and not there:
        cases.allocate(by=by, child=row.child, worker=row.worker, role=INVOLVED, starts_on=on)


def _without_a_day(child: Person, on: date) -> list[Involvement]:
    """The levels of help that are open and have no day of allocation, held: clocks run from that day."""
    rows = Involvement.objects.select_for_update().filter(superseded_at=None, child=child, allocated_at=None)
    return list(rows.filter(not_over(on), source=KEPT_HERE).order_by("pk"))


@transaction.atomic
def end(row: Allocation, *, by: Worker, ends_on: date) -> None:
    """End a worker's part with a day, the last on which the record is open to them. Raises NotPossible."""
    _one_at_a_time(row.child)
    now = Allocation.objects.select_related("child", "worker").get(pk=row.pk)
    if now.ends_on is not None and now.ends_on < ends_on:
        raise NotPossible("who", f"{now.worker.name}’s part has ended already, or ends before that day.")
    if ends_on < now.starts_on:
        raise NotPossible("last_day", "That is before their part begins.")
    cases.end_allocation(now, by=by, ends_on=ends_on)
