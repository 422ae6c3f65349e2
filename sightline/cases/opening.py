"""Break glass: opening a record outside one's own children, for a stated reason, for some hours, and not in secret.

    opened ──> ends by itself, or at once when its worker is done
       └─────> stays on the managers' list until one of them has read it and said what they make of it

The manager is whoever supervises the worker, or the child's own team. A restricted record, and one that a conflict of
interest closes, cannot be opened this way: for that worker there is no such child.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from sightline import trail
from sightline.access.policy import can, scope
from sightline.cases.models import OpenedForReason
from sightline.people.models import Person
from sightline.people.sealing import kept_by

if TYPE_CHECKING:
    from sightline.access.models import Worker

HOURS = (1, 4, 12, 24)  # our default; never longer than a day, then a reason is due again


class NotPossible(Exception):
    """It cannot be done; the text is a sentence that its worker may read."""


@transaction.atomic
def open_for_reason(child: Person, *, by: Worker, reason: str, hours: int) -> OpenedForReason:
    """Open the record to `by` for some hours. Raises NotPossible when there is no such child for them."""
    if not can(by, "record.find", child):
        raise NotPossible("There is no such child.")
    if hours not in HOURS:
        raise NotPossible("Choose for how long.")
    now = timezone.now()
    row = OpenedForReason.objects.create(
        child=child, worker=by, reason=reason, opened_at=now, ends_at=now + timedelta(hours=hours)
    )
    _trail(row, by=by, verb="cases.open_for_reason", reason=reason)
    return row


@transaction.atomic
def close_again(child: Person, *, by: Worker) -> int:
    """End what `by` opened on this child's record, now. How many openings that ended."""
    rows = list(openings_of(by).filter(child=child))
    for row in rows:
        row.ends_at = max(timezone.now(), row.opened_at)
        row.save(update_fields=["ends_at"])
        _trail(row, by=by, verb="cases.close_again")
    return len(rows)


@transaction.atomic
def read_opening(row: OpenedForReason, *, by: Worker, verdict: str, words: str = "", seen: str | None = None) -> None:
    """A manager has read why a record was opened. Raises NotPossible for their own opening.

    `seen`: which reading the page showed (`reading_of`); None: don't ask whether somebody else read it meanwhile.
    """
    if row.worker_id == by.pk:
        raise NotPossible("Another manager reads what you opened yourself.")
    trail.take_turn()
    row = OpenedForReason.objects.select_for_update(of=("self",)).select_related("child", "read_by").get(pk=row.pk)
    if (row.read_by_id, row.verdict, row.verdict_words) == (by.pk, verdict, words):
        return
    if seen is not None and seen != reading_of(row):
        who = row.read_by.name if row.read_by else "Somebody"
        said = f"{row.get_verdict_display()}. {row.verdict_words}".strip()
        raise NotPossible(f"{who} has read it meanwhile, and says: {said} Say so again if you see it otherwise.")
    row.read_by, row.read_at, row.verdict, row.verdict_words = by, timezone.now(), verdict, words
    row.save(update_fields=["read_by", "read_at", "verdict", "verdict_words"])
    _trail(row, by=by, verb="cases.read_opening", verdict=verdict, words=words)


def reading_of(row: OpenedForReason) -> str:
    """Which reading of it stands; "" while nobody has read it."""
    return row.read_at.isoformat() if row.read_at else ""


def openings_of(worker: Worker) -> QuerySet[OpenedForReason]:
    """What the worker has opened for a reason and may still look at."""
    return OpenedForReason.objects.filter(worker=worker, ends_at__gt=timezone.now())


def openings_for(manager: Worker) -> QuerySet[OpenedForReason]:
    """What this manager is told of: by those they supervise, and of their team's children; the newest first."""
    if not can(manager, "record.openings"):
        return OpenedForReason.objects.none()
    theirs = Q(worker__team=manager.team_id) if manager.team_id else Q(worker__agency=manager.agency_id)
    if manager.team_id and not manager.in_team(timezone.localdate()):
        theirs = Q(pk__in=())
    own = scope(manager, "record.mine", Person.objects.all()).values("pk")
    kept = Q(child__in=kept_by(manager).order_by().values("earlier"))  # a sealed identity: another keeper reads why
    rows = OpenedForReason.objects.filter(theirs | Q(child__in=own) | kept)
    known = scope(manager, "record.find", Person.objects.all()).values("pk")
    return rows.filter(child__in=known).select_related("child", "worker__agency", "read_by").order_by("-opened_at")


def _trail(row: OpenedForReason, *, by: Worker, verb: str, **content: str) -> None:
    trail.record(
        verb=verb, by=by, child=row.child.key, thing=("OpenedForReason", str(row.pk)), kind="access",
        content={"worker": row.worker_id, "ends_at": str(row.ends_at), **content},
    )  # fmt: skip
