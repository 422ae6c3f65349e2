"""can() and scope(): one answer for one row and for the list, and nothing without a rule."""

import json
import logging
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from sightline.access import policy
from sightline.access.models import Agency, Role, Worker
from sightline.access.policy import Decision, can, register_rule, register_scope, scope
from sightline.access.roles import ADMINISTRATOR, CASE_ACTIONS, EVERYONE, ROLES_OF
from tests.workers import a_worker, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    monkeypatch.setattr(policy, "_rules", dict(policy._rules))
    monkeypatch.setattr(policy, "_scopes", dict(policy._scopes))


@pytest.fixture
def agencies():
    """A worker may see their own agency, and no other."""
    register_rule("agency.view", roles=("practitioner", "supervisor"))
    register_scope("agency.view", Agency, lambda worker: Q(pk=worker.agency_id))
    return an_agency(), an_agency("Other Trust", "health")


def test_the_list_and_the_row_give_the_same_answer(agencies):
    own, other = agencies
    worker = a_worker(agency=own)
    assert list(scope(worker, "agency.view", Agency.objects.all())) == [own]
    assert can(worker, "agency.view", own)
    refused = can(worker, "agency.view", other)
    assert (refused.allowed, refused.reason) == (False, "This is not among those you work with.")


def test_the_role_is_asked_before_the_thing(agencies):
    worker = a_worker("learning_lead", agency=agencies[0])
    assert can(worker, "agency.view", agencies[0]).reason == "Your role does not do this."
    assert not scope(worker, "agency.view", Agency.objects.all()).exists()


def test_what_nobody_registered_is_denied_and_logged(caplog, agencies):
    with caplog.at_level(logging.INFO, "sightline.security"):
        logging.getLogger("sightline.security").addHandler(caplog.handler)
        assert not can(a_worker(), "nobody.knows")
        assert not can(a_worker(), "agency.view", a_worker())  # no rule for this kind of thing
        assert not scope(a_worker(), "agency.view", Worker.objects.all()).exists()
        logging.getLogger("sightline.security").removeHandler(caplog.handler)
    assert {json.loads(r.message)["event"] for r in caplog.records} == {"permission_unknown"}
    assert len({id(r) for r in caplog.records}) >= 3


@pytest.mark.parametrize(
    "fields",
    [
        {"access_from": date(2999, 1, 1)},
        {"access_from": date(2020, 1, 1), "access_to": date(2020, 2, 1)},
        {"is_active": False},
        {"is_active": False, "closed_at": timezone.now()},
    ],
)
def test_a_worker_whose_access_is_not_open_may_do_nothing(agencies, fields):
    worker = a_worker(agency=agencies[0], **fields)
    assert not can(worker, "agency.view", agencies[0])
    assert not can(worker, "account.own")
    assert not scope(worker, "agency.view", Agency.objects.all()).exists()


def test_the_first_and_the_last_day_are_open(agencies):
    today = timezone.localdate()
    assert can(a_worker(access_from=today, access_to=today), "account.own")
    assert not can(a_worker(access_from=today + timedelta(days=1)), "account.own")


def test_nobody_is_denied_everything(agencies):
    nobody = AnonymousUser()
    assert can(nobody, "account.own").reason == "You need to sign in."
    assert not scope(nobody, "agency.view", Agency.objects.all()).exists()


def test_a_check_is_asked_too(agencies):
    own, other = agencies
    seen = []

    def check(worker, thing):
        seen.append(thing)
        return thing.name.startswith("Fenland") or Decision(False, "Not in winter.")

    register_rule("agency.view", roles=("practitioner",), check=check)
    worker = a_worker(agency=own)
    assert can(worker, "agency.view", own)
    assert can(worker, "agency.view", other).reason == "This is not among those you work with."
    assert seen == [own]  # the scope had refused the other before
    worker.agency = other
    assert can(worker, "agency.view", other).reason == "Not in winter."


def test_a_check_alone_decides_about_things_that_are_no_rows():
    register_rule("word.say", roles=("practitioner",), check=lambda worker, thing: thing == "please")
    worker = a_worker()
    assert can(worker, "word.say", "please")
    assert not can(worker, "word.say", "now")


def test_one_row_takes_one_query(agencies, django_assert_num_queries):
    worker = a_worker(agency=agencies[0])
    with django_assert_num_queries(1):
        can(worker, "agency.view", agencies[0])
    with django_assert_num_queries(0):
        can(worker, "agency.view")


@pytest.mark.parametrize("action", ["record.view", "review.view", "finding.view", "checks.answer", "measure.view"])
def test_an_administrator_can_never_be_given_case_content(action):
    with pytest.raises(ValueError, match="administrator sees no case content"):
        register_rule(action, roles=EVERYONE)


def test_no_rule_of_any_room_gives_an_administrator_case_content():
    for action in policy.known_actions():
        if action.startswith(CASE_ACTIONS):
            assert ADMINISTRATOR not in policy.roles_of(action), action


def test_the_first_table_holds_only_known_roles():
    assert {role for roles in ROLES_OF.values() for role in roles} <= set(EVERYONE)
    assert set(Role.values) == set(EVERYONE)
