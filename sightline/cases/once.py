"""The same form sent twice is one entry: a double click, a reload, a phone that sent again when the signal came back.

A form carries a name for its opening; the identities of the facts it writes are derived from it. A second sending finds
them there. If it carries other words, nothing is written and its writer is told, so that no text is lost.
"""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import QuerySet

from sightline.people.facts import VersionedFact
from sightline.people.prepared import fetch

if TYPE_CHECKING:
    from sightline.access.models import Worker

F = TypeVar("F", bound=VersionedFact)
_SPACE = uuid.UUID("6d1f3a52-6f0e-4d0c-9a57-1f2a0c9b7e11")
_NOT_TYPED = {
    "id", "version", "first_recorded_at", "recorded_at", "superseded_at", "recorded_by_id", "agency_id", "source_key",
    "amended_because",
}  # fmt: skip


class AlreadySaved(Exception):
    """This opening of the form was saved before, with other words. `saved` is what is on record."""

    def __init__(self, saved: VersionedFact) -> None:
        super().__init__("This form was saved before. What you changed since is still here and has not been saved.")
        self.saved = saved


def fact_of(opening: str, by: Worker, *parts: str) -> uuid.UUID:
    """The identity of one fact of a form's opening; without an opening, a new one. Nobody can reach another's."""
    if not opening:
        return uuid.uuid4()
    return uuid.uuid5(_SPACE, "/".join((str(by.pk), opening, *parts)))


def saved_before(row: F) -> F | None:
    """The fact this row would write again, if it is on record with the same words; None when it is new.

    Raises AlreadySaved when it is on record with other words.
    """
    model = type(row)
    found: list[F] = fetch(("first version", model), partial(_first, model), fact=row.fact)
    if not found:
        return None
    first = found[0]
    ours, theirs = row.content(), first.content()
    if any(ours[name] != theirs[name] for name in ours if name not in _NOT_TYPED):
        raise AlreadySaved(first)
    return first


def _first(model: type[VersionedFact], fact: uuid.UUID) -> QuerySet[Any]:
    return model._default_manager.filter(fact=fact, version=1)
