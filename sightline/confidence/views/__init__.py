"""Pages of surveys: find or 404, form, one change, redirect; or one page."""

from __future__ import annotations

from typing import TypeVar, cast

from django.http import Http404, HttpRequest

from sightline.access.models import Worker

T = TypeVar("T")


def worker_of(request: HttpRequest) -> Worker:
    """Who is signed in; the declaration has seen to it that somebody is."""
    return cast(Worker, request.user)


def or_404(found: T | None) -> T:
    """What was found; else "not found", whether it doesn't exist or isn't open to them."""
    if found is None:
        raise Http404
    return found
