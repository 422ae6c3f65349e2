"""Marking an entry: to whom it may go, who may read it. The mark is versioned and in the trail, like the entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from sightline import trail
from sightline.cases.audience import readable
from sightline.cases.entries import ENTRIES
from sightline.cases.models import AttachedDocument, Noted
from sightline.cases.models.handling import EntryReader, Handling, MayGoTo
from sightline.cases.moving import register_companion
from sightline.kit.at_once import unless_taken
from sightline.people.changes import amend_fact, record_fact
from sightline.people.facts import ChangedMeanwhile, VersionedFact

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person


def model_of(kind: str) -> type[VersionedFact] | None:
    """The table in which entries of a kind stand; None for what is no kind of entry."""
    declared = ENTRIES.get(kind)
    if declared is not None:
        return declared.table or Noted
    try:
        found = apps.get_model("cases", kind)
    except LookupError:
        return None
    return found if issubclass(found, VersionedFact) and found not in (Handling, AttachedDocument) else None


def entry_of(child: Person, kind: str, fact: UUID, worker: Worker) -> Any | None:
    """The current version of an entry of any kind on this child's record, if the worker may read it."""
    model = model_of(kind)
    if model is None:
        return None
    rows = model._default_manager.current().filter(child=child, fact=fact)
    if model is Noted:
        rows = rows.filter(kind=kind)
    return readable(rows, worker).first()


def mark_of(fact: UUID) -> Handling | None:
    """The mark of an entry; None while nobody has marked it, which is read as professionals only."""
    found: Handling | None = Handling.objects.filter(superseded_at=None).filter(of=fact).first()
    return found


@transaction.atomic
def mark_entry(
    entry: Any,
    *,
    by: Worker,
    may_go_to: str,
    audience: str = "",
    readers: Iterable[Worker] = (),
    because: str = "",
    mark: Handling | None = None,
) -> Handling:
    """Mark an entry, or change its mark; `readers` replaces the named people. Raises ChangedMeanwhile."""
    kind = entry.kind if isinstance(entry, Noted) else type(entry).__name__
    if mark is None:
        row = Handling(child=entry.child, of=entry.fact, entry_kind=kind, may_go_to=may_go_to, audience=audience)
        with unless_taken(ChangedMeanwhile()):
            made = record_fact(row, by=by, verb="cases.mark_entry", child=entry.child)
    else:
        changes = {"may_go_to": may_go_to, "audience": audience}
        made = amend_fact(mark, by=by, verb="cases.mark_entry", child=entry.child, changes=changes, because=because)
    named = list(readers)
    _name(entry.fact, by=by, readers=named)
    trail.record(
        verb="cases.name_readers", by=by, child=entry.child.key, thing=("EntryReader", str(entry.fact)), kind="access",
        content={"readers": sorted(one.pk for one in named)},
    )  # fmt: skip
    return made


def _name(of: UUID, *, by: Worker, readers: list[Worker]) -> None:
    kept = EntryReader.objects.filter(of=of, ended_at=None)
    kept.exclude(worker__in=readers).update(ended_at=timezone.now())
    have = set(EntryReader.objects.filter(of=of, ended_at=None).values_list("worker_id", flat=True))
    EntryReader.objects.bulk_create(
        EntryReader(of=of, worker=one, named_by=by) for one in readers if one.pk not in have
    )


def _move_along(fact: UUID, _whence: Person, to: Person) -> None:
    """The mark of an entry that was on the wrong child goes with it."""
    for row in Handling.objects.filter(of=fact):
        Handling.objects.filter(pk=row.pk).put_on(to)


register_companion(_move_along)


def may_go_to_family(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `rows` that somebody has marked for the family. What nobody has marked does not go."""
    marked = Handling.objects.filter(superseded_at=None).filter(of=OuterRef("fact"), may_go_to=MayGoTo.FAMILY)
    return rows.filter(Exists(marked))
