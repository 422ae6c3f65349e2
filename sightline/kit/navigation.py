"""The navigation at the top of every page. Rooms add entries; an entry a worker may not open isn't shown.

    kit.navigation.register(Entry("My children", "desk:my_children", order=10, permitted=lambda request: ...))

Hiding an entry protects nothing: the page behind it asks `can()` itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from sightline.kit.parts import Link


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to go: its words, the name of its address, where it stands, and who is shown it."""

    text: str
    url_name: str
    order: int
    permitted: Callable[[HttpRequest], bool]


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add an entry; registering the same address again replaces it (apps may be loaded twice in tests)."""
    _entries[entry.url_name] = entry


def links(request: HttpRequest) -> tuple[Link, ...]:
    """The entries this worker is shown, in order; none for somebody who is not signed in."""
    if not _signed_in(request):
        return ()
    shown = sorted((e for e in _entries.values() if e.permitted(request)), key=lambda e: (e.order, e.text))
    return tuple(_link(entry, request.path) for entry in shown)


def _link(entry: Entry, path: str) -> Link:
    href = reverse(entry.url_name)
    return Link(entry.text, href, current=path == href or (href != "/" and path.startswith(href)))


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)
