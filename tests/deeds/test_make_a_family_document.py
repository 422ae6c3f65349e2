"""A document for one member of the family: only what may go to that person, previewed, confirmed, read by another."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from sightline.cases import attaching, changes, giving, noting
from sightline.cases.entries import ENTRIES
from sightline.cases.handling import mark_entry
from sightline.cases.models import GivenDocument, Statement
from sightline.desk.giving import made as family_document
from sightline.desk.pages.giving import REWRITE
from sightline.people import changes as people
from sightline.trail.models import Entry
from tests.documents import a_document
from tests.pages.test_pdfs import words
from tests.records import ago, signed_in
from tests.standing import a_recorded_child
from tests.surveys import gave_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(standing):
    """Robin lives with Kerry and, since lately, Dean; both are told different things about each other."""
    worker = standing.social_worker
    kerry = people.add_person(by=worker, given_name="Kerry", family_name="Fennimore", sex="F")
    dean = people.add_person(by=worker, given_name="Dean", family_name="Marrow", sex="M")
    made = a_recorded_child(worker, name="Robin Fennimore").allocated_to(worker, "2026-01-01").at_level("CP", ago(90))
    return made.living_with(kerry, dean).child, kerry, dean


def said(worker, child, text, mark="family", **more):
    row = changes.record_statement(by=worker, child=child, when={"at_date": ago(9)}, text=text, **more)
    if mark:
        mark_entry(row, by=worker, may_go_to=mark)
    return row


def sorted_for(person, child, worker):
    found = giving.sorted_out(child, person, worker)
    return {row.text for row in found.may_go if isinstance(row, Statement)}, {
        row.text: why for row, why in found.stays if isinstance(row, Statement)
    }


def test_each_reason_keeps_an_entry_back_on_its_own(standing, family):
    child, kerry, dean = family
    worker = standing.social_worker
    said(worker, child, "We will visit every Monday.")
    said(worker, child, "Nobody has marked me.", mark="")
    said(worker, child, "A line of the police.", mark="police")
    said(worker, child, "For colleagues.", mark="professionals")
    said(worker, child, "I am worried.", said_by_person=kerry)
    said(worker, child, "She told us that DEAN’s back.")
    said(worker, child, "Deanery visit at school.")
    goes, stays = sorted_for(kerry, child, worker)
    assert goes == {"We will visit every Monday.", "I am worried.", "Deanery visit at school."}
    assert stays == {
        "Nobody has marked me.": giving.NOT_MARKED, "A line of the police.": giving.NOT_MARKED,
        "For colleagues.": giving.NOT_MARKED, "She told us that DEAN’s back.": giving.NAMES_SOMEBODY,
    }  # fmt: skip
    goes, stays = sorted_for(dean, child, worker)
    assert goes == {"We will visit every Monday.", "She told us that DEAN’s back.", "Deanery visit at school."}
    assert stays["I am worried."] == giving.SOMEBODY_ELSE


def test_what_is_kept_from_a_person_is_in_nothing_they_get(standing, family, monkeypatch):
    child, kerry, dean = family
    monkeypatch.setattr(giving, "_keepers", [lambda _child, to: ["12 Harbour Row, WM1 2AB"] if to == dean else []])
    said(standing.social_worker, child, "Contact is at 12 harbour row WM1 2ab on Friday.")
    assert sorted_for(kerry, child, standing.social_worker)[0]
    assert set(sorted_for(dean, child, standing.social_worker)[1].values()) == {giving.KEPT_FROM}


def test_thinking_never_goes_even_when_marked_and_a_body_that_names_another_stays(standing, family):
    child, kerry, dean = family
    worker = standing.social_worker
    body = {"kind": "team", "people": "Us"}
    thought = noting.record_entry(ENTRIES["Reflection"], by=worker, child=child, body=body, at={"at_date": ago(2)})
    carer = noting.record_entry(
        ENTRIES["Injury"], by=worker, child=child, at={"at_date": ago(2)},
        body={"type": "bruise", "person": child.key, "explanations": [{"who": "x", "words": dean.key}]},
    )  # fmt: skip
    for row in (thought, carer):
        mark_entry(row, by=worker, may_go_to="family")
    found = giving.sorted_out(child, kerry, worker)
    why = {row.fact: reason for row, reason in found.stays}
    assert (why[thought.fact], why[carer.fact]) == (giving.THINKING, giving.SOMEBODY_ELSE)


def test_it_is_previewed_confirmed_versioned_and_read_by_a_second_person(standing, family):
    child, kerry, _ = family
    worker = standing.social_worker
    said(worker, child, "We will visit every Monday.")
    said(worker, child, "She told us that Dean is back.")
    client = gave_password(worker)
    address = reverse("make-document", args=[child.key, kerry.key])
    page = client.get(address)
    text = page.content.decode()
    preview = text[text.index("What Kerry Fennimore will read") : text.index("Left out, and why")]
    assert "every Monday" in preview
    assert "Dean is back" not in preview
    assert giving.NAMES_SOMEBODY in text
    seen = page.context_data["page"].made.digest
    typed = {"purpose": "For our meeting on Friday.", "read": "on", "large_print": "on", "seen": seen}
    assert client.post(address, {**typed, "read": ""}).context_data["page"].errors
    said(worker, child, "Another line.")
    changed = client.post(address, typed)
    assert "has changed since you read it" in changed.content.decode()
    assert not GivenDocument.objects.exists()
    typed["seen"] = changed.context_data["page"].made.digest
    assert client.post(address, typed).status_code == 302
    row = GivenDocument.objects.get()
    assert (row.version, row.recipient, len(row.left_out)) == (1, kerry, 1)
    said(worker, child, "Written after the document.")
    paper = client.get(reverse("document-on-paper", args=[child.key, row.key]))
    printed = words(paper.content)
    assert "every Monday" in printed
    assert "For Kerry Fennimore only. Version 1" in printed
    for never in ("Dean", "Written after", "Left out", giving.NAMES_SOMEBODY, "Recorded by"):
        assert never not in printed
    assert "Kerry" not in paper["Content-Disposition"]
    giving.check(row, by=worker)
    assert GivenDocument.objects.get().checked_by is None, "whoever made it is not the second person"
    signed_in(standing.supervisor).post(reverse("check-document", args=[child.key, row.key]))
    assert GivenDocument.objects.get().checked_by == standing.supervisor
    verbs = set(Entry.objects.filter(child=child.key).values_list("verb", flat=True))
    assert {"cases.make_document", "cases.check_document"} <= verbs


def test_it_is_for_people_of_this_record_alone(standing, family):
    child, _, _ = family
    stranger = people.add_person(by=standing.social_worker, given_name="Ola", family_name="Else")
    client = signed_in(standing.social_worker)
    assert client.get(reverse("make-document", args=[child.key, stranger.key])).status_code == 404
    assert signed_in(standing.outsider).get(reverse("family-documents", args=[child.key])).status_code == 404


def test_it_says_the_same_in_easy_words_and_in_their_language_and_neither_gives_anybody_away(
    standing, family, monkeypatch
):
    child, kerry, _ = family
    kerry.languages = ["English a little", "Kurdish"]
    kerry.save(within_change=True)
    monkeypatch.setattr(giving, "_keepers", [lambda _child, _to: ["12 Harbour Row"]])
    client = gave_password(standing.social_worker)
    address = reverse("make-document", args=[child.key, kerry.key])
    page = client.get(address).context_data["page"]
    assert page.form["language"].value() == "Kurdish"
    assert [row.value for row in page.needs][:2] == ["English a little, Kurdish", ""]
    typed = {"purpose": "For Friday.", "read": "on", "seen": page.made.digest, "language": "Kurdish"}

    refused = client.post(address, typed | {"easy": "Dean may not come.", "translated": "12 harbour row"})
    told = {error["text"] for error in refused.context_data["page"].errors}
    assert told == {
        REWRITE[giving.NAMES_SOMEBODY], REWRITE[giving.KEPT_FROM],
        "Write who translated it: whoever reads this through may not know the language.",
    }  # fmt: skip
    assert "Dean may not come." in refused.content.decode(), "what was typed stays"

    good = typed | {"easy": "We come every Monday.\nYou can call us.", "translated": "هەموو دووشەممەیەک دێین.",
                    "translator": "H. Rahimi, Westmarsh Language Line"}  # fmt: skip
    assert client.post(address, good).status_code == 302
    row = GivenDocument.objects.get()
    assert [block["text"] for block in row.blocks[:3]] == ["In short", good["easy"], "In Kurdish"]
    assert row.blocks[3] == {"kind": "other", "text": good["translated"], "leftwards": True}
    paper = client.get(reverse("document-on-paper", args=[child.key, row.key]))
    printed = words(paper.content)
    assert printed.index("You can call us.") < printed.index("Who works with you")
    assert "Translated by H. Rahimi" in printed


def test_a_document_is_named_only_with_its_box_ticked_and_beside_an_entry_that_goes(standing, family):
    child, kerry, _dean = family
    worker = standing.social_worker
    goes = said(worker, child, "We will visit every Monday.")
    stays = said(worker, child, "For colleagues.", mark="professionals")
    for entry, what, ticked in (
        (goes, "The leaflet about visits", True),
        (goes, "The hospital’s letter", False),
        (goes, "What Dean wrote to us", True),
        (stays, "A note of colleagues", True),
    ):
        a_document(entry, worker, what=what, for_family=ticked)
    attaching.withdraw(a_document(goes, worker, what="Withdrawn", for_family=True), by=worker, because="x", erase=True)
    made = family_document(child, kerry, worker, timezone.localdate())
    text = json.dumps(made.blocks, ensure_ascii=False)
    assert "There is a document with it: The leaflet about visits. You can ask to see it." in text
    for kept_back in ("hospital", "What Dean", "A note of colleagues", "Withdrawn"):
        assert kept_back not in text
    assert {what: why for _when, what, why in made.left_out if what.startswith("A document: ")} == {
        "A document: The hospital’s letter": giving.NOT_MARKED,
        "A document: What Dean wrote to us": giving.NAMES_SOMEBODY,
        "A document: A note of colleagues": giving.ITS_ENTRY_STAYS,
    }
