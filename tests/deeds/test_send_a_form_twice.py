"""A form that arrives twice from one opened page is one deed; the same words on a page opened anew are another."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sightline.access import sent
from sightline.access.models import SentForm
from sightline.people.details import OtherName
from sightline.people.models import Person
from tests.records import an_empty_child, signed_in
from tests.standing import Standing


def opened(client: Client, page: str) -> dict[str, str]:
    """A page's own token, as the browser sends it back."""
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(page).content.decode())
    assert found
    return {"csrfmiddlewaretoken": found[1]}


@pytest.mark.django_db
def test_a_form_sent_twice_is_one_deed_and_leads_to_the_same_place(standing: Standing) -> None:
    client = signed_in(standing.social_worker)
    page, typed = (
        reverse("add-child"),
        {"given_name": "Robin", "dob": "1/3/2020", "expected_dob": "", "sex": "", "sure": "1"},
    )
    token = opened(client, page)
    first, second = client.post(page, typed | token), client.post(page, typed | token)
    assert (first.status_code, first.url) == (302, second.url)
    assert Person.objects.filter(is_child=True).count() == 1
    assert "Robin" not in str(SentForm.objects.values().get())


@pytest.mark.django_db
def test_a_page_opened_anew_other_words_and_a_later_hour_are_other_deeds(standing: Standing) -> None:
    client, child = signed_in(standing.social_worker), an_empty_child(standing.social_worker)
    page, typed = reverse("add-name", args=[child.key, child.key]), {"name": "Bobby", "kind": "nickname"}
    token = opened(client, page)

    def send(**more: str) -> int:
        client.post(page, typed | more)
        return OtherName.objects.count()

    assert [send(**token), send(**token)] == [1, 1]
    assert send(**token, name="Bob") == 2
    assert send(**opened(client, page)) == 3
    with time_machine.travel(timezone.now() + sent.KEPT_FOR + timedelta(seconds=1)):
        assert send(**token) == 4
    assert SentForm.objects.count() == 1, "the others are forgotten"


@pytest.mark.django_db
def test_what_came_back_with_something_to_correct_may_be_sent_again(standing: Standing) -> None:
    client, child = signed_in(standing.social_worker), an_empty_child(standing.social_worker)
    page = reverse("add-name", args=[child.key, child.key])
    token = opened(client, page)
    for _ in range(2):
        assert "error-summary" in client.post(page, {"name": "", "kind": "nickname"} | token).content.decode()
    assert not SentForm.objects.exists()


@pytest.mark.django_db
def test_what_became_of_the_first_is_waited_for_and_said_when_it_is_not_known(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, child = signed_in(standing.social_worker), an_empty_child(standing.social_worker)
    page, typed = reverse("add-name", args=[child.key, child.key]), {"name": "Bobby", "kind": "nickname"}
    typed |= opened(client, page)
    client.post(page, typed)
    SentForm.objects.update(leads_to="")
    monkeypatch.setattr(sent, "PATIENCE", 0.0)
    answer = client.post(page, typed)
    assert (answer.status_code, "It is not known yet" in answer.content.decode()) == (409, True)
    SentForm.objects.update(sent_at=timezone.now() - sent.SLOW - timedelta(seconds=1))
    client.post(page, typed)
    assert OtherName.objects.count() == 2, "a deed that was cut off can be done again"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_that_arrive_at_once_are_one(standing: Standing) -> None:
    client, child = signed_in(standing.social_worker), an_empty_child(standing.social_worker)
    page, typed = reverse("add-name", args=[child.key, child.key]), {"name": "Bobby", "kind": "nickname"}
    typed |= opened(client, page)
    places = []

    def send() -> None:
        try:
            places.append(client.post(page, typed).url)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(places), len(set(places)), OtherName.objects.count()) == (4, 1, 1)
