"""A supervisor allocates workers to a child, hands over and ends a part; access follows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sightline.access.models import Worker
from sightline.cases import allocating, changes
from sightline.cases.models import Allocation, Involvement, Referral
from sightline.people import changes as people
from sightline.people import keeping
from sightline.trail.models import Entry
from tests.records import signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
TODAY, YESTERDAY, TOMORROW = "today", "yesterday", "tomorrow"


@pytest.fixture
def child(standing):
    return a_recorded_child(standing.social_worker).allocated_to(standing.social_worker, "2026-01-01").child


def address(child):
    return f"/children/{child.key}/who-may-see/allocate/"


def words(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def allocated(standing, child, worker, **more):
    typed = {"worker": str(worker.pk), "role": "involved", "starts_on": TODAY, **more}
    return signed_in(standing.supervisor).post(address(child), typed)


def test_somebody_of_another_agency_works_with_the_child(standing, child):
    school = standing.safeguarding_lead
    assert signed_in(school).get(f"/children/{child.key}/").status_code == 404
    assert allocated(standing, child, school).status_code == 302
    assert signed_in(school).get(f"/children/{child.key}/").status_code == 200
    assert Entry.objects.filter(verb="cases.allocate", child=child.key).count() == 2
    assert "is allocated already, in this part." in words(allocated(standing, child, school))


def test_a_lead_is_handed_over(standing, child):
    changes.open_involvement(
        by=standing.supervisor, child=child, level="CIN", starts_on=timezone.localdate() - timedelta(days=3)
    )
    now = f"{standing.social_worker.name}, {standing.social_worker.agency}: lead practitioner, from 1 January 2026"
    assert now in words(signed_in(standing.supervisor).get(address(child)))
    asked = allocated(standing, child, standing.outsider, role="lead")
    assert "leads now. Choose what becomes of their part." in words(asked)
    assert Allocation.objects.count() == 1
    assert allocated(standing, child, standing.outsider, role="lead", before="stays").status_code == 302
    now = [(row.worker_id, row.role) for row in allocating.working_with(child, timezone.localdate())]
    assert now == [(standing.outsider.pk, "lead"), (standing.social_worker.pk, "involved")]
    open_now = Involvement.objects.current().get()
    assert (open_now.allocated_at, open_now.version) == (timezone.localdate(), 2), "clocks run from the day"
    assert allocated(standing, child, standing.social_worker, role="lead", before="ends").status_code == 302
    assert [row.worker for row in allocating.working_with(child, timezone.localdate() + timedelta(days=1))] == [
        standing.social_worker
    ]


def test_a_part_ends_with_a_day_and_access_with_it(standing, child):
    [row] = Allocation.objects.all()
    client = signed_in(standing.supervisor)
    ended = {"end": "1", "who": str(row.pk), "last_day": YESTERDAY}
    assert client.post(address(child), ended).status_code == 302
    assert signed_in(standing.social_worker).get(f"/children/{child.key}/").status_code == 404


def test_a_child_nobody_works_with_waits_for_a_supervisor_of_social_care(standing):
    child = people.add_person(by=None, is_child=True, given_name="Ash", family_name="Sorrel")
    changes.open_record(by=None, child=child, starts_on=None)
    client = signed_in(standing.supervisor)
    assert address(child) in words(client.get("/"))
    assert allocated(standing, child, standing.social_worker, role="lead").status_code == 302
    assert signed_in(standing.social_worker).get(f"/children/{child.key}/").status_code == 200
    assert "Nobody works with these children yet" not in words(client.get("/"))


def test_a_referral_waits_on_the_home_page_until_it_is_decided(standing, child):
    writer, manager = signed_in(standing.social_worker), signed_in(standing.supervisor)
    where = f"/children/{child.key}/what-happened/referral/"
    typed = {"opening": "r1", "received_at": TODAY, "how_made": "phone", "worry": "She is left alone."}
    assert writer.post(where, typed).status_code == 302
    row = Referral.objects.get()
    said = words(manager.get("/"))
    assert "Referrals to decide" in said
    assert "to be decided by" in said
    assert f"{where}{row.fact}/" in said
    assert "Referrals to decide" not in words(writer.get("/")), "to decide is for a supervisor"
    decided = {**typed, "opening": "r2", "seen_version": "1", "amended_because": "", "decision": "assessment"}
    early = manager.post(f"{where}{row.fact}/", {**decided, "decided_at": YESTERDAY})
    assert "It cannot be decided before it was received." in words(early)
    assert manager.post(f"{where}{row.fact}/", {**decided, "decided_at": TODAY}).status_code == 302
    assert "Referrals to decide" not in words(manager.get("/"))
    page = words(manager.get(f"/children/{child.key}/entries/Referral/{row.fact}/"))
    assert "Version 1" in page
    assert "An assessment" in page
    assert "an assessment" in words(manager.get(f"/children/{child.key}/plan/"))


def test_what_cannot_be_is_said_beside_its_field(standing, child):
    other = a_recorded_child(standing.outsider, name="Ashley Quill").allocated_to(standing.outsider, "2026-01-01").child
    client, school = signed_in(standing.supervisor), standing.safeguarding_lead
    for more, said in (
        ({"worker": ""}, "Choose who it is."), ({"worker": "999999"}, "Choose from the list."),
        ({"worker": "\0"}, "Choose from the list."), ({"role": ""}, "Choose in which part."),
        ({"starts_on": ""}, "Write the day."), ({"starts_on": "31/02/2026"}, "There is a problem"),
        ({"starts_on": "May 2027"}, "Write one day here"), ({"starts_on": YESTERDAY}, "within the next year"),
        ({"starts_on": "1/1/2099"}, "within the next year"), ({"starts_on": "x" * 100_000}, "There is a problem"),
    ):  # fmt: skip
        typed = {"worker": str(school.pk), "role": "involved", "starts_on": TODAY, **more}
        assert said in words(client.post(address(child), typed)), more
    [row] = Allocation.objects.filter(child=child)
    for more, said in (
        ({"who": ""}, "Choose who it is."), ({"last_day": "1/1/2020"}, "yesterday, today"),
        ({"last_day": "\0"}, "There is a problem"),
        ({"who": str(Allocation.objects.get(child=other).pk)}, "from the list"),
    ):  # fmt: skip
        answer = client.post(address(child), {"end": "1", "who": str(row.pk), "last_day": TODAY, **more})
        assert said in words(answer), more
    keeping.restrict(child, by=standing.supervisor, reason="r")
    assert "This record is closed to" in words(allocated(standing, child, school))
    assert client.get(address(other)).status_code == 404
    assert Allocation.objects.filter(ends_on=None).count() == 2


def test_among_many_workers_somebody_is_found_by_name_post_or_agency(standing, child):
    by = standing.social_worker
    for number in range(25):
        Worker.objects.create(
            username=f"w{number}", name=f"Worker {number:02}", role="practitioner", agency=standing.outsider.agency,
            job_title="Midwife" if number < 22 else "Health visitor", access_from=timezone.localdate(),
        )  # fmt: skip
    client = signed_in(standing.supervisor)

    def found(**typed):
        answer = client.post(address(child), {"find": "1", **typed}) if typed else client.get(address(child))
        form = answer.context_data["page"].form
        return [one.name for one in form.workers.values()], words(answer)

    names, text = found()
    assert by.name in names
    assert not [one for one in names if one.startswith("Worker")], "first one’s own team"
    assert "other people could work with the child too." in text
    names, text = found(q="worker 17")
    assert (names, "could work with the child too" in text) == (["Worker 17"], False)
    assert len(found(q="health visitor")[0]) == 3
    names, text = found(q="midwife")
    assert (len(names), "2 other people could work with the child too." in text) == (20, True)
    chosen = Worker.objects.get(username="w24")
    names, text = found(q="nobody <b>", worker=str(chosen.pk), role="involved", starts_on="tomorrow")
    assert names == ["Worker 24"], "whoever was chosen stays"
    assert 'value="tomorrow"' in text
    names, text = found(q="nobody <b>\0")
    assert (names, "is called “nobody &lt;b&gt;”" in text) == ([], True)
    assert not Allocation.objects.filter(worker=chosen).exists()
    assert allocated(standing, child, chosen, q="w").status_code == 302
    closed = Worker.objects.create(
        username="gone", name="Worker Gone", role="practitioner", agency=by.agency,
        access_from=timezone.localdate() - timedelta(days=9), access_to=timezone.localdate() - timedelta(days=1),
    )  # fmt: skip
    assert "Choose from the list." in words(allocated(standing, child, closed))
