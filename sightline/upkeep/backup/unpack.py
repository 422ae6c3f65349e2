"""Reading a backup to its last byte, into a scratch folder: nothing outside that folder is touched.

<scratch>/data/        files of the data folder, and SQLite's database
rows(table, bytes)     called with each part of PostgreSQL's rows, in order
"""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from sightline.upkeep.backup import facts, snapshot
from sightline.upkeep.backup.container import PIECE, Head, Reader, as_file, read_head
from sightline.upkeep.backup.keys import Lock
from sightline.upkeep.backup.trouble import BackupError

NOT_OURS = "What the backup holds is not in a form that this version of Sightline knows."
Begin = Callable[[dict[str, Any]], None]
Rows = Callable[[str, IO[bytes]], None]


@dataclass
class Unpacked:
    """What was in a backup: its manifest, the rows counted when it was made, and the names of the files."""

    head: Head
    manifest: dict[str, Any]
    counts: dict[str, int]
    files: list[str] = field(default_factory=list)


def look(path: Path) -> Head:
    """The head of a backup file. Raises BackupError."""
    with _opened(path) as file:
        return read_head(file)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except IsADirectoryError:
        raise BackupError(f"{path} is a folder. Name one of the backups in it.") from None
    except OSError as error:
        raise BackupError(f"The backup {path} cannot be read ({error.strerror}).") from None


def unpack(path: Path, lock: Lock, data: Path, *, begin: Begin, rows: Rows) -> Unpacked:
    """Unpack into the folder `data`, every byte authenticated. `begin(manifest)` may refuse before the rest is read.

    Raises BackupError: damaged, foreign, newer, cut off, another key, not in the form it should have.
    """
    with _opened(path) as file:
        reader = Reader(file, lock)
        try:
            with tarfile.open(fileobj=as_file(reader), mode="r|", bufsize=PIECE) as tar:
                found = _members(tar, reader.head, data, begin, rows)
        except (tarfile.TarError, json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError):
            raise BackupError(NOT_OURS) from None
        while reader.read(PIECE):  # to the last piece, which alone says that nothing is missing
            pass
    return found


def _members(tar: tarfile.TarFile, head: Head, data: Path, begin: Begin, rows: Rows) -> Unpacked:
    manifest: dict[str, Any] | None = None
    counts: dict[str, int] | None = None
    names: list[str] = []
    for member in tar:
        content = tar.extractfile(member) if member.isfile() else None
        if content is None:
            raise BackupError(NOT_OURS)
        if manifest is None:
            if member.name != facts.MANIFEST:
                raise BackupError(NOT_OURS)
            manifest = _checked(json.loads(content.read()))
            begin(manifest)
        elif member.name == facts.COUNTS:
            counts = {str(table): int(number) for table, number in json.loads(content.read()).items()}
        elif member.name.startswith(f"{snapshot.ROWS}/"):
            rows(_table(member.name, manifest), content)
        else:
            names.append(_keep(member.name, content, data))
    if manifest is None or counts is None:
        raise BackupError(NOT_OURS)
    return Unpacked(head, manifest, counts, names)


def _checked(manifest: dict[str, Any]) -> dict[str, Any]:
    if manifest.get("archive") != facts.ARCHIVE:
        raise BackupError(
            f"The backup was made by Sightline {manifest.get('version', '(unknown)')} in a form that this version does "
            "not know. Install that version first."
        )
    return manifest


def _table(name: str, manifest: dict[str, Any]) -> str:
    table = name.split("/")[1]
    if table not in manifest["tables"]:
        raise BackupError(NOT_OURS)
    return table


def _keep(name: str, content: IO[bytes], data: Path) -> str:
    """Write one file below `data`. Names are taken apart: nothing may leave the folder."""
    if name == snapshot.SQLITE_NAME:
        inside = PurePosixPath("sightline.sqlite3")
    else:
        inside = PurePosixPath(name.removeprefix("files/"))
        if not name.startswith("files/") or inside.is_absolute() or ".." in inside.parts or "\\" in name:
            raise BackupError(NOT_OURS)
    target = data.joinpath(*inside.parts)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("wb") as file:
        target.chmod(0o600)
        shutil.copyfileobj(content, file, PIECE)
        file.flush()
        os.fsync(file.fileno())
    return inside.as_posix()
