"""Keys of this installation that lie in the data folder, outside the database, each made on first need."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from sightline.kit.files import NotWhole, keep_once

BYTES: Final = 32


def made_once(path: Path) -> bytes:
    """The key in `path`; made there, for this user only, when there is none. Raises OSError when that cannot be.

    It appears whole or not at all: of two processes that make it at once, both use the first one's. Raises NotWhole for
    a file that holds something else.
    """
    if not path.exists():
        keep_once(path, secrets.token_bytes(BYTES))
    key = path.read_bytes()
    if len(key) != BYTES:
        raise NotWhole(f"{path} is empty or cut short, so it is no key. Put the key back from the backup.")
    return key
