"""Passkeys: signing in with one, and adding, naming and removing one's own."""

# allauth carries no types:
# mypy: disable-error-code="misc, no-any-return, has-type, unused-ignore"
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from sightline import kit
from sightline.access.declaring import ENROLLED, declares, recently_authenticated, with_next
from sightline.access.pages import AddPasskeyPage, Passkey, PasskeyPage, PasskeysPage
from sightline.access.passkey_forms import AddPasskeyForm, PasskeySignInForm, RenameForm
from sightline.access.views import Drawn, account_changed

ONLY_ONE = "This is your only second factor. Set up another one first, then remove it."


def of(worker: Any) -> Any:
    """A worker's passkeys, oldest first."""
    return Authenticator.objects.filter(user=worker, type=Authenticator.Type.WEBAUTHN).order_by("pk")


def options_for(worker: Any) -> str:
    """What the browser is to ask of the worker's passkeys, as JSON; "" when there are none."""
    return json.dumps(auth.begin_authentication(worker)) if of(worker).exists() else ""


class SignInByPasskey(webauthn.LoginWebAuthnView):
    """GET, from our script: what to ask of the browser. POST: what it answered."""

    form_class = PasskeySignInForm

    def form_invalid(self, form: Any) -> HttpResponse:
        for errors in form.errors.values():
            messages.error(self.request, errors[0])
        return redirect("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        found = form.cleaned_data["credential"]
        login = Login(user=found.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, found, login)


class AddPasskey(Drawn, webauthn.AddWebAuthnView):
    form_class = AddPasskeyForm
    template_name = "access/add_passkey.jinja"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": kwargs.get("form") or self.get_form()}

    def page(self, context: Mapping[str, Any]) -> Any:
        # Always one that can be found without a username and makes sure who holds it.
        return AddPasskeyPage(context["form"], json.dumps(auth.begin_registration(self.request.user, True)))

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            account_changed(self.request, "access.add_passkey")
        self.request.session[ENROLLED] = True
        messages.success(self.request, "The passkey was added. You can sign in with it from now on.")
        return response

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "mfa_list_webauthn")


sign_in = declares("account.sign_in", public=True)(SignInByPasskey.as_view())
add = declares("account.own", before_second_factor=True)(recently_authenticated(AddPasskey.as_view()))


@require_safe
@declares("account.own")
def own(request: HttpRequest) -> HttpResponse:
    """One's passkeys."""
    rows = tuple(Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at) for row in of(request.user))
    return kit.render(request, "access/passkeys.jinja", PasskeysPage(rows))


@kit.form_page
@declares("account.own")
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Name or remove one of one's passkeys."""
    found = of(request.user).filter(pk=number).first()
    if found is None:
        raise Http404
    return _one(request, found)  # type: ignore[return-value]


@recently_authenticated
def _one(request: HttpRequest, found: Authenticator) -> HttpResponse:
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, found)
    form = RenameForm(request.POST or None, initial={"name": found.wrap().name})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            flows.rename_authenticator(request, found, form.cleaned_data["name"])
            account_changed(request, "access.rename_passkey")
        messages.success(request, "The passkey has its new name.")
        return redirect("mfa_list_webauthn")
    return kit.render(request, "access/passkey.jinja", PasskeyPage(form, found.wrap().name))


def _remove(request: HttpRequest, found: Authenticator) -> HttpResponse:
    factors = Authenticator.objects.filter(user=found.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    if settings.SIGHTLINE.require_second_factor and factors.count() == 1:
        messages.error(request, ONLY_ONE)
        return redirect(with_next("mfa_list_webauthn", "/"))
    with transaction.atomic():
        flows.remove_authenticator(request, found)
        account_changed(request, "access.remove_passkey")
    request.session.pop(ENROLLED, None)
    messages.success(request, "The passkey was removed. It no longer signs you in; delete it on the device too.")
    return redirect("mfa_list_webauthn")
