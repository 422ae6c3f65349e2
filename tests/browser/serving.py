"""The demonstration, made once and served from copies, as a person starts it: `sightline demo` in a folder of its own.

A copy is quick, so that a journey which changes the record works on a copy that no other journey sees.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.outside import Place
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
MAKING = 240  # seconds for the demonstration to be made
STARTING = 60  # seconds for its server to answer
STOPPING = 15


SESSIONS = "sessions.json"  # by username; made for tests, which is why it is in no data folder
SIGNED_IN = """
import json
from sightline.access.models import Worker
from tests.records import signed_in
workers = Worker.objects.filter(is_active=True).order_by("pk")
print(json.dumps({one.username: signed_in(one).cookies["sightline"].value for one in workers}))
"""


@dataclass(frozen=True)
class Live:
    """The demonstration, running: its address, and the folder its data are in."""

    base_url: str
    folder: Path

    def session(self, username: str) -> str:
        """What the cookie of somebody who has signed in holds."""
        found: str = json.loads((self.folder / SESSIONS).read_text(encoding="utf-8"))[username]
        return found


def sightline(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the `sightline` command on the data in `folder`, as a person would, and give what it printed."""
    return subprocess.run(
        _command(*arguments),
        cwd=ROOT,
        env=_outside(folder),
        capture_output=True,
        text=True,
        timeout=MAKING,
        check=False,
    )


def make() -> Path:
    """The folder of a freshly made demonstration. Raises AssertionError with what the command said.

    In it are the sessions of everybody who may sign in, so that a journey about something else need not begin with it.
    """
    folder = Path(tempfile.mkdtemp(prefix="sightline-browser-"))
    done = sightline("demo", "--no-serve", folder=folder)
    assert done.returncode == 0, f"The demonstration was not made: {(done.stdout + done.stderr)[-3000:]}"
    sign_everybody_in(folder)
    return folder


def sign_everybody_in(folder: Path) -> None:
    """Put the sessions of everybody beside the demonstration in this folder."""
    (folder / SESSIONS).write_text(Place(folder / "demo").python(SIGNED_IN), encoding="utf-8")


@contextmanager
def serve(made: Path, **settings: str) -> Iterator[Live]:
    """Serve a copy of the folder on a free port until the block ends; the server is stopped by its id.

    `settings`: further settings by their names in the environment.
    """
    folder = Path(tempfile.mkdtemp(prefix="sightline-browser-"))
    shutil.copytree(made, folder, dirs_exist_ok=True)
    port = free_port()
    with (folder / "output").open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            _command("demo", "--port", str(port)), cwd=ROOT, env=_outside(folder) | settings,
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            _wait(process, port, folder / "output")
            yield Live(f"http://localhost:{port}", folder)
        finally:
            _stop(process)
            shutil.rmtree(folder, ignore_errors=True)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sightline.cli.main", *arguments]


def _outside(folder: Path) -> dict[str, str]:
    """The environment of a person at a shell: none of the tests' own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    return kept | {"SIGHTLINE_DATA": str(folder), "PYTHONUTF8": "1"}


def _wait(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    until = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as line:
            line.settimeout(1)
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("The demonstration did not start: " + output.read_text(encoding="utf-8")[-3000:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(STOPPING)
