"""The language guard on the way: while one types and after a save, with and without script; it blocks nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sightline.cases.models import Statement, Visit
from tests.records import an_empty_child, signed_in

pytestmark = pytest.mark.django_db


def test_a_visit_is_saved_as_written_and_the_word_is_named_afterwards(standing):
    child = an_empty_child(standing.social_worker)
    client = signed_in(standing.social_worker)
    typed = {"opening": "v1", "when": "today", "note": "Mum is hard to reach.", f"c{child.pk}-words": "No concerns!"}
    answer = client.post(reverse("write-visit", args=[child.key]), typed, follow=True)
    assert Visit.objects.get().note == "Mum is hard to reach."
    text = answer.content.decode()
    assert "Words to look at again" in text
    assert "“hard to reach”" in text
    assert "“No concerns”" not in text, "a child's own words stay as they were said"
    assert "Words to look at again" not in client.get(reverse("child", args=[child.key])).content.decode()


def test_somebody_elses_words_are_theirs(standing):
    child = an_empty_child(standing.social_worker)
    typed = {"opening": "a1", "when": "today", "text": "It was her lifestyle choice.", "topic": "worry",
             "said_by_person": "somebody-else", "said_by": "A neighbour"}  # fmt: skip
    answer = signed_in(standing.social_worker).post(reverse("write-account", args=[child.key]), typed, follow=True)
    assert Statement.objects.get().text == "It was her lifestyle choice."
    assert "Words to look at again" not in answer.content.decode()


def test_while_one_types_the_page_is_told(standing):
    child = an_empty_child(standing.social_worker)
    client = signed_in(standing.social_worker)
    form = client.get(reverse("write-visit", args=[child.key])).context_data["page"]
    typed = {"draft_token": form.writing.token, "note": "Mother refused to engage."}
    answer = client.post(form.writing.url, typed, headers={"Accept": "application/json"})
    [hint] = answer.json()["hints"]
    assert hint.startswith("You wrote “refused to engage”.")
    typed["note"] = "Three visits offered, all on her late shift."
    assert client.post(form.writing.url, typed, headers={"Accept": "application/json"}).json().get("hints", []) == []
