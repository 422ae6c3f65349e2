"""Signing in with an organisation's own sign-in, against a provider that keeps the rules, and one that breaks them.

ASVS 5.0: V6.8.1 (identity bound to its issuer), V6.8.2 (signatures), V10.1.2 (only the browser that asked), V10.2.1
(PKCE, state), V10.5.1 (nonce), V10.5.2 (subject), V10.5.3 (issuer), V10.5.4 (audience).
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from joserfc.jwk import RSAKey

from sightline.access import changes, oidc
from sightline.access.models import OutsideIdentity, Worker
from sightline.config import env
from sightline.trail.models import Entry
from tests.oidc_provider import CLIENT, SECRET, provider
from tests.records import signed_in
from tests.workers import PASSWORD, a_worker

pytestmark = pytest.mark.django_db
UNTRUSTED = "The answer from Fenland could not be trusted, so nobody was signed in."
NOBODY = "Fenland knows you, but no open account here is yours."


@pytest.fixture
def fenland(settings):
    """The provider, and Sightline set to it."""
    oidc._remembered.clear()
    with provider() as running:
        settings.SIGHTLINE = replace(
            settings.SIGHTLINE, mode="demo", oidc_issuer=running.issuer, oidc_client_id=CLIENT,
            oidc_client_secret=SECRET, oidc_name="Fenland",
        )  # fmt: skip
        yield running


@pytest.fixture
def robin(fenland):
    worker = a_worker(username="robin.vale")
    changes.bind_identity(worker, by="system", issuer=fenland.issuer, subject="robin-at-fenland")
    return worker


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def comes_back(client, fenland, subject="robin-at-fenland", next_=""):
    """Away to the provider, signed in there, and back."""
    address = client.get("/sign-in/with/", {"next": next_} if next_ else {})["Location"]
    return client.get(fenland.signs_in(address, subject), follow=True)


def test_who_is_bound_comes_in_and_where_they_wanted(robin, fenland):
    client = Client()
    assert "Sign in with Fenland" in words(client.get("/sign-in/"))
    answer = comes_back(client, fenland, next_="/account/")
    assert answer.request["PATH_INFO"] == "/account/"
    assert "robin.vale" in words(answer)


def test_but_never_to_somebody_elses_site(robin, fenland):
    assert comes_back(Client(), fenland, next_="https://elsewhere.example/").request["PATH_INFO"] == "/"


def test_the_second_factor_is_asked_for_as_ever(robin, fenland, settings):
    settings.SIGHTLINE = replace(settings.SIGHTLINE, mode="production")
    client = Client()
    comes_back(client, fenland)
    assert client.get("/account/password/")["Location"].startswith("/second-factor/")
    Authenticator.objects.create(user=robin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    again = Client()
    assert comes_back(again, fenland).request["PATH_INFO"] == "/sign-in/code/"
    assert not is_signed_in(again)


class _FromNow:
    """A moment so many seconds from when the token is made; its name is the same in every process."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __call__(self):
        return int(time.time()) + self.seconds

    def __repr__(self):
        return f"{self.seconds} s from now"


@pytest.mark.parametrize(
    "says",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody else"},
        {"aud": ["somebody else", "and another"]},
        {"aud": [CLIENT, "somebody else"]},  # for several, and not said to be ours
        {"aud": [CLIENT, "somebody else"], "azp": "somebody else"},
        {"iss": "https://another.example"},
        {"exp": _FromNow(-120)},
        {"exp": None},
        {"iat": _FromNow(600)},
        {"nbf": _FromNow(600)},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_token_that_says_one_thing_wrong_signs_nobody_in(robin, fenland, says):
    fenland.says = {name: value() if callable(value) else value for name, value in says.items()}
    client = Client()
    assert UNTRUSTED in words(comes_back(client, fenland))
    assert not is_signed_in(client)


@pytest.mark.parametrize("how", ["wrong key", "none", "shared secret"])
def test_a_token_that_is_not_signed_with_its_key_signs_nobody_in(robin, fenland, how):
    fenland.misbehaves = how
    client = Client()
    assert UNTRUSTED in words(comes_back(client, fenland))
    assert not is_signed_in(client)


def test_a_token_for_several_that_is_ours_is_believed(robin, fenland):
    fenland.says = {"aud": [CLIENT, "somebody else"], "azp": CLIENT}
    client = Client()
    comes_back(client, fenland)
    assert is_signed_in(client)


def test_keys_that_were_changed_are_asked_for_anew(robin, fenland):
    comes_back(Client(), fenland)
    fenland.key = RSAKey.generate_key(2048, {"kid": "second"})
    fenland.published = [fenland.key]
    client = Client()
    comes_back(client, fenland)
    assert is_signed_in(client)


def test_an_unknown_subject_is_not_let_in_and_nobody_is_made(robin, fenland):
    assert NOBODY in words(comes_back(Client(), fenland, subject="a stranger"))
    assert Worker.objects.count() == 1


def test_the_same_subject_of_another_issuer_is_somebody_else(robin, fenland):
    OutsideIdentity.objects.update(issuer="https://another.example")
    assert NOBODY in words(comes_back(Client(), fenland))


def test_a_closed_account_and_ended_access_are_not_let_in(robin, fenland):
    robin.access_from = timezone.localdate() - timedelta(days=9)
    robin.access_to = timezone.localdate() - timedelta(days=1)
    robin.save()
    assert NOBODY in words(comes_back(Client(), fenland))
    robin.access_to = None
    robin.save()
    changes.close_worker(robin, by=a_worker("administrator"))
    assert NOBODY in words(comes_back(Client(), fenland))


def test_an_answer_works_once_and_only_in_the_browser_that_asked(robin, fenland):
    client, thief = Client(), Client()
    back = fenland.signs_in(client.get("/sign-in/with/")["Location"], "robin-at-fenland")
    assert UNTRUSTED in words(thief.get(back, follow=True))  # asked nothing
    thief.get("/sign-in/with/")
    assert UNTRUSTED in words(thief.get(back, follow=True))  # asked something else
    client.get(back)
    assert is_signed_in(client)
    client.post("/sign-out/")
    assert UNTRUSTED in words(client.get(back, follow=True))  # again


def test_a_code_that_was_used_is_refused_by_the_provider(robin, fenland):
    client = Client()
    address = client.get("/sign-in/with/")["Location"]
    back = fenland.signs_in(address, "robin-at-fenland")
    fenland._codes.clear()
    assert UNTRUSTED in words(client.get(back, follow=True))


def test_an_answer_that_comes_too_late_or_from_another_issuer_is_refused(robin, fenland):
    client = Client()
    back = fenland.signs_in(client.get("/sign-in/with/")["Location"], "robin-at-fenland")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert UNTRUSTED in words(client.get(back, follow=True))
    back = fenland.signs_in(client.get("/sign-in/with/")["Location"], "robin-at-fenland")
    assert UNTRUSTED in words(client.get(re.sub("iss=[^&]*", "iss=https%3A%2F%2Fanother.example", back), follow=True))


def test_somebody_who_changed_their_mind_is_told(robin, fenland):
    client = Client()
    state = re.search("state=([^&]+)", client.get("/sign-in/with/")["Location"]).group(1)
    answer = client.get(f"/sign-in/with/back/?error=access_denied&state={state}", follow=True)
    assert "Fenland did not sign you in." in words(answer)


@pytest.mark.parametrize(
    ("how", "said"),
    [("broken", "Fenland could not be reached."), ("another name", UNTRUSTED)],
)
def test_a_provider_that_is_down_or_another_is_said(robin, fenland, how, said):
    fenland.misbehaves = how
    assert said in words(Client().get("/sign-in/with/", follow=True))


def test_a_door_that_is_not_safe_is_not_knocked_at(robin, fenland):
    fenland.misbehaves = "unsafe"
    assert UNTRUSTED in words(comes_back(Client(), fenland))


def test_nothing_is_there_and_nothing_is_called_unless_it_is_set(fenland, settings):
    settings.SIGHTLINE = replace(settings.SIGHTLINE, oidc_issuer="", oidc_name="")
    assert "Sign in with" not in words(Client().get("/sign-in/")).replace("Sign in with a passkey", "")
    assert Client().get("/sign-in/with/").status_code == 404
    assert Client().get("/sign-in/with/back/?code=x&state=y").status_code == 404
    assert fenland.asked == []


def test_what_was_refused_is_in_the_security_log_without_names_or_codes(robin, fenland, caplog):
    fenland.says = {"aud": "somebody else"}
    comes_back(Client(), fenland)
    (line,) = [json.loads(r.message) for r in caplog.records if "oidc_refused" in r.message]
    assert "aud" in line["why"]
    assert "robin" not in json.dumps(line)


def test_an_administrator_binds_and_unbinds(fenland):
    robin, sam = a_worker(name="Robin Vale"), a_worker(name="Sam Marsh")
    ada = signed_in(a_worker("administrator"))
    ada.post("/re-authenticate/", {"password": PASSWORD})
    assert "Sign-in with Fenland" in words(ada.get("/people/review/"))
    path = f"/people/{robin.pk}/single-sign-on/"
    assert "Robin Vale can now sign in with Fenland." in words(ada.post(path, {"subject": "r-1"}, follow=True))
    taken = words(ada.post(f"/people/{sam.pk}/single-sign-on/", {"subject": "r-1"}))
    assert "Somebody else here is bound to this identity already." in taken
    client = Client()
    comes_back(client, fenland, subject="r-1")
    assert is_signed_in(client)
    assert "no longer signs in with Fenland" in words(ada.post(path, {"subject": ""}, follow=True))
    assert NOBODY in words(comes_back(Client(), fenland, subject="r-1"))
    assert Entry.objects.filter(verb__endswith="bind_identity").count() == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ISSUER": "https://id.example"}, "also needs SIGHTLINE_OIDC_CLIENT_ID and"),
        (
            {"ISSUER": "http://id.example", "CLIENT_ID": "a", "CLIENT_SECRET": "b", "NAME": "c"},
            "should begin with https://",
        ),
    ],
)
def test_half_a_setting_is_refused(tmp_path, given, said):
    with pytest.raises(env.SettingsError, match=re.escape(said)):
        env.load({"SIGHTLINE_DATA": str(tmp_path)} | {f"SIGHTLINE_OIDC_{name}": value for name, value in given.items()})
