"""Signing in, signing out, guessing wrongly, and the second factor.

ASVS 5.0: V6.1.1, V6.2.1 to V6.2.4, V6.2.9, V6.3.1, V6.3.3, V6.3.8, V6.5.1 (codes once only), V7.2.4 (a new key at
sign-in), V7.3.1, V7.3.2 (time-outs), V7.4.1, V7.4.2, V7.4.3 (others signed out with a new password).
"""

import re
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sightline.access import changes
from sightline.access.models import Session, Worker
from tests.workers import PASSWORD, a_worker

pytestmark = pytest.mark.django_db
WRONG = "That username and password do not belong together"
LOCKED = "There were too many failed tries. Wait 15 minutes"


@pytest.fixture(autouse=True)
def demonstration(settings):
    """No second factor, unless a test asks for it."""
    second_factor(settings, False)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; the product uses PBKDF2


def second_factor(settings, required):
    from dataclasses import replace

    settings.SIGHTLINE = replace(settings.SIGHTLINE, mode="production" if required else "demo")


def sign_in(client, username, password=PASSWORD, **data):
    return client.post("/sign-in/", {"login": username, "password": password, **data})


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_with_the_right_password_one_is_in(client):
    a_worker(username="robin.vale")
    assert sign_in(client, "robin.vale")["Location"] == "/"
    assert is_signed_in(client)


def test_capitals_and_spaces_around_the_username_do_not_matter(client):
    a_worker(username="robin.vale")
    sign_in(client, " Robin.Vale ")
    assert is_signed_in(client)


def test_a_passphrase_of_two_hundred_characters_with_spaces_works(client):
    phrase = " a very long phrase" * 10 + " "
    a_worker(username="robin.vale", password=phrase)
    sign_in(client, "robin.vale", phrase)
    assert is_signed_in(client)


def test_one_comes_back_to_the_page_one_wanted(client):
    a_worker(username="robin.vale")
    assert client.get("/account/")["Location"] == "/sign-in/?next=%2Faccount%2F"
    assert sign_in(client, "robin.vale", next="/account/")["Location"] == "/account/"


def test_but_never_to_somebody_elses_site(client):
    a_worker(username="robin.vale")
    assert sign_in(client, "robin.vale", next="https://elsewhere.example/")["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(client):
    a_worker(username="robin.vale")
    wrong, unknown = sign_in(client, "robin.vale", "not it at all"), sign_in(Client(), "nobody", "not it at all")
    assert WRONG in words(wrong)
    assert words(wrong).replace("robin.vale", "") == words(unknown).replace("nobody", "")
    assert "not it at all" not in wrong.content.decode()


def test_the_same_work_is_done_for_a_name_that_does_not_exist(client, monkeypatch):
    hashed = []
    usual = Worker.set_password
    monkeypatch.setattr(Worker, "set_password", lambda self, raw: (hashed.append(raw), usual(self, raw)))
    sign_in(client, "nobody", "not it at all")
    assert hashed == ["not it at all"]


def test_ten_wrong_passwords_get_a_sentence_that_says_how_long_and_what_to_do(client):
    a_worker(username="robin.vale")
    for _ in range(9):
        assert WRONG in words(sign_in(client, "robin.vale", "wrong"))
    tenth = sign_in(client, "robin.vale", "wrong")
    assert tenth.status_code == 429
    assert LOCKED in words(tenth)
    assert "ask your administrator" in words(tenth)
    assert LOCKED in words(sign_in(client, "robin.vale"))  # even the right one must wait
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        sign_in(client, "robin.vale")
        assert is_signed_in(client)


def test_a_name_that_does_not_exist_is_locked_just_the_same(client):
    for _ in range(9):
        sign_in(client, "nobody", "wrong")
    assert LOCKED in words(sign_in(client, "nobody", "wrong"))


def test_a_stranger_who_guesses_does_not_shut_out_the_browser_its_owner_uses(client):
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    client.post("/sign-out/")
    stranger = Client()
    for _ in range(11):
        sign_in(stranger, "robin.vale", "wrong")
    assert LOCKED in words(sign_in(stranger, "robin.vale"))
    assert LOCKED in words(sign_in(Client(), "robin.vale"))
    sign_in(client, "robin.vale")
    assert is_signed_in(client)


def test_ones_own_browser_is_counted_too(client):
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    client.post("/sign-out/")
    for _ in range(10):
        sign_in(client, "robin.vale", "wrong")
    assert LOCKED in words(sign_in(client, "robin.vale"))
    elsewhere = Client()
    sign_in(elsewhere, "robin.vale")
    assert is_signed_in(elsewhere)


def test_the_mark_of_a_known_browser_cannot_be_made_up_or_used_for_another_name(client):
    a_worker(username="robin.vale"), a_worker(username="sam.marsh")
    sign_in(client, "sam.marsh")
    client.post("/sign-out/")
    for _ in range(10):
        sign_in(Client(), "robin.vale", "wrong")
    assert LOCKED in words(sign_in(client, "robin.vale"))
    client.cookies["sightline-device"] = "made-up"
    assert LOCKED in words(sign_in(client, "robin.vale"))


def test_a_right_password_starts_the_count_afresh(client):
    a_worker(username="robin.vale")
    for _ in range(9):
        sign_in(client, "robin.vale", "wrong")
    sign_in(client, "robin.vale")
    client.post("/sign-out/")
    assert WRONG in words(sign_in(client, "robin.vale", "wrong"))


def test_signing_out_ends_the_session(client):
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    old = client.cookies["sightline"].value
    assert "Sign out?" in words(client.get("/sign-out/"))
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not Session.objects.filter(session_key=old).exists()
    client.cookies["sightline"] = old
    assert not is_signed_in(client)


def test_signing_in_changes_the_session_key(client):
    a_worker(username="robin.vale")
    client.get("/sign-in/")
    sign_in(client, "robin.vale")
    first = client.cookies["sightline"].value
    client.post("/sign-out/")
    sign_in(client, "robin.vale")
    assert client.cookies["sightline"].value != first


@pytest.mark.parametrize(
    "fields",
    [
        {"access_from": date(2999, 1, 1)},
        {"access_from": date(2020, 1, 1), "access_to": date(2020, 2, 1)},
        {"is_active": False},
    ],
)
def test_access_that_has_not_begun_has_ended_or_is_closed_gets_the_same_words(client, fields):
    a_worker(username="robin.vale", **fields)
    assert WRONG in words(sign_in(client, "robin.vale"))


def test_access_ends_in_the_middle_of_a_session_when_its_last_day_is_over(client):
    a_worker(username="robin.vale", access_to=timezone.localdate())
    sign_in(client, "robin.vale")
    assert is_signed_in(client)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        client.cookies["sightline"]["max-age"] = ""
        assert not is_signed_in(client)


def test_fifteen_minutes_without_a_click_end_the_session(client):
    a_worker(username="robin.vale")
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        sign_in(client, "robin.vale")
    for minutes in (10, 20, 30):  # each within fifteen of the one before
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert is_signed_in(client)
    with time_machine.travel(start + timedelta(minutes=46), tick=False):
        assert not is_signed_in(client)


def test_twelve_hours_end_the_session_however_busy(client):
    a_worker(username="robin.vale")
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        sign_in(client, "robin.vale")
    for tens in range(1, 72):
        with time_machine.travel(start + timedelta(minutes=10 * tens), tick=False):
            assert is_signed_in(client)
    with time_machine.travel(start + timedelta(hours=12, minutes=1), tick=False):
        assert not is_signed_in(client)


def test_closing_an_account_ends_its_sessions_at_once(client):
    worker, administrator = a_worker(username="robin.vale"), a_worker("administrator")
    sign_in(client, "robin.vale")
    changes.close_worker(worker, by=administrator)
    assert not Session.objects.filter(worker=worker).exists()
    assert not is_signed_in(client)
    assert WRONG in words(sign_in(client, "robin.vale"))


def test_pages_of_a_signed_in_worker_are_kept_by_no_browser(client):
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    assert client.get("/account/")["Cache-Control"] == "no-store"
    assert "Cache-Control" in client.get("/sign-in/").headers or client.get("/sign-in/").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/signup/", "/accounts/signup/", "/password/reset/", "/email/", "/confirm-email/", "/mfa/", "/webauthn/",
        "/admin/", "/inactive/", "/password/set/", "/totp/deactivate/",
    ],
)  # fmt: skip
def test_nothing_else_of_the_sign_in_package_is_mounted(client, path):
    assert client.get(path).status_code == 404


def enrol(client):
    page = client.get("/second-factor/")
    key = re.search(r'sl-key">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")
    client.post("/second-factor/", {"code": code_for(key)})
    return key


def test_a_second_factor_is_asked_for_before_anything_else(client, settings):
    second_factor(settings, True)
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    assert client.get("/account/password/")["Location"] == "/second-factor/?next=%2Faccount%2Fpassword%2F"
    enrol(client)
    codes = client.get("/recovery-codes/")
    assert len(re.findall(r'sl-key">\d{8}', codes.content.decode())) == 10
    assert "not shown again" in words(codes)
    assert "10 unused recovery codes" in words(client.get("/recovery-codes/"))
    assert client.get("/account/password/").status_code == 200


def test_the_password_alone_is_then_not_enough(client, settings):
    second_factor(settings, True)
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    key = enrol(client)
    client.post("/sign-out/")
    assert sign_in(client, "robin.vale", next="/account/")["Location"] == "/sign-in/code/"
    assert not is_signed_in(client)
    assert "not right" in words(client.post("/sign-in/code/", {"code": "000000"}))
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert client.post("/sign-in/code/", {"code": code_for(key)})["Location"] == "/account/"
        assert is_signed_in(client)


def test_a_code_of_the_app_works_once_whichever_process_is_asked(client, settings):
    second_factor(settings, True)
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    key = enrol(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False) as clock:
        for works in (True, False):
            client.post("/sign-out/")
            sign_in(client, "robin.vale")
            client.post("/sign-in/code/", {"code": code_for(key)})
            assert is_signed_in(client) is works
            cache.clear()  # another process of the server remembers nothing
        clock.shift(timedelta(seconds=30))
        client.post("/sign-in/code/", {"code": code_for(key)})
        assert is_signed_in(client)


def test_a_recovery_code_works_once(client, settings):
    second_factor(settings, True)
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    enrol(client)
    code = re.search(r'sl-key">(\d{8})', client.get("/recovery-codes/").content.decode()).group(1)
    for works in (True, False):
        client.post("/sign-out/")
        sign_in(client, "robin.vale")
        client.post("/sign-in/code/", {"code": code})
        assert is_signed_in(client) is works


def test_ten_wrong_codes_must_wait_too(client, settings):
    second_factor(settings, True)
    a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    enrol(client)
    client.post("/sign-out/")
    sign_in(client, "robin.vale")
    for _ in range(10):
        client.post("/sign-in/code/", {"code": "000000"})
    answer = client.post("/sign-in/code/", {"code": "000000"})
    assert (answer.status_code, LOCKED in words(answer)) == (429, True)


def test_a_worker_who_lost_the_phone_enrols_again(client, settings):
    second_factor(settings, True)
    worker = a_worker(username="robin.vale")
    sign_in(client, "robin.vale")
    enrol(client)
    changes.reset_second_factor(worker, by=a_worker("administrator"))
    assert not is_signed_in(client)
    sign_in(client, "robin.vale")
    assert client.get("/account/password/")["Location"].startswith("/second-factor/")


def test_the_password_can_be_changed_and_other_browsers_are_signed_out(client):
    a_worker(username="robin.vale")
    other = Client()
    sign_in(client, "robin.vale"), sign_in(other, "robin.vale")
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "five other words in a row"})
    assert is_signed_in(client)
    assert not is_signed_in(other)
    sign_in(other, "robin.vale", "five other words in a row")
    assert is_signed_in(other)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (PASSWORD, "short", "at least 12 characters"),
        (PASSWORD, "robin.vale2026", "too similar"),
        (PASSWORD, "123456789qwerty", "too common"),
        ("not it at all", "five other words in a row", "not your present password"),
    ],
)
def test_an_easy_password_or_a_wrong_present_one_is_refused(client, old, new, said):
    a_worker(username="robin.vale", name="Robin Vale")
    sign_in(client, "robin.vale")
    assert said in words(client.post("/account/password/", {"oldpassword": old, "password1": new}))
    client.post("/sign-out/")
    sign_in(client, "robin.vale")
    assert is_signed_in(client)
