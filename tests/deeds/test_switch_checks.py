"""Off, watch and on, for the partnership and for a team in its place."""

from __future__ import annotations

import pytest

from sightline.checks import standards
from sightline.checks.models import Outcome, Setting
from sightline.checks.policy import NotAllowed
from sightline.checks.prompts import prompts_for
from sightline.checks.switching import asked_now, switch
from sightline.trail.models import Entry
from tests.records import ago, signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(standing):
    made = a_recorded_child(standing.social_worker, name="Robin Fennimore", born="2024-03-01")
    made = made.allocated_to(standing.social_worker, "2026-01-01").allocated_to(standing.outsider, "2026-01-01")
    made = made.at_level("CP", ago(200)).with_visit(ago(60), seen="Y")
    return made.child


def asks(child, worker):
    return {prompt.check_id for prompt in prompts_for(child, worker).all}


def test_on_it_asks_off_it_is_not_looked_at(standing, child):
    assert "VOI-02" in asks(child, standing.social_worker)
    switch("VOI-02", by=standing.quality_lead, state="off")
    assert "VOI-02" not in asks(child, standing.social_worker)
    assert "VOI-02" not in standards.settings().running


def test_watch_looks_and_counts_and_shows_nothing(standing, child):
    switch("VOI-02", by=standing.quality_lead, state="watch")
    assert "VOI-02" not in asks(child, standing.social_worker)
    assert Outcome.objects.filter(check_id="VOI-02", ends_at=None, result="ask").count() == 1
    assert asked_now(frozenset({"VOI-02"}))["VOI-02"].words == "fewer than 5"


def test_a_team_can_differ_from_the_partnership_and_follow_it_again(standing, child):
    team = standing.outsider.team
    switch("VOI-02", by=standing.quality_lead, state="off")
    switch("VOI-02", by=standing.quality_lead, state="on", team=team)
    assert "VOI-02" in asks(child, standing.outsider)
    assert "VOI-02" not in asks(child, standing.social_worker)
    assert "VOI-02" in standards.settings().running
    switch("VOI-02", by=standing.quality_lead, state="", team=team)
    assert "VOI-02" not in asks(child, standing.outsider)
    assert Setting.objects.filter(team=team).count() == 0


def test_each_change_is_in_the_trail_and_no_change_is_not(standing):
    assert switch("VOI-02", by=standing.quality_lead, state="watch")
    assert not switch("VOI-02", by=standing.quality_lead, state="watch")
    assert Entry.objects.filter(verb="checks.switch", thing_id="VOI-02").count() == 1


def test_who_may_and_what_can_be(standing):
    for worker in (standing.social_worker, standing.supervisor, standing.administrator, standing.learning_lead):
        with pytest.raises(NotAllowed):
            switch("VOI-02", by=worker, state="off")
    for check, state in (("XXX-99", "on"), ("VOI-02", "maybe"), ("VOI-02", "")):
        with pytest.raises(ValueError, match=r"cannot be switched|Only a team"):
            switch(check, by=standing.quality_lead, state=state)


def test_by_the_pages(standing, child):
    client = signed_in(standing.quality_lead)
    assert "Checks on and off" in client.get("/checks/on-and-off/").content.decode()
    assert client.get("/checks/VOI-02/on-and-off/").status_code == 200
    team = standing.outsider.team
    answer = client.post("/checks/VOI-02/on-and-off/", {"partnership": "watch", f"team{team.pk}": "on"})
    assert answer.status_code == 302
    assert standards.settings().state("VOI-02") == "watch"
    assert standards.settings().state("VOI-02", team.pk) == "on"
    assert client.post("/checks/VOI-02/on-and-off/", {"partnership": "sometimes"}).status_code == 422
