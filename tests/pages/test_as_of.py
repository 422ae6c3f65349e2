"""A record as it was known on a day: versions as they stood, names as they stood, questions as they were asked."""

from __future__ import annotations

import datetime as dt
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from sightline.cases import changes
from sightline.cases.models import Statement
from sightline.checks import answers, run
from sightline.checks.models import Outcome
from sightline.checks.standards import ON_AT_FIRST
from sightline.people import changes as people
from sightline.people.facts import NotThisWay, as_known_at
from sightline.trail.models import Entry
from tests.records import a_full_child, signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
PAGES = (
    "child", "child-story", "child-voice", "child-worries", "child-plan", "child-health", "child-information",
    "child-thinking",
)  # fmt: skip
MAY = dt.datetime(2027, 5, 4, 10, 0, tzinfo=dt.UTC)
JULY = dt.datetime(2027, 7, 6, 10, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2027, 11, 26, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def told(standing):
    """In May an account and a visit are written; in July the account is checked and the child renamed."""
    worker = standing.social_worker
    with time_machine.travel(MAY, tick=False):
        made = (
            a_recorded_child(worker, name="Robin Alder").allocated_to(worker, "2026-01-01").at_level("CP", "2027-04-01")
        )
        made.with_visit("2027-05-01", seen="Y", seen_alone="Y", words="My tooth came out.")
        made.with_statement(
            "He has moved out.", "2027-05-02", said_by="Kerry", role="parent", topic="separation",
            matters="decision_relevant", verification="not_checked", used_in=["the plan"],
        )  # fmt: skip
        run.decide_child(made.child)
    with time_machine.travel(MAY + dt.timedelta(days=3), tick=False):
        asked = Outcome.objects.get(child=made.child, check_id="INF-01", ends_at=None)
        answers.answer(asked, by=worker, kind="disagree", reason="Seen his flat.")
    with time_machine.travel(JULY, tick=False):
        row = Statement.objects.current().get(child=made.child)
        found = {"source": "The housing office", "result": "contradicted"}
        changes.record_verification(row, by=worker, seen_version=1, verification="contradicted", corroboration=found)
        made.with_visit("2027-07-01", seen="Y", seen_alone="N", words="Daddy is back.")
        child = people.amend_person(made.child, by=worker, changes={"family_name": "Birch"})
        run.decide_child(child)
    return child


def see(standing, child, name, on, **more):
    with time_machine.travel(NOW, tick=False):
        return signed_in(standing.social_worker).get(reverse(name, kwargs={"key": child.key, **more}), {"on": on})


def test_the_record_stands_as_it_was_known(standing, told):
    then = see(standing, told, "child-information", "10/05/2027").content.decode()
    assert "As it was known on 10 May 2027" in then
    assert "Robin Alder" in then
    assert "Birch" not in then
    assert "He has moved out." in then
    assert "housing office" not in then
    assert "Record what checking found" not in then
    assert "What happened?" not in then
    now = see(standing, told, "child-information", "").content.decode()
    assert "housing office" in now
    assert "Birch" in now
    assert "As it was known" not in now


def test_the_story_and_the_voice_leave_out_what_was_written_since(standing, told):
    story = see(standing, told, "child-story", "May 2027").content.decode()
    assert "My tooth came out." in story
    assert "Daddy is back." not in story
    assert "As it was known on 31 May 2027" in story
    voice = see(standing, told, "child-voice", "2027-05-10").content.decode()
    assert "My tooth came out." in voice
    assert "Daddy is back." not in voice


def test_links_keep_the_day_and_an_entry_shows_the_version_of_then(standing, told):
    page = see(standing, told, "child", "10 May 2027").context_data["page"]
    assert all("?on=2027-05-10" in link.href for link in page.frame.parts)
    row = Statement.objects.current().get(child=told)
    entry = see(standing, told, "child-entry", "10 May 2027", kind="Statement", fact=row.fact)
    assert len(entry.context_data["page"].versions) == 1
    assert "contradict" not in entry.content.decode().lower()
    story = see(standing, told, "child-story", "10 May 2027").context_data["page"]
    assert all("on=2027-05-10" in event.link.href for event in story.events if event.link)


def test_the_questions_are_those_that_were_asked_with_the_answer_of_then(standing, told):
    kept = Outcome.objects.filter(child=told, check_id="INF-01").count()
    page = see(standing, told, "child", "5 May 2027").context_data["page"]
    assert "Seen his flat" not in card_of(page).note
    assert "Seen his flat" in card_of(see(standing, told, "child", "10 May 2027").context_data["page"]).note
    assert "Answer this" not in see(standing, told, "child", "5 May 2027").content.decode()
    assert Outcome.objects.filter(child=told, check_id="INF-01").count() == kept, "nothing was decided anew"


def test_before_sightline_first_looked_only_what_is_on_is_said_not_to_be_known(standing):
    with time_machine.travel(MAY, tick=False):
        child = a_recorded_child(standing.social_worker).allocated_to(standing.social_worker, "2026-01-01").child
    Outcome.objects.filter(child=child).update(starts_at=JULY)
    page = see(standing, child, "child", "5 May 2027").context_data["page"]
    assert 0 < len(page.thinking.unknown) <= len(ON_AT_FIRST)


def card_of(page):
    asked = (*page.thinking.shown, *page.thinking.answered, *page.thinking.more)
    return next(one.card for one in asked if one.card.anchor == "prompt-inf-01")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("tomorrow or so", "As it was"), ("31/02/2026", "As it was"), ("1/1/2099", "still to come"),
        ("1 January 2027", "begins on 4 May 2027"), ("\0", "As it was"), ("x" * 5000, "As it was"),
    ],
)  # fmt: skip
def test_what_is_no_such_day_gets_a_sentence_and_the_record_of_now(standing, told, typed, says):
    page = see(standing, told, "child", typed)
    frame = page.context_data["page"].frame
    assert page.status_code == 200
    assert frame.on.day is None
    assert frame.on.problem
    assert says == "As it was" or says in frame.on.problem
    assert "Birch" in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_looks_back_within_its_queries(standing, name, django_assert_max_num_queries):
    child = a_full_child(standing.social_worker)
    client = signed_in(standing.social_worker)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    with time_machine.travel(tomorrow, tick=False):
        client = signed_in(standing.social_worker)
        address = reverse(name, kwargs={"key": child.key})
        client.get(address, {"on": "yesterday"})
        with django_assert_max_num_queries(30):
            page = client.get(address, {"on": "yesterday"})
    assert page.context_data["page"].frame.on.day == (tomorrow - dt.timedelta(days=1)).date()
    assert "As it was known on" in page.content.decode()
    assert Entry.objects.filter(kind="view", child=child.key, part__contains="as known on").count() == 2


def test_nothing_can_be_written_while_looking_back(standing):
    child = a_recorded_child(standing.social_worker).child
    with as_known_at(timezone.now()), pytest.raises(NotThisWay):
        changes.record_statement(
            by=standing.social_worker, child=child, when={"at_date": date(2026, 5, 1)}, text="He has moved out."
        )
