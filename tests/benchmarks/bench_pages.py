"""How fast the pages of the thread answer while twenty people click, each pausing five seconds.

Run on demand:  python -m tests.benchmarks.bench_pages [--people 20] [--seconds 90]

Makes a demonstration in a temporary folder, serves it as `sightline demo` does, and clicks through it over real HTTP on
this machine only. Beside it, in the same minute, the same people fetch a static file: what the server and
the machine cost without any of our pages.
"""

from __future__ import annotations

import argparse
import html
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import defaultdict
from dataclasses import dataclass, field

PRACTITIONERS = ("practitioner", "healthvisitor", "school", "bronagh.teal", "callum.rusk", "divya.penhallow",
                 "fatoumata.lisle", "greta.winfarthing", "ines.marrable", "karolina.bexfield")  # fmt: skip
WARM_UP = 20  # seconds for everybody to sign in
OTHERS = ("supervisor", "osian.tarpley", "reviews", "learning", "quality")


@dataclass
class Browser:
    """One person with cookies, following links as a person would."""

    port: int
    username: str
    rng: random.Random
    password: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def fetch(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str, float]:
        """Status, location, body, seconds."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        body = urllib.parse.urlencode(form) if form else None
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Host": f"localhost:{self.port}"}
        if body:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://localhost:{self.port}/",
            }
        began = time.perf_counter()
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        text = reply.read().decode("utf-8", "replace")
        took = time.perf_counter() - began
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return reply.status, reply.headers.get("Location") or "", text, took

    def sign_in(self) -> None:
        _status, _to, text, _took = self.fetch("GET", "/sign-in/")
        form = hidden(text) | {"login": self.username, "password": self.password}
        status, _to, text, _took = self.fetch("POST", "/sign-in/", form)
        if status != 302:
            raise SystemExit(f"{self.username} could not sign in: {status} {text[:400]}")


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: html.unescape(value) for name, value in found}


def links(text: str) -> list[str]:
    """The addresses a person could click on this page, within its main part."""
    main = text.split('id="main-content"')[-1]
    found = {html.unescape(href).split("#")[0] for href in re.findall(r'href="(/[^"]*)"', main)}
    return sorted(href for href in found if href and not href.startswith(("/static/", "/sign-out", "/account")))


def kind_of(path: str) -> str:
    """The address without ids, so that times can be put together page by page."""
    path = path.split("?")[0]
    return re.sub(r"/[a-z0-9]{12}(?=/|$)|/[A-Z]{2,3}-\d\d(?=/|$)|/[0-9a-f-]{36}(?=/|$)", "/·", path)


class Crowd:
    """People clicking at once; times by kind of page."""

    def __init__(self, port: int, password: str, people: int, pause: float) -> None:
        self.port, self.password, self.people, self.pause = port, password, people, pause
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failures: list[str] = []
        self.lock = threading.Lock()
        self.stop = threading.Event()

    def run(self, seconds: float) -> None:
        names = [*PRACTITIONERS, *OTHERS]
        threads = [
            threading.Thread(target=self._person, args=(names[n % len(names)], n), daemon=True)
            for n in range(self.people)
        ]
        for thread in threads:
            thread.start()
        time.sleep(WARM_UP)
        with self.lock:  # twenty people signing in at one moment is not what is measured
            self.times.clear()
        time.sleep(seconds)
        self.stop.set()
        for thread in threads:
            thread.join(35)

    def _person(self, username: str, number: int) -> None:
        rng = random.Random(number)
        person = Browser(self.port, username, rng, self.password)
        self.stop.wait(rng.uniform(0, self.pause))
        person.sign_in()
        path = "/"
        while not self.stop.is_set():
            status, to, text, took = person.fetch("GET", path)
            with self.lock:
                self.times[kind_of(path)].append(took)
                if status >= 400:
                    self.failures.append(f"{status} {path} ({username})")
            onward = [to] if to else links(text)
            path = rng.choice(onward) if onward and rng.random() < 0.92 else "/"
            self.stop.wait(rng.uniform(0.8, 1.2) * self.pause)


def static_times(port: int, people: int) -> list[float]:
    """The same server handing out its style sheet: the floor under every page."""
    browser = Browser(port, "", random.Random(0))
    return [browser.fetch("GET", "/static/kit/sightline.css")[3] for _ in range(people * 5)]


def quantile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def report(crowd: Crowd, floor: list[float]) -> None:
    print(f"| page | clicks | median ms | p95 ms | worst ms |\n|{'---|' * 5}")
    for kind, times in sorted(crowd.times.items(), key=lambda pair: -quantile(pair[1], 0.95)):
        row = (statistics.median(times), quantile(times, 0.95), max(times))
        print(f"| `{kind}` | {len(times)} | " + " | ".join(f"{value * 1000:.0f}" for value in row) + " |")
    everything = [value for times in crowd.times.values() for value in times]
    print(f"| **all** | {len(everything)} | {statistics.median(everything) * 1000:.0f} | "
          f"{quantile(everything, 0.95) * 1000:.0f} | {max(everything) * 1000:.0f} |")  # fmt: skip
    print(f"| *a static file, same server, one person* | {len(floor)} | {statistics.median(floor) * 1000:.0f} | "
          f"{quantile(floor, 0.95) * 1000:.0f} | {max(floor) * 1000:.0f} |")  # fmt: skip
    for failure in crowd.failures[:20]:
        print("FAILED", failure)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--pause", type=float, default=5)
    parser.add_argument("--port", type=int, default=8791)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environ = {k: v for k, v in os.environ.items() if not k.startswith("SIGHTLINE_")} | {"SIGHTLINE_DATA": folder}
        command = [sys.executable, "-m", "sightline.cli.main", "demo", "--port", str(arguments.port)]
        server = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
        try:
            password = printed_password(server)
            wait_for(arguments.port)
            crowd = Crowd(arguments.port, password, arguments.people, arguments.pause)
            crowd.run(arguments.seconds)
            report(crowd, static_times(arguments.port, arguments.people))
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()


def printed_password(server: subprocess.Popen[str]) -> str:
    """The password that `sightline demo` prints for its sign-ins."""
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"password (\S+)", line):
            return found[1]
    raise SystemExit("The demonstration did not start.")


def wait_for(port: int, limit: float = 180) -> None:
    """Until the server answers; the demonstration may have to be made first."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        try:
            Browser(port, "", random.Random(0)).fetch("GET", "/sign-in/")
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not start in time.")


if __name__ == "__main__":
    main()
