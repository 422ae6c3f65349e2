"""Who opens a record nobody has been allocated to: the supervisors who allocate, and only until somebody is."""

from __future__ import annotations

import pytest

from sightline.access.models import Worker
from sightline.access.policy import can
from sightline.people import changes as people
from sightline.people.queries import children_open_to
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
ROLES = (
    "social_worker", "safeguarding_lead", "outsider", "review_officer", "learning_lead", "quality_lead",
    "administrator",
)  # fmt: skip


@pytest.fixture
def waiting(standing):
    """A child whose record is kept here, and whom nobody works with."""
    return a_recorded_child(standing.social_worker)


@pytest.mark.parametrize("action", ["record.view", "record.change", "checks.answer", "trail.who_has_looked"])
def test_a_supervisor_of_social_care_opens_a_child_who_waits_to_be_allocated(standing, waiting, action):
    assert can(standing.supervisor, action, waiting.child)
    assert list(children_open_to(standing.supervisor, action)) == [waiting.child]


@pytest.mark.parametrize("name", ROLES)
def test_nobody_else_does(standing, waiting, name):
    worker = getattr(standing, name)
    assert not can(worker, "record.view", waiting.child)
    assert not children_open_to(worker).exists()


def test_nor_a_supervisor_of_another_agency(standing, waiting):
    lead = standing.safeguarding_lead
    Worker.objects.filter(pk=lead.pk).update(role="supervisor")
    assert not can(Worker.objects.get(pk=lead.pk), "record.view", waiting.child)


def test_a_child_who_waits_is_not_among_ones_own(standing, waiting):
    assert not children_open_to(standing.supervisor, "record.mine").exists()
    waiting.allocated_to(standing.social_worker, "2026-01-01")
    assert list(children_open_to(standing.supervisor, "record.mine")) == [waiting.child]


def test_the_first_allocation_ends_it_even_when_that_has_ended(standing, waiting):
    waiting.allocated_to(standing.outsider, "2026-01-01", "2026-02-01")
    assert not can(standing.supervisor, "record.view", waiting.child)


def test_a_child_without_a_record_here_waits_for_nobody(standing):
    relative = people.add_person(by=standing.social_worker, is_child=True, given_name="Ada")
    assert not can(standing.supervisor, "record.view", relative)
