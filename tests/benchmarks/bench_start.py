"""How long from `sightline serve` to the first page of a partnership that is there already, on SQLite and PostgreSQL.

Run on demand:  python -m tests.benchmarks.bench_start [--times 5]

Beside each stands the time that Python takes to start and to import Django alone.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.outside import Place
from tests.postgres_server import Server
from tests.real_server import WITH_A_PERSON, free_port


def first_page(place: Place) -> float:
    """Seconds from the command to the first whole page."""
    port = free_port()
    command = [sys.executable, "-m", "sightline.cli.main", "serve", "--port", str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=place.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while True:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                line.request("GET", "/sign-in/", headers={"Host": f"localhost:{port}"})
                answer = line.getresponse()
                answer.read()
                assert answer.status == 200
                return time.perf_counter() - began
            except OSError:
                time.sleep(0.02)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def bare() -> float:
    """Python and Django alone."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import django.core.handlers.wsgi, django.db.models"], check=True)
    return time.perf_counter() - began


def measure(name: str, place: Place, times: int) -> None:
    place.does("setup", "--no-input", "--partnership", "Westmarsh")
    place.python(WITH_A_PERSON)
    found = [first_page(place) for _ in range(times)]
    floor = statistics.median(bare() for _ in range(times))
    seconds = " | ".join(f"{one:.2f} s" for one in (statistics.median(found), max(found), floor))
    print(f"| {name} | {seconds} | {os.getloadavg()[0]:.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    print(f"| database | to the first page | worst | Python and Django alone | load |\n|{'---|' * 5}")
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Place(Path(folder) / "one"), times)
        server = Server()
        try:
            measure("PostgreSQL", Place(Path(folder) / "two", server.start()), times)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
