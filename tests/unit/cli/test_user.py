"""`sightline user add|close`: accounts from the machine itself."""

import json

import pytest

from sightline.access.models import Agency, Worker
from sightline.cli.main import main
from sightline.trail.models import Entry

pytestmark = pytest.mark.django_db

FIRST = ["--name", "Oskar Wray", "--role", "administrator", "--agency", "Westmarsh Council"]


def add(*more, username="oskar"):
    return main(["user", "add", username, *FIRST, *more])


def test_the_first_account_brings_its_agency_and_shows_its_password_once(capsys):
    assert add("--agency-kind", "social_care", "--team", "Systems") == 0
    said = capsys.readouterr().out
    worker = Worker.objects.get(username="oskar")
    password = said.split("password ")[1].splitlines()[0]
    assert worker.check_password(password)
    assert (worker.role, worker.agency.kind, worker.team.name) == ("administrator", "social_care", "Systems")
    assert Entry.objects.filter(verb="access.add_worker").exists()
    assert password not in str(list(Entry.objects.values()))


def test_scripts_read_one_json_object(capsys):
    assert add("--agency-kind", "social_care", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert Worker.objects.get(username="oskar").check_password(made.pop("password"))
    assert made == {
        "username": "oskar", "name": "Oskar Wray", "role": "administrator", "agency": "Westmarsh Council", "team": None,
    }  # fmt: skip
    add(username="second")
    capsys.readouterr()
    assert main(["user", "close", "second", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "username": "second", "closed": True, "to": "oskar", "children": 0, "promises": 0, "drafts": 0,
    }  # fmt: skip


def test_an_agency_nobody_knows_is_not_made_by_a_slip(capsys):
    assert add() == 1
    assert "no agency called Westmarsh Council" in capsys.readouterr().err
    assert not Agency.objects.exists()


def test_a_kind_that_is_none_is_refused_with_the_list(capsys):
    assert add("--agency-kind", "council") == 1
    assert "social_care" in capsys.readouterr().err


def test_a_taken_username_changes_nothing(capsys):
    add("--agency-kind", "social_care")
    assert add("--team", "New") == 1
    assert "already has this username" in capsys.readouterr().err
    assert not Agency.objects.get().teams.exists()


def test_closing(capsys):
    add("--agency-kind", "social_care")
    add(username="second")
    assert main(["user", "close", "second"]) == 0
    assert not Worker.objects.get(username="second").is_active
    assert main(["user", "close", "oskar"]) == 1
    assert main(["user", "close", "nobody"]) == 1
    assert "Nobody has the username nobody." in capsys.readouterr().err
