"""Reads of one record whose SQL is worked out once for all records and all readers of a kind, and then only filled in.

    fetch("story", lambda child, worker: readable(Visit.objects.current(), worker, child)…, child, worker)

As `people.reading.fetch_for`, and besides: which entries of the record marks keep from the reader (`cases.audience`),
which the page has asked once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from sightline.cases.audience import Marked, marked_once, remember_marked
from sightline.people.models import Person
from sightline.people.prepared import known_only
from sightline.people.reading import Given, Make, fetch_for

if TYPE_CHECKING:
    from uuid import UUID

    from sightline.access.models import Worker


def fetch(name: str, make: Make, child: Person, worker: Worker, **more: Given) -> list[Any]:
    """The rows of `make(child, worker, **more)`, which may ask of the child the id alone."""
    marks = marked_once(worker, child)
    if marks is None:
        return list(make(child, worker, **more))

    def with_marks(
        worker: Worker, child: int, closed: tuple[UUID, ...], of_agency: tuple[UUID, ...], **more: Any
    ) -> QuerySet[Any, Any]:
        stand_in = known_only(Person, id=child)
        remember_marked(worker, stand_in, Marked(closed, of_agency))
        return make(stand_in, worker, **more)

    marked = {"closed": marks.closed, "of_agency": marks.of_agency}
    return fetch_for(name, with_marks, worker, child=child.pk, **marked, **more)
