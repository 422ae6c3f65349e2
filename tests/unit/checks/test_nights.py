"""The night's looking and the replay behind the charts; two who look at once; the same SQL on every database."""

from __future__ import annotations

import ast
import threading
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection, connections

import sightline.checks
from sightline.checks import fresh, replayed, run, standards
from sightline.checks.load import histories, records
from sightline.checks.models import Citation, NightlyRun, Outcome, ReplayMark, ReplaySpan, Standard
from sightline.checks.nightly import due, nightly
from sightline.domain.checks.evaluate import evaluate
from sightline.domain.checks.library import CATALOGUE
from sightline.learning.changes import share
from sightline.people.facts import LONDON
from tests.library import a_finding, a_point, a_review
from tests.standing import Standing, a_recorded_child, make

TODAY = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as moving:
        yield moving


def a_story(standing: Standing, clock, name: str = "Robin Fenn"):
    """Written over three weeks: a child in need, not brought twice."""
    clock.move_to(TODAY - timedelta(days=21))
    who = a_recorded_child(standing.social_worker, name=name).at_level("CIN", "2026-06-01")
    clock.move_to(TODAY - timedelta(days=10))
    who.with_appointment("was_not_brought", "2026-10-05")
    clock.move_to(TODAY - timedelta(days=4))
    who.with_appointment("was_not_brought", "2026-11-02")
    clock.move_to(TODAY)
    return who


def spans(check: str = "WNB-01") -> list[tuple[str, str, str]]:
    rows = ReplaySpan.objects.filter(check_id=check).order_by("child_id", "starts_on")
    return [(str(row.starts_on), str(row.ends_on), row.result) for row in rows]


@pytest.mark.django_db
def test_only_those_whose_turn_it_is_are_due(standing: Standing, clock) -> None:
    child = a_story(standing, clock).child
    nightly()
    assert due(TODAY.date()) == set()
    next_look = min(row.next_look for row in Outcome.objects.filter(child=child, ends_at=None) if row.next_look)
    assert due(next_look - timedelta(days=1)) == set()
    assert due(next_look) == {child.pk}


@pytest.mark.django_db
def test_changed_numbers_make_everybody_due(standing: Standing, clock) -> None:
    child = a_story(standing, clock).child
    name = CATALOGUE["WNB-01"].parameters[0].name
    Standard.objects.create(
        check_id="WNB-01", name=name, value=7, number_class="local", source="Invented board", approved_by="Board",
        valid_from=TODAY.date() + timedelta(days=1),
    )  # fmt: skip
    assert due(TODAY.date()) == set()
    assert due(TODAY.date() + timedelta(days=1)) == {child.pk}


@pytest.mark.django_db
def test_a_night_is_written_down(standing: Standing, clock) -> None:
    a_story(standing, clock)
    clock.move_to(TODAY + timedelta(days=200))
    row = nightly()
    assert NightlyRun.objects.get() == row
    assert (row.children, row.ended_at) == (1, TODAY + timedelta(days=200))
    assert row.decided == len(standards.looked_at())


@pytest.mark.django_db
def test_the_replay_is_what_each_day_would_have_said(standing: Standing, clock) -> None:
    child = a_story(standing, clock).child
    replayed.replay_to(date(2026, 11, 17), replayed.rules_in_force())
    for rules in replayed.rules_in_force():
        day = date(2026, 10, 28)
        while day <= date(2026, 11, 17):
            wanted = evaluate(rules.check, records([child.pk], day)[child.pk], rules.values).result
            row = ReplaySpan.objects.get(child=child, check_id=rules.check.id, starts_on__lte=day, ends_on__gte=day)
            assert row.result == str(wanted), (rules.check.id, day)
            day += timedelta(days=1)


@pytest.mark.django_db
def test_night_after_night_is_the_same_as_at_once(standing: Standing, clock) -> None:
    a_story(standing, clock)
    a_story(standing, clock, "Ada Quill")
    for day in range(1, 18):
        replayed.replay_to(date(2026, 11, day), replayed.rules_in_force())
    by_nights = spans()
    ReplaySpan.objects.all().delete()
    ReplayMark.objects.all().delete()
    replayed.replay_to(date(2026, 11, 17), replayed.rules_in_force())
    assert spans() == by_nights
    assert len(by_nights) >= 4


@pytest.mark.django_db
def test_only_what_a_chart_is_made_of_is_replayed_by_night(standing: Standing, clock) -> None:
    a_story(standing, clock)
    nightly()
    assert not ReplayMark.objects.exists()
    finding = a_finding(a_review(standing.review_officer), standing.review_officer)
    point = a_point(standing.learning_lead, [finding])
    Citation.objects.create(check_id="WNB-01", point=point)
    assert replayed.charted() == []  # cited, but nobody has been told of it yet
    share(point, by=standing.learning_lead, on=TODAY.date(), how="Team briefing")
    nightly()
    assert set(ReplayMark.objects.values_list("check_id", flat=True)) == {"WNB-01"}


@pytest.mark.django_db
def test_a_replay_already_made_is_left_alone(standing: Standing, clock) -> None:
    a_story(standing, clock)
    assert replayed.replay_to(date(2026, 11, 17), replayed.rules_in_force()) > 0
    before = spans()
    assert replayed.replay_to(date(2026, 11, 17), replayed.rules_in_force()) == 0
    assert replayed.replay_to(date(2026, 11, 3), replayed.rules_in_force()) == 0
    assert spans() == before


@pytest.mark.django_db
def test_nothing_is_said_of_days_before_the_record(standing: Standing, clock) -> None:
    child = a_story(standing, clock).child
    [history] = histories([child.pk]).values()
    [found] = replayed.said(replayed.rules_in_force()[:1], history, date(2020, 1, 1), date(2026, 11, 17))
    assert found[0].first == history.begins == (TODAY - timedelta(days=21)).date()


@pytest.mark.django_db(transaction=True)
def test_two_who_look_at_once_leave_one_outcome(clock) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("two connections share no in-memory database; runs with --database=postgres")
    who = a_story(make(), clock)
    Outcome.objects.all().delete()
    barrier, faults = threading.Barrier(2), []

    def look() -> None:
        try:
            barrier.wait(timeout=60)
            run.decide_child(who.child)
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert faults == []
    assert Outcome.objects.filter(child=who.child, ends_at=None).count() == len(standards.looked_at())


def test_the_room_holds_no_sql_of_one_vendor() -> None:
    for path in Path(sightline.checks.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not [w for w in words if w.strip().upper().startswith(("SELECT ", "INSERT ", "UPDATE ", "DELETE "))], (
            path
        )
        assert not [
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in {"raw", "extra", "vendor"}
        ], path


@pytest.mark.django_db
def test_what_was_not_looked_at_for_a_night_and_a_half_is_told(standing, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert fresh.overdue_since() is None  # nothing is kept here yet
    who = a_recorded_child(standing.social_worker)
    Outcome.objects.filter(child=who.child).delete()
    began = TODAY - timedelta(hours=37)
    Outcome.objects.create(child=who.child, check_id="SS-06", check_version="1", result="ask", content_key="x",
                           looked_at=began, starts_at=began, asks_since=began)  # fmt: skip
    assert fresh.overdue_since() == began  # there never was a night: from the first outcome
    NightlyRun.objects.create(started_at=TODAY - timedelta(hours=1))
    assert fresh.overdue_since() == began  # one that has not ended
    NightlyRun.objects.create(started_at=TODAY - timedelta(hours=30), ended_at=TODAY - timedelta(hours=30))
    assert fresh.overdue_since() is None
