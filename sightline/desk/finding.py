"""Finding the child a page is about: scoped, refused without a word more, and the look written down first."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from sightline import trail
from sightline.access.drafts import has_draft_about, sends_own_form, sends_own_words
from sightline.access.models import Worker
from sightline.access.security_log import security_event
from sightline.kit.parts import Banner, Link
from sightline.kit.words import moment
from sightline.people import queries
from sightline.people.closed import WRITES, ClosedMeanwhile, writes_on
from sightline.people.joined import joined_away
from sightline.people.models import Person


def signed_in(request: HttpRequest) -> Worker:
    """The worker; every route of this room is behind sign-in."""
    return cast(Worker, request.user)


def sought(request: HttpRequest, name: str = "q", most: int = 100) -> str:
    """What was sent to look for something: not longer than any name, and without NUL, which PostgreSQL refuses."""
    return request.POST.get(name, "")[:most].replace("\0", " ").strip()


def find(request: HttpRequest, key: str, action: str = "record.view") -> Person:
    """The child, or 404 whether it does not exist or is not open to this worker; the refusal is logged.

    Raises JoinedAway, which gives back what was typed (`desk.gone`), when they send a form that they opened before it
    was joined to another record, or come to a draft that was kept under its name since. Raises ClosedMeanwhile, which
    does too, when they send a form that they opened while it was open to them.
    """
    worker = signed_in(request)
    child = queries.find_child(worker, key, action)
    if child is not None:
        request.child_looked_at = child  # type: ignore[attr-defined]  # what the banner of an opened record asks
        if request.method == "POST" and action == WRITES:
            writes_on(worker, child)
    if child is None:
        typed = sends_own_form(request, key) or (request.method != "POST" and has_draft_about(worker, key))
        if typed and (away := joined_away(key)):
            raise away
        if queries.exists(key):
            security_event("access_denied", worker=worker, request=request, action=action, child=key)
            if sends_own_words(request, key):
                raise ClosedMeanwhile
        raise Http404
    return child


def known(request: HttpRequest, key: str) -> Person:
    """A child this worker may know to exist, whether or not the record is open to them; else 404."""
    child = queries.find_known(signed_in(request), key)
    if child is None:
        raise Http404
    return child


def look(request: HttpRequest, key: str, part: str, action: str = "record.view") -> Person:
    """The child, with the look committed to the trail before anything of the page is built."""
    child = find(request, key, action)
    worker = signed_in(request)
    if opened_until(request, child.key):
        trail.record_view(by=worker, child=child.key, part=part, reason_given=True)
    else:
        trail.record_view(by=worker, child=child.key, part=part)
    return child


def child_to_write_about(request: HttpRequest, key: str, part: str, action: str = "record.change") -> Person:
    """The child of a form: opening it is a look, sending it is a change, which has an entry of its own."""
    return find(request, key, action) if request.method == "POST" else look(request, key, part, action)


OPENED = "opened_for_reason"


def remember_opened(request: HttpRequest, key: str, until: datetime | None) -> None:
    """Keep in the session that this record was opened for a reason, so that its pages can say so without asking."""
    opened = {other: end for other, end in request.session.get(OPENED, {}).items() if other != key}
    request.session[OPENED] = opened | ({key: until.isoformat()} if until else {})


def opened_until(request: HttpRequest, key: str) -> datetime | None:
    """Until when this worker may look at the record for a reason they gave in this session; None otherwise."""
    found = request.session.get(OPENED, {}).get(key)
    until = datetime.fromisoformat(found) if found else None
    return until if until and until > timezone.now() else None


def opened_banner(request: HttpRequest) -> Banner | None:
    """On every page of a record opened for a reason: until when, that it is known, and where to end it."""
    child = getattr(request, "child_looked_at", None)
    until = opened_until(request, child.key) if child else None
    if child is None or until is None:
        return None
    words = (
        f"You opened this record for a reason, until {moment(until)}. Every look is written down; your manager sees it."
    )
    return Banner(words, Link("I have finished", reverse("close-again", kwargs={"key": child.key})))
