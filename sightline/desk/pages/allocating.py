"""The page on which workers are allocated to a child, and the referrals that wait for a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from sightline.access.models import Worker
from sightline.access.queries import open_workers
from sightline.cases.models import Allocation, Referral
from sightline.cases.policy import CASE_ROLES
from sightline.desk import saying
from sightline.desk.allocation_forms import AllocateForm, EndPartForm
from sightline.desk.pages.frame import Frame
from sightline.desk.pages.plan import decide_by
from sightline.domain.dates import in_words
from sightline.kit.parts import Link
from sightline.people.facts import KEPT_HERE
from sightline.people.models import Person


@dataclass(frozen=True)
class AllocatePage:
    """Whose record, who works with the child now, the form, and the one that ends a part.

    `wrong`: which of the forms has something wrong, if any.
    """

    frame: Frame
    form: AllocateForm
    over: EndPartForm
    wrong: AllocateForm | EndPartForm
    now: tuple[str, ...]


def parts(rows: Iterable[Allocation]) -> tuple[str, ...]:
    """Who works with a child, in a line each."""
    return tuple(
        f"{row.worker.name}, {row.worker.agency}: {row.get_role_display().lower()}, "
        f"from {in_words(row.starts_on)}{f' until {in_words(row.ends_on)}' if row.ends_on else ''}"
        for row in rows
    )


def could_work() -> list[Worker]:
    """Everybody whose access is open and who holds cases, of any agency."""
    rows = open_workers().filter(role__in=CASE_ROLES).select_related("agency")
    return list(rows.order_by("agency__name", "name", "pk"))


def to_decide(children: Iterable[Person]) -> tuple[Link, ...]:
    """Referrals written here of these children that nobody has decided on yet, the oldest first. One query."""
    names = {child.pk: child for child in children}
    rows = Referral.objects.current().filter(child__in=list(names), source=KEPT_HERE, decision=None, closed_on=None)
    return tuple(_waiting(row, names[row.child_id]) for row in rows.order_by("received_on", "pk"))


def _waiting(row: Referral, child: Person) -> Link:
    where = reverse("amend-entry", args=[child.key, "referral", row.fact])
    if row.received_on is None:
        return Link(child.shown_name, where, note="on which day it was received is not recorded")
    due = in_words(decide_by(row.received_on))
    return Link(child.shown_name, where, note=f"received {saying.received(row)}, to be decided by {due}")
