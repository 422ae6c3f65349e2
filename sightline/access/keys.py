"""Keys of this installation that lie in the data folder, outside the database, each made on first need."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

BYTES: Final = 32


def made_once(path: Path) -> bytes:
    """The key in `path`; made there, for this user only, when there is none. Raises OSError when that cannot be.

    It appears whole or not at all: of two processes that make it at once, both use the first one's.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(new, path)
    except FileExistsError:  # another process was first
        pass
    finally:
        new.unlink(missing_ok=True)
    return path.read_bytes()
