"""A leaver's account is closed at once, and nothing that was theirs to do waits for somebody gone (T9)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sightline import trail
from sightline.access import changes
from sightline.access.models import Draft, Worker
from sightline.access.policy import can
from sightline.cases.models import Allocation
from sightline.checks import answers, run, todo
from sightline.checks.models import Answer, Outcome
from sightline.cli.main import main
from sightline.upkeep import leaving
from tests.records import signed_in
from tests.standing import a_recorded_child
from tests.workers import PASSWORD

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.fixture
def leaver(standing):
    """The social worker, with a child, a promise about that child, and something typed and not saved."""
    worker = standing.social_worker
    record = a_recorded_child(worker, name="Robin Fennimore").allocated_to(worker, "2026-01-01")
    record.at_level("CP", "2026-01-01")
    for days in (20, 40):
        record.with_appointment("was_not_brought", today() - timedelta(days=days))
    run.decide_many([record.child.pk])
    outcome = Outcome.objects.filter(child=record.child, result="ask", ends_at=None).first()
    answers.answer(outcome, by=worker, kind="will_do", due=today() + timedelta(days=5), who=worker.name)
    Draft.objects.create(
        worker=worker, form_key=f"cases.visit:{record.child.key}", page="p", label="A visit", child=record.child.key,
        path=reverse("write-visit", kwargs={"key": record.child.key}), data={"note": ["Kettle."]},
        saved_at=timezone.now(),
    )  # fmt: skip
    return worker, record.child


def test_the_supervisor_takes_over_when_nobody_is_named(standing, leaver, capsys):
    worker, child = leaver
    assert main(["user", "close", worker.username]) == 0
    said = capsys.readouterr().out
    assert "Passed on to Supervisor: 1 child, 1 promised step and 1 draft." in said
    assert "Robin" not in said
    assert can(standing.supervisor, "record.view", child)
    assert Allocation.objects.filter(worker=standing.supervisor, child=child, role="lead").count() == 1
    assert trail.verify().ok


def test_whoever_is_named_takes_over_and_the_leaver_has_nothing(standing, leaver):
    worker, child = leaver
    colleague = standing.outsider
    assert not can(colleague, "record.view", child)
    passed = leaving.close(worker, by=standing.administrator, to=colleague)
    assert (passed.to, passed.children, passed.promises, passed.drafts) == (colleague, 1, 1, 1)
    assert can(colleague, "record.view", child)
    worker = Worker.objects.get(pk=worker.pk)
    assert not can(worker, "record.view", child)
    assert not Allocation.objects.filter(worker=worker, ends_on=None).exists()


def test_a_promise_says_whose_it_was_and_who_has_it_now(standing, leaver):
    worker, _child = leaver
    leaving.close(worker, by="system", to=standing.outsider)
    [promise] = todo.promises(standing.outsider)
    assert promise.who == f"{worker.name}, passed on to {standing.outsider.name}"
    assert Answer.objects.get().by == worker


def test_a_draft_is_passed_on_under_the_name_of_who_typed_it(standing, leaver):
    worker, child = leaver
    leaving.close(worker, by="system", to=standing.outsider)
    client = signed_in(standing.outsider)
    page = client.get(reverse("write-visit", kwargs={"key": child.key})).content.decode()
    assert "Kettle." in page
    assert f"{worker.name} typed this" in page
    assert "say whose words they are" in page
    assert f"by {worker.name}, who has left" in client.get("/").content.decode()


def test_every_step_is_in_the_trail(standing, leaver):
    worker, child = leaver
    leaving.close(worker, by=standing.administrator, to=standing.outsider)
    from sightline.trail.models import Entry

    verbs = set(Entry.objects.filter(actor=str(standing.administrator.pk)).values_list("verb", flat=True))
    assert verbs >= {
        "access.close_worker", "cases.end_allocation", "cases.allocate", "checks.pass_on_promise",
        "access.pass_on_draft",
    }  # fmt: skip
    assert Entry.objects.filter(verb="checks.pass_on_promise").get().child == child.key


def test_who_cannot_take_over_is_refused_and_nothing_is_closed(standing, leaver, capsys):
    worker, _child = leaver
    for name, words in (("quality_lead", "holds no role"), (worker.username, "themselves"), ("nobody", "Nobody has")):
        assert main(["user", "close", worker.username, "--to", name]) == 1
        assert words in capsys.readouterr().err
    changes.close_worker(standing.outsider, by="system")
    assert main(["user", "close", worker.username, "--to", "outsider"]) == 1
    assert "no access today" in capsys.readouterr().err
    assert Worker.objects.get(pk=worker.pk).is_active


def test_with_nobody_to_take_over_it_is_closed_all_the_same_and_said(standing, leaver):
    worker, _child = leaver
    for other in (standing.supervisor,):
        changes.close_worker(other, by="system")
    passed = leaving.close(worker, by="system")
    assert not Worker.objects.get(pk=worker.pk).is_active
    assert passed.to is None
    assert "Nobody was found to take over: 1 child" in leaving.words(worker, passed)
    # Closed already: naming somebody passes on what waits.
    assert leaving.close(Worker.objects.get(pk=worker.pk), by="system", to=standing.outsider).children == 1


def test_closed_in_the_browser_by_an_administrator(standing, leaver):
    worker, child = leaver
    standing.administrator.set_password(PASSWORD)
    standing.administrator.save()
    client = signed_in(standing.administrator)
    address = reverse("upkeep:close_worker", args=[worker.pk])
    assert client.get(address)["Location"].startswith("/re-authenticate/")
    client.post("/re-authenticate/", {"password": PASSWORD})
    page = client.get(address).content.decode()
    assert "1 child" in page
    assert "Robin" not in page
    client.post(address, {"to": str(standing.outsider.pk)})
    assert not Worker.objects.get(pk=worker.pk).is_active
    assert can(standing.outsider, "record.view", child)
    assert client.get(address).status_code == 404


def test_opened_in_the_browser_by_an_administrator(standing):
    standing.administrator.set_password(PASSWORD)
    standing.administrator.save()
    client = signed_in(standing.administrator)
    client.post("/re-authenticate/", {"password": PASSWORD})
    team = standing.social_worker.team
    form = {
        "name": "Bronagh Teal", "username": "Bronagh.Teal", "role": "practitioner",
        "place": f"{team.agency_id}-{team.pk}", "access_to": "27/3/2099",
    }  # fmt: skip
    page = client.post(reverse("upkeep:add_worker"), form)
    worker = Worker.objects.get(username="bronagh.teal")
    assert worker.check_password(page.context_data["page"].password)
    assert (worker.team, str(worker.access_to)) == (team, "2099-03-27")
    again = client.post(reverse("upkeep:add_worker"), form)
    assert "already has this username" in again.content.decode()
