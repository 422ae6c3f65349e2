"""Every view says which permission it needs; nothing runs before that has been asked.

    @declares("record.view")
    def overview(request, child): ...

This asks whether the worker may do the action *at all*. Which child is asked by the view itself, with `can` or `scope`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from sightline.access import drafts
from sightline.access.policy import can
from sightline.access.security_log import security_event
from sightline.access.sent import done_once

View = Callable[..., HttpResponseBase]

# Views of other packages that are mounted as they are and so carry no declaration: dotted path -> why that is right.
PUBLIC_OR_THIRD_PARTY: dict[str, str] = {}

ENROLLED = "second_factor_enrolled"
NOT_SIGNED_IN_TITLE = "You had been signed out. Sign in and you will be back where you were."
KEPT = "You had been signed out. What you typed was kept. Sign in, and it is there to check and save."


@dataclass(frozen=True, slots=True)
class Declared:
    """What a view has declared. `public`: it asks for itself who is there."""

    action: str
    public: bool


def declares(
    action: str, *, public: bool = False, before_second_factor: bool = False, once: bool = False
) -> Callable[[View], View]:
    """Mark a view with the permission it needs, and refuse it to whoever lacks that.

    Not signed in: to sign-in and back, keeping what was typed. No second factor where one is required: to enrolment
    (unless `before_second_factor`). Not permitted: 403 with the reason, and a line in the security log.
    `public`: anybody may ask; the view decides. `once`: what one opened page sends twice is done once (`access.sent`).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not public and (answer := _refused(request, action, before_second_factor)) is not None:
                return answer
            if once:
                return done_once(request, lambda: view(request, *args, **kwargs))
            return view(request, *args, **kwargs)

        asked.declared = Declared(action, public)  # type: ignore[attr-defined]
        return asked

    return decorate


def declaration(view: Any) -> Declared | None:
    """What the view declares, if it does."""
    found = getattr(view, "declared", None)
    return found if isinstance(found, Declared) else None


def is_declared(view: Any) -> bool:
    """Whether the view declares a permission or is on the reviewed list."""
    return declaration(view) is not None or f"{view.__module__}.{view.__qualname__}" in PUBLIC_OR_THIRD_PARTY


def _refused(request: HttpRequest, action: str, before_second_factor: bool) -> HttpResponseBase | None:
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if not before_second_factor and not has_second_factor(request):
        return HttpResponseRedirect(with_next("mfa_activate_totp", request.get_full_path()))
    if drafts.is_somebody_elses(request):
        drafts.keep_late(request)
        raise PermissionDenied(drafts.SOMEBODY_ELSES)
    decision = can(request.user, action)
    if not decision:
        security_event("denied", request=request, worker=request.user, action=action)
        raise PermissionDenied(decision.reason)
    return None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Off to sign in, to come back to the same page; a form that names its writer is kept as that worker's draft."""
    kept = drafts.keep_late(request) if request.method == "POST" else None
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"signed_out": True}, status=401)
    if request.method == "POST":
        messages.warning(request, f"{KEPT}{drafts.no_file(request)}" if kept else NOT_SIGNED_IN_TITLE)
    return HttpResponseRedirect(with_next("account_login", kept or request.get_full_path()))


def with_next(name: str, path: str) -> str:
    """The address of a route, with where to go afterwards."""
    return reverse(name) if path == "/" else f"{reverse(name)}?{urlencode({'next': path})}"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the worker has a second factor, or need not have one (the demonstration). Remembered in the session."""
    if not settings.SIGHTLINE.require_second_factor or request.session.get(ENROLLED):
        return True
    from allauth.mfa.utils import is_mfa_enabled

    found: bool = is_mfa_enabled(request.user)
    if found:
        request.session[ENROLLED] = True
    return found


def recently_authenticated(view: View) -> View:
    """For what is hard to undo or takes data away: asks for the password again if it was given too long ago.

    Put it under `declares`. A form that was posted meanwhile is kept as a draft and comes back afterwards.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        from sightline.access.adapters import gave_password_lately

        if gave_password_lately(request):
            return view(request, *args, **kwargs)
        kept = drafts.keep_late(request) if request.method == "POST" else None
        return HttpResponseRedirect(with_next("account_reauthenticate", kept or request.get_full_path()))

    asked.asks_for_password = True  # type: ignore[attr-defined]
    return asked
