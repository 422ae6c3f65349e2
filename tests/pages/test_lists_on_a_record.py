"""Declared entries as lists on the pages of a record: in words, with what they point at, and nothing claimed unread."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from sightline.cases import noting
from sightline.cases.entries import ENTRIES
from sightline.cases.models import Meeting, Plan
from tests.records import a_full_child, ago, an_empty_child, signed_in

pytestmark = pytest.mark.django_db
TIE = {"system": "GP surgery", "domain": "health", "strength": "weak", "stress": "no", "flow": "in", "rater": "Kerry"}


def a_note(kind, child, by, **body):
    return noting.record_entry(ENTRIES[kind], by=by, child=child, body=body, at={"at_date": ago(3)})


def page_of(name, child, worker):
    text = signed_in(worker).get(reverse(name, kwargs={"key": child.key})).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_a_what_if_names_the_plan_it_belongs_to(standing):
    worker = standing.social_worker
    child = a_full_child(worker)
    plan = Plan.objects.get(child=child)
    a_note("Contingency", child, worker, plan=str(plan.fact), **{"if": "Kerry is in hospital", "then": "Jean comes"})
    for name in ("child-plan", "child-story"):
        text = page_of(name, child, worker)
        assert "Of which plan? A plan, " in text
        assert "not on this record now" not in text


def test_each_question_stands_apart_from_its_answer(standing):
    worker = standing.social_worker
    child = an_empty_child(worker)
    told = {"who": "Maya", "words": "I jumped off the wall.", "consistent": "yes"}
    body = {"type": "bruise", "shape_and_colour": "Round", "count": 2, "explanations": [told]}
    a_note("Injury", child, worker, **body)
    response = signed_in(worker).get(reverse("child-health", kwargs={"key": child.key}))
    [section] = response.context_data["page"].sections.filled
    [event] = section.events
    facts = dict(event.facts)
    assert facts["Shape and colour, in words"] == "Round"
    assert facts["How many marks?"] == "2"
    assert "I jumped off the wall. Does it fit" in facts["What was said about how it came?"], (
        "no semicolon after a stop"
    )
    assert "Shape and colour, in words: Round\n" in event.text, "in running text the question ends before its answer"
    assert "<dt>Shape and colour, in words</dt>" in response.content.decode()


def test_what_stands_on_another_record_is_not_named(standing):
    worker = standing.social_worker
    child, other = a_full_child(worker), a_full_child(worker)
    theirs = Plan.objects.get(child=other)
    a_note("Contingency", child, worker, plan=str(theirs.fact), **{"if": "Kerry is in hospital"})
    assert "Of which plan? somebody or something not on this record now" in page_of("child-plan", child, worker)


def test_a_page_does_not_say_that_nothing_is_recorded_of_what_stands_elsewhere(standing):
    text = page_of("child-information", a_full_child(standing.social_worker), standing.social_worker)
    offered = text.partition("What could be written here")[2]
    before, _, none = offered.partition("Of these, nothing is recorded here.")
    assert "A contact or call with the family" in before
    assert "A contact or call with the family" not in none
    assert "A sensitive question, asked alone" in none


def test_ties_are_a_line_each_and_few_of_them_stand_on_the_family_page(standing):
    worker = standing.social_worker
    child = an_empty_child(worker)
    for number in range(5):
        a_note("Tie", child, worker, **TIE | {"system": f"Service {number}", "person": child.key})
    family, eco = page_of("child-family", child, worker), page_of("child-eco-map", child, worker)
    line = f"As Kerry sees it, for {child.shown_name}; health; not stressful; it gives to the family."
    assert family.count(line) == 3
    assert "See these and 2 more together" in family
    assert eco.count(line) == 5


def test_every_kind_that_is_kept_is_named_in_words(standing):
    child = an_empty_child(standing.social_worker)
    page = signed_in(standing.social_worker).get(reverse("child", kwargs={"key": child.key})).context_data["page"]
    kinds = ", ".join(cell for row in page.coverage.rows for cell in row[2:])
    assert "levels of help" in kinds.lower()
    assert not re.findall(r"[a-z][A-Z]|_|\*", kinds)


def test_what_may_point_at_any_entry_is_named_too_and_costs_few_queries(standing, django_assert_max_num_queries):
    worker = standing.social_worker
    child = a_full_child(worker)
    meeting, thought = Meeting.objects.get(child=child), a_note("Unease", child, worker, noticed="Quiet evenings.")
    a_note("Reflection", child, worker, linked_to=[str(thought.fact)], of_who="Dr Vale")
    for number in range(3):
        a_note(
            "RoleStatement",
            child,
            worker,
            meeting=str(meeting.fact),
            member="Dr Vale",
            worry_in_my_words=f"Worry {number}",
        )
    assert page_of("child-plan", child, worker).count("A meeting, ") >= 3
    client, story = signed_in(worker), reverse("child-story", kwargs={"key": child.key})
    client.get(story)
    with django_assert_max_num_queries(30):
        client.get(story)
