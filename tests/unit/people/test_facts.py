"""Facts are append-only: amended by a new version, readable as of any day, never written without the trail."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sightline.cases.changes import amend_appointment, record_appointment
from sightline.cases.models import Appointment
from sightline.people.changes import add_person, amend_person
from sightline.people.facts import ChangedMeanwhile, NotThisWay, end_of_day
from sightline.people.models import Person, PersonVersion
from sightline.trail.models import Entry

pytestmark = pytest.mark.django_db
WHEN = {"at_date": date(2026, 11, 2)}


@pytest.fixture
def child(standing):
    return add_person(by=standing.social_worker, is_child=True, given_name="Robin", family_name="Fennimore")


@pytest.fixture
def missed(standing, child):
    return record_appointment(by=standing.social_worker, child=child, when=WHEN, outcome="was_not_brought")


def test_a_fact_and_its_trail_entry_are_written_together(missed, child):
    entry = Entry.objects.get(thing_id=str(missed.fact))
    assert (entry.verb, entry.child) == ("cases.record_was_not_brought", child.key)


def test_when_the_trail_cannot_be_written_the_fact_is_not_either(standing, child, monkeypatch):
    def broken(_rows):
        raise RuntimeError("no trail")

    monkeypatch.setattr("sightline.trail.record_all", broken)
    with pytest.raises(RuntimeError, match="no trail"), transaction.atomic():
        record_appointment(by=standing.social_worker, child=child, when=WHEN)
    assert not Appointment.objects.exists()


def test_amending_keeps_the_earlier_version(standing, missed):
    later = amend_appointment(missed, by=standing.social_worker, seen_version=1, reason_given="The bus did not come")
    versions = Appointment.objects.filter(fact=missed.fact).order_by("version")
    assert [v.reason_given for v in versions] == [None, "The bus did not come"]
    assert list(Appointment.objects.current()) == [later]
    assert later.first_recorded_at == missed.first_recorded_at


def test_the_record_can_be_read_as_it_was_known(standing, missed):
    before = missed.recorded_at
    amend_appointment(missed, by=standing.social_worker, seen_version=1, reason_given="The bus did not come")
    [then] = Appointment.objects.known_at(before)
    assert then.reason_given is None
    [now] = Appointment.objects.known_at(end_of_day(before.date()) + timedelta(days=1))
    assert now.reason_given == "The bus did not come"


def test_the_second_of_two_savers_is_told(standing, missed):
    amend_appointment(missed, by=standing.social_worker, seen_version=1, action="Ring the clinic")
    with pytest.raises(ChangedMeanwhile):
        amend_appointment(missed, by=standing.social_worker, seen_version=1, action="Wait")
    [current] = Appointment.objects.current()
    assert current.action == "Ring the clinic"


def test_facts_cannot_be_saved_changed_or_deleted_past_the_changes(missed):
    missed.outcome = "attended"
    for deed in (missed.save, missed.delete, Appointment.objects.all().delete):
        with pytest.raises(NotThisWay):
            deed()
    with pytest.raises(NotThisWay):
        Appointment.objects.all().update(outcome="attended")


def test_two_current_versions_of_one_fact_cannot_be(missed, child):
    twin = Appointment(child=child, person=child, fact=missed.fact, version=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(within_change=True)


def test_a_persons_earlier_details_stay_readable(standing, child):
    changed = amend_person(child, by=standing.social_worker, changes={"given_name": "Robyn"})
    assert changed.version == 2
    [past] = PersonVersion.objects.filter(person=child)
    assert past.given_name == "Robin"
    assert past.superseded_at == changed.recorded_at


def test_two_people_changing_one_person_are_told(standing, child):
    stale = Person.objects.get(pk=child.pk)
    amend_person(child, by=standing.social_worker, changes={"sex": "F"})
    with pytest.raises(ChangedMeanwhile):
        amend_person(stale, by=standing.social_worker, changes={"sex": "M"})


def test_a_person_cannot_be_both_born_and_expected(standing):
    with pytest.raises(IntegrityError), transaction.atomic():
        add_person(by=standing.social_worker, dob=date(2026, 1, 1), expected_dob=date(2026, 2, 1))
