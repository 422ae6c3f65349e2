"""A long record, a page at a time: every entry once, in order, asking the database no more than a short one does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sightline.cases.models import AgencyContact, Meeting, Noted, Statement, Visit, Voice
from sightline.desk.chronology import story
from sightline.desk.paged import PAGE
from tests.records import a_full_child, ago, signed_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30
PAGES = ("child", "child-story", "child-voice", "child-worries", "child-plan", "child-health", "child-information",
         "child-thinking", "child-family", "what-happened")  # fmt: skip


@pytest.fixture
def long(standing):
    """A child with 600 entries beside those of the full one."""
    child = a_full_child(standing.social_worker)
    usual = {"child": child, "recorded_by": standing.social_worker, "agency": standing.social_worker.agency}
    for number in range(100):
        day = ago(60 + number * 3)
        for model, more in (
            (Visit, {"seen": "Y", "by": f"Worker {number % 3}"}), (Voice, {"words": f"Pancakes {number}."}),
            (Statement, {"text": f"Said {number}."}), (AgencyContact, {"with_agency": "school"}),
            (Meeting, {"kind": "cin_review"}), (Noted, {"kind": "Milestone", "body": {"milestone": "rolling"}}),
        ):  # fmt: skip
            model.objects.bulk_create([model(**usual, **more, at_date=day - timedelta(days=number % 2))])
    return child


def test_every_entry_stands_on_one_page_in_the_order_of_the_whole(standing, long):
    client = signed_in(standing.social_worker)
    address = reverse("child-story", args=[long.key])
    whole = [(entry.kind, entry.fact) for entry in story(long, ago(0), standing.social_worker) if entry.fact]
    first = client.get(address).context_data["page"]
    assert first.count > 600
    assert first.shown == f"Entries 1 to {PAGE} of {first.count}, the newest first."
    found, number, links = [], 1, [link.text for link in first.pages]
    assert links == ["Older entries", "The oldest entries"]
    while number:
        page = client.get(address, {"page": number}).context_data["page"]
        found += [event.anchor for event in page.events if event.anchor]
        number = number + 1 if any(link.text == "Older entries" for link in page.pages) else 0
        if number and number * PAGE >= page.count:
            found += [e.anchor for e in client.get(address, {"page": number}).context_data["page"].events if e.anchor]
            break
    assert sorted(found) == sorted(f"entry-{fact}" for _, fact in whole)
    days = [entry.day for entry in story(long, ago(0), standing.social_worker) if entry.day]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("asked", ["0", "-3", "99999", "two", "9" * 40, ""])
def test_a_page_that_is_none_is_the_nearest(standing, long, asked):
    page = signed_in(standing.social_worker).get(reverse("child-story", args=[long.key]), {"page": asked})
    assert page.status_code == 200
    assert page.context_data["page"].events


def test_a_long_record_asks_the_database_no_more_than_a_short_one(standing, long):
    short = a_full_child(standing.social_worker)
    client = signed_in(standing.social_worker)
    for name in PAGES:
        counts = []
        for child in (short, long):
            address = reverse(name, args=[child.key])
            client.get(address)
            with CaptureQueriesContext(connection) as found:
                text = client.get(address).content.decode()
            counts.append(len(found))
        # A page asks each table that has an entry on it; how many entries a record has makes no difference.
        assert max(counts) <= MOST_QUERIES, (name, counts)
        assert name == "child-story" or counts[1] <= counts[0] + 2, (name, counts)
        assert text.count("Pancakes") <= PAGE, name


def test_what_is_not_on_a_page_is_said_to_be_in_the_story(standing, long):
    client = signed_in(standing.social_worker)
    assert "earlier visits are in the story" in client.get(reverse("child-voice", args=[long.key])).content.decode()
    information = client.get(reverse("child-information", args=[long.key])).content.decode()
    assert "earlier accounts are in the story" in information
    assert "older in the story" in information
    health = client.get(reverse("child-health", args=[long.key])).content.decode()
    assert "80 earlier entries of this kind are in the story." in health
