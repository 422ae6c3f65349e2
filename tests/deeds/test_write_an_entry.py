"""Entries of the declared kinds: written once, amended in sight, read by those who may, and seen by the checks."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from sightline.access.models import Agency, Team, Worker
from sightline.cases.entries import ENTRIES, NOTED_KINDS
from sightline.cases.models import Decision, Event, Noted, Referral
from sightline.checks.load import records
from sightline.people.facts import end_of_day
from sightline.trail.models import Entry
from tests.records import signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(standing):
    made = a_recorded_child(standing.social_worker, name="Robin Fennimore", born="2026-05-01")
    return made.allocated_to(standing.social_worker, "2026-01-01").at_level("CIN", "2026-05-02").child


def address(child, slug, fact=None):
    return f"/children/{child.key}/what-happened/{slug}/" + (f"{fact}/" if fact else "")


def record_of(child):
    today = timezone.localdate()
    return records([child.pk], today)[child.pk] if today else None


def post(worker, child, slug, typed, fact=None):
    return signed_in(worker).post(address(child, slug, fact), typed)


BRUISE = {
    "opening": "a1", "when": "yesterday", "time": "", "type": "bruise", "body_region": "cheek", "size_mm": "12",
    "explanations-0-who": "Mother", "explanations-0-words": "He rolled onto a toy.",
    "explanations-0-consistent": "unsure",
    "examination-0-examiner": "",
}  # fmt: skip


def test_a_mark_is_written_with_what_was_said(standing, child):
    assert post(standing.social_worker, child, "injury", BRUISE).status_code == 302
    row = Noted.objects.get(kind="Injury")
    assert row.body == {
        "type": "bruise", "body_region": "cheek", "size_mm": 12, "person": child.key,
        "explanations": [{"who": "Mother", "words": "He rolled onto a toy.", "consistent": "unsure"}],
    }  # fmt: skip
    assert row.at_date == timezone.localdate() - timedelta(days=1)
    entry = Entry.objects.get(verb="cases.record_injury")
    assert (entry.child, entry.thing_id) == (child.key, str(row.fact))


def test_sent_twice_it_is_one(standing, child):
    for _ in range(2):
        assert post(standing.social_worker, child, "injury", BRUISE).status_code == 302
    assert Noted.objects.count() == 1
    page = post(standing.social_worker, child, "injury", {**BRUISE, "body_region": "ear"})
    assert "This form was saved before" in page.content.decode()
    assert Noted.objects.count() == 1


def test_the_checks_see_it_as_the_record_format_says(standing, child):
    post(standing.social_worker, child, "injury", BRUISE)
    [injury] = record_of(child).of("Injury")
    assert injury.get("type") == "bruise"
    assert injury.when("seen_at").value == timezone.localdate() - timedelta(days=1)
    assert injury.get("documented_birthmark") is None  # left empty is never filled
    assert injury.items("explanations")[0]["consistent"] == "unsure"


def test_it_stands_in_the_story_on_its_page_and_on_the_overview(standing, child):
    post(standing.social_worker, child, "injury", BRUISE)
    client = signed_in(standing.social_worker)
    row = Noted.objects.get()
    for page in ("story", "health", f"entries/Injury/{row.fact}"):
        text = client.get(f"/children/{child.key}/{page}/").content.decode()
        assert "Bruise" in text, page
        assert "He rolled onto a toy." in text, page


def test_amended_the_earlier_version_stays(standing, child):
    post(standing.social_worker, child, "injury", BRUISE)
    row = Noted.objects.get()
    typed = {**BRUISE, "opening": "a2", "body_region": "ear", "seen_version": "1", "amended_because": "It was the ear."}
    assert post(standing.social_worker, child, "injury", typed, row.fact).status_code == 302
    now = Noted.objects.current().get()
    assert (now.version, now.body["body_region"], now.amended_because) == (2, "ear", "It was the ear.")
    assert Noted.objects.get(version=1).body["body_region"] == "cheek"
    text = signed_in(standing.social_worker).get(f"/children/{child.key}/entries/Injury/{row.fact}/").content.decode()
    assert "Ear" in text
    assert "Cheek" in text


def test_the_second_of_two_sees_both_texts(standing, child):
    post(standing.social_worker, child, "injury", BRUISE)
    fact = Noted.objects.get().fact
    theirs = {**BRUISE, "opening": "a2", "body_region": "ear", "seen_version": "1", "amended_because": ""}
    mine = {**BRUISE, "opening": "a3", "body_region": "nose", "seen_version": "1", "amended_because": ""}
    assert post(standing.supervisor, child, "injury", theirs, fact).status_code == 302
    page = post(standing.social_worker, child, "injury", mine, fact).content.decode()
    assert "while you were writing" in page
    assert "Ear" in page
    assert 'value="nose" selected' in page
    assert Noted.objects.current().get().body["body_region"] == "ear"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"when": ""}, "Write the day"),
        ({"type": ""}, "Choose what it was"),
        ({"type": "zebra"}, "Choose one of the answers"),
        ({"size_mm": "large"}, "whole number"),
        ({"size_mm": "-3"}, "must be 0 or more"),
        ({"when": "tomorrow"}, "still to come"),
        ({"when": "1/1/2020"}, "Check the year"),
        ({"seen_by": "x" * 201}, "at most 200"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(standing, child, typed, said):
    page = post(standing.social_worker, child, "injury", {**BRUISE, **typed})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert not Noted.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "O’Brien-Łukasz 李 \u202eabc 🙂", "a" * 100_000])
def test_whatever_is_typed_is_kept_and_shown_as_text(standing, child, text):
    typed = {**BRUISE, "explanations-0-words": text}
    assert post(standing.social_worker, child, "injury", typed).status_code == 302
    assert Noted.objects.get().body["explanations"][0]["words"] == text
    page = signed_in(standing.social_worker).get(f"/children/{child.key}/health/").content.decode()
    assert "<script>alert" not in page


def test_a_nul_is_refused_in_words(standing, child):
    page = post(standing.social_worker, child, "injury", {**BRUISE, "seen_by": "a\0b"})
    assert page.status_code == 200
    assert not Noted.objects.exists()


def test_unease_is_for_the_agency_that_wrote_it(standing, child):
    from sightline.cases import changes

    changes.allocate(
        by=standing.supervisor, child=child, worker=standing.safeguarding_lead, role="involved",
        starts_on=timezone.localdate(),
    )  # fmt: skip
    typed = {"opening": "u1", "when": "today", "time": "", "noticed": "The room went quiet.", "status": "open"}
    assert post(standing.social_worker, child, "unease", typed).status_code == 302
    row = Noted.objects.get()
    own, other = signed_in(standing.supervisor), signed_in(standing.safeguarding_lead)
    for page in ("thinking", "story"):
        assert "The room went quiet." in own.get(f"/children/{child.key}/{page}/").content.decode()
        assert "The room went quiet." not in other.get(f"/children/{child.key}/{page}/").content.decode()
    assert other.get(f"/children/{child.key}/entries/Unease/{row.fact}/").status_code == 404
    assert other.get(address(child, "unease", row.fact)).status_code == 404


def test_a_contact_a_decision_and_a_plan_stand_in_their_own_tables(standing, child):
    worker = standing.social_worker
    contact = {"opening": "c1", "when": "today", "time": "", "kind": "call", "substantive": "yes", "note": "Rang."}
    assert post(worker, child, "contact", contact).status_code == 302
    decision = {
        "opening": "d1", "when": "today", "time": "", "what": "change_of_plan", "options_considered": "Wait\nAct",
        "reasons": "Because it is better.",
    }  # fmt: skip
    assert post(worker, child, "decision", decision).status_code == 302
    plan = {"opening": "p1", "kind": "CIN", "from": "1/6/2026", "to": "", "visit_interval_wd": "20", "text": "Words."}
    assert post(worker, child, "plan", plan).status_code == 302
    record = record_of(child)
    assert record.of("Contact")[0].get("kind") == "call"
    assert record.of("Decision")[0].get("options_considered") == ["Wait", "Act"]
    assert record.of("Plan")[0].get("visit_interval_wd") == 20


@pytest.mark.parametrize("kind", list(ENTRIES))
def test_every_form_opens_and_an_almost_empty_one_saves_or_says_what_is_missing(standing, child, kind):
    entry = ENTRIES[kind]
    client = signed_in(standing.social_worker)
    if entry.own_form:
        assert client.get(address(child, entry.slug)).status_code == 404, "a new one has a form of its own"
        return
    assert client.get(address(child, entry.slug)).status_code == 200
    empty = client.post(address(child, entry.slug), {"opening": "e"})
    if entry.when or any(ask.required for ask in entry.asks):
        assert empty.status_code == 200
        assert "There is a problem" in empty.content.decode()
    page = {"child-story": "story"}.get(entry.part, entry.part.removeprefix("child-"))
    assert client.get(f"/children/{child.key}/{page}/").status_code == 200


@pytest.mark.parametrize("kind", NOTED_KINDS)
def test_a_full_form_saves_and_reads_back_the_same(standing, child, kind):
    """Fill every field with its first choice or a word, save, open it to amend, and save it unchanged."""
    from sightline.cases import pointing
    from sightline.cases.entries.form import NotedForm

    entry = ENTRIES[kind]
    form = NotedForm(child=child, entry=entry, around=pointing.around(child, standing.social_worker, entry))
    typed = {name: _typed(field) for name, field in form.fields.items()}
    typed |= {"opening": "full"} | ({"when": "today", "time": ""} if entry.when else {})
    answer = post(standing.social_worker, child, entry.slug, typed)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    row = Noted.objects.get()
    again = NotedForm(
        child=child, entry=entry, around=pointing.around(child, standing.social_worker, entry), body=row.body
    )
    resent = {name: field.initial for name, field in again.fields.items() if field.initial is not None}
    resent |= {"opening": "again", "seen_version": "1", "amended_because": ""}
    resent |= {"when": "today", "time": ""} if entry.when else {}
    assert post(standing.social_worker, child, entry.slug, resent, row.fact).status_code == 302
    assert Noted.objects.current().get().body == row.body
    assert record_of(child).of(kind)


def _typed(field):
    from django import forms

    if isinstance(field, forms.MultipleChoiceField):
        return [field.choices[0][0]]
    if isinstance(field, forms.ChoiceField):
        return next((value for value, _ in field.choices if value), "")
    if isinstance(field, forms.IntegerField):
        return "3"
    return "today" if type(field).__name__ == "WhenField" else "" if type(field).__name__ == "TimeField" else "Words"


def test_an_action_is_somebodys_of_the_record_or_a_workers_by_name(standing, child):
    typed = {"opening": "a1", "when": "today", "time": "", "outcome": "She sleeps in her own bed."}
    for number, (owner, kept) in enumerate((("robin fennimore", child.key), ("Amara Holloway", "Amara Holloway"))):
        assert (
            post(
                standing.social_worker, child, "planaction", typed | {"opening": f"a{number}", "owner": owner}
            ).status_code
            == 302
        )
        row = Noted.objects.order_by("pk").last()
        assert row.body["owner"] == kept
        client = signed_in(standing.social_worker)
        assert owner.title() in client.get(f"/children/{child.key}/entries/PlanAction/{row.fact}/").content.decode()
        assert f'value="{owner.title()}"' in client.get(address(child, "planaction", row.fact)).content.decode()


def test_nothing_tells_of_somebody_who_may_not_be_named(standing, child):
    from sightline.people import changes as people
    from sightline.people import keeping

    hidden = people.add_person(by=None, is_child=True, given_name="Zebedee", family_name="Quillfeather")
    typed = {"opening": "e1", "when": "today", "time": "", "what": "Moved house."}
    people.record_parent(by=None, child=hidden, parent=people.add_person(by=None, given_name="Kerry"))
    assert post(standing.social_worker, child, "event", typed).status_code == 302
    row = Event.objects.current().get()
    client, where = signed_in(standing.social_worker), f"/children/{child.key}/entries/Event/{row.fact}/"
    before = client.get(where).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_event SET persons = %s WHERE id = %s", [json.dumps([hidden.key]), row.pk])
    keeping.restrict(hidden, by=standing.supervisor, reason="r")
    after = client.get(where).content.decode()
    assert "somebody or something" not in after
    assert hidden.key not in after
    assert before.count("<dd") == after.count("<dd")


def test_what_a_form_cannot_offer_stays_when_something_else_is_amended(standing, child, monkeypatch):
    old = post(standing.social_worker, child, "event", {"opening": "e", "when": "today", "what": "Moved."})
    assert old.status_code == 302
    event = str(Event.objects.get().fact)
    typed = {"opening": "d", "when": "today", "what": "transfer", "evidence_refs": [event], "reasons": "So."}
    assert post(standing.social_worker, child, "decision", typed).status_code == 302
    monkeypatch.setattr("sightline.cases.pointing.MOST_TO_POINT_AT", 0)
    again = {"opening": "d2", "when": "today", "what": "transfer", "reasons": "Thus.", "seen_version": "1"}
    row = Decision.objects.get()
    assert post(standing.social_worker, child, "decision", again | {"amended_because": ""}, row.fact).status_code == 302
    assert [one.evidence_refs for one in Decision.objects.order_by("version")] == [[event], [event]]


def test_what_was_done_cannot_lie_ahead(standing, child):
    typed = {"opening": "r", "received_at": "today", "decision": "nfa", "decided_at": "tomorrow"}
    assert "still to come" in post(standing.social_worker, child, "referral", typed).content.decode()


def test_a_referral_keeps_the_time_at_which_it_came(standing, child):
    worker = standing.social_worker
    typed = {"opening": "r", "received_at": "yesterday", "received_time": "9.75"}
    assert "Write the time like" in post(worker, child, "referral", typed).content.decode()
    assert post(worker, child, "referral", typed | {"received_time": "14.05"}).status_code == 302
    [row] = Referral.objects.all()
    yesterday = timezone.localdate() - timedelta(days=1)
    [fact] = record_of(child).of("Referral")
    assert fact.get("received_at") == datetime.combine(yesterday, time(14, 5))
    plan = signed_in(worker).get(f"/children/{child.key}/plan/").content.decode()
    assert "at 14:05" in plan
    form = signed_in(worker).get(address(child, "referral", row.fact)).content.decode()
    assert 'value="14:05"' in form
    again = typed | {"opening": "r2", "received_time": "", "seen_version": "1", "amended_because": "Not at that hour."}
    assert post(worker, child, "referral", again, row.fact).status_code == 302
    [fact] = record_of(child).of("Referral")
    assert fact.get("received_at") == yesterday
    assert [one.received_time for one in Referral.objects.order_by("version")] == [time(14, 5), None]


def test_as_it_was_known_on_a_day(standing, child):
    post(standing.social_worker, child, "injury", BRUISE)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert end_of_day(yesterday) < timezone.now()
    found = records([child.pk], yesterday).get(child.pk)
    assert found is None or not found.of("Injury")


def test_the_number_of_queries_does_not_grow_with_the_entries(standing, child, django_assert_max_num_queries):
    worker = standing.social_worker
    for number in range(15):
        post(worker, child, "injury", {**BRUISE, "opening": f"n{number}", "body_region": "ear"})
    client = signed_in(worker)
    for page in ("story", "health", "worries", "thinking", "voice", "plan", "family", "information"):
        with django_assert_max_num_queries(30):
            client.get(f"/children/{child.key}/{page}/")


def test_another_agencys_team_exists_for_these_tests(standing):
    assert Worker.objects.exclude(agency=standing.social_worker.agency).exists()
    assert Team.objects.count() >= 2
    assert Agency.objects.count() >= 2
