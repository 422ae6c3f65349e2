"""A census that tells a referral somebody wrote here: it stands on the record once, and nothing of either is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sightline import trail
from sightline.cases import changes as cases
from sightline.cases import handling, moving
from sightline.cases.entries import ENTRIES
from sightline.cases.models import Assessment, Referral
from sightline.cases.noting import amend_entry, body_of, record_entry
from sightline.exchange.changes import Batch
from sightline.exchange.cin.command import as_object, in_words
from sightline.exchange.cin.recognising import HERE_ALREADY, MAY_BE_HERE
from sightline.exchange.cin.store import read_whole, store
from sightline.people.changes import add_person
from sightline.people.facts import KEPT_HERE, ChangedMeanwhile
from tests.records import signed_in
from tests.unit.exchange.cin.files import a_child, an_episode
from tests.unit.exchange.cin.stored import Census, counts, the_child

pytestmark = pytest.mark.django_db
REFERRAL = ENTRIES["Referral"]
EARLIER = an_episode("", year=2025, closed="<CINclosureDate>2025-02-03</CINclosureDate>")  # it makes the child known
CLOSED = "<CINclosureDate>2026-02-03</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"


@pytest.fixture
def census(tmp_path):
    found = Census(tmp_path)
    found.bring_in(a_child(EARLIER, year=2025, birth="<PersonBirthDate>2018-05-05</PersonBirthDate>"), year=2025)
    return found


@pytest.fixture
def by(standing):
    return standing.social_worker


def written(by, child=None, **more):
    body = {"received_at": "2025-11-01", "source_code": "1A", "worry": "He is cold.", "referrer": "An aunt"} | more
    said = {name: value for name, value in body.items() if value}
    return record_entry(REFERRAL, by=by, child=child or the_child(), body=said, at={})


def amended(row, by, **more):
    now = Referral.objects.current().get(fact=row.fact)
    body = body_of(now, REFERRAL) | more
    return amend_entry(now, REFERRAL, by=by, seen_version=now.version, body=body, at={}, because="As it was.")


def of_the_day():
    return list(Referral.objects.current().filter(received_on=date(2025, 11, 1)).order_by("pk"))


def said(stored):
    return [issue.reason for issue in stored.issues if issue.reason in (HERE_ALREADY, MAY_BE_HERE)]


def the_page(by, row):
    cases.allocate(by=by, child=row.child, worker=by, role="lead", starts_on=date(2026, 1, 1))
    client = signed_in(by)
    where = reverse("child-plan", args=[row.child.key])
    entry = reverse("child-entry", args=[row.child.key, "Referral", row.fact])
    return [" ".join(client.get(path).content.decode().split()) for path in (entry, where)]


def test_it_stands_once_with_what_each_of_the_two_says(census, by):
    row = written(by, decision="assessment", decided_at="2025-11-03")
    stored = census.bring_in(a_child(an_episode(closed=CLOSED)))
    [now] = of_the_day()
    assert (now.fact, now.version, now.source, now.agency) == (row.fact, 2, KEPT_HERE, by.agency)
    assert (now.worry, now.referrer, now.decision) == ("He is cold.", "An aunt", "assessment")
    assert (now.primary_need, now.closed_on, now.closure_reason) == ("N1", date(2026, 2, 3), "RC7")
    assert Assessment.objects.get().referral == row.fact, "what the file tells of it points at it"
    assert (said(stored), stored.kinds["Referral"]) == ([HERE_ALREADY], {"changed": 1})
    assert trail.verify().ok
    entry, plan = the_page(by, now)
    assert "kept here, and imported from the Children in Need census" in plan
    assert "The same referral is in the census of the authority." in entry
    assert "looks like this one" not in entry
    assert "Looks like another" not in plan


def test_the_command_says_it_in_words_and_as_json(census, by):
    written(by)
    path = census.path(a_child(an_episode()))
    reading = read_whole(path)
    found = as_object(str(path), reading, store(reading))
    assert found["already_on_the_record"] == 1
    assert "Already on the record, written here and not doubled: 1 referral." in in_words(found)


def test_the_same_file_again_changes_nothing_and_says_the_same(census, by):
    written(by)
    first = census.bring_in(a_child(an_episode()))
    before = counts()
    again = census.bring_in(a_child(an_episode()))
    assert counts() == before
    assert (again.issues, again.already, again.count("changed")) == (first.issues, 1, 0)


def test_a_later_file_brings_its_end_and_never_undoes_what_a_person_wrote(census, by):
    row = written(by)
    census.bring_in(a_child(an_episode()))
    amended(row, by, received_at="2025-11-02", primary_need="N4", worry="He is cold and hungry.")
    stored = census.bring_in(a_child(an_episode(closed=CLOSED)))
    [now] = Referral.objects.current().filter(received_on__year=2025)
    assert (now.received_on, now.primary_need, now.worry) == (date(2025, 11, 2), "N4", "He is cold and hungry.")
    assert (now.closed_on, now.closure_reason) == (date(2026, 2, 3), "RC7")
    assert any("amended here since" in issue.reason for issue in stored.issues)
    assert (now.fact, said(stored)) == (row.fact, [HERE_ALREADY])


def test_what_a_person_emptied_since_is_not_filled_again(census, by):
    row = written(by)
    census.bring_in(a_child(an_episode()))
    amended(row, by, primary_need=None)
    census.bring_in(a_child(an_episode()))
    assert Referral.objects.current().get(fact=row.fact).primary_need == ""


@pytest.mark.parametrize(
    "more",
    [
        {"source_code": ""}, {"primary_need": "N4"}, {"decision": "nfa"}, {"decision": "advice"},
        {"decision": "assessment", "decided_at": "2026-02-04"},
    ],
    ids=str,
)  # fmt: skip
def test_where_something_is_open_both_stay_and_are_said_to_look_alike(census, by, more):
    row = written(by, **more)
    stored = census.bring_in(a_child(an_episode(closed=CLOSED)))
    assert [(one.source == KEPT_HERE, one.version) for one in of_the_day()] == [(True, 1), (False, 1)]
    assert (said(stored), stored.already) == ([MAY_BE_HERE], 0)
    assert said(census.bring_in(a_child(an_episode(closed=CLOSED)))) == [MAY_BE_HERE]
    entry, plan = the_page(by, row)
    assert "Another referral of the same day looks like this one." in entry
    assert str(of_the_day()[1].fact) in entry
    assert "imported from the Children in Need census</li>" in entry
    assert plan.count("Looks like another of that day") == 2


def test_another_source_or_another_day_is_another_referral(census, by):
    written(by, source_code="6")
    written(by, received_at="2025-11-02")
    stored = census.bring_in(a_child(an_episode()))
    assert said(stored) == []
    assert Referral.objects.current().filter(received_on__year=2025).count() == 3


def test_two_of_one_day_are_told_apart_by_people(census, by):
    written(by)
    written(by, worry="Again.")
    assert said(census.bring_in(a_child(an_episode()))) == [MAY_BE_HERE]
    assert len(of_the_day()) == 3


def test_an_entry_with_chosen_readers_is_left_alone(census, by):
    row = written(by)
    handling.mark_entry(row, by=by, may_go_to="family")
    assert said(census.bring_in(a_child(an_episode()))) == [MAY_BE_HERE]
    assert Referral.objects.current().get(fact=row.fact).primary_need == ""


def test_moved_to_another_child_since_it_takes_nothing_from_the_first(census, by):
    row = written(by)
    census.bring_in(a_child(an_episode()))
    other = add_person(by=by, is_child=True, given_name="Robin")
    now = Referral.objects.current().get(fact=row.fact)
    moving.move_entry(now, by=by, to=other, because="Another child.", seen_version=now.version)
    written(by)
    stored = census.bring_in(a_child(an_episode(closed=CLOSED)))
    assert said(stored) == [MAY_BE_HERE]
    assert Referral.objects.current().get(child=other).closed_on is None
    assert [one.child for one in of_the_day() if one.source != KEPT_HERE] == [the_child()]


def test_a_move_between_reading_and_writing_has_the_file_begin_once_more(census, by, monkeypatch):
    row, other = written(by), add_person(by=by, is_child=True, given_name="Robin")
    first = Batch.write

    def late(self, **more):
        monkeypatch.undo()
        moving.move_entry(row, by=by, to=other, because="Another child.", seen_version=1)
        return first(self, **more)

    monkeypatch.setattr(Batch, "write", late)
    with pytest.raises(ChangedMeanwhile):
        census.bring_in(a_child(an_episode()))
