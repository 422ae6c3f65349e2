"""A name, an address and a professional are corrected, ended and taken out; what they said before stays readable."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from sightline.access.models import Draft
from sightline.cases.giving import addresses_kept
from sightline.cases.why import NOTHING
from sightline.desk.amending_forms import STAYS
from sightline.people import changes as people
from sightline.people import telling
from sightline.people.details import Address, OtherName, Professional
from sightline.people.knowing import look_before_writing
from sightline.trail.models import Entry
from tests import standing
from tests.records import signed_in

pytestmark = pytest.mark.django_db
REFUGE = "7 Hidden Lane, Westmarsh"
ODD = ("O’Brien-Łukasz", "李", "مريم", "Robin 🐟", "<b>Robin</b>", "Robert'); DROP TABLE--")


@pytest.fixture
def made():
    with time_machine.travel("2026-11-18 10:00", tick=False) as clock:
        who = standing.make()
        child = standing.a_recorded_child(who.social_worker).allocated_to(who.social_worker, "2026-01-01").child
        father = people.add_person(by=None, given_name="Lee", family_name="Quill")
        people.record_parent(by=None, child=child, parent=father)
        say = {"by": who.social_worker, "child": child}
        rows = {
            "name": telling.record_other_name(child, **say, name="Bobbie", kind="nickname"),
            "address": telling.record_address(
                child, **say, text=REFUGE, is_protected=True, kept_from=[father.key, "gonelongsince"]
            ),
            "professional": telling.record_professional(
                child, by=who.social_worker, name="Dr Osei", role="GP", organisation="Quay Surgery", reached_by=""
            ),
        }
        clock.move_to("2026-11-19 10:00")
        yield who, child, rows, signed_in(who.social_worker)


def where(child, what, row, name="change-kept"):
    return reverse(name, kwargs={"key": child.key, "person": child.key, "what": what, "fact": row.fact})


def sent(browser, at, **said):
    """The form as it opens, with what is typed."""
    form = browser.get(at).context_data["page"].form
    data = {name: form[name].value() or "" for name in form.fields if name not in ("is_protected", "is_mistake")}
    if form.initial.get("is_protected"):
        data["is_protected"] = "on"
    if "kept_from" in data:
        data["kept_from"] = [key for key in data["kept_from"] if key in form.offered]
    return browser.post(at, data | said)


def errors(answer):
    return [one["text"] for one in answer.context_data["page"].errors]


def test_a_name_is_corrected_ended_and_taken_out_and_each_step_can_be_read(made):
    who, child, rows, browser = made
    at = where(child, "name", rows["name"])
    assert errors(sent(browser, at)) == [NOTHING]
    assert errors(sent(browser, at, name="Bobby")) == ["Write why: whoever reads the record will read it."]
    assert sent(browser, at, name="Bobby", amended_because="Spelt so on her drawing.").status_code == 302
    assert sent(browser, at, ends_on="1/11/2026").status_code == 302  # ending needs no reason
    page = browser.get(where(child, "name", rows["name"], "kept-versions")).content.decode()
    for words in ("Bobbie", "Bobby", "Spelt so on her drawing.", "Version 1: ", "1 November 2026", "until when"):
        assert words in page, words
    assert [one.person for one in look_before_writing(who.outsider, "Bobby Fennimore")] == [child]
    assert errors(sent(browser, at, is_mistake="on")) == ["Write why: whoever reads the record will read it."]
    assert sent(browser, at, is_mistake="on", amended_because="It is her sister’s.").status_code == 302
    page = browser.get(reverse("person", args=[child.key, child.key])).content.decode()
    assert "Bobby" not in page
    assert "A name that was written by mistake" in page
    gone = browser.get(where(child, "name", rows["name"], "kept-versions")).content.decode()
    assert "Taken out of the record on 19 November 2026" in gone
    assert "It is her sister’s." in gone
    assert OtherName.objects.filter(fact=rows["name"].fact).count() == 4
    assert not OtherName.objects.current().exists()
    assert not look_before_writing(who.outsider, "Bobby")
    verbs = Entry.objects.filter(thing_id=str(rows["name"].fact)).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["people.record_name", *["people.amend_name"] * 2, "people.take_out_name"]
    assert browser.get(at)["Location"] == where(child, "name", rows["name"], "kept-versions")


def test_as_of_a_day_the_page_reads_as_it_did_then(made):
    _who, child, rows, browser = made
    sent(browser, where(child, "name", rows["name"]), name="Bobby", amended_because="Spelt so.")
    sent(browser, where(child, "professional", rows["professional"]), is_mistake="on", amended_because="Her brother’s.")
    then = browser.get(reverse("person", args=[child.key, child.key]), {"on": "2026-11-18"}).content.decode()
    assert "Bobbie" in then
    assert "Dr Osei" in then
    assert "Change or end" not in then
    assert REFUGE not in then
    now = browser.get(reverse("person", args=[child.key, child.key])).content.decode()
    assert "Bobbie" not in now
    assert "Dr Osei" not in now
    past = browser.get(where(child, "name", rows["name"], "kept-versions"), {"on": "2026-11-18"}).content.decode()
    assert "Bobby" not in past


def test_a_protected_address_is_corrected_without_being_shown_and_no_wording_of_it_goes_out(made):
    _who, child, rows, browser = made
    father = people.Person.objects.get(given_name="Lee")
    at = where(child, "address", rows["address"])
    assert REFUGE not in browser.get(at).content.decode()
    sent(browser, at, starts_on="1/10/2026", amended_because="The day was missing.")
    row = Address.objects.current().get()
    assert (row.text, row.starts_on, row.is_protected) == (REFUGE, date(2026, 10, 1), True)
    assert row.kept_from == [father.key, "gonelongsince"]  # also from whom this form cannot offer
    sent(browser, at, text="9 Hidden Lane, Westmarsh", amended_because="The number was wrong.")
    for name in ("kept-versions", "person"):
        address = where(child, "address", row, name) if name != "person" else reverse(name, args=[child.key, child.key])
        assert "Hidden Lane" not in browser.get(address).content.decode()
    shown = browser.post(reverse("show-address", args=[child.key, child.key, row.fact])).content.decode()
    assert "9 Hidden Lane" in shown
    assert "7 Hidden Lane" in shown
    assert {REFUGE, "9 Hidden Lane, Westmarsh"} <= set(addresses_kept(child, father))
    assert errors(sent(browser, at, is_protected="", kept_from=[], amended_because="They have moved.")) == [STAYS]


def test_an_address_that_was_not_protected_then_and_is_now_is_masked_on_the_page_of_that_day(made):
    who, child, _rows, browser = made
    row = telling.record_address(child, by=who.social_worker, child=child, text="1 Quay Road")
    with time_machine.travel("2026-11-21 10:00", tick=False):
        browser = signed_in(who.social_worker)
        sent(browser, where(child, "address", row), is_protected="on", amended_because="He has been released.")
        then = browser.get(reverse("person", args=[child.key, child.key]), {"on": "2026-11-20"}).content.decode()
    assert "1 Quay Road" not in then
    assert then.count("Protected address: not shown") == 2


def test_the_second_of_two_writers_sees_both_and_a_double_press_is_one_change(made):
    _who, child, rows, browser = made
    at = where(child, "professional", rows["professional"])
    form = {
        "name": "Dr Osei", "role": "GP", "organisation": "Quay Surgery", "reached_by": "01632 960001", "starts_on": "",
        "ends_on": "", "amended_because": "Asked.", "seen_version": "1",
    }  # fmt: skip
    for _ in range(2):
        assert browser.post(at, form).status_code == 302
    assert Professional.objects.filter(fact=rows["professional"].fact).count() == 2
    late = browser.post(at, form | {"reached_by": "01632 960002"})
    assert "01632 960001" in late.content.decode()
    assert 'value="01632 960002"' in late.content.decode()
    assert 'name="seen_version" value="2"' in late.content.decode()


def test_what_was_typed_and_not_saved_is_there_again(made):
    who, child, rows, browser = made
    at = where(child, "name", rows["name"])
    token = browser.get(at).context_data["page"].writing.token
    browser.post(at, {"name": "Bobbi", "save_draft": "1", "draft_token": token, "amended_because": "Half a reason"})
    assert Draft.objects.get().worker == who.social_worker
    assert "Half a reason" in browser.get(at).content.decode()


def test_bad_input_is_refused_in_a_sentence_and_odd_names_are_kept_as_written(made):
    _who, child, rows, browser = made
    at = where(child, "name", rows["name"])
    for typed in ("", "   ", "x" * 100_000, "Bo\x00b"):
        answer = sent(browser, at, name=typed, amended_because="Because.")
        assert answer.status_code == 200, typed[:10]
        assert len(errors(answer)) == 1, errors(answer)
    for typed in ("31/2/2026", "nonsense", "2 years hence"):
        assert len(errors(sent(browser, at, ends_on=typed))) == 1
    for typed in ODD:
        assert sent(browser, at, name=typed, amended_because="As he writes it.").status_code == 302
        assert OtherName.objects.current().get().name == typed
        page = browser.get(reverse("person", args=[child.key, child.key])).content.decode()
        assert "<b>Robin</b>" not in page


def test_nobody_elses_facts_are_reached_through_a_child_one_may_open(made):
    who, child, rows, browser = made
    other = standing.a_recorded_child(who.outsider, name="Ashley Quill").child
    theirs = telling.record_other_name(other, by=who.outsider, child=other, name="Ash", kind="alias")
    for what, row in (("name", theirs), ("address", rows["name"]), ("nonsense", rows["name"])):
        assert browser.get(where(child, what, row)).status_code == 404
        assert browser.get(where(child, what, row, "kept-versions")).status_code == 404
