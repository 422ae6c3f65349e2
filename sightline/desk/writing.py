"""Saving from the composer: once, with the checks run at the end, and what that cleared or raised kept to be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from sightline.access import drop_draft
from sightline.access.models import Worker
from sightline.checks.after import Moved, as_looked, changes_after, snapshot
from sightline.checks.fresh import looked
from sightline.checks.run import together
from sightline.desk.attaching import with_document
from sightline.desk.document_forms import DocumentForm
from sightline.desk.guarding import suggestions
from sightline.kit.at_once import again_if_undone
from sightline.kit.parts import Link
from sightline.people.closed import writes_on
from sightline.people.models import Person

T = TypeVar("T")
KEPT = "desk_saved"


@dataclass(frozen=True)
class Line:
    """One sentence of a confirmation, with the learning behind it."""

    words: str
    learning: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Saved:
    """What the overview says after a save."""

    words: str
    lines: tuple[Line, ...]
    hints: tuple[str, ...] = ()


def save(
    request: HttpRequest,
    *,
    children: Sequence[Person],
    form_key: str,
    words: str,
    write: Callable[[], T],
    document: DocumentForm | None = None,
    entry: Callable[[T], Any] = lambda done: done,
) -> T:
    """Write, look at the children's checks once, and keep what moved for the next page. The draft goes.

    `document`: the valid form of a document that goes with `entry(what write gives)`, if a file was chosen.
    Raises what `write` raises; then nothing is written and the draft stays.
    """
    worker = cast(Worker, request.user)
    writes_on(worker, *children)
    before = as_looked(looked(children))
    opening = request.POST.get("opening", "")
    with with_document(document, write, entry=entry, by=worker, opening=opening) as all_of_it:
        try:
            done = _write(all_of_it)
        except IntegrityError:
            done = _write(all_of_it)  # the same form arrived twice at once: this time it finds the other's rows
    moved = changes_after(before, snapshot(children), worker)
    drop_draft(request, form_key)  # no sooner: whoever moves a record's drafts holds them while waiting for the trail
    hints = [hint.sentence for hint in suggestions(request.POST, children[0])]
    if document is not None and document.came:
        words = f"{words} {document.came}"
    request.session[KEPT] = _kept(children, words, moved) | {"hints": hints}
    return done


@again_if_undone
def _write(write: Callable[[], T]) -> T:
    with together():
        return write()


def to_overview(child: Person) -> HttpResponseRedirect:
    """Off to the child's overview, which says what was saved."""
    return HttpResponseRedirect(reverse("child", kwargs={"key": child.key}))


def _kept(children: Sequence[Person], words: str, moved: Sequence[Moved]) -> dict[str, Any]:
    """Plain values for the session, which is kept on the server. The first child is the one whose page comes next."""
    return {
        "child": children[0].key,
        "words": words,
        "lines": [
            {
                "words": _sentence(one, own=one.child_id == children[0].pk),
                "learning": [[item.title, item.href, item.lesson] for item in one.learning],
            }
            for one in moved
        ],
    }


def _sentence(one: Moved, *, own: bool) -> str:
    said = {"cleared": "has cleared", "raised": "is now asked", "unknown": "can no longer be decided"}[one.how]
    return f"“{one.name}” {said}{'' if own else ' on a sibling’s record'}."


def saved(request: HttpRequest, child: Person) -> Saved | None:
    """What was just saved on this child's record, once."""
    found = request.session.get(KEPT)
    if not found or found["child"] != child.key:
        return None
    del request.session[KEPT]
    lines = tuple(
        Line(line["words"], tuple(Link(title, href, note=lesson) for title, href, lesson in line["learning"]))
        for line in found["lines"]
    )
    return Saved(found["words"], lines, tuple(found.get("hints", ())))
