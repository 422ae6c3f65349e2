"""Two records are joined while somebody writes on the one that goes: nothing is lost, nothing lands where nobody looks.

The first part plays it on any database: the record is joined between finding it and writing. The races are played on
PostgreSQL, statement by statement (`tests/racing.py`).
"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from sightline import trail
from sightline.access.models import Draft
from sightline.cases import changes as cases
from sightline.cases.models import Appointment, Statement, Visit
from sightline.checks import run
from sightline.desk import writing
from sightline.people import changes as people
from sightline.people import joined, keeping, merging, telling
from sightline.people.barriers import Restriction
from sightline.people.details import Address
from sightline.people.facts import ChangedMeanwhile
from sightline.people.models import Parentage, Person
from sightline.trail.models import Entry, Head
from tests.racing import meanwhile
from tests.records import signed_in
from tests.standing import Standing, a_recorded_child

WORDS = "She showed me where she sleeps."


def two_records(standing: Standing) -> tuple[Person, Person]:
    """The one that stays, and the one that goes."""
    by = standing.social_worker
    kept, away = (
        a_recorded_child(by, name=name, born="2020-03-01").allocated_to(by, "2026-01-05").child
        for name in ("Robin Fennimore", "Robyn Fenimor")
    )
    return kept, away


def join(kept: Person, away: Person, standing: Standing) -> object:
    return merging.merge(kept, away, by=standing.supervisor, because="The same date of birth.")


def visit_sent(client: Client, child: Person, **more: str) -> dict[str, str]:
    """The form of a visit as the page gives it, filled in."""
    page = client.get(f"/children/{child.key}/what-happened/visit/")
    form = page.context_data["page"]
    sent = {"draft_token": form.writing.token, "opening": form.form["opening"].value(), "where": "home"}
    return sent | {"when": "today", f"c{child.pk}-seen": "Y", f"c{child.pk}-observation": WORDS} | more


@pytest.fixture
def joined_before_it_is_written(standing: Standing, monkeypatch: pytest.MonkeyPatch) -> tuple[Person, Person]:
    kept, away = two_records(standing)
    looked = writing.looked

    def first_joined(children: list[Person]) -> object:
        found = looked(children)
        join(kept, away, standing)
        return found

    monkeypatch.setattr(writing, "looked", first_joined)
    return kept, away


@pytest.mark.django_db
def test_what_was_written_meanwhile_is_kept_on_the_record_that_stays(
    standing: Standing, joined_before_it_is_written: tuple[Person, Person]
) -> None:
    kept, away = joined_before_it_is_written
    client = signed_in(standing.social_worker)
    answer = client.post(f"/children/{away.key}/what-happened/visit/", visit_sent(client, away))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert [part for part in ("joined to another one", "Robin Fennimore", WORDS) if part not in text] == []
    assert not Visit.objects.exists()
    draft = Draft.objects.get()
    assert f'href="{draft.path}"' in text
    assert (draft.child, away.key in draft.path) == (kept.key, False)
    assert WORDS in client.get(draft.path).content.decode()
    assert trail.verify().problems == []


@pytest.mark.django_db
def test_a_record_that_is_closed_to_the_writer_is_not_spoken_of(
    standing: Standing, joined_before_it_is_written: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, away = joined_before_it_is_written
    joins = writing.looked

    def then_restricted(children: list[Person]) -> object:
        found = joins(children)
        keeping.restrict(kept, by=standing.supervisor, reason="A relative works here.")
        return found

    monkeypatch.setattr(writing, "looked", then_restricted)
    client = signed_in(standing.social_worker)
    answer = client.post(f"/children/{away.key}/what-happened/visit/", visit_sent(client, away))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert [part for part in ("not open to you any more", WORDS) if part not in text] == []
    assert [part for part in ("Robin", kept.key, "joined") if part in text] == []
    assert not Visit.objects.exists()
    assert not Draft.objects.filter(child=kept.key).exists()


@pytest.mark.django_db
def test_a_form_sent_after_the_record_was_joined_is_kept_where_it_belongs_now(standing: Standing) -> None:
    kept, away = two_records(standing)
    client, outsider = signed_in(standing.social_worker), signed_in(standing.outsider)
    sent, here = visit_sent(client, away), f"/children/{away.key}/what-happened/visit/"
    client.post(here, sent | {"save_draft": "yes"})
    join(kept, away, standing)
    assert WORDS in client.get(Draft.objects.get().path).content.decode()
    answer = client.post(here, sent)
    assert (answer.status_code, WORDS in answer.content.decode()) == (409, True)
    assert Draft.objects.get().child == kept.key
    for other in (client, outsider):
        assert other.post(here, sent | {"draft_token": ""}).status_code == 404, "no form that they had opened"
    keeping.restrict(kept, by=standing.supervisor, reason="A relative works here.")
    closed = client.post(here, sent).content.decode()
    assert (WORDS in closed, "Robin" in closed) == (True, False)


@pytest.mark.django_db
def test_a_page_that_stays_open_goes_on_keeping_what_is_typed_where_it_can_be_found(standing: Standing) -> None:
    kept, away = two_records(standing)
    client = signed_in(standing.social_worker)
    sent, here = visit_sent(client, away), f"/children/{away.key}/what-happened/visit/"
    keeps = reverse("access:draft", kwargs={"form_key": f"cases.visit:{away.key}"})
    client.post(keeps, sent)
    join(kept, away, standing)
    client.post(keeps, sent | {f"c{away.pk}-observation": f"{WORDS} And the garden."})
    assert client.get(here, follow=True).redirect_chain == [(here.replace(away.key, kept.key), 302)]
    draft = Draft.objects.get()
    assert (draft.child, draft.data[f"c{kept.pk}-observation"]) == (kept.key, [f"{WORDS} And the garden."])
    assert client.get(here).status_code == 404, "nothing is kept there any more"
    client.post(keeps, sent)
    client.post(here, sent)
    assert Draft.objects.get().child == kept.key
    keeping.restrict(kept, by=standing.supervisor, reason="A relative works here.")
    client.post(keeps, sent)
    assert client.get(here).status_code == 404


@pytest.mark.django_db
def test_nothing_is_written_on_a_record_that_was_joined_away_nor_names_it(standing: Standing) -> None:
    by = standing.social_worker
    kept, away = two_records(standing)
    father, him = (people.add_person(by=by, given_name=name) for name in ("Lee", "Leigh"))
    join(kept, away, standing)
    merging.merge(father, him, by=standing.supervisor, because="b")
    before = Entry.objects.count()
    for deed in (
        lambda: cases.record_statement(by=by, child=away, when={"at_date": date(2026, 3, 1)}, text="Moved out."),
        lambda: cases.allocate(by=by, child=away, worker=standing.outsider, role="other", starts_on=date(2026, 3, 1)),
        lambda: keeping.restrict(away, by=by, reason="A relative works here."),
        lambda: people.amend_person(Person.objects.get(pk=away.pk), by=by, changes={"given_name": "Robyn"}),
        lambda: people.record_parent(by=by, child=kept, parent=him),
        lambda: telling.record_address(kept, by=by, child=kept, text="1 Mill Lane", kept_from=[him.key]),
    ):
        with pytest.raises(joined.JoinedAway) as told:
            deed()
        assert told.value.kept in (kept, father)
    assert Entry.objects.count() == before
    assert [model for model in (Statement, Restriction, Address) if model.objects.exists()] == []
    telling.record_address(kept, by=by, child=kept, text="1 Mill Lane", kept_from=[father.key])


def an_appointment(standing: Standing, child: Person) -> Appointment:
    return cases.record_appointment(
        by=standing.social_worker, child=child, when={"at_date": date(2026, 10, 1)}, service="Paediatrics"
    )


def an_entry_on_its_way_is_refused_or_turned(standing: Standing) -> None:
    kept, away = two_records(standing)
    # It has its row and waits for the trail, where the join is: the join goes on, and the entry is refused.
    with meanwhile(lambda: an_appointment(standing, away), before="SELECT", table=Person, nth=3) as writing_it:
        join(kept, away, standing)
    assert (writing_it.waited, type(writing_it.error)) == (True, joined.JoinedAway)
    assert not Appointment.objects.filter(child__in=(kept, away)).exists()


def an_entry_that_came_while_rows_were_turned_is_turned(standing: Standing) -> None:
    kept, away = two_records(standing)
    with meanwhile(lambda: an_appointment(standing, away), before="SELECT", table=Head) as writing_it:
        row = join(kept, away, standing)
    assert (writing_it.waited, writing_it.error) == (False, None)
    assert Appointment.objects.get(fact=writing_it.gave.fact).child == kept
    merging.undo(row, by=standing.supervisor, because="Two children.")
    assert Appointment.objects.get(fact=writing_it.gave.fact).child == away


def an_entry_amended_meanwhile_goes_with_its_versions(standing: Standing) -> None:
    kept, away = two_records(standing)
    first = an_appointment(standing, away)

    def amend() -> Appointment:
        return cases.amend_appointment(first, by=standing.social_worker, seen_version=1, service="Dentist")

    with meanwhile(amend, before="SELECT", table=Head) as amending:
        join(kept, away, standing)
    # The join has turned it: the amendment waits for that, and is told.
    assert (amending.waited, type(amending.error)) == (True, ChangedMeanwhile)
    assert Appointment.objects.get(fact=first.fact).child == kept


def whoever_is_looked_at_while_records_are_joined_is_waited_for(standing: Standing) -> None:
    by = standing.social_worker
    kept, away = two_records(standing)
    mother = people.add_person(by=by, given_name="Kim")
    people.record_parent(by=by, child=away, parent=mother)

    # A change to the mother looks at both of her children, with the trail held; the join holds both records.
    def she_is_called_otherwise() -> Person:
        return people.amend_person(mother, by=by, changes={"given_name": "Kym"})

    with meanwhile(she_is_called_otherwise, before="SELECT", table=Head) as changing:
        join(kept, away, standing)
    assert changing.error is None
    assert Parentage.objects.get(parent=mother).child == kept


def a_relative_is_amended_while_a_page_looks_at_both(standing: Standing) -> None:
    by = standing.social_worker
    first, second = two_records(standing)
    home = people.add_household(label="Mill Lane")
    for child in (first, second):
        people.join_household(by=by, person=child, household=home, child=child, starts_on=None)
    # The one who amends holds the second child and comes to look at the first; the page begins with the first.
    with meanwhile(lambda: run.decide_many([first.pk, second.pk]), before="INSERT", table=Entry) as page:
        people.amend_person(Person.objects.get(pk=second.pk), by=by, changes={"given_name": "Robin"})
    assert (page.error, page.gave.children) == (None, 2)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "races",
    [
        (an_entry_on_its_way_is_refused_or_turned, an_entry_that_came_while_rows_were_turned_is_turned),
        (
            an_entry_amended_meanwhile_goes_with_its_versions,
            whoever_is_looked_at_while_records_are_joined_is_waited_for,
        ),
        (a_relative_is_amended_while_a_page_looks_at_both,),
    ],
    ids=["entries", "locks", "pages"],
)
def test_two_at_once(standing: Standing, races: tuple[object, ...]) -> None:
    for race in races:
        race(standing)  # type: ignore[operator]
    assert trail.verify().problems == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_save_that_the_database_undid_is_made_again(standing: Standing) -> None:
    """Two hold what the other wants: the database undoes the save, which is done once more and never heard of."""
    child = two_records(standing)[0]
    row, client = an_appointment(standing, child), signed_in(standing.social_worker)
    here = reverse("appointment-outcome", kwargs={"key": child.key, "fact": row.fact})
    form = client.get(here).context_data["page"]
    sent = {name: form.form[name].value() for name in ("opening", "seen_version")}
    sent |= {"draft_token": form.writing.token, "outcome": "attended"}

    def the_other_way_round() -> None:
        with transaction.atomic():
            trail.take_turn()
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL deadlock_timeout = '60s'")  # so that it is the save that finds out
            Appointment.objects.select_for_update().get(pk=row.pk)

    with connection.cursor() as cursor:
        cursor.execute("SET deadlock_timeout = '20ms'")
    try:
        with meanwhile(the_other_way_round, before="SELECT", table=Head) as other:
            answer = client.post(here, sent)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET deadlock_timeout")
    assert (other.waited, other.error, answer.status_code) == (True, None, 302)
    assert Appointment.objects.get(fact=row.fact, superseded_at=None).outcome == "attended"
