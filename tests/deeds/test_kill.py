"""The server killed in the middle of 1,000 saves: every acknowledged one is there, none is half there.

Three people write visits through a real `sightline serve`, as fast as it answers; now and then it is killed with
SIGKILL, workers and all, and started again. A save is acknowledged when the browser has been led on. What was under way
at the kill is sent again with the same opening, as a phone does when the signal comes back: it may have been saved or
not, but it is never there twice. The database is looked at in bare SQL, so that no code of ours says ours is right.

100 saves and 3 kills in every run; `SIGHTLINE_KILL_SAVES=1000` saves so many. The same on SQLite and on PostgreSQL,
where the server that is killed is ours, not the database's.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import sqlite3
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.outside import Place, a_place
from tests.real_server import Running, hidden, serving

pytestmark = pytest.mark.django_db
SAVES = int(os.environ.get("KILL_SAVES", "100"))
KILLS = max(3, SAVES // 100)
CHILDREN, SEED = 20, 20261126
PATIENCE = 20  # seconds without one acknowledged save

WITH_THREE_AT_WORK = f"""
import json
from tests import standing
from tests.records import an_empty_child, signed_in
worker = standing.make().social_worker
children = [an_empty_child(worker, name=f"Robin Fennimore {{n}}") for n in range({CHILDREN})]
print(json.dumps({{
    "children": [[child.key, child.pk] for child in children],
    "sessions": [signed_in(worker).cookies["sightline"].value for _ in range(3)],
}}))
"""


@pytest.fixture(scope="module")  # before a test's own transaction, in which nothing could be copied
def place(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Place]:
    """A place of its own, on a copy of this run's database: migrating takes longer than the test."""
    from django.db import connection

    folder = tmp_path_factory.mktemp("killed")
    made = Place(folder / "made", os.environ.get("SIGHTLINE_DATABASE_URL", ""))
    made.data.mkdir()
    with django_db_blocker.unblock():
        if made.url:
            made.url = f"{made.url.rpartition('/')[0]}/{connection.settings_dict['NAME']}"
            connection.close()  # nobody may be connected to what is copied
        else:
            connection.ensure_connection()
            with closing(sqlite3.connect(made.data / "sightline.sqlite3")) as copy:
                connection.connection.backup(copy)
    with a_place(folder / "data", like=made) as found:
        found.more = {"SIGHTLINE_NIGHTLY_AT": "off"}
        yield found


class Saves:
    """The visits there are to write: which wait, which are under way, which were acknowledged."""

    def __init__(self, count: int, children: list[tuple[str, int]]) -> None:
        self.children = children
        self.waiting = deque(range(count))
        self.unanswered: set[int] = set()
        self.acknowledged: set[int] = set()
        self.refused: list[str] = []
        self.moved = threading.Condition()

    def typed(self, number: int) -> tuple[str, dict[str, str]]:
        """Where a visit is written, and what is typed."""
        key, pk = self.children[number % len(self.children)]
        return f"/children/{key}/what-happened/visit/", {
            "opening": f"opening-{number}", "when": "3 May 2026", "by": "Social Worker", "note": f"Visit {number}.",
            f"c{pk}-seen": "Y", f"c{pk}-words": f"Said on visit {number}.",
        }  # fmt: skip

    def are_sent(self, running: Running, session: str, stop: threading.Event) -> None:
        """One person's work: save after save, until none waits or the server is gone."""
        mine, token = Running(running.port, running.log, https=False), ""
        mine.cookies["sightline"] = session
        while not stop.is_set():
            with self.moved:
                if not self.waiting:
                    return
                number = self.waiting.popleft()
                self.unanswered.add(number)
            path, typed = self.typed(number)
            try:
                token = token or hidden(mine.ask(path)[1]).get("csrfmiddlewaretoken", "")
                status, text, _headers = mine.ask(path, typed | {"csrfmiddlewaretoken": token})
            except (OSError, http.client.HTTPException):
                return  # no answer: nobody knows whether it was saved
            with self.moved:
                if status == 302:
                    self.acknowledged.add(number)
                    self.unanswered.discard(number)
                else:
                    self.refused.append(f"visit {number}: {status} {text[:3000]}")
                self.moved.notify_all()

    def wait_for(self, count: int, running: Running) -> None:
        """Until so many are acknowledged; fails when the server says no, or nothing at all."""
        with self.moved:
            while len(self.acknowledged) < count:
                before = len(self.acknowledged)
                self.moved.wait_for(lambda before=before: len(self.acknowledged) > before or self.refused, PATIENCE)
                assert not self.refused, self.refused[0] + running.said()
                assert len(self.acknowledged) > before, f"no save in {PATIENCE} seconds: {running.said()}"

    def begin_again(self) -> None:
        """What was under way is sent again first."""
        self.waiting.extendleft(sorted(self.unanswered, reverse=True))
        self.unanswered.clear()


def test_the_server_is_killed_in_the_middle_of_saves(place: Place, tmp_path: Path) -> None:
    filled = json.loads(place.python(WITH_THREE_AT_WORK))
    saves, chance = Saves(SAVES, filled["children"]), random.Random(SEED)
    kills = sorted(chance.sample(range(SAVES // 20, SAVES - SAVES // 20), KILLS))
    under_way = 0
    for goal in [*kills, SAVES]:
        with serving(place, tmp_path) as running:
            look(place, saves)
            saves.begin_again()
            stop = threading.Event()
            people = [
                threading.Thread(target=saves.are_sent, args=(running, session, stop), daemon=True)
                for session in filled["sessions"]
            ]
            for person in people:
                person.start()
            try:
                saves.wait_for(goal, running)
                if goal < SAVES:
                    time.sleep(chance.uniform(0, 0.1))  # anywhere inside a save
                    running.is_killed()
            finally:
                stop.set()
            for person in people:
                person.join(PATIENCE)
                assert not person.is_alive(), running.said()
            under_way += len(saves.unanswered)
    assert saves.acknowledged == set(range(SAVES))
    assert under_way >= KILLS, "the kills hit between the saves: this run shows nothing"
    look(place, saves)
    assert "whole" in place.does("trail", "verify")


def look(place: Place, saves: Saves) -> None:
    """Every acknowledged save is there with all its parts; of no other is there a part without the rest."""
    visits = {
        UUID(str(fact)): (note, child, version)
        for fact, note, child, version in rows(place, "SELECT fact, note, child_id, version FROM cases_visit")
    }
    voices = rows(place, "SELECT fact, visit, words, child_id, version FROM cases_voice")
    written = Counter(note for note, _child, _version in visits.values())
    there = {number for number in range(SAVES) if f"Visit {number}." in written}

    assert saves.acknowledged <= there, f"acknowledged and lost: {sorted(saves.acknowledged - there)}"
    assert there <= saves.acknowledged | saves.unanswered, "there before it was sent"
    assert set(written.values()) <= {1}, "saved twice"
    whole = [(f"Visit {n}.", f"Said on visit {n}.", saves.children[n % CHILDREN][1], 1) for n in there]
    found = []
    for _fact, visit, words, child, version in voices:
        note, *same = visits[UUID(str(visit))]
        assert same == [child, version]
        found.append((note, words, child, version))
    assert sorted(found) == sorted(whole)

    for verb, facts in (("visit", visits), ("voice", [UUID(str(fact)) for fact, *_ in voices])):
        trail = rows(place, f"SELECT thing_id FROM trail_entry WHERE verb = 'cases.record_{verb}'")
        assert Counter(UUID(thing) for (thing,) in trail) == Counter(list(facts))
    if not place.url:
        assert rows(place, "PRAGMA integrity_check") == [("ok",)]
        assert rows(place, "PRAGMA foreign_key_check") == []


def rows(place: Place, query: str) -> list[tuple[Any, ...]]:
    if place.url:
        import psycopg

        with psycopg.connect(place.url) as server:
            return server.execute(query).fetchall()
    with closing(sqlite3.connect(place.data / "sightline.sqlite3", timeout=PATIENCE)) as file:
        return file.execute(query).fetchall()
