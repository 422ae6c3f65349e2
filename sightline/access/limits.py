"""How long a session lasts: so long without a click, and so long in any case."""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest

from sightline.access import browsers

STARTED, SEEN, BROWSER = "started_at", "seen_at", "browser"
NOTED_EVERY = 60  # seconds; not a write at every click. A session may end this much early, never late.


def start(request: HttpRequest) -> None:
    """The clocks begin."""
    request.session[STARTED] = request.session[SEEN] = time.time()
    request.session[BROWSER] = browsers.in_words(request.META.get("HTTP_USER_AGENT", ""))


def outlived(request: HttpRequest) -> str:
    """Why the session must end now ("idle" or "longest"), or "". Otherwise notes that somebody is there."""
    now = time.time()
    started, seen = request.session.get(STARTED), request.session.get(SEEN)
    if started is None or seen is None:
        start(request)
        return ""
    if now - started > settings.SIGHTLINE.longest_session_hours * 3600:
        return "longest"
    if now - seen > settings.SIGHTLINE.idle_minutes * 60:
        return "idle"
    if now - seen > NOTED_EVERY:
        request.session[SEEN] = now
    return ""
