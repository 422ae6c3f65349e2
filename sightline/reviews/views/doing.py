"""Doing what a valid form asks for: one way for every form of this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from sightline.access import drafts
from sightline.people.facts import ChangedMeanwhile
from sightline.reviews.changes import Refused

MEANWHILE = "Somebody else changed this just now. Your words are still here: look, and save again."


def did(
    request: HttpRequest, form: Form, deed: Callable[[], Any], *, said: str, at: str | None = None, draft: str = ""
) -> bool:
    """Whether the form was posted, is in order, and its deed was done; then `said` is said and the `draft` dropped.

    Otherwise the form says why not: a refusal stands at the field `at` (None: above all fields).
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        deed()
    except Refused as refusal:
        form.add_error(at, str(refusal))
        return False
    except ChangedMeanwhile:
        form.add_error(None, MEANWHILE)
        return False
    if draft:
        drafts.drop_draft(request, draft)
    messages.success(request, said)
    return True
