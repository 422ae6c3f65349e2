"""When a save cannot be made: a plain page that says so and gives back what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse

HIDDEN = ("csrf", "password", "token", "code", "login")


@dataclass(frozen=True)
class AccidentPage:
    """`typed`: label and text of each field the person had filled in."""

    heading: str
    sentence: str
    typed: tuple[tuple[str, str], ...] = ()


class AccidentMiddleware:
    """Turns a database that cannot be written to into a 503 page; nothing is half-written, and no text is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError):
            return None
        from django.template.loader import render_to_string

        page = AccidentPage("Sorry, that could not be saved", _sentence(str(error)), _typed(request))
        response = HttpResponse(render_to_string("kit/accident.jinja", {"page": page}, request=None), status=503)
        response["Retry-After"] = "30"
        response["Cache-Control"] = "no-store"
        return response


def _sentence(text: str) -> str:
    if "full" in text:
        return (
            "The server's disk is full. Nothing was half-written. Copy your text below and tell whoever looks after it."
        )
    if "readonly" in text:
        return "The server cannot write to its data folder. Nothing was half-written. Tell whoever looks after it."
    return "The server was too busy to save this. Nothing was half-written. Wait half a minute, then send it again."


def _typed(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.replace("_", " "), value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not any(word in name.lower() for word in HIDDEN)
    )
