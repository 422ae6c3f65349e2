"""A save gone through for nobody: the first that somebody waits for works out nothing more, and nothing was read."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from sightline.cases import changes
from sightline.cases.changes import ChildAtVisit
from sightline.checks import prepared as for_checks
from sightline.checks.after import snapshot
from sightline.checks.fresh import looked
from sightline.checks.models import Outcome
from sightline.checks.run import together
from sightline.cli import serve
from sightline.desk import rehearsing
from sightline.people import prepared
from sightline.trail.models import Entry
from tests import standing
from tests.records import a_family, ago

pytestmark = pytest.mark.django_db
ABOUT_SOMEBODY = ("cases_", "people_", "trail_", "checks_outcome", "checks_answer")


@pytest.fixture
def two(monkeypatch):
    """Two children of one family and their worker, in a process that has worked out nothing yet."""
    worker = standing.make().social_worker
    children = a_family(worker, "Ada Ash", "Bo Ash")
    monkeypatch.setattr(prepared, "_KEPT", {})
    monkeypatch.setattr(for_checks, "_KEPT", {})
    return worker, children


def test_a_rehearsal_reads_nobodys_record_and_writes_nothing(two):
    before = Entry.objects.count(), Outcome.objects.count()
    with CaptureQueriesContext(connection) as found:
        rehearsing.rehearse()
    assert (Entry.objects.count(), Outcome.objects.count()) == before
    asked = [query["sql"] for query in found]
    assert [sql for sql in asked if not sql.startswith(("SELECT", "(SELECT"))] == []
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(sql)
            assert cursor.fetchall() == [] or not any(table in sql for table in ABOUT_SOMEBODY), sql


@pytest.mark.parametrize("how_many", [1, 2])
def test_a_save_after_it_works_out_only_what_needs_a_transaction(two, how_many):
    worker, children = two
    rehearsing.rehearse()
    of_pages, of_checks = set(prepared._KEPT), set(for_checks._KEPT)
    looked(children[:how_many])
    with together():
        about = [ChildAtVisit(child, seen="Y", words="Pancakes.") for child in children[:how_many]]
        changes.record_visit(by=worker, children=about, when={"at_date": ago(0)}, opening="one")
    assert [*snapshot(children[:how_many]).values()] != [{}] * how_many
    assert {key[0] for key in set(prepared._KEPT) - of_pages} <= {"children, locked", "children by key"}
    assert set(for_checks._KEPT) == of_checks


def test_a_start_without_a_database_goes_on(monkeypatch):
    def gone():
        raise OperationalError("the server has gone away")

    monkeypatch.setattr(rehearsing, "rehearse", gone)
    assert not serve.rehearsed()


def test_each_thread_of_a_server_process_makes_itself_ready(monkeypatch):
    ready = []
    monkeypatch.setattr(serve, "at_work", lambda: None)
    monkeypatch.setattr(serve, "rehearsed", lambda: ready.append(threading.get_ident()))
    with ThreadPoolExecutor(3) as pool:
        serve._worker_begins(SimpleNamespace(cfg=SimpleNamespace(threads=3), tpool=pool))
    assert len(set(ready)) == len(ready) == 3
