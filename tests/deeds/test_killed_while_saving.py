"""A server killed in the middle of its saves: every acknowledged visit is there, and none is half there.

In the suite some dozens of saves through two processes at once. On demand a thousand, killed again and again:

    KILLED_AFTER=1000 python3 start.py test tests/deeds/test_killed_while_saving.py
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.outside import PATIENCE, ROOT, Place, a_place

pytestmark = pytest.mark.django_db
WRITERS = 2
BEGIN = """
import os, sys, json, django
os.environ['DJANGO_SETTINGS_MODULE'] = 'sightline.config.settings'
django.setup()
"""
PEOPLE = """
from tests import standing
people = standing.make()
child = standing.a_recorded_child(people.social_worker).allocated_to(people.social_worker, '2026-01-01').child
print(child.key)
"""
# Saves visits through every layer of the product until it is killed, and says of each that it was acknowledged.
WRITER = """
from tests.records import signed_in
from sightline.access.models import Worker
from sightline.people.models import Person
child = Person.objects.get(is_child=True)
client = signed_in(Worker.objects.get(username='social_worker'))
for number in range(10_000):
    name = f'{sys.argv[1]}-{number}'
    typed = {'opening': name, 'when': 'today', 'note': name, f'c{child.pk}-seen': 'Y', f'c{child.pk}-words': name}
    answer = client.post(f'/children/{child.key}/what-happened/visit/', typed, headers={'host': 'localhost'})
    if answer.status_code == 302:
        print(name, flush=True)
    elif answer.status_code != 503:
        raise SystemExit(f'{answer.status_code}: {answer.content[:500]}')
"""
FOUND = """
from sightline.cases.models import Visit, Voice
from sightline.trail.models import Entry
visits = {str(fact): note for fact, note in Visit.objects.values_list('fact', 'note')}
words = {str(visit): words for visit, words in Voice.objects.values_list('visit', 'words')}
said = set(Entry.objects.filter(verb='cases.record_visit').values_list('thing_id', flat=True))
heard = Entry.objects.filter(verb='cases.record_voice').count()
print(json.dumps({'visits': visits, 'words': words, 'said': sorted(said), 'heard': heard}))
"""


@pytest.fixture
def place(tmp_path):
    """A database of its own with two people and a child; on SQLite a copy of the one the tests have migrated."""
    if connection.vendor != "sqlite":
        with a_place(tmp_path / "data") as found:
            found.does("setup", "--no-input", "--partnership", "Westmarsh")
            yield found
        return
    folder = tmp_path / "data"
    folder.mkdir()
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "sightline.sqlite3")) as copy:
        connection.connection.backup(copy)
    keys = Path(settings.SIGHTLINE.data) / "keys"
    if keys.is_dir():
        shutil.copytree(keys, folder / "keys")
    yield Place(folder)


def start(place: Place, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BEGIN + WRITER, name]
    return subprocess.Popen(
        command, cwd=ROOT, env=place.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def killed(place: Place, round_: int, after: int, rng: random.Random) -> list[str]:
    """Two processes save; after so many acknowledgements of the first, both are killed. What was acknowledged."""
    writers = [start(place, f"w{round_}{number}") for number in range(WRITERS)]
    acknowledged: list[str] = []
    try:
        first = writers[0]
        assert first.stdout is not None
        for line in first.stdout:
            acknowledged.append(line.strip())
            if len(acknowledged) >= after:
                break
        time.sleep(rng.uniform(0, 0.05))  # anywhere within a save
    finally:
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
    for writer in writers:
        out, err = writer.communicate(timeout=PATIENCE)
        assert writer.returncode == -signal.SIGKILL, err[-2000:]
        acknowledged += [line for line in out.split("\n")[:-1] if line]
    return acknowledged


def test_every_acknowledged_save_is_there_and_none_is_half_there(place):
    wanted, rng = int(os.environ.get("KILLED_AFTER", "24")), random.Random(7)
    place.python(PEOPLE)
    acknowledged: list[str] = []
    rounds = 0
    while len(acknowledged) < wanted:
        acknowledged += killed(place, rounds, min(60, max(4, wanted // 4)), rng)
        rounds += 1
    found = json.loads(place.python("import json\n" + FOUND))
    visits = found["visits"]
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= set(visits.values()), "an acknowledged visit is gone"
    assert len(visits) - len(acknowledged) <= rounds * WRITERS, "more than what was under way"
    assert {fact: found["words"].get(fact) for fact in visits} == visits, "a visit without the child's words"
    assert set(visits) == set(found["said"]), "a visit without its entry in the trail, or the other way round"
    assert found["heard"] == len(visits)
    assert "rest is as it was written" in place.does("trail", "verify") or place.does("trail", "verify")
