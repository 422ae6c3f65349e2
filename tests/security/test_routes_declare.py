"""Every address declares the permission it needs, and one that doesn't is shut (ASVS 5.0 V8.1.1, V8.3.1, V8.2.1)."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from sightline.access import declares
from sightline.access.declaring import PUBLIC_OR_THIRD_PARTY, declaration, is_declared
from sightline.access.middleware import AccessMiddleware
from sightline.access.policy import roles_of
from tests.records import signed_in
from tests.security.routes import every_route

ROUTES = every_route()
# Who may ask is decided by the view itself; each with its reason.
PUBLIC = {
    "account_login": "nobody is signed in yet",
    "mfa_authenticate": "the second step of signing in; allauth lets in only who has passed the first",
    "mfa_login_webauthn": "nobody is signed in yet; only the answer to a fresh challenge signs in",
    "access:oidc_start": "off to the organisation's own sign-in, where one is set; else 404",
    "access:oidc_back": "back from there; only an answer to what this browser asked, checked, signs in",
    "account_logout": "signing out must work whoever one is",
    "upkeep:healthz": "a watcher asks whether the database answers, and learns nothing else",
    "upkeep:set_up": "only while there is no administrator; asks for the one-time code",
    "upkeep:set_up_partnership": "only while there is no administrator, and for the browser that gave the code",
    "upkeep:set_up_agencies": "only while there is no administrator, and for the browser that gave the code",
    "upkeep:set_up_administrator": "only while there is no administrator, and for the browser that gave the code",
    "access:draft": "a page saves itself also after its session has ended; a signed token names its worker",
    "confidence:answer": "people answer without an account, by a link that carries an opaque token",
    "confidence:before_today": "the second page of the same answers, by the same link",
    "confidence:thanks": "what is said after answering; it shows nothing but the title of the survey",
}


def test_there_are_routes():
    assert len(ROUTES) > 8


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.pattern or "/")
def test_it_declares_a_permission(route):
    assert is_declared(route.view), f"{route.pattern} declares no permission: put @declares(…) on its view"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.pattern or "/")
def test_what_it_declares_is_registered_or_public_for_a_reason(route):
    found = declaration(route.view)
    if found is None:
        pytest.skip("third party: reviewed in PUBLIC_OR_THIRD_PARTY")
    if found.public:
        assert route.name in PUBLIC, f"{route.pattern} is public: say why in PUBLIC, or declare a permission"
    else:
        assert roles_of(found.action), f"{found.action}: no room has said which roles may do this"


def test_what_is_reviewed_is_still_there():
    assert {route.name for route in ROUTES} >= set(PUBLIC)
    mounted = {f"{route.view.__module__}.{route.view.__qualname__}" for route in ROUTES}
    assert mounted >= set(PUBLIC_OR_THIRD_PARTY)


def test_no_address_is_answered_twice():
    patterns = [route.pattern for route in ROUTES]
    assert sorted(set(patterns)) == patterns


def test_a_view_without_a_declaration_is_shut_for_everyone():
    request = RequestFactory().get("/forgotten/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        AccessMiddleware(lambda r: HttpResponse()).process_view(request, lambda r: HttpResponse("open"), (), {})


def test_a_view_with_one_is_left_to_itself():
    view = declares("account.own")(lambda request: HttpResponse())
    assert AccessMiddleware(lambda r: HttpResponse()).process_view(RequestFactory().get("/"), view, (), {}) is None


def test_the_middleware_that_shuts_them_is_in_place(settings):
    order = settings.MIDDLEWARE
    assert order.index("sightline.access.middleware.AccessMiddleware") > order.index(
        "django.contrib.auth.middleware.AuthenticationMiddleware"
    )


def test_no_address_carries_more_than_opaque_parts():
    allowed = {"slug", "int", "uuid", "path"}
    from django.urls import URLPattern

    def converters(patterns):
        for pattern in patterns:
            yield from (type(c).__name__.removesuffix("Converter").lower() for c in pattern.pattern.converters.values())
            if not isinstance(pattern, URLPattern):
                yield from converters(pattern.url_patterns)

    assert set(converters(get_resolver().url_patterns)) <= allowed


@pytest.mark.django_db
def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(standing):
    refused = signed_in(standing.supervisor).get("/looked-for/")
    assert refused.status_code == 405
    assert refused["Allow"] == "POST"
    assert "This address only takes what a form sends" in refused.content.decode()
