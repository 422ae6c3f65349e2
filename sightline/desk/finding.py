"""Finding the child a page is about: scoped, refused without a word more, and the look written down first."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest

from sightline import trail
from sightline.access.models import Worker
from sightline.access.security_log import security_event
from sightline.people import queries
from sightline.people.models import Person


def signed_in(request: HttpRequest) -> Worker:
    """The worker; every route of this room is behind sign-in."""
    return cast(Worker, request.user)


def find(request: HttpRequest, key: str, action: str = "record.view") -> Person:
    """The child, or 404 whether it does not exist or is not open to this worker; the refusal is logged."""
    worker = signed_in(request)
    child = queries.find_child(worker, key, action)
    if child is None:
        if queries.exists(key):
            security_event("access_denied", worker=worker, request=request, action=action, child=key)
        raise Http404
    return child


def look(request: HttpRequest, key: str, part: str, action: str = "record.view") -> Person:
    """The child, with the look committed to the trail before anything of the page is built."""
    child = find(request, key, action)
    trail.record_view(by=signed_in(request), child=child.key, part=part)
    return child
