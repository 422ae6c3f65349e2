"""Recording that a child was adopted: a new identity and a new record, and the earlier one sealed, as one change.

Nothing goes over by itself. What does is written anew, in words or by a choice of the supervisor's, so that nothing on
the later record points back: no key, no number, no writer, no day of an earlier entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sightline.cases import changes as cases
from sightline.cases.models import Allocation, Event, OpenedForReason
from sightline.cases.policy import open_allocations
from sightline.people import changes as people
from sightline.people import sealing, telling
from sightline.people.details import Professional
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

# What of a person's details may be taken over: how the child talks and is written to. Never a name, a number, a source.
CARRIED = ("gestation_weeks", "languages", "reads", "communication", "interpreter_need", "disability")


@dataclass(frozen=True)
class GoesOver:
    """What the supervisor decided to take over. Nothing, unless chosen."""

    details: bool = False
    words: str = ""
    workers: tuple[Any, ...] = ()
    professionals: tuple[Professional, ...] = ()


@transaction.atomic
def record_adoption(
    earlier: Person, *, by: Worker, identity: dict[str, Any], over: GoesOver, keepers: Iterable[Worker], because: str,
    ordered_on: date | None,
) -> Person:  # fmt: skip
    """Make the child's new record and seal the earlier one; the new child. Raises keeping.NotPossible.

    `identity`: names, sex and date of birth as they are from now on (fields of a person).
    """
    today = timezone.localdate()
    carried = {name: getattr(earlier, name) for name in CARRIED} if over.details else {}
    later = people.add_person(by=by, is_child=True, **(carried | identity))
    cases.open_record(by=by, child=later, starts_on=today)
    cases.allocate(by=by, child=later, worker=by, role="lead", starts_on=today)
    for worker in over.workers:
        if worker.pk != by.pk:
            cases.allocate(by=by, child=later, worker=worker, role="involved", starts_on=today)
    for one in over.professionals:
        told = {name: getattr(one, name) for name in ("name", "role", "organisation", "reached_by")}
        telling.record_professional(later, by=by, starts_on=None, ends_on=None, **told)
    if over.words:
        row = Event(child=later, what=over.words, topic="other", kind="fact", at_date=today)
        people.record_fact(row, by=by, verb="cases.record_event", child=later)
    sealing.seal(earlier, later, by=by, keepers=keepers, because=because, ordered_on=ordered_on)
    _nobody_works_with(earlier, by=by, today=today)
    return later


def _nobody_works_with(earlier: Person, *, by: Worker, today: date) -> None:
    """Allocations end, and whatever was opened for a reason closes now."""
    for row in Allocation.objects.filter(open_allocations(), child=earlier):
        cases.end_allocation(row, by=by, ends_on=today)
    now = timezone.now()
    OpenedForReason.objects.filter(child=earlier, ends_at__gt=now, opened_at__lte=now).update(ends_at=now)
