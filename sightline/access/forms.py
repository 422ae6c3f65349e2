"""The shape of what is typed when signing in. The rules are allauth's; the words and fields are ours."""

# allauth carries no types:
# mypy: disable-error-code="misc, no-any-return, has-type, unused-ignore"
from __future__ import annotations

import time
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.access import lockout
from sightline.access.security_log import security_event

LONGEST = 1000  # characters of a password: room for any passphrase, none for a book


class PasswordBox(forms.PasswordInput, forms.TextInput):
    """A text input that doesn't show or give back what was typed."""


def password_field(label: str, *, autocomplete: str = "current-password", help_text: str = "") -> forms.CharField:
    """A password: never trimmed, since a space may be part of it."""
    box = PasswordBox(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=box, help_text=help_text)


def code_field(label: str, help_text: str) -> forms.CharField:
    """A code from the app, or a recovery code."""
    box = forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"})
    return forms.CharField(label=label, widget=box, max_length=40, help_text=help_text)


class SignInForm(LoginForm):
    """Username and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}
        self.fields["login"] = forms.CharField(label="Username", max_length=150, widget=forms.TextInput(attrs=attrs))
        self.fields["password"] = password_field("Password")


class CodeForm(AuthenticateForm):
    """The second step of signing in. Tries are counted like passwords."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(
            "Code", "Six digits from your authenticator app, or one of your recovery codes."
        )

    def clean_code(self) -> str:
        name = f"{self.user.username} code"
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "")
        try:
            lockout.count_try(context.request, name)
            with transaction.atomic():
                # Held, so that a code that arrives twice at once is used once.
                list(Authenticator.objects.select_for_update(no_key=True).filter(user=self.user).order_by("pk"))
                code: str = super().clean_code()
                self._use_once()
        except lockout.Locked as locked:
            raise ValidationError(locked.sentence, code="locked") from None
        except ValidationError:
            security_event("second_factor_failed", request=context.request, worker=self.user)
            raise
        lockout.succeeded(context.request, name)
        return code

    def _use_once(self) -> None:
        """Keep when an app's code was used: allauth's note of it is in the memory of one server process only."""
        app = self.authenticator
        if app.type != Authenticator.Type.TOTP:
            return
        period = int(time.time()) // TOTP_PERIOD
        if app.data.get("used_in_period") == period:
            raise get_adapter().validation_error("incorrect_code")
        app.data["used_in_period"] = period
        app.save(update_fields=["data"])


class EnrolForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field("Code from the app", "Six digits. A new one comes every 30 seconds.")

    def clean_code(self) -> str:
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "")
        return str(super().clean_code())


class PasswordAgainForm(ReauthenticateForm):
    """The password, asked for again before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field("Password")


class NewPasswordForm(ChangePasswordForm):
    """The present password and a new one, typed once: it can be shown to check it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field("Present password")
        rule = "12 characters or more. Four or five words that only you would put together are best."
        new = self.fields["password1"]
        new.label, new.help_text, new.max_length = "New password", rule, LONGEST  # type: ignore[attr-defined]
        new.widget = PasswordBox(attrs={"autocomplete": "new-password"})
        del self.fields["password2"]

    def clean(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["password2"] = data.get("password1")
        self.cleaned_data = data
        return data
