"""The page on which workers are allocated to a child, and the referrals that wait for a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
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

OFFERED = 20  # people in one list (our default): more are found by name
A_NUMBER = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class AllocatePage:
    """Whose record, who works with the child now, the form, and the one that ends a part.

    `wrong`: which of the forms has something wrong, if any. `words`: by what somebody was looked for, `found`: what
    came of it, and who is not listed.
    """

    frame: Frame
    form: AllocateForm
    over: EndPartForm
    wrong: AllocateForm | EndPartForm
    now: tuple[str, ...]
    words: str = ""
    found: str = ""


def parts(rows: Iterable[Allocation]) -> tuple[str, ...]:
    """Who works with a child, in a line each."""
    return tuple(
        f"{row.worker.name}, {row.worker.agency}: {row.get_role_display().lower()}, "
        f"from {in_words(row.starts_on)}{f' until {in_words(row.ends_on)}' if row.ends_on else ''}"
        for row in rows
    )


@dataclass(frozen=True)
class Offered:
    """Some of those who could work with a child, and how many more there are."""

    workers: tuple[Worker, ...]
    more: int = 0

    def in_words(self, words: str) -> str:
        """What to say beside them; "" where everybody is listed."""
        if words and not self.workers:
            return f"Nobody whose access is open and who holds cases is called “{words}”, or works there."
        if not self.more:
            return ""
        others = "1 other person" if self.more == 1 else f"{self.more:,} other people"
        return f"{others} could work with the child too. Find them by name, post or agency."


def could_work(by: Worker, words: str = "", chosen: str = "") -> Offered:
    """Those whose access is open and who hold cases, of any agency, found by name, post or agency.

    Without `words` everybody where they are few, else those of one's own team. Whoever was chosen is always among them.
    """
    rows = open_workers().filter(role__in=CASE_ROLES).select_related("agency").order_by("agency__name", "name", "pk")
    wanted = rows
    for word in words.split():
        wanted = wanted.filter(Q(name__icontains=word) | Q(job_title__icontains=word) | Q(agency__name__icontains=word))
    listed, count = list(wanted[: OFFERED + 1]), 0
    if len(listed) > OFFERED:
        count = wanted.count()
        near = wanted if words else wanted.filter(team=by.team_id) if by.team_id else wanted.filter(agency=by.agency_id)
        listed = list(near[:OFFERED])
    if chosen and all(str(one.pk) != chosen for one in listed):
        picked = list(rows.filter(pk=int(chosen))) if A_NUMBER.fullmatch(chosen) else []
        listed = [*picked, *listed]
    return Offered(tuple(listed), max(0, count - len(listed)))


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
