"""What a browser answers about a passkey. The ceremony is allauth's and fido2's; here it is logged and kept kind."""

# allauth carries no types:
# mypy: disable-error-code="misc, no-any-return, has-type, unused-ignore"
from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from sightline.access.security_log import security_event

REFUSED = "That passkey was not accepted. Try again, or sign in another way."
NOT_ADDED = "The passkey was not added. Try again."
LONGEST_NAME = 60


def name_field() -> forms.CharField:
    """What its owner calls a passkey."""
    box = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label="Name", max_length=LONGEST_NAME, widget=box,
        help_text="So that you know it again: “Work laptop”, “My phone”.",
        error_messages={"required": "Give the passkey a name.", "max_length": "The name can have at most 60 letters."},
    )  # fmt: skip


class AddPasskeyForm(passkeys.AddWebAuthnForm):
    """A new passkey. It must have made sure who holds it, by a fingerprint, a face or a PIN: then it is two factors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field()
        self.fields[
            "name"
        ].required = False  # the device has made the passkey by then: it is not lost for want of a name
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        try:
            found: dict[str, Any] = super().clean()
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
            security_event("passkey_not_added", request=context.request, worker=self.user)
            raise ValidationError(NOT_ADDED) from None
        return found


class _Answer:
    """Shared by signing in, the second step, and being asked again."""

    user: Any

    def clean_credential(self) -> Any:
        try:
            found = super().clean_credential()  # type: ignore[misc]
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
            security_event("passkey_refused", request=context.request, worker=self.user)
            raise ValidationError(REFUSED) from None
        if not found.user.may_sign_in(timezone.localdate()):
            security_event("passkey_refused", request=context.request, worker=found.user, why="closed")
            raise ValidationError(REFUSED)
        return found


class PasskeySignInForm(_Answer, passkeys.LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class PasskeyStepForm(_Answer, passkeys.AuthenticateWebAuthnForm):
    """A passkey as the second step, after the password."""


class PasskeyAgainForm(_Answer, passkeys.ReauthenticateWebAuthnForm):
    """A passkey instead of the password, before something that matters."""


class RenameForm(forms.Form):
    """Another name for a passkey."""

    name = name_field()
