"""How long from `sightline serve` to the first page of a partnership that is there already, on SQLite and PostgreSQL.

Run on demand:  python -m tests.benchmarks.bench_start [--times 5]

Beside each stands the time that Python takes to start and to import Django alone, and what each needed of the
processors: on a machine that others use, only that says what Sightline is like. Twice: as the code is found when Python
has kept what it compiled (after the first start, where it may write), and when not (PYTHONDONTWRITEBYTECODE).
"""

from __future__ import annotations

import argparse
import http.client
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.outside import Place
from tests.ports import free_port
from tests.postgres_server import Server
from tests.real_server import WITH_A_PERSON

# Python told to keep nothing, and finding nothing kept.
UNKEPT = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/nowhere"}


def first_page(place: Place) -> tuple[float, float]:
    """Seconds from the command to the first whole page; and of the processors, until the server has stopped again."""
    port = free_port()
    command = [sys.executable, "-m", "sightline.cli.main", "serve", "--port", str(port)]
    began, used = time.perf_counter(), _used()
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
                took = time.perf_counter() - began
                break
            except OSError:
                time.sleep(0.02)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
    return took, _used() - used


def _used() -> float:
    """Processor seconds of every process that was started here and has ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def bare(environ: dict[str, str]) -> tuple[float, float]:
    """Python and Django alone: by the clock, and of the processors."""
    began, used = time.perf_counter(), _used()
    script = "import django.core.handlers.wsgi, django.db.models"
    subprocess.run([sys.executable, "-c", script], env=environ, check=True)
    return time.perf_counter() - began, _used() - used


def measure(name: str, place: Place, times: int) -> None:
    place.does("setup", "--no-input", "--partnership", "Westmarsh")
    place.python(WITH_A_PERSON)
    for kept, more in (("kept", {"PYTHONPYCACHEPREFIX": str(place.data / "compiled")}), ("not kept", UNKEPT)):
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        place.more = {"SIGHTLINE_NIGHTLY_AT": "off"} | more
        first_page(place)
        found = [first_page(place) for _ in range(times)]
        floor = [bare(place.environment()) for _ in range(times)]
        clocks, used = zip(*found, strict=True)
        bare_clock, bare_used = (statistics.median(part) for part in zip(*floor, strict=True))
        seconds = (statistics.median(clocks), max(clocks), statistics.median(used), bare_clock, bare_used)
        row = " | ".join(f"{one:.2f} s" for one in seconds)
        print(f"| {name} | {kept} | {row} | {os.getloadavg()[0]:.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    print("| database | what was compiled | to the first page | worst | of the processors | Python and Django alone |"
          f" of the processors | load |\n|{'---|' * 8}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Place(Path(folder) / "one"), times)
        server = Server()
        try:
            measure("PostgreSQL", Place(Path(folder) / "two", server.start()), times)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
