"""A person who is recorded twice, through the pages: chosen, looked at side by side, joined, taken apart again."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from sightline.access.models import Draft
from sightline.cases import opening
from sightline.cases.models import Event, Visit
from sightline.checks.models import Outcome
from sightline.people import changes as people
from sightline.people import keeping, telling
from sightline.people.changes import amend_fact, record_fact
from sightline.people.details import Address, Merge
from sightline.people.models import Partnership, Person
from sightline.trail.models import Entry
from tests import standing
from tests.records import signed_in

pytestmark = pytest.mark.django_db
CSRF = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|nonce-\S+|nonce="[^"]*"')
WHY = {"because": "The same certificate of birth."}


@pytest.fixture
def world():
    made = standing.make()
    one, two = (
        standing.a_recorded_child(made.social_worker, name=name, born=born, sex=sex).allocated_to(
            made.social_worker, "2026-01-01"
        )
        for name, born, sex in (("Robin Fennimore", "2024-03-01", ""), ("Robyn Fenimor", "2024-05-01", "F"))
    )
    return made, one, two, signed_in(made.social_worker)


def page_of(child: Person) -> str:
    return f"/children/{child.key}/people/{child.key}/"


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_from_the_page_of_a_child_to_one_record_and_back(world):
    made, one, two, browser = world
    two.with_visit("2026-03-01", seen="Y").with_visit("2026-03-09", seen="Y")
    Draft.objects.create(
        worker=made.social_worker, form_key=f"cases.visit:{two.child.key}", page="p1", child=two.child.key,
        path=f"/children/{two.child.key}/what-happened/visit/", data={}, saved_at=timezone.now(),
    )  # fmt: skip
    telling.record_address(two.child, by=two.by, child=two.child, text="7 Hidden Lane", is_protected=True)
    twice = f"{page_of(one.child)}twice/"
    assert twice in words(browser.get(page_of(one.child)))
    where = f"{twice}{two.child.key}/"
    assert where in words(browser.get(twice))
    seen = words(browser.get(where))
    for said in (
        "The dates of birth contradict each other", "1 March 2024", "1 May 2024", "visits: 2",
        "Sex: only in the other", "Born: this one stays",
        "Recorded by Social Worker", "Social Worker, Westmarsh Council", "Protected address: not shown",
    ):  # fmt: skip
        assert said in seen, said
    assert "Hidden Lane" not in seen
    assert not Merge.objects.exists()

    assert browser.post(where, WHY)["Location"] == page_of(one.child)
    assert browser.post(where, WHY)["Location"] == page_of(one.child), "the same form twice makes one join"
    row, draft = Merge.objects.get(), Draft.objects.get()
    assert (draft.child, two.child.key in draft.path + draft.form_key) == (one.child.key, False)
    assert set(Visit.objects.values_list("child", flat=True)) == {one.child.pk}
    assert browser.get(page_of(two.child)).status_code == 404
    told = words(browser.get(page_of(one.child)))
    assert "Joined with Robyn Fenimor on" in told
    assert "by Social Worker. The reason: The same certificate of birth." in told
    trail = Entry.objects.filter(verb="people.merge").values_list("child", flat=True)
    assert set(trail) == {one.child.key, two.child.key}

    apart = f"{page_of(one.child)}joined/{row.pk}/"
    assert apart in told
    assert "What was written new since then stays here" in words(browser.get(apart))
    before = dict(Outcome.objects.filter(child=two.child, ends_at=None).values_list("check_id", "looked_at"))
    assert browser.post(apart, {"because": "Cousins after all."})["Location"] == page_of(one.child)
    assert set(Visit.objects.values_list("child", flat=True)) == {two.child.pk}
    now = dict(Outcome.objects.filter(child=two.child, ends_at=None).values_list("check_id", "looked_at"))
    assert now
    assert all(now[check] > before[check] for check in now.keys() & before.keys()), "looked at again"
    told = words(browser.get(page_of(one.child)))
    assert "Taken apart again" in told
    assert "Cousins after all." in told
    assert "Robyn" not in told, "two people: the one's page does not name the other"
    assert browser.get(page_of(two.child)).status_code == 200
    assert browser.get(apart)["Location"] == page_of(one.child)


def test_a_record_that_is_not_open_is_neither_listed_nor_reached(world):
    made, one, two, browser = world
    twice = f"{page_of(one.child)}twice/"
    far = standing.a_recorded_child(made.outsider, name="Robin Fenimore").allocated_to(made.outsider, "2026-01-01")
    opening.open_for_reason(far.child, by=made.social_worker, reason="Out of hours.", hours=1)
    keeping.restrict(two.child, by=made.supervisor, reason="r")
    third = standing.a_recorded_child(made.social_worker, name="Robyn Fennimor").allocated_to(
        made.social_worker, "2026-01-01"
    )
    keeping.declare_conflict(third.child, by=made.supervisor, worker=made.social_worker)
    listed = words(browser.get(twice, {"q": "Robin"}))
    for hidden in (far, two, third):
        assert hidden.child.key not in listed
        for send in (browser.get, browser.post):
            assert send(f"{twice}{hidden.child.key}/", WHY).status_code == 404
            assert send(f"{page_of(hidden.child)}twice/{one.child.key}/", WHY).status_code == 404
    assert "recorded twice" not in words(browser.get(page_of(far.child))), "opened for some hours, not to be joined"
    assert browser.get(f"{twice}nobodyofours/").status_code == 404
    assert not Merge.objects.exists()


def test_a_restricted_record_stays_as_it_is_even_for_its_keeper(world):
    made, one, two, browser = world
    where = f"{page_of(one.child)}twice/{two.child.key}/"
    browser.post(where, WHY)
    row = Merge.objects.get()
    keeper = signed_in(made.supervisor)
    keeping.restrict(one.child, by=made.supervisor, reason="r", named=[made.social_worker])
    assert "restricted record is not taken apart" in words(keeper.post(f"{page_of(one.child)}joined/{row.pk}/", WHY))
    row.refresh_from_db()
    assert row.undone_at is None
    assert browser.get(f"{page_of(two.child)}joined/{row.pk}/").status_code == 404


def test_whoever_must_keep_away_from_one_keeps_away_from_both(world):
    made, one, two, browser = world
    colleague = made.outsider
    one.allocated_to(colleague, "2026-01-01")
    keeping.declare_conflict(two.child, by=made.supervisor, worker=colleague)
    assert signed_in(colleague).get(page_of(one.child)).status_code == 200
    browser.post(f"{page_of(one.child)}twice/{two.child.key}/", WHY)
    assert signed_in(colleague).get(page_of(one.child)).status_code == 404


def test_what_is_typed_wrongly_joins_nobody(world):
    _made, one, two, browser = world
    where = f"{page_of(one.child)}twice/{two.child.key}/"
    for typed, said in (
        ("", "Write the reason"), ("  \n ", "Write the reason"), ("a\x00b", "cannot be kept"),
        ("x" * 100_000, "at most 2,000 characters"),
    ):  # fmt: skip
        assert said in words(browser.post(where, {"because": typed})), said
    assert "Choose two different people." in words(browser.post(f"{page_of(one.child)}twice/{one.child.key}/", WHY))
    for asked in ("\x00", "   ", "x" * 5_000, "Robyn\x00"):
        assert browser.get(f"{page_of(one.child)}twice/", {"q": asked}).status_code == 200
    assert not Merge.objects.exists()
    browser.post(where, WHY)
    row = Merge.objects.get()
    for number, status in ((row.pk, 200), (row.pk + 1, 404), (10**30, 404)):
        assert browser.post(f"{page_of(one.child)}joined/{number}/", {"because": " "}).status_code == status
    assert Merge.objects.filter(undone_at=None).count() == 1


def test_an_adult_written_down_twice_on_one_record(world):
    made, one, two, browser = world
    child = one.child
    lee, li, elsewhere = (people.add_person(by=made.social_worker, given_name=name) for name in ("Lee", "Li", "Len"))
    for adult in (lee, li):
        people.record_parent(by=made.social_worker, child=child, parent=adult)
    people.record_parent(by=made.social_worker, child=two.child, parent=elsewhere)
    kept_from = telling.record_address(child, by=one.by, child=child, text="2 Quay Road", kept_from=[li.key])
    event = record_fact(
        Event(child=two.child, what="Moved", persons=[li.key, lee.key]), by=one.by, verb="cases.record_event",
        child=two.child,
    )  # fmt: skip
    twice = f"/children/{child.key}/people/{lee.key}/twice/"
    hidden = people.add_person(by=None, is_child=True, given_name="Zeb")
    keeping.restrict(hidden, by=made.supervisor, reason="r")
    seen = words(browser.get(f"{twice}{li.key}/"))
    people.record_parent(by=None, child=hidden, parent=li)
    again = words(browser.get(f"{twice}{li.key}/"))
    assert CSRF.sub("", again) == CSRF.sub("", seen), "nothing tells that there is a restricted child"
    listed = words(browser.get(twice))
    assert f"{twice}{li.key}/" in listed
    assert elsewhere.key not in listed
    for other in (elsewhere, child, two.child):
        assert browser.post(f"{twice}{other.key}/", WHY).status_code == 404
    assert browser.post(f"{twice}{li.key}/", WHY).status_code == 302
    assert not telling.may_go_out(child, [lee]).exists(), "kept from Li is kept from Lee, who is Li"
    assert Event.objects.get(pk=event.pk).persons == [lee.key, lee.key]
    now = Event.objects.get(pk=event.pk)
    amend_fact(now, by=one.by, verb="cases.amend_event", child=two.child, changes={"what": "Moved away"})
    row = Merge.objects.get()
    browser.post(f"/children/{child.key}/people/{lee.key}/joined/{row.pk}/", WHY)
    assert [each.persons for each in Event.objects.filter(fact=event.fact)] == [[li.key, lee.key]] * 2
    assert Address.objects.get(pk=kept_from.pk).kept_from == [li.key]


def test_two_who_are_partners_are_told_that_they_cannot_be_one(world):
    made, one, _two, browser = world
    lee, li = (people.add_person(by=made.social_worker, given_name=name) for name in ("Lee", "Li"))
    for adult in (lee, li):
        people.record_parent(by=made.social_worker, child=one.child, parent=adult)
    record_fact(
        Partnership(one=lee, other=li), by=made.social_worker, verb="people.record_partnership", child=one.child
    )  # fmt: skip
    answer = words(browser.post(f"/children/{one.child.key}/people/{lee.key}/twice/{li.key}/", WHY))
    assert "partners or tied to one another" in answer
    assert not Merge.objects.exists()
