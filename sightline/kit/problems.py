"""The pages shown when something is refused or broken: what is so, and what to do. Never a trace, never a detail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader

from sightline.kit.layout import bare, layout


@dataclass(frozen=True, slots=True)
class Problem:
    """What a problem page says. `reference` is for telling support which problem it was."""

    title: str
    sentences: tuple[str, ...]
    reference: str = ""


PROBLEMS = {
    400: Problem(
        "That request could not be read",
        ("Part of it was missing or in a form we don't know.", "Go back, check what you entered and send it again."),
    ),
    403: Problem(
        "You can't open this page",
        (
            "Your role, or the children you work with, don't include it.",
            "If you need it for your work, ask your manager or your administrator.",
        ),
    ),
    404: Problem(
        "There is nothing for you at this address",
        (
            "It may have been typed wrongly, have moved, or not be open to you.",
            "If you followed a link here, tell the person who gave it to you.",
        ),
    ),
    405: Problem(
        "This address only takes what a form sends",
        ("Nothing was changed.", "Go back to the page you came from, or to your home page."),
    ),
    409: Problem(
        "Somebody else changed this while you were writing",
        (
            "Nothing of yours is lost: go back, and what you wrote is still there.",
            "Read what changed, then save again.",
        ),
    ),
    413: Problem(
        "That is too large to take",
        ("Nothing was saved.", "Send a smaller file, or shorten the text and send it in two parts."),
    ),
    429: Problem(
        "Too many tries in a short time",
        ("Wait a few minutes and try again.", "If this wasn't you, tell your administrator."),
    ),
    500: Problem(
        "Something went wrong on our side",
        (
            "What you sent last may not have been saved. Go back: what you wrote is still there, or in your drafts.",
            "Try again in a minute. If it happens again, tell your administrator.",
        ),
    ),
    503: Problem(
        "Sightline can't answer just now",
        (
            "It is busy, being looked after, or out of room to store things. Nothing half-written was kept.",
            "Keep the page you were on open, and try again in a few minutes.",
        ),
    ),
}
CSRF = Problem(
    "This form is too old to send",
    (
        "You signed in or out since it was opened, or cookies are switched off.",
        "Go back, copy what you wrote, load the page again and send it. Drafts you saved are still there.",
    ),
)


def problem(request: HttpRequest, status: int, detail: Problem | None = None) -> HttpResponse:
    """A problem page with its status; `detail` replaces the usual words."""
    context: dict[str, Any] = {"page": detail or PROBLEMS[status]}
    # A broken database must not break the page that says so.
    context |= bare() if status >= 500 else layout(request)
    page = loader.get_template("kit/problem.jinja").render(context, None if status >= 500 else request)
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return problem(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403. A refusal that carries a sentence (from `can()`) shows it."""
    said = str(exception) if exception is not None else ""
    usual = PROBLEMS[403]
    return problem(request, 403, Problem(usual.title, (said, *usual.sentences[1:])) if said else None)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404. The same page whether a thing isn't there or isn't open to this worker."""
    return problem(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return problem(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    return problem(request, 403, CSRF)
