"""Writers at the same moment queue up: no number is used twice, none is left out.

Threads on one file with the product's own settings, in a process of its own: the test database may be in memory.
"""

import pytest

from tests.outside import Place, a_place

WRITERS, EACH = 6, 15
SCRIPT = f"""
import threading
from django.core.management import call_command
from django.db import connection, transaction
from sightline import trail
from sightline.access.models import Agency
from sightline.trail.models import Entry

call_command("migrate", verbosity=0)  # followers in other rooms look at their own tables
errors = []

def write(n):
    try:
        for i in range({EACH}):
            if i % 5 == 4:
                trail.record_view(by="system", child=f"c{{n}}", part="overview")
                continue
            with transaction.atomic():
                Agency.objects.create(name=f"{{n}}-{{i}}", kind="school")
                trail.record(verb="access.add_agency", by="system", child=f"c{{n % 2}}", content={{"i": i}})
    except Exception as error:
        errors.append(repr(error))
    finally:
        connection.close()

threads = [threading.Thread(target=write, args=(n,)) for n in range({WRITERS})]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
report = trail.verify()
print(errors, Entry.objects.count(), Entry.objects.order_by("-seq").first().seq, report.problems)
"""

FIRST_TWO = """
import threading
from django.core.management import call_command
from django.db import connection, transaction
from sightline import trail
from sightline.trail.models import Entry, Head

call_command("migrate", verbosity=0)

def other_writer():
    with transaction.atomic():
        trail.record_many([trail.Row(verb="access.other")])
    connection.close()

questions = []  # about entries

def let_the_other_go_first(execute, sql, params, many, context):
    if sql.startswith("SELECT") and Entry._meta.db_table in sql:
        questions.append(sql)
        if len(questions) == QUESTION:
            other = threading.Thread(target=other_writer)
            other.start()
            other.join()
    return execute(sql, params, many, context)

with connection.execute_wrapper(let_the_other_go_first), transaction.atomic():
    trail.record_many([trail.Row(verb="access.one")])
written = list(Entry.objects.order_by("seq").values_list("verb", flat=True))
problems = trail.verify().problems
Head.objects.all().delete()
try:
    with transaction.atomic():
        trail.record_many([trail.Row(verb="access.late")])
except trail.TrailBroken:
    problems.append("broken")
print(written, problems)
"""


def test_on_sqlite(tmp_path):
    assert Place(tmp_path).python(SCRIPT) == f"[] {WRITERS * EACH} {WRITERS * EACH} []"


@pytest.mark.postgres
def test_on_postgresql(tmp_path):
    with a_place(tmp_path) as place:
        assert place.python(SCRIPT) == f"[] {WRITERS * EACH} {WRITERS * EACH} []"


@pytest.mark.postgres
@pytest.mark.parametrize("question", [1, 2], ids=["key", "head"])
def test_the_very_first_writers_on_postgresql(tmp_path, question):
    """One looks for the key, or the head, before the other's is there, and for entries after: that is no broken trail.

    `question`: before which of the first writer's questions about entries the other one begins and finishes.
    """
    with a_place(tmp_path) as place:
        assert place.python(f"QUESTION = {question}\n{FIRST_TWO}") == "['access.other', 'access.one'] ['broken']"
