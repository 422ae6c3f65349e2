"""Making a backup: a snapshot, the keys and uploads beside it, encrypted into one file that appears only when whole."""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from sightline import __version__
from sightline.kit.files import keep_once, sync_folder
from sightline.upkeep.backup import facts, snapshot
from sightline.upkeep.backup.container import Writer
from sightline.upkeep.backup.keys import Lock
from sightline.upkeep.backup.trouble import BackupError
from sightline.upkeep.locking import BACKING_UP, Held, held

SUFFIX = ".slbackup"
INSTANCE = re.compile(r"[0-9a-f]{8}")
NAME = re.compile(r"sightline-([0-9a-f]{8})-\d{4}-\d\d-\d\dT\d{6}Z\.slbackup")
# Kept apart from the backup: what opens it, and what only this machine's present needs.
LEFT_OUT = {"backup.key", "set-up.code"}
FOLDERS = ("keys", "uploads")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made. `head`: the newest entry of the trail that is in it."""

    path: Path
    made_at: datetime
    size: int
    seconds: float
    rows: int
    head: int
    vendor: str
    removed: tuple[str, ...]


def make(data: Path, to: Path, lock: Lock, *, keep: int, partnership: str = "") -> Made:
    """Make a backup of the database in use and the data folder's keys, uploads and settings.

    The file appears under its name only when it is whole and on the disk; then those beyond the newest `keep` go.
    Raises BackupError: another backup is under way, the target can't be written to, no room.
    """
    began, made_at = monotonic(), datetime.now(UTC)
    try:
        with held(data / BACKING_UP), _target(to) as target:
            mine = name_of_instance(data)
            name = f"sightline-{mine}-{made_at:%Y-%m-%dT%H%M%SZ}{SUFFIX}"
            _clear_leftovers(data, target, mine)
            rows, head, vendor = _write(data, target / name, lock, made_at, partnership)
            removed = _remove_old(target, mine, keep)
    except Held:
        raise BackupError(
            "Another backup is being made, or one is being put back. Wait for it, or see why it takes so long."
        ) from None
    except OSError as error:
        raise BackupError(_sentence(to, error)) from None
    size = (to / name).stat().st_size
    return Made(to / name, made_at, size, monotonic() - began, rows, head, vendor, removed)


@contextmanager
def _target(to: Path) -> Iterator[Path]:
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    yield to


def _sentence(to: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"There is no room for a backup ({error.filename or to}). Nothing was kept of it; make room, try again."
    return f"The backup could not be written to {to} ({error.strerror}). Nothing was kept of it."


def _write(data: Path, path: Path, lock: Lock, made_at: datetime, partnership: str) -> tuple[int, int, str]:
    partial = path.with_name(f".{path.name}.partial")
    scratch = Path(tempfile.mkdtemp(prefix=".backup-", dir=data))
    try:
        with snapshot.taken(scratch) as taken:
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as out:
                _fill(out, data, taken, lock, made_at, partnership)
                out.flush()
                os.fsync(out.fileno())
            os.replace(partial, path)
            sync_folder(path.parent)
            return sum(taken.counts().values()), int(taken.facts()["head"]["seq"]), taken.vendor
    finally:
        partial.unlink(missing_ok=True)
        shutil.rmtree(scratch, ignore_errors=True)


def _fill(out: BinaryIO, data: Path, taken: snapshot.Snapshot, lock: Lock, made_at: datetime, partnership: str) -> None:
    stamp = made_at.isoformat(timespec="seconds")
    writer = Writer(out, lock, made_at=stamp, made_by=__version__)
    manifest = {
        "archive": facts.ARCHIVE, "vendor": taken.vendor, "version": __version__, "made_at": stamp,
        "partnership": partnership, **taken.facts(),
    }  # fmt: skip
    _add_json(writer, facts.MANIFEST, manifest)
    for name, path in _files(data):
        try:
            file = path.open("rb")
        except FileNotFoundError:  # let go of since it was listed; what the snapshot calls for goes by night alone
            continue
        with file:
            _add(writer, f"files/{name}", os.fstat(file.fileno()).st_size, file)
    for name, size, content in taken.members():
        _add(writer, name, size, content)
    _add_json(writer, facts.COUNTS, taken.counts())
    writer.write(b"\0" * 2 * tarfile.BLOCKSIZE)  # the end of a tar
    writer.close()


def _files(data: Path) -> Iterator[tuple[str, Path]]:
    """Keys, uploads and settings: name within the data folder, and where it is."""
    if (data / "sightline.env").is_file():
        yield "sightline.env", data / "sightline.env"
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.name not in LEFT_OUT:
                yield path.relative_to(data).as_posix(), path


def _add(writer: Writer, name: str, size: int, content: BinaryIO) -> None:
    """One member of the tar. Its head holds nothing of this machine: no owner, no time, one mode.

    Written here rather than by tarfile, whose stream copies every byte several times more.
    """
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    writer.write(info.tobuf(tarfile.PAX_FORMAT))
    writer.take(content, size)
    writer.write(b"\0" * (-size % tarfile.BLOCKSIZE))


def _add_json(writer: Writer, name: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, sort_keys=True).encode("utf-8")
    _add(writer, name, len(text), BytesIO(text))


def name_of_instance(data: Path) -> str:
    """Eight signs that stand for this partnership in the names of its backups, so that none is taken for another's."""
    file = data / "keys" / "instance"
    if not file.exists():
        keep_once(file, secrets.token_hex(4).encode("ascii"))
    name = file.read_text(encoding="ascii", errors="replace").strip()
    if not INSTANCE.fullmatch(name):
        raise BackupError(
            f"{file} does not hold the name under which backups are kept: eight of 0-9 and a-f. Write it there as "
            "the names of earlier backups have it, or remove the file: a new one is made, and those stay for good."
        )
    return name


def kept_in(folder: Path, instance: str | None = None) -> list[Path]:
    """The backups in a folder (of one partnership), the newest first, known by their names."""
    if not folder.is_dir():
        return []
    found = [(match, path) for path in folder.iterdir() if (match := NAME.fullmatch(path.name))]
    mine = [path for match, path in found if instance in (None, match[1])]
    return sorted(mine, key=lambda path: path.name[-26:], reverse=True)


def _remove_old(folder: Path, instance: str, keep: int) -> tuple[str, ...]:
    removed = []
    for path in kept_in(folder, instance)[max(1, keep) :]:
        path.unlink(missing_ok=True)
        removed.append(path.name)
    return tuple(removed)


def _clear_leftovers(data: Path, target: Path, instance: str) -> None:
    """What a backup that was cut off has left behind; only one is made at a time, so none of it is in use."""
    for path in data.glob(".backup-*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in target.glob(f".sightline-{instance}-*.partial"):
        path.unlink(missing_ok=True)
