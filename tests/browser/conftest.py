"""Chromium for the browser tests: one browser a session, one clean context a test.

A console error or a refusal by the content security policy fails the test it happened in.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "docs" / "screenshots"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
NO_CHROMIUM = "Chromium was not found: install it (Debian: apt install chromium) or name it in CHROMIUM"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
HEIGHTS = {375: 812, 1280: 900}
PATIENCE = 180  # seconds for the demonstration to be made and answer
# The day the demonstration takes for today, so that pictures stay the same.
STORY_DAY = "2026-11-02"

PageAt = Callable[..., Page]


def chromium_path() -> str | None:
    """Where Chromium is on this machine, if it is."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Absent: skipped with one line, but a failure where CI promises it."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page_at(chromium: Browser) -> Iterator[PageAt]:
    """`page_at(375)` or `page_at(1280)`: a page in a clean context of that width.

    `javascript=False` switches scripts off; `expected` is a pattern of console errors the test is about.
    """
    opened = []
    errors: list[str] = []

    def at(width: int, *, javascript: bool = True, expected: str = r"(?!)", base_url: str | None = None) -> Page:
        size = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = chromium.new_context(
            viewport=size, java_script_enabled=javascript, locale="en-GB", timezone_id="Europe/London",
            base_url=base_url, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()

        def note(text: str) -> None:
            if not re.search(expected, text):
                errors.append(text)

        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        return page

    yield at
    for context in opened:
        context.close()
    assert not errors, "The browser complained: " + " | ".join(errors)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: no violation of WCAG 2.2 A and AA, and nothing wider than the screen."""

    def look(page: Page) -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("tags => axe.run({ runOnly: tags })", WCAG)["violations"]
        told = [f"{one['id']}: {one['help']} at {[node['html'][:150] for node in one['nodes']][:4]}" for one in found]
        assert not told, "\n".join(told)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"The page is {wider} px wider than the screen."

    return look


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`shot(page, "child-overview")` writes docs/screenshots/child-overview.png, with --update-screenshots only."""

    def take(page: Page, name: str) -> None:
        if request.config.getoption("--update-screenshots"):
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}.png")

    return take


@dataclass(frozen=True)
class Live:
    """The demonstration, running: its address, and per role (username, password)."""

    base_url: str
    sign_ins: dict[str, tuple[str, str]]


@pytest.fixture(scope="session")
def live(chromium: Browser) -> Iterator[Live]:
    """`sightline demo` itself, as a person starts it, on a free port and in a temporary folder.

    One for the session: a test works on a child (or review) of its own, and leaves the others alone.
    """
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="sightline-browser-"))
    outside = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    command = [sys.executable, "-m", "sightline.cli.main", "demo", "--port", str(port), "--today", STORY_DAY]
    with (folder / "output").open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            env=outside | {"SIGHTLINE_DATA": str(folder / "data"), "PYTHONUTF8": "1"},
        )  # fmt: skip
        try:
            said = _wait(process, port, folder / "output")
            yield Live(f"http://localhost:{port}", _sign_ins(said))
        finally:
            _stop(process)
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def base_url(live: Live) -> str:
    """The address of the running demonstration."""
    return live.base_url


def _wait(process: subprocess.Popen[bytes], port: int, output: Path) -> str:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as line:
            line.settimeout(1)
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return output.read_text(encoding="utf-8")
        time.sleep(0.3)
    raise AssertionError("The demonstration did not start: " + output.read_text(encoding="utf-8")[-3000:])


def _sign_ins(said: str) -> dict[str, tuple[str, str]]:
    lines = re.findall(r"^  (\S.*?)\s{2,}(\S+)\s+password (\S+)", said, re.MULTILINE)
    found: dict[str, tuple[str, str]] = {}
    for role, username, password in lines:
        found.setdefault(role.lower().replace(" ", "_"), (username, password))
    return found


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(15)
