"""An entry on the wrong child is moved: nothing stays, its history arrives, both are looked at, it can go back."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from sightline.access.models import Draft
from sightline.cases import changes, moving
from sightline.cases.entries import ENTRIES
from sightline.cases.models import MovedEntry, Noted, Statement, Visit, Voice
from sightline.checks.load import histories, records
from sightline.checks.models import Outcome
from sightline.people.facts import ChangedMeanwhile
from sightline.trail.models import Entry
from tests.records import a_family, ago, signed_in
from tests.standing import a_recorded_child

pytestmark = pytest.mark.django_db
SAID = "He has moved out and she is frightened."


@pytest.fixture
def two(standing):
    """Robin and Sam, siblings; an account about Robin was written on Sam's record by mistake, and checked there."""
    wrong, right = a_family(standing.social_worker, "Sam Fennimore", "Robin Fennimore")
    row = changes.record_statement(
        by=standing.social_worker, child=wrong, when={"at_date": ago(20)}, text=SAID, said_by="Kerry", about=wrong,
        said_by_person=right, role="parent", topic="separation", matters="decision_relevant",
        verification="not_checked", used_in=["the plan"],
    )  # fmt: skip
    row = changes.record_verification(row, by=standing.social_worker, seen_version=1, verification="sought")
    return wrong, right, row


def address(child, kind, row, name="move-entry"):
    return reverse(name, kwargs={"key": child.key, "kind": kind, "fact": row.fact})


def move(worker, child, row, whither, kind="Statement", **more):
    typed = {"to": whither.key, "because": "Wrong twin picked.", "seen_version": row.version, "sure": "on", **more}
    return signed_in(worker).post(address(child, kind, row), typed)


def test_it_leaves_nothing_and_arrives_with_its_history(standing, two):
    wrong, right, row = two
    chosen = move(standing.social_worker, wrong, row, right, sure="")
    assert "It will be moved to the record of Robin Fennimore" in chosen.content.decode()
    assert not MovedEntry.objects.exists()
    assert move(standing.social_worker, wrong, row, right).status_code == 302
    here = Statement.objects.filter(fact=row.fact).order_by("version")
    assert [(each.version, each.child, each.verification) for each in here] == [
        (1, right, "not_checked"), (2, right, "sought"),
    ]  # fmt: skip
    assert {each.about for each in here} == {right}, "it was about this child, so it is about the other now"
    client = signed_in(standing.social_worker)
    story = client.get(reverse("child-story", kwargs={"key": wrong.key})).content.decode()
    assert SAID not in story
    assert "An entry was removed on" in story
    assert "Wrong twin" not in story
    page = client.get(address(right, "Statement", row, "child-entry")).content.decode()
    assert "Moved here on" in page
    assert "Wrong twin picked." in page
    assert client.get(address(wrong, "Statement", row, "child-entry")).status_code == 404


def test_both_records_are_looked_at_and_no_outcome_of_the_wrong_one_quotes_it(standing, two):
    wrong, right, row = two
    asked = Outcome.objects.get(child=wrong, check_id="INF-01", ends_at=None)
    assert "separation" in str(asked.facts)
    move(standing.social_worker, wrong, row, right)
    every = Outcome.objects.filter(child=wrong)
    assert not [o for o in every if "separation" in str([o.facts, o.prompt, o.shows, o.unknown_because])]
    assert str(row.fact) not in str(list(every.filter(ends_at=None).values_list("evidence", flat=True)))
    assert str(row.fact) in Outcome.objects.get(child=right, check_id="INF-01", ends_at=None).evidence
    moved = Entry.objects.filter(verb__startswith="cases.move_entry").values_list("verb", "child", "thing_id")
    assert set(moved) == {(moving.AWAY, wrong.key, str(row.fact)), (moving.HERE, right.key, str(row.fact))}


def test_looking_back_it_was_on_neither_record_before(standing, two):
    wrong, right, row = two
    later = timezone.now() + dt.timedelta(days=3)
    with time_machine.travel(later, tick=False):
        moving.move_entry(row, by=standing.social_worker, to=right, because="Wrong twin.", seen_version=2)
    before, after = later - dt.timedelta(days=1), later + dt.timedelta(hours=1)
    fact = str(row.fact)
    assert [records([child.pk], before)[child.pk].find(fact) for child in (wrong, right)] == [None, None]
    assert records([right.pk], after)[right.pk].find(fact)
    told = histories([right.pk])[right.pk]
    days = [before.date(), after.date() + dt.timedelta(days=1)]
    assert [bool(told.as_of(day).find(fact)) for day in days] == [False, True]


def test_it_goes_back_as_it_was(standing, two):
    wrong, right, row = two
    before = [one.content() for one in Statement.objects.filter(fact=row.fact).order_by("version")]
    first = timezone.now() + dt.timedelta(days=2)
    with time_machine.travel(first, tick=False):
        moving.move_entry(row, by=standing.social_worker, to=right, because="Wrong twin.", seen_version=2)
    now = Statement.objects.current().get(fact=row.fact)
    with time_machine.travel(first + dt.timedelta(days=2), tick=False):
        moving.move_entry(now, by=standing.social_worker, to=wrong, because="It was Sam.", seen_version=2)
    assert [one.content() for one in Statement.objects.filter(fact=row.fact).order_by("version")] == before
    times = [first - dt.timedelta(days=1), first + dt.timedelta(days=1), first + dt.timedelta(days=3)]
    assert [bool(records([wrong.pk], at)[wrong.pk].find(str(row.fact))) for at in times] == [True, False, True]
    days = [at.date() + dt.timedelta(days=1) for at in times]
    past = (times[0].date(), times[1].date(), days[2])
    told = histories([wrong.pk])[wrong.pk]
    assert [bool(told.as_of(day).find(str(row.fact))) for day in past] == [True, False, True]


def test_words_go_with_their_visit_and_a_declared_entry_says_the_other_child(standing, two):
    wrong, right, _ = two
    worker = standing.social_worker
    [visit] = changes.record_visit(
        by=worker, children=[changes.ChildAtVisit(wrong, seen="Y", words="Bus!")], when={"at_date": ago(3)}
    )
    move(worker, wrong, visit, right, kind="Visit")
    assert Visit.objects.get(fact=visit.fact).child == right
    assert Voice.objects.get(visit=visit.fact).child == right
    signed_in(worker).post(
        f"/children/{wrong.key}/what-happened/milestone/",
        {"opening": "m1", "when": "yesterday", "milestone": next(iter(ENTRIES["Milestone"].ask("milestone").words))},
    )
    row = Noted.objects.get(kind="Milestone")
    own = [name for name, value in row.body.items() if value == wrong.key]
    move(worker, wrong, row, right, kind="Milestone")
    assert own
    assert {Noted.objects.get(fact=row.fact).body[name] for name in own} == {right.key}


def test_only_who_may_write_on_both_moves_it_and_others_are_told_nothing(standing, two):
    wrong, right, row = two
    stranger = a_recorded_child(standing.outsider, name="Alex Elsewhere").allocated_to(standing.outsider, "2026-01-01")
    page = move(standing.social_worker, wrong, row, stranger.child)
    assert page.status_code == 200
    assert "Alex Elsewhere" not in page.content.decode()
    assert move(standing.outsider, wrong, row, stranger.child).status_code == 404
    assert move(standing.social_worker, wrong, row, wrong).status_code == 200
    assert not MovedEntry.objects.exists()
    empty = move(standing.social_worker, wrong, row, right, because="   ", to="")
    assert len(empty.context_data["page"].errors) == 2


def test_nobody_loses_what_they_were_writing_on_it(standing, two):
    wrong, right, row = two
    worker = standing.social_worker
    Draft.objects.create(
        worker=worker, form_key=f"cases.checked:{row.fact}", page="p1", child=wrong.key, label="What checking found",
        path=f"/children/{wrong.key}/what-happened/account/{row.fact}/", data={"source": ["Housing"]},
        saved_at=timezone.now(),
    )  # fmt: skip
    moving.move_entry(row, by=worker, to=right, because="Wrong twin.", seen_version=2)
    draft = Draft.objects.get()
    assert (draft.child, right.key in draft.path, wrong.key in draft.path) == (right.key, True, False)
    late = signed_in(worker).post(
        f"/children/{wrong.key}/what-happened/account/{row.fact}/",
        {"source": "The housing office", "seen_version": "2"},
    )
    assert late.status_code == 409
    assert "The housing office" in late.content.decode()
    assert signed_in(worker).get(f"/children/{wrong.key}/what-happened/account/{row.fact}/").status_code == 302


def test_what_was_amended_or_imported_meanwhile_stays(standing, two):
    wrong, right, row = two
    with pytest.raises(ChangedMeanwhile):
        moving.move_entry(row, by=standing.social_worker, to=right, because="Wrong twin.", seen_version=1)
    row.source = "cin:2026"
    assert "next file" in moving.why_not(row)
