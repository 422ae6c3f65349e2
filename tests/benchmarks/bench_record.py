"""A child's record in a partnership of 20,000 children and 2 million entries, with fifty people at work.

    python -m tests.benchmarks.large /somewhere          makes it once (SQLite)
    python -m tests.benchmarks.bench_record /somewhere [--people 50] [--seconds 90] [--saves 100]
    python -m tests.benchmarks.large_postgres /somewhere         the same on PostgreSQL: prints an address, and stays
    python -m tests.benchmarks.bench_record /somewhere --database ADDRESS

Over real HTTP, by `sightline serve` with two processes: everybody opens overviews and stories of their own children and
searches, among their own and wider, pausing five seconds; then one person saves visits, with the checks run again,
while the others go on. Beside it, in the same minutes, the sign-in page of the same server as somebody without a
session gets it, once a second. Then the number of queries and the time of each page, alone, for a record of 50 entries
and for one of 5,000.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sightline.stories.words import ADULT_WOMEN, GIVEN
from tests.benchmarks.bench_pages import (
    PRACTITIONERS,
    Browser,
    hidden,
    kind_of,
    quantile,
    wait_for,
)

SYLLABLES = ("al", "be", "ca", "da", "el", "fe", "ja", "ka", "li", "ma", "no", "ro", "sa", "ta", "wi")
PARTS = ("child", "child-story", "child-voice", "child-worries", "child-plan", "child-health", "child-information",
         "child-thinking", "child-family", "what-happened")  # fmt: skip


class Office:
    """People who open their own children's records, with times by kind of page."""

    def __init__(self, port: int, pause: float, sessions: list[str]) -> None:
        self.port, self.pause, self.sessions = port, pause, sessions
        self.at_work = 0
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failures: list[str] = []
        self.lock, self.stop = threading.Lock(), threading.Event()

    def run(self, seconds: float, begun: Callable[[], object]) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._person, args=(number,), daemon=True)
                   for number in range(1, len(self.sessions))]  # fmt: skip
        for thread in threads:
            thread.start()
        until = time.monotonic() + 120
        while self.at_work < len(threads) and time.monotonic() < until:  # each has opened the home page
            time.sleep(0.5)
        threads.append(threading.Thread(target=self._passer_by, daemon=True))
        threads[-1].start()
        with self.lock:
            self.times.clear()
        begun()
        time.sleep(seconds)
        return threads

    def note(self, kind: str, status: int, took: float, path: str) -> None:
        with self.lock:
            self.times[kind].append(took)
            if status >= 400:
                self.failures.append(f"{status} {path}")

    def somebody(self, number: int) -> Browser:
        return Browser(self.port, "", random.Random(number), cookies={"sightline": self.sessions[number]})

    def _person(self, number: int) -> None:
        person = self.somebody(number)
        rng = person.rng
        self.stop.wait(rng.uniform(0, 2 * self.pause))
        _status, _to, home, _took = person.fetch("GET", "/")
        with self.lock:
            self.at_work += 1
        children = sorted(set(re.findall(r'href="(/children/[a-z0-9]{12}/)"', home)))
        while not self.stop.is_set():
            what = rng.random()
            if what < 0.15 or not children:
                form = hidden(home) | {"q": rng.choice(SYLLABLES)}
                status, _to, _text, took = person.fetch("POST", "/find/", form)
                self.note("search among one's own", status, took, "/find/")
            elif what < 0.25:
                form = hidden(home) | {"q": f"{rng.choice(GIVEN)} {rng.choice(ADULT_WOMEN)}", "wider": "1"}
                status, _to, _text, took = person.fetch("POST", "/find/", form)
                self.note("wider search by name", status, took, "/find/")
            else:
                path = rng.choice(children) + ("story/" if what > 0.65 else "")
                status, _to, _text, took = person.fetch("GET", path)
                self.note(kind_of(path), status, took, path)
            self.stop.wait(rng.uniform(0.8, 1.2) * self.pause)

    def _passer_by(self) -> None:
        """Somebody without a session: the plainest page that the same server builds."""
        while not self.stop.wait(1):
            status, _to, _text, took = Browser(self.port, "", random.Random(0)).fetch("GET", "/sign-in/")
            self.note("*sign-in page*", status, took, "/sign-in/")

    def saves(self, count: int) -> None:
        """One person writes visits, one after the other, while the others go on."""
        person = self.somebody(0)
        _status, _to, home, _took = person.fetch("GET", "/")
        children = sorted(set(re.findall(r'href="(/children/[a-z0-9]{12}/)"', home)))
        for number in range(count):
            path = f"{children[number % len(children)]}what-happened/visit/"
            _status, _to, page, took = person.fetch("GET", path)
            self.note("the form of a visit", _status, took, path)
            own = re.search(r'name="(c\d+)-seen"', page)
            form = hidden(page) | {"when": "today", "note": f"Visit {number}.", "by": "Somebody"}
            form |= {f"{own[1]}-seen": "Y", f"{own[1]}-words": "We had pancakes."} if own else {}
            status, _to, _text, took = person.fetch("POST", path, form)
            self.note("saving a visit", status if status == 302 else 500, took, path)
            time.sleep(0.3)


def processor_seconds(parent: int) -> float:
    """What a process and its children have used of the processors until now (Linux)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(stat.parent.name) == parent or int(fields[1]) == parent:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def table(times: dict[str, list[float]]) -> None:
    print("| page | clicks | median ms | p95 ms | worst ms |\n|---|---|---|---|---|")
    for kind, own in sorted(times.items(), reverse=True):
        row = (statistics.median(own), quantile(own, 0.95), max(own))
        print(f"| {kind} | {len(own)} | " + " | ".join(f"{value * 1000:.0f}" for value in row) + " |")


def alone(folder: Path, database: str) -> None:
    """Each page of a record of 50 entries and of one of 5,000, with nobody else at work: queries, and time."""
    os.environ |= environment(folder, database) | {"DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from sightline.access.models import Worker
    from sightline.desk.rehearsing import rehearse
    from sightline.people.queries import children_open_to
    from tests.benchmarks.large import ENTRIES

    rehearse()  # as a server process does before its first page
    worker = Worker.objects.get(username="practitioner")
    client = Client(headers={"host": "localhost"})
    client.force_login(worker)
    sums = " + ".join(f"(SELECT count(*) FROM {name} WHERE child_id = p.id)" for name in ENTRIES)
    with connection.cursor() as cursor:
        pks = ",".join(str(child.pk) for child in children_open_to(worker))
        cursor.execute(f"SELECT p.key, {sums} FROM people_person p WHERE p.id IN ({pks})")
        sizes = sorted(cursor.fetchall(), key=lambda row: row[1])
    chosen = [min(sizes, key=lambda row: abs(row[1] - 50)), sizes[-1]]
    print(f"| page | {' | '.join(f'{size} entries: queries | cpu ms' for _, size in chosen)} |\n|---|---|---|---|---|")
    for part in PARTS:
        row = []
        for key, _ in chosen:
            address = reverse(part, args=[key])
            client.get(address)
            took = []
            for _ in range(5):
                began = time.process_time()
                with CaptureQueriesContext(connection) as found:
                    answer = client.get(address)
                took.append(time.process_time() - began)
            assert answer.status_code == 200, (part, answer.status_code)
            row += [str(len(found)), f"{statistics.median(took) * 1000:.0f}"]
        print(f"| {part} | {' | '.join(row)} |")
    _search_and_save(client, [key for key, _ in sizes])


def _search_and_save(client: Any, keys: list[str]) -> None:
    """Searching, and saving a visit with the child's checks run again: processor and wall-clock time, p95."""
    from sightline.people.models import Person

    children = {child.key: child.pk for child in Person.objects.filter(key__in=keys)}

    def timed(what: Callable[[int], Any], count: int) -> str:
        took = []
        for number in range(count):
            wall, cpu = time.perf_counter(), time.process_time()
            what(number)
            took.append((time.process_time() - cpu, time.perf_counter() - wall))
        cpus, walls = zip(*took, strict=True)
        return " | ".join(f"{quantile(list(one), part) * 1000:.0f}" for one in (cpus, walls) for part in (0.5, 0.95))

    def save(number: int) -> None:
        key = keys[number % len(keys)]
        typed = {"opening": f"b{time.time_ns()}", "when": "today", "note": f"Visit {number}.",
                 f"c{children[key]}-seen": "Y", f"c{children[key]}-words": "Pancakes."}  # fmt: skip
        assert client.post(f"/children/{key}/what-happened/visit/", typed).status_code == 302

    print("| deed | processor median ms | p95 | wall-clock median ms | p95 |\n|---|---|---|---|---|")
    print(f"| search | {timed(lambda n: client.post('/find/', {'q': SYLLABLES[n % len(SYLLABLES)]}), 60)} |")
    print(f"| save of a visit | {timed(save, 60)} |")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", default="", help="the address of a PostgreSQL that holds the same")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--pause", type=float, default=5)
    parser.add_argument("--saves", type=int, default=100)
    parser.add_argument("--copies", type=int, default=4, help="how many copies of the sign-ins to use")
    parser.add_argument("--workers", type=int, default=2, help="how many server processes")
    parser.add_argument("--port", type=int, default=8792)
    parser.add_argument("--alone", action="store_true", help="only the pages one at a time")
    chosen = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    if not chosen.alone:
        crowd(chosen)
    alone(chosen.folder, chosen.database)


def environment(folder: Path, database: str) -> dict[str, str]:
    """The settings under which the folder's demonstration is served."""
    found = {"SIGHTLINE_DATA": str(folder), "SIGHTLINE_MODE": "demo"}
    return found | ({"SIGHTLINE_DATABASE_URL": database} if database else {})


def sessions(environ: dict[str, str], people: int, copies: int) -> list[str]:
    """A session for `practitioner` and for so many others, of the copies: signing in is not what is measured."""
    rng = random.Random(5)
    names = [f"{rng.choice(PRACTITIONERS)}.{1 + number % copies}" for number in range(people)]
    script = (
        "import sys, django; django.setup()\n"
        "from django.test import Client; from sightline.access.models import Worker\n"
        "for name in sys.argv[1:]:\n"
        "    client = Client(); client.force_login(Worker.objects.get(username=name))\n"
        "    print(client.cookies['sightline'].value)\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", script, "practitioner", *names], capture_output=True, text=True, check=True,
        env=environ | {"DJANGO_SETTINGS_MODULE": "sightline.config.settings"},
    )  # fmt: skip
    return made.stdout.split()


def crowd(chosen: argparse.Namespace) -> None:
    """Fifty people, then saves among them."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("SIGHTLINE_")}
    environ |= environment(chosen.folder, chosen.database)
    command = [sys.executable, "-m", "sightline.cli.main", "serve", "--port", str(chosen.port)]
    command += ["--workers", str(chosen.workers)]
    server = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
    began: list[float] = []
    try:
        wait_for(chosen.port)
        office = Office(chosen.port, chosen.pause, sessions(environ, chosen.people, chosen.copies))
        threads = office.run(chosen.seconds, lambda: began.append(processor_seconds(server.pid)))
        print(f"{office.at_work} people at work, load {os.getloadavg()[0]:.1f}")
        used = processor_seconds(server.pid) - began[0]
        asked = sum(len(own) for own in office.times.values())
        print(
            f"{asked} pages in {chosen.seconds:.0f} s; the server's processor time {used / asked * 1000:.0f} ms a page"
        )
        office.saves(chosen.saves)
        office.stop.set()
        for thread in threads:
            thread.join(35)
        table(office.times)
        print(f"load {os.getloadavg()[0]:.1f}")
        for failure in office.failures[:20]:
            print("FAILED", failure)
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


if __name__ == "__main__":
    main()
