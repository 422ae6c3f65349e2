"""An entry is marked: to whom it may go, who may read it; and what each agency reads by default."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sightline.access.models import Agency, Worker
from sightline.cases import changes as cases
from sightline.cases import handling
from sightline.cases.audience import readable
from sightline.cases.models import Concern, Statement, Visit
from sightline.cases.moving import move_entry
from sightline.cases.queries import appointments, concerns, statements
from sightline.people import changes as people
from sightline.people import merging
from sightline.people.changes import record_fact
from sightline.people.hiding import asked_once
from tests import standing
from tests.records import signed_in

pytestmark = pytest.mark.django_db
DAY = {"at_date": date(2026, 2, 1)}


@pytest.fixture
def world():
    made = standing.make()
    record = standing.a_recorded_child(made.social_worker).allocated_to(made.social_worker, "2026-01-01")
    record.allocated_to(made.safeguarding_lead, "2026-01-01").with_statement("Police: he was seen there.", "2026-02-03")
    record.with_visit("2026-02-01", seen="Y")
    return made, record.child


def test_a_police_line_is_for_whoever_wrote_it_and_the_named_on_every_page(world):
    people_, child = world
    line = Statement.objects.get(child=child)
    form = {"may_go_to": "police", "audience": "", "readers": [], "because": ""}
    where = f"/children/{child.key}/entries/Statement/{line.fact}/"
    assert signed_in(people_.social_worker).post(f"{where}handling/", form).status_code == 302
    school = signed_in(people_.safeguarding_lead)
    for page in ("story/", "information/", "", f"entries/Statement/{line.fact}/"):
        assert "he was seen there" not in school.get(f"/children/{child.key}/{page}").content.decode(), page
    assert school.get(where).status_code == 404
    assert school.get(f"/children/{child.key}/what-happened/account/{line.fact}/").status_code == 404
    assert "he was seen there" in signed_in(people_.social_worker).get(f"/children/{child.key}/story/").content.decode()

    form["readers"] = [people_.safeguarding_lead.pk]
    assert signed_in(people_.social_worker).post(f"{where}handling/", form).status_code == 302
    assert [row.text for row in statements(child, people_.safeguarding_lead).rows] == ["Police: he was seen there."]
    mark = handling.mark_of(line.fact)
    assert (mark.version, mark.may_go_to) == (2, "police")


@pytest.mark.parametrize(("audience", "reads"), [("own_agency", False), ("health_and_care", False), ("", True)])
def test_an_audience_is_asked_in_every_list(world, audience, reads):
    people_, child = world
    entry = handling.entry_of(child, "Statement", Statement.objects.get(child=child).fact, people_.social_worker)
    handling.mark_entry(entry, by=people_.social_worker, may_go_to="professionals", audience=audience)
    assert bool(statements(child, people_.safeguarding_lead).rows) is reads
    assert statements(child, people_.social_worker).rows


def test_an_adults_health_detail_is_for_health_and_care_others_see_what_it_means(world):
    people_, child = world
    mother = people.add_person(by=None, given_name="Kerry", family_name="Fennimore")
    people.record_parent(by=None, child=child, parent=mother)
    cases.record_appointment(
        by=people_.social_worker, child=child, person=mother, when=DAY, service="Perinatal mental health",
        purpose="Review of medication", outcome="did_not_attend", consequence_for_child="Robin missed nursery.",
    )  # fmt: skip
    cases.record_appointment(by=people_.social_worker, child=child, when=DAY, service="Eye clinic")
    worry = Concern(child=child, person=mother, topic="alcohol", concern_source="Liver clinic letter", **DAY)
    record_fact(worry, by=people_.social_worker, verb="cases.record_concern", child=child)

    school = signed_in(people_.safeguarding_lead)
    shown = "".join(school.get(f"/children/{child.key}/{page}").content.decode() for page in ("story/", "health/"))
    assert "Robin missed nursery." in shown
    assert "Eye clinic" in shown
    for detail in ("Perinatal", "medication", "Liver clinic"):
        assert detail not in shown, detail
    assert concerns(child, people_.safeguarding_lead).rows[0].concern_source == "kept to health and social care"
    assert {row.service for row in appointments(child, people_.social_worker)} == {
        "Perinatal mental health", "Eye clinic",
    }  # fmt: skip
    nurse = Worker.objects.create(
        username="nurse",
        name="Nurse",
        role="practitioner",
        agency=Agency.objects.create(name="Trust", kind="health_visitor"),
    )
    assert "Perinatal mental health" in {row.service for row in appointments(child, nurse)}


def test_only_what_somebody_marked_for_the_family_may_go_there(world):
    people_, child = world
    assert not handling.may_go_to_family(Visit.objects.current()).exists()
    entry = handling.entry_of(child, "Visit", Visit.objects.get(child=child).fact, people_.social_worker)
    handling.mark_entry(entry, by=people_.social_worker, may_go_to="family")
    assert list(handling.may_go_to_family(Visit.objects.current())) == [entry]


MARKS = [
    ("police", "", ()),
    ("police", "", ("safeguarding_lead",)),
    ("professionals", "named", ("safeguarding_lead",)),
    ("professionals", "named", ("outsider",)),
    ("professionals", "own_agency", ()),
    ("professionals", "health_and_care", ()),
    ("professionals", "", ()),
    ("family", "", ()),
]


def as_read(child, worker):
    """The accounts that a worker reads: each table asked by itself, and while a page of the record is built."""
    alone = [row.pk for row in readable(Statement.objects.current().filter(child=child), worker).order_by("pk")]
    with asked_once():
        at_once = [row.pk for row in readable(Statement.objects.current(), worker, child).order_by("pk")]
    return alone, at_once


def test_a_page_of_one_record_leaves_out_what_each_table_alone_would(world):
    people_, child = world
    other = standing.a_recorded_child(people_.social_worker).child
    for number, (may_go_to, audience, names) in enumerate(MARKS):
        row = Statement(child=child, text=f"Account {number}.", **DAY)
        entry = record_fact(row, by=people_.social_worker, verb="cases.record_statement", child=child)
        readers = [getattr(people_, name) for name in names]
        handling.mark_entry(entry, by=people_.social_worker, may_go_to=may_go_to, audience=audience, readers=readers)
    workers = (people_.social_worker, people_.safeguarding_lead, people_.outsider, people_.supervisor)
    read = {worker.username: as_read(child, worker) for worker in workers}
    for alone, at_once in read.values():
        assert at_once == alone
    assert [len(alone) for alone, _ in read.values()] == [9, 5, 6, 5]
    # A mark goes where its entry goes: to another record, and to the one that a record is joined to.
    move_entry(
        Statement.objects.get(text="Account 0."),
        by=people_.social_worker,
        to=other,
        because="The wrong child.",
        seen_version=1,
    )
    for worker in workers:
        assert as_read(other, worker)[0] == as_read(other, worker)[1]
    assert as_read(other, people_.safeguarding_lead)[1] == []
    merging.merge(child, other, by=people_.social_worker, because="The same child.")
    for worker in workers:
        assert as_read(child, worker) == read[worker.username]


def test_the_second_of_two_who_mark_an_entry_is_told_before_theirs_counts(world):
    people_, child = world
    line, client = Statement.objects.get(child=child), signed_in(people_.social_worker)
    where = f"/children/{child.key}/entries/Statement/{line.fact}/handling/"

    def seen(answer) -> str:
        return re.search(r'name="seen_version" value="(\d+)"', answer.content.decode())[1]

    first = {"may_go_to": "police", "audience": "named", "readers": [], "because": ""}
    second = first | {"may_go_to": "family", "audience": ""}
    opened = seen(client.get(where))
    assert client.post(where, first | {"seen_version": opened}).status_code == 302
    answer = client.post(where, second | {"seen_version": opened})
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    assert handling.mark_of(line.fact).audience == "named"
    assert client.post(where, second | {"seen_version": seen(answer)}).status_code == 302
    assert (handling.mark_of(line.fact).may_go_to, handling.mark_of(line.fact).version) == ("family", 2)
