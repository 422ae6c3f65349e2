"""Writers at the same moment queue up: no number is used twice, none is left out.

Threads on one file with the product's own settings, in a process of its own: the test database may be in memory.
"""

import os
import subprocess
import sys

import pytest

WRITERS, EACH = 6, 15
SCRIPT = f"""
import threading
import django
django.setup()
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


def in_a_process_of_its_own(script, **environment):
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "sightline.config.settings", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_on_sqlite(tmp_path):
    answer = in_a_process_of_its_own(SCRIPT, SIGHTLINE_DATA=str(tmp_path), SIGHTLINE_DATABASE_URL="")
    assert answer == f"[] {WRITERS * EACH} {WRITERS * EACH} []"


@pytest.mark.postgres
def test_on_postgresql(tmp_path):
    answer = in_a_process_of_its_own(SCRIPT, SIGHTLINE_DATA=str(tmp_path))
    assert answer == f"[] {WRITERS * EACH} {WRITERS * EACH} []"
