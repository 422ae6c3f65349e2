"""What we ask of allauth: our words, our counting, our log; no sign-up, no mail."""

# allauth carries no types:
# mypy: disable-error-code="misc, no-any-return, has-type, unused-ignore"
from __future__ import annotations

import base64
import secrets
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.access import limits, lockout, sealing
from sightline.access.models import Worker
from sightline.access.security_log import security_event

WRONG = "That username and password do not belong together. Check both and try again."


class AccountAdapter(DefaultAccountAdapter):
    """Passwords: counted, logged, and answered the same whether or not the name exists."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "incorrect_password": "That is not your password. Try again.",
        "enter_current_password": "That is not your present password. Try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            lockout.count_try(request, credentials.get("username", ""))
        except lockout.Locked as locked:
            security_event("sign_in_refused", request=request, why="locked")
            raise ValidationError(locked.sentence, code="locked") from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        worker = super().authenticate(request, **credentials)
        if worker is not None:
            lockout.succeeded(request, credentials.get("username", ""))
        return worker

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing to roll back: `lockout` counts, not allauth."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = credentials.get("username", "")
        known = Worker.objects.filter(username=Worker.tidy_username(name)).first()
        security_event("sign_in_failed", request=request, worker=known, known=known is not None)
        try:
            lockout.failed(request, name)
        except lockout.Locked as locked:
            raise ValidationError(locked.sentence, code="locked") from None

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        limits.start(request)
        lockout.remember_browser(request, response, user)
        security_event("signed_in", request=request, worker=user, how=_how(request, user))
        return response

    def logout(self, request: HttpRequest) -> None:
        security_event("signed_out", request=request, worker=request.user)
        super().logout(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("access:account")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Allauth's own notices are left out: our pages say what happened in our words."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        if not user.is_authenticated:
            return []
        return [{"id": "reauthenticate", "description": "Your password", "url": reverse("account_reauthenticate")}]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A password given within the last minutes is recent enough, whether at sign-in or since."""
        request = context.request
        return not gave_password_lately(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor, in our words."""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host name by which people reach the server, and to no other."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or has been used or run out. Wait for the next one and try again.",
    }

    def encrypt(self, text: str) -> str:
        """Seeds of codes lie sealed in the database."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed. Without the key: a seed that no code fits, so that nobody is let through."""
        try:
            return sealing.opened(encrypted_text)
        except sealing.CannotOpen:
            security_event("second_factor_key_missing", request=context.request)
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail."""


def gave_password_lately(request: HttpRequest) -> bool:
    """Whether this session's worker typed the password, or used a passkey in its place, within the last minutes."""
    records = get_authentication_records(request, request.user) if request.user.is_authenticated else []
    times = [record["at"] for record in records if _proves(record)]
    return bool(times) and time.time() - max(times) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _how(request: HttpRequest, worker: Any) -> str:
    if did_use_passwordless_login(request, worker):
        return "passkey"
    methods = [record.get("method") for record in get_authentication_records(request, worker)]
    return "oidc" if "oidc" in methods else "password"


def _proves(record: dict[str, Any]) -> bool:
    alone = record.get("passwordless") or record.get("reauthenticated")
    return record.get("method") == "password" or bool(record.get("type") == "webauthn" and alone)


def note_password(request: HttpRequest, worker: Worker) -> None:
    """The password was given just now, on a page of our own (the first administrator chooses it in set-up)."""
    record_authentication(request, worker, method="password")
