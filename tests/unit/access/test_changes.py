"""Accounts: each change with its trail entry or not at all, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sightline import trail
from sightline.access import changes, queries
from sightline.access.changes import NotPossible
from sightline.access.models import Session, Team, Worker
from sightline.trail.models import Entry
from tests.workers import a_worker, an_agency, signed_in

pytestmark = pytest.mark.django_db
PHRASE = "five plain words in a row"


@pytest.fixture
def administrator():
    return a_worker("administrator")


def add(by, **more):
    fields = {"username": "Robin.Vale", "name": "Robin Vale", "role": "practitioner", "agency": an_agency()}
    return changes.add_worker(by=by, **{**fields, "password": PHRASE, **more})


def test_a_worker_is_added_with_a_trail_entry(administrator):
    worker = add(administrator)
    entry = Entry.objects.get()
    assert (worker.username, worker.check_password(PHRASE)) == ("robin.vale", True)
    assert (entry.kind, entry.verb, entry.actor, entry.thing_id) == (
        "access", "access.add_worker", str(administrator.pk), str(worker.pk),
    )  # fmt: skip


def test_the_command_line_acts_as_system():
    add("system")
    assert Entry.objects.get().actor == "system"


@pytest.mark.parametrize("password", ["short", "robin.vale2026", "1q2w3e4r5t6y"])
def test_an_easy_password_is_refused(administrator, password):
    with pytest.raises(ValidationError):
        add(administrator, password=password)
    assert not Worker.objects.filter(username="robin.vale").exists()


def test_a_username_is_one_persons_however_it_is_spelt(administrator):
    add(administrator)
    with pytest.raises(NotPossible, match="already has this username"):
        add(administrator, username=" ROBIN.vale ")


def test_without_a_password_nobody_can_sign_in(administrator):
    assert not add(administrator, password=None).has_usable_password()


def test_a_team_of_another_agency_is_refused(administrator):
    team = Team.objects.create(agency=an_agency("Other Trust", "health"), name="East")
    with pytest.raises(NotPossible, match="another agency"):
        add(administrator, team=team)
    with pytest.raises(NotPossible, match="another agency"):
        changes.move_worker(administrator, by="system", agency=an_agency(), team=team)


def test_a_role_changes_at_the_next_click_of_an_open_session(administrator):
    worker = add(administrator)
    changes.change_role(worker, by=administrator, role="supervisor")
    assert Worker.objects.get(pk=worker.pk).role == "supervisor"
    assert Entry.objects.last().verb == "access.change_role"


def test_a_role_that_does_not_exist_is_refused(administrator):
    with pytest.raises(ValueError):
        changes.change_role(add(administrator), by=administrator, role="chief")


def test_closing_ends_sessions_and_closing_again_does_nothing(administrator):
    worker = add(administrator)
    signed_in(worker)
    changes.close_worker(worker, by=administrator)
    changes.close_worker(worker, by=administrator)
    assert not Session.objects.filter(worker=worker).exists()
    assert Entry.objects.filter(verb="access.close_worker").count() == 1
    assert (worker.is_active, worker.closed_at is None) == (False, False)


def test_when_the_trail_cannot_be_written_the_account_stays_open(administrator, monkeypatch):
    worker = add(administrator)
    signed_in(worker)

    def broken(**details):
        raise trail.TrailBroken

    monkeypatch.setattr(trail, "record", broken)
    with pytest.raises(trail.TrailBroken):
        changes.close_worker(worker, by=administrator)
    assert Worker.objects.get(pk=worker.pk).is_active
    assert Session.objects.filter(worker=worker).exists()


def test_nobody_closes_or_promotes_themselves(administrator):
    a_worker("administrator")
    with pytest.raises(NotPossible, match="your own account"):
        changes.close_worker(administrator, by=administrator)
    with pytest.raises(NotPossible, match="your own role"):
        changes.change_role(administrator, by=administrator, role="supervisor")


def test_the_last_administrator_stays(administrator):
    with pytest.raises(NotPossible, match="only administrator"):
        changes.close_worker(administrator, by="system")
    with pytest.raises(NotPossible, match="only administrator"):
        changes.change_role(administrator, by="system", role="supervisor")
    a_worker("administrator")
    changes.close_worker(administrator, by="system")
    assert not Worker.objects.get(pk=administrator.pk).is_active


def test_a_new_password_ends_sessions(administrator):
    worker = add(administrator)
    signed_in(worker)
    changes.set_password(worker, by=administrator, password="six other words in a row")
    assert not Session.objects.filter(worker=worker).exists()
    assert worker.check_password("six other words in a row")


def test_agencies_and_teams_are_added_with_their_entries():
    agency = changes.add_agency(by="system", name="Marsh Police", kind="police")
    changes.add_team(by="system", agency=agency, name="Public protection")
    assert [entry.verb for entry in Entry.objects.all()] == ["access.add_agency", "access.add_team"]


@pytest.mark.parametrize(
    "fields",
    [{"role": "chief"}, {"access_from": "2026-02-01", "access_to": "2026-01-01"}, {"closed_at": "2026-01-01T00:00Z"}],
)
def test_the_database_refuses_what_makes_no_sense(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_worker(**{"role": "practitioner", **fields})


def test_open_workers_and_names(administrator):
    closed = a_worker(is_active=False)
    assert list(queries.open_workers()) == [administrator]
    assert queries.names_of({str(closed.pk), "system", "999"}) == {str(closed.pk): closed.name, "system": "Sightline"}
