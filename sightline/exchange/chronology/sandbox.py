"""Opening files in child processes, a few at a time; whatever happens in one, the parent gets tables or a sentence."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from sightline.domain.chronology.grid import Contents
from sightline.kit import apart

from . import limits, wire
from .errors import FileRefused

_CHILD: Final = "sightline.exchange.chronology.child"
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
    try:
        answer = apart.run(_CHILD, os.path.abspath(path), name, memory=limits.MEMORY, seconds=limits.SECONDS)
    except apart.TookTooLong:
        raise FileRefused(took_too_long) from None
    except apart.Died:
        raise FileRefused(f"{name} is damaged, or too large to be read. Ask the agency for a plain table.") from None
    try:
        text = answer.decode("utf-8")
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
