"""A NUL in an address: PostgreSQL takes none in a text, so it never comes as far as a question to the database."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from sightline.config.addresses import NulMiddleware
from tests.workers import a_worker, signed_in

CHILDREN = "/children/ab\0cdefghijk/"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [CHILDREN, f"{CHILDREN}story/", "/reviews/\0/", "/\0", "/surveys/a\0b/"])
def test_nothing_is_at_such_an_address(path):
    for client in (Client(), signed_in(a_worker("practitioner"))):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "There is nothing for you at this address" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("q=a%00b&q=%00", {"q": ["a\ufffdb", "\ufffd"]}),
        ("a%00=1&on=22/05/2016", {"a\ufffd": ["1"], "on": ["22/05/2016"]}),
        ("q=50%250 0", {"q": ["50%0 0"]}),
        ("", {}),
    ],
)
def test_what_is_asked_holds_the_sign_for_what_cannot_be_read(asked, seen):
    found = {}

    def page(request):
        found.update(request.GET.lists())
        return HttpResponse("here")

    request = RequestFactory().get("/")
    request.META["QUERY_STRING"] = asked
    assert NulMiddleware(page)(request).content == b"here"
    assert found == seen
