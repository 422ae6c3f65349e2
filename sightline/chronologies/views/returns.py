"""The returns of a review: the list, one of them, taking it in, leaving it out, taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from sightline.access.declaring import declares
from sightline.chronologies import asked, returning
from sightline.chronologies.pages import returns as pages
from sightline.chronologies.policy import NAMES, READ, WORK
from sightline.chronologies.views.finding_things import file_or_404, looked, review_for, worker_of
from sightline.kit import render


@declares(READ)
@require_safe
def returns(request: HttpRequest, key: str) -> HttpResponse:
    """What each agency sent, and what became of it."""
    worker, review = worker_of(request), review_for(request, key)
    looked(worker, f"returns of review {review.key}")
    return render(request, "chronologies/returns.jinja", pages.returns_page(review, worker))


@declares(NAMES)
@require_safe
def one_return(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """One return, in its agency's own words."""
    worker, review = worker_of(request), review_for(request, key, NAMES)
    found = file_or_404(review, file)
    looked(worker, f"return {found.key} with names")
    return render(request, "chronologies/return.jinja", pages.file_page(found, worker))


@declares(WORK)
@require_POST
def take_in(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """Let it stand for its agency."""
    return _settle(request, key, file, returning.take_in, "{agency}’s return is taken in.")


@declares(WORK)
@require_POST
def leave_out(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """Do not take it in."""
    return _settle(request, key, file, returning.leave_out, "{agency}’s return is left out. Nothing else was changed.")


@declares(WORK)
@require_POST
def take_back(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """Undo its taking in."""
    said = "{agency}’s return is taken back. Every row says again what it said before."
    return _settle(request, key, file, returning.take_back, said)


@declares(WORK)
@require_POST
def sent_back(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """Write down that the marked-up copy went back."""
    said = "It is written down as sent back to {agency}. Sightline has told no one."
    return _settle(request, key, file, asked.send_back, said)


def _settle(request: HttpRequest, key: str, file: str, do: Callable[..., Any], said: str) -> HttpResponse:
    worker, review = worker_of(request), review_for(request, key, WORK)
    found = file_or_404(review, file)
    try:
        do(found, by=worker)
    except returning.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said.format(agency=found.agency))
    return redirect("chronologies:return", review.key, found.key)
