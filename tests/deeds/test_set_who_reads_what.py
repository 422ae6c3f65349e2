"""Who reads a kind of entry by default is changed from a day on; what was written before keeps its readers."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from sightline.cases import noting, usual
from sightline.cases.entries import ENTRIES
from sightline.cases.models import Concern, DefaultAudience, EntryReader, Statement
from sightline.cases.noting import hidden_facts
from sightline.cases.queries import concerns, statements
from sightline.people import changes as people
from sightline.people.changes import record_fact
from sightline.trail.models import Entry
from tests import standing
from tests.records import signed_in

pytestmark = pytest.mark.django_db
UNEASE = ENTRIES["Unease"]


@pytest.fixture
def world():
    with time_machine.travel("2026-11-02 10:00", tick=False) as clock:
        made = standing.make()
        record = standing.a_recorded_child(made.social_worker).allocated_to(made.social_worker, "2026-01-01")
        record.allocated_to(made.safeguarding_lead, "2026-01-01")
        yield made, record.child, clock


def statement(who, child, words):
    row = Statement(child=child, text=words, at_date=date(2026, 11, 1))
    return record_fact(row, by=who, verb="cases.record_statement", child=child)


def unease(who, child, words):
    return noting.record_entry(UNEASE, by=who, child=child, body={"noticed": words}, at={"at_date": date(2026, 11, 1)})


def sets(made, kind, audience, on="2/11/2026", **more):
    said = {"audience": audience, "from_on": on, "approved_by": "Board, 30 October 2026", "reason": "A review said so."}
    return signed_in(made.administrator).post(reverse("audience", args=[kind]), said | more)


def texts(child, who):
    return [row.text for row in statements(child, who).rows]


@pytest.mark.parametrize(
    ("audience", "reads"), [("own_agency", False), ("health_and_care", False), ("named", False), ("involved", True)]
)
def test_what_is_written_from_the_day_on_has_the_new_readers_and_what_was_before_the_old(world, audience, reads):
    made, child, clock = world
    statement(made.social_worker, child, "Apple")
    clock.move_to("2026-11-02 11:00")
    if audience == "involved":
        assert sets(made, "Statement", "own_agency").status_code == 302
        clock.move_to("2026-11-03 10:00")
        statement(made.social_worker, child, "Medlar")
        clock.move_to("2026-11-03 11:00")
        assert sets(made, "Statement", audience, on="3/11/2026").status_code == 302
    else:
        assert sets(made, "Statement", audience).status_code == 302
    clock.move_to("2026-11-04 10:00")
    row = statement(made.social_worker, child, "Quince")
    school = made.safeguarding_lead
    assert sorted(texts(child, school)) == (["Apple", "Quince"] if reads else ["Apple"])
    assert "Quince" in texts(child, made.social_worker)
    assert (str(row.fact) in hidden_facts([str(row.fact)], school)) is not reads
    entry = reverse("child-entry", args=[child.key, "Statement", row.fact])
    assert signed_in(school).get(entry).status_code == (200 if reads else 404)
    story = signed_in(school).get(reverse("child-story", args=[child.key])).content.decode()
    assert ("Quince" in story) is reads
    if audience == "named":
        EntryReader.objects.create(of=row.fact, worker=school, named_by=made.social_worker)
        assert "Quince" in texts(child, school)


def test_thinking_is_opened_to_everybody_involved_only_for_what_is_written_since(world):
    made, child, clock = world
    unease(made.social_worker, child, "The dog was gone")
    clock.move_to("2026-11-02 11:00")
    sets(made, "Unease", "involved")
    clock.move_to("2026-11-03 10:00")
    unease(made.social_worker, child, "The cot was new")
    page = signed_in(made.safeguarding_lead).get(reverse("child-thinking", args=[child.key])).content.decode()
    assert "The cot was new" in page
    assert "The dog was gone" not in page
    form = reverse("write-entry", args=[child.key, UNEASE.slug])
    assert "Only people of your agency read this" not in signed_in(made.social_worker).get(form).content.decode()


def test_the_details_of_an_adults_health_follow_their_own_rule(world):
    made, child, clock = world
    mother = people.add_person(by=None, given_name="Kerry", family_name="Fennimore")
    people.record_parent(by=None, child=child, parent=mother)

    def concern(words):
        row = Concern(child=child, person=mother, topic="drugs", status="current", concern_source=words)
        record_fact(row, by=made.social_worker, verb="cases.record_event", child=child)

    concern("clinic letter")
    clock.move_to("2026-11-02 11:00")
    sets(made, "adults_health", "involved")
    clock.move_to("2026-11-03 10:00")
    concern("key worker")
    clock.move_to("2026-11-03 11:00")
    sets(made, "adults_health", "own_agency", on="3/11/2026")
    clock.move_to("2026-11-04 10:00")
    concern("test result")
    shown = [row.concern_source for row in concerns(child, made.safeguarding_lead).rows]
    assert sorted(one for one in shown if "kept" not in one) == ["key worker"]
    assert len(shown) == 3  # that there is one, everybody is told
    assert len({row.concern_source for row in concerns(child, made.social_worker).rows}) == 3


def test_a_change_says_who_approved_it_and_why_and_stands_with_those_before(world):
    made, _child, clock = world
    assert sets(made, "Statement", "own_agency").status_code == 302
    clock.move_to("2026-11-05 10:00")
    assert sets(made, "Statement", "involved", on="1/12/2026").status_code == 302
    page = signed_in(made.social_worker).get(reverse("audience", args=["Statement"])).content.decode()
    for words in ("Board, 30 October 2026", "A review said so.", "1 December 2026", "Only the agency that wrote it"):
        assert words in page, words
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert [row.audience for row in usual.history("Statement")] == ["involved", "own_agency"]
    entry = Entry.objects.filter(verb="cases.set_audience").first()
    assert entry.kind == "system"
    assert not entry.child
    assert usual.now_usual()["Statement"] == "own_agency"  # the later one is still ahead


def test_what_cannot_be_set_is_refused_in_a_sentence(world):
    made, _child, clock = world
    clock.move_to("2026-11-20 10:00")

    def refused(**said):
        answer = sets(made, "Statement", **({"audience": "own_agency", "on": "21/11/2026"} | said))
        assert answer.status_code == 200
        return [one for errors in answer.context_data["page"].form.errors.values() for one in errors]

    assert "from today at the earliest" in refused(on="1/11/2026")[0]
    assert "how it is already" in refused(audience="involved")[0]
    for name in ("audience", "from_on", "approved_by", "reason"):
        for typed in ("", "   ", "x" * 100_000, "a\x00b"):
            assert len(refused(**{name: typed} if name != "from_on" else {"on": typed})) == 1
    assert sets(made, "Statement", "own_agency", on="1/12/2026").status_code == 302
    assert "is written down already" in refused()[0]
    assert sets(made, "adults_health", "named").status_code == 200
    assert signed_in(made.administrator).get(reverse("audience", args=["Visit"])).status_code == 404
    for who in (made.supervisor, made.quality_lead, made.social_worker):
        said = {"audience": "involved", "from_on": "1/12/2026", "approved_by": "Me", "reason": "So."}
        assert signed_in(who).post(reverse("audience", args=["Contact"]), said).status_code == 403
    assert DefaultAudience.objects.count() == 1
