"""A record that was joined to another one takes nothing more: whoever was writing on it is told where it is now.

    somebody writes   own rows ──> the trail's head ──> here: joined away meanwhile?  then nothing is kept of it
    somebody joins    rows turned ──> the trail's head ──> what came meanwhile, turned ──> the join

Both hold the head from then on, so one of the two sees all that the other did (`people.merging`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import QuerySet

from sightline import trail
from sightline.people.details import Merge
from sightline.people.models import ALPHABET, Person
from sightline.people.prepared import fetch

if TYPE_CHECKING:
    from sightline.people.facts import VersionedFact
    from sightline.trail.followers import Change

_A_KEY = re.compile(f"[{ALPHABET}]{{12}}")
# What is still written down of a record that was joined away: the join itself, and what ends.
_STILL = ("people.merge", "people.undo_merge", "people.end_", "cases.end_", "trail.")


class JoinedAway(Exception):
    """A record was joined to `kept` while somebody wrote on it or named it.

    `away`: the key it had; `fields`: what the names of its fields begin with in a form.
    """

    def __init__(self, merge: Merge) -> None:
        super().__init__("This record was joined to another one of the same person.")
        self.away, self.fields, self.kept = merge.away.key, fields_of(merge.away), _last(merge.kept)


def joined_away(key: str) -> JoinedAway | None:
    """What to raise for the record with this key if it was joined to another one; None for every other key."""
    for merge in fetch("joined away", _with_key, key=key):
        return JoinedAway(merge)
    return None


def refuse_joined(rows: Iterable[VersionedFact], *, on: Collection[int]) -> None:
    """Raise JoinedAway when one of these rows names somebody who was joined away. The trail's head must be held.

    `on`: ids of those on whose record the trail has just written them; `on_change` has seen to these.
    """
    ids: set[int] = set()
    keys: set[str] = set()
    for row in rows:
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if field.related_model is Person and value is not None and value not in on:
                ids.add(value)
            elif isinstance(field, models.JSONField):
                keys.update(_keys_in(value))
    found = fetch("joined away, by ids", _with_ids, ids=sorted(ids)) if ids else []
    found += fetch("joined away, by keys", _with_keys, keys=sorted(keys)) if keys else []
    for merge in found:
        raise JoinedAway(merge)


def refuse_joined_people(ids: Collection[int]) -> None:
    """Raise JoinedAway when one of these people, however many, was joined away. The trail's head must be held."""
    for merge in _joins().order_by("pk"):
        if merge.away_id in ids:
            raise JoinedAway(merge)


def on_change(change: Change) -> None:
    """Called by the trail for every change, in its transaction: nothing is written on a record that was joined away."""
    if change.child and not change.verb.startswith(_STILL) and (away := joined_away(change.child)):
        raise away


def register() -> None:
    """Have the trail call `on_change`. Called once, when the app is ready."""
    trail.register_follower(on_change)


def fields_of(child: Person) -> str:
    """What the names of fields begin with, in a form with a part for each of several children."""
    return f"c{child.pk}"


def _last(person: Person) -> Person:
    """The record that stands now: the one it was joined to may have been joined to a third."""
    later = Merge.objects.filter(away=person, undone_at=None).select_related("kept").first()
    return _last(later.kept) if later else person


def _joins() -> QuerySet[Merge]:
    return Merge.objects.filter(undone_at=None).select_related("away", "kept")


def _with_key(key: str) -> QuerySet[Merge]:
    return _joins().filter(away__key=key)


def _with_ids(ids: Sequence[int]) -> QuerySet[Merge]:
    return _joins().filter(away__in=ids).order_by("pk")


def _with_keys(keys: Sequence[str]) -> QuerySet[Merge]:
    return _joins().filter(away__key__in=keys).order_by("pk")


def _keys_in(value: Any) -> Iterator[str]:
    """What may be somebody's key in a JSON value."""
    if isinstance(value, str):
        if _A_KEY.fullmatch(value):
            yield value
    elif isinstance(value, list | dict):
        for item in value if isinstance(value, list) else value.values():
            yield from _keys_in(item)
