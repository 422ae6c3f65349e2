"""The data folder: made, checked and given its keys before anything is opened in it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sightline.kit.files import keep_once

SHORTEST = 50  # characters, as for SIGHTLINE_SECRET_KEY


class FolderError(Exception):
    """The data folder cannot be used. The text is one plain sentence with what to do."""


def prepare(folder: Path) -> None:
    """Make the data folder and its rooms (keys, uploads, what comes in, backups), readable by this user only.

    Raises FolderError when it cannot be made, is not a folder, cannot be written to, or the disk is full.
    """
    try:
        for part in (folder, folder / "keys", folder / "uploads", folder / "incoming", folder / "backups"):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except FileExistsError:
        raise FolderError(f"{folder} is a file, not a folder. Choose another place with SIGHTLINE_DATA.") from None
    except OSError as error:
        raise FolderError(_sentence(folder, error)) from None


def _sentence(folder: Path, error: OSError) -> str:
    import errno

    if error.errno == errno.ENOSPC:
        return f"The disk that holds {folder} is full. Nothing was changed. Make room, then try again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"The data folder {folder} cannot be written to. Give this user the right to write there, "
            "or choose another place with SIGHTLINE_DATA."
        )
    return f"The data folder {folder} cannot be used ({error.strerror}). Choose another place with SIGHTLINE_DATA."


def secret(path: Path, length: int = 64) -> str:
    """The secret kept in `path`, made on first need and readable by this user only.

    It is there whole or not at all. Raises FolderError for a file that is empty or cut short.
    """
    if not path.exists():
        keep_once(path, secrets.token_urlsafe(length).encode("ascii"))
    value = path.read_text(encoding="ascii", errors="replace").strip()
    if len(value) < SHORTEST:
        raise FolderError(
            f"The secret in {path} is empty or cut short. Put it back from the backup, or remove the file: then a new "
            "one is made, and everybody signs in again."
        )
    return value
