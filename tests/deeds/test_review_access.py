"""Where one is signed in, and the administrator's review of who has access (T9).

ASVS 5.0: V7.4.2 (no session outlives the account), V7.5.2 (see and end one's own sessions), V8.2.1, V8.3.2 (changes
of access hold at once).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from sightline.access import browsers, changes
from sightline.access.models import AccessReview, Session, Team, Worker
from sightline.access.policy import can
from sightline.trail.models import Entry
from sightline.upkeep.review_pages import flags
from tests.records import signed_in
from tests.standing import a_recorded_child
from tests.workers import PASSWORD, a_worker, an_agency

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.SIGHTLINE = replace(settings.SIGHTLINE, mode="demo")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def a_browser(username, agent):
    client = Client(headers={"user-agent": agent})
    client.post("/sign-in/", {"login": username, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def marks(client):
    return re.findall(r'name="end" value="([^"]+)"', client.get("/account/sessions/").content.decode())


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36", "Chrome on Android"),
        ("", browsers.UNKNOWN),
        ("<script>" * 500, browsers.UNKNOWN),
    ],
)
def test_a_browser_is_named_in_plain_words(agent, said):
    assert browsers.in_words(agent) == said


def test_one_sees_where_one_is_signed_in_and_which_browser_this_is():
    a_worker(username="robin.vale"), a_worker(username="sam.marsh")
    desk, _phone, _other = a_browser("robin.vale", FIREFOX), a_browser("robin.vale", PHONE), a_browser("sam.marsh", "")
    page = desk.get("/account/sessions/")
    said = words(page)
    assert re.search(r"Firefox on Windows This browser Signed in .*? In use now\.", said)
    assert re.search(r"Safari on an iPhone Signed in .*? Last used .*? End this session", said)
    assert browsers.UNKNOWN not in said
    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in page.content.decode()]


def test_a_session_that_should_not_be_there_is_ended_and_the_trail_says_so():
    worker = a_worker(username="robin.vale")
    desk, phone = a_browser("robin.vale", FIREFOX), a_browser("robin.vale", PHONE)
    (mark,) = marks(desk)
    assert "That session has ended." in words(desk.post("/account/sessions/", {"end": mark}, follow=True))
    assert is_signed_in(desk)
    assert not is_signed_in(phone)
    entry = Entry.objects.get(verb="access.end_sessions")
    assert str(worker.pk) == entry.thing_id


def test_all_others_are_ended_at_once():
    a_worker(username="robin.vale")
    desk, *others = (a_browser("robin.vale", agent) for agent in (FIREFOX, PHONE, ""))
    assert "End all others" in words(desk.get("/account/sessions/"))
    assert "signed in nowhere else" in words(desk.post("/account/sessions/", {"others": "yes"}, follow=True))
    assert [is_signed_in(one) for one in (desk, *others)] == [True, False, False]


def test_somebody_elses_session_cannot_be_ended():
    a_worker(username="robin.vale"), a_worker(username="sam.marsh")
    robin, phone, sam = (
        a_browser("robin.vale", FIREFOX), a_browser("robin.vale", PHONE), a_browser("sam.marsh", FIREFOX)
    )  # fmt: skip
    (mark,) = marks(robin)
    sam.post("/account/sessions/", {"end": mark})
    assert is_signed_in(phone)


def test_a_session_that_has_outlived_itself_is_not_listed():
    a_worker(username="robin.vale")
    with time_machine.travel(timezone.now() - timedelta(minutes=40)):
        a_browser("robin.vale", PHONE)
    assert "nowhere else" in words(a_browser("robin.vale", FIREFOX).get("/account/sessions/"))


@pytest.fixture
def administrator():
    return signed_in(a_worker("administrator", name="Ada Minster"))


def card(client, name, address="/people/review/"):
    found = re.search(
        rf"<section(?:(?!<section).)*?>{name}</h2>.*?</section>", client.get(address).content.decode(), re.S
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group())) if found else ""


def test_the_review_shows_who_has_what_and_what_is_noticeable(administrator):
    team = Team.objects.create(agency=an_agency(), name="East")
    today = timezone.localdate()
    sam = a_worker(name="Sam Marsh", team=team, access_from=date(2026, 1, 5), access_to=today + timedelta(days=30))
    sam.last_login = timezone.now() - timedelta(days=95)
    sam.save()
    Authenticator.objects.create(user=sam, type=Authenticator.Type.TOTP, data={})
    said = card(administrator, "Sam Marsh")
    for part in (
        "Practitioner",
        "Fenland Children",
        "East",
        "from 5 January 2026",
        "Authenticator app",
        "Access ends on",
    ):
        assert part in said
    assert "Not signed in for 90 days" in said
    assert "No second factor" not in said


@pytest.mark.parametrize(
    ("facts", "factors", "expected"),
    [
        ({"access_to": TODAY + timedelta(days=31)}, ("Passkey",), ()),
        ({"access_to": TODAY + timedelta(days=30)}, ("Passkey",), ("Access ends on 25 December 2026",)),
        ({"access_to": TODAY - timedelta(days=1)}, ("Passkey",), ("Access ended on 24 November 2026",)),
        ({"access_to": None}, ("Passkey",), ("No end of contract is written down",)),
        ({"access_to": date(2028, 1, 1)}, (), ("No second factor",)),
        ({"access_to": date(2028, 1, 1), "last_login": None}, ("Passkey",), ("Never signed in",)),
        ({"access_to": date(2028, 1, 1), "last_login": datetime(2026, 8, 27, 12, tzinfo=UTC)}, ("Passkey",), ()),
        (
            {"access_to": date(2028, 1, 1), "last_login": datetime(2026, 8, 26, 12, tzinfo=UTC)},
            ("Passkey",),
            ("Not signed in for 90 days",),
        ),
        (
            {"access_to": date(2028, 1, 1), "team_to": TODAY},
            ("Passkey",),
            ("The place in the team ends on 25 November 2026",),
        ),
        (
            {"access_to": date(2028, 1, 1), "team_to": TODAY - timedelta(days=1)},
            ("Passkey",),
            ("The place in the team ended on 24 November 2026",),
        ),
    ],
)
def test_flags_at_their_edges(facts, factors, expected):
    with time_machine.travel(TODAY):
        worker = a_worker(access_from=date(2025, 1, 1), **({"last_login": timezone.now()} | facts))
        assert flags(worker, factors, TODAY) == expected


def test_reviewed_writes_down_who_looked_at_whom_and_when(administrator):
    sam = a_worker(name="Sam Marsh")
    administrator.post(f"/people/{sam.pk}/reviewed/")
    row = AccessReview.objects.get()
    assert (row.worker, row.reviewed_by.name) == (sam, "Ada Minster")
    assert Entry.objects.filter(verb="access.review_access").count() == 1
    assert card(administrator, "Sam Marsh") == ""  # off the list of those to look at …
    assert "by Ada Minster" in card(administrator, "Sam Marsh", "/people/review/?show=everyone")
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert "Sam Marsh" in card(signed_in(row.reviewed_by), "Sam Marsh")  # … for 90 days


def test_nobody_reviews_their_own_access(administrator):
    own = Worker.objects.get(name="Ada Minster")
    answer = administrator.post(f"/people/{own.pk}/reviewed/", follow=True)
    assert "You cannot review your own access" in words(answer)
    assert not AccessReview.objects.exists()


def by_password(administrator):
    administrator.post("/re-authenticate/", {"password": PASSWORD})
    return administrator


def test_access_that_is_ended_today_ends_a_running_session_when_the_day_is_over(administrator):
    robin = a_worker(username="robin.vale", name="Robin Vale")
    browser = a_browser("robin.vale", FIREFOX)
    today = timezone.localdate()
    by_password(administrator).post(f"/people/{robin.pk}/access/", {"access_to": today.strftime("%d/%m/%Y")})
    robin.refresh_from_db()
    assert robin.access_to == today
    assert is_signed_in(browser)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        browser.cookies["sightline"]["max-age"] = ""
        assert not is_signed_in(browser)


def test_a_last_day_that_is_over_ends_sessions_at_once_and_an_extension_opens_the_account_again(administrator):
    robin = a_worker(username="robin.vale", access_from=date(2026, 1, 1))
    a_browser("robin.vale", FIREFOX)
    yesterday = timezone.localdate() - timedelta(days=1)
    changes.set_access_dates(robin, by="system", access_to=yesterday, team_to=None)
    assert not Session.objects.filter(worker=robin).exists()
    assert not is_signed_in(a_browser("robin.vale", FIREFOX))
    changes.set_access_dates(robin, by="system", access_to=yesterday + timedelta(days=60), team_to=None)
    assert is_signed_in(a_browser("robin.vale", FIREFOX))


def test_changing_dates_asks_for_the_password_and_refuses_what_cannot_be(administrator):
    robin = a_worker(access_from=date(2026, 6, 1))
    assert administrator.get(f"/people/{robin.pk}/access/")["Location"].startswith("/re-authenticate/")
    said = words(by_password(administrator).post(f"/people/{robin.pk}/access/", {"access_to": "1/5/2026"}))
    assert "Access cannot end before it began." in said
    assert "This person is in no team." in words(
        administrator.post(f"/people/{robin.pk}/access/", {"team_to": "1/1/2027"})
    )
    assert "Write a day like" in words(administrator.post(f"/people/{robin.pk}/access/", {"access_to": "soon"}))


def test_the_only_administrator_whose_access_is_open_keeps_it():
    ada, gone = (
        a_worker("administrator"),
        a_worker("administrator", access_from=date(2020, 1, 1), access_to=date(2020, 2, 1)),
    )
    yesterday = timezone.localdate() - timedelta(days=1)
    ada.access_from = date(2020, 1, 1)
    with pytest.raises(changes.NotPossible, match="only administrator"):
        changes.set_access_dates(ada, by="system", access_to=yesterday, team_to=None)
    with pytest.raises(changes.NotPossible, match="only administrator"):
        changes.close_worker(ada, by=gone)


def test_a_supervisor_whose_place_in_the_team_has_ended_no_longer_sees_its_children(standing):
    supervisor = standing.supervisor
    record = a_recorded_child(standing.social_worker, name="Robin Fennimore").allocated_to(
        standing.social_worker, "2026-01-01"
    )
    assert can(supervisor, "record.view", record.child)
    changes.set_access_dates(supervisor, by="system", access_to=None, team_to=timezone.localdate())
    assert can(supervisor, "record.view", record.child)
    changes.set_access_dates(supervisor, by="system", access_to=None, team_to=timezone.localdate() - timedelta(days=1))
    assert not can(supervisor, "record.view", record.child)
