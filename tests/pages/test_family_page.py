"""The family page: the same facts drawn, tabled and told; nobody kept from the viewer; every adult; as of a day."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from sightline.cases import noting
from sightline.cases.changes import record_contact
from sightline.cases.entries import ENTRIES
from sightline.people import changes as people
from sightline.people import keeping
from sightline.people.models import FamilyLayout, Person, Tie
from sightline.trail.models import Entry
from tests.kindred import a_kindred
from tests.records import ago, an_empty_child, an_imported_child, signed_in

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
MOST_QUERIES = 30
ALL = {"chosen": "1", "lines": "all", "layers": ["households", "ages"]}


@pytest.fixture
def kindred(standing):
    return a_kindred(standing.social_worker)


def address(child, name="child-family", **more):
    return reverse(name, kwargs={"key": child.key, **more})


def opened(worker, child, **query):
    answer = signed_in(worker).get(address(child), query)
    assert answer.status_code == 200
    return answer


def drawing(text):
    return ElementTree.fromstring(re.search(r"<svg.*?</svg>", text, re.DOTALL).group(0))


def titles(svg):
    found = {}
    for group in svg.iter(f"{SVG}g"):
        if "data-person" in group.attrib:
            found[group.get("data-person")] = group.findtext(f"{SVG}title")
    return found


def test_drawing_table_and_sentences_hold_the_same_facts(standing, kindred):
    answer = opened(standing.social_worker, kindred.child, **ALL)
    page, svg = answer.context_data["page"], drawing(answer.content.decode())
    told = titles(svg)
    assert len(told) == len(page.people) == 8
    assert set(told) == {row.id for row in page.people}
    assert set(told.values()) <= set(page.story)  # each person is announced with the sentence that tells of them
    for row in page.people:
        name, gender, born, died, *_ = row.cells
        assert name in told[row.id]
        assert gender in told[row.id]
        assert died in told[row.id]
        assert born == "not known" or born in told[row.id]
    rows = page.relations.rows
    drawn = {(line.get("data-line"), line.get("data-ref")) for line in svg.iter() if line.get("data-line")}
    unions = {ref for kind, ref in drawn if kind == "union"}
    words = ("married", "separated", "living together")
    unrecorded = {ref for ref in unions if "+" in ref}  # two parents without a partnership on record
    assert len(unions - unrecorded) == sum(row[1] in words for row in rows) == 3
    assert (
        len({ref for kind, ref in drawn if kind == "emotional"})
        == sum(row[1] in ("very close", "violence") for row in rows)
        == 2
    )
    parentage = [row for row in rows if row[1] == "child of"]
    assert len(parentage) == 4
    counted = 1 + len(page.people) + 3 + 2 + 2  # how many, people, unions, homes, ties: a sentence for each
    assert len(page.story) == counted
    for row in rows:
        named = row[2].split(", ")[0].split(" and ")
        assert any(row[0] in line and all(name in line for name in named) for line in page.story), row


def test_the_page_costs_the_same_for_a_large_family(standing, kindred, django_assert_max_num_queries):
    worker, client = standing.social_worker, signed_in(standing.social_worker)
    client.get(address(kindred.child))
    with django_assert_max_num_queries(MOST_QUERIES) as first:
        client.get(address(kindred.child))
    cost = len(first)
    for number in range(20):
        new = people.add_person(by=worker, given_name=f"Aunt {number}", sex="F")
        people.record_parent(by=worker, child=new, parent=kindred.grandmother, label="mother")
    client.get(address(kindred.child))
    with django_assert_max_num_queries(cost):
        answer = client.get(address(kindred.child))
    assert len(answer.context_data["page"].people) == 28


def test_who_is_kept_from_the_viewer_leaves_no_trace(standing, kindred):
    worker, hidden = standing.social_worker, kindred.father
    noting.record_entry(
        ENTRIES["AdultRole"], by=worker, child=kindred.child, body={"person": hidden.key, "identity": "named"},
        at={"at_date": ago(3)},
    )  # fmt: skip
    own = people.add_person(by=worker, given_name="Tyler", family_name="Pask", sex="M")
    people.record_parent(by=worker, child=own, parent=hidden, label="father")
    client = signed_in(worker)
    shown = client.get(address(kindred.child), ALL).content
    assert hidden.key.encode() in shown
    assert b"Tyler" in shown
    keeping.restrict(hidden, by=standing.supervisor, reason="A threat to him", named=[standing.supervisor])
    places = [address(kindred.child), address(kindred.child, "child-family-copy")]
    places += [address(kindred.child, "child-family-person", person=kindred.sister.key)]
    places += [address(kindred.child, "child-family-write", deed="partner", person=kindred.mother.key)]
    for place in places:
        text = client.get(place, ALL).content
        for word in (hidden.key, "Darren", own.key, "Tyler", "Pask"):
            assert word.encode() not in text, (place, word)
    assert client.get(address(kindred.child, "child-family-person", person=hidden.key)).status_code == 404
    gone = client.get(address(kindred.child, "child-family-write", deed="partner", person=hidden.key))
    assert gone.status_code == 404


def test_every_adult_has_a_line_and_nothing_is_blank(standing, kindred):
    worker = standing.social_worker
    record_contact(
        by=worker,
        child=kindred.child,
        when={"at_date": ago(4)},
        with_person=kindred.mother,
        kind="home_visit",
        direct="yes",
    )
    body = {
        "person": kindred.partner.key, "identity": "partly", "attempts": [{"at": ago(2).isoformat(), "how": "Rang"}],
        "reason_not_contacted": "He was out", "next_step": "Ring again",
    }  # fmt: skip
    noting.record_entry(ENTRIES["AdultRole"], by=worker, child=kindred.child, body=body, at={"at_date": ago(3)})
    body = {"person": kindred.partner.key, "reason_not_invited": "Not safe for Kerry"}
    noting.record_entry(ENTRIES["Invitation"], by=worker, child=kindred.child, body=body, at={"at_date": ago(3)})
    strip = opened(worker, kindred.child).context_data["page"].strip
    lines = {row[0].text: row for row in strip.rows}
    assert set(lines) == {"Kerry Fennimore", "Lewis Fennimore", "Father: not known"}
    assert all(str(cell).strip() for row in strip.rows for cell in row[1:])
    assert "home visit" in lines["Kerry Fennimore"][2]
    lewis = lines["Lewis Fennimore"]
    assert lewis[1] == "In part"
    assert "He was out" in lewis[2]
    assert "Rang" in lewis[3]
    assert lewis[5] == "Not invited: Not safe for Kerry"
    assert lewis[7] == "Ring again"
    assert lines["Father: not known"][1] == "Not known: asked 12 March 2026"
    assert lines["Father: not known"][4] == "Not known"


def test_as_known_on_a_day_and_with_hindsight(standing):
    worker = standing.social_worker
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        made = a_kindred(worker)
        day = timezone.localdate() + timedelta(days=1)
    tyler = people.add_person(by=worker, given_name="Tyler", sex="M", dob="2005-01-01")
    people.record_parent(by=worker, child=tyler, parent=made.father, label="father")
    people.amend_person(Person.objects.get(pk=made.partner.pk), by=worker, changes={"given_name": "Luis"})
    now = opened(worker, made.child).content.decode()
    assert "Tyler" in now
    assert "Luis" in now
    then = opened(worker, made.child, on=day.isoformat()).content.decode()
    assert f'data-last="{timezone.localdate()}" data-on="{day}"' in then
    assert "Tyler" not in then
    assert "Lewis" in then
    assert "Luis" not in then
    assert "Add a partner" not in then
    late = opened(worker, made.child, on=day.isoformat(), hindsight="on").content.decode()
    assert "Tyler" in late
    assert "with hindsight" in late
    assert "record begins" in opened(worker, made.child, on="2020-01-01").content.decode()
    assert "still to come" in opened(worker, made.child, on="2099-01-01").content.decode()


def test_the_filter_takes_layers_away_and_goes_near(standing, kindred):
    worker, child = standing.social_worker, kindred.child
    usual = opened(worker, child).context_data["page"]
    assert not any(row[1] in ("very close", "violence") for row in usual.relations.rows)
    alone = opened(worker, child, chosen="1").content.decode()
    assert 'data-line="household"' not in alone
    assert "data-badge" not in alone
    near = opened(worker, child, chosen="1", show="near-1", layers="ages").context_data["page"]
    assert {row.cells[0] for row in near.people} == {
        "Robin Fennimore", "Kerry Fennimore", "Father: not known", "Maya Fennimore", "Lewis Fennimore",
    }  # fmt: skip
    assert "5 of 8 people" in near.count
    homes = dict(usual.form.fields["show"].choices)
    assert (
        homes["home-001-" + kindred.home.key] == "Only Kerry’s, with parents and partners"
    )  # the child's own is first
    only = opened(worker, child, chosen="1", show=f"home-002-{kindred.other_home.key}").context_data["page"]
    assert {row.cells[0] for row in only.people} == {"Darren Fennimore", "Maya Fennimore", "Kerry Fennimore"}
    for wrong in ({"show": "home-x"}, {"show": "near-99"}, {"lines": "x", "profile": "y", "chosen": "1"}):
        assert opened(worker, child, **wrong).context_data["page"].people


def test_terminations_are_drawn_on_request_only(standing, kindred):
    worker = standing.social_worker
    lost = people.add_person(by=worker, loss="termination", dob="2017-01-01")
    people.record_parent(by=worker, child=lost, parent=kindred.mother, label="mother")
    assert lost.key not in opened(worker, kindred.child).content.decode()
    asked = opened(worker, kindred.child, chosen="1", layers=["households", "terminations"])
    assert lost.key in asked.content.decode()


def test_one_person_of_the_family(standing, kindred):
    client = signed_in(standing.social_worker)
    page = client.get(address(kindred.child, "child-family-person", person=kindred.grandmother.key)).context_data[
        "page"
    ]
    assert page.facts[0].value == ("grandmother",)
    assert page.record is None  # no child of theirs
    assert client.get(address(kindred.child, "child-family-person", person="nobody22")).status_code == 404
    stranger = people.add_person(by=standing.outsider, given_name="Else", sex="F")
    assert client.get(address(kindred.child, "child-family-person", person=stranger.key)).status_code == 404


@pytest.mark.parametrize("make", [an_empty_child, an_imported_child])
def test_a_child_without_family_is_said_so(standing, make):
    child = make(standing.social_worker)
    text = opened(standing.social_worker, child).content.decode()
    assert "1 person is on record" in text
    assert "No adult who cares for the child is recorded. Somebody does." in text


def test_a_foster_home_does_not_bring_in_another_family(standing, kindred):
    worker = standing.social_worker
    carer = people.add_person(by=worker, given_name="Olu", sex="F")
    people.record_parent(by=worker, child=kindred.child, parent=carer, kind="foster", label="carer")
    other = an_empty_child(worker, name="Somebody Else")
    people.record_parent(by=worker, child=other, parent=carer, kind="foster", label="carer")
    text = opened(worker, kindred.child).content.decode()
    assert "Olu" in text
    assert "Somebody Else" not in text


def test_a_loop_in_the_record_ends(standing, kindred):
    people.record_parent(by=standing.social_worker, child=kindred.grandmother, parent=kindred.child, label="father")
    page = opened(standing.social_worker, kindred.child).context_data["page"]
    assert any("also as their ancestor" in note for note in page.notes)


def test_looking_keeps_the_places_and_drawing_anew_forgets_them(standing, kindred):
    client = signed_in(standing.social_worker)
    client.get(address(kindred.child))
    kept = FamilyLayout.objects.get(child=kindred.child, worker=standing.social_worker)
    assert len(kept.layout["persons"]) == 8
    client.get(address(kindred.child), {"on": (timezone.localdate() - timedelta(days=1)).isoformat()})
    assert FamilyLayout.objects.get().layout == kept.layout
    client.post(address(kindred.child, "child-family-redraw"))
    assert not FamilyLayout.objects.exists()


def test_a_pinned_person_is_held_until_let_go_and_only_for_the_one_who_pinned(standing, kindred):
    worker, child = standing.social_worker, kindred.child
    client = signed_in(worker)
    page = client.get(address(child)).context_data["page"]
    first, second = [row.id for row in page.people][:2]
    for person in (first, second):
        answer = client.post(page.pin, {"pin": person})
        assert answer.url == f"{address(child)}#person-{person}"
    before = {row["id"]: row["x"] for row in FamilyLayout.objects.get(worker=worker).layout["persons"]}
    client.post(page.redraw)
    assert {row["id"] for row in FamilyLayout.objects.get(worker=worker).layout["persons"]} == {first, second}
    page = client.get(address(child)).context_data["page"]
    assert {row.id for row in page.people if row.pinned} == {first, second}
    assert page.pinned == "2 people are pinned."
    after = {row["id"]: row["x"] for row in FamilyLayout.objects.get(worker=worker).layout["persons"]}
    assert after[second] - after[first] == pytest.approx(before[second] - before[first], abs=4)
    client.post(page.pin, {"unpin": first})
    page = client.get(address(child)).context_data["page"]
    assert [row.id for row in page.people if row.pinned] == [second]
    assert b'value="%s" data-family-pin>Unpin' % second.encode() in client.get(address(child)).content
    client.post(page.pin, {"pin": "nobody-of-this-family"})
    assert FamilyLayout.objects.count() == 1


def test_nobody_can_be_pinned_where_places_are_not_kept(standing, kindred):
    answer = signed_in(standing.social_worker).get(address(kindred.child), {"show": "near-1", "chosen": "1"})
    assert answer.context_data["page"].pin == ""
    assert b"data-family-pin>" not in answer.content


def test_the_look_is_in_the_trail_with_its_day(standing, kindred):
    opened(standing.social_worker, kindred.child)
    assert Entry.objects.filter(kind="view", child=kindred.child.key).latest("seq").part == "family"


def test_whose_view_a_tie_is_stays_as_written_where_that_names_somebody_kept_from_who_amends_it(standing, kindred):
    worker, child, sister = standing.social_worker, kindred.child, kindred.sister
    tie = Tie(of=sister, towards=kindred.mother, kind="close", rater="Darren, her father")
    people.record_fact(tie, by=worker, verb="people.record_tie", child=child)
    keeping.restrict(kindred.father, by=standing.supervisor, reason="A threat to him", named=[standing.supervisor])
    client = signed_in(worker)
    where = {"deed": "tie", "person": sister.key, "fact": tie.fact}
    form = client.get(address(child, "child-family-amend", **where))
    assert 'name="rater"' not in form.content.decode()
    sent = {"seen_version": "1", "kind": "distant", "certainty": "recorded", "amended_because": "It has changed"}
    opening = form.context_data["page"].form["opening"].value()
    assert client.post(address(child, "child-family-amend", **where), {**sent, "opening": opening}).status_code == 302
    now = Tie.objects.current().get(fact=tie.fact)
    assert (now.kind, now.rater, now.version) == ("distant", "Darren, her father", 2)
    for place in (
        address(child, "child-family-amend", **where),
        address(child, "child-family-versions", **where),
        address(child, "child-family-person", person=sister.key),
    ):
        text = client.get(place, ALL).content.decode()
        assert "Darren" not in text, place
    assert (
        "Darren"
        in signed_in(standing.supervisor).get(address(child, "child-family-versions", **where)).content.decode()
    )


def test_a_home_named_after_somebody_kept_from_the_viewer_is_not_called_so_on_the_overview(standing, kindred):
    worker, child = standing.social_worker, kindred.child
    people.join_household(by=worker, person=child, household=kindred.other_home, child=child, starts_on=None)
    where = reverse("child", kwargs={"key": child.key})
    assert "at Darren’s" in signed_in(worker).get(where).content.decode()
    keeping.restrict(kindred.father, by=standing.supervisor, reason="A threat to him", named=[standing.supervisor])
    assert "Darren" not in signed_in(worker).get(where).content.decode()
    assert "at Darren’s" in signed_in(standing.supervisor).get(where).content.decode()
