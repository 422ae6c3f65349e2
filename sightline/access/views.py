"""Signing in and out, the second factor, one's own account, and drafts that save themselves."""

# allauth carries no types:
# mypy: disable-error-code="misc, no-any-return, has-type, unused-ignore"
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import view_recovery_codes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sightline import kit, trail
from sightline.access import drafts, forms, open_sessions
from sightline.access.declaring import ENROLLED, declares, recently_authenticated, to_sign_in, with_next
from sightline.access.models import Worker
from sightline.access.pages import AgainPage, CodesPage, CodeStepPage, EnrolPage, FormPage, SignInPage
from sightline.access.passkey_forms import REFUSED, PasskeyAgainForm, PasskeyStepForm
from sightline.access.queries import account_page
from sightline.access.security_log import security_event
from sightline.kit import problems, words


class Drawn:
    """Draws an allauth view with one of our templates and a page of ours."""

    request: HttpRequest
    template_name: str

    def page(self, context: Mapping[str, Any]) -> Any:
        return FormPage(context["form"], context.get("redirect_field_value") or "")

    def render_to_response(self, context: Mapping[str, Any], **kwargs: Any) -> HttpResponse:
        form = context.get("form")
        locked = form is not None and form.is_bound and _is_locked(form)
        return kit.render(self.request, self.template_name, self.page(context), status=429 if locked else 200)


def _is_locked(form: Any) -> bool:
    return any(error.code == "locked" for errors in form.errors.as_data().values() for error in errors)


class SignIn(Drawn, account.LoginView):
    form_class = forms.SignInForm
    template_name = "access/sign_in.jinja"

    def page(self, context: Mapping[str, Any]) -> Any:
        next_ = context.get("redirect_field_value") or ""
        return SignInPage(
            context["form"], next_, settings.SIGHTLINE.oidc_name, with_next("access:oidc_start", next_ or "/")
        )


class SignInCode(Drawn, AuthenticateView):
    form_class = forms.CodeForm
    webauthn_form_class = PasskeyStepForm
    template_name = "access/code.jinja"

    def page(self, context: Mapping[str, Any]) -> Any:
        worker = self.stage.login.user
        kinds = set(Authenticator.objects.filter(user=worker).values_list("type", flat=True))
        has_passkey = Authenticator.Type.WEBAUTHN in kinds
        options = json.dumps(context["js_data"]["request_options"]) if has_passkey else ""
        return CodeStepPage(
            context["form"], context.get("redirect_field_value") or "", options, len(kinds) > has_passkey
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        if "credential" in form.fields:
            messages.error(self.request, REFUSED)
            return redirect("mfa_authenticate")
        return super().form_invalid(form)


class SignOut(Drawn, account.LogoutView):
    template_name = "access/sign_out.jinja"

    def page(self, context: Mapping[str, Any]) -> Any:
        return FormPage(None)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        messages.success(self.request, "You have signed out.")
        return response


class Enrol(Drawn, ActivateTOTPView):
    form_class = forms.EnrolForm
    template_name = "access/enrol.jinja"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect("access:account")
        return super().dispatch(request, *args, **kwargs)

    def page(self, context: Mapping[str, Any]) -> Any:
        secret = context["form"].secret
        key = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return EnrolPage(context["form"], context["totp_svg_data_uri"], key, settings.SIGHTLINE.require_second_factor)

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            account_changed(self.request, "access.enrol_second_factor")
        self.request.session[ENROLLED] = True
        return response

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


class NewRecoveryCodes(Drawn, GenerateRecoveryCodesView):
    template_name = "access/new_recovery_codes.jinja"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            account_changed(self.request, "access.new_recovery_codes")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return redirect("access:account")


class PasswordAgain(Drawn, account.ReauthenticateView):
    form_class = forms.PasswordAgainForm
    template_name = "access/password_again.jinja"

    def page(self, context: Mapping[str, Any]) -> Any:
        from sightline.access.passkeys import options_for

        options = options_for(self.request.user)
        return AgainPage(context["form"], context.get("redirect_field_value") or "", options)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "credential" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = PasskeyAgainForm(request.POST, user=request.user)
        if not form.is_valid():
            messages.error(request, REFUSED)
            return redirect(request.get_full_path())
        form.save()
        security_event("reauthenticated", request=request, worker=request.user, how="passkey")
        return redirect(self.get_success_url())

    def form_valid(self, form: Any) -> HttpResponse:
        security_event("reauthenticated", request=self.request, worker=self.request.user)
        return super().form_valid(form)


class NewPassword(Drawn, account.PasswordChangeView):
    form_class = forms.NewPasswordForm
    template_name = "access/new_password.jinja"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            account_changed(self.request, "access.change_password")
        messages.success(self.request, "Your password was changed. Other browsers were signed out.")
        return response


sign_in = declares("account.sign_in", public=True)(SignIn.as_view())
sign_in_code = declares("account.sign_in", public=True)(SignInCode.as_view())
sign_out = declares("account.sign_out", public=True)(SignOut.as_view())
enrol = declares("account.own", before_second_factor=True)(recently_authenticated(Enrol.as_view()))
new_recovery_codes = declares("account.own")(recently_authenticated(NewRecoveryCodes.as_view()))
password_again = declares("account.own", before_second_factor=True)(PasswordAgain.as_view())
new_password = declares("account.own")(NewPassword.as_view())


@require_safe
@declares("account.own")
@recently_authenticated
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """One's recovery codes: shown once after they are made, then only how many are left."""
    found, may_show = view_recovery_codes(request)
    if found is None:
        return redirect("access:account")
    unused = found.get_unused_codes()
    return kit.render(request, "access/recovery_codes.jinja", CodesPage(tuple(unused) if may_show else (), len(unused)))


@require_safe
@declares("account.own", before_second_factor=True)
def own_account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    return kit.render(request, "access/account.jinja", account_page(request.user))  # type: ignore[arg-type]


@kit.form_page
@declares("account.own", before_second_factor=True)
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in; a session that should not be there is ended here."""
    worker, this = cast(Worker, request.user), request.session.session_key
    if request.method == "POST":
        mark = request.POST.get("end", "")
        ended = open_sessions.end(worker, this=this, mark=mark) if mark or "others" in request.POST else 0
        if ended:
            security_event("sessions_ended", request=request, worker=worker, number=ended)
        said = "That session has ended." if mark else "You are now signed in nowhere else."
        messages.success(request, said)
        return redirect("access:sessions")
    return kit.render(request, "access/sessions.jinja", open_sessions.sessions_page(worker, this))


@require_http_methods(["GET", "POST"])
@declares("drafts.save", public=True)
def draft(request: HttpRequest, form_key: str) -> HttpResponse:
    """A page saves itself while somebody types. Signed out: kept for the worker its token names, and said so (401).

    GET answers with a fresh CSRF token, for a page that was left open while its worker signed in again.
    """
    if not request.user.is_authenticated:
        request.META["HTTP_ACCEPT"] = "application/json"
        return to_sign_in(request) if request.method == "POST" else JsonResponse({"signed_out": True}, status=401)
    if request.method == "GET":
        return JsonResponse({"csrf": get_token(request)})
    if drafts.is_somebody_elses(request):
        drafts.keep_late(request)
        return JsonResponse({"problem": drafts.SOMEBODY_ELSES}, status=403)
    kept = drafts.keep_now(request, form_key)
    if kept is None:
        return JsonResponse({"problem": "This page is too old to save itself. Open it again."}, status=400)
    hints = drafts.suggestions(request, form_key)
    return JsonResponse({"saved_at": words.clock(kept.saved_at)} | ({"hints": hints} if hints else {}))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from before signing in again. Its text is kept for its worker, who finds it on the form's own page."""
    kept = drafts.keep_late(request) if request.method == "POST" else None
    security_event("csrf_refused", request=request, worker=request.user, kept=kept is not None)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"signed_out": True}, status=403)
    if kept is None or (request.user.is_authenticated and drafts.is_somebody_elses(request)):
        return problems.csrf_failure(request, reason)
    messages.warning(
        request, "You had signed in again since this form was opened. What you typed is here, not saved yet."
    )
    return HttpResponseRedirect(kept)


def account_changed(request: HttpRequest, verb: str) -> None:
    """Into the trail and the security log: one's own account was changed."""
    trail.record(verb=verb, by=request.user, thing=request.user, kind="access")  # type: ignore[arg-type]
    security_event(verb.removeprefix("access."), request=request, worker=request.user)
