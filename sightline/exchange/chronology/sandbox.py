"""Opening files in child processes, a few at a time; whatever happens in one, the parent gets tables or a sentence."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from sightline.domain.chronology.grid import Contents

from . import limits, wire
from .errors import FileRefused

_ROOT: Final = str(Path(__file__).resolve().parents[3])
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from sightline.exchange.chronology.child import main; main(sys.argv[2:])"
)
AT_ONCE: Final = 2
"""Files opened at the same time (our default: as many as a small machine has cores)."""


def read_files(paths: Sequence[str], names: Sequence[str]) -> Iterator[Contents | FileRefused]:
    """The tables of each file, or why it cannot be used, in the order given; the next are opened meanwhile."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(_one, paths, names)


def _one(path: str, name: str) -> Contents | FileRefused:
    try:
        return read_file(path, name)
    except FileRefused as refused:
        return refused


def read_file(path: str, name: str) -> Contents:
    """The tables of one file, read in a process of its own. Raises FileRefused with one sentence."""
    _check(path, name)
    took_too_long = f"{name} could not be read within {limits.SECONDS} seconds. Ask the agency for a plain table."
    environment = {key: value for key, value in os.environ.items() if key.upper() in ("SYSTEMROOT", "PATH", "LANG")}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module; the path is an argument, never a command
            [sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM, _ROOT, os.path.abspath(path), name],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.SECONDS + 5,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(took_too_long) from None
    if done.returncode != 0 or not done.stdout:
        if done.returncode in (-24, -9, 152, 137):  # stopped for its time
            raise FileRefused(took_too_long)
        raise FileRefused(f"{name} is damaged, or too large to be read. Ask the agency for a plain table.")
    try:
        text = done.stdout.decode("utf-8")
        found = json.loads(text[:20_000]) if text.startswith('{"refused"') else None
        if found is not None:
            raise FileRefused(str(found["refused"]))
        return wire.loads(text[len('{"found":') : -1])
    except (ValueError, KeyError, TypeError):
        raise FileRefused(f"{name} is damaged, or not what its name says. Ask the agency to send it again.") from None


def _check(path: str, name: str) -> None:
    try:
        about = os.stat(path)
    except FileNotFoundError:
        raise FileRefused(f"There is no file {name}. Check the name and the folder.") from None
    except (OSError, ValueError):
        raise FileRefused(f"{name} cannot be read. Check the rights on it.") from None
    if stat.S_ISDIR(about.st_mode):
        raise FileRefused(f"{name} is a folder. Give the files in it.")
    if not stat.S_ISREG(about.st_mode):
        raise FileRefused(f"{name} is not a file that can be read.")
    if about.st_size > limits.FILE:
        size, most = about.st_size // limits.MEGABYTE, limits.FILE // limits.MEGABYTE
        raise FileRefused(
            f"{name} has {size} MB; a chronology may have {most} MB. Ask the agency for the table without pictures."
        )
    if not os.access(path, os.R_OK):
        raise FileRefused(f"{name} cannot be read. Check the rights on it.")
