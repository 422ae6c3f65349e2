"""A page of a record, or all of it, on paper: the same facts, who printed it, what is not in it, and in the trail."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from sightline.access.models import Agency, Worker
from sightline.cases import noting
from sightline.cases.changes import allocate
from sightline.cases.entries import ENTRIES
from sightline.desk import printing
from sightline.trail.models import Entry
from tests.pages.test_pdfs import tags, words
from tests.records import a_full_child, ago, an_empty_child, an_imported_child, signed_in
from tests.surveys import gave_password

pytestmark = pytest.mark.django_db


def printed(worker, child, part="record", **query):
    name, more = ("print-record", {}) if part == "record" else ("print-page", {"part": part})
    return signed_in(worker).get(reverse(name, kwargs={"key": child.key, **more}), query)


def test_the_whole_record_on_paper(standing, settings):
    worker = standing.social_worker
    child = a_full_child(worker)
    answer = printed(worker, child)
    assert answer.status_code == 302, "it takes data away, so the password is asked for"
    client = gave_password(worker)
    answer = client.get(reverse("print-record", kwargs={"key": child.key}))
    text = words(answer.content)
    assert child.given_name not in answer["Content-Disposition"]
    for said in ("Bus! Bus!", "He has moved out.", "Dental clinic", "Things to think about", "Printed by Social Worker",
                 "may not read", "Page 1 of", "Not known", "What is kept here"):  # fmt: skip
        assert said in text
    assert tags(answer.content).count("/H1") == 1
    for drawing in ("The timeline", "The family as a drawing", "The eco-map"):
        assert drawing in text
    assert tags(answer.content).count("/Figure") >= 3, "each picture, with its words"
    assert [entry.part for entry in Entry.objects.filter(kind="view", child=child.key)] == ["printed: the whole record"]


@pytest.mark.parametrize("part", printing.PARTS)
def test_every_page_prints_whatever_it_holds(standing, part):
    for make in (a_full_child, an_empty_child, an_imported_child):
        child = make(standing.social_worker)
        answer = printed(standing.social_worker, child, part)
        assert answer.content[:5] == b"%PDF-"
        assert Entry.objects.filter(kind="view", child=child.key, part=f"printed: {part}").count() == 1


def test_on_paper_the_plan_comes_first_and_no_heading_says_less_than_is_so(standing):
    worker = standing.social_worker
    child = a_full_child(worker)
    noting.record_entry(
        ENTRIES["Contingency"], by=worker, child=child, at={}, body={"if": "Kerry is in hospital", "then": "Jean comes"}
    )
    data = printing.sheet(child, ago(0), worker, ["plan", "story", "overview"], at=timezone.now(), then="")
    headings = [[one["text"] for one in part["blocks"] if one["kind"] == "heading"] for part in data["parts"]]
    assert headings[0].index("In force") < headings[0].index("A what-if of a plan")
    assert "Gaps" not in headings[1], "nothing under it would read as if no gap were recorded"
    assert "What the file says" not in headings[2], "there is no file"
    alone = printing.sheet(an_empty_child(worker), ago(0), worker, ["thinking"], at=timezone.now(), then="")
    assert alone["parts"][0]["blocks"][-1]["text"] == "Nothing is recorded here."


def test_a_print_holds_what_its_reader_may_read_as_it_was_known(standing):
    worker = standing.social_worker
    child = a_full_child(worker)
    other = Worker.objects.create(
        username="nurse", name="School Nurse", role="practitioner",
        agency=Agency.objects.create(name="Fern Health", kind="health"),
    )  # fmt: skip
    allocate(by=worker, child=child, worker=other, role="involved", starts_on=ago(10))
    later = timezone.now() + dt.timedelta(days=2)
    with time_machine.travel(later, tick=False):
        noting.record_entry(
            ENTRIES["Reflection"],
            by=worker,
            child=child,
            at={"at_date": ago(0)},
            body={"kind": "team", "people": "Heavy heart."},
        )
        assert "Heavy heart." in words(printed(worker, child, "thinking").content)
        theirs = words(printed(other, child, "thinking").content)
        assert "Heavy heart." not in theirs
        assert "may not read" in theirs
        then = words(printed(worker, child, "thinking", on="yesterday").content)
        assert "Heavy heart." not in then
        assert "As it was known on" in then


def test_nothing_prints_for_somebody_else(standing):
    child = a_full_child(standing.social_worker)
    assert printed(standing.outsider, child, "story").status_code == 404
    assert printed(standing.social_worker, child, "no-such-part").status_code == 404
