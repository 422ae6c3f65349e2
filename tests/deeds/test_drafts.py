"""Nothing typed is lost: drafts, sessions that end in the middle of a form, and other people's forms.

T4 of the threat model; ASVS 5.0: V7.3.1, V7.3.2, V8.2.2.
"""

from datetime import date, timedelta

import pytest
import time_machine
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory
from django.utils import timezone

from sightline.access import changes, declares, drafts, recently_authenticated
from sightline.access.models import Draft
from sightline.kit import navigation
from tests.workers import PASSWORD, a_worker, signed_in

pytestmark = pytest.mark.django_db
KEY, PATH = "cases.visit:abc", "/children/abc/visit/"


@pytest.fixture(autouse=True)
def demonstration(settings):
    from dataclasses import replace

    settings.SIGHTLINE = replace(settings.SIGHTLINE, mode="demo")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    navigation._entries.clear()


@pytest.fixture
def robin():
    return a_worker(username="robin.vale", access_from=date(2026, 1, 1))


class VisitForm(forms.Form):
    note = forms.CharField(widget=forms.Textarea)
    who = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)


def asked(worker, method="get", data=None, path=PATH, **session):
    request = getattr(RequestFactory(), method)(path, data or {})
    request.user = worker or AnonymousUser()
    request.session = session
    request._messages = FallbackStorage(request)
    return request


def opened(worker, key=KEY, **more):
    return drafts.start_writing(asked(worker, **more), key, child="abc", label="A visit")


def posted(worker, token, note="She hid behind the door", **more):
    return asked(worker, "post", {"note": note, "who": ["a", "b"], "draft_token": token, **more})


SAVED = []


@declares("record.change")
def visit(request):
    if answer := drafts.save_draft_if_asked(request, KEY):
        return answer
    SAVED.append(request.POST["note"])
    drafts.drop_draft(request, KEY)
    from django.http import HttpResponse

    return HttpResponse("saved")


@pytest.fixture(autouse=True)
def nothing_saved():
    SAVED.clear()


def test_a_form_sent_after_the_session_ended_is_kept_and_comes_back(robin):
    token = opened(robin).token
    answer = visit(posted(None, token))
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Fchildren%2Fabc%2Fvisit%2F")
    assert SAVED == []
    writing = opened(robin)
    form = drafts.fill(VisitForm(), writing.draft)
    assert form["note"].value() == "She hid behind the door"
    assert form["who"].value() == ["a", "b"]
    assert "have not saved it yet" in writing.sentence
    assert (writing.draft.child, writing.draft.label, writing.draft.path) == ("abc", "A visit", PATH)


def test_in_a_browser_from_the_late_form_over_signing_in_to_the_form_with_its_text(robin, settings):
    settings.ROOT_URLCONF = "tests.deeds.urls_for_drafts"
    client = Client(enforce_csrf_checks=False)
    client.post("/sign-in/", {"login": "robin.vale", "password": PASSWORD})
    page = client.get("/visit/").content.decode()
    token = page.split('name="draft_token" value="')[1].split('"')[0]
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        answer = client.post("/visit/", {"note": "She hid behind the door", "draft_token": token})
        assert answer["Location"] == "/sign-in/?next=%2Fvisit%2F"
        back = client.post("/sign-in/?next=%2Fvisit%2F", {"login": "robin.vale", "password": PASSWORD})
        assert back["Location"] == "/visit/"
        page = client.get("/visit/").content.decode()
    assert "She hid behind the door" in page
    assert "not saved" in page


def test_without_a_token_or_with_one_made_up_nothing_is_kept(robin):
    for token in ("", "made-up", opened(robin).token + "x"):
        assert visit(posted(None, token)).status_code == 302
    assert not Draft.objects.exists()


def test_a_token_does_not_last_for_ever(robin):
    token = opened(robin).token
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        visit(posted(None, token))
    assert not Draft.objects.exists()


def test_a_form_opened_by_another_worker_is_kept_for_that_worker_and_never_saved(robin):
    token, sam = opened(robin).token, a_worker(username="sam.marsh")
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied, match="opened by somebody else"):
        visit(posted(sam, token))
    assert SAVED == []
    assert Draft.objects.get().worker == robin
    assert drafts.drafts_of(sam) == []


def test_a_closed_workers_late_form_is_not_kept_and_drafts_are_out_of_reach(robin):
    token = opened(robin).token
    visit(posted(robin, token, save_draft="yes"))
    changes.close_worker(robin, by=a_worker("administrator"))
    visit(posted(None, token, note="After the account was closed"))
    assert [draft.data["note"] for draft in Draft.objects.all()] == [["She hid behind the door"]]
    assert drafts.drafts_of(robin) == []
    assert drafts.draft_for(robin, KEY) is None


def test_without_script_a_button_saves_a_draft(robin):
    answer = visit(posted(robin, opened(robin).token, save_draft="yes"))
    assert (answer["Location"], SAVED) == (PATH, [])
    assert drafts.draft_for(robin, KEY).data == {"note": ["She hid behind the door"], "who": ["a", "b"]}


def test_the_button_keeps_a_draft_even_when_the_token_is_spoilt(robin):
    visit(posted(robin, "spoilt", save_draft="yes"))
    assert drafts.draft_for(robin, KEY).data["note"] == ["She hid behind the door"]


def test_a_draft_can_be_thrown_away(robin):
    visit(posted(robin, opened(robin).token, save_draft="yes"))
    visit(posted(robin, opened(robin).token, discard_draft="yes"))
    assert not Draft.objects.exists()


def test_saving_the_form_removes_its_draft_but_not_that_of_another_window(robin):
    here, there = opened(robin).token, opened(robin).token
    visit(posted(robin, here, note="here", save_draft="yes"))
    visit(posted(robin, there, note="there", save_draft="yes"))
    assert Draft.objects.count() == 2
    visit(posted(robin, there, note="there"))
    assert SAVED == ["there"]
    assert [draft.data["note"] for draft in drafts.drafts_of(robin)] == [["here"]]


def test_two_windows_keep_two_drafts_and_either_can_be_taken_up(robin):
    here, there = opened(robin).token, opened(robin).token
    visit(posted(robin, here, note="here", save_draft="yes"))
    visit(posted(robin, there, note="there", save_draft="yes"))
    writing = opened(robin)
    assert writing.draft.data["note"] == ["there"]
    assert "1 other draft" in writing.sentence
    [other] = writing.others
    assert opened(robin, path=f"{PATH}?draft={other.pk}").draft.data["note"] == ["here"]


def test_a_form_that_comes_back_with_a_mistake_is_still_the_same_opening(robin):
    token = opened(robin).token
    again = drafts.start_writing(posted(robin, token), KEY).token
    visit(posted(robin, token, note="first", save_draft="yes"))
    visit(posted(robin, again, note="corrected", save_draft="yes"))
    assert Draft.objects.get().data["note"] == ["corrected"]


def test_a_form_that_comes_back_with_a_mistake_is_kept_until_it_is_saved(robin):
    token = opened(robin).token
    again = drafts.start_writing(posted(robin, token), KEY, child="abc", label="A visit")
    [draft] = Draft.objects.all()
    assert draft.data["note"] == ["She hid behind the door"], "whoever leaves the page now finds it again"
    drafts.start_writing(posted(robin, again.token, note="She hid"), KEY, child="abc", label="A visit")
    assert Draft.objects.get().data["note"] == ["She hid"]
    drafts.drop_draft(posted(robin, again.token), KEY)
    assert not Draft.objects.exists()


def test_passwords_and_the_forms_own_fields_are_not_kept_and_an_empty_form_makes_no_draft(robin):
    token = opened(robin).token
    visit(posted(robin, token, save_draft="yes", password="secret", csrfmiddlewaretoken="x"))
    assert set(Draft.objects.get().data) == {"note", "who"}
    empty = asked(robin, "post", {"note": "  ", "draft_token": token, "save_draft": "yes"})
    visit(empty)
    assert not Draft.objects.exists()


def test_another_form_of_the_same_worker_is_another_draft(robin):
    visit(posted(robin, opened(robin, key="cases.visit:other").token, save_draft="yes"))
    assert opened(robin).draft.form_key == KEY  # kept under the form it was posted to, not the one the token names
    assert opened(robin, key="cases.visit:other").draft is None


# --- a page that saves itself ---


def saves_itself(client, token, key=KEY, **more):
    data = {"note": "She hid behind the door", "draft_token": token, **more}
    return client.post(f"/drafts/{key}", data, headers={"accept": "application/json"})


def test_a_page_saves_itself_while_somebody_types(robin):
    token = opened(robin).token
    with time_machine.travel("2026-07-01T13:02:00Z", tick=False):
        client = signed_in(robin)
        token = opened(robin).token
        answer = saves_itself(client, token)
    assert (answer.status_code, answer.json()) == (200, {"saved_at": "14:02"})
    assert Draft.objects.get().data == {"note": ["She hid behind the door"]}


def test_a_page_whose_session_has_ended_is_kept_and_told(robin):
    answer = saves_itself(Client(), opened(robin).token)
    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})
    assert Draft.objects.get().worker == robin


def test_a_page_of_another_worker_is_kept_for_that_worker_and_told(robin):
    answer = saves_itself(signed_in(a_worker(username="sam.marsh")), opened(robin).token)
    assert answer.status_code == 403
    assert Draft.objects.get().worker == robin


@pytest.mark.parametrize("key", ["cases.visit:other", KEY])
def test_a_page_without_a_token_for_this_form_is_told(robin, key):
    token = opened(robin).token if key != KEY else "made-up"
    assert saves_itself(signed_in(robin), token, key=key).status_code == 400
    assert not Draft.objects.exists()


def test_a_page_left_open_gets_a_fresh_token_once_its_worker_is_back(robin):
    assert Client().get(f"/drafts/{KEY}").status_code == 401
    assert len(signed_in(robin).get(f"/drafts/{KEY}").json()["csrf"]) > 30


def test_a_form_from_before_signing_in_again_is_kept(robin, settings):
    settings.ROOT_URLCONF = "tests.deeds.urls_for_drafts"
    client = Client(enforce_csrf_checks=True)
    client.force_login(robin)
    writing = drafts.start_writing(asked(robin, path="/visit/"), "test.visit")
    answer = client.post("/visit/", {"note": "She hid behind the door", "draft_token": writing.token})
    assert (answer.status_code, answer["Location"]) == (302, "/visit/")
    assert "She hid behind the door" in client.get("/visit/").content.decode()


def test_a_form_without_token_from_elsewhere_gets_a_plain_page(robin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(robin)
    answer = client.post("/account/password/", {"password1": "x"})
    assert answer.status_code == 403
    assert "too old to send" in answer.content.decode()


# --- asked for the password in the middle ---


def test_a_form_for_which_the_password_is_asked_again_is_kept(robin):
    guarded = recently_authenticated(visit)
    answer = guarded(posted(robin, opened(robin).token))
    assert answer["Location"] == "/re-authenticate/?next=%2Fchildren%2Fabc%2Fvisit%2F"
    assert (SAVED, Draft.objects.count()) == ([], 1)


def test_after_the_password_one_is_back_for_five_minutes(robin):
    client = signed_in(robin)
    assert client.get("/second-factor/")["Location"] == "/re-authenticate/?next=%2Fsecond-factor%2F"
    wrong = client.post("/re-authenticate/?next=%2Fsecond-factor%2F", {"password": "wrong"})
    assert "not your password" in wrong.content.decode()
    right = client.post("/re-authenticate/?next=%2Fsecond-factor%2F", {"password": PASSWORD})
    assert right["Location"] == "/second-factor/"
    assert client.get("/second-factor/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get("/second-factor/").status_code == 302
