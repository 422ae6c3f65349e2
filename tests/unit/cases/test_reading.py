"""A story whose SQL is worked out once: for each reader, and after each mark, what the plain reads of it give."""

from __future__ import annotations

import pytest

from sightline.access.models import Agency, Worker
from sightline.cases import handling
from sightline.cases.models import Statement
from sightline.desk.chronology import story
from sightline.desk.paged import story_part
from sightline.people import keeping
from sightline.people.hiding import asked_once
from tests import standing
from tests.records import ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two records with entries of several kinds, and readers of social care, school and police."""
    made = standing.make()
    records = []
    for name in ("Ada Ash", "Bo Birch"):
        record = standing.a_recorded_child(made.social_worker, name=name).allocated_to(made.social_worker, ago(300))
        record.allocated_to(made.safeguarding_lead, ago(300)).at_level("CP", since=ago(200))
        record.with_visit(ago(40), seen="Y").with_statement(f"Somebody of {name}.", ago(30))
        record.with_statement(f"Somebody else of {name}.", ago(20))
        records.append(record.child)
    police = Agency.objects.create(name="Westmarsh Police", kind="police")
    officer = Worker.objects.create(username="officer", name="Officer", role="practitioner", agency=police)
    return made, (made.social_worker, made.safeguarding_lead, officer), records


def told(child, reader):
    """The story a page at a time, as pages are built; and as it is asked for paper, each table alone."""
    with asked_once():
        found = story_part(child, ago(0), reader, 1)
    page = sorted((entry.heading, entry.text, entry.fact.hex if entry.fact else "") for entry in found.entries)
    plain = sorted(
        (entry.heading, entry.text, entry.fact.hex if entry.fact else "") for entry in story(child, ago(0), reader)
    )
    assert page == plain
    assert found.count == len(plain)
    return plain


def test_every_reader_is_told_what_is_theirs_whoever_read_before(world):
    made, readers, children = world
    before = {(child.pk, reader.pk): told(child, reader) for child in children for reader in readers}
    assert len(before[children[0].pk, made.social_worker.pk]) >= 4

    facts = Statement.objects.filter(child=children[0]).order_by("pk").values_list("fact", flat=True)
    for fact, goes_to, audience in zip(facts, ("police", "professionals"), ("", "own_agency"), strict=True):
        entry = handling.entry_of(children[0], "Statement", fact, made.social_worker)
        handling.mark_entry(entry, by=made.social_worker, may_go_to=goes_to, audience=audience)
    keeping.restrict(children[1], by=made.supervisor, reason="A parent works here.")

    lost = {
        key: len(before[key]) - len(told(child, reader))
        for child in children
        for reader in readers
        if (key := (child.pk, reader.pk))
    }
    writer, school, officer = (reader.pk for reader in readers)
    assert {key: number for key, number in lost.items() if key[0] == children[0].pk} == {
        (children[0].pk, writer): 0, (children[0].pk, school): 2, (children[0].pk, officer): 2,
    }  # fmt: skip
