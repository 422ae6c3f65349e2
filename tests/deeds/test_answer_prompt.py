"""Answering a prompt: five answers, what each needs, when each stops holding, and who reads it after."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from sightline.cases import changes as cases
from sightline.cases.entries import ENTRIES
from sightline.cases.noting import record_entry
from sightline.checks import after, answers, prompts, queries, run, todo
from sightline.checks.models import Answer, Outcome
from sightline.people.facts import LONDON
from sightline.trail.models import Entry
from tests.records import signed_in
from tests.standing import Standing, a_recorded_child

TODAY = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as clock:
        yield clock


@pytest.fixture
def not_seen(standing: Standing):
    """A child on a child protection plan whom nobody has seen for months: VOI-02 asks today."""
    who = a_recorded_child(standing.social_worker, born="2020-03-01").at_level("CP", "2026-06-01")
    who.allocated_to(standing.social_worker, "2026-06-01").with_visit("2026-08-03", seen="Y")
    return who


def current(child, check: str = "VOI-02") -> Outcome:
    return Outcome.objects.get(child=child, check_id=check, ends_at=None)


def prompt(child, viewer, check: str = "VOI-02") -> prompts.Prompt:
    return next(one for one in prompts.prompts_for(child, viewer).all if one.check_id == check)


def answer(child, by, kind: str, **more) -> Answer:
    return answers.answer(current(child), by=by, kind=kind, **more)


def test_a_prompt_says_what_the_record_shows_and_that_nobody_was_told(standing: Standing, not_seen) -> None:
    shown = prompt(not_seen.child, standing.social_worker)
    assert shown.severity == "today"
    assert shown.told == "Sightline has told no one: speak to Supervisor."
    assert any("3 August 2026" in evidence.words for evidence in shown.evidence)
    assert all("(" in number for number in shown.numbers)
    assert shown.since == TODAY.date()


def test_an_answer_is_kept_with_its_trail_entry(standing: Standing, not_seen) -> None:
    row = answer(not_seen.child, standing.social_worker, "disagree", reason="Seen at school by the nurse")
    entry = Entry.objects.get(verb="checks.answer")
    assert (entry.child, entry.thing_id) == (not_seen.child.key, row.key)
    shown = prompt(not_seen.child, standing.social_worker)
    assert shown.answer is not None
    assert (shown.answer.by, shown.answer.words) == ("Social Worker", "Disagree because: Seen at school by the nurse")


def test_a_broken_trail_undoes_the_answer(standing: Standing, not_seen, monkeypatch) -> None:
    monkeypatch.setattr(answers.trail, "record", lambda **_: (_ for _ in ()).throw(RuntimeError))
    with pytest.raises(RuntimeError):
        answer(not_seen.child, standing.social_worker, "disagree", reason="Seen at school")
    assert not Answer.objects.exists()


@pytest.mark.parametrize("kind", ["not_needed", "disagree", "data_wrong"])
def test_three_answers_need_a_reason(standing: Standing, not_seen, kind: str) -> None:
    with pytest.raises(answers.Incomplete) as refused:
        answer(not_seen.child, standing.social_worker, kind, reason="  ")
    assert set(refused.value.problems) == {"reason"}


@pytest.mark.parametrize(
    ("due", "who", "missing"),
    [
        (None, "Me", {"due"}),
        (date(2026, 11, 25), " ", {"who"}),
        (date(2026, 11, 17), "Me", {"due"}),
        (date(2026, 12, 3), "Me", {"due"}),
    ],
)
def test_will_do_needs_a_near_day_and_a_person(standing: Standing, not_seen, due, who, missing) -> None:
    with pytest.raises(answers.Incomplete) as refused:
        answer(not_seen.child, standing.social_worker, "will_do", due=due, who=who)
    assert set(refused.value.problems) == missing


def test_will_do_holds_through_its_day_and_can_be_said_once(standing: Standing, not_seen, clock) -> None:
    answer(not_seen.child, standing.social_worker, "will_do", due=date(2026, 12, 2), who="Sam")
    assert [p.due for p in todo.promises(standing.social_worker)] == [date(2026, 12, 2)]
    clock.move_to(datetime(2026, 12, 2, 22, 0, tzinfo=LONDON))
    assert prompt(not_seen.child, standing.social_worker).answer is not None
    clock.move_to(datetime(2026, 12, 3, 8, 0, tzinfo=LONDON))
    shown = prompt(not_seen.child, standing.social_worker)
    assert shown.answer is None
    assert "Its day has passed." in shown.lapsed
    assert todo.promises(standing.social_worker) == []
    with pytest.raises(answers.Incomplete, match="can be done once"):
        answer(not_seen.child, standing.social_worker, "will_do", due=date(2026, 12, 4), who="Sam")


def test_not_needed_lapses_after_90_days(standing: Standing, not_seen, clock) -> None:
    row = answer(not_seen.child, standing.social_worker, "not_needed", reason="Abroad with the whole family")
    assert row.holds_until == TODAY.date() + timedelta(days=90)
    clock.move_to(TODAY + timedelta(days=90))
    assert prompt(not_seen.child, standing.social_worker).answer is not None
    clock.move_to(TODAY + timedelta(days=91))
    assert prompt(not_seen.child, standing.social_worker).answer is None


def test_not_needed_lapses_when_what_it_answered_changes(standing: Standing, not_seen, clock) -> None:
    row = answer(not_seen.child, standing.social_worker, "not_needed", reason="Abroad")
    clock.move_to(TODAY + timedelta(hours=1))
    not_seen.with_visit("2026-11-18", seen="N", reason_if_not="Nobody came to the door")
    row.refresh_from_db()
    assert row.lapsed_because == "What it answered has changed."
    assert prompt(not_seen.child, standing.social_worker).answer is None


def test_recorded_now_names_an_entry_of_this_child(standing: Standing, not_seen) -> None:
    elsewhere = a_recorded_child(standing.social_worker, name="Maya Fennimore")
    visits = cases.record_visit(
        by=standing.social_worker, children=[cases.ChildAtVisit(elsewhere.child, seen="N")],
        when={"at_date": date(2026, 11, 17)},
    )  # fmt: skip
    for fact in (None, "not a fact", visits[0].fact):
        with pytest.raises(answers.Incomplete):
            answer(not_seen.child, standing.social_worker, "recorded_now", recorded_fact=fact)
    own = not_seen.child.visits.get()
    assert answer(not_seen.child, standing.social_worker, "recorded_now", recorded_fact=own.fact).recorded_fact


def test_an_outsider_may_not_answer(standing: Standing, not_seen) -> None:
    with pytest.raises(answers.NotAllowed):
        answer(not_seen.child, standing.outsider, "disagree", reason="I know better")
    assert prompts.for_children([not_seen.child], standing.outsider) == {}


def test_a_prompt_that_cleared_meanwhile_is_told_kindly(standing: Standing, not_seen) -> None:
    opened = current(not_seen.child)
    not_seen.with_visit("2026-11-18", seen="Y")
    with pytest.raises(answers.NoLongerAsked, match="Nothing needs answering"):
        answers.answer(opened, by=standing.social_worker, kind="disagree", reason="No")


def test_two_who_answer_at_once_are_told(standing: Standing, not_seen) -> None:
    answer(not_seen.child, standing.supervisor, "disagree", reason="Seen by the school", seen="")
    with pytest.raises(answers.AnsweredMeanwhile, match="Supervisor answered this"):
        answer(not_seen.child, standing.social_worker, "not_needed", reason="Abroad", seen="")
    assert Answer.objects.get(lapsed_at=None).by == standing.supervisor


def test_a_today_answer_waits_until_a_second_person_has_read_it(standing: Standing, not_seen) -> None:
    row = answer(not_seen.child, standing.social_worker, "disagree", reason="Seen by the school")
    assert [reading.given.key for reading in todo.to_read(standing.supervisor)] == [row.key]
    with pytest.raises(answers.NotAllowed):
        answers.second_read(row, by=standing.social_worker)
    answers.second_read(row, by=standing.supervisor)
    assert todo.to_read(standing.supervisor) == []
    assert Entry.objects.filter(verb="checks.second_read", child=not_seen.child.key).count() == 1


def test_a_supervisor_does_not_read_their_own_answer(standing: Standing, not_seen) -> None:
    row = answer(not_seen.child, standing.supervisor, "disagree", reason="Seen by the school")
    assert todo.to_read(standing.supervisor) == []
    with pytest.raises(answers.NotAllowed, match="You gave this answer yourself"):
        answers.second_read(row, by=standing.supervisor)


def test_it_stays_on_the_list_when_it_lapses_unread(standing: Standing, not_seen, clock) -> None:
    row = answer(not_seen.child, standing.social_worker, "will_do", due=date(2026, 11, 20), who="Sam")
    clock.move_to(TODAY + timedelta(days=10))
    run.decide_child(not_seen.child)
    row.refresh_from_db()
    assert row.lapsed_at is not None
    assert [reading.given.key for reading in todo.to_read(standing.supervisor)] == [row.key]


def test_doing_it_clears_the_prompt_in_the_same_save(standing: Standing, not_seen) -> None:
    before = after.snapshot([not_seen.child])
    not_seen.with_visit("2026-11-18", seen="Y", seen_alone="Y")
    moved = after.changes_after(before, after.snapshot([not_seen.child]), standing.social_worker)
    assert [(one.check_id, one.how) for one in moved if one.check_id == "VOI-02"] == [("VOI-02", "cleared")]
    assert moved[0].words.startswith("‘Not seen’ has cleared.")


def test_any_kind_of_entry_can_be_what_was_recorded(standing: Standing, not_seen) -> None:
    by, child = standing.social_worker, not_seen.child
    when, body = {"at_date": TODAY.date()}, {"patterns": "Three moves in two years"}
    row = record_entry(ENTRIES["HistorySummary"], by=by, child=child, body=body, at=when)
    offered = {written.fact: written.words for written in queries.written_lately(child, by)}
    assert offered[str(row.fact)] == ENTRIES["HistorySummary"].name.capitalize()
    assert answer(child, by, "recorded_now", recorded_fact=row.fact).recorded_fact == row.fact


def test_what_is_missing_from_an_entry_one_may_not_read_is_not_told(standing: Standing, not_seen, monkeypatch) -> None:
    fact = {"id": str(uuid.uuid4()), "kind": "Visit", "words": "Visit", "digest": ""}
    why = "It is not recorded whether Robin was seen on 3 May 2026."
    rows = Outcome.objects.filter(pk=current(not_seen.child).pk)
    rows.update(result="unknown", severity=None, unknown_because=why, facts=[fact])
    [told] = [one.why for one in prompts.prompts_for(not_seen.child, standing.social_worker).unknown
              if one.check_id == "VOI-02"]  # fmt: skip
    assert told == why
    monkeypatch.setattr(prompts, "hidden_facts", lambda facts, _viewer: frozenset(facts) & {fact["id"]})
    [told] = [one.why for one in prompts.prompts_for(not_seen.child, standing.social_worker).unknown
              if one.check_id == "VOI-02"]  # fmt: skip
    assert told == prompts.UNTOLD


# --- in the browser, without script ---


def test_the_form_answers_and_leads_back(standing: Standing, not_seen) -> None:
    client = signed_in(standing.social_worker)
    address = reverse("checks:answer", args=[current(not_seen.child).key])
    page = client.get(address)
    assert page.status_code == 200
    assert "Sightline has told no one" in page.content.decode()
    assert Entry.objects.filter(kind="view", child=not_seen.child.key).count() == 1
    reply = client.post(address, {"kind": "disagree", "reason": "Seen by the school nurse", "seen": ""})
    assert reply.status_code == 302
    assert Answer.objects.get().reason == "Seen by the school nurse"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(standing: Standing, not_seen) -> None:
    client = signed_in(standing.social_worker)
    address = reverse("checks:answer", args=[current(not_seen.child).key])
    page = client.post(address, {"kind": "will_do", "who": "Sam Okafor", "due": "soon", "reason": "We tried twice"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Write the day like" in text
    assert all(typed in text for typed in ("Sam Okafor", "soon", "We tried twice"))


@pytest.mark.parametrize(("typed", "day"), [("tomorrow", date(2026, 11, 19)), ("25 Nov 2026", date(2026, 11, 25))])
def test_a_day_to_do_it_by_is_read_as_every_day_is(standing: Standing, not_seen, typed, day) -> None:
    form = {"kind": "will_do", "who": "Sam Okafor", "due": typed, "seen": ""}
    address = reverse("checks:answer", args=[current(not_seen.child).key])
    assert signed_in(standing.social_worker).post(address, form).status_code == 302
    assert Answer.objects.get().due == day


def test_a_question_that_changed_is_shown_anew_with_the_words_typed(standing: Standing, not_seen) -> None:
    client = signed_in(standing.social_worker)
    address = reverse("checks:answer", args=[current(not_seen.child).key])
    not_seen.with_visit("2026-11-18", seen="N", reason_if_not="Nobody came to the door")
    page = client.post(address, {"kind": "disagree", "reason": "He was at school"})
    text = page.content.decode()
    assert "has changed since you opened this page" in text
    assert "He was at school" in text
    assert not Answer.objects.exists()


def test_the_page_of_a_prompt_that_cleared_keeps_what_was_typed(standing: Standing, not_seen) -> None:
    client = signed_in(standing.social_worker)
    address = reverse("checks:answer", args=[current(not_seen.child).key])
    not_seen.with_visit("2026-11-18", seen="Y")
    page = client.post(address, {"kind": "disagree", "reason": "He was at school"})
    assert "He was at school" in page.content.decode()
    assert "Nothing is asked any more" in page.content.decode()


def test_another_agencys_child_is_not_found(standing: Standing, not_seen) -> None:
    client = signed_in(standing.outsider)
    address = reverse("checks:answer", args=[current(not_seen.child).key])
    assert client.get(address).status_code == 404
    assert client.post(address, {"kind": "disagree", "reason": "x"}).status_code == 404


def test_the_second_reading_is_one_press(standing: Standing, not_seen) -> None:
    row = answer(not_seen.child, standing.social_worker, "disagree", reason="Seen by the school")
    client = signed_in(standing.supervisor)
    assert "Seen by the school" in client.get(reverse("checks:to_read")).content.decode()
    client.post(reverse("checks:second_read", args=[row.key]))
    row.refresh_from_db()
    assert row.second_reader == standing.supervisor
