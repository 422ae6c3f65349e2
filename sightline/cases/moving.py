"""An entry on the wrong child is moved: it leaves no content behind, arrives with its history, and can go back.

    wrong child   "An entry was removed on … by …", and nothing else: no words, no draft, no earlier version
    right child   every version, with the day, the writer and the reason of the move

The versions themselves change hands; nothing is copied, so that no second copy is left to be read. Looking back before
the move, the entry stood on neither record: it was not yet known of the one, and may no longer be read of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sightline import trail
from sightline.access.drafts import move_drafts
from sightline.cases import models
from sightline.cases.entries import ENTRIES
from sightline.cases.models import ChildFact, Handling, MovedEntry, Noted, Visit, Voice
from sightline.cases.usual import ever_narrow
from sightline.people.facts import KEPT_HERE, ChangedMeanwhile
from sightline.people.models import Person

if TYPE_CHECKING:
    from sightline.access.models import Worker

AWAY, HERE = "cases.move_entry_away", "cases.move_entry_here"
# What a person writes here by mistake. Spells of help, plans and statutory episodes belong to the work on one child.
MOVABLE: dict[str, type[ChildFact]] = {
    model.__name__: model
    for model in (
        models.AgencyContact, models.Appointment, models.Concern, models.Contact, models.Decision, models.Event,
        models.Meeting, models.Statement, models.Visit, models.Voice,
    )
} | {kind: entry.table or Noted for kind, entry in ENTRIES.items()}  # fmt: skip


class NotMovable(Exception):
    """Why this entry is not moved, in a sentence."""


Companion = Callable[[UUID, Person, Person], None]
_companions: list[Companion] = []


def register_companion(companion: Companion) -> Companion:
    """Have `companion(fact, from_child, to_child)` called in the same transaction, for what hangs on an entry."""
    if companion not in _companions:
        _companions.append(companion)
    return companion


def why_not(row: ChildFact) -> str:
    """Why an entry cannot be moved; "" when it can."""
    if row.source != KEPT_HERE:
        return (
            "This entry was brought in from a file, and the next file would bring it again. Correct it in the system "
            "it comes from."
        )
    return ""


@transaction.atomic
def move_entry(row: ChildFact, *, by: Worker, to: Person, because: str, seen_version: int) -> MovedEntry:
    """Move an entry, with its versions and the child's words that belong to a visit, to another child's record.

    Raises ChangedMeanwhile when somebody amended or moved it since `seen_version` was read; NotMovable with a sentence.
    Both children's followers hear of it, so both are looked at again.
    """
    model = type(row)
    now_there = model._default_manager.select_for_update().filter(fact=row.fact, superseded_at=None).first()
    if now_there is None or now_there.version != seen_version or now_there.child_id != row.child_id:
        raise ChangedMeanwhile
    if reason := why_not(now_there):
        raise NotMovable(reason)
    if to.pk == row.child_id:
        raise NotMovable("It is on this child’s record already. Choose the child it belongs to.")
    at = max(timezone.now(), now_there.recorded_at)
    move = _move(now_there, by=by, to=to, because=because, at=at)
    for words in _words_of(now_there):
        _move(words, by=by, to=to, because=because, at=at)
    return move


def _words_of(row: ChildFact) -> list[Voice]:
    """The child's words that were written with a visit."""
    if not isinstance(row, Visit):
        return []
    return list(Voice.objects.select_for_update().filter(visit=row.fact, child=row.child_id, superseded_at=None))


def _move(row: Any, *, by: Worker, to: Person, because: str, at: datetime) -> MovedEntry:
    whence: Person = row.child
    paths = _turned_before(row, to)
    turned: set[str] = set()
    for version in type(row)._default_manager.filter(fact=row.fact, child=whence):
        changes = _turned(version, whence, to, paths)
        turned |= {path for path, _ in changes}
        columns = {path.partition(".")[0]: value for path, value in changes}
        type(row)._default_manager.filter(pk=version.pk).put_on(to, **columns)
    kind = row.kind if isinstance(row, Noted) else type(row).__name__
    move = MovedEntry.objects.create(
        kind=kind, fact=row.fact, from_child=whence, to_child=to, moved_at=at, by=by, because=because,
        turned=sorted(turned),
    )  # fmt: skip
    Handling.objects.filter(of=row.fact, child=whence).put_on(to)
    move_drafts(str(row.fact), whence.key, to.key)
    for companion in tuple(_companions):
        companion(row.fact, whence, to)
    _trail(move, by)
    return move


def _trail(move: MovedEntry, by: Worker) -> None:
    """In the trail of both: of the one that something went, of the other what came and why."""
    thing = (move.kind, str(move.fact))
    trail.record(verb=AWAY, by=by, child=move.from_child.key, thing=thing, content={"moved_at": str(move.moved_at)})
    now = MOVABLE[move.kind]._default_manager.get(fact=move.fact, superseded_at=None)
    content = {"because": move.because, "entry": now.content()}
    trail.record(verb=HERE, by=by, child=move.to_child.key, thing=thing, content=content)


def _turned_before(row: Any, to: Person) -> frozenset[str] | None:
    """On its way back: the places that named the one child before it was moved. None: every place that names it."""
    last = MovedEntry.objects.filter(fact=row.fact).order_by("-moved_at", "-pk").first()
    return frozenset(last.turned) if last is not None and last.from_child_id == to.pk else None


def _turned(version: Any, whence: Person, to: Person, paths: frozenset[str] | None) -> list[tuple[str, Any]]:
    """(place, value of its column) wherever a version names the child whose record it leaves.

    The entry was about the child whose record was open: where it says "this child", it means the other. What somebody
    wrote in free text stays as it was written.
    """
    found: list[tuple[str, Any]] = []
    for field in version._meta.concrete_fields:
        if field.name == "child":
            continue
        value = getattr(version, field.attname)
        if field.is_relation and field.related_model is Person:
            if value == whence.pk and (paths is None or field.name in paths):
                found.append((field.name, to))
        elif field.get_internal_type() == "JSONField" and value:
            places = [path for path in _places(value, whence.key, field.name) if paths is None or path in paths]
            changed = value
            for path in places:
                changed = _put(changed, path.split(".")[1:], to.key)
            found += [(path, changed) for path in places]
    return found


def _places(value: Any, key: str, path: str) -> Iterator[str]:
    if isinstance(value, str):
        if value == key:
            yield path
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _places(item, key, f"{path}.{number}")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _places(item, key, f"{path}.{name}")


def _put(value: Any, steps: list[str], key: str) -> Any:
    """A copy of a JSON value with `key` at one place."""
    if not steps:
        return key
    first, rest = steps[0], steps[1:]
    if isinstance(value, list):
        return [_put(item, rest, key) if number == int(first) else item for number, item in enumerate(value)]
    return {name: _put(item, rest, key) if name == first else item for name, item in value.items()}


def removed_from(child: Person, worker: Worker) -> list[MovedEntry]:
    """Entries that were removed from this record, the newest first. That there was thinking of another agency, or an
    entry of a kind that not everybody reads, only that agency is told."""
    rows = list(MovedEntry.objects.filter(from_child=child).select_related("by").order_by("-moved_at", "-pk"))
    narrow = ever_narrow() if rows else frozenset()
    return [row for row in rows if row.kind not in narrow or row.by.agency_id == worker.agency_id]


def arrivals(fact: UUID, child: Person) -> list[MovedEntry]:
    """How an entry came to this record, the newest first."""
    rows = MovedEntry.objects.filter(fact=fact, to_child=child).select_related("by").order_by("-moved_at", "-pk")
    return list(rows)


def gone_to(fact: UUID, child: Person) -> Person | None:
    """The child to whose record an entry that stood on this one went last; None when it did not."""
    row = MovedEntry.objects.filter(fact=fact).select_related("to_child").order_by("-moved_at", "-pk").first()
    if row is None or not MovedEntry.objects.filter(fact=fact, from_child=child).exists():
        return None
    return row.to_child
