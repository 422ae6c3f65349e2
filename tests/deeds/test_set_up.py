"""Setting up a real partnership: at the command line and in a browser, interrupted, and run again."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from sightline.access.models import Agency, Role, Team, Worker
from sightline.checks.models import Standard
from sightline.cli.main import main
from sightline.config import kept
from sightline.learning.models import LearningPoint
from sightline.trail.models import Entry
from sightline.upkeep import first_run
from tests.workers import a_worker

pytestmark = pytest.mark.django_db

ANSWERS = {
    "partnership": "Westmarsh Safeguarding Partnership",
    "agencies": [
        {"name": "Westmarsh Council", "kind": "social_care", "teams": ["Harbour", "Moorside"]},
        {"name": "Westmarsh Police", "kind": "police"},
    ],
    "administrator": {"username": "oskar", "name": "Oskar Wray", "agency": "Westmarsh Council"},
    "second_factor": "now",
    "standards": [
        {
            "name": "cp_visit_working_days", "value": 10, "class": "local", "source": "Practice standards, page 4",
            "valid_from": "2026-11-01", "approved_by": "Executive, 3 November 2026",
        },
        {
            "check": "WNB-01", "name": "misses", "value": 3, "class": "local", "source": "WNB policy",
            "valid_from": "2026-11-01", "approved_by": "Executive, 3 November 2026",
        },
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    """A data folder of this test's own."""
    from dataclasses import replace

    monkeypatch.setenv("SIGHTLINE_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    settings.SIGHTLINE = replace(settings.SIGHTLINE, data=tmp_path / "data")
    return tmp_path / "data"


def set_up(tmp_path, capsys, answers=None, *words):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(ANSWERS if answers is None else answers), encoding="utf-8")
    code = main(["setup", "--answers", str(file), "--no-input", "--json", *words])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Agency, Team, Worker, Standard)
    ] + [Entry.objects.count()]  # fmt: skip


def test_everything_by_one_file(tmp_path, capsys, folder):
    away = str(tmp_path / "another disk")
    code, said, _err = set_up(tmp_path, capsys, ANSWERS | {"backup_to": away})
    assert code == 0
    assert said["ready"]
    assert said["missing"] == []
    worker = Worker.objects.get()
    assert (worker.role, worker.agency.name) == (Role.ADMINISTRATOR, "Westmarsh Council")
    assert worker.check_password(said["password"])
    assert worker.authenticator_set.count() == 2
    assert len(said["recovery_codes"]) >= 8
    assert sorted(Team.objects.values_list("name", flat=True)) == ["Harbour", "Moorside"]
    assert kept.read(folder) == {
        "SIGHTLINE_PARTNERSHIP": "Westmarsh Safeguarding Partnership", "SIGHTLINE_BACKUP_TO": away,
    }  # fmt: skip
    assert Standard.objects.get(check_id="WNB-01").value == 3
    assert "Visits on a child protection plan" not in said["to_supply"]
    assert any(line.startswith("Starter library: ") for line in said["done"])
    assert LearningPoint.objects.filter(state="published").count() >= 40


def test_run_again_it_changes_nothing_that_stands(tmp_path, capsys, folder):
    set_up(tmp_path, capsys)
    before, file = everything(), kept.path_in(folder).read_text()
    code, said, _err = set_up(tmp_path, capsys, ANSWERS | {"partnership": "Another name"})
    assert code == 0
    assert said["done"] == []
    assert "password" not in said
    assert any("stays so (asked: Another name)" in line for line in said["stood"])
    assert (everything(), kept.path_in(folder).read_text()) == (before, file)


def test_interrupted_it_goes_on_where_it_stopped(tmp_path, capsys, monkeypatch):
    from sightline.upkeep import founding

    def interrupted(**facts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(founding, "first_administrator", interrupted)
        code, _said, err = set_up(tmp_path, capsys)
    assert (code, err.splitlines()[-1]) == (130, "Stopped.")
    assert Agency.objects.count() == 2
    assert not Worker.objects.exists()
    code, said, _err = set_up(tmp_path, capsys)
    assert code == 0
    assert not any(line.startswith("Agency") for line in said["done"])
    assert any(line.startswith("Administrator") for line in said["done"])
    assert Agency.objects.count() == 2


def test_what_is_missing_is_named(tmp_path, capsys):
    code, said, _err = set_up(tmp_path, capsys, {})
    assert code == 0
    assert not said["ready"]
    assert len(said["missing"]) == 4
    assert len(said["to_supply"]) == 15


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"partnershp": "x"}, "Did you mean partnership?"),
        ({"agencies": [{"name": "A", "kind": "council"}]}, "council is not a kind of agency"),
        ({"agencies": [{"kind": "police"}]}, "An agency has no name"),
        ({"agencies": "x"}, "agencies should be a list"),
        ({"second_factor": "yes"}, "now or later"),
        ({"backup_to": "relative/folder"}, "whole path"),
        ({"address": "0.0.0.0"}, "needs HTTPS"),
        ({"backup_keep": "none"}, "whole number"),
        ({"standards": [ANSWERS["standards"][0] | {"name": "cp_visits"}]}, "no standard called cp_visits"),
        ({"standards": [ANSWERS["standards"][0] | {"approved_by": ""}]}, "Say who approved it"),
        ({"standards": [ANSWERS["standards"][0] | {"value": "ten"}]}, "number of working days"),
        ({"standards": [ANSWERS["standards"][1] | {"value": 2.5}]}, "whole number"),
        ({"standards": [ANSWERS["standards"][0] | {"valid_from": "soon"}]}, "day from which it counts"),
    ],
)
def test_an_answer_that_cannot_be_used_changes_nothing(tmp_path, capsys, folder, answers, words):
    code, _said, err = set_up(tmp_path, capsys, ANSWERS | answers)
    assert code == 1
    assert words in err
    assert "Nothing was changed." in err
    assert not Agency.objects.exists()
    assert not kept.path_in(folder).exists()


def test_answers_that_are_no_json(tmp_path, capsys):
    (tmp_path / "a").write_text("{")
    assert main(["setup", "--answers", str(tmp_path / "a"), "--no-input"]) == 1
    assert "not JSON" in capsys.readouterr().err


def test_by_options_alone(tmp_path, capsys):
    words = ["--partnership", "Westmarsh", "--agency", "Westmarsh Council=social_care", "--team",
             "Westmarsh Council/Harbour", "--administrator", "oskar", "--name", "Oskar Wray"]  # fmt: skip
    assert main(["setup", "--no-input", *words]) == 0
    said = capsys.readouterr().out
    assert "can sign in with the password" in said
    assert Team.objects.get().agency.name == "Westmarsh Council"


def test_somebody_at_the_keyboard_is_asked_what_is_missing(capsys, monkeypatch, tmp_path):
    said = iter([
        "Westmarsh", str(tmp_path / "away"), "Westmarsh Council", "social_care", "Harbour, Moorside", "",
        "oskar", "Oskar Wray", "no", "10 stages", "The policy", "2026-11-01", "The executive",
    ])  # fmt: skip

    class Keyboard:
        def isatty(self):
            return True

        def readline(self):
            return next(said, "") + "\n"

    monkeypatch.setattr("sys.stdin", Keyboard())
    assert main(["setup", "--data", str(tmp_path / "data")]) == 0
    assert Worker.objects.get().username == "oskar"
    assert Team.objects.count() == 2
    assert Standard.objects.count() == 1
    assert "What is the partnership called?" in capsys.readouterr().err


# In a browser


def begun(folder) -> Client:
    """A browser that has given the code."""
    code = first_run.new_code(folder)
    client = Client()
    assert client.post(reverse("upkeep:set_up"), {"code": code.lower()})["Location"] == "/set-up/partnership/"
    return client


def test_the_whole_way_in_a_browser(folder):
    client = begun(folder)
    client.post(reverse("upkeep:set_up_partnership"), {"name": " Westmarsh  Partnership "})
    page = client.get(reverse("upkeep:set_up_agencies"))
    assert "Westmarsh Partnership" in page.content.decode()
    agency = {"name": "Westmarsh Council", "kind": "social_care", "teams": "Harbour\n\nMoorside\n"}
    assert client.post(reverse("upkeep:set_up_agencies"), {**agency, "more": "1"}).status_code == 302
    assert "Harbour, Moorside" in client.get(reverse("upkeep:set_up_agencies")).content.decode()
    assert client.post(reverse("upkeep:set_up_agencies"), {"name": ""})["Location"] == "/set-up/administrator/"
    someone = {
        "name": "Oskar Wray", "username": "Oskar", "agency": "Westmarsh Council", "password": "four plain words here",
    }  # fmt: skip
    assert client.post(reverse("upkeep:set_up_administrator"), someone)["Location"] == "/"
    worker = Worker.objects.get()
    assert (worker.username, worker.role) == ("oskar", "administrator")
    # Signed in, and led to a second factor before anything else; then the pages are closed for good.
    assert client.get("/")["Location"] == "/second-factor/"
    assert client.get("/second-factor/").status_code == 200
    for name in ("set_up", "set_up_partnership", "set_up_agencies", "set_up_administrator"):
        assert client.get(reverse(f"upkeep:{name}")).status_code == 404
    assert not (folder / "keys" / first_run.FILE).exists()
    assert Entry.objects.filter(verb="upkeep.keep_settings").count() == 1


def test_without_the_code_nothing_is_shown_nor_done(folder):
    first_run.new_code(folder)
    for name in ("set_up_partnership", "set_up_agencies", "set_up_administrator"):
        client = Client()
        assert client.get(reverse(f"upkeep:{name}"))["Location"] == "/set-up/"
        assert client.post(reverse(f"upkeep:{name}"), {"name": "x", "kind": "police"})["Location"] == "/set-up/"
    assert not Agency.objects.exists()
    assert not kept.path_in(folder).exists()


def test_the_code_opens_one_browser_once(folder):
    code = first_run.new_code(folder)
    assert Client().post(reverse("upkeep:set_up"), {"code": code}).status_code == 302
    second = Client().post(reverse("upkeep:set_up"), {"code": code})
    assert "That is not the code" in second.content.decode()


def test_a_new_code_ends_what_the_old_one_opened(folder):
    client = begun(folder)
    first_run.new_code(folder)
    assert client.get(reverse("upkeep:set_up_partnership"))["Location"] == "/set-up/"


def test_guesses_are_counted(folder):
    first_run.new_code(folder)
    client = Client()
    answers = [client.post(reverse("upkeep:set_up"), {"code": "AAAA-AAAA-AAAA-AAAA"}) for _ in range(11)]
    assert answers[-1].status_code == 429
    assert "too many" in answers[-1].content.decode()


def test_only_a_digest_of_the_code_is_kept(folder):
    code = first_run.new_code(folder)
    text = (folder / "keys" / first_run.FILE).read_text()
    assert code not in text
    assert code.replace("-", "") not in text
    assert (folder / "keys" / first_run.FILE).stat().st_mode & 0o077 == 0


def test_with_an_administrator_the_pages_are_not_there_even_if_that_one_has_left(folder):
    worker = a_worker("administrator")
    code = first_run.new_code(folder)
    assert Client().post(reverse("upkeep:set_up"), {"code": code}).status_code == 404
    worker.is_active = False
    worker.save()
    assert Client().get(reverse("upkeep:set_up")).status_code == 404
    assert main(["setup", "--code"]) == 1


def test_a_password_that_is_too_easy_is_said_at_its_field(folder):
    client = begun(folder)
    Agency.objects.create(name="Westmarsh Council", kind="social_care")
    someone = {"name": "Oskar Wray", "username": "oskar", "agency": "Westmarsh Council", "password": "password1234"}
    page = client.post(reverse("upkeep:set_up_administrator"), someone)
    assert page.status_code == 200
    assert "password" in page.context_data["page"].form.errors
    assert not Worker.objects.exists()
