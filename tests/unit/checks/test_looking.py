"""Outcomes: written when something changed, and only then; decided again before anything old is shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from sightline.cases import changes as cases
from sightline.cases.models import Event
from sightline.checks import fresh, run
from sightline.checks.follow import touched
from sightline.checks.models import Outcome, Setting, Standard
from sightline.people import changes as people
from sightline.people.facts import LONDON
from tests.standing import Standing, a_recorded_child

TODAY = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(TODAY, tick=False):
        yield


def not_brought_twice(standing: Standing):
    who = a_recorded_child(standing.social_worker).at_level("CIN", "2026-06-01")
    who.allocated_to(standing.social_worker, "2026-06-01")
    return who.with_appointment("was_not_brought", "2026-10-05").with_appointment("was_not_brought", "2026-11-02")


def current(child, check: str = "WNB-01") -> Outcome:
    return Outcome.objects.get(child=child, check_id=check, ends_at=None)


def test_a_saved_change_is_looked_at_in_its_own_transaction(standing: Standing) -> None:
    child = not_brought_twice(standing).child
    assert (current(child).result, current(child).severity) == ("ask", "soon")
    assert len(current(child).evidence) >= 2


def test_a_change_that_fails_leaves_no_outcome_behind(standing: Standing) -> None:
    who = a_recorded_child(standing.social_worker).at_level("CIN", "2026-06-01")
    before = list(Outcome.objects.values_list("pk", "ends_at"))
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        who.with_appointment("was_not_brought", "2026-10-05", importance="harm_if_missed")
        raise RuntimeError
    assert list(Outcome.objects.values_list("pk", "ends_at")) == before


def test_looking_again_writes_no_new_interval(standing: Standing) -> None:
    child = not_brought_twice(standing).child
    before = Outcome.objects.count()
    later = timezone.now() + timedelta(hours=2)
    tally = run.decide_child(child, at=later)
    assert (tally.changed, Outcome.objects.count()) == (0, before)
    assert current(child).looked_at == later


def test_an_amended_row_of_evidence_is_a_new_interval_of_the_same_prompt(standing: Standing) -> None:
    who = not_brought_twice(standing)
    first = current(who.child)
    row = who.child.appointments.filter(superseded_at=None).order_by("at_date").last()
    with time_machine.travel(TODAY + timedelta(hours=1), tick=False):
        cases.amend_appointment(row, by=standing.social_worker, seen_version=1, reason_given="The bus did not come")
    now = current(who.child)
    assert now.pk != first.pk
    assert now.asks_since == first.asks_since
    first.refresh_from_db()
    assert first.ends_at == now.starts_at


def test_changes_made_together_are_looked_at_once(standing: Standing, django_assert_max_num_queries) -> None:
    who = a_recorded_child(standing.social_worker).at_level("CIN", "2026-06-01")
    before = Outcome.objects.filter(child=who.child, check_id="WNB-01").count()
    with run.together():
        who.with_appointment("was_not_brought", "2026-10-05").with_appointment("was_not_brought", "2026-11-02")
        assert current(who.child).result != "ask"
    assert current(who.child).result == "ask"
    assert Outcome.objects.filter(child=who.child, check_id="WNB-01").count() == before + 1


def test_a_past_look_is_decided_again_before_it_is_shown(standing: Standing) -> None:
    child = not_brought_twice(standing).child
    due = current(child).next_look
    assert due is not None
    with time_machine.travel(datetime(2027, 5, 3, 9, 0, tzinfo=LONDON), tick=False):
        assert fresh.looked([child]).stale == frozenset()
        assert current(child).result != "ask"  # both misses are older than six months


def test_new_numbers_are_decided_again_before_anything_is_shown(standing: Standing) -> None:
    child = not_brought_twice(standing).child
    name = next(name for name, value in current(child).parameters.items() if value == 2)
    Standard.objects.create(
        check_id="WNB-01", name=name, value=4, number_class="local", source="Invented board, 2026",
        valid_from=date(2026, 11, 1), approved_by="The board",
    )  # fmt: skip
    fresh.looked([child])
    assert current(child).parameters[name] == 4


def test_what_was_written_around_the_followers_is_looked_at_before_it_is_shown(standing: Standing) -> None:
    who = not_brought_twice(standing)
    old = current(who.child)
    Outcome.objects.filter(pk=old.pk).update(looked_at=TODAY - timedelta(days=1))
    fresh.looked([who.child])
    assert current(who.child).looked_at == TODAY


def test_what_cannot_be_decided_in_time_is_handed_back_as_stale(standing: Standing, monkeypatch) -> None:
    child = not_brought_twice(standing).child
    monkeypatch.setattr(fresh, "AT_ONCE", 0)
    with time_machine.travel(datetime(2027, 5, 3, 9, 0, tzinfo=LONDON), tick=False):
        assert fresh.looked([child]).stale == {child.pk}


def test_a_fault_in_a_check_is_unknown_and_loses_nothing(standing: Standing, monkeypatch) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    who = not_brought_twice(standing)
    monkeypatch.setattr(run, "evaluate", broken)
    who.with_appointment("attended", "2026-11-10")
    assert current(who.child).result == "unknown"
    assert current(who.child).unknown_because == run.FAULT
    assert who.child.appointments.filter(outcome="attended").exists()


def test_a_check_switched_off_says_nothing_more(standing: Standing) -> None:
    child = not_brought_twice(standing).child
    Setting.objects.create(check_id="WNB-01", state="off")
    run.decide_child(child)
    assert not Outcome.objects.filter(child=child, check_id="WNB-01", ends_at=None).exists()


def test_a_parents_details_reach_every_child_they_belong_to(standing: Standing) -> None:
    mother = people.add_person(by=standing.social_worker, given_name="Kerry")
    one, two = (a_recorded_child(standing.social_worker, name=name) for name in ("Robin Fenn", "Maya Fenn"))
    for who in (one, two):
        people.record_parent(by=standing.social_worker, child=who.child, parent=mother)
    assert set(touched([mother.key], shared=True)) == {one.child.pk, two.child.pk}
    assert touched([mother.key], shared=False) == set()


def test_details_of_somebody_whom_an_entry_names_reach_that_record(standing: Standing) -> None:
    by, child = standing.social_worker, a_recorded_child(standing.social_worker).child
    neighbour, uncle, nobody = (people.add_person(by=by, given_name=name) for name in ("Pat", "Lee", "Sam"))
    when = {"at_date": TODAY.date()}
    cases.record_contact(by=by, child=child, when=when, with_person=neighbour, kind="call", substantive="yes")
    event = Event(child=child, what="A move", topic="move", kind="fact", persons=[uncle.key], **when)
    people.record_fact(event, by=by, verb="cases.record_event", child=child)
    for named in (neighbour, uncle):
        assert touched([named.key], shared=True) == {child.pk}
    assert touched([nobody.key], shared=True) == set()
    assert touched([uncle.key, *(f"stranger{number}" for number in range(9))], shared=True) == {child.pk}
