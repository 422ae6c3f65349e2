"""The verbs that keep people from records: restricting, naming, declaring a conflict, and ending each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.kit.at_once import unless_taken
from sightline.people.barriers import Conflict, NamedPerson, Restriction, Sealing
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker


STAYS_SEALED = (
    "This identity was sealed at an adoption and stays sealed. Its keepers open it for a reason. If the adoption was "
    "recorded by mistake, take the sealing back."
)
RESTRICTED_ALREADY = "This record is restricted already."
ENDED_ALREADY = "It was ended already, by somebody else or by pressing twice."
DECLARED_ALREADY = "This conflict of interest is declared already."


class NotPossible(Exception):
    """It cannot be done; the text is a sentence that its worker may read."""


def held(row: Restriction) -> Restriction:
    """A restriction as it stands, held until the transaction ends: whoever else changes whom it is for waits."""
    return Restriction.objects.select_for_update(no_key=True).get(pk=row.pk)


def _trail(verb: str, *, by: Worker, person: Person, thing: tuple[str, object], **content: object) -> None:
    trail.record(
        verb=verb, by=by, child=person.key, thing=(thing[0], str(thing[1])), kind="access",
        content={name: str(value) for name, value in content.items()},
    )  # fmt: skip


@transaction.atomic
def restrict(
    person: Person, *, by: Worker, reason: str, named: Iterable[Worker] = (), keepers: Iterable[Worker] = ()
) -> Restriction:
    """From now the record is open to `by` (its first keeper) and the named only; for others it does not exist.

    Raises NotPossible when it is restricted already.
    """
    if Restriction.objects.filter(person=person, ended_at=None).exists():
        raise NotPossible(RESTRICTED_ALREADY)
    with unless_taken(NotPossible(RESTRICTED_ALREADY)):
        row = Restriction.objects.create(person=person, reason=reason, begun_by=by)
    _trail("people.restrict", by=by, person=person, thing=("Restriction", row.pk), reason=reason)
    keeping = {by.pk: by} | {worker.pk: worker for worker in keepers}
    for worker in keeping.values():
        name_for(row, by=by, worker=worker, is_keeper=True)
    for worker in named:
        if worker.pk not in keeping:
            name_for(row, by=by, worker=worker)
    return row


@transaction.atomic
def name_for(row: Restriction, *, by: Worker, worker: Worker, is_keeper: bool = False) -> NamedPerson:
    """Open a restricted record to one more person. Their allocation or reason still decides whether they may look."""
    found, _made = NamedPerson.objects.get_or_create(
        restriction=row, worker=worker, ended_at=None, defaults={"is_keeper": is_keeper, "named_by": by}
    )
    _trail("people.name_for_restricted", by=by, person=row.person, thing=("NamedPerson", found.pk), worker=worker.pk)
    return found


@transaction.atomic
def end_naming(row: NamedPerson, *, by: Worker) -> None:
    """Close a restricted record to somebody named. Raises NotPossible for the last keeper."""
    held(row.restriction)
    others = NamedPerson.objects.filter(restriction=row.restriction, is_keeper=True, ended_at=None).exclude(pk=row.pk)
    if row.is_keeper and not others.exists():
        raise NotPossible("A restricted record needs a keeper. Name another one first.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    person = row.restriction.person
    _trail("people.end_naming", by=by, person=person, thing=("NamedPerson", row.pk), worker=row.worker_id)


@transaction.atomic
def end_restriction(row: Restriction, *, by: Worker, because: str) -> None:
    """Open the record again to those who work with the child. Raises NotPossible for a sealed identity, or when it
    has ended already.
    """
    if held(row).ended_at is not None:
        raise NotPossible(ENDED_ALREADY)
    if Sealing.objects.filter(earlier=row.person, undone_at=None).exists():
        raise NotPossible(STAYS_SEALED)
    row.end(by=by, because=because)
    _trail("people.end_restriction", by=by, person=row.person, thing=("Restriction", row.pk), because=because)


@transaction.atomic
def declare_conflict(
    person: Person, *, by: Worker, worker: Worker, whole_family: bool = True, reason: str = ""
) -> Conflict:
    """From now the record (and the family's, with `whole_family`) is closed to `worker`, whatever their role.

    Raises NotPossible when it is declared already.
    """
    if Conflict.objects.filter(person=person, worker=worker, ended_at=None).exists():
        raise NotPossible(DECLARED_ALREADY)
    with unless_taken(NotPossible(DECLARED_ALREADY)):
        row = Conflict.objects.create(
            person=person, worker=worker, whole_family=whole_family, reason=reason, declared_by=by
        )
    _trail(
        "people.declare_conflict", by=by, person=person, thing=("Conflict", row.pk), worker=worker.pk,
        whole_family=whole_family, reason=reason,
    )  # fmt: skip
    return row


@transaction.atomic
def end_conflict(row: Conflict, *, by: Worker, because: str) -> None:
    """End a conflict of interest. Raises NotPossible for the worker it blocks (somebody else decides that), or when it
    has ended already.
    """
    if row.worker_id == by.pk:
        raise NotPossible("Somebody else ends a conflict of interest of yours.")
    if Conflict.objects.select_for_update(no_key=True).get(pk=row.pk).ended_at is not None:
        raise NotPossible(ENDED_ALREADY)
    row.end(by=by, because=because)
    _trail("people.end_conflict", by=by, person=row.person, thing=("Conflict", row.pk), because=because)


@transaction.atomic
def rename(row: Restriction, *, by: Worker, named: Iterable[Worker], keepers: Iterable[Worker]) -> None:
    """Open a restricted record to exactly these, and to `by`, who stays a keeper.

    Raises NotPossible when somebody who is no keeper is named for a sealed identity.
    """
    named = list(named)
    held(row)
    if named and Sealing.objects.filter(earlier=row.person, undone_at=None).exists():
        raise NotPossible("A sealed identity is for its keepers only. Make them a keeper, or leave them out.")
    wanted = {worker.pk: (worker, False) for worker in named} | {worker.pk: (worker, True) for worker in keepers}
    wanted[by.pk] = (by, True)
    for old in NamedPerson.objects.filter(restriction=row, ended_at=None).select_related("restriction__person"):
        _worker, is_keeper = wanted.get(old.worker_id, (None, False))
        if old.worker_id in wanted and old.is_keeper == is_keeper:
            del wanted[old.worker_id]
        else:
            old.ended_at = timezone.now()
            old.save(update_fields=["ended_at"])
            _trail("people.end_naming", by=by, person=row.person, thing=("NamedPerson", old.pk), worker=old.worker_id)
    for worker, is_keeper in wanted.values():
        name_for(row, by=by, worker=worker, is_keeper=is_keeper)
