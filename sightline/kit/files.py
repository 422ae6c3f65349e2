"""Files that must survive a power loss, and those that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}  # a disk that knows no second name of a file


class NotWhole(Exception):
    """A file that Sightline made, a key, is empty or cut short. The text is one plain sentence with what to do."""


def keep_once(path: Path, content: bytes, mode: int = 0o600) -> bool:
    """Write a file for this user only; False when there is one already, which stays. Raises OSError.

    It appears whole or not at all, whatever becomes of this process or of the power. Of two who write it at once, one
    is first.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return _named(new, path)
    finally:
        new.unlink(missing_ok=True)


def _named(new: Path, path: Path) -> bool:
    try:
        os.link(new, path)  # unlike renaming, it never takes the place of another's
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # the name is ours; now the content
        except FileExistsError:
            return False
        os.replace(new, path)
    sync_folder(path.parent)
    return True


def sync_folder(folder: Path) -> None:
    """So that a name in the folder survives a power loss as well as its content (not possible on Windows)."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
