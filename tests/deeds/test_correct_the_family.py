"""Rows of a family are amended, ended and taken out; a relative is looked for before they are written down; twins."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from sightline.people import changes as people
from sightline.people import keeping
from sightline.people.details import LookedBefore
from sightline.people.models import BornTogether, HouseholdMembership, Parentage, Partnership, Person, Tie
from sightline.trail.models import Entry
from tests.kindred import a_kindred
from tests.records import ago, signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
ODD = ("O’Brien-Łukasz", "李", "مريم", "Robin 🐟", "<b>Robin</b>")


@pytest.fixture
def kindred(standing):
    return a_kindred(standing.social_worker)


@pytest.fixture
def client(standing):
    return signed_in(standing.social_worker)


def at(kindred, deed, about, row=None, name="child-family-amend"):
    where = {"key": kindred.child.key, "deed": deed, "person": about.key}
    if row is None:
        return reverse("child-family-write", kwargs=where)
    return reverse(name, kwargs=where | {"fact": row.fact})


def sent(client, where, **said):
    """The form as it opens, with what is typed."""
    form = client.get(where).context_data["page"].form
    data = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    return client.post(where, data | said)


def errors(answer):
    assert answer.status_code == 200
    return [one["text"] for one in answer.context_data["page"].errors]


def test_a_parentage_is_amended_ended_and_taken_out_with_its_history(client, kindred):
    row = Parentage.objects.get(child=kindred.sister, parent=kindred.father)
    where = at(kindred, "parent", kindred.sister, row)
    assert "Nothing is changed yet" in errors(sent(client, where))[0]
    assert errors(sent(client, where, certainty="recorded")) == ["Write why: whoever reads the record will read it."]
    assert sent(client, where, certainty="recorded", amended_because="Birth certificate seen.").status_code == 302
    assert sent(client, where, ends="2024").status_code == 302  # an end needs no reason
    now = Parentage.objects.current().get(fact=row.fact)
    assert (now.version, now.certainty, now.ends, now.parent) == (3, "recorded", "2024", kindred.father)
    family = client.get(reverse("child-family", args=[kindred.child.key]))
    cells = [cell for line in family.context_data["page"].relations.rows for cell in line if hasattr(cell, "href")]
    assert where in [cell.href for cell in cells] or any("one of them" in cell.text for cell in cells)
    sent(client, where, is_mistake="on", amended_because="He is her uncle.")
    assert not Parentage.objects.current().filter(fact=row.fact).exists()
    page = client.get(at(kindred, "parent", kindred.sister, row, "child-family-versions")).content.decode()
    for words in ("He is her uncle.", "Birth certificate seen.", "Taken out of the record on", "Darren Fennimore"):
        assert words in page, words
    page = client.get(reverse("child-family-person", args=[kindred.child.key, kindred.sister.key])).content.decode()
    assert "A parent or child that was written by mistake" in page
    verbs = Entry.objects.filter(thing_id=str(row.fact)).order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[1:] == ["people.amend_parent", "people.amend_parent", "people.take_out_parent"]


def test_a_home_is_amended_and_ended(client, kindred):
    row = HouseholdMembership.objects.get(person=kindred.partner)
    where = at(kindred, "home", kindred.partner, row)
    day = ago(1)
    assert sent(client, where, ends_on=f"{day:%d/%m/%Y}").status_code == 302
    assert HouseholdMembership.objects.current().get(fact=row.fact).ends_on == day
    assert errors(sent(client, where, starts_on="2/1/2026", ends_on="1/1/2026", amended_because="x")) == [
        "That is before it began. Check the year."
    ]
    assert sent(client, where, nights="3", role="regular_contact", amended_because="He says so.").status_code == 302
    now = HouseholdMembership.objects.current().get(fact=row.fact)
    assert (now.version, now.nights, now.role, now.ends_on) == (3, 3, "regular_contact", day)


def test_partners_and_ties_can_be_taken_out(client, kindred):
    union = Partnership.objects.get(one=kindred.mother, other=kindred.partner)
    tie = Tie.objects.get(of=kindred.partner)
    for deed, about, row in (("partner", kindred.mother, union), ("tie", kindred.partner, tie)):
        said = {"is_mistake": "on", "amended_because": "Another family."}
        assert sent(client, at(kindred, deed, about, row), **said).status_code == 302
    assert not Partnership.objects.current().filter(fact=union.fact).exists()
    assert not Tie.objects.current().filter(fact=tie.fact).exists()


def test_what_is_written_down_of_somebody_says_its_days_as_people_do(client, kindred):
    union = Partnership.objects.get(one=kindred.mother, other=kindred.partner)
    said = {"starts": "17 January 2026", "ends": "March 2026", "amended_because": "Kerry says so."}
    assert sent(client, at(kindred, "partner", kindred.mother, union), **said).status_code == 302
    page = client.get(reverse("child-family-person", args=[kindred.child.key, kindred.partner.key]))
    row = next(row for row in page.context_data["page"].written.rows if "living together" in row[0])
    assert row[1] == "17 January 2026 to March 2026"
    change = row[-1]
    assert (change.text, change.aloud) == ("Change or end", row[0])
    assert f'Change or end<span class="govuk-visually-hidden"> {row[0]}' in page.content.decode()


def test_a_father_who_was_not_known_is_known_now(client, kindred):
    row = Parentage.objects.get(child=kindred.child, parent=None)
    where = at(kindred, "parent", kindred.child, row)
    assert sent(client, where, asked_on="1/6/2026", amended_because="Asked again.").status_code == 302
    answer = sent(client, where, who=kindred.father.key, amended_because="She has named him.")
    assert answer.status_code == 302, errors(answer)
    now = Parentage.objects.current().get(fact=row.fact)
    assert (now.parent, now.kind, now.answer, now.asked_on) == (kindred.father, "biological", "", date(2026, 6, 1))


def test_the_second_of_two_writers_sees_both_and_a_double_press_is_one(client, kindred):
    row = HouseholdMembership.objects.get(person=kindred.partner)
    where = at(kindred, "home", kindred.partner, row)
    data = {
        "seen_version": "1",
        "role": "member",
        "nights": "4",
        "starts_on": "",
        "ends_on": "",
        "amended_because": "Asked.",
    }
    for _ in range(2):
        assert client.post(where, data).status_code == 302
    assert HouseholdMembership.objects.filter(fact=row.fact).count() == 2
    late = client.post(where, data | {"nights": "5"})
    assert "changed this on" in late.context_data["page"].trouble.sentence


def test_somebody_like_the_one_typed_is_shown_with_reasons_before_a_relative_is_written(client, kindred, standing):
    aunt = people.add_person(by=None, given_name="Shaun", family_name="Pask", sex="M", dob=date(1990, 4, 2))
    where, before = at(kindred, "partner", kindred.mother), Person.objects.count()
    typed = {"who": "new", "given_name": "Sean", "family_name": "Pask", "born": "2/4/1990", "kind": "casual"}
    answer = sent(client, where, **typed)
    assert answer.status_code == 200
    assert [one.name for one in answer.context_data["page"].found] == ["Shaun Pask"]
    assert answer.context_data["page"].found[0].reasons
    assert Person.objects.count() == before
    assert sent(client, where, **typed, use=aunt.key).status_code == 302
    assert Partnership.objects.get(one=kindred.mother, kind="casual").other == aunt
    assert Person.objects.count() == before  # nobody is written twice
    assert sent(client, where, **typed | {"kind": "married"}, sure="1").status_code == 302
    assert Person.objects.count() == before + 1
    assert sent(client, where, **typed, use="nobodyofours").status_code == 200


def test_a_child_is_put_into_the_family_only_by_whoever_may_write_on_their_record(client, kindred, standing):
    theirs = a_recorded_child(standing.outsider, name="Sasha Fennimore", born=date(2022, 1, 5)).child
    typed = {"who": "new", "given_name": "Sasha", "family_name": "Fennimore", "born": "5/1/2022", "kind": "biological"}
    where = at(kindred, "child", kindred.mother)
    found = sent(client, where, **typed).context_data["page"].found
    assert [(one.use, one.link.text) for one in found if one.name == "Sasha Fennimore"] == [
        ("", "Open the record for a reason")
    ]
    assert sent(client, where, **typed, use=theirs.key).status_code == 200
    assert not Parentage.objects.filter(child=theirs).exists()


def test_a_restricted_match_is_not_shown_and_its_keeper_is_told(client, kindred, standing):
    hidden = a_recorded_child(standing.outsider, name="Zebedee Quillfeather", born=date(2021, 3, 3)).child
    keeping.restrict(hidden, by=standing.supervisor, reason="A parent works here.")
    typed = {"who": "new", "given_name": "Zebedee", "family_name": "Quillfeather", "born": "3/3/2021"}
    answer = sent(client, at(kindred, "child", kindred.mother), **typed, kind="biological")
    assert answer.status_code == 302  # written at once, as if there were nobody like them
    assert LookedBefore.objects.get().restricted.person == hidden


def test_what_cannot_be_is_refused_in_a_sentence(client, kindred):
    where = at(kindred, "child", kindred.mother)
    new = {"who": "new", "given_name": "Jo", "kind": "biological", "born": "1/1/1990"}
    assert "born before their parent Kerry Fennimore" in errors(sent(client, where, **new))[0]
    assert "their own ancestor" in errors(sent(client, where, who=kindred.grandfather.key, kind="adopted"))[0]
    assert "already" in errors(sent(client, where, who=kindred.child.key, kind="biological"))[0]
    own = sent(client, where, who=kindred.partner.key, other=kindred.partner.key, kind="adopted")
    assert errors(own) == ["Nobody is their own parent. Choose somebody else."]
    assert "Choose somebody of the list." in errors(sent(client, where, who=kindred.mother.key, kind="step"))
    older = at(kindred, "parent", kindred.mother)
    assert "born before" in errors(sent(client, older, who=kindred.sister.key, label="mother", kind="biological"))[0]
    mistaken = Parentage.objects.get(child=kindred.child, parent=kindred.mother)
    assert (
        sent(client, at(kindred, "parent", kindred.child, mistaken), kind="step", amended_because="So.").status_code
        == 302
    )


def test_odd_and_empty_input_is_one_sentence_never_an_error(client, kindred):
    where = at(kindred, "parent", kindred.partner)
    for typed in ("", "   ", "x" * 100_000, "Bo\x00b"):
        said = {"who": "new", "given_name": typed, "label": "mother", "kind": "biological"}
        assert len(errors(sent(client, where, **said))) == 1
    for typed in ODD:
        said = {"who": "new", "given_name": typed, "label": "carer", "kind": "foster", "sure": "1"}
        assert sent(client, where, **said).status_code == 302
        assert Person.objects.filter(given_name=typed).exists()
        assert "<b>Robin</b>" not in client.get(reverse("child-family", args=[kindred.child.key])).content.decode()


def test_twins_are_written_amended_and_refused_when_they_cannot_be(client, kindred):
    twin = people.add_person(by=None, is_child=True, given_name="Remy", family_name="Fennimore", dob=kindred.child.dob)
    people.record_parent(by=None, child=twin, parent=kindred.mother, label="mother")
    where = at(kindred, "twins", kindred.child)
    assert sent(client, where, towards=twin.key, kind="dz").status_code == 302
    row = BornTogether.objects.current().get()
    assert {row.one, row.other} == {kindred.child, twin}
    page = client.get(reverse("child-family", args=[kindred.child.key])).content.decode()
    assert "twins" in page.lower()
    assert errors(sent(client, where, towards=twin.key, kind="mz")) == ["That is written down already."]
    assert "too far apart" in errors(sent(client, where, towards=kindred.sister.key))[0]
    amend = at(kindred, "twins", twin, row)
    assert sent(client, amend, kind="mz", amended_because="The hospital says so.").status_code == 302
    assert BornTogether.objects.current().get().kind == "mz"
    assert sent(client, amend, is_mistake="on", amended_because="Cousins.").status_code == 302
    assert not BornTogether.objects.current().exists()


def test_history_of_a_row_that_names_somebody_restricted_is_not_there(client, kindred, standing):
    row = Parentage.objects.get(child=kindred.sister, parent=kindred.mother)
    where = at(kindred, "parent", kindred.mother, row, "child-family-versions")
    assert client.get(where).status_code == 200
    keeping.restrict(kindred.sister, by=standing.supervisor, reason="Only some.")
    assert client.get(where).status_code == 404
    assert client.get(at(kindred, "parent", kindred.mother, row), follow=True).status_code == 404
