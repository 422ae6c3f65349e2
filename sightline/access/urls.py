"""Addresses of this room. Of allauth's, only those we need, under the names by which it looks for them."""

from django.urls import URLPattern, URLResolver, include, path

from sightline.access import passkeys, single_sign_on, views

own = (
    [
        path("account/", views.own_account, name="account"),
        path("sign-in/with/", single_sign_on.start, name="oidc_start"),
        path("sign-in/with/back/", single_sign_on.back, name="oidc_back"),
        path("passkeys/<int:number>/", passkeys.one, name="passkey"),
        path("account/sessions/", views.sessions, name="sessions"),
        path("drafts/<path:form_key>", views.draft, name="draft"),
    ],
    "access",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.sign_in_code, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("passkeys/", passkeys.own, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add, name="mfa_add_webauthn"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("second-factor/", views.enrol, name="mfa_activate_totp"),
    path("recovery-codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", views.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("re-authenticate/", views.password_again, name="account_reauthenticate"),
    path("account/password/", views.new_password, name="account_change_password"),
    path("", include(own)),
]
