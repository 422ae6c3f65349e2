"""A record that is closed to its writer between the opening of a form and the save takes nothing of it.

    the form's request   finds the child: open?      …      own rows ──> the trail's head ──> here: still open?
    somebody restricts                    its row ──> the trail's head ──> committed, and seen here

Whoever restricts, seals or declares a conflict holds the head too, so one of the two sees what the other did. It is the
question the page asked, asked again, and whatever the reason is the answer is the same: not open.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from sightline import trail
from sightline.people.queries import find_child

if TYPE_CHECKING:
    from sightline.access.models import Worker
    from sightline.people.models import Person
    from sightline.trail.followers import Change

WRITES = "record.change"
_WRITING: ContextVar[dict[str, Worker] | None] = ContextVar("writing_on_records", default=None)


class ClosedMeanwhile(Exception):
    """A record is not open to whoever was writing on it any more. It says nothing else, least of all why.

    `another`: not the record of the form, but of somebody else whom it was about.
    """

    def __init__(self, *, another: bool = False) -> None:
        super().__init__("This record is not open any more.")
        self.another = another


@contextmanager
def one_request() -> Iterator[None]:
    """Around a request: what it writes on is judged once more when it is written."""
    token = _WRITING.set({})
    try:
        yield
    finally:
        _WRITING.reset(token)


def writes_on(worker: Worker, *children: Person) -> None:
    """Say that this request writes on these records, which are open to the worker now."""
    writing = _WRITING.get()
    if writing is not None:
        writing.update((child.key, worker) for child in children)


def on_change(change: Change) -> None:
    """Called by the trail for every change, in its transaction, with its head held."""
    worker = (_WRITING.get() or {}).get(change.child)
    if worker is None or change.kind != "change" or change.actor != str(worker.pk):
        return
    if find_child(worker, change.child, WRITES) is None:
        raise ClosedMeanwhile


def register() -> None:
    """Have the trail call `on_change`. Called once, when the app is ready."""
    trail.register_follower(on_change)
