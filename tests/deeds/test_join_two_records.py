"""Two records of one person are joined, and taken apart again exactly (T10)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.access.policy import can
from sightline.cases import changes as cases
from sightline.cases.models import Visit
from sightline.people import changes as people
from sightline.people import keeping, merging
from sightline.people.details import Merge
from sightline.people.knowing import look_before_writing
from sightline.people.models import Person
from sightline.trail.models import Entry
from tests import standing
from tests.records import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = standing.make()
    record = standing.a_recorded_child(made.social_worker, name="Robin Fennimore").allocated_to(
        made.social_worker, "2026-01-01"
    )
    second = standing.a_recorded_child(made.social_worker, name="Robyn Fenimor").allocated_to(
        made.social_worker, "2026-02-01"
    )
    return made, record, second


def everything() -> dict[str, list[Any]]:
    """Every row that points at a person, with the persons themselves."""
    found: dict[str, list[Any]] = {
        f"{model._meta.label}.{column}": list(merging._rows(model).order_by("pk").values_list("pk", column))
        for model, column in merging._pointing()
    }
    fields = [field.attname for field in Person._meta.concrete_fields if field.attname != "names_indexed"]
    return found | {"people": list(Person.objects.order_by("pk").values_list(*fields))}


def test_joined_records_are_one_and_every_fact_keeps_who_wrote_it_and_when(world):
    made, record, second = world
    second.with_visit("2026-03-01", seen="Y").with_statement("He has moved out.", "2026-03-02")
    before = Visit.objects.get().content()
    merging.merge(record.child, second.child, by=made.supervisor, because="The same date of birth and mother.")
    after = Visit.objects.get().content()
    assert after.pop("child_id") == record.child.pk
    before.pop("child_id")
    assert after == before
    assert (
        "He has moved out."
        in signed_in(made.social_worker).get(f"/children/{record.child.key}/story/").content.decode()
    )
    assert not can(made.social_worker, "record.view", second.child)
    found = look_before_writing(made.social_worker, "Robyn Fenimor")
    assert [one.person for one in found] == [record.child]
    assert Entry.objects.filter(verb="people.merge").values_list("child", flat=True).count() == 2


DEEDS = st.lists(st.sampled_from(("visit", "statement", "parent", "home", "amend")), max_size=4)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=DEEDS, then=DEEDS)
def test_undo_restores_exactly_whatever_was_recorded_before(world, first, then):
    made, record, second = world
    for who, deeds in ((record, first), (second, then)):
        for deed in deeds:
            _do(who, deed)
    before = everything()
    row = merging.merge(record.child, second.child, by=made.supervisor, because="b")
    assert not any(
        second.child.pk in (value for _pk, value in rows) for name, rows in everything().items() if name != "people"
    )
    merging.undo(row, by=made.supervisor, because="Two children after all.")
    assert everything() == before


def _do(record: standing.RecordedChild, deed: str) -> None:
    if deed == "visit":
        record.with_visit("2026-03-01", seen="Y", words="I like it here.")
    elif deed == "statement":
        record.with_statement("He has moved out.", "2026-03-02", about=record.child)
    elif deed == "parent":
        people.record_parent(by=record.by, child=record.child, parent=people.add_person(by=None, given_name="Kim"))
    elif deed == "home":
        record.living_with()
    else:
        record.child = people.amend_person(record.child, by=record.by, changes={"sex": "F"})


def test_what_was_amended_while_joined_goes_back_and_what_is_new_stays(world):
    made, record, second = world
    second.with_appointment(None, "2026-03-01")
    row = merging.merge(record.child, second.child, by=made.supervisor, because="b")
    appointment = record.child.appointments.get()
    cases.amend_appointment(appointment, by=made.social_worker, seen_version=1, outcome="attended")
    record.with_visit("2026-04-01", seen="Y")
    merging.undo(row, by=made.supervisor, because="u")
    assert [one.version for one in second.child.appointments.order_by("version")] == [1, 2]
    assert record.child.visits.count() == 1
    with pytest.raises(merging.NotPossible, match="already"):
        merging.undo(row, by=made.supervisor, because="u")


def test_what_cannot_be_joined_says_why(world):
    made, record, second = world
    adult = people.add_person(by=None, given_name="Kim")
    for other, words in ((record.child, "two different"), (adult, "as a child, the other as an adult")):
        with pytest.raises(merging.NotPossible, match=words):
            merging.merge(record.child, other, by=made.supervisor, because="b")
    keeping.restrict(second.child, by=made.supervisor, reason="r")
    with pytest.raises(merging.NotPossible, match="restricted"):
        merging.merge(record.child, second.child, by=made.supervisor, because="b")
    assert not Merge.objects.exists()
