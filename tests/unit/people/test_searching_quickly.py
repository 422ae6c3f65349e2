"""A search asks the database for the few, and for as much whether or not somebody hidden has the name typed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.access.models import Worker
from sightline.domain.dates import UncertainDate
from sightline.people import keeping
from sightline.people.knowing import index_missing, look_before_writing
from sightline.people.queries import children_open_to, known_elsewhere, search
from tests import standing

pytestmark = pytest.mark.django_db
BORN = UncertainDate.exact(date(2019, 3, 4))


@pytest.fixture
def world():
    made = standing.make()
    child = standing.a_recorded_child(made.outsider, name="Zebedee Quillfeather", born="2019-03-04").child
    keeping.restrict(child, by=made.supervisor, reason="A parent works here.")
    index_missing()
    return made


@pytest.mark.parametrize(
    "ask",
    [
        lambda worker, typed: search(worker, typed),
        lambda worker, typed: known_elsewhere(worker, typed),
        lambda worker, typed: look_before_writing(worker, typed, BORN),
        lambda worker, typed: look_before_writing(worker, typed),
    ],
    ids=["own", "wider", "before writing", "before writing, no date"],
)
def test_the_same_is_asked_for_a_name_nobody_has_and_for_one_that_only_a_hidden_child_has(world, ask):
    """ASVS 5.0 V8.3.1: neither what is shown nor how much is done for it tells that there is such a child."""

    def asked(typed: str) -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as found:
            shown = ask(world.social_worker, typed)
        statements = (re.sub(r"'[^']*'|\d+|\bNULL\b", "…", query["sql"]) for query in found.captured_queries)
        return [re.sub(r"\(…(, …)*\)", "(…)", one) for one in statements], len(shown)

    asked("Zebedee Quillfeather")  # what only the first asking of a process does
    nobody, hidden = asked("Wilhelmina Oxtoby"), asked("Zebedee Quillfeather")
    assert nobody == hidden
    assert hidden[1] == 0


def plan(worker: Worker) -> list[str]:
    """How SQLite goes about listing the children open to a worker."""
    statement, values = children_open_to(worker).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="needs SQLite: elsewhere a small table is read whole")
@pytest.mark.parametrize("username", ["social_worker", "safeguarding_lead"])
def test_the_children_open_to_a_practitioner_come_out_of_their_own_allocations(world, username):
    found = plan(Worker.objects.get(username=username))
    assert "SCAN people_person" not in found
    assert any("USING INDEX cases_alloc" in step for step in found)
