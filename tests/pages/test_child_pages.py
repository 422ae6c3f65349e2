"""The pages of a child's record: full, empty and imported; who may open them; every look is in the trail."""

from __future__ import annotations

import json
import logging
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sightline.people import changes as people
from sightline.people.models import HouseholdMembership
from sightline.trail.models import Entry
from tests.records import a_full_child, an_empty_child, an_imported_child, signed_in

pytestmark = pytest.mark.django_db
PARTS = (
    "child", "child-story", "child-family", "child-eco-map", "child-voice", "child-worries", "child-plan",
    "child-health", "child-information", "child-looked", "what-happened",
)  # fmt: skip
MOST_QUERIES = 25


def open_page(worker, name, child, **query):
    client = signed_in(worker)
    return client.get(reverse(name, kwargs={"key": child.key}), query)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("make", [a_full_child, an_empty_child, an_imported_child])
def test_every_page_opens(standing, part, make, django_assert_max_num_queries):
    child = make(standing.social_worker)
    client = signed_in(standing.social_worker)
    client.get(reverse(part, kwargs={"key": child.key}))
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse(part, kwargs={"key": child.key}))
    assert page.status_code == 200
    assert child.key not in page.content.decode().partition("</title>")[0]


def test_the_story_as_a_table_holds_the_same_entries(standing):
    child = a_full_child(standing.social_worker)
    line = open_page(standing.social_worker, "child-story", child).context_data["page"]
    table = open_page(standing.social_worker, "child-story", child, **{"as": "table"}).context_data["page"]
    assert len(line.events) == len(table.table.rows) == line.count > 5


@pytest.mark.parametrize("part", PARTS)
def test_an_outsider_finds_nothing_and_the_refusal_is_logged(standing, part, caplog):
    child = a_full_child(standing.social_worker)
    before = Entry.objects.filter(kind="view").count()
    with caplog.at_level(logging.INFO, logger="sightline.security"):
        page = open_page(standing.outsider, part, child)
    assert page.status_code == 404
    assert child.given_name not in page.content.decode()
    lines = [json.loads(record.message) for record in caplog.records if record.name == "sightline.security"]
    assert [(line["event"], line["child"]) for line in lines if line["event"] == "access_denied"] == [
        ("access_denied", child.key)
    ]
    assert Entry.objects.filter(kind="view").count() == before


def test_a_child_that_does_not_exist_looks_the_same_as_one_that_is_not_open(standing):
    child = a_full_child(standing.social_worker)
    client = signed_in(standing.outsider)
    missing = client.get(reverse("child", kwargs={"key": "nobodyhere22"}))
    closed = client.get(reverse("child", kwargs={"key": child.key}))
    assert (missing.status_code, _without_token(missing)) == (closed.status_code, _without_token(closed))


def _without_token(page):
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", page.content)


@pytest.mark.parametrize("role", ["review_officer", "learning_lead", "quality_lead", "administrator"])
def test_other_roles_hold_no_case(standing, role):
    child = a_full_child(standing.social_worker)
    assert open_page(getattr(standing, role), "child", child).status_code == 403


def test_a_look_is_in_the_trail_with_its_part(standing):
    child = an_empty_child(standing.social_worker)
    open_page(standing.social_worker, "child-health", child)
    look = Entry.objects.filter(kind="view", child=child.key).latest("seq")
    assert (look.actor, look.part) == (str(standing.social_worker.pk), "health")


def test_who_has_looked_names_the_worker_and_the_part(standing):
    child = an_empty_child(standing.social_worker)
    open_page(standing.supervisor, "child-voice", child)
    text = open_page(standing.social_worker, "child-looked", child).content.decode()
    assert "Supervisor, Westmarsh Council" in text
    assert "voice" in text


def test_an_unknown_father_is_said_with_the_day_he_was_asked_about(standing):
    text = open_page(standing.social_worker, "child", a_full_child(standing.social_worker)).content.decode()
    assert "not known, asked 12 March 2026" in text


def test_an_imported_child_is_never_shown_as_fine(standing):
    page = open_page(standing.social_worker, "child", an_imported_child(standing.social_worker))
    text = page.content.decode()
    assert "Child DfEX0000001" in text
    assert "not known: visits are not kept here" in text
    assert "holds no names" in text
    assert "Nothing is asked today" not in text


def test_an_imported_child_has_a_plan_page_in_words(standing):
    text = open_page(standing.social_worker, "child-plan", an_imported_child(standing.social_worker)).content.decode()
    for words in (
        "health visitor",
        "abuse or neglect",
        "mental health (a parent or carer)",
        "neglect",
        "emotional abuse",
    ):
        assert words in text


def test_a_long_silence_is_said_in_words(standing):
    child = an_empty_child(standing.social_worker)
    from tests.standing import RecordedChild

    made = RecordedChild.__new__(RecordedChild)
    made.by, made.child = standing.social_worker, child
    today = timezone.localdate()
    made.with_visit(today - timedelta(days=200), seen="Y").with_visit(today - timedelta(days=3), seen="Y")
    text = open_page(standing.social_worker, "child-story", child).content.decode()
    assert "Nothing is recorded between" in text
    assert "may mean that nothing was written down" in text


def test_an_entry_shows_its_earlier_version(standing):
    from sightline.cases import changes

    child = a_full_child(standing.social_worker)
    row = child.statements.current().first()
    changes.record_verification(
        row, by=standing.supervisor, seen_version=row.version, verification="cannot_be_checked", why="Nobody was there."
    )
    client = signed_in(standing.social_worker)
    page = client.get(reverse("child-entry", kwargs={"key": child.key, "kind": "Statement", "fact": row.fact}))
    text = page.content.decode()
    assert "Version 2" in text
    assert "Version 1" in text
    assert "Before: Not checked yet" in text
    assert "Nobody was there." in text


def test_an_entry_of_another_child_is_not_found(standing):
    mine, other = a_full_child(standing.social_worker), a_full_child(standing.outsider)
    row = other.statements.current().first()
    client = signed_in(standing.social_worker)
    page = client.get(reverse("child-entry", kwargs={"key": mine.key, "kind": "Statement", "fact": row.fact}))
    assert page.status_code == 404


def test_a_child_not_yet_born_has_an_expected_day(standing):
    child = an_empty_child(standing.social_worker, born=None, expected_dob=date(2027, 5, 3))
    assert "not yet born, expected 3 May 2027" in open_page(standing.social_worker, "child", child).content.decode()


def test_a_child_born_early_has_a_corrected_age(standing):
    born = timezone.localdate() - timedelta(weeks=20)
    child = an_empty_child(standing.social_worker, born=born, gestation_weeks=32)
    text = open_page(standing.social_worker, "child", child).content.decode()
    assert "corrected, born at 32 weeks" in text


def test_a_worry_stands_among_the_worries_with_the_level_of_help(standing):
    page = open_page(standing.social_worker, "child-worries", a_full_child(standing.social_worker)).context_data["page"]
    [worry] = page.worries.rows
    assert worry[1:4] == ("neglect", "Robin Fennimore", "Current")
    assert page.levels.rows[0][0] == "Child protection plan"
    brought_in = open_page(standing.social_worker, "child-worries", an_imported_child(standing.social_worker))
    assert "Worries are kept elsewhere." in brought_in.content.decode(), "none on record is not none"


def test_a_second_home_is_told_with_its_name_and_nights(standing):
    child = a_full_child(standing.social_worker)
    home = people.add_household(label="Darren’s")
    people.record_fact(
        HouseholdMembership(person=child, household=home, nights=2), by=standing.social_worker, child=child,
        verb="people.join_household",
    )  # fmt: skip
    homes = open_page(standing.social_worker, "child", child).context_data["page"].homes
    assert "Lives at Darren’s, 2 nights a week (start not recorded), with" in [title for title, _ in homes]
