"""Security events: one JSON object a line, no names, no content (ASVS 5.0 V16.2.5, V16.3.1, V16.3.2)."""

import json
import logging

import pytest

from sightline.access import changes
from sightline.kit import navigation
from tests.workers import a_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    class Kept(logging.Handler):
        def __init__(self):
            super().__init__()
            self.found = []

        def emit(self, record):
            self.found.append(json.loads(record.getMessage()))

    handler, logger = Kept(), logging.getLogger("sightline.security")
    logger.addHandler(handler)
    yield handler.found
    logger.removeHandler(handler)


def test_a_failed_sign_in_names_the_worker_by_id_and_never_what_was_typed(client, lines):
    worker = a_worker(username="robin.vale")
    client.post("/sign-in/", {"login": "robin.vale", "password": "typed here"})
    client.post("/sign-in/", {"login": "a password typed in the wrong box", "password": "x"})
    first, second = lines
    assert (first["event"], first["worker"], first["from"]) == ("sign_in_failed", worker.pk, "127.0.0.1")
    assert second["known"] is False
    assert "typed" not in json.dumps(lines)


def test_a_refusal_is_logged_with_its_route_and_not_its_address(client, lines, settings):
    from dataclasses import replace

    settings.SIGHTLINE = replace(settings.SIGHTLINE, mode="demo")
    settings.ROOT_URLCONF = "tests.deeds.urls_for_drafts"
    navigation._entries.clear()  # it names addresses of other rooms
    client.force_login(a_worker("administrator"))
    assert client.get("/visit/").status_code == 403
    assert [(line["event"], line["action"], line["route"]) for line in lines] == [("denied", "record.change", "visit/")]


def test_a_role_change_is_logged_once_it_holds(lines, django_capture_on_commit_callbacks):
    worker, administrator = a_worker(), a_worker("administrator")
    with django_capture_on_commit_callbacks(execute=True):
        changes.change_role(worker, by=administrator, role="supervisor")
    assert [(line["event"], line["worker"], line["by"], line["role"]) for line in lines] == [
        ("change_role", worker.pk, administrator.pk, "supervisor")
    ]
