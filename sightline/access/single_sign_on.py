"""Signing in with an organisation's own sign-in. It says who somebody is; who may come in is decided here.

Only a worker whose account is open and to whom an administrator has bound that identity comes in. Nobody is made.
Sightline's own second factor is asked for as ever.
"""

# allauth carries no types:
# mypy: disable-error-code="misc, no-any-return, has-type, unused-ignore"
from __future__ import annotations

from dataclasses import asdict
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from sightline.access import oidc
from sightline.access.declaring import declares
from sightline.access.models import OutsideIdentity, Worker
from sightline.access.security_log import security_event

ASKED = "oidc_asked"


@require_safe
@declares("account.sign_in", public=True)
def start(request: HttpRequest) -> HttpResponse:
    """Off to the organisation's own sign-in."""
    values = _values()
    if request.user.is_authenticated:
        return redirect("/")
    wanted = request.GET.get("next", "")
    next_ = wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else ""
    try:
        address, asked = oidc.ask(values, back=_back(request), next_=next_)
    except oidc.Refused as refused:
        return _refuse(request, refused)
    request.session[ASKED] = asdict(asked)
    return HttpResponseRedirect(address)


@require_safe
@declares("account.sign_in", public=True)
def back(request: HttpRequest) -> HttpResponse:
    """Back from there, with an answer that is worth something once."""
    values = _values()
    kept = request.session.pop(ASKED, None)
    asked = oidc.Asked(**kept) if kept else None
    try:
        subject = oidc.subject(values, asked=asked, answer=request.GET.dict(), back=_back(request))
        worker = _worker(values.oidc_issuer, subject)
    except oidc.Refused as refused:
        return _refuse(request, refused)
    record_authentication(request, worker, method="oidc")
    return perform_login(request, Login(user=worker, redirect_url=asked.next if asked else None))


def _values() -> Any:
    if not oidc.is_on(settings.SIGHTLINE):
        raise Http404
    return settings.SIGHTLINE


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("access:oidc_back"))


def _worker(issuer: str, subject: str) -> Worker:
    found = OutsideIdentity.objects.filter(issuer=issuer, subject=subject).select_related("worker").first()
    if found is None:
        raise oidc.Refused("nobody is bound to it", oidc.NOBODY)
    if not found.worker.may_sign_in(timezone.localdate()):
        raise oidc.Refused("account closed or not open today", oidc.NOBODY)
    return found.worker


def _refuse(request: HttpRequest, refused: oidc.Refused) -> HttpResponse:
    security_event("oidc_refused", request=request, why=refused.why)
    messages.error(request, refused.sentence.format(name=settings.SIGHTLINE.oidc_name))
    return redirect("account_login")
