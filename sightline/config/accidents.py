"""When a save cannot be made: a plain page that says so and gives back what was typed.

Also when the database is away altogether: then even the session cannot be read, so that no view is ever reached.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from sightline.cases.store import NotStored
from sightline.desk.gone import closed, joined
from sightline.kit.files import NotWhole
from sightline.kit.kept import KeptPage, typed
from sightline.people.closed import ClosedMeanwhile, one_request
from sightline.people.joined import JoinedAway
from sightline.trail.keys import TrailKeyError
from sightline.trail.recording import TrailBroken

log = logging.getLogger("sightline.config")


class AccidentMiddleware:
    """Turns a database or a folder that cannot be written to into a 503 page, a record that was joined to another one
    into the way there, and one that was closed to its writer into their own text. No text is lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_request():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, JoinedAway):
            return joined(request, error)
        if isinstance(error, ClosedMeanwhile):
            return closed(request, error)
        if isinstance(error, KEYS):
            log.error("key_unusable: %s", error)  # names a file: for whoever looks after it, not for the page
        return _page(request, error) if isinstance(error, (*AWAY, *KEYS)) else None


class WrongWayMiddleware:
    """Says in words what Django refuses with an empty page: an address opened that is only there to be sent to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = self.get_response(request)
        if refused.status_code != 405 or refused.streaming or refused.content:
            return refused
        from sightline.kit.problems import problem

        page = problem(request, 405)
        page["Allow"] = refused["Allow"]
        return page


AWAY = (OperationalError, InterfaceError, NotStored)
KEYS = (NotWhole, TrailKeyError, TrailBroken)
NO_KEY = (
    "A key of this installation, or the end of its trail, is missing or damaged, and without it nothing can be written "
    "down. Nothing was half-written. Tell whoever looks after Sightline: its log says which file it is."
)
NOT_REACHED = (
    "Sightline cannot reach its database just now. Nothing was half-written. If you had just pressed a button, wait "
    "half a minute and send it again: it is kept once."
)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: a database that is away is said to be so, wherever on the way to a page that was noticed."""
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        return _page(request, error)
    from sightline.kit import problems

    return problems.server_error(request)


def _page(request: HttpRequest, error: Exception) -> HttpResponse:
    from django.template.loader import render_to_string

    from sightline.kit.layout import bare

    saving = request.method == "POST"
    heading = "Sorry, that could not be saved" if saving else "Sightline cannot answer just now"
    sentence = NO_KEY if isinstance(error, KEYS) else _sentence(str(error), saving)
    page = KeptPage(heading, sentence, typed(request) if saving else ())
    response = HttpResponse(render_to_string("kit/accident.jinja", {"page": page, **bare()}, request=None), status=503)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response


def _sentence(text: str, saving: bool = True) -> str:
    from django.db import connection

    if "full" in text:
        return (
            "The server's disk is full. Nothing was half-written. Copy your text below and tell whoever looks after it."
        )
    if "readonly" in text:
        return "The server cannot write to its data folder. Nothing was half-written. Tell whoever looks after it."
    if connection.vendor == "postgresql" and "canceling statement" not in text:
        return NOT_REACHED
    if not saving:
        return "The server is too busy to answer. Nothing was half-written. Wait half a minute, then try again."
    return "The server was too busy to save this. Nothing was half-written. Wait half a minute, then send it again."
