"""A real `sightline serve` in a process of its own, and somebody who asks it for pages. Needs no Django here."""

from __future__ import annotations

import http.client
import os
import re
import signal
import ssl
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.outside import ROOT, Place
from tests.ports import free_port

STARTING, STOPPING = 90, 20
WITH_A_PERSON = (
    "from tests.workers import a_worker\nfrom sightline.access import changes\n"
    "w = a_worker('administrator', 'oskar')\nchanges.enrol_second_factor(w, by='system', key='JBSWY3DPEHPK3PXP')"
)


BY_WAITRESS = (
    "from sightline.cli import main, serve\n"
    "serve._gunicorn = lambda values, workers: serve.by_waitress(values)\nmain.entry()"
)


class Running:
    """A server in a process of its own, and a person who asks it for pages."""

    def __init__(self, port: int, log: Path, https: bool, process: subprocess.Popen[bytes] | None = None) -> None:
        self.port, self.log, self.https, self.process = port, log, https, process
        self.cookies: dict[str, str] = {}

    def ask(
        self, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, str, http.client.HTTPMessage]:
        if self.https:
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=trusting)
        else:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        scheme = "https" if self.https or headers.get("X-Forwarded-Proto") == "https" else "http"
        told = {"Host": f"localhost:{self.port}", "Referer": f"{scheme}://localhost:{self.port}/", **headers}
        told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urllib.parse.urlencode(form) if form is not None else None
        if body is not None:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("GET" if form is None else "POST", path, body, told)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        line.close()
        return answer.status, text, answer.headers

    def is_killed(self) -> None:
        """Gone at once with its workers, in the middle of whatever they do: no signal that could be caught."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(STOPPING)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


@contextmanager
def serving(
    place: Place, tmp_path: Path, *words: str, https: bool = False, waitress: bool = False
) -> Iterator[Running]:
    """`waitress`: by the server that Windows has, on whatever machine this is."""
    port = free_port()
    log = tmp_path / "server.log"
    program = ["-c", BY_WAITRESS] if waitress else ["-m", "sightline.cli.main"]
    command = [sys.executable, *program, "serve", "--port", str(port), "--workers", "1", *words]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=place.environment(), stdout=output, stderr=output, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    running = Running(port, log, https, process)
    try:
        until = time.monotonic() + STARTING
        while True:
            try:
                running.ask("/healthz")
                break
            except OSError:
                assert process.poll() is None, running.said()
                assert time.monotonic() < until, running.said()
                time.sleep(0.1)
        yield running
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            running.is_killed()


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
