"""A family is written from its drawing: a partner, a child, a parent, a move, how people get on; once, and amended."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sightline.access.models import Draft
from sightline.people.models import FamilyLayout, HouseholdMembership, Parentage, Partnership, Person, Tie
from sightline.trail.models import Entry
from tests.kindred import a_kindred
from tests.records import ago, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def kindred(standing):
    return a_kindred(standing.social_worker)


@pytest.fixture
def client(standing):
    return signed_in(standing.social_worker)


def address(kindred, deed, about, **more):
    name = "child-family-amend" if more else "child-family-write"
    return reverse(name, kwargs={"key": kindred.child.key, "deed": deed, "person": about.key, **more})


def family(kindred):
    return reverse("child-family", kwargs={"key": kindred.child.key})


def opened(client, where):
    """The hidden fields of a form just opened."""
    page = client.get(where).context_data["page"]
    return {"opening": str(page.form["opening"].value()), "draft_token": page.writing.token}


NEW = {"who": "new", "given_name": "Pat", "family_name": "Quill", "sex": "F", "certainty": "recorded"}


def test_a_partner_is_added_once_and_nobody_jumps(client, kindred):
    client.get(family(kindred))
    before = {row["id"]: (row["x"], row["y"]) for row in FamilyLayout.objects.get().layout["persons"]}
    where = address(kindred, "partner", kindred.father)
    sent = opened(client, where) | NEW | {"kind": "cohabiting", "starts": "May 2024", "born": "1990"}
    for _ in range(2):
        answer = client.post(where, sent)
        assert answer.status_code == 302, answer.context_data["page"].errors
        assert answer["Location"] == family(kindred)
    row = Partnership.objects.get(one=kindred.father)
    assert (row.kind, row.starts, row.other.name) == ("cohabiting", "2024-05", "Pat Quill")
    assert (row.other.dob_precision, row.other.dob_earliest) == ("year", date(1990, 1, 1))
    assert Person.objects.filter(given_name="Pat").count() == 1
    entry = Entry.objects.get(verb="people.record_partnership", thing_id=str(row.fact))
    assert (entry.child, entry.kind) == (kindred.child.key, "change")
    page = client.get(family(kindred)).context_data["page"]
    assert any(one.cells[0] == "Pat Quill" for one in page.people)
    after = {one["id"]: (one["x"], one["y"]) for one in FamilyLayout.objects.get().layout["persons"]}
    assert row.other.key in after
    shift = sorted(after[key][0] - before[key][0] for key in before)[len(before) // 2]
    assert all(abs(after[key][0] - before[key][0] - shift) <= 48 for key in before)  # at most a symbol
    for one in before:
        for other in before:
            if before[one][1] == before[other][1] and before[one][0] < before[other][0]:
                assert after[one][0] < after[other][0]


def test_the_same_form_with_other_words_says_so(client, kindred):
    where = address(kindred, "partner", kindred.father)
    sent = opened(client, where) | NEW | {"kind": "cohabiting"}
    client.post(where, sent)
    answer = client.post(where, sent | {"kind": "married"})
    assert answer.status_code == 200
    assert "saved before" in answer.context_data["page"].trouble.sentence
    assert Partnership.objects.filter(one=kindred.father).count() == 1


def test_a_child_is_added_with_both_parents_and_a_home(client, kindred):
    where = address(kindred, "child", kindred.mother)
    sent = opened(client, where) | NEW | {
        "given_name": "", "family_name": "", "kind": "biological", "born": "3 May 2027", "other": kindred.partner.key,
        "home": kindred.home.key, "sex": "U",
    }  # fmt: skip
    answer = client.post(where, sent)
    assert answer.status_code == 302, answer.context_data["page"].errors
    baby = Person.objects.get(expected_dob=date(2027, 5, 3))
    assert baby.is_child
    assert {row.parent_id for row in Parentage.objects.filter(child=baby)} == {kindred.mother.pk, kindred.partner.pk}
    assert HouseholdMembership.objects.get(person=baby).household == kindred.home
    assert "not yet born" in client.get(family(kindred)).content.decode()


def test_a_father_who_is_not_known_is_written_with_the_day_he_was_asked_about(client, kindred):
    where = address(kindred, "parent", kindred.partner)
    sent = opened(client, where) | {
        "who": "not_known", "label": "father", "kind": "biological", "asked_on": "12/03/2026", "certainty": "recorded",
    }  # fmt: skip
    assert client.post(where, sent).status_code == 302
    row = Parentage.objects.get(child=kindred.partner)
    assert (row.parent, row.kind, row.asked_on) == (None, "unknown", date(2026, 3, 12))
    assert client.get(family(kindred)).content.decode().count("Father: not known") > 2


def test_a_move_ends_the_stay_that_was_left(client, kindred):
    where = address(kindred, "home", kindred.sister)
    day = ago(2)
    sent = opened(client, where) | {
        "to": "new", "label": "Nan’s", "home_kind": "home", "role": "member", "nights": "5",
        "starts_on": f"{day:%d/%m/%Y}", "leaves": [kindred.home.key],
    }  # fmt: skip
    assert client.post(where, sent).status_code == 302
    rows = HouseholdMembership.objects.current().filter(person=kindred.sister)
    assert {(row.household.label, row.ends_on, row.nights) for row in rows} == {
        ("Kerry’s", day, None), ("Darren’s", None, None), ("Nan’s", None, 5),
    }  # fmt: skip
    assert HouseholdMembership.objects.filter(person=kindred.sister, household=kindred.home).count() == 2
    again = opened(client, where) | {
        "to": "new", "label": "", "home_kind": "home", "role": "member", "leaves": [kindred.other_home.key],
    }  # fmt: skip
    errors = [one["text"] for one in client.post(where, again).context_data["page"].errors]
    assert errors == [
        "Write what people call this home.", "Write the day of the move, so that it is known when they left.",
    ]  # fmt: skip


def test_how_people_get_on_carries_whose_view_it_is(client, kindred):
    where = address(kindred, "tie", kindred.mother)
    sent = opened(client, where) | {
        "towards": kindred.father.key, "kind": "conflict", "rater": "Amara", "certainty": "reported", "starts": "2022",
    }  # fmt: skip
    assert client.post(where, sent).status_code == 302
    row = Tie.objects.get(of=kindred.mother)
    assert (row.kind, row.rater, row.starts) == ("conflict", "Amara", "2022")


def test_an_amendment_keeps_the_earlier_version_and_the_second_writer_sees_the_first(client, kindred):
    row = Partnership.objects.get(one=kindred.mother, other=kindred.partner)
    where = address(kindred, "partner", kindred.mother, fact=row.fact)
    sent = {
        "seen_version": "1", "kind": "separated", "starts": row.starts, "ends": "", "certainty": "recorded",
        "amended_because": "He left",
    }  # fmt: skip
    assert client.post(where, sent).status_code == 302
    now = Partnership.objects.get(fact=row.fact, superseded_at=None)
    assert (now.version, now.kind, now.amended_because) == (2, "separated", "He left")
    late = client.post(where, sent | {"kind": "married"})
    assert "changed this on" in late.context_data["page"].trouble.sentence
    assert Partnership.objects.filter(fact=row.fact).count() == 2


def test_dates_that_cannot_be_are_refused_in_a_sentence(client, kindred):
    where = address(kindred, "partner", kindred.father)
    sent = opened(client, where) | NEW | {"kind": "casual", "starts": "2024", "ends": "2020"}
    errors = [one["text"] for one in client.post(where, sent).context_data["page"].errors]
    assert errors == ["That is before it began. Check the dates."]
    sent = opened(client, where) | NEW | {"kind": "casual", "starts": "between 3 May 2024 and 9 June 2024"}
    errors = [one["text"] for one in client.post(where, sent).context_data["page"].errors]
    assert len(errors) == 1
    assert errors[0].startswith("Write a day, a month or a year")
    assert not Person.objects.filter(given_name="Pat").exists()


def test_what_was_typed_is_kept_as_a_draft(client, kindred, standing):
    where = address(kindred, "partner", kindred.father)
    client.post(where, opened(client, where) | {"given_name": "Pat", "save_draft": "1"})
    assert Draft.objects.get(worker=standing.social_worker).data["given_name"] == ["Pat"]
    assert 'value="Pat"' in client.get(where).content.decode()


def test_an_outsider_writes_nothing(standing, kindred):
    where = address(kindred, "partner", kindred.mother)
    assert signed_in(standing.outsider).post(where, NEW | {"kind": "casual"}).status_code == 404
    assert not Person.objects.filter(given_name="Pat").exists()
