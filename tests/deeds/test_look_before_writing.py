"""A child or adult is looked for before they are written down; what may not be seen is told to its keeper, silently."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.people import changes as people
from sightline.people import keeping, telling
from sightline.people.knowing import index_missing, look_before_writing, told_to
from sightline.people.models import Person
from sightline.people.queries import search
from tests import standing
from tests.records import signed_in

pytestmark = pytest.mark.django_db
FORM = {"given_name": "Robyn", "family_name": "Fenimore", "dob": "4/3/2019", "expected_dob": "", "sex": ""}


@pytest.fixture
def world():
    made = standing.make()
    child = standing.a_recorded_child(made.outsider, name="Robin Fennimore", born="2019-03-04").child
    return made, child


def test_a_child_known_elsewhere_is_shown_with_reasons_before_anything_is_written(world):
    people_, child = world
    browser = signed_in(people_.social_worker)
    page = browser.post("/add-a-child/", FORM).content.decode()
    assert "Very likely the same" in page
    assert "The name sounds alike. The same date of birth." in page
    assert f"/children/{child.key}/open/" in page
    assert Person.objects.filter(is_child=True).count() == 1
    answer = browser.post("/add-a-child/", FORM | {"sure": "1"})
    made = Person.objects.get(given_name="Robyn")
    assert answer["Location"] == f"/children/{made.key}/"
    assert browser.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["O'Brien-Łukasz", "李", "عبد الله", "🦋", "<b>Sam</b>", "X" * 80])
def test_any_name_is_looked_for_written_and_found_again(world, name):
    people_, _child = world
    browser = signed_in(people_.social_worker)
    form = FORM | {"given_name": name, "family_name": ""}
    assert browser.post("/add-a-child/", form | {"sure": "1"}).status_code == 302
    assert [one.given_name for one in search(people_.social_worker, name)] == [name]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"given_name": "  ", "family_name": ""}, "Write a name."),
        ({"dob": "31/2/2020"}, "There is a problem"),
        ({"dob": "4/3/2019", "expected_dob": "4/3/2027"}, "not both"),
        ({"given_name": "X" * 100_000}, "at most 80 characters"),
        ({"given_name": "a\x00b"}, "a character in it that cannot be kept"),
    ],
)
def test_bad_input_is_refused_in_words_and_writes_nothing(world, wrong, words):
    browser = signed_in(world[0].social_worker)
    assert words in browser.post("/add-a-child/", FORM | wrong | {"sure": "1"}).content.decode()
    assert Person.objects.filter(is_child=True).count() == 1


def test_a_restricted_child_is_told_to_the_keeper_and_the_searcher_sees_what_nobody_would(world):
    people_, child = world
    keeping.restrict(child, by=people_.supervisor, reason="A parent works here.")
    index_missing()
    browser = signed_in(people_.social_worker)

    def ask(given: str) -> tuple[str, list[str]]:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = browser.post("/add-a-child/", FORM | {"given_name": given}).content.decode()
        return page.replace(given, ""), [query["sql"].split(" ")[0] for query in asked.captured_queries]

    ask("Wilhelmina")  # what the first request of a session writes
    nobody, some = ask("Zachariah"), ask("Robyn")
    assert "0" not in some[0].split('role="status"')[1][:5]
    strip = lambda page: page.split("<h2", 1)[1].split("csrf")[0]  # noqa: E731
    assert strip(nobody[0]) == strip(some[0])
    assert nobody[1] == some[1]
    assert [row.worker for row in told_to(people_.supervisor)] == [people_.social_worker]
    keeper = signed_in(people_.supervisor)
    assert "Robin Fennimore: Social Worker" in keeper.get("/").content.decode()
    keeper.post("/looked-for/")
    assert not told_to(people_.supervisor).exists()


def test_an_adult_known_only_to_a_restricted_child_is_not_there(world):
    people_, child = world
    mother = people.add_person(by=None, given_name="Kerry", family_name="Fennimore", dob=date(1990, 1, 1))
    people.record_parent(by=None, child=child, parent=mother)
    ask = lambda: look_before_writing(people_.social_worker, "Kerry Fennimore", children=False)  # noqa: E731
    assert [one.person for one in ask()] == [mother]
    keeping.restrict(child, by=people_.supervisor, reason="r")
    assert ask() == ()


def test_an_adult_who_is_known_joins_the_record_instead_of_a_second_one(world):
    people_, _child = world
    own = standing.a_recorded_child(people_.social_worker, name="Alex Quill").allocated_to(
        people_.social_worker, "2026-01-01"
    )
    mother = people.add_person(by=None, given_name="Kerry", family_name="Fennimore", dob=date(1990, 1, 1))
    browser, where = signed_in(people_.social_worker), f"/children/{own.child.key}/family/add-adult/"
    form = {
        "given_name": "Kerry",
        "family_name": "Fennimor",
        "dob": "1/1/1990",
        "expected_dob": "",
        "sex": "",
        "tie": "foster",
    }
    assert f'value="{mother.key}"' in browser.post(where, form).content.decode()
    browser.post(where, form | {"use": mother.key})
    assert own.child.parentages.current().get().parent == mother
    assert Person.objects.filter(is_child=False).count() == 1


def test_somebody_is_found_by_a_name_they_also_go_by(world):
    people_, child = world
    telling.record_other_name(child, by=people_.outsider, child=child, name="Bobbie Quill", kind="alias")
    found = look_before_writing(people_.social_worker, "Boby Quil")
    assert [one.person for one in found] == [child]
