"""Pages about coding: forms that work without script, bad input in sentences, drafts, the gate, numbers of queries."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.access.models import Draft
from sightline.coding import changes
from sightline.coding.models import Coding
from sightline.trail.models import Entry
from tests.coding import a_text, coded, two_code
from tests.library import a_finding, a_review, publish
from tests.records import signed_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30


@pytest.fixture
def officer(standing):
    return standing.review_officer


@pytest.fixture
def text(officer):
    return a_text(a_review(officer), officer)


def post(officer, text, **typed):
    given = {"code": "PROC-WNB", "polarity": "-", **typed}
    return signed_in(officer).post(f"/coding/{text.key}/passage/", given)


@pytest.mark.parametrize(
    ("typed", "passage"),
    [
        ({"first": "1"}, "Six appointments were missed in six months."),
        (
            {"first": "1", "last": "2"},
            "Six appointments were missed in six months. Each service counted its own two 🙂.",
        ),
        ({"first": "2", "words": "own  two 🙂"}, "own two 🙂"),
        ({"words": "nursery nurse wrote"}, "nursery nurse wrote"),
        ({"start": "4", "end": "16", "first": "3"}, "appointments"),  # marked by the page: that counts
    ],
)
def test_a_passage_by_numbers_by_words_or_by_its_ends(officer, text, typed, passage):
    assert post(officer, text, **typed).status_code == 302
    made = Coding.objects.get()
    assert text.text[made.start : made.end] == passage


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Write the number of the sentence"),
        ({"first": "9"}, "from 1 to 5"),
        ({"first": "3", "last": "2"}, "from 1 to 5"),
        ({"first": "-1"}, "must be 1 or more"),
        ({"first": "1", "words": "zebra"}, "do not stand in these sentences"),
        ({"words": "nursery"}, "more than once"),
        ({"first": "1", "code": "NONE"}, "Choose a code"),
        ({"first": "1", "polarity": ""}, "concern or a strength"),
        ({"start": "0", "end": "99999"}, "does not lie in this text"),
        ({"start": "x", "end": "1", "first": "1"}, "whole number"),
        ({"first": "1", "seen_digest": "0"}, "another wording"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(officer, text, typed, says):
    answer = post(officer, text, note="Keep this note.", **typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert "Keep this note." in page
    assert not Coding.objects.exists()


def test_a_draft_of_a_coding_is_kept(officer, text):
    client = signed_in(officer)
    page = client.get(f"/coding/{text.key}/").content.decode()
    token = re.search(r'name="draft_token" value="([^"]+)"', page).group(1)
    client.post(f"/coding/{text.key}/passage/", {"draft_token": token, "note": "Half a thought", "save_draft": "yes"})
    assert Draft.objects.get(worker=officer).data["note"] == ["Half a thought"]
    assert "Half a thought" in client.get(f"/coding/{text.key}/").content.decode()


def test_words_that_look_like_markup_are_words(officer):
    text = a_text(a_review(officer), officer, "<script>alert(1)</script> & more. <b>Two</b>.")
    coded(text, officer, "<b>Two</b>", note="<i>no</i>")
    page = signed_in(officer).get(f"/coding/{text.key}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>Two" not in page
    assert "<i>no" not in page


def test_every_look_is_in_the_trail_before_the_page(officer, text):
    signed_in(officer).get(f"/coding/{text.key}/")
    assert Entry.objects.filter(actor=str(officer.pk), part=f"coded text {text.key}").count() == 1


def test_pages_ask_the_database_little_however_much_is_coded(standing, officer, text):
    for word in ("Six", "Each", "Mother", "Nobody", "nursery", "Friday", "baby", "morning"):
        coded(text, officer, word)
    other = a_text(text.review, officer, "Another text. It is short.", title="Another")
    two_code(other, officer, officer, standing.learning_lead)
    client = signed_in(officer)
    for path in (
        "/coding/{t}/",
        "/reviews/{r}/coding/",
        "/coding/{t}/suggestions/",
        "/themes/PROC-WNB/",
        "/themes/patterns/",
    ):
        with CaptureQueriesContext(connection) as found:
            client.get(path.format(t=text.key, r=text.review.key))
        assert len(found) <= MOST_QUERIES, path


def test_outside_a_theme_page_tells_nothing_of_an_unpublished_review(standing, officer, text):
    coded(text, officer, "Six appointments")
    for number in range(2):
        review = a_review(officer, f"P-{number}", f"Child {number}")
        a_finding(review, officer, "It was missed.")
        publish(review, officer)
    page = signed_in(standing.social_worker).get("/themes/PROC-WNB/").content.decode()
    assert "fewer than 3 reviews" in page
    assert text.review.reference not in page
    assert "3 reviews</dd>" in signed_in(officer).get("/themes/PROC-WNB/").content.decode()


def test_local_codes_are_added_and_ended_on_their_page(officer, text):
    client = signed_in(officer)
    wrong = client.post("/coding/codes/add/", {"code": "LOC-X", "from_on": "1/1/2026"}).content.decode()
    assert "Write its name" in wrong
    assert "Choose the theme" in wrong
    client.post("/coding/codes/add/", {"which": "EXT-EFH", "from_on": "1/1/2026", "because": "It came up."})
    client.post(
        "/coding/codes/add/",
        {"code": "loc-ferry", "name": "Ferry", "definition": "Boats.", "parent": "MULTI-ALL", "from_on": "1/1/2026"},
    )
    page = client.get("/coding/codes/").content.decode()
    assert "LOC-FERRY" in page
    assert "It came up." in page
    made = coded(text, officer, "Six", "LOC-FERRY")
    assert "Ferry" in client.get(f"/coding/{text.key}/").content.decode()
    assert changes.withdraw_coding(made, by=officer, because="x") is None
