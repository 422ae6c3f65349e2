"""A record is restricted, sealed or closed while somebody writes on it: the text is theirs, and nothing lands there.

The first part plays it on any database, the record being closed before the form is sent or between finding the child
and writing. The races are played on PostgreSQL, statement by statement (`tests/racing.py`).
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sightline import trail
from sightline.access.models import Draft
from sightline.cases import changes as cases
from sightline.cases import moving
from sightline.cases.models import Allocation, Event, Statement, Visit, Voice
from sightline.desk import writing
from sightline.people import changes as people
from sightline.people import keeping
from sightline.people.barriers import Restriction
from sightline.people.closed import ClosedMeanwhile, one_request, writes_on
from sightline.people.models import Person
from sightline.trail.models import Entry
from tests.racing import meanwhile
from tests.records import signed_in
from tests.standing import Standing, a_recorded_child

WORDS = "She showed me where she sleeps."
CLOSED = "This record is not open to you any more."
TOLD_NOTHING = ("Robin", "Fennimore", "restricted", "sealed", "conflict")


def a_child(standing: Standing, name: str = "Robin Fennimore") -> Person:
    return (
        a_recorded_child(standing.social_worker, name=name, born="2020-03-01")
        .allocated_to(standing.social_worker, "2026-01-05")
        .child
    )


def here(child: Person) -> str:
    return f"/children/{child.key}/what-happened/visit/"


def visit_sent(client: Client, child: Person, **more: str) -> dict[str, str]:
    """The form of a visit as the page gives it, filled in."""
    form = client.get(here(child)).context_data["page"]
    sent = {"draft_token": form.writing.token, "opening": form.form["opening"].value(), "where": "home"}
    return sent | {"when": "today", f"c{child.pk}-seen": "Y", f"c{child.pk}-observation": WORDS} | more


def restricted(child: Person, standing: Standing) -> None:
    keeping.restrict(child, by=standing.supervisor, reason="A relative works here.")


def conflicted(child: Person, standing: Standing) -> None:
    keeping.declare_conflict(child, by=standing.supervisor, worker=standing.social_worker, reason="A cousin.")


def over(child: Person, _standing: Standing) -> None:
    Allocation.objects.filter(child=child).update(ends_on=timezone.localdate() - timedelta(days=1))


def given_back(answer) -> str:
    text = answer.content.decode()
    assert answer.status_code == 409
    assert [part for part in (CLOSED, WORDS) if part not in text] == []
    assert [part for part in TOLD_NOTHING if part in text.replace(WORDS, "")] == []
    return text


@pytest.mark.django_db
def test_a_form_sent_after_its_record_was_closed_gives_the_text_back_and_says_no_more(standing: Standing) -> None:
    child, client, outsider = a_child(standing), signed_in(standing.social_worker), signed_in(standing.outsider)
    sent = visit_sent(client, child)
    pages = []
    for close in (restricted, conflicted, over):
        close(child, standing)
        pages.append(given_back(client.post(here(child), sent)))
        assert client.post(here(child), sent | {"draft_token": ""}).status_code == 404, "no form that they had opened"
        assert outsider.post(here(child), sent).status_code == 403, "a form that somebody else had opened"
        assert client.get(here(child)).status_code == 404
    assert len({page.split("<main")[1] for page in pages}) == 1, "whatever the reason, the same page"
    assert not Visit.objects.exists()
    assert WORDS not in client.get("/").content.decode()
    draft = Draft.objects.get()
    assert (draft.worker, draft.data[f"c{child.pk}-observation"]) == (standing.social_worker, [WORDS])
    assert client.post(here(child), sent | {"discard_draft": "1"}).status_code == 404


@pytest.mark.django_db
def test_closed_between_finding_the_child_and_the_save(standing: Standing, monkeypatch) -> None:
    child, client = a_child(standing), signed_in(standing.social_worker)
    sent, looked = visit_sent(client, child), writing.looked
    before = Entry.objects.filter(child=child.key, kind="change").count()

    def first_closed(children: list[Person]) -> object:
        found = looked(children)
        restricted(child, standing)
        return found

    monkeypatch.setattr(writing, "looked", first_closed)
    given_back(client.post(here(child), sent))
    assert [model for model in (Visit, Voice) if model.objects.exists()] == []
    assert Entry.objects.filter(child=child.key, kind="change").count() == before
    assert Draft.objects.get().data[f"c{child.pk}-observation"] == [WORDS]
    monkeypatch.undo()
    keeping.end_restriction(Restriction.objects.get(), by=standing.supervisor, because="She has left.")
    assert WORDS in client.get(here(child)).content.decode(), "open again, the draft is there"
    assert client.post(here(child), sent).status_code == 302
    assert trail.verify().problems == []


@pytest.mark.django_db
def test_what_was_written_about_a_brother_who_is_closed_by_now_is_not_left_out_in_silence(standing: Standing) -> None:
    child, brother = a_child(standing), a_child(standing, "Ash Fennimore")
    home = people.add_household(label="Mill Lane")
    for one in (child, brother):
        people.join_household(by=standing.social_worker, person=one, household=home, child=one, starts_on=None)
    client = signed_in(standing.social_worker)
    more = {f"c{brother.pk}-about": "on", f"c{brother.pk}-observation": "He slept."}
    sent = visit_sent(client, child, **more)
    restricted(brother, standing)
    answer = client.post(here(child), sent)
    text = answer.content.decode()
    assert (answer.status_code, Visit.objects.count()) == (409, 0)
    assert [part for part in ("is not on this form any more", "He slept.", WORDS) if part not in text] == []
    assert "Ash" not in text
    assert client.post(here(child), {name: sent[name] for name in sent if name not in more}).status_code == 302
    assert Visit.objects.get().child == child


@pytest.mark.django_db
def test_other_forms_are_judged_too(standing: Standing, monkeypatch) -> None:
    child, other, client = a_child(standing), a_child(standing, "Kit Marlow"), signed_in(standing.social_worker)
    client.post(f"/children/{child.key}/what-happened/event/", {"opening": "e", "when": "today", "what": "Moved."})
    row = Event.objects.get()
    where = reverse("move-entry", args=[child.key, "Event", row.fact])
    token = client.get(where).context_data["page"].writing.token
    sent = {"to": other.key, "because": WORDS, "sure": "on", "seen_version": "1", "draft_token": token}
    moved = moving.move_entry

    def late(*args, **more):
        restricted(other, standing)
        return moved(*args, **more)

    monkeypatch.setattr("sightline.cases.moving.move_entry", late)
    given_back(client.post(where, sent))
    assert Event.objects.get().child == child


@pytest.mark.django_db
def test_who_may_still_write_is_not_in_the_way(standing: Standing) -> None:
    """The keeper writes on; a change that no form of theirs made is nobody's question here."""
    child = a_child(standing)
    keeping.restrict(child, by=standing.supervisor, reason="A relative works here.", named=[standing.social_worker])
    client = signed_in(standing.social_worker)
    assert client.post(here(child), visit_sent(client, child)).status_code == 302
    assert Visit.objects.count() == 1


def a_save_that_waits_for_the_restriction_is_refused(standing: Standing) -> None:
    child, by = a_child(standing), standing.social_worker

    def write() -> Statement:
        with one_request():
            writes_on(by, child)
            return cases.record_statement(by=by, child=child, when={"at_date": timezone.localdate()}, text=WORDS)

    # It has its row and waits for the trail, which the restriction holds.
    with meanwhile(write, before="INSERT", table=Entry) as writing_it:
        restricted(child, standing)
    assert (writing_it.waited, type(writing_it.error)) == (True, ClosedMeanwhile)
    assert not Statement.objects.exists()


def a_save_that_was_first_stands(standing: Standing) -> None:
    child, by = a_child(standing, "Kit Marlow"), standing.social_worker
    with one_request():
        writes_on(by, child)
        with meanwhile(lambda: restricted(child, standing), before="INSERT", table=Entry) as closing:
            cases.record_statement(by=by, child=child, when={"at_date": timezone.localdate()}, text=WORDS)
    assert (closing.waited, closing.error) == (True, None)
    assert Statement.objects.get().child == child


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once(standing: Standing) -> None:
    a_save_that_waits_for_the_restriction_is_refused(standing)
    a_save_that_was_first_stands(standing)
    assert trail.verify().problems == []
