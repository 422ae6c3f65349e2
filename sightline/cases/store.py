"""Where the files of documents lie: in the data folder's `uploads`, under names made here, never under those sent.

keep     written aside, flushed to the disk, then put in its place in one step: a kill leaves all of it or nothing
sweep    removes what no row of the database calls for: what a kill left over, what was refused or erased
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sightline.kit.files import sync_folder

LEFT_OVER = 3600.0  # seconds: no save takes that long (our default)


class NotStored(Exception):
    """The disk is full, or the folder cannot be written to. Nothing was kept."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is whole and on the disk."""

    stored_as: str
    size: int
    digest: str


def folder() -> Path:
    """Where documents lie."""
    data: Path = settings.SIGHTLINE.data
    return data / "uploads" / "documents"


def incoming() -> Path:
    """Where what is being sent or written lies meanwhile; not in backups."""
    data: Path = settings.SIGHTLINE.data
    return data / "incoming"


def path_of(stored_as: str) -> Path:
    """Where one file is. Raises ValueError for what is no name of the store's own."""
    if len(stored_as) != 32 or not set(stored_as) <= set("0123456789abcdef"):
        raise ValueError("no name of the store")
    return folder() / stored_as[:2] / stored_as


def keep(chunks: Iterable[bytes], *, name: str = "") -> Stored:
    """Keep a file. Raises NotStored; then nothing of it is left.

    `name`: for a story that is the same each time it is told; every other file has a new one that nobody can guess.
    """
    name, digest, size = name or secrets.token_hex(16), hashlib.sha256(), 0
    target, new = path_of(name), incoming() / f"{secrets.token_hex(16)}.new"
    try:
        for place in (target.parent, new.parent):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, target)
        sync_folder(target.parent)
        sync_folder(folder())
    except OSError as error:
        new.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        raise NotStored("disk full" if error.errno == errno.ENOSPC else "readonly") from error
    return Stored(name, size, digest.hexdigest())


def discard(stored_as: str) -> None:
    """Remove a file that no row calls for yet."""
    path_of(stored_as).unlink(missing_ok=True)


def read(stored: Stored) -> bytes | None:
    """The file, if it is there and holds, byte by byte, what was sent; else None."""
    try:
        found = path_of(stored.stored_as).read_bytes()
    except OSError:
        return None
    return found if hashlib.sha256(found).hexdigest() == stored.digest else None


def sweep(wanted: Collection[str], *, now: float | None = None) -> int:
    """Remove every file that is not wanted and is no longer being saved. How many."""
    before, removed = (time.time() if now is None else now) - LEFT_OVER, 0
    for path in [*_files(folder()), *_files(incoming())]:
        if path.name not in wanted and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _files(place: Path) -> Iterator[Path]:
    return (path for path in sorted(place.rglob("*")) if path.is_file() or path.is_symlink())
