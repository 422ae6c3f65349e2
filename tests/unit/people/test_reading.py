"""A child found by SQL that was worked out once: open to whom, and for as long as, the plain condition says."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from sightline.access.models import Agency, Worker
from sightline.cases.opening import open_for_reason
from sightline.people import keeping
from sightline.people.hiding import asked_once
from sightline.people.queries import children_open_to, find_child, homes
from sightline.people.reading import fetch_for
from tests import standing
from tests.records import a_family, ago

pytestmark = pytest.mark.django_db
ACTIONS = ("record.view", "record.mine", "record.find", "record.restrict", "checks.answer")


def found(worker: Worker, key: str) -> list[bool]:
    """Whether each action finds the child; the same both ways."""
    worker = Worker.objects.select_related("agency").get(pk=worker.pk)
    plain = [children_open_to(worker, action).filter(key=key).first() for action in ACTIONS]
    filled = [find_child(worker, key, action) for action in ACTIONS]
    assert filled == plain
    return [child is not None for child in filled]


def test_everybody_finds_what_is_open_to_them_and_only_while_it_is():
    made = standing.make()
    child = standing.a_recorded_child(made.social_worker).allocated_to(made.social_worker, ago(30)).child
    other = standing.a_recorded_child(made.outsider, name="Bo Birch").allocated_to(made.outsider, ago(30)).child

    for worker in (made.social_worker, made.supervisor):
        assert found(worker, child.key)[0]
        assert not found(worker, other.key)[0]
    for worker in vars(made).values():
        for one in (child, other):
            found(worker, one.key)

    open_for_reason(other, by=made.social_worker, reason="A call at night.", hours=1)
    Worker.objects.filter(pk=made.supervisor.pk).update(team_to=timezone.localdate())
    assert found(made.social_worker, other.key)[0]
    assert found(made.supervisor, child.key)[0]
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        assert not found(made.social_worker, other.key)[0]
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert not found(made.supervisor, child.key)[0]

    Worker.objects.filter(pk=made.social_worker.pk).update(access_from=ago(9), access_to=ago(1))
    assert not any(found(made.social_worker, child.key))
    Worker.objects.filter(pk=made.social_worker.pk).update(access_to=None, role="learning_lead")
    assert not any(found(made.social_worker, child.key))


def test_a_condition_that_asks_more_of_a_reader_than_is_known_is_an_error():
    made = standing.make()

    def by_name(worker):
        return Worker.objects.filter(name=worker.name)

    with pytest.raises(Worker.DoesNotExist):
        fetch_for("by name", by_name, made.social_worker)
    with pytest.raises(Agency.DoesNotExist):
        fetch_for("of the agency", lambda worker: Agency.objects.filter(name=worker.agency.name), made.social_worker)


def test_who_does_not_exist_for_a_reader_is_gone_from_homes_at_once():
    made = standing.make()
    one, other = a_family(made.social_worker, "Ada Ash", "Bo Ash")

    def at_home(worker: Worker) -> list[str]:
        with asked_once():
            page = [row.person.given_name for home in homes(one, ago(0), worker) for row in home.others]
        assert page == [row.person.given_name for home in homes(one, ago(0), worker) for row in home.others]
        return page

    assert at_home(made.social_worker) == at_home(made.safeguarding_lead) == ["Kerry", "Bo"]
    keeping.restrict(other, by=made.supervisor, reason="A parent works here.")
    assert (at_home(made.safeguarding_lead), at_home(made.supervisor)) == (["Kerry"], ["Kerry", "Bo"])
