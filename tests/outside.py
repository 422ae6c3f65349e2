"""Sightline as a person at a shell has it: the command in a process of its own, on a folder and database of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 240  # seconds


@dataclass
class Place:
    """A data folder, and the address of a PostgreSQL database when the tests run on one."""

    data: Path
    url: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def vendor(self) -> str:
        return "postgresql" if self.url else "sqlite"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
        kept |= {"SIGHTLINE_DATA": str(self.data), "PYTHONUTF8": "1"} | self.more
        return kept | ({"SIGHTLINE_DATABASE_URL": self.url} if self.url else {})

    def sightline(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run `sightline WORDS`; nobody is at the keyboard beyond `given`."""
        return self._run([sys.executable, "-m", "sightline.cli.main", *words], given)

    def python(self, script: str) -> str:
        """Run a piece of Python with Django set up on this place; gives what it printed."""
        lead = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'sightline.config.settings'; django.setup()\n"
        done = self._run([sys.executable, "-c", lead + script], "")
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip()

    def does(self, *words: str) -> str:
        """Run `sightline WORDS`, which must go well; gives what it printed."""
        done = self.sightline(*words)
        assert done.returncode == 0, f"sightline {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def _run(self, command: list[str], given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=ROOT, env=self.environment(), input=given, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip


@contextmanager
def a_place(folder: Path, like: Place | None = None) -> Iterator[Place]:
    """A place of its own, on the kind of database that the tests run on; empty, or a copy of another one."""
    if like is not None:
        shutil.copytree(like.data, folder)
    server = os.environ.get("SIGHTLINE_DATABASE_URL", "")
    if not server:
        yield Place(folder)
        return
    import psycopg

    name = f"place_{secrets.token_hex(6)}"
    template = f" TEMPLATE {like.url.rpartition('/')[2]}" if like is not None else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{template}")
    try:
        yield Place(folder, f"{server.rpartition('/')[0]}/{name}")
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
