"""Who somebody is, how they like to talk, other names, and where they live, kept from whom it must be kept."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.cases import changes as cases
from sightline.people import changes as people
from sightline.people import keeping, telling
from sightline.people.details import Address
from sightline.people.models import Person
from sightline.trail.models import Entry
from tests import standing
from tests.records import signed_in
from tests.security.test_matrix import ROUTES, TABLE, address
from tests.security.things import a_world

pytestmark = pytest.mark.django_db
REFUGE = "7 Hidden Lane, Westmarsh"


@pytest.fixture
def world():
    made = standing.make()
    record = standing.a_recorded_child(made.social_worker).allocated_to(made.social_worker, "2026-01-01")
    return made, record.child, signed_in(made.social_worker)


def test_details_are_changed_as_well_as_they_are_known_and_the_earlier_ones_stay(world):
    _people, child, browser = world
    where = f"/children/{child.key}/people/{child.key}/"
    form = {
        "given_name": "Robin", "family_name": "Fennimore", "dob": "March 2024", "expected_dob": "", "sex": "F",
        "gestation_weeks": "31", "languages": "Polish\nEnglish", "reads": "none", "communication": "Signs; needs time.",
        "interpreter_need": "offered_declined", "seen_version": "1",
    }  # fmt: skip
    assert browser.post(f"{where}change/", form)["Location"] == where
    page = browser.get(where).content.decode()
    for words in ("March 2024", "Polish, English", "Signs; needs time.", "Offered, and declined", "born: 01/03/2024"):
        assert words in page, words
    found = Person.objects.get(pk=child.pk)
    assert (found.version, found.dob_precision, found.dob_latest, found.reads) == (2, "month", date(2024, 3, 31), [])
    assert browser.post(f"{where}change/", form | {"seen_version": "2"})["Location"] == where
    assert Person.objects.get(pk=child.pk).version == 2, "nothing was changed, and no change is told of"
    late = browser.post(f"{where}change/", form | {"given_name": "Robbie"}).content.decode()
    assert "Somebody else changed these details meanwhile" in late
    assert 'value="Robbie"' in late


def test_nobody_is_born_before_their_parent_or_long_after_they_were_seen(world):
    people_, child, browser = world
    mother = people.add_person(by=None, given_name="Kerry", family_name="Fennimore", sex="F", dob=date(1997, 2, 1))
    people.record_parent(by=None, child=child, parent=mother)
    cases.record_visit(
        by=people_.social_worker, children=[cases.ChildAtVisit(child, seen="Y")], when={"at_date": date(2024, 5, 2)}
    )
    for who, dob, said in (
        (child, "1/6/1990", "Robin Fennimore would be born before their parent Kerry Fennimore. Check the year."),
        (mother, "2025", "Robin Fennimore would be born before their parent Kerry Fennimore. Check the year."),
        (child, "1/6/2025", "A visit of 2 May 2024 is on record, long before that. Check the year."),
    ):
        where = f"/children/{child.key}/people/{who.key}/change/"
        answer = browser.post(
            where, {"given_name": who.given_name, "family_name": "Fennimore", "dob": dob, "seen_version": "1"}
        )
        assert said in answer.content.decode(), dob
        assert f'value="{dob}"' in answer.content.decode(), "what was typed is given back"
    adult = {"given_name": "Lee", "dob": "1/1/2025", "sex": "M", "tie": "biological", "sure": "1"}
    where = f"/children/{child.key}/family/add-adult/"
    assert "would be born before their parent Lee. Check the year." in browser.post(where, adult).content.decode()
    assert browser.post(where, {**adult, "dob": "1995"}).status_code == 302
    assert Person.objects.filter(version__gt=1).count() == 0
    hidden = people.add_person(by=None, is_child=True, given_name="Zeb", dob=date(2012, 1, 1))
    people.record_parent(by=None, child=hidden, parent=mother)
    keeping.restrict(hidden, by=people_.supervisor, reason="r")
    where = f"/children/{child.key}/people/{mother.key}/change/"
    typed = {"given_name": "Kerry", "family_name": "Fennimore", "dob": "2013", "seen_version": "1"}
    assert browser.post(where, typed).status_code == 302, "nothing tells that there is a restricted child"


def test_a_child_not_yet_born_is_expected_as_well_as_anybody_knows(world):
    _people, child, browser = world
    form = {
        "given_name": "Baby", "family_name": "Fennimore", "dob": "", "expected_dob": "May 2027", "sex": "", "sure": "1",
    }  # fmt: skip
    where = browser.post("/add-a-child/", form)["Location"]
    assert "not yet born, expected about May 2027" in browser.get(where).content.decode()


def test_a_protected_address_is_masked_until_asked_for_and_that_is_in_the_trail(world):
    people_, child, browser = world
    father = people.add_person(by=None, given_name="Lee", family_name="Quill")
    people.record_parent(by=None, child=child, parent=father)
    where = f"/children/{child.key}/people/{child.key}/"
    form = {"text": REFUGE, "starts_on": "", "ends_on": "", "kept_from": [father.key]}
    assert browser.post(f"{where}address/", form).status_code == 302
    row = Address.objects.get()
    assert (row.is_protected, row.kept_from) == (True, [father.key])  # whoever names somebody means it
    assert "Protected address: not shown" in browser.get(where).content.decode()
    asked = f"{where}address/{row.fact}/"
    assert REFUGE not in browser.get(asked).content.decode()
    shown = browser.post(asked).content.decode()
    assert REFUGE in shown
    assert "Kept from: Lee Quill." in shown
    assert Entry.objects.filter(child=child.key, part="a protected address", reason_given=True).count() == 1


def test_no_address_of_the_product_shows_a_protected_one_unasked():
    world = a_world()
    own = world.things("child")[0]
    child = Person.objects.get(key=own["key"])
    telling.record_address(child, by=world.people.social_worker, child=child, text=REFUGE, is_protected=True)
    browser, leaks = signed_in(world.people.social_worker), []
    for pattern in sorted(set(TABLE) & set(ROUTES)):
        row = TABLE[pattern]
        if row.get("thing") == "child":
            answer = browser.get(address(pattern, row, own))
            content = b"".join(answer) if answer.streaming else answer.content
            leaks += [pattern] if b"Hidden Lane" in content or b"Hidden Lane" in str(answer.headers).encode() else []
    assert leaks == []


def test_what_goes_out_never_holds_a_protected_address_nor_one_kept_from_its_reader(world):
    people_, child, _browser = world
    father, mother = (people.add_person(by=None, given_name=name) for name in ("Lee", "Kim"))
    write = {"by": people_.social_worker, "child": child}
    telling.record_address(child, **write, text=REFUGE, is_protected=True, kept_from=[father.key])
    telling.record_address(child, **write, text="2 Quay Road", kept_from=[father.key])
    telling.record_address(child, **write, text="3 Quay Road")
    out = lambda *to: [row.text for row in telling.may_go_out(child, to)]  # noqa: E731
    assert out(mother) == ["2 Quay Road", "3 Quay Road"]
    assert out(mother, father) == ["3 Quay Road"]


def test_other_names_and_professionals_stand_on_the_page(world):
    _people, child, browser = world
    where = f"/children/{child.key}/people/{child.key}/"
    browser.post(f"{where}name/", {"name": "Bobbie", "kind": "nickname", "starts_on": "1/2/2026", "ends_on": ""})
    wrong = browser.post(
        f"{where}name/", {"name": "B", "kind": "alias", "starts_on": "1/2/2026", "ends_on": "1/2/2025"}
    )
    assert "before it began" in wrong.content.decode()
    who = {
        "name": "Dr Osei",
        "role": "GP",
        "organisation": "Quay Surgery",
        "reached_by": "",
        "starts_on": "",
        "ends_on": "",
    }
    browser.post(f"/children/{child.key}/professionals/add/", who)
    page = browser.get(where).content.decode()
    assert "Bobbie" in page
    assert "Dr Osei" in page
    assert "Quay Surgery" in page
    assert browser.get(f"/children/{child.key}/people/nobodyofours/").status_code == 404
