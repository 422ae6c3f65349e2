"""Somebody saves while somebody else answers, corrects a name or makes a copy: one waits, neither is undone."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from sightline import trail
from sightline.cases import giving
from sightline.checks import answers, run
from sightline.checks.models import Outcome
from sightline.people.changes import amend_person
from tests.standing import a_recorded_child, make


def answered(asked: Outcome, worker) -> object:
    return answers.answer(asked, by=worker, kind="not_needed", reason="Seen at school today.")


def corrected(asked: Outcome, worker) -> object:
    return amend_person(asked.child, by=worker, changes={"given_name": "Robyn"})


def copied(asked: Outcome, worker) -> object:
    return giving.confirm(
        by=worker, child=asked.child, recipient=asked.child, purpose="Asked for", large_print=False, blocks=[],
        left_out=[],
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", [answered, corrected, copied])
def test_what_is_done_while_a_save_is_looked_at_waits_for_it(deed) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite one waits for the other before it begins; runs with --database=postgres")
    worker = make().social_worker
    child = a_recorded_child(worker).at_level("CIN", "2026-06-01").allocated_to(worker, "2026-06-01").child
    Outcome.objects.filter(child=child).delete()
    now = timezone.now()
    asked = Outcome.objects.create(child=child, check_id="SS-06", check_version="1", result="ask", severity="soon",
                                   content_key="x", starts_at=now, looked_at=now, asks_since=now)  # fmt: skip
    faults: list[Exception] = []

    def do() -> None:
        try:
            deed(asked, worker)
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=do)
    with transaction.atomic():
        trail.record_many([trail.Row(verb="cases.record_visit", by=worker, child=child.key)])
        other.start()
        wait_until_somebody_waits()
        Outcome.objects.filter(pk=asked.pk).update(looked_at=now)
        run.decide_child(child)
    other.join(timeout=30)
    # The save went first, and what was asked has ended with it: its answer is told so, in a sentence.
    assert [type(fault) for fault in faults] == ([answers.NoLongerAsked] if deed is answered else [])


def wait_until_somebody_waits() -> None:
    """Until a connection waits for a lock that is held here."""
    until = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody came")
