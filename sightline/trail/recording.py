"""Writing to the trail: one entry with a change, one entry for a look, or many at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from sightline.trail import followers
from sightline.trail.chain import FIELDS, START, content_digest, link
from sightline.trail.keys import RecordDestroyed, chain_key, content_keys
from sightline.trail.models import Entry, Head

SYSTEM = "system"

__all__ = [
    "NotInTransaction", "RecordDestroyed", "Row", "TrailBroken", "record", "record_all", "record_many", "record_view",
    "take_turn",
]  # fmt: skip


class HasKey(Protocol):
    pk: Any


Actor = HasKey | str | None
Thing = Model | tuple[str, Any] | None


class NotInTransaction(Exception):
    """`record` was called outside `transaction.atomic`: the change could then live without its entry."""

    def __init__(self) -> None:
        super().__init__("A change and its trail entry belong in one transaction.atomic.")


class TrailBroken(Exception):
    """The trail's head is gone although there are entries. Nothing more is written until somebody has looked."""

    def __init__(self) -> None:
        super().__init__("The trail's head is missing, so nothing can be recorded. Run: sightline trail verify")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry to be. `by`: a worker, or None / 'system'. `child`: opaque id, never a name. `content` is digested."""

    verb: str
    by: Actor = None
    child: Any = None
    thing: Thing = None
    content: Mapping[str, Any] | str | None = None
    kind: str = "change"
    part: str = ""
    reason_given: bool = False
    at: datetime | None = None


def record(
    *,
    verb: str,
    by: Actor,
    child: Any = None,
    thing: Thing = None,
    content: Mapping[str, Any] | str | None = None,
    kind: str = "change",
) -> followers.Change:
    """Write the entry of one change, inside the change's own transaction, then tell the followers.

    `thing`: the row that changed, or (kind, id). `content`: what was written, of which only a keyed digest is kept.
    Raises NotInTransaction, TrailBroken, RecordDestroyed, TrailKeyError, or what a follower raises: the caller lets it
    through, and the change is undone.
    """
    [change] = record_all([Row(verb=verb, by=by, child=child, thing=thing, content=content, kind=kind)])
    return change


def record_all(rows: Iterable[Row]) -> list[followers.Change]:
    """Write the entries of several changes of one transaction with one walk along the chain, then tell the followers.

    Raises what `record` raises.
    """
    changes = [
        followers.Change(entry.seq, entry.kind, entry.verb, entry.actor, entry.child, entry.thing_kind, entry.thing_id)
        for entry in record_many(rows)
    ]
    for change in changes:
        followers.tell(change)
    return changes


def record_view(*, by: Actor, child: Any, part: str, reason_given: bool = False, reason: str = "") -> None:
    """Write that somebody looked, in a short transaction of its own: call it before the page is built.

    If the look cannot be written the page must not be shown, so errors are let through. Raises RuntimeError when called
    inside an open `transaction.atomic`, because a later failure would then wipe the entry although the eyes have seen
    (Django lets the outer transaction of a TestCase pass). The room that asked keeps the `reason`; here is its digest.
    """
    row = Row(
        verb="view",
        by=by,
        child=child,
        kind="view",
        part=part,
        reason_given=reason_given or bool(reason),
        content=reason or None,
    )
    with transaction.atomic(durable=True):
        record_many([row])


def record_many(rows: Iterable[Row]) -> Sequence[Entry]:
    """Write many entries with one walk along the chain. Inside `transaction.atomic`; followers are not told.

    `at` may be given (invented histories); otherwise all carry the present moment. Returns the entries written.
    """
    rows = list(rows)
    _must_be_in_transaction()
    if not rows:
        return []
    now = timezone.now()
    children = [child_id(row.child) for row in rows]
    digests = _digests(rows, children)
    head = _locked_head()
    key, seq, previous = chain_key(), head.seq, head.hash
    entries = []
    for row, child, digest in zip(rows, children, digests, strict=True):
        seq += 1
        entry = _entry(row, seq=seq, at=row.at or now, child=child, digest=digest, previous=previous)
        entry.hash = previous = link(key, previous, tuple(getattr(entry, name) for name in FIELDS))
        entries.append(entry)
    Entry.objects.append(entries)
    Head.objects.filter(pk=1).update(seq=seq, hash=previous)
    return entries


def _entry(row: Row, *, seq: int, at: datetime, child: str, digest: str, previous: str) -> Entry:
    thing_kind, thing_id = _thing(row.thing)
    return Entry(
        seq=seq,
        at=at,
        kind=Entry.Kind(row.kind).value,
        verb=row.verb,
        actor=actor_id(row.by),
        child=child,
        thing_kind=thing_kind,
        thing_id=thing_id,
        part=row.part,
        reason_given=row.reason_given,
        digest=digest,
        previous=previous,
    )


def _digests(rows: Sequence[Row], children: Sequence[str]) -> list[str]:
    needed = {child for row, child in zip(rows, children, strict=True) if row.content is not None}
    keys = content_keys(needed)
    digests = []
    for row, child in zip(rows, children, strict=True):
        if row.content is None:
            digests.append("")
            continue
        key = keys[child]
        if key is None:
            raise RecordDestroyed
        digests.append(content_digest(key, row.content))
    return digests


def _must_be_in_transaction() -> None:
    # The outer transactions of a TestCase don't count: they would hide a change that forgot its own.
    if not any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise NotInTransaction


def take_turn() -> None:
    """Queue at the trail before locking what its followers may write: an outcome, an answer to one, a child.

    Whoever has the trail's head may be about to write there. To lock it and only then wait for the head would leave
    each waiting for the other, and the database would undo one of the two. Raises NotInTransaction, TrailBroken.
    """
    _must_be_in_transaction()
    _locked_head()


def _locked_head() -> Head:
    """The newest link, locked until the transaction ends. (SQLite's transactions are IMMEDIATE: already alone.)"""
    locked = Head.objects.select_for_update().filter(pk=1)
    head = locked.first()
    if head is None and Entry.objects.exists():
        # The first writer may have finished between those two questions: PostgreSQL shows each what is there by then.
        # Head and entry were committed together, so whoever sees the entry sees its head.
        head = locked.first()
        if head is None:
            raise TrailBroken
    if head is None:
        Head.objects.bulk_create([Head(pk=1, seq=0, hash=START)], ignore_conflicts=True)
        head = locked.get()
    return head


def actor_id(by: Actor) -> str:
    """The worker's id as text; 'system' for nobody in particular."""
    if by is None or by == SYSTEM:
        return SYSTEM
    if isinstance(by, str):
        raise TypeError("by= is a worker, None or 'system', never a name.")
    if by.pk is None:
        raise ValueError("A worker who has not been saved cannot act.")
    return str(by.pk)


def child_id(child: Any) -> str:
    """The opaque id of a person: given as text or UUID, or read from the person's `key` (else primary key)."""
    if child is None:
        return ""
    if isinstance(child, Model):
        child = getattr(child, "key", None) or child.pk
    text = str(child)
    if len(text) > 64:
        raise ValueError("The trail names a child by an opaque id of at most 64 characters.")
    return text


def _thing(thing: Thing) -> tuple[str, str]:
    if thing is None:
        return "", ""
    if isinstance(thing, tuple):
        kind, identity = thing
        return kind, str(identity)
    fact = getattr(thing, "fact", None)
    identity = fact if isinstance(fact, uuid.UUID) else thing.pk
    return thing._meta.label_lower, str(identity)
