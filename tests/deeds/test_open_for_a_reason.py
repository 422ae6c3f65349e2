"""Somebody opens a record outside their own children for a reason; a conflict of interest closes one for anybody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from sightline.access.models import Worker
from sightline.access.policy import can
from sightline.cases import opening
from sightline.people import changes as people
from sightline.people import keeping
from sightline.people.models import Household
from sightline.trail.models import Entry
from tests import standing
from tests.records import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = standing.make()
    child = (
        standing.a_recorded_child(made.outsider, name="Ashley Quill").allocated_to(made.outsider, "2026-01-01").child
    )
    return made, child


def test_a_reason_opens_the_record_for_a_while_and_the_manager_reads_why(world, monkeypatch):
    monkeypatch.setattr("sightline.access.adapters.gave_password_lately", lambda _request: True)
    people_, child = world
    browser = signed_in(people_.social_worker)
    page = f"/children/{child.key}/"
    assert browser.get(page).status_code == 404
    assert "Error: " in browser.post(f"{page}open/", {"reason": "  ", "hours": "1"}).content.decode()
    assert browser.post(f"{page}open/", {"reason": "Duty call at night.", "hours": "4"})["Location"] == page
    assert "You opened this record for a reason" in browser.get(page).content.decode()
    assert Entry.objects.filter(child=child.key, kind="view", reason_given=True).exists()
    assert Entry.objects.filter(child=child.key, kind="access", verb="cases.open_for_reason").exists()

    manager = signed_in(people_.supervisor)
    assert "1 record was opened" in manager.get("/").content.decode()
    assert "Duty call at night." in manager.get("/opened/").content.decode()
    row = opening.openings_for(people_.supervisor).get()
    assert manager.post(f"/opened/{row.pk}/", {"verdict": "right", "words": ""}).status_code == 302
    assert "opened by somebody" not in manager.get("/").content.decode()

    with time_machine.travel(timezone.now() + timedelta(hours=4, minutes=1)):
        assert not can(people_.social_worker, "record.view", child)


def test_whoever_has_finished_closes_the_record_at_once(world):
    people_, child = world
    opening.open_for_reason(child, by=people_.social_worker, reason="Duty.", hours=1)
    assert can(people_.social_worker, "record.view", child)
    signed_in(people_.social_worker).post(f"/children/{child.key}/open/finished/")
    assert not can(people_.social_worker, "record.view", child)


def test_what_one_manager_makes_of_it_is_not_written_over_by_another_unseen(world):
    people_, child = world
    row = opening.open_for_reason(child, by=people_.social_worker, reason="Duty.", hours=1)
    other = Worker.objects.create(
        username="second_supervisor", name="Second Supervisor", role="supervisor", agency=people_.supervisor.agency,
        team=people_.supervisor.team,
    )  # fmt: skip
    browser, here = signed_in(other), f"/opened/{row.pk}/"
    seen = browser.get(here).context_data["page"].form["seen"].value()
    opening.read_opening(row, by=people_.supervisor, verdict="follow_up", words="We spoke on Monday.")
    typed = {"verdict": "right", "words": "Duty it was."}
    answer = browser.post(here, typed | {"seen": seen})
    told = answer.content.decode()
    assert [part for part in ("Supervisor has read it meanwhile", "We spoke on Monday.", "Duty it was.")
            if part not in told] == []  # fmt: skip
    row.refresh_from_db()
    assert (row.read_by, row.verdict) == (people_.supervisor, "follow_up")
    again = answer.context_data["page"].form["seen"].value()
    for _ in range(2):  # pressed twice is said once
        assert browser.post(here, typed | {"seen": again}).status_code == 302
    row.refresh_from_db()
    assert (row.read_by, row.verdict_words) == (other, "Duty it was.")
    assert Entry.objects.filter(verb="cases.read_opening").count() == 2


def test_nobody_reads_what_they_opened_themselves(world):
    people_, child = world
    row = opening.open_for_reason(child, by=people_.supervisor, reason="Duty.", hours=1)
    with pytest.raises(opening.NotPossible, match="Another manager"):
        opening.read_opening(row, by=people_.supervisor, verdict="right")


def test_a_conflict_beats_allocation_role_naming_and_a_reason(world):
    people_, child = world
    mother = people.add_person(by=None, given_name="Kim", family_name="Quill")
    people.record_parent(by=None, child=child, parent=mother)
    worker = people_.outsider
    keeping.restrict(child, by=people_.supervisor, reason="r", named=[worker])
    assert can(worker, "record.view", child)
    opening.open_for_reason(child, by=worker, reason="Duty.", hours=1)
    row = keeping.declare_conflict(mother, by=worker, worker=worker)
    for action in ("record.view", "record.change", "record.mine", "record.find"):
        assert not can(worker, action, child), action
    with pytest.raises(opening.NotPossible):
        opening.open_for_reason(child, by=worker, reason="Duty.", hours=1)
    with pytest.raises(keeping.NotPossible, match="Somebody else"):
        keeping.end_conflict(row, by=worker, because="I say so")
    keeping.end_conflict(row, by=people_.supervisor, because="It was somebody else of that name.")
    assert can(worker, "record.view", child)


def test_a_conflict_closes_the_household_and_the_siblings_only_if_it_is_about_the_family(world):
    people_, child = world
    home, worker = Household.objects.create(), people_.outsider
    sibling = standing.a_recorded_child(worker, name="Alex Quill").allocated_to(worker, "2026-01-01").child
    for one in (child, sibling):
        people.join_household(by=None, person=one, household=home, child=one, starts_on=date(2026, 1, 1))
    row = keeping.declare_conflict(child, by=worker, worker=worker, whole_family=False)
    assert (bool(can(worker, "record.view", child)), bool(can(worker, "record.view", sibling))) == (False, True)
    keeping.end_conflict(row, by=people_.supervisor, because="Wider than thought.")
    keeping.declare_conflict(child, by=worker, worker=worker)
    assert not can(worker, "record.view", sibling)


def test_a_restricted_record_keeps_a_keeper_and_says_to_keepers_alone_why(world):
    people_, child = world
    row = keeping.restrict(child, by=people_.supervisor, reason="A parent works here.", named=[people_.outsider])
    assert not can(people_.safeguarding_lead, "record.find", child)
    with pytest.raises(keeping.NotPossible, match="needs a keeper"):
        keeping.end_naming(row.named.get(worker=people_.supervisor), by=people_.supervisor)
    page = signed_in(people_.outsider).get(f"/children/{child.key}/who-may-see/").content.decode()
    assert "This record is restricted" in page
    assert "A parent works here." not in page
    keeping.end_restriction(row, by=people_.supervisor, because="She has left.")
    assert can(people_.safeguarding_lead, "record.find", child)
