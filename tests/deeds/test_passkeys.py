"""Adding a passkey, signing in with it alone or as the second step, and losing it.

ASVS 5.0: V6.3.3, V6.3.4, V6.4.4 (a lost factor), V6.5.6 (a factor revoked), V6.7.2 (challenges), V7.5.1 (asked again).
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from sightline.access import changes
from sightline.trail.models import Entry
from tests.authenticators import Device
from tests.workers import PASSWORD, a_worker

pytestmark = pytest.mark.django_db
REFUSED = "That passkey was not accepted."


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.SIGHTLINE = replace(settings.SIGHTLINE, mode="demo")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def required(settings):
    settings.SIGHTLINE = replace(settings.SIGHTLINE, mode="production")


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def a_browser():
    return Client(headers={"host": "localhost"})


def by_password(username="robin.vale"):
    client = a_browser()
    client.post("/sign-in/", {"login": username, "password": PASSWORD})
    return client


def options_on(page):
    return json.loads(html.unescape(re.search(r'data-options="([^"]+)"', page.content.decode()).group(1)))


def add(client, device, name="Work laptop"):
    options = options_on(client.get("/passkeys/add/"))
    return client.post("/passkeys/add/", {"name": name, "credential": device.creates(options)}, follow=True)


def sign_in(client, device, **data):
    options = client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    return client.post("/sign-in/passkey/", {"credential": device.signs(options), **data}, follow=True)


def is_signed_in(client):
    return client.get("/account/").status_code == 200


@pytest.fixture
def robin():
    return a_worker(username="robin.vale")


@pytest.fixture
def device(robin):
    """Robin's laptop, its passkey added."""
    found = Device()
    assert "The passkey was added" in words(add(by_password(), found))
    return found


def test_a_passkey_signs_in_alone_and_comes_back_to_the_page_one_wanted(robin, device):
    client = a_browser()
    answer = sign_in(client, device, next="/account/")
    assert answer.request["PATH_INFO"] == "/account/"
    assert "Passkey" in words(answer)
    assert robin.username in words(answer)


def test_adding_one_is_in_the_trail_and_shows_recovery_codes(robin, caplog):
    answer = add(by_password(), Device())
    assert answer.request["PATH_INFO"] == "/recovery-codes/"
    assert Entry.objects.filter(verb="access.add_passkey", thing_id=str(robin.pk)).count() == 1


def test_it_counts_as_the_second_factor(required, robin):
    client = by_password()
    assert client.get("/account/password/")["Location"].startswith("/second-factor/")
    assert "add a passkey" in words(client.get("/second-factor/"))
    add(client, Device())
    assert client.get("/account/password/").status_code == 200


def test_the_password_alone_is_then_not_enough_and_the_passkey_is_the_second_step(required, robin, device):
    client = by_password()
    assert not is_signed_in(client)
    page = client.get("/sign-in/code/")
    assert "Use a passkey" in words(page)
    client.post("/sign-in/code/", {"credential": device.signs(options_on(page))})
    assert is_signed_in(client)


def test_somebody_elses_passkey_is_no_second_step(required, robin, device):
    a_worker(username="sam.marsh")
    theirs = Device()
    add(by_password("sam.marsh"), theirs)
    client = by_password()
    answer = client.post(
        "/sign-in/code/", {"credential": theirs.signs(options_on(client.get("/sign-in/code/")))}, follow=True
    )
    assert REFUSED in words(answer)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "answer", ["", "{}", "null", "[]", '"x"', "not json", '{"id": "a", "response": {}}', '{"response": 1}']
)
def test_nonsense_is_refused_in_words(robin, device, answer):
    client = a_browser()
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    client.post("/sign-in/passkey/", {"credential": answer})
    assert not is_signed_in(client)
    again = by_password()
    assert again.post("/sign-in/code/", {"credential": answer}).status_code == 302
    assert not is_signed_in(again)


def test_an_answer_to_another_challenge_or_a_second_time_is_refused(robin, device):
    client, other = a_browser(), a_browser()
    old = other.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    assert REFUSED in words(client.post("/sign-in/passkey/", {"credential": device.signs(old)}, follow=True))
    credential = device.signs(old)
    other.post("/sign-in/passkey/", {"credential": credential})
    assert is_signed_in(other)
    other.post("/sign-out/")
    assert REFUSED in words(other.post("/sign-in/passkey/", {"credential": credential}, follow=True))


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://sightline.example.evil"}, {"origin": "http://127.0.0.1"}, {"verifies": False}]
)
def test_another_site_or_a_device_that_asks_nobody_is_refused(robin, device, wrong):
    for name, value in wrong.items():
        setattr(device, name, value)
    client = a_browser()
    assert REFUSED in words(sign_in(client, device))
    assert not is_signed_in(client)


def test_a_device_that_asks_nobody_is_not_added(robin):
    assert "The passkey was not added" in words(add(by_password(), Device(verifies=False)))
    assert not Authenticator.objects.exists()


def test_a_closed_account_or_ended_access_is_not_let_in(robin, device):
    robin.access_from, robin.access_to = (
        timezone.localdate() - timedelta(days=9),
        timezone.localdate() - timedelta(days=1),
    )
    robin.save()
    assert REFUSED in words(sign_in(a_browser(), device))
    robin.access_to = None
    robin.save()
    changes.close_worker(robin, by=a_worker("administrator"))
    assert REFUSED in words(sign_in(a_browser(), device))


def test_what_matters_asks_for_the_password_or_the_passkey_again(robin, device):
    client = a_browser()
    sign_in(client, device)
    assert client.get("/passkeys/add/").status_code == 200  # just now
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get("/passkeys/add/")["Location"].startswith("/re-authenticate/")
        page = client.get("/re-authenticate/?next=/passkeys/add/")
        sent = {"credential": device.signs(options_on(page)), "next": "/passkeys/add/"}
        assert client.post("/re-authenticate/", sent)["Location"] == "/passkeys/add/"
        assert client.get("/passkeys/add/").status_code == 200


@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "1", '"x"', "x", "{}", '{"id": 1}', '{"id": "x", "rawId": "x", "response": {}, "type": 7}'],
)
def test_an_answer_that_is_none_is_refused_when_asked_again(robin, device, answer):
    client = by_password_and(device)
    client.get("/re-authenticate/")
    for sent in ({"credential": answer}, {"credential": answer, "password": "", "colour": "blue"}, {"colour": "blue"}):
        again = client.post("/re-authenticate/", sent)
        assert again.status_code in (200, 302)
    client.get("/re-authenticate/")
    assert REFUSED in words(client.post("/re-authenticate/", {"credential": answer}, follow=True))


def test_renaming_and_removing(robin, device):
    client = by_password_and(device)
    number = Authenticator.objects.get(type="webauthn").pk
    assert "Work laptop" in words(client.get("/passkeys/"))
    assert "Give the passkey a name" in words(client.post(f"/passkeys/{number}/", {"name": ""}))
    assert "Old laptop" in words(client.post(f"/passkeys/{number}/", {"name": "Old laptop"}, follow=True))
    assert "no passkey yet" in words(client.post(f"/passkeys/{number}/", {"remove": "yes"}, follow=True))
    assert REFUSED in words(sign_in(a_browser(), device))
    verbs = list(Entry.objects.filter(verb__contains="passkey").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["access.add_passkey", "access.rename_passkey", "access.remove_passkey"]


def by_password_and(device):
    client = a_browser()
    sign_in(client, device)
    return client


def test_the_only_second_factor_is_not_removed_where_one_is_required(required, robin, device):
    client = by_password_and(device)
    number = Authenticator.objects.get(type="webauthn").pk
    assert "only second factor" in words(client.post(f"/passkeys/{number}/", {"remove": "yes"}, follow=True))
    assert Authenticator.objects.filter(type="webauthn").exists()


def test_somebody_elses_passkey_is_not_there(robin, device):
    a_worker(username="sam.marsh")
    number = Authenticator.objects.get(type="webauthn").pk
    assert by_password("sam.marsh").post(f"/passkeys/{number}/", {"remove": "yes"}).status_code == 404


def test_an_administrators_reset_removes_it(robin, device):
    changes.reset_second_factor(robin, by=a_worker("administrator"))
    assert REFUSED in words(sign_in(a_browser(), device))
