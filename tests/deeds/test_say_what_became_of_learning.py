"""Read, discussed, applied: a team says what became of learning that was shared with it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from sightline.access.models import Worker
from sightline.learning import acknowledging, changes
from sightline.learning.acknowledging import Refused, acknowledge, by_agency, waiting_for
from sightline.trail.models import Entry
from tests.library import a_finding, a_point, a_review
from tests.records import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sharing(standing):
    point = a_point(standing.learning_lead, [a_finding(a_review(standing.review_officer), standing.review_officer)])
    teams = [standing.social_worker.team, standing.safeguarding_lead.team]
    return changes.share(point, by=standing.learning_lead, on=timezone.localdate(), how="Learning event", teams=teams)


def colleagues(standing, count):
    team = standing.social_worker.team
    return [
        Worker.objects.create(username=f"c{n}", name=f"C {n}", role="practitioner", agency=team.agency, team=team)
        for n in range(count)
    ]


def test_it_waits_on_the_home_page_until_something_is_said(standing, sharing):
    assert list(waiting_for(standing.social_worker)) == [sharing]
    assert not list(waiting_for(standing.outsider))
    client = signed_in(standing.social_worker)
    assert "Shared with your team" in client.get("/").content.decode()
    answer = client.post(f"/learning/shared/{sharing.key}/", {"kind": "read", "example": ""})
    assert answer.status_code == 302
    assert not list(waiting_for(standing.social_worker))
    assert "Shared with your team" not in client.get("/").content.decode()


def test_three_different_things_each_once(standing, sharing):
    for kind, example in (("read", ""), ("discussed", ""), ("applied", "We rang the health visitor the same day.")):
        acknowledge(sharing, by=standing.social_worker, kind=kind, example=example)
        acknowledge(sharing, by=standing.social_worker, kind=kind, example=example or "x")
    said = acknowledging.said_by(standing.social_worker, sharing)
    assert [row.kind for row in said] == ["read", "discussed", "applied"]
    assert Entry.objects.filter(verb="learning.acknowledge").count() == 3
    assert acknowledging.examples(sharing.point) == ("We rang the health visitor the same day.",)


@pytest.mark.parametrize(("kind", "example"), [("applied", ""), ("applied", "   "), ("liked", "")])
def test_applied_wants_an_example_and_nothing_else_is_known(standing, sharing, kind, example):
    with pytest.raises(Refused):
        acknowledge(sharing, by=standing.social_worker, kind=kind, example=example)


def test_another_team_cannot_answer(standing, sharing):
    with pytest.raises(Refused, match="your team"):
        acknowledge(sharing, by=standing.outsider, kind="read")
    client = signed_in(standing.outsider)
    assert client.get(f"/learning/shared/{sharing.key}/").status_code == 404


def test_the_form_says_what_is_missing(standing, sharing):
    client = signed_in(standing.social_worker)
    page = client.post(f"/learning/shared/{sharing.key}/", {"kind": "applied", "example": " "})
    assert page.status_code == 422
    assert "Write an example: what was done differently?" in page.content.decode()


def test_small_agencies_stand_together_and_small_numbers_are_hidden(standing, sharing):
    [line] = by_agency(sharing.point)
    assert line.agency == "Smaller agencies"
    assert line.people == "fewer than 5" or "not shown" in line.people


def test_counts_by_agency_where_they_are_not_small(standing, sharing):
    people = colleagues(standing, 12)
    for worker in people[:6]:
        acknowledge(sharing, by=worker, kind="read")
    acknowledge(sharing, by=people[0], kind="discussed")
    lines = {line.agency: line for line in by_agency(sharing.point)}
    council = lines["Westmarsh Council"]
    assert (council.people, council.said[0]) == ("14", "6")
    assert not council.said[1].isdecimal()  # one person discussed it: hidden
    assert not council.said[2].isdecimal()  # nobody applied it: hidden too


def test_who_may_see_the_counts(standing, sharing):
    colleagues(standing, 8)
    for worker, may in ((standing.learning_lead, True), (standing.quality_lead, True), (standing.social_worker, False)):
        client = signed_in(worker)
        page = client.get(f"/learning/{sharing.point.key}/").content.decode()
        assert ("What became of it" in page) is may
