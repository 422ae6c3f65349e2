"""One at a time: a lock on a file, which goes with its process however that ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

SERVING, BACKING_UP, LOOKING = "serving.lock", "backup.lock", "nightly.lock"


class Held(Exception):
    """Another process holds it."""


def hold(path: Path, *, shared: bool = False) -> IO[bytes]:
    """Take the lock and return the open file; closing it, or the end of the process, lets go. Raises Held, OSError.

    `shared`: others may hold it shared too (several servers on one folder).
    """
    file = path.open("ab")
    try:
        _lock(file, shared)
    except OSError:
        file.close()
        raise Held(str(path)) from None
    return file


def _lock(file: IO[bytes], shared: bool) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # no shared locks there: one server a folder
        return
    import fcntl

    fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Within it, no other process is in such a block. Raises Held."""
    file = hold(path)
    try:
        yield
    finally:
        file.close()


def somebody_holds(path: Path) -> bool:
    """Whether another process holds the lock now, in whichever way."""
    if not os.path.exists(path):
        return False
    try:
        hold(path).close()
    except Held:
        return True
    return False
